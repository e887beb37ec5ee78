"""An edition to its recipients: each revision to each address once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from email.utils import parseaddr

from briefing.errors import ConfigError, DeliveryError
from briefing.publish.mail import MailServer, Outcome, check_server, messages, send
from briefing.publish.render import Renderer
from briefing.settings import MailSettings, Settings
from briefing.store import Store, StoredDelivery, StoredEdition
from briefing.text import counted

SENT, REFUSED, DEFERRED = "sent", "refused", "deferred"


def deliver(
    settings: Settings,
    store: Store,
    edition: StoredEdition,
    recipients: Sequence[str],
    *,
    now: datetime,
    settled: Collection[str] = (SENT,),
) -> list[StoredDelivery]:
    """Mail an edition to those of ``recipients`` who do not have this revision yet; return what became of each mail.

    A mail whose last outcome is among ``settled`` is not tried again.
    Raises :class:`ConfigError` where no mail server or recipient is configured, :class:`DeliveryError`
    where the server cannot be used at all; the brief stays where it is, and each mail is recorded as put off.
    """
    if settings.mail is None:
        raise ConfigError("no mail server is configured; add a [mail] section with host and sender")
    if not recipients:
        raise ConfigError(f"profile {edition.profile!r} has no recipients; add them or name some with --to")
    pending = _pending(store, edition, recipients, settled)
    if not pending:
        return []
    renderer = Renderer(settings.templates)
    outgoing = messages(
        edition.brief,
        html=renderer.email_html(edition.brief),
        text=renderer.email_text(edition.brief),
        sender=settings.mail.sender,
        recipients=pending,
        host=parseaddr(settings.mail.sender)[1].rpartition("@")[2],
    )
    results: list[StoredDelivery] = []

    def keep(outcome: Outcome) -> None:
        results.append(_delivery(edition, outcome, now))
        store.editions.save_delivery(edition.profile, edition.day, results[-1])

    try:
        send(outgoing, _server(settings.mail), keep)
    except DeliveryError as error:
        done = {each.recipient for each in results}
        for recipient in (each for each in pending if each not in done):
            keep(Outcome(recipient=recipient, state="deferred", message=str(error)))
        raise
    return results


def check_mail(settings: Settings) -> str:
    """Return in words how mail is set up. Raises :class:`ConfigError` or :class:`DeliveryError` where none could be sent; nobody is connected to."""
    recipients = {each for profile in settings.profiles.values() for each in profile.recipients}
    if settings.mail is None:
        if recipients:
            raise ConfigError(
                "there are recipients and no mail server; add a [mail] section with host and sender"
            )
        return "none is sent"
    check_server(_server(settings.mail))
    return f"{settings.mail.host}:{settings.mail.port}, {counted(len(recipients), 'recipient')}; not connected to"


def _pending(
    store: Store, edition: StoredEdition, recipients: Sequence[str], settled: Collection[str]
) -> list[str]:
    done = {
        each.recipient
        for each in store.editions.deliveries(edition.profile, edition.day)
        if each.revision == edition.revision and each.state in settled
    }
    return [recipient for recipient in dict.fromkeys(recipients) if recipient not in done]


def _delivery(edition: StoredEdition, outcome: Outcome, now: datetime) -> StoredDelivery:
    return StoredDelivery(
        recipient=outcome.recipient,
        revision=edition.revision,
        state=outcome.state,
        message=outcome.message,
        at=now,
    )


def _server(mail: MailSettings) -> MailServer:
    return MailServer(
        host=mail.host,
        port=mail.port,
        security=mail.security,
        username=mail.username,
        password=mail.password(),
        ca_file=mail.ca_file,
    )
