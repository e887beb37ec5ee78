"""The day -> the canonical brief. Pure: no clock, no locale, the same day gives the same brief."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from briefing.brief import KEPT, SECTIONS, Brief, Header, with_each_line
from briefing.brief.changes import Change
from briefing.brief.dates import CalendarRow, Mark
from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow
from briefing.brief.stories import AlsoReported, BriefStory
from briefing.day import Day
from briefing.labels import ENGLISH, Labels
from briefing.publish.bottom_line import bottom_line
from briefing.publish.budget import (
    FRAME,
    QUOTED,
    Plan,
    fitted,
    opened,
    words_of,
    written_steps,
)
from briefing.publish.calendar import (
    SOON,
    calendar_rows,
    first_day_ahead,
    nearest,
    with_days_of_report,
    with_expected,
)
from briefing.publish.caveats import caveat_lines, withheld_items
from briefing.publish.changes import Fixed, articles_going_on, changes_of, fixed_changes
from briefing.publish.columns import under_its_name
from briefing.publish.coverage import TABLES, coverage_of, engines, not_shown
from briefing.publish.cutting import shown_to, whole, with_outlook
from briefing.publish.dates import full_date
from briefing.publish.editing import WHOLE, edited, steps_of
from briefing.publish.fewwords import Wordings, calendar_in, few_words_of, ledger_in
from briefing.publish.followed import ended_items, news_of, without_rejected
from briefing.publish.grades import grade_of
from briefing.publish.headlines import preheader_of, subject_of
from briefing.publish.ledger import WATCH, ledger_rows, watch_lines
from briefing.publish.ledger import in_order as in_ledger_order
from briefing.publish.ledger_order import finding_room, is_told_by_a_story
from briefing.publish.lines import ours, shortened, spoken_in, written
from briefing.publish.origins import origins_of
from briefing.publish.ranking import in_order
from briefing.publish.sources import EMBEDDED, with_sources
from briefing.publish.telling import Told, in_one_line, tell
from briefing.publish.timeline import past_events, timeline
from briefing.text import count_words
from briefing.types import EditionText, Story

WORDS_A_MINUTE = 230
_LEDGER = "ledger"
LEDGER_WORDS = 18
ROUGHLY = 10
"""The room on a page is told in steps of so many words: a word more in a list is no new question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What composing works out once for a day; the length then only chooses from it.

    ``bottom_lines`` are those over no lead story, over the first, over the first two, and so on.
    """

    day: Day
    origins: Mapping[str, int]
    leads: tuple[Told, ...]
    others: tuple[Told, ...]
    new: tuple[str, ...]
    written_by: tuple[str, ...]
    bottom_lines: tuple[tuple[Line, ...], ...]
    ledger: tuple[ExpectationRow, ...]
    calendar: tuple[CalendarRow, ...]
    past: tuple[Mark, ...]
    ended: frozenset[str]
    changes: Fixed
    few_words: Wordings


def compose(day: Day) -> Brief:
    """Return the brief of ``day``: ranked, compared with the edition before, cut to the desk's length."""
    day = without_rejected(day)
    material = _material(day)
    brief = fitted(
        lambda plan: _assembled(plan, material),
        day.desk.max_words,
        _fullest(material),
        _steps(material),
    )
    return with_sources(brief, day, material.origins, material.new)


def _steps(material: _Material) -> Sequence[tuple[str, int]]:
    if not any(text.bottom_line for text in material.day.texts):
        return QUOTED
    told = material.day.text.stories if material.day.text else ()
    chosen = steps_of(told, len(material.leads)) if told else None
    return written_steps(_frame(material), chosen)


def _frame(material: _Material) -> Plan:
    """Return the lists beside the stories: of what is told in one line what is news, before an opinion and what only repeats an earlier report."""
    others = (each for each in material.others if not each.opinion and each.story.repeats is None)
    news = [*material.leads[WHOLE:], *others]
    return replace(FRAME, also=min(FRAME.also, max(1, len(news))))


def leading_stories(day: Day) -> tuple[BriefStory, ...]:
    """Return the stories that lead the brief of ``day``, whole and in order, however much of them it has room for."""
    return tuple(each.story for each in _material(without_rejected(day)).leads)


class Unedited(NamedTuple):
    """What the editor of a page is asked over: the stories that lead it, whole, the dates of the next two days, what stands above them
    as changed, and for about how many words of the stories' sentences, rows and comments there is room beside the lists."""

    stories: tuple[BriefStory, ...]
    dates: tuple[CalendarRow, ...]
    changes: tuple[Change, ...]
    room: int


def unedited(day: Day) -> Unedited:
    """Return what the brief of ``day`` can tell, before anybody has put any of it first."""
    material = _material(without_rejected(day))
    stories = tuple(each.story for each in material.leads)
    dates = (row for row in _calendar(Plan(), material) if row.end <= day.edition.day + SOON)
    least = tuple(opened(whole(each)) for each in stories[:WHOLE])
    brief = _assembled(replace(_frame(material), stories=least), material)
    return Unedited(stories, tuple(dates), brief.changes, _room(brief, day.desk.max_words))


def _room(brief: Brief, limit: int) -> int:
    cells = (side.said for story in brief.stories for row in story.matters for side in row.sides)
    told = (*(line for story in brief.stories for line in story.lead), *filter(None, cells))
    room = limit - brief.header.words + sum(count_words(line.text) for line in told)
    return round(room / ROUGHLY) * ROUGHLY


def _material(day: Day) -> _Material:
    origins = origins_of(day)
    told = {story.id: tell(story, day, origins) for story in day.stories if _is_known(story, day)}
    order = in_order({each: told[each].standing for each in told}, day.desk.max_stories)
    leads = [each for each in order if not (told[each].opinion or told[each].roundup)][: day.desk.max_stories]
    new = dict.fromkeys(article_id for each in order for article_id in told[each].article_ids)
    related = {*new, *(each for story in day.stories for each in story.background_ids)}
    going_on, ahead = articles_going_on(day), first_day_ahead(day.edition)
    few_words = few_words_of(day)
    followed = [row for row in ledger_rows(day, related) if not is_told_by_a_story(row, ahead, going_on)]
    ledger = ledger_in(few_words, followed)
    known = tuple(each for each in new if each in day.articles)
    return _Material(
        day=day,
        origins=origins,
        leads=tuple(_edited([told[each] for each in leads], day.text)),
        others=tuple(told[each] for each in order if each not in leads),
        new=known,
        written_by=tuple(engines(day, known)),
        bottom_lines=tuple(_bottom_lines([told[each].story for each in leads], day)),
        ledger=tuple(finding_room(ledger, day)),
        calendar=calendar_rows(day, ledger if _LEDGER in day.desk.sections else (), known),
        past=past_events(day, related),
        ended=ended_items(news_of(day)),
        changes=fixed_changes(day, tuple(told.values()), ledger),
        few_words=few_words,
    )


def _edited(leads: Sequence[Told], text: EditionText | None) -> Iterator[Told]:
    """Yield the lead stories as the editor of the page tells them: the first four with their sentences, the rest in one line."""
    by_number = {each.number: each for each in text.stories} if text else {}
    for number, each in enumerate(leads, start=1):
        told = by_number.get(number)
        if told is None:
            yield each
        elif number <= WHOLE:
            yield replace(each, story=edited(each.story, told))
        else:
            yield replace(each, gist=next(map(written, told.lead), each.gist))


def _bottom_lines(leads: Sequence[BriefStory], day: Day) -> Iterator[tuple[Line, ...]]:
    for number in range(len(leads) + 1):
        yield bottom_line(leads[:number], day.edition.day, day.labels, day.text) or _unreached(day)


def _unreached(day: Day) -> tuple[Line, ...]:
    """Return that nothing is known because no source could be had; that there is no news would be another thing."""
    if day.sources_answered or not day.sources_tried or day.stories:
        return ()
    return (ours(day.labels("told.unreached")),)


def _fullest(material: _Material) -> Plan:
    """Return the plan that tells all that there is."""
    return Plan(
        stories=tuple(whole(each.story) for each in material.leads),
        also=len(material.leads) + len(material.others),
        gists=len(material.leads) + len(material.others),
        ledger=len(material.ledger),
        calendar=len(material.calendar) + len(material.ledger),
        watch=WATCH,
    )


def _is_known(story: Story, day: Day) -> bool:
    return any(each in day.articles for each in story.article_ids)


# ── one assembly ──────────────────────────────────────────────────────────────


def _assembled(plan: Plan, material: _Material) -> Brief:
    """Return the brief that ``plan`` makes, its sources not yet numbered."""
    day = material.day
    leads, others = _parted(plan, material)
    files = [each for lead in material.leads[: len(leads)] for each in lead.article_ids]
    told_first = material.bottom_lines[len(leads)]
    dates = _calendar(plan, material)
    nearest_dates = nearest(dates, files, material.new, day.edition.day, plan.calendar)
    calendar = with_days_of_report(nearest_dates, material.new, day)
    ledger = in_ledger_order(material.ledger[: _rows_shown(plan, day)])
    followed = frozenset((*(row.id for row in ledger), *(row.item_id for row in calendar)))
    told = tuple(
        under_its_name(
            with_outlook(shown_to(story, depth, told_first, followed), depth, (*ledger, *calendar))
        )
        for story, depth in zip(leads, plan.stories, strict=False)
    )
    stories, also = (told, tuple(others[: plan.also])) if "stories" in day.desk.sections else ((), ())
    shown = followed | {row.id for story in told for row in story.expectations}
    brief = Brief(
        header=_header(material, (*told, *others), told_first),
        bottom_line=told_first,
        changes=changes_of(
            day,
            stories,
            (*material.leads, *material.others)[: len(stories) + len(also)],
            material.ledger,
            material.changes,
        ),
        stories=stories,
        also=also,
        ledger=tuple(_as_shown(each, day) for each in ledger),
        calendar=calendar,
        watch=_watched(told, material, shown)[: plan.watch],
        caveats=caveat_lines(day, told, leads, _grades(told, day)),
        withheld=tuple(item for _, item in withheld_items(day)),
        coverage=coverage_of(
            day, material.new, material.written_by, _dropped(plan, material, told, dates, followed)
        ),
        sources=(),
        passages=(),
    )
    return _measured(_spoken(_with_timeline(_chosen(brief, day.desk.sections), material), day.labels))


def _watched(
    stories: Sequence[BriefStory], material: _Material, shown: frozenset[str | None]
) -> tuple[Line, ...]:
    """Return what to watch for beside what the brief tells otherwise."""
    day = material.day
    return watch_lines(stories, material.ledger, day.edition.day, day.labels, material.ended | shown)


def _calendar(plan: Plan, material: _Material) -> tuple[CalendarRow, ...]:
    """Return every date ahead that no row of the ledger tells as far as ``plan`` shows it."""
    first = first_day_ahead(material.day.edition)
    untold = material.ledger[_rows_shown(plan, material.day) :]
    dates = with_expected(material.calendar, untold, first)
    return calendar_in(material.few_words, dates)


def _as_shown(row: ExpectationRow, day: Day) -> ExpectationRow:
    """Return a row of the ledger in its few words, with the outlet of the report that has them."""
    report = day.articles.get(row.said.evidence[0].article_id) if row.said.evidence else None
    return replace(row, said=shortened(row.said, LEDGER_WORDS), outlet=report.outlet if report else None)


def _rows_shown(plan: Plan, day: Day) -> int:
    """Return how many rows the ledger shows: none to a reader who did not choose it, who has their dates in the calendar."""
    return plan.ledger if _LEDGER in day.desk.sections else 0


def _with_timeline(brief: Brief, material: _Material) -> Brief:
    """Return ``brief`` with the line of time that stands at its calendar, of the dates that it tells."""
    if "calendar" not in brief.header.sections:
        return brief
    rows = (*(row for story in brief.stories for row in story.expectations), *brief.ledger)
    return replace(brief, timeline=timeline(brief.calendar, rows, material.past, brief.header.day))


def _chosen(brief: Brief, sections: Sequence[str]) -> Brief:
    """Return ``brief`` without what belongs to sections that its reader did not choose."""
    nothing: dict[str, Any] = {part: () for part in SECTIONS if part not in (*sections, *KEPT)}
    return replace(brief, **nothing)


def _parted(plan: Plan, material: _Material) -> tuple[list[BriefStory], list[AlsoReported]]:
    """Return the lead stories, and the others as they are told in one line."""
    told = [*material.leads[: len(plan.stories)]]
    rest = [*material.leads[len(plan.stories) :], *material.others]
    return [each.story for each in told], [
        in_one_line(each.story, each.gist if number < plan.gists else None, opinion=each.opinion)
        for number, each in enumerate(rest)
    ]


def _dropped(
    plan: Plan,
    material: _Material,
    stories: Sequence[BriefStory],
    calendar: Sequence[CalendarRow],
    followed: Collection[str | None],
) -> Counter[str]:
    """Count what the day holds and the brief does not show, by kind."""
    told = material.leads[: len(stories)]
    rest = len(material.leads) + len(material.others) - len(stories)
    passed_over = [Counter(dict(zip(TABLES, each.passed_over, strict=True))) for each in told]
    lines = {
        "stories": max(0, rest - plan.also),
        "ledger": max(0, len(material.ledger) - plan.ledger - (len(calendar) - len(material.calendar))),
        "calendar": max(0, len(calendar) - plan.calendar),
    }
    rows = sum(passed_over, not_shown([each.story for each in told], stories, followed))
    chosen = material.day.desk.sections
    cut = Counter({part: number for part, number in lines.items() if part in chosen})
    return rows + cut if "stories" in chosen else cut


def _spoken(brief: Brief, labels: Labels) -> Brief:
    """Return ``brief`` with what we say of its speakers in the desk's language."""
    if labels.language == ENGLISH:
        return brief
    told: Brief = with_each_line(brief, lambda line: spoken_in(line, labels))
    return told


def _measured(brief: Brief) -> Brief:
    words = words_of(brief)
    minutes = max(0.1, round(words / WORDS_A_MINUTE, 1))
    return replace(brief, header=replace(brief.header, words=words, reading_minutes=minutes))


def _grades(stories: Sequence[BriefStory], day: Day) -> tuple[str, ...]:
    used = {
        each.article_id
        for story in stories
        for line in (story.headline, *story.lead)
        for each in line.evidence
    }
    return tuple(sorted(grade_of(day.articles[each], day.desk.grades)[0] for each in used))


# ── header ───────────────────────────────────────────────────────


def _header(
    material: _Material, stories: Sequence[BriefStory | AlsoReported], told_first: Sequence[Line]
) -> Header:
    day = material.day
    subject = _subject(stories, day)
    return Header(
        title=day.desk.title,
        day=day.edition.day,
        profile=day.edition.profile,
        subject=subject,
        preheader=preheader_of([line.text for line in told_first], subject) or _counts(material),
        cut_off=day.edition.cut_off,
        time_zone=day.edition.time_zone,
        previous=day.edition.previous,
        revision=day.edition.revision,
        new_reports=len(material.new),
        independent_sources=len({material.origins[each] for each in material.new}),
        on_file=len(day.on_file),
        words=0,
        reading_minutes=0.0,
        engine=_engine(material),
        marking=day.desk.marking,
        sample=day.sample,
        language=day.desk.language,
        sections=day.desk.sections,
    )


def _subject(stories: Sequence[BriefStory | AlsoReported], day: Day) -> str:
    if not stories:
        return day.labels("header.subject", date=full_date(day.edition.day, day.labels))
    return subject_of(stories[0].headline.text)


def _counts(material: _Material) -> str:
    day = material.day
    return day.labels(
        "header.preheader",
        reports=day.labels.counted(len(material.new), "new_report"),
        answered=day.sources_answered,
        sources=day.labels.counted(day.sources_tried, "source"),
        on_file=len(day.on_file),
    )


def _engine(material: _Material) -> str:
    """Return which engines read the articles where it was not a model alone: why another stood in, and of how many, the coverage box tells."""
    day, named = material.day, [each.partition(",")[0] for each in material.written_by]
    read = [day.summaries[each].engine for each in material.new if each in day.summaries]
    if len(named) > 1:
        return ", ".join(named)
    if any(each.name != EMBEDDED for each in read):
        return ""
    return next(iter(named)) if any(each.instead_of for each in read) else day.labels("header.no_model")
