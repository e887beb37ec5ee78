"""The time line of a brief as SVG. Pure.

The drawing has no width of its own: places are percentages, sizes are pixels, so that it can be read on any screen.
The nearer a day is to the edition's, the more room it has. The drawing holds numbers and words of ours alone; the list below
it tells what each mark stands for.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from math import sqrt

from briefing.brief.dates import Mark, MarkKind
from briefing.labels import Labels
from briefing.publish.dates import day_and_month, full_date

LEFT, RIGHT = 3.0, 92.0
LANE, SIDE, AXIS = 22, 9.0, 34
LETTER, GAP = 2.1, 2.0
"""What a letter of the axis takes of the narrowest drawing, 320 pixels, and what is left between two words, in per cent."""
STEPS = {"week": 7, "month": 30, "year": 365}
SHAPES = {
    MarkKind.OCCURRED: '<circle cx="0" cy="0" r="5.5" class="full"/>',
    MarkKind.SCHEDULED: '<circle cx="0" cy="0" r="5.5" class="hollow"/>',
    MarkKind.EXPECTED: '<path d="M0 -7 L7 0 L0 7 L-7 0 Z" class="hollow"/>',
    MarkKind.ANSWERED: '<rect x="-5.5" y="-5.5" width="11" height="11" class="full"/>',
    MarkKind.SILENT: '<path d="M0 -6.5 L7 6 L-7 6 Z" class="hollow"/>',
}
SIGNS = {
    MarkKind.OCCURRED: "●",
    MarkKind.SCHEDULED: "○",
    MarkKind.EXPECTED: "◇",
    MarkKind.ANSWERED: "■",
    MarkKind.SILENT: "△",
}
"""The shapes as characters, for the list."""


def drawn(marks: Sequence[Mark], today: date, labels: Labels) -> str:
    """Return the time line as an SVG element, nothing where there is no date."""
    if not marks:
        return ""
    place = _scale(marks, today)
    lanes = _lanes([(place(each.start), place(each.end)) for each in marks])
    height = LANE * (max(lanes) + 1) + AXIS
    parts = [
        *_frame(marks, today, labels, height),
        *_axis(marks, today, labels, height),
        *(
            part
            for number, (mark, lane) in enumerate(zip(marks, lanes, strict=True), start=1)
            for part in _mark(mark, number, place, LANE * lane + LANE // 2)
        ),
        "</svg>",
    ]
    return "\n".join(parts)


def _frame(marks: Sequence[Mark], today: date, labels: Labels, height: int) -> Iterator[str]:
    over = sum(mark.end < today for mark in marks)
    told = labels(
        "history.described",
        past=labels.counted(over, "date"),
        ahead=labels.counted(len(marks) - over, "date"),
        date=full_date(today, labels),
    )
    yield f'<svg class="timeline" width="100%" height="{height}" role="img" aria-labelledby="line-title line-desc">'
    yield f'<title id="line-title">{labels("history.drawing")}</title><desc id="line-desc">{told}</desc>'


# ── places ────────────────────────────────────────────────────────────────────


def _scale(marks: Sequence[Mark], today: date) -> Callable[[date], float]:
    """Return what gives a day its place, in per cent of the width: by the square root of its distance from today."""
    reach = [_distance(day, today) for mark in marks for day in (mark.start, mark.end)]
    back, ahead = -min(0.0, *reach), max(0.0, *reach)
    per_unit = (RIGHT - LEFT) / ((back + ahead) or 1.0)
    return lambda day: round(LEFT + (back + _distance(day, today)) * per_unit, 1)


def _distance(day: date, today: date) -> float:
    days = (day - today).days
    return sqrt(abs(days)) * (1 if days > 0 else -1)


def _lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return the lane of each mark, the lowest in which it touches none before it; ``spans`` come in order."""
    ends: list[float] = []
    lanes: list[int] = []
    for start, end in spans:
        lane = next((each for each, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end + SIDE]
        lanes.append(lane)
    return lanes


# ── parts ─────────────────────────────────────────────────────────────────────


def _mark(mark: Mark, number: int, place: Callable[[date], float], y: int) -> Iterator[str]:
    start, end = place(mark.start), place(mark.end)
    if mark.start != mark.end:
        yield f'<line x1="{start}%" x2="{end}%" y1="{y}" y2="{y}" class="stretch"/>'
    yield f'<svg x="{end}%" y="{y}" overflow="visible">{SHAPES[mark.kind]}<text x="10" y="4">{number}</text></svg>'


def _axis(marks: Sequence[Mark], today: date, labels: Labels, height: int) -> Iterator[str]:
    place, y = _scale(marks, today), height - AXIS + 6
    yield f'<line x1="0" x2="100%" y1="{y}" y2="{y}" class="axis"/>'
    here = place(today)
    yield f'<line x1="{here}%" x2="{here}%" y1="0" y2="{y + 6}" class="today"/>'
    yield _tick(here, y, day_and_month(today, labels), "today")
    for at, words in _ticks(marks, today, labels):
        yield f'<line x1="{at}%" x2="{at}%" y1="{y - 3}" y2="{y + 3}" class="axis"/>'
        yield _tick(at, y, words, "scale")


def _tick(at: float, y: int, words: str, name: str) -> str:
    return f'<text x="{at}%" y="{y + 19}" text-anchor="{_anchor(at)}" class="{name}">{words}</text>'


def _anchor(at: float) -> str:
    return "start" if at < 12 else "end" if at > 88 else "middle"


def _stretch(at: float, words: str) -> tuple[float, float]:
    """Return where words at the axis begin and end on the narrowest screen, in per cent."""
    length = LETTER * len(words)
    start = at - {"start": 0.0, "middle": length / 2, "end": length}[_anchor(at)]
    return start, start + length


def _ticks(marks: Sequence[Mark], today: date, labels: Labels) -> Iterator[tuple[float, str]]:
    """Yield the first and the last day, then a week, a month and a year from today, as far as there is room between."""
    place = _scale(marks, today)
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    taken = [_stretch(place(today), day_and_month(today, labels))]
    for day, words in (*_ends(first, last, today, labels), *_steps(today, labels)):
        at = place(day)
        start, end = _stretch(at, words)
        is_free = all(end + GAP <= left or right + GAP <= start for left, right in taken)
        if min(first, today) <= day <= max(last, today) and is_free:
            taken.append((start, end))
            yield at, words


def _ends(first: date, last: date, today: date, labels: Labels) -> Iterator[tuple[date, str]]:
    for day in (first, last):
        write = day_and_month if day.year == today.year else full_date
        yield day, write(day, labels)


def _steps(today: date, labels: Labels) -> Iterator[tuple[date, str]]:
    for name, days in STEPS.items():
        for way, words in ((-1, f"axis.{name}_before"), (1, f"axis.{name}_after")):
            with suppress(ValueError, OverflowError):
                yield date.fromordinal(today.toordinal() + way * days), labels(words)
