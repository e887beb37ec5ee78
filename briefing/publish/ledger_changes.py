"""What changed in the ledger, told in words: old → new, or what came of it. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from briefing.brief.changes import Change, ChangeKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationRow
from briefing.comparing import has_a_word_of, overlap, vocabulary
from briefing.day import Day
from briefing.labels import Labels
from briefing.publish.dates import full_date
from briefing.publish.fewwords import few_words_of
from briefing.publish.followed import KINDS, item_id_of, news_of, told_changes
from briefing.publish.horizons import without_year, written_period
from briefing.publish.lines import named, ours, quoted_beginning, without_dateline, written
from briefing.publish.names import in_sentence, together, topic_name
from briefing.publish.quotation import is_verbatim
from briefing.publish.sources import EMBEDDED
from briefing.publish.speakers import is_told_by_its_words
from briefing.publish.status import is_called_off
from briefing.text import capital, count_words, words
from briefing.types import (
    ArticleSummary,
    EventStatus,
    Evidence,
    LedgerChange,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    WrittenSentence,
)

TOLD_OF_A_KIND = 4
STILL_KNOWN = timedelta(days=30)
CLAUSE_WORDS, REPORT_WORDS = 14, 18
TELLS, ONE_EVENT = 0.5, 0.5


def ledger_changes(
    day: Day, ledger: Iterable[ExpectationRow], going_on: Collection[str] = ()
) -> Iterator[Change]:
    """Yield what was met, missed, moved, sharpened or let pass since the edition before, old → new, both cited (T4).

    What the ``ledger`` has in few words is told in these. An appointment in a report whose story goes on, one of the articles ``going_on``, is not called overdue: that story tells of it.
    """
    news, outcomes, few_words = news_of(day), _outcomes(day), _in_few_words(ledger, day.labels)
    told: dict[ChangeKind, list[Change]] = {}
    for change in told_changes(news):
        entry = news.entries[change.entry_id]
        if _is_told_by_its_story(change, entry, going_on):
            continue
        line = _came_to(entry, change, outcomes.get((entry.id, change.after)), day)
        kind = _kind_of(change, entry)
        before = told.setdefault(kind, [])
        if line is None or not any(_tell_one_event(line, each.line) for each in before):
            before.append(
                Change(
                    kind=kind,
                    line=line or _told(entry, change, day, few_words.get(entry.id)),
                    item_id=item_id_of(entry),
                    previous_item_id=entry.sightings[0].item_id,
                    entry_id=entry.id,
                )
            )
    yield from (each for some in told.values() for each in some[:TOLD_OF_A_KIND])
    for kind, some in told.items():
        if len(some) > TOLD_OF_A_KIND:
            yield Change(kind=kind, line=ours(day.labels("lines.more", number=len(some) - TOLD_OF_A_KIND)))


def _tell_one_event(one: Line, other: Line) -> bool:
    """Tell whether two lines of what came of something tell one event of one report that met several expectations: they begin with the same words, more than half of them, and differ in no number."""
    told = [words(each.text) for each in (one, other)]
    numbers = [{word for word in each if word.isdecimal()} for each in told]
    reports = [{each.article_id for each in line.evidence[1:]} for line in (one, other)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*told, strict=False)))
    return (
        same > ONE_EVENT * min(map(len, told))
        and not reports[0].isdisjoint(reports[1])
        and (numbers[0] == numbers[1] or not all(numbers))
    )


def _kind_of(change: LedgerChange, entry: LedgerEntry) -> ChangeKind:
    """Return how a change is told: what will not be although its day is still to come was called off, not missed."""
    words = change.evidence.quote if change.evidence else ""
    is_off = change.after is LedgerStatus.MISSED and is_called_off(words, change.day, entry.horizon)
    return ChangeKind.CALLED_OFF if is_off else KINDS[change.after]


def _in_few_words(ledger: Iterable[ExpectationRow], labels: Labels) -> dict[str | None, str]:
    """Return what a model worded of the rows of the ledger, by their entries, where the words name whoever says so: a line of ours has no speaker (F4)."""
    return {
        row.entry_id: row.said.text.rstrip(".")
        for row in ledger
        if not is_verbatim(row.said) and is_told_by_its_words(row.said, labels)
    }


def _is_told_by_its_story(change: LedgerChange, entry: LedgerEntry, going_on: Collection[str]) -> bool:
    is_appointment = change.after is LedgerStatus.OVERDUE and entry.subkind == EventStatus.SCHEDULED
    return is_appointment and any(each.article_id in going_on for each in entry.sightings)


def _outcomes(day: Day) -> Mapping[tuple[str, LedgerStatus], WrittenSentence]:
    """Return what a model wrote came of entries, by entry and verdict, as far as the reports' words bore the verdict."""
    return {
        (each.entry_id, each.status): text.outcomes[each.entry_id]
        for text in day.texts
        for each in text.judgements
        if each.status and each.entry_id in text.outcomes
    }


def _came_to(
    entry: LedgerEntry, change: LedgerChange, outcome: WrittenSentence | None, day: Day
) -> Line | None:
    """Return in a model's words what came of what was expected, with the report that closed it and the one that had it first."""
    proof = (change.evidence,) if change.evidence else ()
    line = written(outcome) if outcome else None
    if line is None and proof and change.after is LedgerStatus.MET:
        what = _event(entry, proof[0], day.summaries.get(proof[0].article_id))
        line = Line(text=what, voice=Voice.FACT, evidence=proof) if what else None
    if line is None:
        return None
    evidence = (*entry.evidence[:1], *proof, *line.evidence)
    label = line.label
    if _is_long_known(entry, change):
        label = day.labels("told.awaited_since", day=full_date(entry.first_seen, day.labels))
    return replace(line, text=line.text.rstrip("."), label=label, evidence=tuple(dict.fromkeys(evidence)))


def _told(entry: LedgerEntry, change: LedgerChange, day: Day, few_words: str | None) -> Line:
    """Return what changed: the report alone where it says what was expected, else both, old → new; of what was met the shorter, for its story tells."""
    evidence = (*entry.evidence[:1], *((change.evidence,) if change.evidence else ()))
    summaries, labels = day.summaries, day.labels
    words = few_words or named(without_dateline(entry.statement), entry.evidence, CLAUSE_WORDS)
    if entry.kind is LedgerKind.DISPUTE and change.field == "trend":
        about = _matter(entry, summaries, labels)
        return ours(_trend_told(entry, change, about, labels), evidence=evidence)
    if change.field == "horizon":
        old, new = (
            without_year(written_period(each, labels), change.day, labels)
            for each in (change.old, change.new)
        )
        planned = _worded_anew(entry, change, day)
        evidence = (*evidence, *(planned.evidence if planned else ()))
        what = planned.text.rstrip(".") if planned else words
        return ours(f"{what}: {old} → {new}", evidence=tuple(dict.fromkeys(evidence)))
    if change.evidence:
        told = _statement(entry, change.evidence, summaries.get(change.evidence.article_id))
        quoted = quoted_beginning(without_dateline(change.evidence.quote).rstrip(".!"), REPORT_WORDS)
        report = named(told, (change.evidence,), REPORT_WORDS) if told else quoted
        is_met, is_whole = change.after is LedgerStatus.MET, bool(told) or _is_whole(report)
        words = _since(words, entry, change, labels) if is_met else words
        is_told = overlap(entry.statement, told or change.evidence.quote) >= TELLS and (
            is_whole or not is_met
        )
        is_shorter = not words.endswith("…") and count_words(words) < count_words(report)
        if is_told and not (is_met and is_shorter):
            return ours(report, evidence=evidence)
        is_done = is_met and not entry.hedge  # "may meet" alone would be read as a meeting to come
        return ours(words if is_done else f"{words} → {report}", evidence=evidence)
    return ours(words, evidence=evidence)


def _worded_anew(entry: LedgerEntry, change: LedgerChange, day: Day) -> Line | None:
    """Return what was put off in the few words that a model wrote of its new day, from the report that moved it."""
    if change.new is None:
        return None
    end = date.fromisoformat(change.new.rpartition("/")[2])
    told = (
        each.line
        for each in few_words_of(day).today
        if each.end == end and any(one.article_id == change.article_id for one in each.evidence)
    )
    fits = [each for each in told if not vocabulary(each.text).isdisjoint(vocabulary(entry.statement))]
    return max(fits, key=lambda each: overlap(entry.statement, each.text), default=None)


def _since(words: str, entry: LedgerEntry, change: LedgerChange, labels: Labels) -> str:
    """Return what was expected, with the day since which it was awaited where that is no news any more."""
    if not _is_long_known(entry, change):
        return words
    return labels("told.expected_since", what=words, day=full_date(entry.first_seen, labels))


def _is_long_known(entry: LedgerEntry, change: LedgerChange) -> bool:
    return change.day - entry.first_seen > STILL_KNOWN


def _is_whole(quoted: str) -> bool:
    """Tell of a quotation that it begins with its sentence and was not cut."""
    return quoted[1:2].isupper() and not quoted.endswith("…")


def _event(entry: LedgerEntry, evidence: Evidence, summary: ArticleSummary | None) -> str | None:
    """Return what a model wrote that a report tells as done in these words: the event that names everybody concerned, the likest to the entry."""
    if summary is None or summary.engine.name == EMBEDDED:
        return None
    done = [each for each in summary.events if each.status is EventStatus.OCCURRED]
    told = [each.what for each in done if any(_overlap(evidence, one) for one in each.evidence)]
    concerned = [part for who in (entry.holder, entry.counterpart or "") for part in who.split("; ") if part]
    whole = [each for each in told if all(has_a_word_of(each, part) for part in concerned)]
    short = [each for each in whole if count_words(each) <= REPORT_WORDS]
    return max(short, key=lambda each: overlap(entry.statement, each), default=None)


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = (one.article_id, one.section, one.index) == (other.article_id, other.section, other.index)
    return same and one.start < other.end and other.start < one.end


def _statement(entry: LedgerEntry, evidence: Evidence, summary: ArticleSummary | None) -> str | None:
    """Return how the summary of a report states what rests on these very words, if that is the act of the entry."""
    if summary is None:
        return None
    told = [(event.what, event.evidence) for event in summary.events if event.status is EventStatus.OCCURRED]
    told += [(summary.bottom_line.text, summary.bottom_line.evidence)]
    found = [text for text, some in told if evidence in some and count_words(text) <= REPORT_WORDS]
    best = max(found, key=lambda text: overlap(entry.statement, text), default="")
    return best if overlap(entry.statement, best) >= TELLS else None


def _matter(entry: LedgerEntry, summaries: Mapping[str, ArticleSummary], labels: Labels) -> str:
    """Return what a dispute is about: in the words of the last report that names it, else by its topic."""
    for seen in reversed(entry.sightings):
        disputes = summaries[seen.article_id].disputes if seen.article_id in summaries else ()
        if named_by := next((each.topic_text for each in disputes if each.id == seen.item_id), None):
            return named_by
    return topic_name(entry.topic, labels) or labels("disputes.dispute")


def _trend_told(entry: LedgerEntry, change: LedgerChange, about: str, labels: Labels) -> str:
    """Return whose quarrel sharpened or eased, and the report's words that say so, unless they are our own words for it."""
    marks = (labels(f"disputes.{mark}", cue="") for mark in ("sharper", "milder"))
    own = words(" ".join((labels(f"changes.{KINDS[change.after]}"), *marks)).lower())
    cues = (cue for cue in (change.old, change.new) if cue and cue.lower() not in own)
    trend = " → ".join(f"“{cue}”" for cue in cues)
    who = together([in_sentence(each, labels) for each in entry.parties], labels)
    told = labels("told.trend" if trend else "told.quarrel", who=who, topic=about, trend=trend)
    return capital(told)
