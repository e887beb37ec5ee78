"""From sources to stored articles, each extracted once, with the copies among them grouped."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.brief.coverage import LeftOut
from briefing.collect.article import about_unread_date, articles_or_error
from briefing.collect.duplicates import bands_of, group_copies, likely_copies, signature
from briefing.collect.fetch import shown
from briefing.collect.sources import read_source
from briefing.errors import ExtractionError, KindError, MachineError, SourceError
from briefing.publish.files import alone_in
from briefing.selection import days_near, undated_near
from briefing.store import Extracted
from briefing.types import Article, Document, Failure, FetchState, Source
from briefing.workplace import Workplace

COLLECT = "collect"
_DOCUMENTS_AT_ONCE = 25
_FAILURES_KEPT = timedelta(days=30)
"""An entry that no run came to for so long is hardly listed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What collecting came to. ``failures`` name each source and document that gave nothing, ``left_out`` the files of no kind that is read."""

    tried: int
    answered: int
    articles: int
    failures: tuple[Failure, ...]
    left_out: tuple[LeftOut, ...] = ()


@contextmanager
def alone(work: Workplace) -> Iterator[None]:
    """Wait for other machines' runs on the store, then for this one's on the outputs folder: all in this order, so that none waits for ever."""
    with work.store.turn(), alone_in(work.settings.outputs):
        yield


def collect(work: Workplace, sources: Sequence[Source], *, now: datetime) -> Collected:
    """Read all sources, store the articles that are new, and group the copies among them.

    Waits for another run on the outputs folder or the store: two that compare the same articles would both record it.
    Raises :class:`briefing.errors.DeliveryError` where the folder cannot be written.
    """
    with alone(work):
        return read_sources(work, sources, now=now)


def read_sources(work: Workplace, sources: Sequence[Source], *, now: datetime) -> Collected:
    """Do what :func:`collect` does, for who holds the outputs folder and the store already."""
    archive = work.store.archive
    states = archive.fetch_states()
    answered = articles = 0
    failures: list[Failure] = []
    left_out: list[LeftOut] = []
    for number, source in enumerate(sources):
        work.progress("collecting", number, len(sources))
        reading = read_source(
            source,
            fetcher=work.fetcher,
            states=states,
            known=archive.has_address,
            now=now,
            executor=work.executor,
        )
        failures += [_not_collected(error) for error in reading.failures]
        unread = (error for error in reading.failures if isinstance(error, KindError))
        left_out += [LeftOut(title=error.names, reason=error.why) for error in unread]
        read = True
        for start in range(0, len(reading.documents), _DOCUMENTS_AT_ONCE):
            some = reading.documents[start : start + _DOCUMENTS_AT_ONCE]
            found, failed = take(work, some, outlet=source.outlet, now=now)
            articles += found
            failures += failed
            read = read and all(failure.stage != COLLECT for failure in failed)
        archive.save_fetch_states(reading.states if read else map(_without_validators, reading.states))
        # What a host asked for holds for the sources that follow.
        states |= {state.url: state for state in reading.states}
        answered += reading.answered
    archive.forget_failures(now - _FAILURES_KEPT)
    work.progress("collecting", len(sources), len(sources))
    group(work)
    return Collected(
        tried=len(sources),
        answered=answered,
        articles=articles,
        failures=tuple(failures),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def take(
    work: Workplace, documents: Iterable[Document], *, outlet: str | None, now: datetime
) -> tuple[int, list[Failure]]:
    """Store documents and their articles, those aside that are stored already. Return how many articles were new.

    ``outlet`` is the desk's own word for where they come from. They are stored together, since that costs less than a
    commit for each would. A document at which this machine failed is not stored, so that the next run reads it again.
    """
    archive = work.store.archive
    extracted: list[Extracted] = []
    failures: list[Failure] = []
    for document in documents:
        known = archive.document(document.id)
        if known:
            failures.append(not_extracted(document.location, known))
        elif known is None:
            try:
                extracted.append(found := _extracted(document, outlet))
                failures += _undated(document, found.articles)
            except ExtractionError as error:
                extracted.append(Extracted(document=document, error=str(error)))
                failures.append(not_extracted(document.location, str(error)))
            except MachineError as error:
                failures.append(Failure(stage=COLLECT, subject=shown(document.location), message=str(error)))
    return archive.add_all(extracted, now=now) if extracted else 0, failures


def _without_validators(state: FetchState) -> FetchState:
    """Return what is kept of an answer that was not read to its end: the server shall send it again."""
    return replace(state, etag=None, last_modified=None)


def _extracted(document: Document, outlet: str | None) -> Extracted:
    articles = articles_or_error(document, outlet=outlet)
    signatures = {article.id: signature(article.text) for article in articles}
    return Extracted(document=document, articles=articles, signatures=signatures)


def group(work: Workplace) -> None:
    """Compare articles that were not compared yet with those that they may be copies of, and record which are.

    These are likely ones of the same week, undated ones of the same month, and nearly equal ones of any time.
    """
    archive = work.store.archive
    if not (uncompared := archive.uncompared()):
        return
    fresh = archive.signatures([head.id for head in uncompared])
    near = archive.signatures_near(days_near(uncompared), undated_near(uncompared))
    bands = {each: bands_of(signed) for each, signed in fresh.items()}
    known = archive.sharing_band({band for some in bands.values() for band in some})
    likely = archive.with_their_groups(likely_copies(fresh, {**near, **archive.signatures(known)}))
    groups = group_copies(
        list(archive.articles(likely).values()),
        archive.signatures(likely),
        fresh=likely & fresh.keys(),
        known=archive.groups(likely),
    )
    archive.save_groups(groups, bands)


def _not_collected(error: SourceError) -> Failure:
    if isinstance(error, KindError):
        return not_extracted(error.names, str(error))
    return Failure(stage=COLLECT, subject=shown(error.source), message=str(error))


def _undated(document: Document, articles: Iterable[Article]) -> Iterator[Failure]:
    reasons = (about_unread_date(article, document.location) for article in articles)
    return (not_extracted(document.location, reason) for reason in reasons if reason)


def not_extracted(location: str, why: str) -> Failure:
    return Failure(stage="extract", subject=shown(location), message=why)
