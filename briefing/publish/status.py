"""Where an expectation stands, how it ended, and what became of it on the way. Pure."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from briefing.brief.dates import Mark
from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow, ExpectationStatus, HistoryRow
from briefing.comparing import span_of
from briefing.labels import Labels
from briefing.publish.dates import full_date
from briefing.publish.horizons import without_year, written_period
from briefing.types import Horizon


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


def mark_name(mark: Mark, labels: Labels) -> str:
    """Return what a mark on the time line stands for: where its row stands, or that it occurred or was planned."""
    return labels(f"status.{mark.status}") if mark.status else labels(f"marks.{mark.kind}")


# ── history ───────────────────────────────────────────────────────────────────


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
