"""What our own words say, once for every form of the brief. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from briefing.brief import Brief, Header, lines_of
from briefing.brief.changes import ChangeKind
from briefing.brief.dates import CalendarRow, Mark
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, ExpectationStatus, HistoryRow, ObjectiveRow
from briefing.brief.stories import AlsoReported, BriefStory
from briefing.comparing import entity_called, holds, named_span, span_of
from briefing.data import table
from briefing.gazetteer import EntityKind, mentions, state
from briefing.horizon import opens_deadline
from briefing.labels import ENGLISH, Labels
from briefing.publish.dates import day_and_month, full_date, instant, period
from briefing.text import capital, words
from briefing.types import Direction, Horizon, Trend

_SHORT_WITH_ARTICLE = ("AU", "EU", "UAE", "UK", "UN", "US")
LONGEST = timedelta(days=14)
FILES = ("brief.html", "brief.md", "brief.ics", "email.eml", "brief.json")
_WITH_ARTICLE = re.compile(
    r"(?:United |Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros|Seychelles|.* Islands$|.* Republic$|.*Emirates$)"
)


# ── the header ────────────────────────────────────────────────────────────────


def header_sentences(header: Header, labels: Labels) -> tuple[str, ...]:
    """Return what the header states: counts, reading time, cut-off, revision, engine (S6, S7, F11)."""
    return (
        counts(header, labels),
        f"{reading_time(header.reading_minutes, labels)}.",
        cut_off(header, labels),
        *((labels("header.revision", number=header.revision),) if header.revision > 1 else ()),
        *((f"{capital(header.engine)}.",) if header.engine else ()),
    )


def counts(header: Header, labels: Labels) -> str:
    """Return how many reports the edition rests on, and how many independent sources they are (S7)."""
    return labels(
        "header.counts_with_file" if header.on_file else "header.counts",
        reports=labels.counted(header.new_reports, "new_report"),
        sources=labels.counted(header.independent_sources, "independent_source"),
        on_file=header.on_file,
    )


def cut_off(header: Header, labels: Labels) -> str:
    """Return up to when articles count for the edition (S7)."""
    return labels("header.cut_off", instant=instant(header.cut_off, header.time_zone, labels))


def profile_name(header: Header) -> str:
    """Return whose edition it is, nothing where there is but one reader."""
    return "" if header.profile == "default" else header.profile


def reading_time(minutes: float, labels: Labels) -> str:
    """Return the reading time in words, never further than a quarter from the truth (S5)."""
    if minutes >= 1.8:
        return labels("reading.minutes", number=round(minutes))
    if minutes >= 1.2:
        return labels("reading.one_and_a_half")
    if minutes >= 0.8:
        return labels("reading.one")
    return labels("reading.seconds", number=max(1, round(minutes * 6)) * 10)


def reading_note(brief: Brief, labels: Labels) -> str:
    """Return how to read the lines: whose words they are, and how speakers are set apart (F1)."""
    verbatim = all(is_verbatim(line) for line in lines_of(brief) if line.voice in (Voice.FACT, Voice.CLAIM))
    return f"{labels('header.verbatim' if verbatim else 'header.borne_out')} {labels('header.speakers')}"


def is_verbatim(line: Line) -> bool:
    """Tell whether a line stands letter for letter in its evidence: in one quotation, or in several that lie side by side.

    A clause may have the full stop of a sentence.
    """
    if any(line.text.removesuffix(".") in each.quote for each in line.evidence):
        return True
    rest = line.text
    for each in line.evidence:
        rest = rest.replace(each.quote, "")
    return not re.search(r"\w", rest)


# ── lines ─────────────────────────────────────────────────────────────────────


def opening(line: Line) -> str:
    """Return an ellipsis for a quotation that begins inside its sentence; it stands outside of the quote."""
    return "… " if is_fragment(line) else ""


def is_fragment(line: Line) -> bool:
    """Tell of a quotation that begins inside its sentence: its subject may stand before it."""
    return line.text[:1].islower() and is_verbatim(line)


def closing(line: Line) -> str:
    """Return an ellipsis for words that were cut; it stands outside of the quote."""
    return " …" if line.cut else ""


def shared_mark(lines: Sequence[Line]) -> Line | None:
    """Return a line whose citations serve all of ``lines``, where they are the same: one mark for a paragraph or a table (F2)."""
    cited = [line for line in lines if line.citations]
    return cited[0] if cited and len({line.citations for line in cited}) == 1 else None


def spoken_by(line: Line, labels: Labels) -> str:
    """Return who says a line; a ground rule is told where it is another than "on the record" (F5).

    "The official" is "an official" to who has not read the article.
    """
    on_record = labels("speakers.on_record", who="")
    speakers = (each.removesuffix(on_record) for each in (line.speaker or "").split("; "))
    return "; ".join(_BARE.sub(_indefinite, each) for each in speakers)


_BARE = re.compile(r"^[Tt]he (?=(official|diplomat|minister|envoy|spokes\w+|adviser|source)(?:$|,))")


def _indefinite(bare: re.Match[str]) -> str:
    return "an " if bare[1][0] in "aeo" else "a "


def told_by(row: ObjectiveRow | ExpectationRow, labels: Labels) -> str:
    """Return who stands behind a row, nobody being the outlet, and that it is repeated where it is (F10)."""
    repeated = labels("lines.repeated") if row.repeated else ""
    is_aim = isinstance(row, ObjectiveRow)
    speaker = speaker_under(row.holder, row.said, labels) if is_aim else spoken_by(row.said, labels)
    return "; ".join(part for part in (speaker, repeated) if part)


def is_told_by_its_words(line: Line, labels: Labels) -> bool:
    """Tell whether the words of a line name everybody who says it: a body or a state by any of its names, a person by the surname."""
    speakers = filter(None, spoken_by(line, labels).split("; "))
    return all(_is_named_in(line.text, each.partition(",")[0]) for each in speakers)


def speaker_under(party: str, line: Line, labels: Labels) -> str:
    """Return who says what stands under the name of ``party``: nothing where that is the party, or the words name the speaker."""
    speaker = spoken_by(line, labels)
    anywhere = "" if " " not in speaker else r".*\b"
    is_told = speaker and re.match(
        rf"(?:the |{anywhere}){re.escape(speaker)}\b|{re.escape(speaker)}\b", line.text, re.IGNORECASE
    )
    return "" if speaker == party or is_told else speaker


def change_groups(brief: Brief, labels: Labels) -> list[tuple[str, list[Line]]]:
    """Return the changes by kind, under their headings, in the order of their first; each that rests on words by itself."""
    groups: dict[tuple[ChangeKind, int], list[Line]] = {}
    kinds = list(dict.fromkeys(change.kind for change in brief.changes))
    for number, change in enumerate(sorted(brief.changes, key=lambda each: kinds.index(each.kind)), start=1):
        lines = groups.setdefault((change.kind, number if change.line.evidence else 0), [])
        if change.line not in lines:  # two stories of the same two states
            lines.append(change.line)
    return [(labels(f"changes.{kind}"), lines) for (kind, _), lines in groups.items()]


def is_heard(row: DisputeRow) -> bool:
    """Tell whether any side of a dispute has words."""
    return any(side.said for side in row.sides)


# ── stories ───────────────────────────────────────────────────────────────────


def topic_name(topic: str | None, labels: Labels) -> str:
    """Return a topic of the controlled list as words."""
    return labels.texts.get(f"topics.{topic}", topic) if topic else ""


def subject_matter(story: BriefStory | AlsoReported, labels: Labels) -> str:
    """Return whom a story is about and on what: "China and the United States, trade"."""
    names = [in_sentence(country_name(code, labels), labels) for code in story.countries[:2]]
    about = topic_name(next(iter(story.topics), None), labels)
    return ", ".join(part for part in (together(names, labels), about) if part)


def country_name(code: str, labels: Labels) -> str:
    """Return the name of a country that has an ISO code; where the labels are not English, the code."""
    found = state(code) if labels.language == ENGLISH else None
    return found.name if found else code


def in_sentence(name: str, labels: Labels) -> str:
    """Return a name as it stands inside an English sentence: "the African Union", "the United States"."""
    if labels.language != ENGLISH:
        return name
    entity = entity_called(name)
    collective = entity is not None and entity.kind in (EntityKind.ORGANISATION, EntityKind.BLOC)
    needed = bool(_WITH_ARTICLE.match(name)) or (collective and " " in name) or name in _SHORT_WITH_ARTICLE
    return f"the {name}" if needed and not name.lower().startswith("the ") else name


def tags(story: BriefStory | AlsoReported, labels: Labels) -> str:
    """Return the countries and the first topic that a story is tagged with (D7)."""
    known = (each for each in story.topics if re.fullmatch("[a-z-]+", each))
    return " · ".join(part for part in (country_tags(story), topic_name(next(known, None), labels)) if part)


def country_tags(story: BriefStory | AlsoReported) -> str:
    """Return the countries that a story is tagged with (D7)."""
    return " ".join(code for code in story.countries if re.fullmatch("[A-Z]{2}", code))


def since(story: BriefStory, labels: Labels) -> str:
    """Return since which edition a story runs, nothing for a new one, and which report it only repeats.

    A story with a comment is held against its earlier days there.
    """
    day = None if story.comments else story.continued_from
    started = labels("lines.since", day=day_and_month(day, labels)) if day else ""
    return " · ".join(part for part in (started, repeats(story, labels)) if part)


def repeats(story: BriefStory | AlsoReported, labels: Labels) -> str:
    """Return which day's report told already all that a story tells, nothing where it has news (F10)."""
    return labels("lines.repeats", day=day_and_month(story.repeats, labels)) if story.repeats else ""


def trend_words(trend: Trend, labels: Labels) -> str:
    """Return an arrow with its word and the cue that says so; colour never carries it (E6)."""
    sharper = trend.direction is Direction.UP
    told = labels("disputes.sharper" if sharper else "disputes.milder", cue=trend.cue)
    name, _, _ = told.partition(":")
    return name.rstrip() if name.lower().endswith(trend.cue.lower()) else told


def reasons(story: BriefStory, labels: Labels) -> str:
    """Return why a story stands where it stands, with its independent sources and its first day."""
    return labels("reasons.why", reasons="; ".join(story.reasons))


def dispute_name(row: DisputeRow, labels: Labels) -> str:
    """Return what stands in a dispute's first cell."""
    name = matter_of(row, labels)
    return labels("disputes.repeated", name=name) if row.repeated else name


def matter_of(row: DisputeRow, labels: Labels) -> str:
    """Return what a dispute is about, in the source's words where they are known, else by its topic."""
    kind = "disputes.concern" if row.subkind == "concern" else "disputes.dispute"
    return row.topic_text or topic_name(row.topic, labels) or labels(kind)


# ── expectations ──────────────────────────────────────────────────────────────


def when(row: ExpectationRow, labels: Labels) -> str:
    """Return the source's words for the time, and the dates they mean where they name a day."""
    if row.horizon is None:
        return labels("when.no_date")
    span, words = named_span(row.horizon), row.horizon.text
    if span is None:
        return f"“{words}”"
    if opens_deadline(words):
        return labels("when.meaning", words=words, dates=full_date(span[1], labels))
    resolved = within(row.horizon, row.first_seen, labels)
    return resolved if words in resolved else labels("when.meaning", words=words, dates=resolved)


def due(row: ExpectationRow, today: date, labels: Labels) -> str:
    """Return the deadline of a row of the ledger, its dates without the year of the edition."""
    told = deadline(row, labels)
    return without_year(told, today, labels) if named_span(row.horizon) else told


def deadline(row: ExpectationRow, labels: Labels) -> str:
    """Return the dates alone, or the source's words where no day is known or named."""
    if row.horizon and named_span(row.horizon):
        return within(row.horizon, row.first_seen, labels)
    return f"“{row.horizon.text}”" if row.horizon else labels("when.no_date")


def without_year(dates: str, today: date, labels: Labels) -> str:
    """Return written dates without the year that the edition is of: " 2026", " de 2026"."""
    return dates.replace(full_date(today, labels).removeprefix(day_and_month(today, labels)), "")


def is_deadline(horizon: Horizon | None, published: date | None) -> bool:
    """Tell of a last day: what is to be "within ten days", or on days that run from that of publication, may be done before.

    A row knows the day of its first report alone, and the days of its horizon may be those of a later one: there the words tell.
    """
    span = span_of(horizon)
    if horizon is None or span is None:
        return False
    return opens_deadline(horizon.text) or (published is not None and span[0] <= published < span[1])


def is_on_last_day(horizon: Horizon | None, published: date | None) -> bool:
    """Tell of what stands on the last of its days in a calendar: a deadline, and what may be on any day of more than a fortnight."""
    span = span_of(horizon)
    return is_deadline(horizon, published) or (span is not None and span[1] - span[0] > LONGEST)


def within(horizon: Horizon, published: date | None, labels: Labels) -> str:
    """Return the days of a horizon, of a deadline the last: "by 20 May 2024"."""
    span = span_of(horizon)
    if span is None:
        return labels("when.no_date")
    if is_deadline(horizon, published):
        return labels("when.by", date=full_date(span[1], labels))
    return period(*span, labels)


def of_whom(row: ExpectationRow, labels: Labels) -> str:
    """Return whose act is expected, where neither the row's words nor its speaker name them: "Bolivia and Chile:"."""
    told = f"{row.said.text} {spoken_by(row.said, labels)}"
    is_named = all(_is_named_in(told, each) for each in row.holder.split("; "))
    return "" if is_named else labels("lines.of_whom", who=together(row.holder.split("; "), labels))


def together(names: Sequence[str], labels: Labels) -> str:
    """Return two names joined by a word, more as a list."""
    return labels("told.of_two", one=names[0], other=names[1]) if len(names) == 2 else ", ".join(names)


def _is_named_in(text: str, name: str) -> bool:
    """Tell whether a text names a party: whole, by another of its names ("the EU"), or a person by the surname."""
    entity = entity_called(name)
    if entity is not None:
        return any(each.entity == entity for each in mentions(text))
    first, *others = name.split() or [""]
    is_person = bool(others) and all(map(_is_of_a_person, (first, *others)))
    return holds(text, others[-1] if is_person else name)


def _is_of_a_person(word: str) -> bool:
    """Tell of a word of a person's name: "Leyen", "McDonald", "J.", "von"; not of "UN" or "ministry"."""
    if word in table("people")["particles"]:
        return True
    return word[:1].isupper() and not (len(word) > 1 and word.isalpha() and word.isupper())


def whom(row: ExpectationRow, labels: Labels) -> str:
    """Return who says what is expected, where nobody does the outlet, and the hedge where the row's first words leave it out (L1)."""
    outlet = row.outlet or labels("lines.outlet")
    parts = (spoken_by(row.said, labels) or outlet, _hedge_left_out(row, labels))
    return "; ".join(part for part in parts if part)


def status_name(row: ExpectationRow, today: date, labels: Labels) -> str:
    """Return where an expectation stands, and since when it is open: today, or an earlier day; a move tells from when."""
    span = span_of(row.horizon)
    is_over = row.status is ExpectationStatus.DUE and span is not None and span[1] <= today
    if is_over and row.first_seen and row.first_seen < today:
        return labels("status.due_unreported")
    is_next = (
        row.status is ExpectationStatus.DUE and span is not None and span[1] == today + timedelta(days=1)
    )
    name = labels("status.due_tomorrow" if is_next else f"status.{row.status}")
    if row.status is ExpectationStatus.MOVED:
        return without_year(_moved(row, labels), today, labels) or name
    if ended := _how_it_ended(row):
        return labels(f"status.{ended}")
    if row.first_seen is None or row.status not in (*_OPEN, ExpectationStatus.DUE):
        return name
    is_open = row.status in _OPEN
    if row.first_seen >= today:
        return labels("status.newly", status=name) if is_next else labels("status.new")
    since = without_year(full_date(row.first_seen, labels), today, labels)
    return labels("status.known", status=name, day=since) if is_open else name


def _how_it_ended(row: ExpectationRow) -> str | None:
    """Return which word tells more of an end than its status does."""
    last = row.history[-1] if row.history else None
    if last and row.status is ExpectationStatus.MET and "late" in last.rule:
        return "met_late"
    words = last.said.text if last and last.said else ""
    if last and row.status is ExpectationStatus.MISSED and is_called_off(words, last.day, row.horizon):
        return "called_off"
    return None


def is_called_off(report: str, day: date, horizon: Horizon | None) -> bool:
    """Tell of what was reported on ``day`` not to happen that the report calls off, or whose time is not over."""
    span = span_of(horizon)
    return _CALLED_OFF.search(report) is not None or (span is not None and span[1] > day)


_CALLED_OFF = re.compile(
    r"\b(?:cancel(?:s|l?ed|l?ing)|call(?:s|ed|ing) off|scrap(?:s|ped|ping)|will not (?:take place|be held|go ahead|happen))\b",
    re.IGNORECASE,
)


_OPEN = (ExpectationStatus.OPEN, ExpectationStatus.UNDATED)


def _moved(row: ExpectationRow, labels: Labels) -> str:
    moves = [each for each in row.history if each.field == "horizon"]
    return labels("status.moved_from", period=written_period(moves[-1].old, labels)) if moves else ""


def written_period(interval: str | None, labels: Labels) -> str:
    """Return an ISO interval in words."""
    if interval is None:
        return labels("when.no_date")
    days = [date.fromisoformat(each) for each in interval.split("/")]
    return period(days[0], days[-1], labels)


class Step(NamedTuple):
    """One change of a row as its history tells it: the day, from what to what, by which rule, in which words."""

    day: str
    change: str
    rule: str
    said: Line | None


def history_steps(row: ExpectationRow, labels: Labels) -> list[Step]:
    """Return what became of a row, oldest first."""
    return [
        Step(
            full_date(each.day, labels),
            _transition(each, labels),
            labels.texts.get(f"rules.{each.rule}", each.rule.removeprefix("2.7 ")),
            each.said,
        )
        for each in row.history
    ]


def _transition(step: HistoryRow, labels: Labels) -> str:
    after = labels(f"status.{step.after}")
    if step.field and step.before == step.after:
        old, new = (_field_value(step.field, each, labels) for each in (step.old, step.new))
        return labels("history.field", field=labels(f"fields.{step.field}"), old=old, new=new)
    if step.before is None:
        return labels("history.first", new=after)
    return labels("history.step", old=labels(f"status.{step.before}"), new=after)


def _field_value(field: str, value: str | None, labels: Labels) -> str:
    if field == "horizon":
        return written_period(value, labels)
    if value is None:
        return labels("history.none")
    return labels(f"attribution.{value}") if field == "attribution" else f"“{value}”"


def mark_name(mark: Mark, labels: Labels) -> str:
    """Return what a mark on the time line stands for: where its row stands, or that it occurred or was planned."""
    return labels(f"status.{mark.status}") if mark.status else labels(f"marks.{mark.kind}")


def calendar_days(brief: Brief, labels: Labels) -> list[tuple[str, list[CalendarRow]]]:
    """Return the entries of the calendar by their dates, without the year of the edition."""
    days: dict[str, list[CalendarRow]] = {}
    for row in brief.calendar:
        day = without_year(calendar_date(row, labels), brief.header.day, labels)
        days.setdefault(day, []).append(row)
    return list(days.items())


def empty_calendar(brief: Brief, labels: Labels) -> str:
    """Return why a calendar is empty: no date is ahead, or the ledger or the stories tell those that are."""
    in_stories = (row for story in brief.stories for row in story.expectations)
    told = (("in_ledger", brief.ledger), ("in_stories", in_stories))
    place = next((name for name, rows in told if any(_is_ahead(row, brief.header.day) for row in rows)), None)
    return labels(f"calendar.{place}") if place else labels("empty.calendar")


def _is_ahead(row: ExpectationRow, today: date) -> bool:
    span = span_of(row.horizon)
    return span is not None and span[1] >= today and row.status not in _ANSWERED


_ANSWERED = (
    ExpectationStatus.MET,
    ExpectationStatus.MISSED,
    ExpectationStatus.CONTRADICTED,
    ExpectationStatus.BORNE_OUT,
    ExpectationStatus.SUPERSEDED,
    ExpectationStatus.ABANDONED,
    ExpectationStatus.WITHDRAWN,
    ExpectationStatus.CLOSED,
)


def calendar_date(row: CalendarRow | Mark, labels: Labels) -> str:
    """Return the day or days of a calendar entry, or by when it is expected."""
    if isinstance(row, CalendarRow) and row.deadline:
        return labels("when.by", date=full_date(row.end, labels))
    return period(row.start, row.end, labels)


def conditions(row: ExpectationRow, labels: Labels) -> str:
    """Return the hedge and the time of an expectation, as far as its first words leave them out (L1)."""
    is_told = row.horizon is None or holds(row.said.text, row.horizon.text)
    return "; ".join(
        part for part in (_hedge_left_out(row, labels), "" if is_told else deadline(row, labels)) if part
    )


def _hedge_left_out(row: ExpectationRow, labels: Labels) -> str:
    hidden = row.hedge and not tells_hedge(row.said.text, row.hedge)
    return labels("when.hedge", words=row.hedge) if hidden else ""


def hedges_left_out(line: Line, hedges: Iterable[str], labels: Labels) -> str:
    """Return hedges as far as a line does not tell them (L1)."""
    return "; ".join(labels("when.hedge", words=each) for each in hedges if not tells_hedge(line.text, each))


def tells_hedge(text: str, hedge: str) -> bool:
    """Tell whether a text has a hedge, be it in another form: "does not plan to" has "did not plan to", "expected in Oslo" "is expected to"."""
    content = [word for word in words(hedge) if word not in _AUXILIARIES]
    bare, told = (" ".join(map(_bare, some)) for some in (content, words(text)))
    if holds(text, hedge) or (not _EMPTY.issuperset(content) and holds(told, bare)):
        return True
    return content == ["expected", "to"] and _EXPECTED.search(text) is not None


def _bare(word: str) -> str:
    """Return a verb without its ending: "expects", "expected" and "expecting" are one."""
    return _ENDING.sub("", word)


_EXPECTED = re.compile(r"(?<!not )\bexpected (?:at|in|from|on|within)\b")
_ENDING = re.compile(r"(?<=[a-z]{4})(?:s|ed|ing)$")


_AUXILIARIES = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "would",
        "will",
        "also",
    }
)
_EMPTY = frozenset({"not", "to"})
