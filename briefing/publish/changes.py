"""What changed since the edition before: a difference that needs no model. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from briefing.brief import (
    Brief,
    BriefStory,
    Change,
    ChangeKind,
    DisputeRow,
    ExpectationRow,
    ExpectationStatus,
)
from briefing.comparing import party_key, span_of
from briefing.day import Day, LedgerNews
from briefing.publish.continuity import Earlier, earlier_story, same_holding, same_quarrel
from briefing.publish.dates import day_and_month, period
from briefing.publish.followed import ledger_changes, news_of
from briefing.publish.headlines import title_line
from briefing.publish.lines import first_words, named, ours, shortened
from briefing.publish.rows import status_on
from briefing.publish.telling import Told
from briefing.publish.wording import subject_matter, topic_name
from briefing.types import Direction

CHANGED, LATE, DATES, QUIET = 4, 3, 3, 3
CLAUSE_WORDS = 14


def changes_of(
    day: Day,
    stories: Sequence[BriefStory],
    also: int,
    told: Sequence[Told],
    ledger: Sequence[ExpectationRow],
) -> tuple[Change, ...]:
    """Return the differences from ``day.previous``, in the order in which they are read.

    ``stories`` are the lead stories as shown, ``also`` counts those in one line; ``told`` are all of the day.
    """
    previous, news = day.previous, news_of(day)
    if previous is None:
        first = Change(kind=ChangeKind.FIRST, line=ours(_first(told)))
        return (first, *ledger_changes(news), *_revised(day), *_late(day))
    return (
        *_revised(day),
        *ledger_changes(news),
        *_due(ledger, previous.header.day, day.edition.day),
        *_without_told(_changed(stories, ledger, previous), news),
        *(_story_change(number, story) for number, story in enumerate(stories, start=1)),
        *_in_one_line(told[len(stories) :][:also]),
        *_corrected(day, previous),
        *_late(day),
        *_quiet(day, told, previous),
    )


def _first(told: Sequence[Told]) -> str:
    return (
        "No earlier edition to compare with; all of it is new."
        if told
        else "No earlier edition to compare with."
    )


def _story_change(number: int, story: BriefStory) -> Change:
    what = f"{subject_matter(story) or 'story'} ({number})"
    if story.continued_from is None:
        return Change(kind=ChangeKind.NEW, line=ours(what), story_id=story.id)
    since = f"{what}, since {day_and_month(story.continued_from)}"
    return Change(kind=ChangeKind.CONTINUED, line=ours(since), story_id=story.id)


def _in_one_line(told: Sequence[Told]) -> Iterator[Change]:
    """Yield how many of the stories under "Also reported" are new."""
    number = sum(each.story.continued_from is None for each in told)
    if number:
        yield Change(kind=ChangeKind.NEW, line=ours(f"{number} more in one line"))


def _without_told(changes: Iterable[Change], news: LedgerNews) -> Iterator[Change]:
    """Yield the changes that the ledger has not told already."""
    told = {
        each.item_id
        for change in ledger_changes(news)
        if change.entry_id
        for each in news.entries[change.entry_id].sightings
    }
    yield from (change for change in changes if change.item_id not in told)


# ── dates ─────────────────────────────────────────────────────────────────────


def _due(ledger: Sequence[ExpectationRow], previous: date, today: date) -> Iterator[Change]:
    """Yield what was on file before and has come due, or past its date, since the edition before."""
    kinds = {ExpectationStatus.DUE: ChangeKind.DUE, ExpectationStatus.PASSED: ChangeKind.PASSED}
    known = [row for row in ledger if row.first_seen and row.first_seen < today and row.status in kinds]
    moved = [row for row in known if status_on(previous, row.horizon) is not row.status]
    for row in moved[:DATES]:
        line = shortened(row.said, CLAUSE_WORDS)
        yield Change(kind=kinds[row.status], line=line, item_id=row.id, previous_item_id=row.id)


# ── items ─────────────────────────────────────────────────────────────────────


def _changed(
    stories: Sequence[BriefStory], ledger: Sequence[ExpectationRow], previous: Brief
) -> Iterator[Change]:
    found = [*_disputes_changed(stories, previous), *_expectations_changed(stories, ledger, previous)]
    yield from found[:CHANGED]


def _expectations_changed(
    stories: Sequence[BriefStory], ledger: Sequence[ExpectationRow], previous: Brief
) -> Iterator[Change]:
    before = {row.id: row for row in (*previous.ledger, *_rows(previous.stories))}
    after = {row.id: row for row in (*_rows(stories), *ledger)}
    for row in after.values():
        earlier = next((each for each in before.values() if same_holding(row, each)), None)
        what = _difference(row, earlier) if earlier and row.id not in before else ""
        if earlier and what:
            words = named(row.said.text, row.said.evidence, CLAUSE_WORDS)
            line = ours(f"{what}: {words}", evidence=row.said.evidence)
            yield Change(kind=ChangeKind.CHANGED, line=line, item_id=row.id, previous_item_id=earlier.id)


def _rows(stories: Sequence[BriefStory]) -> Iterator[ExpectationRow]:
    for story in stories:
        yield from story.expectations


def _difference(row: ExpectationRow, earlier: ExpectationRow) -> str:
    """Return which field differs, old and new, in words."""
    now, then = span_of(row.horizon), span_of(earlier.horizon)
    if now and then and now != then:
        return f"date {period(*then)} → {period(*now)}"
    if row.hedge != earlier.hedge and (row.hedge or earlier.hedge):
        return f"hedge {_quoted(earlier.hedge)} → {_quoted(row.hedge)}"
    return ""


def _quoted(hedge: str | None) -> str:
    return f"“{hedge}”" if hedge else "none"


def _disputes_changed(stories: Sequence[BriefStory], previous: Brief) -> Iterator[Change]:
    before = [row for story in previous.stories for row in story.disputes]
    for row in (row for story in stories if story.continued_from for row in story.disputes):
        earlier = next((each for each in before if same_quarrel(row, each)), None)
        what = _dispute_difference(row, earlier)
        if what:
            yield Change(
                kind=ChangeKind.CHANGED,
                line=ours(what, evidence=row.said.evidence),
                item_id=row.id,
                previous_item_id=earlier.id if earlier else None,
            )


def _dispute_difference(row: DisputeRow, earlier: DisputeRow | None) -> str:
    about = topic_name(row.topic) or "the dispute"
    if earlier is not None:
        silent = {party_key(side.party) for side in earlier.sides if side.said is None}
        heard = [side.party for side in row.sides if side.said and party_key(side.party) in silent]
        if heard:
            return f"{heard[0]} is heard on {about}, for the first time here"
    if row.trend and (earlier is None or earlier.trend != row.trend):
        moved = "sharper" if row.trend.direction is Direction.UP else "milder"
        return f"{about} {moved}: “{row.trend.cue}”"
    return ""


# ── articles ──────────────────────────────────────────────────────────────────


def _late(day: Day) -> Iterator[Change]:
    late = [day.articles[each] for each in sorted(day.late) if each in day.articles]
    for article in late[:LATE]:
        yield Change(kind=ChangeKind.LATE, line=shortened(title_line(article), CLAUSE_WORDS))
    if len(late) > LATE:
        yield Change(kind=ChangeKind.LATE, line=ours(f"and {len(late) - LATE} more, marked under Sources"))


def _revised(day: Day) -> Iterator[Change]:
    """Yield that this edition replaces an earlier one of its day (S8)."""
    if day.edition.revision > 1:
        told = f"this is revision {day.edition.revision}; it replaces what was published before"
        yield Change(kind=ChangeKind.CORRECTED, line=ours(told))


def _corrected(day: Day, previous: Brief) -> Iterator[Change]:
    """Yield articles that the outlet changed after the previous edition had used them (S8)."""
    used = {row.url: row.article_id for row in previous.sources if row.url and row.cited}
    for article_id in sorted(day.articles):
        article = day.articles[article_id]
        if article.url in used and article_id not in used.values():
            yield Change(
                kind=ChangeKind.CORRECTED,
                line=shortened(title_line(article, "changed by its outlet"), CLAUSE_WORDS),
            )


def _quiet(day: Day, told: Sequence[Told], previous: Brief) -> Iterator[Change]:
    """Yield the previous lead stories that nothing new was reported on."""
    background = {story.id: story.background_ids for story in day.stories}
    going_on: list[Earlier | None] = [
        earlier_story(each.story, background[each.story.id], previous) for each in told
    ]
    gone_on = {each.id for each in going_on if each}
    silent = [story for story in previous.stories if story.id not in gone_on]
    for story in silent[:QUIET]:
        yield Change(
            kind=ChangeKind.QUIET,
            line=ours(subject_matter(story) or first_words(story.headline.text, CLAUSE_WORDS)),
            story_id=story.id,
        )
