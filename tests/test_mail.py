import json
import shutil
import smtplib
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from hypothesis import given
from hypothesis import strategies as st

from briefing.brief import Brief
from briefing.errors import DeliveryError
from briefing.publish import mail
from briefing.publish.compose import compose
from briefing.publish.mail import MailServer, Outcome, OutgoingMail, eml, messages, send, unaddressed
from tests.days import a_day
from tests.mailbox import Mailbox, listening

CUT_OFF = datetime(2025, 3, 10, 20, 0, tzinfo=UTC)
HTML = "<p>Ministers meet in Oslo. <b>Nothing else</b> is known.</p>"
TEXT = "Ministers meet in Oslo. Nothing else is known.\n"


def a_brief(**header: Any) -> Brief:
    """Return the brief of an empty day with a subject, and with what ``header`` gives."""
    given = {
        "subject": "Oslo: ministers meet over cables",
        "cut_off": CUT_OFF,
        "day": CUT_OFF.date(),
        **header,
    }
    brief = _composed()
    return replace(brief, header=replace(brief.header, **given))


@cache
def _composed() -> Brief:
    return compose(a_day())


def mails(*recipients: str, html: str = HTML, text: str = TEXT, **header: Any) -> tuple[OutgoingMail, ...]:
    return messages(
        a_brief(**header),
        html=html,
        text=text,
        sender="Desk <desk@brief.example>",
        recipients=recipients or ("reader@ministry.example",),
        host="brief.example",
    )


def reread(content: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(content)


def content_of(part: Any) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


# ── messages ──────────────────────────────────────────────────────────────────


def test_text_stands_before_html_as_alternatives_of_one_content() -> None:
    again = reread(eml(mails()[0].message))
    plain, rich = again.iter_parts()
    assert again.get_content_type() == "multipart/alternative"
    assert (plain.get_content_type(), content_of(plain)) == ("text/plain", TEXT)
    assert (rich.get_content_type(), content_of(rich)) == ("text/html", HTML + "\n")


def test_a_message_carries_the_edition_in_its_headers() -> None:
    again = reread(eml(mails(subject="Grüße aus Oslo")[0].message))
    assert again["Subject"] == "Grüße aus Oslo"
    assert again["From"] == "Desk <desk@brief.example>"
    assert again["To"] == "reader@ministry.example"
    assert again["Date"].datetime == CUT_OFF
    assert again["Auto-Submitted"] == "auto-generated"
    assert again["Message-ID"].startswith("<brief.default.2025-03-10.1.")
    assert again["Message-ID"].endswith("@brief.example>")


def test_each_recipient_gets_a_message_and_an_identity_of_her_own() -> None:
    one, other = mails("a@ministry.example", "b@ministry.example")
    assert (one.recipient, other.recipient) == ("a@ministry.example", "b@ministry.example")
    assert one.message["Message-ID"] != other.message["Message-ID"]
    assert "b@ministry.example" not in eml(one.message).decode()


def test_the_same_brief_gives_the_same_bytes_and_another_revision_another_identity() -> None:
    assert eml(mails()[0].message) == eml(mails()[0].message)
    assert mails()[0].message["Message-ID"] != mails(revision=2)[0].message["Message-ID"]


def test_a_draft_for_the_outputs_names_neither_sender_nor_recipient() -> None:
    draft = unaddressed(a_brief(), html=HTML, text=TEXT)
    again = reread(eml(draft))
    assert eml(draft) == eml(unaddressed(a_brief(), html=HTML, text=TEXT))
    assert again["Subject"] == "Oslo: ministers meet over cables"
    assert (again["From"], again["To"]) == (None, None)


@pytest.mark.parametrize(
    "text", ["", "--=_x\n", "From here on\n.\n..\n", "a" * 3000, "Größe \ud800 東京\n", "\r\n\r"]
)
def test_no_body_breaks_the_message(text: str) -> None:
    again = reread(eml(mails(text=text, html=f"<p>{text}</p>")[0].message))
    assert [part.get_content_type() for part in again.iter_parts()] == ["text/plain", "text/html"]


HOSTILE = (
    "x\r\nBcc: evil@evil.example",
    "=?utf-8?q?x=0ABcc=3A_evil=40evil=2Eexample=0A=0Abody?=",
    "=?=?utf-8?q?a?=utf-8?q?x=0ABcc=3A_e=40e=2Ee?=",
    "=?utf-8?q?x =0ABcc=3A_evil=40evil.example?=",
    "x\x00y\x0bz\u2028Bcc: e\u202e",
    "a" * 2000,
    "",
)


@pytest.mark.parametrize("subject", HOSTILE)
def test_a_title_cannot_add_a_header_or_a_recipient(subject: str) -> None:
    _check_headers(eml(mails(subject=subject)[0].message))


def test_a_subject_of_encoded_words_in_one_another_is_stripped_at_once() -> None:
    began = time.process_time()
    _check_headers(eml(mails(subject="=" * 50_000 + "?" * 50_000)[0].message))
    assert time.process_time() - began < 1


@given(st.text(), st.text(alphabet="=?utf-8qbQB_0A3a:\r\n @.e", max_size=60))
def test_no_subject_whatever_adds_a_header(subject: str, other: str) -> None:
    _check_headers(eml(mails(subject=subject + other, profile=other)[0].message))


def test_the_payloads_for_mail_headers_stay_in_their_header(shared: Path) -> None:
    for payload in _payloads(shared, "mail-header"):
        _check_headers(eml(mails(subject=payload)[0].message))


def _check_headers(content: bytes) -> None:
    again = reread(content)
    assert sorted(name.lower() for name in again) == [
        "auto-submitted",
        "content-language",
        "content-type",
        "date",
        "from",
        "list-id",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ]
    assert again["To"] == "reader@ministry.example"
    assert content_of(next(iter(again.iter_parts()))) == TEXT


def test_a_message_that_reads_back_otherwise_is_not_sent() -> None:
    message = mails()[0].message
    message["X-Note"] = "=?utf-8?q?x=0ABcc=3A_evil=40evil=2Eexample?="
    with pytest.raises(DeliveryError, match="does not read back"):
        eml(message)


BAD_ADDRESSES = (
    "",
    "@",
    "a@",
    "@b",
    "a b@c.example",
    "a@b.example, victim@x.example",
    "a@b;c@d",
    "<a@b> <c@d>",
    "Reader <a@b.example>",
    "a@b.example\r\nRCPT TO:<e@e.example>",
    "a@b.example\n",
    "a@[127.0.0.1]",
    "a..b@c.example",
    ".a@c.example",
    "a@c..example",
    "a@-c.example",
    "\u0430dmin@x.example",
    "a@b.example" + "x" * 300,
)


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_recipient_must_be_one_plain_address(address: str) -> None:
    with pytest.raises(DeliveryError, match="is not one mail address"):
        mails("fine@ministry.example", address)


@pytest.mark.parametrize(
    "address", ["a@b.example", "first.last+brief@sub.ministry.example", "root@localhost"]
)
def test_ordinary_addresses_are_taken(address: str) -> None:
    assert mails(address)[0].message["To"] == address


def test_the_payloads_for_recipients_are_all_refused(shared: Path) -> None:
    for payload in _payloads(shared, "mail-addr"):
        with pytest.raises(DeliveryError):
            mails(payload)


@pytest.mark.parametrize("sender", ["desk", "a@b, c@d", "Desk <a@b> <c@d>", "Desk\r\nBcc: x@y <a@b\r\n>"])
def test_a_sender_must_be_one_address_with_or_without_a_name(sender: str) -> None:
    with pytest.raises(DeliveryError, match=r"mail\.sender"):
        messages(a_brief(), html=HTML, text=TEXT, sender=sender, recipients=("a@b.example",), host="h")


def test_a_bare_sender_and_a_named_one_have_the_same_envelope() -> None:
    for sender in ("desk@brief.example", '"Desk, Größe" <desk@brief.example>', "Desk <desk@brief.example>"):
        (one,) = messages(
            a_brief(), html=HTML, text=TEXT, sender=sender, recipients=("a@b.example",), host="brief.example>"
        )
        assert one.sender == "desk@brief.example"
        assert one.message["Message-ID"].endswith("@brief.example>")


def _payloads(shared: Path, kind: str) -> list[str]:
    lines = (shared / "data" / "ours_render.jsonl").read_text(encoding="utf-8").splitlines()
    return [row["payload"] for row in map(json.loads, lines) if row["kind"] == kind]


# ── a real server ─────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for this machine, key and all in one file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("there is no openssl to make a certificate with")
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    command = f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    alternatives = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(file.with_suffix(".key")), "-out", str(file)]
    subprocess.run([*command.split(), *alternatives, *files], check=True, capture_output=True)
    return file


@pytest.fixture
def encrypted(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", b"s3cret")
    return AuthResult(success=known, handled=False)


def here(port: int, **fields: Any) -> MailServer:
    return replace(MailServer(host="127.0.0.1", port=port, security="none", timeout=5), **fields)


def test_a_message_arrives_with_the_bytes_that_are_stored() -> None:
    mailbox, (outgoing,) = Mailbox(), mails()
    with listening(mailbox) as port:
        assert send([outgoing], here(port)) == (Outcome(recipient="reader@ministry.example", state="sent"),)
    ((sender, recipients, content),) = mailbox.taken
    assert (sender, recipients) == ("desk@brief.example", ["reader@ministry.example"])
    assert content == eml(outgoing.message)


def test_starttls_with_a_login_delivers(certificate: Path, encrypted: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    options = {
        "tls_context": encrypted,
        "require_starttls": True,
        "authenticator": _login,
        "auth_required": True,
    }
    with listening(mailbox, **options) as port:
        server = here(port, security="starttls", username="desk", password="s3cret", ca_file=certificate)
        assert [outcome.state for outcome in send(mails(), server)] == ["sent"]
    assert len(mailbox.taken) == 1


def test_implicit_tls_delivers(certificate: Path, encrypted: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    with listening(mailbox, ssl_context=encrypted) as port:
        assert [each.state for each in send(mails(), here(port, security="tls", ca_file=certificate))] == [
            "sent"
        ]
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused(encrypted: ssl.SSLContext, security: str) -> None:
    options = {"ssl_context": encrypted} if security == "tls" else {"tls_context": encrypted}
    mailbox = Mailbox()
    with (
        listening(mailbox, **options) as port,
        pytest.raises(DeliveryError, match=r"not trusted.*mail\.ca_file"),
    ):
        send(mails(), here(port, security=security))
    assert mailbox.taken == []


def test_a_wrong_password_is_named_without_being_shown(certificate: Path, encrypted: ssl.SSLContext) -> None:
    options = {
        "tls_context": encrypted,
        "require_starttls": True,
        "authenticator": _login,
        "auth_required": True,
    }
    with listening(Mailbox(), **options) as port:
        server = here(port, security="starttls", username="desk", password="canary", ca_file=certificate)
        with pytest.raises(DeliveryError, match=r"does not accept the login; check mail\.username") as raised:
            send(mails(), server)
    assert "canary" not in str(raised.value)
    assert "canary" not in repr(server)
    assert raised.value.channel == "mail"


def test_without_starttls_nothing_is_said_in_clear_text() -> None:
    mailbox = Mailbox()
    with listening(mailbox) as port, pytest.raises(DeliveryError, match="offers no STARTTLS"):
        send(mails(), here(port, security="starttls", username="desk", password="s3cret"))
    assert mailbox.taken == []


def test_a_refused_recipient_does_not_keep_the_others_from_their_mail() -> None:
    mailbox = Mailbox(
        {"gone@ministry.example": "550 no such user", "busy@ministry.example": "451 come again"}
    )
    with listening(mailbox) as port:
        outcomes = send(
            mails(
                "a@ministry.example", "gone@ministry.example", "busy@ministry.example", "b@ministry.example"
            ),
            here(port),
        )
    assert [(each.state, each.message) for each in outcomes] == [
        ("sent", None),
        ("refused", "550 no such user"),
        ("deferred", "451 come again"),
        ("sent", None),
    ]
    assert [taken[1] for taken in mailbox.taken] == [["a@ministry.example"], ["b@ministry.example"]]


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        ("552 too big", "refused", "shorten the brief"),
        ("554 no", "refused", "554 no"),
        ("452 full", "deferred", "452 full"),
    ],
)
def test_the_answer_to_the_data_decides(answer: str, state: str, said: str) -> None:
    with listening(Mailbox({"DATA": answer})) as port:
        (outcome,) = send(mails(), here(port))
    assert outcome.state == state
    assert said in str(outcome.message)


# ── servers that misbehave ────────────────────────────────────────────────────

SILENCE, SLOW = "silence", "250-slow"

Dialogue = dict[str, str | None]
"""What a server answers to each verb, "" for the greeting; ``None`` cuts the line, no entry means 250."""


@contextmanager
def answering(dialogue: Dialogue) -> Iterator[int]:
    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            verb = ""
            while (answer := dialogue.get(verb, "250 OK")) is not None:
                if answer is SILENCE:
                    self.rfile.read()
                    return
                with suppress(OSError):
                    while answer is SLOW:
                        self.wfile.write(f"{answer}\r\n".encode())
                        time.sleep(0.02)
                self.wfile.write(f"{answer}\r\n".encode())
                verb = self.rfile.readline().decode(errors="replace")[:4].strip().upper()
                if verb == "":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


READY = {"": "220 ready"}


@pytest.mark.parametrize(
    ("dialogue", "said"),
    [
        ({"": "421 busy"}, "421 busy; try again later"),
        ({"": "554 go away"}, "554 go away; ask who runs it"),
        ({"": None}, "closed the connection"),
        ({**READY, "EHLO": "500 what", "HELO": "500 what"}, "500 what"),
        ({**READY, "EHLO": None}, "closed the connection"),
        (
            {**READY, "EHLO": "250-here\r\n250 STARTTLS", "STAR": "454 no TLS today"},
            "454 no TLS today; try again",
        ),
        ({**READY, "EHLO": "250-here\r\n250 STARTTLS", "STAR": "220 go"}, "TLS"),
    ],
)
def test_a_server_that_cannot_be_used_is_named_with_the_reason(dialogue: Dialogue, said: str) -> None:
    with answering(dialogue) as port, pytest.raises(DeliveryError) as raised:
        send(mails(), here(port, security="starttls", timeout=2))
    assert str(raised.value).startswith(f"mail server 127.0.0.1:{port}: ")
    assert said in str(raised.value)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_connection_lost_on_the_way_defers_what_was_not_accepted(verb: str) -> None:
    with answering({**READY, verb: None}) as port:
        outcomes = send(mails("a@ministry.example", "b@ministry.example"), here(port))
    assert [outcome.state for outcome in outcomes] == ["deferred", "deferred"]
    assert "the connection was lost" in str(outcomes[0].message)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_falls_silent_defers_the_message(verb: str) -> None:
    with answering({**READY, verb: SILENCE}) as port:
        (outcome,) = send(mails(), here(port, timeout=0.2))
    assert (outcome.state, "timed out" in str(outcome.message)) == ("deferred", True)


def test_a_refused_sender_is_an_outcome_of_each_message() -> None:
    with answering({**READY, "MAIL": "550 not you"}) as port:
        outcomes = send(mails("a@ministry.example", "b@ministry.example"), here(port))
    assert [(each.state, each.message) for each in outcomes] == [("refused", "550 not you")] * 2


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_says_nothing_is_given_up(security: str) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(DeliveryError, match="does not answer in time"):
            send(mails(), here(silent.getsockname()[1], security=security, timeout=0.1))


@contextmanager
def saying(words: bytes, every: float) -> Iterator[int]:
    """A server that says the same again and again, as long as somebody is there."""

    class Talk(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                while not ended.wait(every):
                    self.request.sendall(words)

    ended = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            ended.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("words", [b"2", b"220-wait\r\n"])
def test_a_server_that_drips_is_given_up(words: bytes) -> None:
    with saying(words, 0.02) as port, pytest.raises(DeliveryError, match="does not answer in time"):
        send(mails(), here(port, longest=0.2))


def test_a_reply_without_end_is_not_kept() -> None:
    with saying(b"220-hello\r\n" * 100, 0) as port, pytest.raises(DeliveryError, match="has no end"):
        send(mails(), here(port))


def test_a_server_that_drips_on_the_way_defers_what_there_is_no_time_for() -> None:
    with answering({**READY, "MAIL": SLOW}) as port:
        outcomes = send(mails("a@ministry.example", "b@ministry.example"), here(port, longest=0.3))
    assert [outcome.state for outcome in outcomes] == ["deferred", "deferred"]
    assert "timed out" in str(outcomes[0].message)


class Slowly(dict[str, str | None]):
    """A dialogue in which the server thinks about each recipient."""

    def get(self, verb: str, default: Any = None) -> Any:
        time.sleep(0.15 if verb == "RCPT" else 0)
        return super().get(verb, default)


def test_each_message_has_a_time_of_its_own() -> None:
    to = [f"{name}@ministry.example" for name in "abcde"]
    with answering(Slowly({**READY, "RCPT": "550 unknown"})) as port:
        outcomes = send(mails(*to), here(port, longest=0.4))
    assert {outcome.state for outcome in outcomes} == {"refused"}


def test_a_port_where_nothing_listens_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(
        DeliveryError, match=rf"127\.0\.0\.1:{port}: accepts no connections; check mail\.port"
    ):
        send(mails(), here(port))


@pytest.mark.parametrize(
    "server",
    [
        MailServer(host="mail.ministry.example", port=25, security="none"),
        MailServer(host="127.0.0.1", port=25, security="none", username="desk", password="s3cret"),
        MailServer(host="127.0.0.1", port=587, username="desk"),
        MailServer(host="127.0.0.1", port=587, ca_file=Path("nowhere.pem")),
    ],
)
def test_unsafe_or_incomplete_settings_are_refused_before_any_connection(server: MailServer) -> None:
    with pytest.raises(DeliveryError, match=r"mail\.(security|username|ca_file)"):
        send(mails(), server)


def test_nothing_to_send_needs_no_server() -> None:
    assert send([], MailServer(host="mail.ministry.example", port=587)) == ()


def _faults(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _faults(narrower)


BUILT: dict[type[Exception], Callable[[], Exception]] = {
    smtplib.SMTPResponseException: lambda: smtplib.SMTPResponseException(450, b"later"),
    smtplib.SMTPSenderRefused: lambda: smtplib.SMTPSenderRefused(550, b"no", "a@b"),
    smtplib.SMTPRecipientsRefused: lambda: smtplib.SMTPRecipientsRefused({"a@b": (550, b"no")}),
    smtplib.SMTPDataError: lambda: smtplib.SMTPDataError(554, b"no"),
    smtplib.SMTPConnectError: lambda: smtplib.SMTPConnectError(421, b"busy"),
    smtplib.SMTPHeloError: lambda: smtplib.SMTPHeloError(501, b"who"),
    smtplib.SMTPAuthenticationError: lambda: smtplib.SMTPAuthenticationError(535, b"no"),
}


@pytest.mark.parametrize(
    "kind",
    [*_faults(smtplib.SMTPException), *_faults(ConnectionError), ssl.SSLError, ssl.SSLCertVerificationError,
     socket.gaierror, TimeoutError, OSError, UnicodeError],
)  # fmt: skip
def test_every_fault_of_the_library_has_one_line_with_a_remedy(kind: type[Exception]) -> None:
    explained = mail._explain(BUILT.get(kind, lambda: kind("something\nfailed"))())
    assert "\n" not in explained
    assert any(
        remedy in explained
        for remedy in ("check mail", "set mail", "mail.port", "try again", "ask who", "ASCII")
    )
