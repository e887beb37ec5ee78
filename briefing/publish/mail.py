"""A brief as e-mail: one message per recipient, and handing the messages to an SMTP server."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from socket import gaierror
from typing import Literal

from briefing.brief import Brief
from briefing.errors import DeliveryError
from briefing.publish.dialogue import Dialogue, EncryptedDialogue, EndlessReplyError
from briefing.text import HOST, is_address, one_line

_NAMED_ADDRESS = re.compile(r'"?(?P<name>[^"<>@]*?)"?\s*<(?P<address>[^<>]*)>')
_ENCODED_WORD = re.compile(r"=\?\S*?\?=")
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """One message to one recipient; ``sender`` and ``recipient`` are the bare addresses of the envelope."""

    sender: str
    recipient: str
    message: EmailMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over. ``timeout`` is in seconds, for each step of the dialogue, ``longest`` for reaching the server and for each message.

    ``ca_file`` names the authorities to trust instead of the system's. Security ``none`` is for a server on
    this machine, without a password.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    longest: float = 600.0
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one message: a ``deferred`` one is worth another try, a ``refused`` one is not."""

    recipient: str
    state: Literal["sent", "refused", "deferred"]
    message: str | None = None


# ── messages ──────────────────────────────────────────────────────────────────


def messages(
    brief: Brief, *, html: str, text: str, sender: str, recipients: Sequence[str], host: str
) -> tuple[OutgoingMail, ...]:
    """Return a message for each recipient, with ``text`` and ``html`` as alternatives.

    The same brief gives the same bytes: the date is the edition's cut-off, and the Message-ID is made of
    profile, day, revision and recipient at ``host``. Raises :class:`DeliveryError` for an address that is
    not one plain ASCII address, and for a message that does not read back as it was written.
    """
    author = _author(sender)
    return tuple(
        OutgoingMail(
            sender=author.addr_spec,
            recipient=recipient,
            message=_addressed(unaddressed(brief, html=html, text=text), brief, author, recipient, host),
        )
        for recipient in map(_checked_recipient, recipients)
    )


def unaddressed(brief: Brief, *, html: str, text: str) -> EmailMessage:
    """Return the message without sender and recipient, as a mail program opens a draft."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = _header_value(brief.header.subject)
    message["Date"] = format_datetime(brief.header.cut_off)
    message.set_content(_encodable(text), cte="quoted-printable")
    message.add_alternative(_encodable(html), subtype="html", cte="quoted-printable")
    # Quoted-printable text never holds "=_", so no line of the bodies can pass for the boundary.
    message.set_boundary("=_" + sha256(_encodable(text + html).encode()).hexdigest()[:32])
    message["Content-Language"] = _header_value(brief.header.language)
    return message


def eml(message: EmailMessage) -> bytes:
    """Return the message as the bytes that are sent and stored, the same ones each time.

    The bytes are read again and compared: an encoded newline in a header becomes a header of its own on
    some versions of Python (CVE-2024-6923). Raises :class:`DeliveryError` where they differ.
    """
    written = message.as_bytes(policy=policy.SMTP)
    again = BytesParser(policy=policy.SMTP).parsebytes(written)
    if _contents(again) != _contents(message):
        raise DeliveryError("the mail does not read back as it was written; it was not sent", channel="mail")
    return written


def _author(sender: str) -> Address:
    named = _NAMED_ADDRESS.fullmatch(sender)
    name, address = named.group("name", "address") if named else ("", sender)
    if not is_address(address):
        raise DeliveryError(f"mail.sender: {sender!r} is not one mail address", channel="mail")
    return Address(display_name=_header_value(name), addr_spec=address)


def _checked_recipient(recipient: str) -> str:
    if not is_address(recipient):
        raise DeliveryError(f"recipients: {recipient!r} is not one mail address", channel="mail")
    return recipient


def _addressed(
    message: EmailMessage, brief: Brief, author: Address, recipient: str, host: str
) -> EmailMessage:
    header = brief.header
    profile = re.sub(r"[^A-Za-z0-9_-]", "-", header.profile)
    domain = host if re.fullmatch(HOST, host) else author.domain
    receiver = sha256(recipient.lower().encode()).hexdigest()[:12]
    message["From"] = author
    message["To"] = Address(addr_spec=recipient)
    message["Message-ID"] = f"<brief.{profile}.{header.day}.{header.revision}.{receiver}@{domain}>"
    message["List-Id"] = f"<{profile}.brief.{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    eml(message)
    return message


def _header_value(text: str) -> str:
    """Return ``text`` on one line, without control characters, encoded words or what could become one."""
    line = one_line(text[: 5 * _LONGEST_HEADER])  # each turn may find one word more
    while (stripped := _ENCODED_WORD.sub("", line).replace("=?", "")) != line:
        line = stripped
    return line[:_LONGEST_HEADER].strip()


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _contents(message: EmailMessage) -> tuple[object, ...]:
    headers = [(name.lower(), " ".join(str(value).split())) for name, value in message.items()]
    parts = [
        (part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in message.iter_parts()
    ]
    return headers, parts


# ── sending ───────────────────────────────────────────────────────────────────


def send(
    outgoing: Sequence[OutgoingMail], server: MailServer, keep: Callable[[Outcome], None] | None = None
) -> tuple[Outcome, ...]:
    """Hand each message to ``server`` and return what became of it, in order.

    ``keep`` is given each outcome before the next message goes out, so that who stops us costs nobody a second mail.
    Raises :class:`DeliveryError` where the server cannot be used at all: not reached, not trusted, without
    the encryption asked for, or not accepting the login. Once the dialogue has begun, each message stands
    alone; those after a lost connection are deferred.
    """
    if not outgoing:
        return ()
    contents = [eml(each.message) for each in outgoing]
    outcomes = []
    with _session(server, outgoing[0].sender.rpartition("@")[2]) as session:
        for each, content in zip(outgoing, contents, strict=True):
            outcomes.append(_hand_over(session, each, content))
            if keep:
                keep(outcomes[-1])
    return tuple(outcomes)


def check_server(server: MailServer) -> None:
    """Raise :class:`DeliveryError` for settings that no mail can be sent with; nobody is connected to."""
    _require_safe_login(server)
    _trust(server)


def _hand_over(session: smtplib.SMTP, mail: OutgoingMail, content: bytes) -> Outcome:
    try:
        session.sendmail(mail.sender, [mail.recipient], content)
    except (smtplib.SMTPException, OSError) as error:
        return _failed(mail.recipient, error)
    return Outcome(recipient=mail.recipient, state="sent")


def _failed(recipient: str, error: OSError) -> Outcome:
    code, reply = _reply(error)
    if 500 <= code < 600:
        remedy = "; shorten the brief with max_words" if code == 552 else ""
        return Outcome(recipient=recipient, state="refused", message=f"{code} {reply}{remedy}")
    reason = f"{code} {reply}" if code else f"the connection was lost: {_one_line(error)}"
    return Outcome(recipient=recipient, state="deferred", message=reason)


def _reply(error: Exception) -> tuple[int, str]:
    """Return the server's code and words, 0 where there was no answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refusals: list[tuple[int, bytes]] = list(error.recipients.values())
        return refusals[0][0], _one_line(refusals[0][1])
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, _one_line(error.smtp_error)
    return 0, ""


def _one_line(words: object) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return one_line(text)[:_LONGEST_HEADER]


@contextmanager
def _session(server: MailServer, own_name: str) -> Iterator[smtplib.SMTP]:
    """Open an authenticated dialogue; the only place that explains why there is none."""
    _require_safe_login(server)
    context = _trust(server)
    try:
        session = _connect(server, own_name, context)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise _error(server, _explain(error)) from error
    try:
        yield session
    finally:
        # What was accepted stays accepted, whatever the server makes of our farewell.
        with suppress(smtplib.SMTPException, OSError):
            session.quit()
        session.close()


def _connect(server: MailServer, own_name: str, context: ssl.SSLContext) -> smtplib.SMTP:
    with ExitStack() as on_failure:
        limits = {"seconds": server.longest, "timeout": server.timeout}
        session: Dialogue
        if server.security == "tls":
            session = EncryptedDialogue(server.host, server.port, own_name, **limits, context=context)
        else:
            session = Dialogue(server.host, server.port, own_name, **limits)
        on_failure.callback(session.close)
        if server.security == "starttls":
            session.starttls(context=context)
        session.ehlo_or_helo_if_needed()
        if server.username is not None and server.password is not None:
            session.login(server.username, server.password)
        on_failure.pop_all()
    return session


def _require_safe_login(server: MailServer) -> None:
    if server.username is not None and server.password is None:
        raise _error(
            server, "mail.username has no password; set BRIEFING_SMTP_PASSWORD or mail.password_file"
        )
    if server.security == "none" and (server.username is not None or not _is_loopback(server.host)):
        raise _error(
            server,
            "mail.security 'none' is for a server on this machine and without a login; set 'starttls' or 'tls'",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _trust(server: MailServer) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except OSError as error:
        raise _error(server, f"mail.ca_file {server.ca_file} cannot be used: {_one_line(error)}") from error


# ── what went wrong ───────────────────────────────────────────────────────────

_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        "does not accept the login; check mail.username and BRIEFING_SMTP_PASSWORD",
    ),
    (
        ssl.SSLCertVerificationError,
        "has a certificate that is not trusted; check mail.host or set mail.ca_file",
    ),
    (ssl.SSLError, "cannot agree on TLS with us; check mail.security and mail.port"),
    (gaierror, "is a host that cannot be found; check mail.host"),
    (TimeoutError, "does not answer in time; check mail.host and mail.port"),
    (ConnectionRefusedError, "accepts no connections; check mail.port, and that the server runs"),
    (EndlessReplyError, "gives an answer that has no end; check mail.host and mail.port"),
    (smtplib.SMTPServerDisconnected, "closed the connection; check mail.port and mail.security"),
    (UnicodeError, "needs mail.host, mail.username and the password in plain ASCII"),
)


_NO_STARTTLS = (
    "offers no STARTTLS, and nothing is sent in clear text; set mail.security to 'tls', or another mail.port"
)
_NO_LOGIN = "offers no login that we know; leave out mail.username, or set another mail.port"


def _error(server: MailServer, cause: str) -> DeliveryError:
    return DeliveryError(f"mail server {server.host}:{server.port}: {cause}", channel="mail")


def _explain(error: Exception) -> str:
    """Return, on one line, why there is no dialogue and which setting to look at."""
    # smtplib reports a step that took or told too much as a connection that was closed.
    cause = error.__context__ if isinstance(error.__context__, TimeoutError | EndlessReplyError) else error
    for kind, words in _CAUSES:
        if isinstance(cause, kind):
            return words
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _NO_STARTTLS if "STARTTLS" in str(error) else _NO_LOGIN
    code, reply = _reply(error)
    if code:
        return f"turned us away: {code} {reply}; " + ("try again later" if code < 500 else "ask who runs it")
    return f"cannot be used: {_one_line(error)}; check mail.host and mail.port"
