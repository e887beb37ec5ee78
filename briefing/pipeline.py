"""One edition, from sources to files: the story of the product on one screen."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path

import briefing
from briefing import serial
from briefing.brief import Brief
from briefing.brief.coverage import LeftOut
from briefing.brief.overview import Listed, Overview
from briefing.chain import link_to, relink
from briefing.collect.article import about_unread_date, articles_or_error
from briefing.collect.duplicates import bands_of, group_copies, likely_copies, signature
from briefing.collect.fetch import shown
from briefing.collect.sources import read_source
from briefing.day import Day, Edition
from briefing.errors import ExtractionError, SourceError, UsageError
from briefing.garbage import only_young_garbage
from briefing.memory import with_edition_text, with_memory, with_threads
from briefing.publish.compose import compose
from briefing.publish.coverage import stand_ins
from briefing.publish.files import alone_in, digest_of, edition_folder, write_files
from briefing.publish.ics import calendar_file
from briefing.publish.mail import eml, unaddressed
from briefing.publish.manifest import MANIFEST, manifest_bytes, manifest_of
from briefing.publish.render import Renderer
from briefing.selection import (
    FRESH,
    ON_FILE_AT_MOST,
    Selection,
    Window,
    days_near,
    local_instant,
    reach_of,
    select,
    settle_cut_off,
    undated_near,
    window_of,
)
from briefing.store import Extracted, StoredEdition
from briefing.track.stories import group_stories
from briefing.types import Article, ArticleHead, Document, Failure, RunReport, Source
from briefing.understanding import engine_key, stored_summaries, summarize
from briefing.workplace import Workplace

INDEX = "index.html"
FILES = ("brief.html", "brief.md", "brief.ics", "email.eml", "brief.json")
COLLECT = "collect"
_DOCUMENTS_AT_ONCE = 25
_FAILURES_KEPT = timedelta(days=30)
"""An entry that no run came to for so long is hardly listed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What collecting came to. ``failures`` name each source and document that gave nothing."""

    tried: int
    answered: int
    articles: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An edition that stands in its folder, and what the run did for it."""

    brief: Brief
    folder: Path
    index: Path
    report: RunReport


def make_edition(
    work: Workplace,
    *,
    profile: str,
    day: date,
    sources: Sequence[Source],
    now: datetime,
    sample: bool = False,
) -> Made:
    """Collect from ``sources`` and make the edition of ``day``; what is done already is not done again.

    Faults of single sources and documents are in the report. Raises :class:`briefing.errors.BriefingError`
    where no brief could be made.
    """
    with alone_in(work.settings.outputs), only_young_garbage():
        if not sample:
            _keep_what_is_not_ours(work, profile, day)
        run = work.store.editions.begin_run(profile, day, now=now)
        collected = _collect(work, sources, now=now)
        window, selection = choose(work, profile=profile, day=day, now=now)
        unread = _unread_dates(work, profile, window, selection)
        summarized = summarize(work, selection.new, selection.on_file, now=now)
        day_told, stored = write_brief(work, profile, window, selection, collected, now=now, sample=sample)
        folder = publish(work, stored)
        index = publish_index(work)
        report = RunReport(
            tried=collected.tried,
            answered=collected.answered,
            collected=collected.articles,
            summarized=summarized,
            failures=(*_each_once(collected.failures, unread), *_stand_ins(day_told)),
        )
        work.store.editions.end_run(run, report, now=now)
    return Made(brief=stored.brief, folder=folder, index=index, report=report)


def rehearse(
    work: Workplace, *, profile: str, day: date, sources: Sequence[Source], now: datetime
) -> tuple[Selection, tuple[Failure, ...]]:
    """Return what an edition of ``day`` would be made of, and what its run would tell as failed."""
    collected = collect(work, sources, now=now)
    window, selection = choose(work, profile=profile, day=day, now=now)
    return selection, _each_once(collected.failures, _unread_dates(work, profile, window, selection))


def _each_once(*failures: Iterable[Failure]) -> tuple[Failure, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(failures)))


def _keep_what_is_not_ours(work: Workplace, profile: str, day: date) -> None:
    """Raise :class:`briefing.errors.UsageError` for a folder with an edition that the store does not know: it may have been mailed,
    and would be overwritten without a word."""
    folder = edition_folder(work.settings.outputs, profile, day)
    if (folder / MANIFEST).exists() and work.store.editions.get(profile, day) is None:
        raise UsageError(
            f"{folder}: holds an edition that the store does not know; name the store that made it, or move the folder away"
        )


# ── collecting ────────────────────────────────────────────────────────────────


def collect(work: Workplace, sources: Sequence[Source], *, now: datetime) -> Collected:
    """Read all sources, store the articles that are new, and group the copies among them.

    Waits for another run on the outputs folder: two that compare the same articles would both record it. Raises
    :class:`briefing.errors.DeliveryError` where the folder cannot be written.
    """
    with alone_in(work.settings.outputs):
        return _collect(work, sources, now=now)


def _collect(work: Workplace, sources: Sequence[Source], *, now: datetime) -> Collected:
    archive = work.store.archive
    states = archive.fetch_states()
    answered = articles = 0
    failures: list[Failure] = []
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
        for start in range(0, len(reading.documents), _DOCUMENTS_AT_ONCE):
            some = reading.documents[start : start + _DOCUMENTS_AT_ONCE]
            found, failed = take(work, some, outlet=source.outlet, now=now)
            articles += found
            failures += failed
        archive.save_fetch_states(reading.states)
        # What a host asked for holds for the sources that follow.
        states |= {state.url: state for state in reading.states}
        answered += reading.answered
    archive.forget_failures(now - _FAILURES_KEPT)
    work.progress("collecting", len(sources), len(sources))
    group(work)
    return Collected(tried=len(sources), answered=answered, articles=articles, failures=tuple(failures))


def take(
    work: Workplace, documents: Iterable[Document], *, outlet: str | None, now: datetime
) -> tuple[int, list[Failure]]:
    """Store documents and their articles, those aside that are stored already. Return how many articles were new.

    ``outlet`` is the desk's own word for where they come from. They are stored together, since that costs less than a
    commit for each would.
    """
    archive = work.store.archive
    extracted: list[Extracted] = []
    failures: list[Failure] = []
    for document in documents:
        known = archive.document(document.id)
        if known:
            failures.append(_not_extracted(document.location, known))
        elif known is None:
            try:
                extracted.append(found := _extracted(document, outlet))
                failures += _undated(document, found.articles)
            except ExtractionError as error:
                extracted.append(Extracted(document=document, error=str(error)))
                failures.append(_not_extracted(document.location, str(error)))
    return archive.add_all(extracted, now=now) if extracted else 0, failures


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
    articles = archive.articles(
        archive.with_their_groups(likely_copies(fresh, {**near, **archive.signatures(known)}))
    )
    archive.save_groups(group_copies(list(articles.values()), archive.signatures(articles.keys())), bands)


def _not_collected(error: SourceError) -> Failure:
    return Failure(stage=COLLECT, subject=shown(error.source), message=str(error))


def _undated(document: Document, articles: Iterable[Article]) -> Iterator[Failure]:
    reasons = (about_unread_date(article, document.location) for article in articles)
    return (_not_extracted(document.location, reason) for reason in reasons if reason)


def _not_extracted(location: str, why: str) -> Failure:
    return Failure(stage="extract", subject=shown(location), message=why)


def _unread_dates(work: Workplace, profile: str, window: Window, selection: Selection) -> tuple[Failure, ...]:
    """Return what keeps the undated articles from the edition that somebody can mend, as the edition is made or made anew with others.

    An article is told once to each profile, by the first edition that names it, whatever run collected it.
    """
    editions = work.store.editions
    stored, previous = editions.get(profile, window.day), editions.before(profile, window.day)
    told = {name for each in (stored, previous) if each for name in each.brief.coverage.undated}
    articles = work.store.archive.articles(selection.undated)
    places = work.store.archive.locations(
        {each.document_id for each in articles.values() if each.unread_date}
    )
    return tuple(
        _not_extracted(places[article.document_id], why)
        for article in articles.values()
        if (why := about_unread_date(article, places.get(article.document_id, "")))
        and _named(article, places) not in told
    )


# ── deciding ──────────────────────────────────────────────────────────────────


def choose(work: Workplace, *, profile: str, day: date, now: datetime) -> tuple[Window, Selection]:
    """Decide where the edition's time ends and what belongs to it."""
    editions, wanted = work.store.editions, work.settings.profile(profile)
    previous, edition = editions.before(profile, day), editions.get(profile, day)
    before = (previous.day, previous.cut_off) if previous else None
    planned = local_instant(day, wanted.cut_off, wanted.zone)
    kept = edition.cut_off if edition else None
    earliest = window_of(day, min(planned, now, kept or now), before)
    heads = _heads(work, earliest)
    taken = editions.taken(profile, reach_of(earliest)[0], day)

    def selection_at(cut_off: datetime) -> Selection:
        window = window_of(day, cut_off, before)
        return select(heads, window, taken=taken, languages=work.engine.languages)

    cut_off = settle_cut_off(planned, now, kept, lambda instant: selection_at(instant).new)
    return window_of(day, cut_off, before), selection_at(cut_off)


def _heads(work: Workplace, earliest: Window) -> list[ArticleHead]:
    """Return the articles that an edition may be made of, newest first, the undated last: all recent ones, and the file."""
    archive = work.store.archive
    first, last = reach_of(earliest)
    return [
        *archive.dated(first, last),
        *archive.canonical_before(first, work.engine.languages, ON_FILE_AT_MOST),
        *archive.undated(earliest.cut_off - FRESH),
    ]


# ── writing ───────────────────────────────────────────────────────────────────


def write_brief(
    work: Workplace,
    profile: str,
    window: Window,
    selection: Selection,
    collected: Collected,
    *,
    now: datetime,
    sample: bool,
) -> tuple[Day, StoredEdition]:
    """Compose the brief from what is stored, or return the stored one if nothing that it rests on has changed.

    An edition whose bottom line the model was asked for and did not give is composed anew by the next run.
    """
    editions = work.store.editions
    stored, previous = editions.get(profile, window.day), editions.before(profile, window.day)
    day = _day(work, profile, window, selection, collected, previous, sample=sample)
    day = with_threads(work, with_memory(work, day, since=window.since_day))
    inputs = inputs_of(day, engine_key(work.engine), previous)
    if stored and stored.inputs == inputs:
        return day, stored
    revision = stored.revision if stored else 1
    day = with_edition_text(work, day)
    brief = compose(_with_revision(day, revision))
    if stored and brief != stored.brief:
        revision += 1
        brief = compose(_with_revision(day, revision))
    edition = StoredEdition(
        profile=profile,
        day=window.day,
        cut_off=window.cut_off,
        revision=revision,
        inputs="" if day.text and day.text.engine.instead_of else inputs,
        brief=brief,
    )
    editions.save(edition, selection.new, now=now)
    return day, edition


def _stand_ins(day: Day) -> Iterator[Failure]:
    for what, why in stand_ins(day):
        message = f"{what}: written by the embedded engine in place of {why}"
        yield Failure(stage="summarize", subject=what, message=message)


def _day(
    work: Workplace,
    profile: str,
    window: Window,
    selection: Selection,
    collected: Collected,
    previous: StoredEdition | None,
    *,
    sample: bool,
) -> Day:
    archive, settings = work.store.archive, work.settings
    canonical = (*selection.new, *selection.on_file)
    summaries = stored_summaries(work, canonical)
    groups = archive.groups(canonical)
    articles = archive.articles({*canonical, *(each for group in groups for each in group.article_ids)})
    new = [articles[each] for each in selection.new]
    copies = {
        group.canonical_id: [articles[each] for each in group.article_ids if each != group.canonical_id]
        for group in groups
    }
    return Day(
        edition=Edition(
            profile=profile,
            day=window.day,
            cut_off=window.cut_off,
            time_zone=settings.profile(profile).time_zone,
            previous=previous.day if previous else None,
        ),
        desk=settings.desk(profile),
        articles=articles,
        summaries=summaries,
        stories=group_stories(new, [articles[each] for each in selection.on_file], summaries, copies=copies),
        on_file=selection.on_file,
        groups=groups,
        late=selection.late,
        left_out=_left_out(work, selection, window),
        # A document without an article is left out: so the store tells it, also on the run that finds it there.
        failures=tuple(each for each in collected.failures if each.stage == COLLECT),
        sources_tried=collected.tried,
        sources_answered=collected.answered,
        sample=sample,
        previous=previous.brief if previous else None,
    )


def _left_out(work: Workplace, selection: Selection, window: Window) -> tuple[LeftOut, ...]:
    archive = work.store.archive
    articles = archive.articles({*selection.undated, *selection.foreign})
    undated = [(articles[each], "undated") for each in selection.undated]
    foreign = [(articles[each], f"language: {articles[each].language}") for each in selection.foreign]
    places = archive.locations({article.document_id for article, _ in undated if article.unread_date})
    unused = [
        LeftOut(title=_named(article, places), reason=reason, split_off=article.part > 0)
        for article, reason in (*undated, *foreign)
    ]
    rejected = archive.rejected(window.cut_off - FRESH)
    named = [(shown(location), reason) for location, reason in rejected]
    return (
        *unused,
        *(LeftOut(title=name, reason=reason.removeprefix(f"{name}: ")) for name, reason in named),
    )


def _named(article: Article, places: Mapping[str, str]) -> str:
    """Return an article's title, with why it is undated where somebody can mend that."""
    why = about_unread_date(article, places.get(article.document_id, ""))
    return f"{article.title} ({why})" if why else article.title


def _with_revision(day: Day, revision: int) -> Day:
    return replace(day, edition=replace(day.edition, revision=revision))


def inputs_of(day: Day, engine: str, previous: StoredEdition | None) -> str:
    """Return the digest of all that the brief of ``day`` rests on, whatever the order in which its sets are."""
    sets = [day.late, day.ledger.rejected if day.ledger else ()]
    ledger = day.ledger and replace(day.ledger, rejected=frozenset())
    rest = replace(day, previous=None, summaries={}, articles={}, late=frozenset(), ledger=ledger)
    return _fingerprint(
        [briefing.__version__, engine, serial.plain(rest)],
        [sorted(day.articles), *map(sorted, sets)],  # an id is made of what an article holds
        serial.plain([day.summaries[each].engine for each in sorted(day.summaries)]),
        [previous.inputs if previous else None],
    )


def _fingerprint(*parts: object) -> str:
    return sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


# ── publishing ────────────────────────────────────────────────────────────────


def publish(work: Workplace, stored: StoredEdition) -> Path:
    """Render the edition into its folder, its manifest last; files that already hold it are left alone.

    Return the folder.
    """
    editions, outputs = work.store.editions, work.settings.outputs
    folder = edition_folder(outputs, stored.profile, stored.day)
    renderer, engine = work.renderer, engine_key(work.engine)
    canonical = serial.dumps(stored.brief, indent=1) + "\n"
    previous = link_to(editions, stored.profile, stored.brief.header.previous)
    inputs = _fingerprint(canonical, renderer.fingerprint, engine, previous and previous.sha256)
    recorded = editions.renderings(stored.profile, stored.day)
    if MANIFEST in recorded and all(
        made_from == inputs and digest_of(folder / name) == digest
        for name, (made_from, digest) in recorded.items()
    ):
        return folder
    digests = write_files(folder, _files(stored.brief, canonical, renderer))
    manifest = manifest_of(
        stored.brief, digests, engine=engine, templates=renderer.fingerprint, previous=previous
    )
    digests |= write_files(folder, {MANIFEST: manifest_bytes(manifest)})
    editions.save_renderings(stored.profile, stored.day, inputs, digests)
    relink(editions, outputs, stored.profile, stored.day)
    return folder


def _files(brief: Brief, canonical: str, renderer: Renderer) -> dict[str, bytes]:
    mail = unaddressed(brief, html=renderer.email_html(brief), text=renderer.email_text(brief))
    return {
        "brief.json": canonical.encode(),
        "brief.md": renderer.markdown(brief).encode(),
        "brief.html": renderer.html(brief).encode(),
        "brief.ics": calendar_file(brief),
        "email.eml": eml(mail),
    }


def publish_index(work: Workplace) -> Path:
    """List every edition that stands in the outputs folder, of all profiles, on one page beside them."""
    outputs = work.settings.outputs
    listed = (_listed(outputs, each) for each in work.store.editions.overviews())
    page = work.renderer.index([each for each in listed if each.files])
    write_files(outputs, {INDEX: page.encode()})
    return outputs / INDEX


def _listed(outputs: Path, overview: Overview) -> Listed:
    folder = edition_folder(outputs, overview.header.profile, overview.header.day)
    return Listed(
        overview=overview,
        folder=folder.relative_to(outputs).as_posix(),
        files=tuple(name for name in FILES if (folder / name).is_file()),
    )
