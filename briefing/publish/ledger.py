"""What is expected: the ledger's rows, and what to watch. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, islice

from briefing.brief.lines import Line
from briefing.brief.rows import DisputeRow, ExpectationRow, ExpectationStatus
from briefing.brief.stories import BriefStory, worded_rows
from briefing.comparing import (
    RETOLD,
    SAME,
    has_a_word_of,
    horizons_meet,
    named_span,
    overlap,
    party_key,
    same_party,
    span_of,
)
from briefing.day import Day, LedgerNews
from briefing.horizon import opens_deadline
from briefing.labels import Labels
from briefing.publish.dates import day_and_month
from briefing.publish.entries import closing_of, history_of, rows_of_news, status_of
from briefing.publish.followed import by_item, is_open, key_of, news_of
from briefing.publish.lines import is_by_analyst, named, ours
from briefing.publish.names import in_sentence
from briefing.publish.quotation import is_fragment
from briefing.publish.rows import (
    DUE_WITHIN,
    Dated,
    expectation_row,
    interleaved,
    merged,
    same_expectation,
)
from briefing.publish.sources import EMBEDDED
from briefing.publish.wording import matter_of
from briefing.text import words
from briefing.types import (
    ArticleFlag,
    ArticleSummary,
    AttributionType,
    EventStatus,
    Expectation,
    ExpectationSubkind,
    LedgerEntry,
    LedgerStatus,
    Objective,
    ObjectiveSubkind,
    Polarity,
)

LEDGER, ANSWERED, WATCH = 12, 6, 3
PASSED_FOR = timedelta(days=7)
SOON = timedelta(days=14)
AHEAD = timedelta(days=366)
CONSIDERED = 200
WATCH_WORDS = 18
ONE_ACT = 0.6
_ORDER = {
    status: rank
    for rank, status in enumerate(
        (
            ExpectationStatus.MET,
            ExpectationStatus.PARTLY_MET,
            ExpectationStatus.MISSED,
            ExpectationStatus.CONTRADICTED,
            ExpectationStatus.BORNE_OUT,
            ExpectationStatus.SUPERSEDED,
            ExpectationStatus.WITHDRAWN,
            ExpectationStatus.ABANDONED,
            ExpectationStatus.BLOCKED,
            ExpectationStatus.ADVANCED,
            ExpectationStatus.MOVED,
            ExpectationStatus.DUE,
            ExpectationStatus.OVERDUE,
            ExpectationStatus.CLOSED,
            ExpectationStatus.OPEN,
            ExpectationStatus.UNDATED,
            ExpectationStatus.PASSED,
            ExpectationStatus.NOT_CONTRADICTED,
        )
    )
}


def ledger_rows(day: Day, related: Collection[str]) -> tuple[ExpectationRow, ...]:
    """Return the most relevant items, at most 12 (T6): answered, moved, due, overdue, promises and conditions, open by date.

    They carry a date, are commitments, or hang on a condition. ``related`` are the articles of today's stories and their
    background: what has no date comes from them alone.
    """
    about, news = frozenset(related), news_of(day)
    told = _each_once(sorted(rows_of_news(news, day.edition.day, day.labels), key=_by_date))[:ANSWERED]
    found = sorted(
        ((item, summary.article_id) for summary in reported(day) for item in _followed(summary, day, about)),
        key=lambda each: _urgency(each[0], each[1] in about, day.edition.day),
    )
    known = {row.entry_id for row in told}
    entries = by_item(news)
    open_items = [
        item for item, _ in found[:CONSIDERED] if _is_to_be_told(entries.get(key_of(item)), news, known)
    ]
    groups = merged(open_items, same_expectation, LEDGER - len(told))
    followed = [
        _as_followed(
            expectation_row(group, lambda each: day.articles[each].published, day.edition.day),
            entries.get(key_of(group[0])),
            news,
            day.labels,
        )
        for group in groups
    ]
    rows = [row for row in followed if not any(_is_one(row, each) for each in told)]
    return in_order((*told, *rows))


def in_order(rows: Iterable[ExpectationRow]) -> tuple[ExpectationRow, ...]:
    """Return the rows in the order in which they are read: answered, moved, due, overdue, open by date."""
    return tuple(sorted(rows, key=_by_date))


def _each_once(rows: Sequence[ExpectationRow]) -> list[ExpectationRow]:
    """Return the rows without those that another one, which came to the same, has in much the same words: two reports' of one hope."""
    kept: list[ExpectationRow] = []
    for row in rows:
        if not any(_is_retold(row, each) for each in kept):
            kept.append(row)
    return kept


def _is_retold(row: ExpectationRow, other: ExpectationRow) -> bool:
    alike = overlap(row.said.text, other.said.text) >= SAME
    return row.status is other.status and alike and horizons_meet(row.horizon, other.horizon)


def _is_one(row: ExpectationRow, answered: ExpectationRow) -> bool:
    """Tell of a row that it is another report's of what has just been answered: the same days, much the same words."""
    same_days = span_of(row.horizon) is not None and span_of(row.horizon) == span_of(answered.horizon)
    return same_days and overlap(row.said.text, answered.said.text) >= ONE_ACT


def _is_to_be_told(entry: LedgerEntry | None, news: LedgerNews, told: Collection[str | None]) -> bool:
    """Tell of an item's entry that it is not closed, moved or told already; an item without one has its place."""
    if entry is None:
        return True
    return is_open(entry, news) and entry.id not in told and entry.status is not LedgerStatus.MOVED


def _as_followed(
    row: ExpectationRow, entry: LedgerEntry | None, news: LedgerNews, labels: Labels
) -> ExpectationRow:
    """Return a row with what the ledger knows of it."""
    if entry is None:
        return row
    return replace(
        row,
        status=status_of(entry, row.status),
        first_seen=min(entry.first_seen, row.first_seen or entry.first_seen),
        entry_id=entry.id,
        closing=closing_of(entry, news, labels) if entry.status is LedgerStatus.PARTLY_MET else None,
        history=tuple(history_of(news.history.get(entry.id, ()), labels)),
    )


def reported(day: Day) -> Iterator[ArticleSummary]:
    """Yield the summaries of new articles and those on file, opinion left out."""
    for article_id in sorted(day.summaries):
        article = day.articles.get(article_id)
        if article and ArticleFlag.OPINION not in article.flags:
            yield day.summaries[article_id]


def _followed(summary: ArticleSummary, day: Day, about: frozenset[str]) -> Iterator[Dated]:
    today = day.edition.day
    items: tuple[Dated, ...] = (*summary.expectations, *summary.objectives)
    by_model = summary.engine.name != EMBEDDED  # what rules take for a condition stands in its story's table
    known = (each for each in items if not _is_of_whom_nobody_knows(each))
    for item in (replace(each, horizon=None) if _while_it_lasts(each) else each for each in known):
        span = span_of(item.horizon)
        if span is not None and not _asks_for_a_day(item):
            if _is_aim_of_a_meeting(item, span[1], summary):
                continue
            if today - PASSED_FOR <= span[1] <= today + AHEAD and not _is_done(item, span[1], day):
                yield item
        elif (
            (_is_promise(item) or (by_model and _binds(item)))
            and summary.article_id in about
            and not _is_standing(item)
            and not _KEEPS.search(item.statement)
        ):
            yield item


def _is_of_whom_nobody_knows(item: Dated) -> bool:
    """Tell of words that open with "they": away from their sentence nobody knows who is meant, and the holder may be but one of them."""
    return not _PRONOUNS.isdisjoint(words(item.statement)[:1])


_PRONOUNS = frozenset({"they", "we", "these", "those"})


def _is_aim_of_a_meeting(item: Dated, end: date, summary: ArticleSummary) -> bool:
    """Tell of what somebody wants of his meeting on a day: the meeting, which the same report has, can take place or not."""
    if not isinstance(item, Objective) or (item.horizon and opens_deadline(item.horizon.text)):
        return False
    holders = item.holder.split("; ")
    return any(
        each.status is EventStatus.SCHEDULED
        and (span := span_of(each.when)) is not None
        and span[1] == end
        and not _MEETINGS.isdisjoint(words(each.what))
        and any(has_a_word_of(each.what, holder) for holder in holders)
        for each in summary.events
    )


_MEETINGS = frozenset({"meet", "meets", "meeting", "talks", "summit", "session", "visit", "visits"})


def _while_it_lasts(item: Dated) -> bool:
    """Tell of what is said for as long as something else lasts, and of a refusal until then: a day does not answer it."""
    told = frozenset(words(item.statement))
    return not _WHILE.isdisjoint(told) or (item.polarity is Polarity.NEGATIVE and not _UNTIL.isdisjoint(told))


_WHILE, _UNTIL = frozenset({"while"}), frozenset({"until", "without", "unless"})


def _asks_for_a_day(item: Dated) -> bool:
    """Tell of a demand or a message for a day, such as that of a summit: only one with a deadline is waited for."""
    asks = item.subkind in (ObjectiveSubkind.DEMAND, ObjectiveSubkind.MESSAGE)
    return asks and not (item.horizon and opens_deadline(item.horizon.text))


def _is_standing(item: Dated) -> bool:
    """Tell of what a law or a treaty lays down for good: nobody waits for it."""
    return item.attribution.type is AttributionType.DOCUMENT


_KEEPS = re.compile(
    r"\b(?:is|are|was|were|remains?|remained) (?:\w+ly )?(?:willing to|committed to (?:the )?"
    r"(?:maintaining|keeping|upholding|preserving|strengthening|peace|stability|dialogue|cooperation|principles?|rule of law))\b"
)
"""To be committed to a value, or to keep what is, promises no act that one could wait for (briefcraft 2.2, rule 5); nor does a will."""


def _is_done(item: Dated, end: date, day: Day) -> bool:
    """Tell of an aim, a condition or a risk whose day was over when it was reported: a demand made on Wednesday, not one for Wednesday."""
    published = max(day.articles[each.article_id].published or date.max for each in item.evidence)
    return end <= published and (isinstance(item, Objective) or item.subkind in _IF_AT_ALL)


_IF_AT_ALL = (ExpectationSubkind.CONDITIONAL, ExpectationSubkind.RISK)


def _is_promise(item: Dated) -> bool:
    return isinstance(item, Expectation) and item.subkind is ExpectationSubkind.COMMITMENT


def _binds(item: Dated) -> bool:
    """Tell of a promise, and of what somebody will do on a condition: both are waited for without a date."""
    return _is_promise(item) or item.subkind == ExpectationSubkind.CONDITIONAL


def _urgency(item: Dated, related: bool, today: date) -> tuple[int, date, str]:
    """Due and just passed first, then what binds somebody in today's stories or is looked for within a fortnight, then what else they
    look for, then the rest, each by date.

    That something will not come about is told last: it is no event to wait for.
    """
    span = span_of(item.horizon)
    last = span[1] if span else date.max
    if item.subkind == ExpectationSubkind.NEGATIVE:
        return (4, last, item.id)
    if last <= today + DUE_WITHIN:
        return (0, last, item.id)
    if not related:
        return (3, last, item.id)
    return (1 if _binds(item) or last <= today + SOON else 2, last, item.id)


def _by_date(row: ExpectationRow) -> tuple[int, date, str]:
    span = span_of(row.horizon)
    return (_ORDER[row.status], span[1] if span else date.max, row.id)


# ── watch ─────────────────────────────────────────────────────────────────────

_ASKED = frozenset(
    {
        ExpectationStatus.DUE,
        ExpectationStatus.OPEN,
        ExpectationStatus.UNDATED,
        ExpectationStatus.PASSED,
        ExpectationStatus.MOVED,
    }
)


def watch_lines(
    stories: Sequence[BriefStory],
    ledger: Sequence[ExpectationRow],
    today: date,
    labels: Labels,
    answered: Collection[str | None] = frozenset(),
) -> tuple[Line, ...]:
    """Return at most three questions (D8): those of the stories' own heads, the sides not heard, then what is expected, soonest first.

    Where a model wrote any, or the table of a story, these are all.
    ``answered`` are the items that need no question: the ledger knows them to be met or closed, or the brief tells them already.
    """
    silent = [line for story in stories for row in story.disputes for line in _unanswered(row, labels)]
    told = {row.id for story in stories for row in story.expectations}
    expected = [row for story in stories for row in story.expectations[:2]]
    others = [row for row in ledger if row.id not in told]
    asked = [
        row
        for row in (*expected, *others)
        if row.id not in answered
        and row.status in _ASKED
        and not is_fragment(row.said)
        and not is_by_analyst(row.said)
        and _asked(row) not in _NOT_ASKED
    ]
    questions = (_question(row, labels) for row in sorted(asked, key=_by_date) if _is_to_come(row, today))
    heads = interleaved([_of_what_is_told(story) for story in stories])
    ours_first = () if heads or any(map(worded_rows, stories)) else chain(silent[:2], questions, silent[2:])
    return tuple(islice(_distinct(chain(heads, ours_first)), WATCH))


def _of_what_is_told(story: BriefStory) -> list[Line]:
    """Return the questions of a story that rest on words which it shows: others speak of what the reader has not been told."""
    shown = (*story.lead, *story.comments, *story.outlook, story.headline)
    cells = (side.said for row in story.matters for side in row.sides if side.said)
    told = {each for line in (*shown, *cells) for each in line.evidence}
    return [line for line in story.questions if not told.isdisjoint(line.evidence)]


_NOT_ASKED = frozenset({"aim", ExpectationSubkind.NEGATIVE})
"""An aim has no day on which it fails, and that something fails to come about is no event to wait for."""


def _distinct(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield ``lines`` without those that ask the same again."""
    found: list[Line] = []
    for line in lines:
        if all(overlap(line.text, each.text) < RETOLD for each in found):
            found.append(line)
            yield line


def _is_to_come(row: ExpectationRow, today: date) -> bool:
    span = span_of(row.horizon)
    return span is None or span[1] > today


def _unanswered(row: DisputeRow, labels: Labels) -> Iterator[Line]:
    heard = [side for side in row.sides if side.said]
    for side in row.sides:
        if side.said is None and heard and not same_party(side.party, matter_of(row, labels)):
            question = labels(
                "watch.answer_on" if row.topic_text else "watch.answer",
                silent=in_sentence(side.party, labels),
                heard=in_sentence(heard[0].party, labels),
                topic=matter_of(row, labels),
            )
            yield ours(question, evidence=row.said.evidence[:1])


def _question(row: ExpectationRow, labels: Labels) -> Line:
    words = named(row.said.text, row.said.evidence, WATCH_WORDS)
    words += "." if words[-1:].isalnum() else ""
    asked, span = labels(f"watch.{_asked(row)}"), named_span(row.horizon)
    if span is None:
        question = labels("watch.question", asked=asked, words=words)
    else:
        question = labels("watch.question_by", asked=asked, day=day_and_month(span[1], labels), words=words)
    return ours(question, evidence=row.said.evidence[:1])


def _asked(row: ExpectationRow) -> str:
    """Return what is to be asked of a row: an aim, kept as one for its date, has no subkind of an expectation."""
    if row.polarity is Polarity.OPEN:
        return "open"
    return row.subkind if row.subkind in list(ExpectationSubkind) else "aim"


def parties_without_words(story: BriefStory) -> tuple[str, ...]:
    """Return the parties to the disputes of a story that hold, want and undertake nothing in it, each once."""
    sides = [side for row in story.disputes for side in row.sides]
    written = (part for row in story.matters for side in row.sides for part in side.party.split("; "))
    heard = [*written, *(side.party for side in sides if side.said)]
    heard += [row.holder for row in story.objectives]
    heard += [row.holder for row in story.expectations if row.subkind == ExpectationSubkind.COMMITMENT]
    known = {party_key(name) for each in heard for name in (each, story.states.get(each, each))}
    silent = [side.party for side in sides if side.said is None]
    return tuple({party_key(party): party for party in silent if party_key(party) not in known}.values())
