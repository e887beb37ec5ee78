"""What our own words say, once for every form of the brief. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from briefing.brief import (
    AlsoReported,
    Brief,
    BriefStory,
    CalendarRow,
    ChangeKind,
    Coverage,
    DisputeRow,
    ExpectationRow,
    ExpectationStatus,
    Header,
    Line,
    ObjectiveRow,
    Side,
    SourceRow,
    Voice,
    lines_of,
)
from briefing.comparing import entity_called, holds, span_of
from briefing.gazetteer import EntityKind, state
from briefing.publish.dates import full_date, instant, period
from briefing.types import Direction, PublishedBasis, Trend

SECTIONS = {
    "bottom_line": "Bottom line",
    "changes": "What changed",
    "stories": "Stories",
    "also": "Also reported",
    "ledger": "Expectations ledger",
    "calendar": "Calendar",
    "watch": "Watch",
    "caveats": "Caveats",
    "coverage": "Coverage",
    "sources": "Sources",
}
EMPTY = {
    "bottom_line": "No new report reached this edition by its cut-off.",
    "changes": "Nothing changed since the last edition.",
    "stories": "Nothing new.",
    "ledger": "Nothing dated or promised is on file.",
    "calendar": "No date ahead is on file.",
    "watch": "Nothing open to watch.",
    "caveats": "None beyond the source grades below.",
    "sources": "No source was read.",
}
EDITIONS = "Editions"
FILES = {
    "brief.html": "Page",
    "brief.md": "Markdown",
    "brief.ics": "Calendar",
    "email.eml": "Mail",
    "brief.json": "JSON",
}
OBJECTIVE_HEADS = ("Objectives", "Wants", "Said by")
DISPUTE_HEADS = ("Disputes", "One side", "Other side")
EXPECTATION_HEADS = ("Expectations", "Hedge", "When", "Said by")
LEDGER_HEADS = ("Expected", "Of whom; said by", "When", "Status")
CHANGES = {
    ChangeKind.FIRST: "First edition",
    ChangeKind.NEW: "New",
    ChangeKind.CONTINUED: "Continued",
    ChangeKind.CHANGED: "Changed",
    ChangeKind.DUE: "Due",
    ChangeKind.PASSED: "Date passed",
    ChangeKind.LATE: "Late",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.QUIET: "No new report",
    ChangeKind.MET: "Met",
    ChangeKind.MISSED: "Missed",
    ChangeKind.CONTRADICTED: "Contradicted",
    ChangeKind.BORNE_OUT: "Borne out",
    ChangeKind.MOVED: "Moved",
    ChangeKind.ESCALATED: "Escalated",
    ChangeKind.EASED: "Eased",
    ChangeKind.OVERDUE: "Overdue, no report",
    ChangeKind.CLOSED: "Closed, no report",
    ChangeKind.SUPERSEDED: "Superseded",
}
_SUBKINDS = {"message": "message", "demand": "demand", "imputed": "imputed"}
_STATUS = {
    ExpectationStatus.OPEN: "open",
    ExpectationStatus.DUE: "due",
    ExpectationStatus.PASSED: "date passed",
    ExpectationStatus.UNDATED: "open, no date",
    ExpectationStatus.MOVED: "moved",
    ExpectationStatus.OVERDUE: "overdue, no report",
    ExpectationStatus.MET: "met",
    ExpectationStatus.MISSED: "missed",
    ExpectationStatus.CLOSED: "closed, no report",
    ExpectationStatus.SUPERSEDED: "superseded",
    ExpectationStatus.NOT_CONTRADICTED: "not contradicted",
    ExpectationStatus.CONTRADICTED: "contradicted",
    ExpectationStatus.BORNE_OUT: "borne out",
}
_BASES = {
    PublishedBasis.FRONT_MATTER: "date given with the text",
    PublishedBasis.METADATA: "date from the page's metadata",
    PublishedBasis.FEED: "date from the feed",
    PublishedBasis.ARGUMENT: "date given on the command line",
    PublishedBasis.TEXT: "date found in the text",
    PublishedBasis.UNDATED: "undated",
}
_WITH_ARTICLE = re.compile(
    r"(?:United |Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros|Seychelles|.* Islands$|.* Republic$|.*Emirates$)"
)
SAMPLE = "Invented sample: no person, place of meeting or event in it is real."
NO_WORDS = "no position reported"
OUTLET = "the outlet"


def counted(number: int, noun: str) -> str:
    """Return "1 report", "2 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# ── the header ────────────────────────────────────────────────────────────────


def header_sentences(header: Header) -> tuple[str, ...]:
    """Return what the header states: counts, reading time, cut-off, editions, engine (S6, S7, F11)."""
    on_file = f"; {counted(header.on_file, 'earlier report')} on file" if header.on_file else ""
    independent = counted(header.independent_sources, "independent source")
    return (
        f"{counted(header.new_reports, 'new report')} from {independent}{on_file}.",
        f"{reading_time(header.reading_minutes)}.",
        f"Information cut-off: {instant(header.cut_off, header.time_zone)}.",
        f"Previous edition: {full_date(header.previous)}." if header.previous else "First edition.",
        *((f"Revision {header.revision}.",) if header.revision > 1 else ()),
        f"{header.engine[:1].upper()}{header.engine[1:]}.",
    )


def profile_name(header: Header) -> str:
    """Return whose edition it is, nothing where there is but one reader."""
    return "" if header.profile == "default" else header.profile


def reading_time(minutes: float) -> str:
    """Return the reading time in words, never further than a quarter from the truth (S5)."""
    if minutes >= 1.8:
        return f"{round(minutes)}-minute read"
    if minutes >= 1.2:
        return "1½-minute read"
    return "1-minute read" if minutes >= 0.8 else f"{max(1, round(minutes * 6)) * 10}-second read"


def reading_note(brief: Brief) -> str:
    """Return how to read the lines: whose words they are, and how speakers are set apart (F1)."""
    speakers = "A name after a dash says who speaks; without one, the outlet does."
    if all(is_verbatim(line) for line in lines_of(brief) if line.voice in (Voice.FACT, Voice.CLAIM)):
        return f"Statements are in their sources' own words. {speakers}"
    return f"Statements keep to their sources; the words they rest on are given with them. {speakers}"


def is_verbatim(line: Line) -> bool:
    """Tell whether a line stands letter for letter in its evidence."""
    return any(line.text in each.quote for each in line.evidence)


# ── lines ─────────────────────────────────────────────────────────────────────


def opening(line: Line) -> str:
    """Return an ellipsis for a quotation that begins inside its sentence; it stands outside of the quote."""
    return "… " if is_verbatim(line) and line.text[:1].islower() else ""


def closing(line: Line) -> str:
    """Return an ellipsis for words that were cut; it stands outside of the quote."""
    return " …" if line.cut else ""


def said_by(line: Line) -> str:
    """Return who stands behind a line, the outlet where nobody else does."""
    return line.speaker or OUTLET


def told_by(row: ObjectiveRow | ExpectationRow) -> str:
    """Return who stands behind a row, and that it is repeated where it is (F10)."""
    return f"{said_by(row.said)}; repeated" if row.repeated else said_by(row.said)


def change_groups(brief: Brief) -> list[tuple[str, list[Line]]]:
    """Return the changes by kind, under their headings, in the order of their first."""
    groups: dict[ChangeKind, list[Line]] = {}
    for change in brief.changes:
        groups.setdefault(change.kind, []).append(change.line)
    return [(CHANGES[kind], lines) for kind, lines in groups.items()]


def sides(row: DisputeRow) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return the first side of a dispute and the others, which share a row (F9)."""
    return row.sides[:1], row.sides[1:]


def is_heard(row: DisputeRow) -> bool:
    """Tell whether any side of a dispute has words."""
    return any(side.said for side in row.sides)


# ── stories ───────────────────────────────────────────────────────────────────


def topic_name(topic: str | None) -> str:
    """Return a topic of the controlled list as words."""
    return topic.replace("-", " ") if topic else ""


def subject_matter(story: BriefStory | AlsoReported) -> str:
    """Return what a story is about: "China and United States, sanctions"."""
    names = [with_article(country_name(code)) for code in story.countries[:2]]
    return ", ".join(
        part for part in (" and ".join(names), topic_name(next(iter(story.topics), None))) if part
    )


def country_name(code: str) -> str:
    """Return the name of a country that has an ISO code, else the code."""
    found = state(code)
    return found.name if found else code


def with_article(name: str) -> str:
    """Return a name as it stands inside an English sentence: "the African Union", "the United States"."""
    entity = entity_called(name)
    collective = entity is not None and entity.kind in (EntityKind.ORGANISATION, EntityKind.BLOC)
    needed = bool(_WITH_ARTICLE.match(name)) or (collective and " " in name)
    return f"the {name}" if needed and not name.lower().startswith("the ") else name


def tags(story: BriefStory | AlsoReported) -> str:
    """Return country and topic tags (D7)."""
    countries = " ".join(code for code in story.countries if re.fullmatch("[A-Z]{2}", code))
    topics = ", ".join(topic for topic in story.topics if re.fullmatch("[a-z-]+", topic))
    return " · ".join(part for part in (countries, topics) if part)


def subkind_name(subkind: str) -> str:
    """Return what is said of an objective's kind; a plain goal needs no word."""
    return _SUBKINDS.get(subkind, "")


def trend_words(trend: Trend) -> str:
    """Return an arrow with its word and the cue that says so; colour never carries it (E6)."""
    arrow = "▲ sharper" if trend.direction is Direction.UP else "▼ milder"
    return f"{arrow}: “{trend.cue}”"


def reasons(story: BriefStory) -> str:
    """Return why a story stands where it stands, with its independent sources and its first day."""
    return f"Why here: {'; '.join(story.reasons)}."


def dispute_name(row: DisputeRow) -> str:
    """Return what stands in a dispute's first cell."""
    name = topic_name(row.topic) or ("concern" if row.subkind == "concern" else "dispute")
    return f"{name}, repeated" if row.repeated else name


# ── expectations ──────────────────────────────────────────────────────────────


def when(row: ExpectationRow) -> str:
    """Return the source's words for the time, and the dates they mean."""
    if row.horizon is None:
        return "no date"
    span = span_of(row.horizon)
    if span is None:
        return f"“{row.horizon.text}”"
    if row.horizon.text.lower().startswith(("by ", "before ", "until ")):
        return f"“{row.horizon.text}”: {full_date(span[1])}"
    resolved = deadline(row)
    return resolved if row.horizon.text in resolved else f"“{row.horizon.text}”: {resolved}"


def deadline(row: ExpectationRow) -> str:
    """Return the dates alone, or the source's words where no date is known."""
    span = span_of(row.horizon)
    if span:
        return within(span, row.first_seen)
    return f"“{row.horizon.text}”" if row.horizon else "no date"


def within(span: tuple[date, date], published: date | None) -> str:
    """Return the days of a horizon; one that runs from the day of publication is a deadline: "by 20 May 2024"."""
    if published and span[0] <= published < span[1]:
        return f"by {full_date(span[1])}"
    return period(*span)


def whom(row: ExpectationRow) -> str:
    """Return whose act is expected, who says so, and the hedge where the row's first words leave it out (L1)."""
    hidden = row.hedge and not holds(row.said.text, row.hedge)
    parts = (row.holder, said_by(row.said), f"hedge “{row.hedge}”" if hidden else "")
    return "; ".join(part for part in parts if part)


def status_name(row: ExpectationRow, today: date) -> str:
    """Return where an expectation stands, with the mark of a new one; a move tells from when."""
    name = _STATUS[row.status]
    if row.status is ExpectationStatus.MOVED:
        return f"{name} {_moved(row)}".strip()
    if row.status is ExpectationStatus.MET and row.history and "late" in row.history[-1].rule:
        return "met late"
    return f"new, {name}" if row.first_seen and row.first_seen >= today else name


def _moved(row: ExpectationRow) -> str:
    moves = [each for each in row.history if each.field == "horizon"]
    return f"from {written_period(moves[-1].old)}" if moves else ""


def written_period(interval: str | None) -> str:
    """Return an ISO interval in words."""
    if interval is None:
        return "no date"
    days = [date.fromisoformat(each) for each in interval.split("/")]
    return period(days[0], days[-1])


def calendar_date(row: CalendarRow) -> str:
    """Return the day or days of a calendar entry."""
    return period(row.start, row.end)


def conditions(row: ExpectationRow) -> str:
    """Return hedge and time of an expectation in one phrase."""
    return "; ".join(part for part in (f"hedge “{row.hedge}”" if row.hedge else "", when(row)) if part)


# ── coverage and sources ──────────────────────────────────────────────────────


def coverage_sentences(coverage: Coverage) -> Iterator[str]:
    """Yield what the brief rests on, what failed and what is left out: no silent omission (F-P4)."""
    yield f"Sources tried {coverage.sources_tried}, answered {coverage.sources_answered}."
    if coverage.failed:
        yield f"Failed: {'; '.join(coverage.failed)}."
    yield f"Articles read {coverage.read}: new {coverage.new}, on file {coverage.on_file}, copies {coverage.copies}."
    yield f"Split off {len(coverage.split_off)}; undated {len(coverage.undated)}."
    others = Counter(each.reason for each in coverage.left_out if each.reason != "undated")
    if others:
        yield f"Left out: {'; '.join(f'{number} {reason}' for reason, number in others.items())}."
    if coverage.dropped:
        yield f"Not shown, for length: {', '.join(coverage.dropped)}."
    yield f"Written by: {'; '.join(coverage.written_by) or 'nobody, there was nothing to write'}."
    if coverage.checked:
        yield (
            f"Statements of the model checked {coverage.checked}: {coverage.replaced} stand in their source's "
            f"words instead, {coverage.withheld} are withheld."
        )
    yield f"Cost {coverage.cost:.2f}."


def source_date(row: SourceRow) -> str:
    """Return when a source is from and how that is known (F6)."""
    if row.published is None:
        return "undated"
    return f"{full_date(row.published)} ({_BASES[PublishedBasis(row.published_basis)]})"


def source_notes(row: SourceRow) -> Iterator[str]:
    """Yield grade, origin and what else a reader must know of a source."""
    yield f"grade {row.grade}, {'set by the desk' if row.grade_basis == 'desk' else 'inferred'}"
    yield f"independent source {row.origin}"
    if row.copies:
        yield f"{counted(len(row.copies), 'copy').replace('copys', 'copies')}: {', '.join(row.copies)}"
    if not row.new:
        yield "on file"
    if row.late:
        yield "late"
    if row.opinion:
        yield "opinion"
    if not row.cited:
        yield "read, not cited"
    yield row.engine


def source_line(row: SourceRow) -> str:
    """Return what a source list says of a source after its title."""
    return f"{row.outlet or 'Outlet unknown'}, {source_date(row)}; {'; '.join(source_notes(row))}"


def uncited(brief: Brief) -> str:
    """Return how many articles were read and are not cited, where the list leaves them out."""
    number = sum(not row.cited for row in brief.sources)
    return f"Read and not cited: {counted(number, 'article')}, listed on the page." if number else ""


NOT_USED = "Met and not used:"
DIGITS = {2: "two independent sources", 3: "single source", 6: "forecast"}
STATEMENT = (
    "Compiled automatically. Letters grade the source on the Admiralty scale, A to F. "
    "Every statement rests on words that stand letter for letter in a stored article, kept with its SHA-256 digest."
)
