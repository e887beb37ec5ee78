"""The brief of a day from what is stored, composed anew only if something that it rests on has changed."""

from dataclasses import replace
from datetime import datetime

import briefing
from briefing import serial
from briefing.choosing import left_out
from briefing.collecting import COLLECT, Collected
from briefing.day import Day, Edition
from briefing.memory import with_edition_text, with_memory, with_threads
from briefing.publish.compose import compose
from briefing.selection import Selection, Window
from briefing.store import StoredEdition
from briefing.track.stories import group_stories
from briefing.understanding import engine_key, stored_summaries
from briefing.workplace import Workplace


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
    # What is superseded was this edition's too, and must not come late to the next.
    editions.save(edition, (*selection.new, *selection.superseded), now=now)
    return day, edition


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
        left_out=(*left_out(work, selection, window), *collected.left_out),
        # A document without an article is left out: so the store tells it, also on the run that finds it there.
        failures=tuple(each for each in collected.failures if each.stage == COLLECT),
        sources_tried=collected.tried,
        sources_answered=collected.answered,
        sample=sample,
        previous=previous.brief if previous else None,
    )


def _with_revision(day: Day, revision: int) -> Day:
    return replace(day, edition=replace(day.edition, revision=revision))


def inputs_of(day: Day, engine: str, previous: StoredEdition | None) -> str:
    """Return the digest of all that the brief of ``day`` rests on, whatever the order in which its sets are."""
    sets = [day.late, day.ledger.rejected if day.ledger else ()]
    ledger = day.ledger and replace(day.ledger, rejected=frozenset())
    rest = replace(day, previous=None, summaries={}, articles={}, late=frozenset(), ledger=ledger)
    return serial.fingerprint(
        [briefing.__version__, engine, serial.plain(rest)],
        [sorted(day.articles), *map(sorted, sets)],  # an id is made of what an article holds
        serial.plain([day.summaries[each].engine for each in sorted(day.summaries)]),
        [previous.inputs if previous else None],
    )
