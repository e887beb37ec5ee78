import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing import __version__
from briefing.collect import fetch
from briefing.collect.fetch import Answer, Fetcher, TryLaterError, is_challenge, retry_after, shown
from briefing.errors import FetchError
from briefing.types import FetchState
from tests.site import gzipped, reply, site

NOW = datetime(2025, 3, 10, 6, 30, tzinfo=UTC)
LOCAL = Fetcher(allow=frozenset({"127.0.0.1"}), deadline=5)
HASTY = Fetcher(allow=frozenset({"127.0.0.1"}), deadline=0.3)


def get(url: str, *states: FetchState, fetcher: Fetcher = LOCAL, now: datetime = NOW) -> Answer:
    return fetcher.get(url, source="the source", states={state.url: state for state in states}, now=now)


def failure(url: str, *states: FetchState, fetcher: Fetcher = LOCAL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, *states, fetcher=fetcher)
    assert caught.value.source == "the source"
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_page_comes_with_its_type_its_charset_and_its_final_address() -> None:
    answers = {
        "/old": reply(status=301, Location="/new"),
        "/new": reply("hello", kind="Text/HTML; charset=KOI8-R"),
    }
    with site(answers) as served:
        answer = get(f"{served.base}/old")
        assert answer.url == f"{served.base}/new"
    assert (answer.body, answer.media_type, answer.charset) == (b"hello", "text/html", "koi8-r")


def test_a_request_names_the_product_and_its_version() -> None:
    with site({"/": reply("hello")}) as served:
        get(f"{served.base}/")
    assert served.asked[0][1]["user-agent"] == f"briefing/{__version__}"


# ── conditional requests ──────────────────────────────────────────────────────


def test_the_validators_of_the_last_answer_are_sent_with_the_next_request() -> None:
    modified = "Sun, 09 Mar 2025 08:00:00 GMT"
    with site({"/": reply("hello", ETag='W/"7"', Last_Modified=modified)}) as served:
        state = get(f"{served.base}/").state
        get(f"{served.base}/", state)
    assert (state.etag, state.last_modified) == ('W/"7"', modified)
    assert served.asked[1][1]["if-none-match"] == 'W/"7"'
    assert served.asked[1][1]["if-modified-since"] == modified


def test_an_unchanged_page_has_no_body_and_keeps_its_state() -> None:
    with site({"/": reply(status=304)}) as served:
        state = FetchState(url=f"{served.base}/", etag='"7"')
        answer = get(state.url, state)
    assert answer.body is None
    assert answer.state == state


def test_unchanged_is_no_answer_to_an_unconditional_request() -> None:
    with site({"/": reply(status=304)}) as served:
        assert failure(f"{served.base}/").status == 304


@pytest.mark.parametrize("modified", ["Wed, 01 Jan 2041 00:00:00 GMT", "Mon, 01 Jan 99999 00:00:00 GMT"])
def test_a_modification_in_the_future_is_not_remembered_because_it_would_hide_all_changes(
    modified: str,
) -> None:
    with site({"/": reply("hello", Last_Modified=modified)}) as served:
        assert get(f"{served.base}/").state.last_modified != "Wed, 01 Jan 2041 00:00:00 GMT"


def test_a_validator_that_no_request_can_bear_is_neither_kept_nor_sent() -> None:
    answer = reply("hello", ETag='"café"', Last_Modified="hièr").decode().encode("latin-1")
    with site({"/": answer}) as served:
        state = get(f"{served.base}/").state
        assert (state.etag, state.last_modified) == (None, None)
        kept_by_an_older_version = replace(state, etag='"café"', last_modified='"\x7f"')
        assert get(f"{served.base}/", kept_by_an_older_version).body == b"hello"
    assert not {"if-none-match", "if-modified-since"} & set(served.asked[1][1])


# ── redirects ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(status: int) -> None:
    with site({"/a": reply(status=status, Location="b"), "/b": reply("hello")}) as served:
        assert get(f"{served.base}/a").body == b"hello"


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    answers = {f"/{n}": reply(status=302, Location=f"/{n + 1}") for n in range(6)}
    with site(answers | {"/6": reply("hello")}) as served:
        assert get(f"{served.base}/1").body == b"hello"
        assert "5 redirects" in str(failure(f"{served.base}/0"))


def test_a_redirect_loop_ends() -> None:
    with site({"/a": reply(status=302, Location="/a")}) as served:
        assert "5 redirects" in str(failure(f"{served.base}/a"))
        assert len(served.asked) == 6


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.1/secret", "not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://[::1]/", "not a public address"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://localhost/", "is this machine"),
        ("http://me:pw@example.org/", "user name"),
        ("http://[::1", "not an address"),
    ],
)
def test_a_redirect_to_a_place_that_is_not_public_is_refused(target: str, reason: str) -> None:
    fetcher = Fetcher(
        allow=frozenset({"public.test"}), lookup=lambda host, _: [host.replace("public.test", "127.0.0.1")]
    )
    with site({"/r": reply(status=302, Location=target)}) as served:
        address = served.base.replace("127.0.0.1", "public.test")
        assert reason in str(failure(f"{address}/r", fetcher=fetcher))


def test_a_refresh_inside_a_page_is_not_followed() -> None:
    page = '<meta http-equiv="refresh" content="0; url=/secret">'
    with site({"/": reply(page), "/secret": reply("secret")}) as served:
        assert get(f"{served.base}/").body == page.encode()
        assert served.paths() == ["/"]


def test_loopback_is_refused_where_it_is_not_allowed() -> None:
    with site({"/": reply("secret")}) as served:
        assert "port" in str(failure(f"{served.base}/", fetcher=Fetcher()))
        assert served.asked == []


# ── limits ────────────────────────────────────────────────────────────────────


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    slowly(connection, itertools.repeat(b"x"))


def drip_headers(connection: socket.socket) -> None:
    slowly(connection, itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(b"x")))


def slowly(connection: socket.socket, parts: Iterator[bytes]) -> None:
    pause = threading.Event()
    for part in itertools.islice(parts, 200):
        connection.sendall(part)
        pause.wait(0.02)


def silent(connection: socket.socket) -> None:
    connection.recv(1)


@pytest.mark.parametrize("answer", [drip, drip_headers, silent])
def test_the_deadline_holds_for_the_whole_answer_and_not_for_each_byte(
    answer: Callable[[socket.socket], None],
) -> None:
    with site({"/": answer}) as served:
        assert "longer than 0.3 s" in str(failure(f"{served.base}/", fetcher=HASTY))


def test_redirects_share_one_deadline() -> None:
    def late(connection: socket.socket) -> None:
        threading.Event().wait(0.15)
        connection.sendall(reply(status=302, Location="/"))

    with site({"/": late}) as served:
        assert "longer than" in str(failure(f"{served.base}/", fetcher=HASTY))
        assert len(served.asked) <= 3


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_000_003])
def test_a_compressed_body_of_any_size_comes_whole(size: int) -> None:
    body = bytes(n * n % 251 for n in range(1000)) * (size // 1000 + 1)
    with site({"/": gzipped(body[:size])}) as served:
        assert get(f"{served.base}/").body == body[:size]


@pytest.mark.parametrize("behind", [b"", b"\0" * 512, b"nothing compressed"])
def test_a_body_of_several_compressed_members_comes_whole_and_nothing_behind_them(behind: bytes) -> None:
    members = [b"<p>first half ", b"", bytes(200_000), b"second half</p>"]
    body = b"".join(map(gzip.compress, members)) + behind
    with site({"/": reply(body, Content_Encoding="gzip")}) as served:
        assert get(f"{served.base}/").body == b"".join(members)


def test_members_are_told_apart_wherever_the_connection_parts_them() -> None:
    body = gzip.compress(b"first") + gzip.compress(b"second")
    for at in range(len(body)):
        assert b"".join(fetch._gunzipped([body[:at], body[at:]])) == b"firstsecond"


def test_a_body_that_grows_beyond_the_limit_when_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BODY", 2**20)
    with site({"/fits": gzipped(bytes(2**20)), "/bomb": gzipped(bytes(2**20 + 1))}) as served:
        assert len(get(f"{served.base}/fits").body or b"") == 2**20
        assert "larger than 1 MiB" in str(failure(f"{served.base}/bomb"))


def test_a_body_without_an_end_is_refused_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BODY", 2**16)

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(bytes(2**14))

    with site({"/": endless}) as served:
        assert "larger than" in str(failure(f"{served.base}/"))


CUT = {
    "short of its length": reply("hello")[:-2],
    "inside a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhell",
    "before the last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "inside gzip": reply(gzip.compress(bytes(9999))[:-9], Content_Encoding="gzip"),
    "inside the second gzip member": reply(
        gzip.compress(b"one") + gzip.compress(bytes(9999))[:-9], Content_Encoding="gzip"
    ),
    "gzip of nothing": reply(b"", Content_Encoding="gzip"),
    "not gzip": reply("<html>plain</html>", Content_Encoding="gzip"),
    "brotli": reply(b"\x0b\x02\x80hello\x03", Content_Encoding="br"),
    "inside the headers": b"HTTP/1.1 200 OK\r\nContent-",
    "at once": b"",
    "no HTTP": b"220 mail.example ESMTP\r\n",
}


@pytest.mark.parametrize("answer", CUT.values(), ids=CUT.keys())
def test_a_body_that_did_not_come_whole_is_never_taken_for_the_page(answer: bytes) -> None:
    with site({"/": answer}) as served:
        assert failure(f"{served.base}/").status is None


def test_a_connection_that_is_reset_is_a_failure() -> None:
    def reset(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhello")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()

    with site({"/": reset}) as served:
        assert "broke off" in str(failure(f"{served.base}/"))


def test_a_port_where_nobody_listens_is_a_failure() -> None:
    with site() as served:
        gone = served.base
    assert "cannot be reached" in str(failure(f"{gone}/"))


# ── refusals of the server ────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 429, 500, 502, 503])
def test_only_a_whole_answer_counts_and_any_other_status_is_reported(status: int) -> None:
    with site({"/": reply("some text", status)}) as served:
        error = failure(f"{served.base}/")
    assert error.status == status
    assert str(status) in str(error)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_patience_is_not_asked_before_the_time(status: int) -> None:
    with site({"/feed": reply("", status, Retry_After="3600")}) as served:
        url = f"{served.base}/feed"
        error = failure(url)
        assert isinstance(error, TryLaterError)
        assert error.state == FetchState(url=url, retry_after=NOW + timedelta(hours=1))
        again = failure(url, error.state)
        assert isinstance(again, TryLaterError)
        assert len(served.asked) == 1
        served.answers["/feed"] = reply("hello")
        assert get(url, error.state, now=NOW + timedelta(hours=2)).body == b"hello"


def test_the_patience_that_a_public_host_asks_for_holds_for_all_its_pages() -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(429, headers={"Retry-After": "60"}))
    fetcher = Fetcher(transport=transport)
    error = failure("https://news.example/a?b", fetcher=fetcher)
    assert isinstance(error, TryLaterError)
    assert error.state.url == "https://news.example/"
    assert "not asked" in str(failure("https://news.example/c", error.state, fetcher=fetcher))
    assert failure("https://other.example/c", error.state, fetcher=fetcher).status == 429


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("Mon, 10 Mar 2025 07:30:00 GMT", timedelta(hours=1)),
        ("Mon, 10 Mar 2025 08:30:00 +0100", timedelta(hours=1)),
        ("864000", timedelta(hours=24)),
        ("Thu, 20 Mar 2025 00:00:00 GMT", timedelta(hours=24)),
    ],
)
def test_patience_is_read_as_seconds_or_a_date_and_ends_after_a_day(value: str, expected: timedelta) -> None:
    assert retry_after({"retry-after": value}, NOW) == NOW + expected


def test_patience_until_a_date_is_counted_on_the_clock_of_the_server() -> None:
    clock_is_an_hour_ahead = {
        "retry-after": "Mon, 10 Mar 2025 07:31:00 GMT",
        "date": "Mon, 10 Mar 2025 07:30:00 GMT",
    }
    assert retry_after(clock_is_an_hour_ahead, NOW) == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("value", ["", "soon", "-5", "0", "١٢٠", "Mon, 10 Mar 2025", "Sun, 09 Mar 2025 07:30:00 GMT"])  # fmt: skip
def test_patience_that_cannot_be_read_or_is_over_is_ignored(value: str) -> None:
    assert retry_after({"retry-after": value}, NOW) is None


@given(st.text() | st.integers().map(str))
def test_no_header_makes_us_wait_longer_than_a_day(value: str) -> None:
    until = retry_after({"retry-after": value}, NOW)
    assert until is None or NOW < until <= NOW + timedelta(hours=24)


CHALLENGES = {
    "header": reply("<html>wait</html>", 403, Cf_Mitigated="challenge"),
    "header of success": reply("<html>wait</html>", Cf_Mitigated="challenge"),
    "title": reply("<html><head><title>Just a moment...</title></head></html>"),
    "script": reply("<script>window._cf_chl_opt={}</script>"),
    "other maker": reply('<script src="/_Incapsula_Resource?a=1"></script>'),
}


@pytest.mark.parametrize("answer", CHALLENGES.values(), ids=CHALLENGES.keys())
def test_a_page_that_wants_to_see_a_person_is_never_taken_for_the_page(answer: bytes) -> None:
    with site({"/": answer}) as served:
        assert "only a person" in str(failure(f"{served.base}/"))


def test_an_article_about_challenges_is_an_article() -> None:
    page = b"<title>Envoys</title><p>Just a moment, said the minister; a captcha is no treaty.</p>"
    assert not is_challenge({"server": "cloudflare"}, page)


# ── secure connections ────────────────────────────────────────────────────────


def test_a_server_that_speaks_no_tls_is_refused_with_a_reason() -> None:
    def answers_in_plain() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        answering = threading.Thread(target=answers_in_plain)
        answering.start()
        told = str(failure(f"https://127.0.0.1:{listening.getsockname()[1]}/"))
        answering.join()
    assert "no secure connection" in told


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    new = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=127.0.0.1 -days 2"
    subprocess.run([*new.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def shake_hands(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, pytest.raises(ssl.SSLError):
            context.wrap_socket(connection, server_side=True)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=shake_hands, args=[listener])
        thread.start()
        error = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()
    assert "can be trusted (self-signed certificate)" in str(error)


# ── the lower library ─────────────────────────────────────────────────────────


def every_error_below() -> list[type[Exception]]:
    named = [getattr(httpx2, name) for name in dir(httpx2)]
    kinds = {kind for kind in named if isinstance(kind, type) and issubclass(kind, Exception)}
    websockets = {kind for kind in kinds if "websockets" in kind.__module__}
    return sorted(kinds - websockets, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", every_error_below())
def test_every_error_of_the_http_library_is_explained(kind: type[Exception]) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        error = kind.__new__(kind)
        error.args = ("it\nfailed",)
        raise error

    error = failure("http://news.example/", fetcher=Fetcher(transport=httpx2.MockTransport(fail)))
    assert "http://news.example/: " in str(error)


def test_a_redirect_to_no_host_is_refused() -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(302, headers=[(b"Location", b"//0@")]))
    error = failure("http://news.example/", fetcher=Fetcher(transport=transport))
    assert "redirected to what is no address" in str(error)


@given(st.text(max_size=40))
@example("0@")
def test_no_word_taken_for_an_address_does_more_than_fail(word: str) -> None:
    def hello(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(302, headers=[(b"Location", b"/" + request.url.raw_path)])

    fetcher = Fetcher(transport=httpx2.MockTransport(hello))
    for url in (word, f"http://{word}", f"http://news.example/{word}"):
        assert "\n" not in str(failure(url, fetcher=fetcher))


@given(st.binary(max_size=40).filter(lambda value: not set(value) & set(b"\r\n\0")))
def test_no_location_of_a_redirect_does_more_than_fail(location: bytes) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(302, headers=[(b"Location", location)]))
    assert "\n" not in str(failure("http://news.example/", fetcher=Fetcher(transport=transport)))


def test_a_message_shows_no_secret_of_an_address() -> None:
    assert shown("https://me:pw@news.example/feed?token=abc#x") == "https://news.example/feed?…"
    assert shown("notes/what?.txt") == "notes/what?.txt"
