"""What is followed across days, as a brief needs it: which entry an item is of, what is open, overruled or changed. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from briefing.brief.changes import ChangeKind
from briefing.brief.rows import ExpectationStatus
from briefing.day import Day, LedgerNews
from briefing.publish.lines import strength
from briefing.types import (
    ArticleSummary,
    EventStatus,
    Evidence,
    Item,
    LedgerChange,
    LedgerEntry,
    LedgerStatus,
    Prospect,
)

NO_NEWS = LedgerNews(entries={}, changes=(), history={}, rejected=frozenset())
# What leaves the list of the open, in the order in which it is told.
ENDED = {
    LedgerStatus.MET: ExpectationStatus.MET,
    LedgerStatus.MISSED: ExpectationStatus.MISSED,
    LedgerStatus.CONTRADICTED: ExpectationStatus.CONTRADICTED,
    LedgerStatus.BORNE_OUT: ExpectationStatus.BORNE_OUT,
    LedgerStatus.WITHDRAWN: ExpectationStatus.WITHDRAWN,
    LedgerStatus.ABANDONED: ExpectationStatus.ABANDONED,
    LedgerStatus.SUPERSEDED: ExpectationStatus.SUPERSEDED,
    LedgerStatus.CLOSED: ExpectationStatus.CLOSED,
    LedgerStatus.NOT_CONTRADICTED: ExpectationStatus.NOT_CONTRADICTED,
}
KINDS = {
    LedgerStatus.MET: ChangeKind.MET,
    LedgerStatus.PARTLY_MET: ChangeKind.PARTLY_MET,
    LedgerStatus.MISSED: ChangeKind.MISSED,
    LedgerStatus.CONTRADICTED: ChangeKind.CONTRADICTED,
    LedgerStatus.BORNE_OUT: ChangeKind.BORNE_OUT,
    LedgerStatus.WITHDRAWN: ChangeKind.WITHDRAWN,
    LedgerStatus.MOVED: ChangeKind.MOVED,
    LedgerStatus.ADVANCED: ChangeKind.ADVANCED,
    LedgerStatus.BLOCKED: ChangeKind.BLOCKED,
    LedgerStatus.ABANDONED: ChangeKind.ABANDONED,
    LedgerStatus.ESCALATED: ChangeKind.ESCALATED,
    LedgerStatus.EASED: ChangeKind.EASED,
    LedgerStatus.SETTLED: ChangeKind.SETTLED,
    LedgerStatus.OVERDUE: ChangeKind.OVERDUE,
    LedgerStatus.CLOSED: ChangeKind.CLOSED,
    LedgerStatus.SUPERSEDED: ChangeKind.SUPERSEDED,
}


def news_of(day: Day) -> LedgerNews:
    """Return what the ledger tells of a day, nothing where none was kept."""
    return day.ledger or NO_NEWS


ItemKey = tuple[str, str]


def by_item(news: LedgerNews) -> dict[ItemKey, LedgerEntry]:
    """Return the entry that each item, by its article and id, was a sighting of."""
    whole = (entry for entry in news.entries.values() if entry.parent is None)
    return {(each.article_id, each.item_id): entry for entry in whole for each in entry.sightings}


def key_of(item: Item) -> ItemKey:
    """Return what an item is found by among the sightings."""
    return (item.evidence[0].article_id if item.evidence else "", item.id)


def item_id_of(entry: LedgerEntry) -> str:
    """Return the item whose words the entry has."""
    article = entry.evidence[0].article_id if entry.evidence else ""
    return next((each.item_id for each in entry.sightings if each.article_id == article), entry.id)


def is_open(entry: LedgerEntry, news: LedgerNews) -> bool:
    """Tell whether an entry is still to come: not ended, and not overruled by the desk."""
    return entry.status not in ENDED and entry.id not in news.rejected


def ended_items(news: LedgerNews) -> frozenset[str]:
    """Return the items that are no longer to be watched for."""
    ended = (entry for entry in news.entries.values() if not is_open(entry, news))
    return frozenset(each.item_id for entry in ended for each in entry.sightings)


def without_rejected(day: Day) -> Day:
    """Return ``day`` without the items that the desk has overruled, and what a model wrote ahead of them: their entries stay on file. A head that
    a model wrote over them is asked for anew when the story is."""
    news = news_of(day)
    gone = {
        (each.article_id, each.item_id)
        for entry in news.entries.values()
        if entry.id in news.rejected
        for each in entry.sightings
    }
    if not gone:
        return day
    summaries = {name: _kept(each, gone) for name, each in day.summaries.items()}
    told = {
        words
        for name, each in day.summaries.items()
        for words in _evidence(each) - _evidence(summaries[name])
    }
    texts = tuple(replace(each, ahead=_untold(each.ahead, told)) for each in day.texts)
    return replace(day, summaries=summaries, texts=texts)


def _evidence(summary: ArticleSummary) -> set[Evidence]:
    items: tuple[Item, ...] = (*summary.objectives, *summary.disputes, *summary.expectations)
    return {words for each in items for words in each.evidence}


def _untold(ahead: Sequence[Prospect], gone: set[Evidence]) -> tuple[Prospect, ...]:
    """Return what a model wrote of what is ahead, but for what rests on nothing else than what is ``gone``."""
    return tuple(each for each in ahead if not gone.issuperset(each.said.evidence))


def _kept(summary: ArticleSummary, gone: Collection[ItemKey]) -> ArticleSummary:
    return replace(
        summary,
        objectives=tuple(each for each in summary.objectives if key_of(each) not in gone),
        disputes=tuple(each for each in summary.disputes if key_of(each) not in gone),
        expectations=tuple(each for each in summary.expectations if key_of(each) not in gone),
    )


# ── what changed ──────────────────────────────────────────────────────────────


def told_changes(news: LedgerNews) -> list[LedgerChange]:
    """Return the changes of the ledger that there is something to tell of, in the order in which they are told."""
    return sorted(told_once(news), key=_rank)


def told_once(news: LedgerNews) -> list[LedgerChange]:
    """Return the latest changes without those that rest on the very words of another one of their kind: the strongest speaker's, then the oldest, stands."""
    found: dict[object, LedgerChange] = {}
    for change in sorted(_latest(news), key=lambda each: _precedence(news.entries[each.entry_id])):
        words = (change.article_id, change.evidence.quote) if change.evidence else change.entry_id
        found.setdefault((change.after, words), change)
    return list(found.values())


def _latest(news: LedgerNews) -> list[LedgerChange]:
    """Return the last change of each entry that is told of, those of entries that went further left out.

    Of several occasions only the one that another replaced is told apart; the rest stand under their parent. An appointment of
    which no report came stays in the file: that nobody wrote of it is no news.
    """
    last = {
        change.entry_id: change
        for change in news.changes
        if change.after in KINDS and change.before is not change.after
    }
    return [
        change
        for change in last.values()
        if (entry := news.entries.get(change.entry_id)) is not None
        and entry.status is change.after
        and (entry.parent is None or entry.status is LedgerStatus.SUPERSEDED)
        and entry.id not in news.rejected
        and not (entry.status is LedgerStatus.CLOSED and entry.subkind == EventStatus.SCHEDULED)
    ]


def _precedence(entry: LedgerEntry) -> tuple[int, date, str]:
    return strength(entry.attribution), entry.first_seen, entry.id


def _rank(change: LedgerChange) -> tuple[int, date, str]:
    return list(KINDS).index(change.after), change.day, change.entry_id
