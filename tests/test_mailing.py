"""`briefing send` against a real SMTP server: each revision to each address once."""

import signal
import threading
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command, run_in
from tests.mailbox import Mailbox, listening

TALKS = Path(__file__).parent / "data" / "talks"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert run_in(folder, "run", "--source", str(TALKS), "--date", "2025-03-12").code == 0
    return folder


@pytest.fixture
def edition(briefing: Command, made: Path) -> Command:
    """The command line in a folder with one edition."""
    briefing.take(made)
    return briefing


def configure(
    command: Command, port: int, recipients: str = '["one@desk.example", "two@desk.example"]'
) -> None:
    (command.folder / "briefing.toml").write_text(
        f"[profiles.default]\nrecipients = {recipients}\n"
        f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "Brief <brief@desk.example>"\n'
    )


def test_an_edition_arrives_as_text_and_html(edition: Command) -> None:
    mailbox = Mailbox()
    with listening(mailbox) as port:
        configure(edition, port)
        ran = edition("send")
    assert (ran.code, ran.out) == (0, "one@desk.example: sent\ntwo@desk.example: sent\n")
    message = BytesParser(policy=policy.default).parsebytes(mailbox.taken[0][2])
    text, html = (part.get_content() for part in message.iter_parts())
    for words in ("interim arrangement on mackerel quotas", "Kenya"):
        assert words in " ".join(text.split())
        assert words in html


def test_nobody_gets_one_revision_twice(edition: Command) -> None:
    mailbox = Mailbox()
    with listening(mailbox) as port:
        configure(edition, port)
        edition("send")
        again = edition("send")
    assert again.out == "everybody has this revision already\n"
    assert len(mailbox.taken) == 2


def test_only_whose_mail_was_deferred_is_tried_again(edition: Command) -> None:
    mailbox = Mailbox({"two@desk.example": "450 try later"})
    with listening(mailbox) as port:
        configure(edition, port)
        first = edition("send")
        mailbox.refuse.clear()
        second = edition("send")
    assert first.code == 1
    assert "two@desk.example: deferred" in first.out
    assert second.out == "two@desk.example: sent\n"


def test_who_got_the_mail_before_we_were_stopped_does_not_get_it_again(edition: Command) -> None:
    class Stopping(Mailbox):
        async def handle_RCPT(self, *call: Any) -> str:  # noqa: N802
            if call[3] == "two@desk.example":
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
            return await super().handle_RCPT(*call)

    with listening(Stopping()) as port:
        configure(edition, port)
        assert edition("send").code == 143
    with listening(Mailbox()) as port:
        configure(edition, port)
        again = edition("send")
    assert again.out == "two@desk.example: sent\n"


def test_a_server_that_is_down_is_one_line_and_the_brief_stays(edition: Command) -> None:
    configure(edition, 9)
    ran = edition("send")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert edition("show").code == 0
    told = edition("status").out
    why = ran.err.strip().removeprefix("briefing: ")
    assert f"mail to one@desk.example: deferred {why}\n" in told
    assert f"mail to two@desk.example: deferred {why}\n" in told
    assert "1 of 1 source answered" in told


@pytest.mark.parametrize(
    ("text", "names"),
    [("", "[mail]"), ('[mail]\nhost = "127.0.0.1"\nsender = "brief@desk.example"\n', "--to")],
)
def test_what_is_not_configured_is_named(edition: Command, text: str, names: str) -> None:
    (edition.folder / "briefing.toml").write_text(text)
    ran = edition("send")
    assert ran.code == 2
    assert names in ran.err


def test_what_is_no_address_is_named_before_anything_is_sent(edition: Command) -> None:
    mailbox = Mailbox()
    with listening(mailbox) as port:
        configure(edition, port)
        named = edition("send", "--to", "one@desk.example", "--to", "nonsense")
        configure(edition, port, '["one@desk.example", "two desk"]')
        read = edition("send")
    assert (named.code, read.code, mailbox.taken) == (2, 2, [])
    assert "--to 'nonsense' is not one mail address" in named.err
    assert "profiles.default.recipients.1: 'two desk' is not one mail address" in read.err


def test_the_outputs_hold_the_mail_that_would_be_sent(edition: Command) -> None:
    content = (edition.folder / "outputs" / "2025-03-12" / "email.eml").read_bytes()
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert message["To"] is None
    assert message.get_content_type() == "multipart/alternative"
