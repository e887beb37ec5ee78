import time
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect import feed as feeds
from briefing.collect.feed import (
    Entry,
    Feed,
    canonical_link,
    full_text,
    hints,
    looks_like_feed,
    parse_feed,
    plain,
)
from briefing.errors import ExtractionError, FeedError, MachineError

NOW = datetime(2025, 3, 10, 6, 30, tzinfo=UTC)


def parsed(data: bytes | str, address: str = "https://news.example/feed") -> Feed:
    raw = data.encode() if isinstance(data, str) else data
    return parse_feed(raw, address=address, name="the feed", source="s")


def rss(*items: str) -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title><language>en-gb</language>{inside}</channel></rss>'


def only(data: bytes | str) -> Entry:
    (entry,) = parsed(data).entries
    return entry


# ── what entries say ──────────────────────────────────────────────────────────


def test_an_rss_entry_is_read() -> None:
    entry = only(
        rss(
            "<guid isPermaLink='false'>n1</guid><title>Envoys meet</title><link>https://news.example/1</link>"
            "<pubDate>Mon, 10 Mar 2025 06:00:00 GMT</pubDate><description>&lt;p&gt;They met.&lt;/p&gt;</description>"
        )
    )
    assert entry == Entry(
        identity="n1",
        link="https://news.example/1",
        title="Envoys meet",
        published="Mon, 10 Mar 2025 06:00:00 GMT",
        content="<p>They met.</p>",
        language="en-gb",
        outlet="The Courier",
        suspect=False,
    )


def test_an_atom_entry_is_read() -> None:
    entry = only(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Gazette</title>
        <entry><id>tag:x,1</id><title type="html">Les &lt;b&gt;émissaires&lt;/b&gt;</title>
        <link href="/1?utm_source=rss#top"/><updated>2025-03-10T06:00:00Z</updated>
        <summary>Court.</summary><content type="text">Un texte &amp; un autre.\n\nFin.</content></entry></feed>"""
    )
    assert (entry.title, entry.link) == ("Les émissaires", "https://news.example/1")
    assert entry.content == "<p>Un texte &amp; un autre.</p><p>Fin.</p>"
    assert (entry.published, entry.language, entry.outlet) == ("2025-03-10T06:00:00Z", "fr", "La Gazette")


def test_a_date_that_is_not_given_is_not_made_up() -> None:
    entry = only(rss("<title>a</title>"))
    assert entry.published is None
    assert hints(entry, outlet=None, now=NOW).published is None


def test_the_desks_own_name_for_an_outlet_comes_before_the_feeds() -> None:
    entry = only(rss("<title>a</title>"))
    assert hints(entry, outlet=None, now=NOW).outlet == "The Courier"
    assert hints(entry, outlet="Courier (Bern)", now=NOW).outlet == "Courier (Bern)"


def test_the_outlet_that_an_entry_was_taken_from_comes_before_that_of_the_feed() -> None:
    entry = only(rss("<title>a</title><source url='https://other.example/'>The Other</source>"))
    assert entry.outlet == "The Other"


def test_an_entry_with_enough_text_of_its_own_is_an_article() -> None:
    long = only(rss(f"<title>A &lt; B</title><description>{'word ' * 100}</description>"))
    text = full_text(long)
    assert text is not None
    assert "<title>A &lt; B</title>" in text
    assert "word word" in text
    assert full_text(only(rss(f"<description>{'word ' * 99}</description>"))) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A <b>bold</b> claim", "A bold claim"),
        ("<script>alert(1)</script>Talks<style>p{}</style>", "Talks"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; talks", "alert(1) talks"),
        ("AT&amp;T, x < y and y > z", "AT&T, x < y and y > z"),
        ("two\r\n lines\u202e\u200b\x07", "two lines"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<script>never closed", ""),
    ],
)
def test_a_title_is_plain_text_in_one_line(title: str, expected: str) -> None:
    assert plain(title) == expected


@given(st.text(st.sampled_from("<>/ab!-&;lt\n\x00 script=\"'"), max_size=60))
def test_no_title_keeps_a_control_character_or_a_line_break(title: str) -> None:
    assert plain(title).isprintable()


# ── identity ──────────────────────────────────────────────────────────────────


def identities(*items: str) -> list[str]:
    return [entry.identity for entry in parsed(rss(*items)).entries]


def item(guid: str | None, link: str | None, title: str) -> str:
    return "".join(
        (
            f"<guid isPermaLink='false'>{guid}</guid>" if guid else "",
            f"<link>{link}</link>" if link else "",
            f"<title>{title}</title>",
        )
    )


def test_an_entry_is_known_by_its_id_if_that_is_unique() -> None:
    assert identities(item("a", "https://x.example/1", "t"), item("b", "https://x.example/1", "t")) == [
        "a",
        "b",
    ]


def test_entries_with_one_id_for_all_are_known_by_their_links() -> None:
    found = identities(*(item("same", f"https://x.example/{n}", "t") for n in range(10)))
    assert found == [f"https://x.example/{n}" for n in range(10)]


def test_entries_with_one_id_and_one_link_for_all_are_known_by_what_they_say() -> None:
    assert len(set(identities(*(item("same", "https://x.example/", f"t{n}") for n in range(10))))) == 10


def test_entries_without_id_and_link_are_known_by_what_they_say() -> None:
    first = identities(item(None, None, "a"), item(None, None, "b"))
    assert first == identities(item(None, None, "a"), item(None, None, "b"))
    assert len(set(first)) == 2


def test_an_entry_that_stands_twice_in_a_feed_is_read_once() -> None:
    assert len(identities(item("a", "https://x.example/1", "t"), item("a", "https://x.example/1", "t"))) == 1


# ── links ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://x.example/a?utm_source=rss&id=7&fbclid=z#part", "https://x.example/a?id=7"),
        ("https://x.example/a?id=%C3%A9&flag", "https://x.example/a?id=%C3%A9&flag"),
        (" HTTP://x.example/a ", "http://x.example/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://x.example/", None),
        ("mailto:a@x.example", None),
        ("http://", None),
        ("http://[::1", None),
        ("/relative", None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_is_kept_without_tracking_if_it_is_of_the_web(link: str | None, expected: str | None) -> None:
    assert canonical_link(link) == expected


@given(st.text(max_size=40))
def test_a_canonical_link_is_its_own_canonical_link(text: str) -> None:
    link = canonical_link(f"https://x.example/{text}")
    assert link == canonical_link(link)


def test_an_entry_keeps_no_link_that_must_not_be_followed() -> None:
    links = [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//[",
        "vbscript:x",
    ]
    found = parsed(rss(*(item(str(number), link, "t") for number, link in enumerate(links))))
    assert [entry.link for entry in found.entries] == [None] * len(links)


def test_relative_links_are_those_of_the_feeds_address_or_its_folder() -> None:
    data = rss(item(None, "pages/1.html", "t"))
    assert parsed(data).entries[0].link == "https://news.example/pages/1.html"
    assert parsed(data, address="").entries[0].link == "pages/1.html"


# ── feeds that are none, broken or hostile ────────────────────────────────────


@pytest.mark.parametrize(
    "head",
    [
        "<rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<rdf:RDF xmlns:rdf='x'>", "\n\ufeff <?xml version='1.0'?><rss>",
        "<?xml version='1.0'?><!-- made by hand --><?xml-stylesheet href='x'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>",
        "<?xml version='1.0'?><!DOCTYPE r [" + "<!ENTITY a 'b'>" * 999, "<atom:feed>",
    ],
)  # fmt: skip
def test_a_feed_is_known_by_its_beginning(head: str) -> None:
    assert looks_like_feed(head)


@pytest.mark.parametrize(
    "head",
    ["<!doctype html><html>", "<?xml version='1.0'?><html>", "", "{}", "rss", "<p><rss>", "<!---->" * 600],
)
def test_what_begins_like_a_page_is_no_feed(head: str) -> None:
    assert not looks_like_feed(head)


@pytest.mark.parametrize(
    "data", ["", " ", "<html><body>Just a page</body></html>", '{"items": []}', "plain words"]
)
def test_what_is_not_a_feed_is_an_error_and_not_an_empty_feed(data: str) -> None:
    with pytest.raises(FeedError, match="the feed: is not a feed"):
        parsed(data)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parsed(rss()) == Feed(entries=(), cut_off=False)


def test_entries_before_a_break_are_kept_and_the_break_is_seen() -> None:
    whole = rss(item("1", None, "first"), item("2", None, "second"))
    broken = parsed(whole[: whole.index("second")])
    assert broken.cut_off
    assert broken.entries[0].title == "first"


@pytest.mark.parametrize(
    "title",
    [
        "a\0b",
        "a\x01b",
        "A&nbsp;B",
        "a & b < c",
        "&bogus;",
        "<![CDATA[a]]>",
        "]]>",
        "&#0;",
        "&#xD800;x",
        "&#1114112;",
        "&#x110000",
        "&#99999999999;",
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_all_the_same(title: str) -> None:
    entry = only(rss(item("1", None, title)))
    (entry.title or "").encode()
    assert entry.identity == "1"


def test_a_wrong_encoding_is_read_and_marked() -> None:
    data = rss(item("1", None, "Café à Genève")).replace("1.0", '1.0" encoding="utf-8')
    entry = only(data.encode("cp1252"))
    assert (entry.title, entry.suspect) == ("Café à Genève", True)


def test_an_entity_reads_no_file_and_explodes_no_memory(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("classified")
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    for entities in (f'<!ENTITY e9 SYSTEM "{secret.as_uri()}">', f'<!ENTITY e0 "ha">{levels}'):
        data = (
            f"<?xml version='1.0'?><!DOCTYPE r [{entities}]>{rss(item('1', None, '&e9;')).partition('?>')[2]}"
        )
        assert len(only(data).title or "") < 100
        assert "classified" not in repr(parsed(data))


def test_a_feed_that_takes_too_much_computing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "CPU_SECONDS", 1)
    flood = rss(f"<description>{escape('<!--') * 100_000}</description>")
    with pytest.raises(FeedError, match="within 1 s"):
        parsed(flood)


def test_a_feed_that_takes_too_much_memory_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MEMORY", 64 * 2**20)
    with pytest.raises(FeedError, match="64 MB"):
        parsed(rss(f"<description>{'word ' * 2_000_000}</description>"))


def test_a_feed_that_takes_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "WALL_SECONDS", 0.001)
    with pytest.raises(FeedError, match="is left out"):
        parsed(rss())


def test_a_feed_for_which_this_machine_starts_no_reader_is_no_fault_of_the_feed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(MachineError, match="this machine failed"):
        parsed(rss())


MEANT = {
    "big5_declared": "外交部",
    "cp1251_declared": "МИД России",
    "cp1252_smartquotes": "“quoted” – dash",
    "double_utf8": "café",
    "latin1_declared_utf8": "café « résumé »",
    "shift_jis_declared": "外務省",
    "utf16_declared_utf8": "café",
}
NO_FEEDS = {"empty", "gzip_double_bomb", "gzip_truncated", "html_instead", "json_instead"}


def test_every_hostile_feed_is_read_or_refused_in_time_and_its_words_are_those_that_were_meant(
    shared: Path,
) -> None:
    titles: dict[str, str | None] = {}
    refused = set()
    for file in (shared / "data" / "feeds").iterdir():
        name = file.name.partition(".")[0]
        begun = time.monotonic()
        try:
            titles[name] = parsed(file.read_bytes()).entries[0].title
        except (FeedError, ExtractionError):
            refused.add(name)
        assert time.monotonic() - begun < 12
    assert refused == NO_FEEDS
    assert {name: titles[name] for name in MEANT} == MEANT
