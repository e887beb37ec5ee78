"""Entries of the ledger as rows of a brief: how they stand, by which report, and what became of them. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationRow, ExpectationStatus, HistoryRow
from briefing.comparing import span_of
from briefing.day import LedgerNews
from briefing.labels import Labels
from briefing.publish.followed import ENDED, item_id_of, told_once
from briefing.publish.lines import said, shortened, without_dateline
from briefing.publish.rows import STATEMENT_WORDS, status_on
from briefing.types import Evidence, LedgerChange, LedgerEntry, LedgerKind, LedgerStatus, Polarity, Section

CLOSING_WORDS = 16
_GOING_ON = {
    LedgerStatus.PARTLY_MET: ExpectationStatus.PARTLY_MET,
    LedgerStatus.ADVANCED: ExpectationStatus.ADVANCED,
    LedgerStatus.BLOCKED: ExpectationStatus.BLOCKED,
    LedgerStatus.MOVED: ExpectationStatus.MOVED,
    LedgerStatus.OVERDUE: ExpectationStatus.OVERDUE,
}


def rows_of_news(news: LedgerNews, today: date, labels: Labels) -> Iterator[ExpectationRow]:
    """Yield a row for each entry that was met, missed, moved, overdue or closed since the edition before.

    Entries that one report answers are told once.
    """
    for change in told_once(news):
        entry = news.entries[change.entry_id]
        if _has_a_row(entry) and entry.status in {**ENDED, **_GOING_ON}:
            yield row_of(entry, news, today, labels)


def _has_a_row(entry: LedgerEntry) -> bool:
    """Tell whether an entry stands in the table of expectations: an aim does with a date."""
    dated = span_of(entry.horizon) is not None
    return entry.kind is LedgerKind.EXPECTATION or (entry.kind is LedgerKind.OBJECTIVE and dated)


def status_of(entry: LedgerEntry, by_date: ExpectationStatus) -> ExpectationStatus:
    """Return how an open entry stands, ``by_date`` where the ledger knows no more than the calendar."""
    if entry.status is LedgerStatus.OVERDUE and by_date is not ExpectationStatus.PASSED:
        return by_date
    return by_date if entry.status is LedgerStatus.MOVED else _GOING_ON.get(entry.status, by_date)


def row_of(entry: LedgerEntry, news: LedgerNews, today: date, labels: Labels) -> ExpectationRow:
    """Return an entry as a row of the ledger, with the report that closed or moved it."""
    known = {**ENDED, **_GOING_ON}
    line = said(entry.statement, entry.attribution, entry.evidence)
    return ExpectationRow(
        id=item_id_of(entry),
        holder=entry.holder,
        subkind=entry.subkind,
        topic=entry.topic,
        polarity=entry.polarity or Polarity.OPEN,
        hedge=entry.hedge,
        band=None,
        horizon=entry.horizon,
        status=known.get(entry.status) or status_on(today, entry.horizon),
        first_seen=entry.first_seen,
        credibility=6,
        said=shortened(line, STATEMENT_WORDS),
        entry_id=entry.id,
        closing=closing_of(entry, news, labels),
        history=tuple(history_of(news.history.get(entry.id, ()), labels)),
    )


def closing_of(entry: LedgerEntry, news: LedgerNews, labels: Labels) -> Line | None:
    """Return the words of the report that gave an entry its status."""
    for change in reversed(news.history.get(entry.id, ())):
        if change.after is entry.status and change.evidence and change.before is not change.after:
            words = change.evidence
            return shortened(_reported(words, labels), CLOSING_WORDS)
    return None


def _reported(words: Evidence, labels: Labels) -> Line:
    """Return the words of a report as a line, a caption's marked as one."""
    label = labels("lines.photo_caption") if words.section is Section.CAPTION else None
    return Line(text=without_dateline(words.quote), voice=Voice.FACT, label=label, evidence=(words,))


def history_of(changes: Iterable[LedgerChange], labels: Labels) -> Iterator[HistoryRow]:
    """Yield the changes of an entry, oldest first, each with the words of the report that it rests on."""
    for each in changes:
        yield HistoryRow(
            day=each.day,
            before=each.before,
            after=each.after,
            rule=each.rule,
            field=each.field,
            old=each.old,
            new=each.new,
            article_id=each.article_id,
            said=shortened(_reported(each.evidence, labels), STATEMENT_WORDS) if each.evidence else None,
        )
