import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import httpx2
import pytest

from briefing.collect import web
from briefing.collect.fetch import Fetcher
from briefing.collect.sources import Reading, read_source, source_named
from briefing.errors import FeedError, FetchError, UsageError
from briefing.types import DocumentHints, FetchState, MediaType, Source, SourceKind
from tests.site import Say, Site, reply, site

NOW = datetime(2025, 3, 10, 6, 30, tzinfo=UTC)
FETCHER = Fetcher(allow=frozenset({"127.0.0.1"}), deadline=2)
LONG = "The envoys met in Geneva and spoke about grain. " * 20


def page(words: str) -> bytes:
    return reply(
        f"<html><body><article><p>{words}</p></article></body></html>", kind="text/html; charset=utf-8"
    )


def rss(*items: str) -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>The Courier</title>{inside}</channel></rss>"


def feed(*items: str, etag: str = "") -> bytes:
    return reply(rss(*items), kind="application/rss+xml", ETag=etag)


def read(
    source: Source,
    states: Mapping[str, FetchState] | None = None,
    *known: str,
    threads: int = 0,
    now: datetime = NOW,
) -> Reading:
    options = {"fetcher": FETCHER, "states": states or {}, "known": known.__contains__, "now": now}
    if not threads:
        return read_source(source, **options)  # type: ignore[arg-type]
    with ThreadPoolExecutor(threads) as executor:
        return read_source(source, **options, executor=executor)  # type: ignore[arg-type]


def read_site(served: Site, path: str = "/feed", *known: str) -> Reading:
    return read(source_named(served.base + path), None, *known)


def remembered(reading: Reading) -> dict[str, FetchState]:
    return {state.url: state for state in reading.states}


# ── naming a source ───────────────────────────────────────────────────────────


def test_a_word_names_a_folder_a_file_or_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert source_named(str(tmp_path)).kind is SourceKind.FOLDER
    assert source_named(str(tmp_path / "a.txt")).kind is SourceKind.FILE
    assert source_named("https://news.example/feed").kind is None
    assert source_named("HTTP://news.example/feed").kind is None


def test_a_source_is_named_by_its_place_without_what_may_be_secret() -> None:
    assert source_named("https://me:pw@www.news.example/feed/?token=abc").name == "news.example/feed"
    assert source_named("https://news.example/feed", name="Desk").name == "Desk"


def test_the_desks_word_on_outlet_and_grade_is_kept() -> None:
    source = source_named("https://news.example/", outlet="The Courier", grade="B")
    assert (source.outlet, source.grade) == ("The Courier", "B")


@pytest.mark.parametrize("location", ["no/such/file.txt", "", "ftp://news.example/feed", "feed:https://x.example/", "http://[::1", "a\0b"])  # fmt: skip
def test_a_word_that_names_nothing_is_refused_in_one_line(location: str) -> None:
    with pytest.raises(UsageError) as caught:
        source_named(location)
    assert str(caught.value).startswith(f"{location}: ")
    assert "\n" not in str(caught.value)


def test_a_folder_is_read_without_any_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The envoys met.")
    (tmp_path / "b.txt").touch()
    source = source_named(str(tmp_path))
    reading = read(source)
    assert reading.source is source
    assert [document.text for document in reading.documents] == ["The envoys met."]
    assert [str(failure) for failure in reading.failures] == [f"{tmp_path}/b.txt: is empty"]
    assert reading.states == ()


def test_one_text_under_one_name_in_two_folders_is_one_document(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("The envoys met.")
    assert len(read(source_named(str(tmp_path))).documents) == 1


def test_a_source_that_went_away_since_it_was_configured_is_a_failure(tmp_path: Path) -> None:
    reading = read(Source(name="desk", location=str(tmp_path / "gone")))
    assert "No such file" in str(reading.failures[0])


# ── pages ─────────────────────────────────────────────────────────────────────


def test_an_address_with_a_page_gives_the_page() -> None:
    with site({"/old": reply(status=301, Location="/1"), "/1": page("Café talks.")}) as served:
        (document,) = read_site(served, "/old").documents
        assert document.location == f"{served.base}/old"
        assert document.url == f"{served.base}/1"
    assert document.media_type is MediaType.HTML
    assert document.text == "<html><body><article><p>Café talks.</p></article></body></html>"


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("text/html", "Plain words.", MediaType.HTML),
        ("application/xhtml+xml", "<?xml version='1.0'?><html><p>x</p></html>", MediaType.HTML),
        ("text/plain", "Plain words.", MediaType.TEXT),
        ("text/markdown", "# Title", MediaType.MARKDOWN),
        ("application/octet-stream", "<!doctype html><p>x", MediaType.HTML),
        ("image/png", "<html><p>x</p></html>", MediaType.HTML),
        ("application/rss+xml", "<html><p>x</p></html>", MediaType.HTML),
    ],
)
def test_a_page_is_what_it_looks_like_where_its_type_is_wrong(
    kind: str, body: str, expected: MediaType
) -> None:
    with site({"/1": reply(body, kind=kind)}) as served:
        (document,) = read_site(served, "/1").documents
    assert document.media_type is expected


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("application/json", b'{"a": 1}', "is application/json, not the page of an article"),
        ("text/html", b"%PDF-1.7 ...", "is not text but a PDF file"),
        ("text/html", b"\x89PNG\r\n\x1a\n\0", "is not text but an image"),
        ("text/html", b"", "is empty"),
        ("text/html", b" \n ", "is empty"),
    ],
)
def test_what_is_no_page_is_named(kind: str, body: bytes, reason: str) -> None:
    with site({"/1": reply(body, kind=kind)}) as served:
        reading = read_site(served, "/1")
    assert reading.documents == ()
    assert reason in str(reading.failures[0])


def test_a_page_is_read_in_the_charset_that_the_server_or_the_page_names() -> None:
    text = "<p>Переговоры</p>"
    for kind, head in (("text/html; charset=windows-1251", ""), ("text/html", "<meta charset=windows-1251>")):
        with site({"/1": reply((head + text).encode("cp1251"), kind=kind)}) as served:
            (document,) = read_site(served, "/1").documents
        assert document.text == head + text


def test_a_page_that_did_not_change_gives_nothing_and_fails_nothing() -> None:
    with site({"/1": reply("<p>x</p>", ETag='"1"')}) as served:
        first = read_site(served, "/1")
        served.answers["/1"] = reply(status=304)
        second = read(source_named(f"{served.base}/1"), remembered(first))
    assert (second.documents, second.failures, second.states) == ((), (), first.states)


def test_a_page_that_is_cut_short_is_no_document_and_leaves_no_state() -> None:
    with site({"/1": reply("<p>A long page</p>", ETag='"1"')[:-3]}) as served:
        reading = read_site(served, "/1")
    assert (reading.documents, reading.states) == ((), ())
    assert isinstance(reading.failures[0], FetchError)


# ── feeds ─────────────────────────────────────────────────────────────────────


def test_the_entries_of_a_feed_lead_to_pages_that_carry_what_the_feed_says() -> None:
    item = (
        "<title>Grain &lt;b&gt;talks&lt;/b&gt;</title><link>/1?utm_source=rss</link>"
        "<pubDate>Mon, 10 Mar 2025 05:00:00 GMT</pubDate>"
    )
    with site({"/feed": feed(item), "/1": page("They met.")}) as served:
        reading = read_site(served)
        (document,) = reading.documents
        assert document.location == document.url == f"{served.base}/1"
        assert served.paths() == ["/feed", "/robots.txt", "/1"]
    assert "They met." in document.text
    assert document.hints.title == "Grain talks"
    assert document.hints.outlet == "The Courier"
    assert reading.failures == ()


def test_the_date_of_an_entry_is_that_of_its_page() -> None:
    item = "<link>/1</link><pubDate>Mon, 10 Mar 2025 05:00:00 GMT</pubDate>"
    with site({"/feed": feed(item), "/1": page("They met.")}) as served:
        (document,) = read_site(served).documents
    assert document.hints.published_at == datetime(2025, 3, 10, 5, tzinfo=UTC)


def test_pages_come_in_the_order_of_the_feed_however_many_are_fetched_at_once() -> None:
    items = [f"<link>/{n}</link>" for n in range(12)]
    answers: dict[str, Say] = {f"/{n}": page(f"page {n}.") for n in range(12)}
    with site({"/feed": feed(*items), **answers}) as served:
        reading = read(source_named(f"{served.base}/feed"), threads=4)
        assert [document.location for document in reading.documents] == [
            f"{served.base}/{n}" for n in range(12)
        ]
    assert reading.failures == ()


def test_a_page_that_is_known_is_not_fetched_again() -> None:
    with site(
        {"/feed": feed("<link>/1</link>", "<link>/2</link>"), "/1": page("1"), "/2": page("2")}
    ) as served:
        reading = read_site(served, "/feed", f"{served.base}/1")
        assert [document.location for document in reading.documents] == [f"{served.base}/2"]
        assert "/1" not in served.paths()


def test_one_page_that_fails_is_named_and_the_others_are_kept() -> None:
    items = [f"<title>t{n}</title><link>/{n}</link>" for n in range(3)]
    with site({"/feed": feed(*items, etag='"1"'), "/0": page("0"), "/2": page("2")}) as served:
        reading = read_site(served)
        assert [document.location for document in reading.documents] == [
            f"{served.base}/0",
            f"{served.base}/2",
        ]
        (error,) = reading.failures
        assert isinstance(error, FetchError)
        assert error.status == 404
        assert error.source == f"{served.base}/feed"
        assert str(error).startswith(f"{served.base}/1: answered 404")


def test_a_feed_is_seen_again_in_full_until_all_its_pages_are_read() -> None:
    with site({"/feed": feed("<link>/1</link>", etag='"1"')}) as served:
        failed = read_site(served)
        assert remembered(failed)[f"{served.base}/feed"].etag is None
        served.answers["/1"] = page("back again")
        assert [state.etag for state in read_site(served).states] == ['"1"']


def test_a_feed_that_did_not_change_gives_nothing_and_fails_nothing() -> None:
    with site({"/feed": reply(status=304)}) as served:
        url = f"{served.base}/feed"
        reading = read(source_named(url), {url: FetchState(url=url, etag='"1"')})
        assert served.paths() == ["/feed"]
    assert (reading.documents, reading.failures) == ((), ())


def test_an_entry_whose_page_cannot_be_had_is_read_from_the_feed() -> None:
    with site(
        {"/feed": feed(f"<title>Grain</title><link>/1</link><description>{LONG}</description>")}
    ) as served:
        reading = read_site(served)
        (document,) = reading.documents
        assert document.url == f"{served.base}/1"
    assert LONG.strip() in document.text
    assert document.hints == DocumentHints(title="Grain", outlet="The Courier")
    assert len(reading.failures) == 1


def test_an_entry_without_a_page_is_read_from_the_feed_or_named() -> None:
    long = f"<title>Long</title><guid isPermaLink='false'>n1</guid><description>{LONG}</description>"
    with site({"/feed": feed(long, "<title>Short</title><link>javascript:alert(1)</link>")}) as served:
        reading = read_site(served)
        (document,) = reading.documents
        assert (document.location, document.url) == (f"{served.base}/feed#n1", None)
        assert served.paths() == ["/feed"]
    assert "“Short” has no page on the web" in str(reading.failures[0])


def test_entries_without_a_link_are_told_apart_by_the_whole_address_of_their_feed() -> None:
    def entry(of: str) -> bytes:
        return feed(f"<guid isPermaLink='false'>1</guid><description>{of}: {LONG}</description>")

    with site({"/feed?of=grain": entry("Grain"), "/feed?of=fish": entry("Fish")}) as served:
        grain = read_site(served, "/feed?of=grain").documents[0].location
        assert len(read_site(served, "/feed?of=fish", grain).documents) == 1
        assert read_site(served, "/feed?of=grain", grain).documents == ()


@pytest.mark.parametrize("target", ["http://127.0.0.2/x", "http://169.254.169.254/", "http://localhost/", "http://[::1]/"])  # fmt: skip
def test_an_entry_leads_to_no_private_address(target: str) -> None:
    items = [f"<link>{target}</link>", f"<link xml:base='{target}'>1</link>", "<link>/r</link>"]
    with site({"/feed": feed(*items), "/r": reply(status=302, Location=target)}) as served:
        reading = read_site(served)
    assert reading.documents == ()
    assert len(reading.failures) == 3


@pytest.mark.parametrize("host", ["xn--a", "-.example", "x%5d.xn--a", f"{'a' * 300}.example", "[v1.x]"])
def test_a_host_that_can_be_no_name_fails_its_entry_alone(host: str) -> None:
    items = (f"<link>http://{host}/1</link>", "<link>/away</link>", "<link>/2</link>")
    away = reply(status=302, Location=f"http://{host}/")
    with site({"/feed": feed(*items), "/away": away, "/2": page("2")}) as served:
        reading = read_site(served)
        assert [document.location for document in reading.documents] == [f"{served.base}/2"]
    assert reading.failures
    assert all(isinstance(each, FetchError) for each in reading.failures)


def test_an_address_that_should_hold_a_feed_and_does_not_is_named() -> None:
    with site({"/feed": page("no feed")}) as served:
        source = Source(name="desk", location=f"{served.base}/feed", kind=SourceKind.FEED)
        reading = read(source)
    assert isinstance(reading.failures[0], FeedError)


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so() -> None:
    body = rss("<link>/1</link>", "<link>/2</link>").partition("/2")[0]
    with site({"/feed": reply(body, kind="text/xml", ETag='"1"'), "/1": page("1")}) as served:
        reading = read_site(served)
    assert len(reading.documents) == 1
    assert "breaks off" in str(reading.failures[-1])
    assert remembered(reading)[f"{served.base}/feed"].etag is None


def test_what_one_run_does_not_fetch_is_left_for_the_next_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_PAGES", 2)
    items = [f"<link>/{n}</link>" for n in range(3)]
    answers: dict[str, Say] = {f"/{n}": page(f"{n}") for n in range(3)}
    with site({"/feed": feed(*items), **answers}) as served:
        first = read_site(served)
        assert len(first.documents) == 2
        assert "1 of 3 new entries are left for the next run" in str(first.failures[0])
        second = read_site(served, "/feed", *(document.location for document in first.documents))
        assert [document.location for document in second.documents] == [f"{served.base}/2"]
        assert second.failures == ()


def test_entries_that_fail_on_each_run_keep_no_other_from_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that may be tried the first three never give anything: a page that is gone, and entries without one."""
    monkeypatch.setattr(web, "MAX_PAGES", 2)
    items = ("<link>/gone</link>", "<guid>a</guid>", "<guid>b</guid>", "<link>/1</link>", "<link>/2</link>")
    states: dict[str, FetchState] = {}
    known: list[str] = []
    with site({"/feed": feed(*items), "/1": page("1"), "/2": page("2")}) as served:
        for hour in range(3):
            source = source_named(f"{served.base}/feed")
            reading = read(source, states, *known, now=NOW + timedelta(hours=hour))
            states |= remembered(reading)
            known += [document.location for document in reading.documents]
        assert known == [f"{served.base}/1", f"{served.base}/2"]
        assert states[f"{served.base}/gone"].failed_at == NOW + timedelta(hours=2)
        assert served.paths().count("/gone") == 2
    assert "2 of 4 new entries are left" in str(reading.failures[-1])


def test_each_feed_of_a_run_remembers_its_own_failures() -> None:
    with site({"/feed": feed("<link>/gone</link>"), "/other": feed("<link>/lost</link>")}) as served:
        first = remembered(read_site(served))
        second = remembered(read(source_named(f"{served.base}/other"), first))
        assert f"{served.base}/gone" in first
        assert set(second) == {f"{served.base}/other", f"{served.base}/lost"}
        assert second[f"{served.base}/lost"].failed_at == NOW


def test_an_entry_that_is_read_after_all_has_failed_no_longer() -> None:
    with site({"/feed": feed("<link>/late</link>")}) as served:
        late = f"{served.base}/late"
        failed = remembered(read_site(served))
        assert failed[late].failed_at == NOW
        served.answers["/late"] = page("late")
        reading = read(source_named(f"{served.base}/feed"), failed, now=NOW + timedelta(hours=1))
    assert [document.location for document in reading.documents] == [late]
    assert remembered(reading)[late] == FetchState(url=late)


def test_entries_of_a_server_that_wants_patience_keep_no_other_from_being_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(web, "MAX_PAGES", 1)
    items = ("<link>/busy</link>", "<link>/1</link>")
    with site({"/feed": feed(*items), "/busy": reply("", 429, Retry_After="60"), "/1": page("1")}) as served:
        first = read_site(served)
        assert remembered(first)[f"{served.base}/busy"].retry_after == NOW + timedelta(minutes=1)
        second = read(source_named(f"{served.base}/feed"), remembered(first))
        assert [document.location for document in second.documents] == [f"{served.base}/1"]
        known = remembered(first) | remembered(second)
        third = read(source_named(f"{served.base}/feed"), known, f"{served.base}/1")
        assert (remembered(first) | remembered(third))[f"{served.base}/busy"].retry_after is not None
        assert served.paths().count("/busy") == 1


def test_a_feed_of_slow_pages_does_not_hold_up_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PAGES_SECONDS", -1.0)
    with site({"/feed": feed("<link>/1</link>"), "/1": page("1")}) as served:
        reading = read_site(served)
        assert served.paths() == ["/feed"]
    assert "1 of 1 new entries are left" in str(reading.failures[0])


def test_pages_are_not_asked_for_after_their_server_asked_for_patience() -> None:
    items = ("<link>/1</link>", "<link>/2</link>")
    with site({"/feed": feed(*items), "/1": reply("", 429, Retry_After="60"), "/2": page("2")}) as served:
        first = read_site(served)
        states = remembered(first)
        assert states[f"{served.base}/1"].retry_after == NOW + timedelta(minutes=1)
        again = read(source_named(f"{served.base}/feed"), states)
        assert served.paths().count("/1") == 1
    assert "1 of 2 new entries are left for the next run" in str(again.failures[-1])


def test_a_public_host_that_asked_for_patience_is_left_alone_for_all_its_pages() -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        if request.url.path == "/feed":
            return httpx2.Response(200, content=rss(*(f"<link>/{n}</link>" for n in range(9))).encode())
        return httpx2.Response(
            429 if "robots" not in request.url.path else 404, headers={"Retry-After": "60"}
        )

    reading = read_source(
        source_named("https://news.example/feed"),
        fetcher=Fetcher(transport=httpx2.MockTransport(answer)),
        states={},
        known=lambda _: False,
        now=NOW,
    )
    assert asked == ["/feed", "/robots.txt", "/0"]
    assert "8 of 9 new entries are left" in str(reading.failures[-1])
    assert remembered(reading)["https://news.example/"].retry_after == NOW + timedelta(minutes=1)


def test_a_feed_that_asked_for_patience_is_not_asked_and_the_state_is_kept() -> None:
    with site({"/feed": reply("", 503, Retry_After="60")}) as served:
        first = read_site(served)
        second = read(source_named(f"{served.base}/feed"), remembered(first))
        assert served.paths() == ["/feed"]
    assert second.states == first.states
    assert "was not asked" in str(second.failures[0])


# ── robots.txt (RFC 9309) ─────────────────────────────────────────────────────

FORBIDDING = "\ufeffUser-agent: *\nDisallow: /private*\n\nUser-agent: briefing\nDisallow: /mine\n"


@pytest.mark.parametrize(
    ("robots", "fetched"),
    [
        (reply(status=404), ["/private/1", "/mine/1"]),
        (reply("", 403), ["/private/1", "/mine/1"]),
        (reply("<html>no such page</html>"), ["/private/1", "/mine/1"]),
        (reply("User-agent: *\nDisallow: /"), []),
        (reply("User-agent: *\nDisallow: /pri*"), ["/mine/1"]),
        (reply(FORBIDDING), ["/private/1"]),
        (reply("#" * 600_000 + "\nUser-agent: *\nDisallow: /"), ["/private/1", "/mine/1"]),
        (reply(status=302, Location="/other.txt"), []),
        (reply("", 500), []),
        (reply("", 429), []),
        (b"", []),
    ],
)
def test_pages_that_a_feed_leads_to_obey_robots_txt(robots: bytes, fetched: list[str]) -> None:
    answers: dict[str, Say] = {path: page(path) for path in ("/private/1", "/mine/1")}
    answers["/other.txt"] = reply("User-agent: *\nDisallow: /")
    items = [f"<link>{path}</link>" for path in ("/private/1", "/mine/1")]
    with site({"/feed": feed(*items), "/robots.txt": robots, **answers}) as served:
        reading = read_site(served)
        assert [path for path in served.paths() if path.endswith("/1")] == fetched
        assert served.paths().count("/robots.txt") == 1
    assert len(reading.documents) == len(fetched)
    assert all("robots.txt" in str(failure) for failure in reading.failures)


def test_robots_txt_is_asked_for_once_however_many_pages_wait_for_it() -> None:
    def slowly(connection: socket) -> None:
        time.sleep(0.2)
        connection.sendall(reply("User-agent: *\nAllow: /"))

    items = [f"<link>/{n}</link>" for n in range(8)]
    answers: dict[str, Say] = {f"/{n}": page(f"{n}") for n in range(8)}
    with site({"/feed": feed(*items), "/robots.txt": slowly, **answers}) as served:
        reading = read(source_named(f"{served.base}/feed"), threads=8)
        assert served.paths().count("/robots.txt") == 1
    assert len(reading.documents) == 8


def test_a_redirect_does_not_lead_past_robots_txt() -> None:
    answers = {
        "/r": reply(status=302, Location="/private"),
        "/private": page("x"),
        "/feed": feed("<link>/r</link>"),
    }
    with site({**answers, "/robots.txt": reply("User-agent: *\nDisallow: /private")}) as served:
        assert read_site(served).documents == ()
        assert "/private" not in served.paths()


def test_a_feed_that_the_user_named_is_fetched_and_a_page_obeys_robots_txt() -> None:
    everything = reply("User-agent: *\nDisallow: /")
    with site({"/feed": feed(), "/1": page("x"), "/robots.txt": everything}) as served:
        assert read_site(served).failures == ()
        assert "robots.txt forbids it" in str(read_site(served, "/1").failures[0])
        before = served.paths().count("/1")
        declared = read(Source(name="desk", location=f"{served.base}/1", kind=SourceKind.PAGE))
        assert "robots.txt forbids it" in str(declared.failures[0])
        assert served.paths().count("/1") == before


def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "HTTP_PROXY", "http://127.0.0.1:9")
    with site({"/1": page("x")}) as served:
        assert read_site(served, "/1").failures == ()


def test_a_bad_source_costs_no_more_than_its_deadline() -> None:
    def silent(connection: socket) -> None:
        connection.recv(1)

    begun = time.monotonic()
    with site({"/feed": silent}) as served:
        hasty = Fetcher(allow=frozenset({"127.0.0.1"}), deadline=0.2)
        reading = read_source(
            source_named(f"{served.base}/feed"), fetcher=hasty, states={}, known=lambda _: False, now=NOW
        )
    assert "longer than" in str(reading.failures[0])
    assert time.monotonic() - begun < 5


# ── whether a source answered ─────────────────────────────────────────────────


def test_a_feed_answered_although_a_page_of_it_is_gone() -> None:
    with site({"/feed": feed("<title>One</title><link>/absent</link>")}) as served:
        reading = read_site(served)
    assert reading.failures
    assert reading.answered


def test_a_server_that_asks_for_patience_did_not_answer() -> None:
    with site({"/feed": reply(status=429, Retry_After="60")}) as served:
        assert not read_site(served).answered


def test_a_folder_without_articles_did_not_answer(tmp_path: Path) -> None:
    assert not read(source_named(str(tmp_path))).answered
