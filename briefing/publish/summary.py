"""One article's summary: the JSON contract, and forms to read on a terminal. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from briefing import serial
from briefing.brief.sources import Passage
from briefing.comparing import span_of
from briefing.labels import english
from briefing.publish import escape
from briefing.publish.dates import full_date, period
from briefing.publish.horizons import within
from briefing.publish.names import topic_name
from briefing.publish.sources import engine_of, passage_of
from briefing.publish.wording import trend_words
from briefing.speakers import speaker_of
from briefing.text import Span, counted
from briefing.types import (
    Article,
    ArticleSummary,
    Attribution,
    Dispute,
    Event,
    Evidence,
    Expectation,
    Horizon,
    Match,
    Objective,
    Party,
    Withheld,
)

_ARTICLE = (
    "id",
    "title",
    "published",
    "published_at",
    "published_basis",
    "outlet",
    "url",
    "language",
    "words",
)
_OPEN, _CLOSE = "«", "»"
BOTTOM_LINE = "Bottom line"


def summary_document(article: Article, summary: ArticleSummary) -> dict[str, Any]:
    """Return the object that ``summarize --format json`` prints; its names are fixed (docs/glossary.md)."""
    known = serial.plain(article)
    told = serial.plain(summary)
    return {
        "article": {name: known[name] for name in (*_ARTICLE, "text", "captions")},
        **{
            each.name: told[each.name]
            for each in fields(summary)
            if each.name not in ("article_id", "engine")
        },
        "noise": known["noise"],
        "engine": told["engine"],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One item to read: whose it is, what is said, notes on it, the sides of a dispute, and what was checked."""

    who: str
    says: str
    notes: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    checks: tuple[str, ...] = ()


def summary_text(article: Article, summary: ArticleSummary, *, explain: bool = False) -> str:
    """Return the summary as plain text; with ``explain`` each item's evidence in its paragraph, marked « »."""
    parts = [_plain(article.title), _plain(_origin(article, summary))]
    for name, entries in _sections(article, summary):
        parts += ["", name.upper()]
        for number, entry in enumerate(entries, start=1):
            notes = ("; ".join(entry.notes),) if entry.notes else ()
            checked = (f"checked: {'; '.join(entry.checks)}",) if explain and entry.checks else ()
            passages = (f"| {line}" for line in _passages(entry, article, explain))
            below = [*entry.sides, *notes, *checked, *passages]
            mark = "" if name == BOTTOM_LINE else f"{number}."
            parts += [f"{mark:>4} {_plain(_head(entry))}", *(f"     {_plain(line)}" for line in below)]
    return "\n".join(parts)


def summary_markdown(article: Article, summary: ArticleSummary, *, explain: bool = False) -> str:
    """Return the summary as Markdown; with ``explain`` each item's evidence in its paragraph, marked « »."""
    mark = escape.markdown
    parts = [f"# {mark(article.title)}", "", f"*{mark(_origin(article, summary))}*"]
    for name, entries in _sections(article, summary):
        parts += ["", f"## {mark(name)}", ""]
        for number, entry in enumerate(entries, start=1):
            who = f"**{mark(entry.who)}:** " if entry.who else ""
            bullet = "-" if name == BOTTOM_LINE else f"{number}."
            notes = f" — *{'; '.join(map(mark, entry.notes))}*" if entry.notes else ""
            parts.append(f"{bullet} {who}{mark(entry.says)}{notes}")
            parts += [f"   - {mark(side)}" for side in entry.sides]
            if explain and entry.checks:
                parts.append(f"   - checked: {mark('; '.join(entry.checks))}")
            for line in _passages(entry, article, explain):
                parts += ["", f"   > {mark(line)}", ""]
    return "\n".join(parts)


def _plain(text: str) -> str:
    return escape.plain(text)


def _head(entry: _Entry) -> str:
    return f"{entry.who}: {entry.says}" if entry.who else entry.says


def _origin(article: Article, summary: ArticleSummary) -> str:
    published = full_date(article.published, english()) if article.published else "undated"
    return f"{article.outlet or 'Outlet unknown'}, {published}; {counted(article.words, 'word')}; {engine_of(summary, english())}"


# ── sections ──────────────────────────────────────────────────────────────────


def _sections(article: Article, summary: ArticleSummary) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield what there is to read, each section with its entries; an empty one is left out, the bottom line never."""
    line = summary.bottom_line
    gist = _Entry(
        who="",
        says=line.text or "None found.",
        evidence=line.evidence,
        checks=tuple(_checks(line.text, line.evidence)),
    )
    yield BOTTOM_LINE, [gist]
    sections: tuple[tuple[str, Iterable[_Entry]], ...] = (
        ("Objectives", (_objective(each, article.published) for each in summary.objectives)),
        ("Disputes", map(_dispute, summary.disputes)),
        ("Expectations", (_expectation(each, article.published) for each in summary.expectations)),
        ("Calendar", map(_event, _by_date(summary.events))),
        ("Withheld", (_withheld(each) for each in summary.withheld if not each.replaced)),
        ("Replaced by their evidence", (_replaced(each) for each in summary.withheld if each.replaced)),
        ("Left out as page furniture", _noise(article)),
    )
    for name, found in sections:
        if entries := list(found):
            yield name, entries


def _objective(item: Objective, published: date | None) -> _Entry:
    who = f"{item.holder} → {item.counterpart}" if item.counterpart else item.holder
    notes = (
        _said_by(item.attribution),
        item.subkind,
        topic_name(item.topic, english()),
        *_when(item.horizon, published),
    )
    return _Entry(
        who=who,
        says=item.statement,
        notes=_given(notes),
        evidence=item.evidence,
        checks=tuple(_checks(item.statement, item.evidence, item.attribution, item.hedge)),
    )


def _dispute(item: Dispute) -> _Entry:
    trend = trend_words(item.trend, english()) if item.trend else ""
    notes = (_said_by(item.attribution), item.subkind, trend)
    return _Entry(
        who=item.topic_text or topic_name(item.topic, english()),
        says=item.statement,
        notes=_given(notes),
        sides=tuple(map(_side, item.parties)),
        evidence=_all_evidence(item),
        checks=tuple(_checks(item.statement, _all_evidence(item), item.attribution)),
    )


def _side(party: Party) -> str:
    if party.position is None:
        return f"{party.party}: {english()('lines.no_words')}"
    speaker = speaker_of(party.attribution) if party.attribution else None
    return f"{party.party}: {party.position}" + (f" — {speaker}" if speaker else "")


def _all_evidence(item: Dispute) -> tuple[Evidence, ...]:
    return tuple(
        dict.fromkeys((*item.evidence, *(each for party in item.parties for each in party.evidence)))
    )


def _expectation(item: Expectation, published: date | None) -> _Entry:
    hedge = f"hedge “{item.hedge}”" if item.hedge else ""
    band = f"ICD 203: {item.band}" if item.band else ""
    notes = (_said_by(item.attribution), item.subkind, hedge, band, *_when(item.horizon, published))
    return _Entry(
        who=item.holder,
        says=item.statement,
        notes=_given(notes),
        evidence=item.evidence,
        checks=tuple(_checks(item.statement, item.evidence, item.attribution, item.hedge)),
    )


def _by_date(events: Sequence[Event]) -> list[Event]:
    """Return the events that have a date, in its order."""
    dated = [(span, event) for event in events if (span := span_of(event.when))]
    return [event for _, event in sorted(dated, key=lambda each: (each[0], each[1].what))]


def _event(event: Event) -> _Entry:
    span = span_of(event.when)
    return _Entry(
        who=period(*span, english()) if span else "",
        says=event.what,
        notes=(event.status,),
        evidence=event.evidence,
    )


def _withheld(item: Withheld) -> _Entry:
    against = (f"it also says: {item.against}",) if item.against else ()
    return _Entry(who=item.reason, says=item.quote or item.statement or "", notes=against)


def _replaced(item: Withheld) -> _Entry:
    return _Entry(who=item.reason, says=item.statement or "", notes=(f"stands as: {item.quote}",))


def _checks(
    text: str,
    evidence: Sequence[Evidence],
    attribution: Attribution | None = None,
    hedge: str | None = None,
) -> Iterator[str]:
    """Yield which checks a statement passed, in words; where nothing is said, nothing was checked."""
    if not evidence:
        return
    found = Counter(each.match for each in evidence)
    yield ", ".join(f"{counted(number, 'quotation')} {_FOUND[match]}" for match, number in found.items())
    verbatim = any(text in each.quote for each in evidence)
    yield "statement verbatim" if verbatim else "its numbers, dates, names and quotations found there"
    if attribution is not None and attribution.name:
        yield f"{attribution.name} named as the speaker there"
    if hedge:
        yield "hedge verbatim"


_FOUND = {
    Match.EXACT: "found letter for letter",
    Match.NORMALIZED: "found up to typography",
    Match.REPAIRED: "found up to case, hyphens or punctuation",
}


def _noise(article: Article) -> Iterator[_Entry]:
    for each in article.noise:
        words = " ".join(each.text.split())
        yield _Entry(
            who=each.reason.replace("_", " "), says=words if len(words) <= 80 else f"{words[:79]}…", notes=()
        )


def _said_by(attribution: Attribution) -> str:
    imputed = ", imputing it" if attribution.imputed else ""
    return f"said by {speaker_of(attribution) or english()('lines.outlet')}{imputed}"


def _when(horizon: Horizon | None, published: date | None) -> Iterator[str]:
    if horizon is not None:
        days = within(horizon, published, english()) if span_of(horizon) else "no date known"
        yield f"“{horizon.text}”: {days}"


def _given(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)


# ── evidence ──────────────────────────────────────────────────────────────────


def _passages(entry: _Entry, article: Article, explain: bool) -> Iterator[str]:
    """Yield each paragraph that an entry rests on, its quotes marked, with their places."""
    if not explain:
        return
    quotes: dict[Passage, list[Span]] = {}
    for each in entry.evidence:
        quotes.setdefault(passage_of(each, article), []).append(Span(each.start, each.end))
    for passage, found in quotes.items():
        spans = _joined(found)
        where = ", ".join(f"{span.start}–{span.end}" for span in spans)
        yield f"{passage.section} {where}: {_marked(passage, spans)}"


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _marked(passage: Passage, spans: Sequence[Span]) -> str:
    """Return the passage with ``spans`` of its section between marks; the last one is set first."""
    text = passage.text
    for span in reversed(spans):
        start, end = span.start - passage.start, span.end - passage.start
        text = f"{text[:start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end:]}"
    return text
