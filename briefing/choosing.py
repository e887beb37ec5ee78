"""From the archive to what belongs to an edition: where its time ends, what is new, what is left out and why."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from briefing.brief.coverage import LeftOut
from briefing.collect.article import about_unread_date
from briefing.collect.duplicates import superseded
from briefing.collect.fetch import name_of, shown
from briefing.collecting import not_extracted
from briefing.publish.provenance import AHEAD, SUPERSEDED
from briefing.selection import (
    FRESH,
    ON_FILE_AT_MOST,
    Selection,
    Window,
    local_instant,
    reach_of,
    select,
    settle_cut_off,
    window_of,
)
from briefing.text import is_web
from briefing.types import Article, ArticleHead, Failure
from briefing.understanding import faults
from briefing.workplace import Workplace


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
    return window_of(day, cut_off, before), _without_superseded(work, selection_at(cut_off))


def _without_superseded(work: Workplace, selection: Selection) -> Selection:
    """Return a selection whose news are no texts that others of them correct."""
    articles = work.store.archive.articles(selection.new)
    older = superseded([articles[each] for each in selection.new])
    return replace(
        selection,
        new=tuple(each for each in selection.new if each not in older),
        late=selection.late - older,
        superseded=tuple(sorted(older)),
    )


def _heads(work: Workplace, earliest: Window) -> list[ArticleHead]:
    """Return the articles that an edition may be made of or names, newest first, the undated last: all recent ones, and the file."""
    archive = work.store.archive
    first, last = reach_of(earliest)
    return [
        *archive.dated(first, last),
        *archive.dated_after(last, earliest.cut_off - FRESH, ON_FILE_AT_MOST),
        *archive.canonical_before(first, work.engine.languages, ON_FILE_AT_MOST),
        *archive.undated(earliest.cut_off - FRESH),
    ]


def told_failures(work: Workplace, ids: Collection[str]) -> Iterator[Failure]:
    """Yield for each of the articles on which the engine fails that it does."""
    failed = faults(work, ids)
    articles = work.store.archive.articles(failed.keys())
    for title, why in sorted((articles[each].title, why) for each, why in failed.items()):
        yield Failure(stage="summarize", subject=title, message=f"{title}: {why}")


# ── what is left out ──────────────────────────────────────────────────────────


def left_out(work: Workplace, selection: Selection, window: Window) -> tuple[LeftOut, ...]:
    """Return what was met and not used: articles without a date, in another language or not summarized, and documents without an article."""
    archive = work.store.archive
    articles = archive.articles(
        {*selection.undated, *selection.foreign, *selection.superseded, *selection.ahead, *selection.failed}
    )
    undated = [(articles[each], "undated") for each in selection.undated]
    foreign = [(articles[each], f"language: {articles[each].language}") for each in selection.foreign]
    corrected = [(articles[each], SUPERSEDED) for each in selection.superseded]
    ahead = [(articles[each], f"{AHEAD}{articles[each].published}") for each in selection.ahead]
    failed = [(articles[each], why) for each, why in sorted(faults(work, selection.failed).items())]
    places = archive.locations({article.document_id for article in articles.values()})
    unused = [
        LeftOut(title=_named(article, places), reason=reason, split_off=article.part > 0)
        for article, reason in (*undated, *foreign, *corrected, *ahead, *failed)
    ]
    rejected = archive.rejected(window.cut_off - FRESH)
    named = sorted(
        (name_of(location), reason.removeprefix(f"{shown(location)}: ")) for location, reason in rejected
    )
    return (
        *unused,
        *(LeftOut(title=name, reason=reason) for name, reason in named),
    )


def unread_dates(work: Workplace, profile: str, window: Window, selection: Selection) -> tuple[Failure, ...]:
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
        not_extracted(places[article.document_id], why)
        for article in articles.values()
        if (why := about_unread_date(article, places.get(article.document_id, "")))
        and _named(article, places) not in told
    )


def _named(article: Article, places: Mapping[str, str]) -> str:
    """Return an article's title, with why it is undated where somebody can mend that, and with its file where it has one."""
    place = places.get(article.document_id, "")
    name = name_of(place)
    beside = about_unread_date(article, name) or ("" if is_web(place) else name)
    return f"{article.title} ({beside})" if beside else article.title
