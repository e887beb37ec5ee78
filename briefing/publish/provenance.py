"""What our own words say of how a brief came about: its coverage, its cost, its sources. Pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from briefing.brief import Brief
from briefing.brief.coverage import Coverage, LeftOut
from briefing.brief.sources import SourceRow
from briefing.labels import Labels
from briefing.publish.dates import full_date
from briefing.text import capital
from briefing.types import PublishedBasis

FAILING = 0.1
"""The share of a model's statements that fail their checks above which its reader is told."""


def coverage_sentences(coverage: Coverage, labels: Labels) -> Iterator[str]:
    """Yield what the brief rests on, what failed and what is left out: no silent omission (F-P4); the small print says what is not shown for length."""
    tried = labels.counted(coverage.sources_tried, "address")
    yield labels("coverage.sources", tried=tried, answered=coverage.sources_answered)
    if coverage.failed:
        yield labels("coverage.failed", what="; ".join(coverage.failed))
    yield f"{capital(', '.join(_numbers(coverage, labels)))}."
    others = Counter(why_left_out(each, labels) for each in coverage.left_out if not is_undated(each))
    if others:
        what = "; ".join(f"{number} {reason}" for reason, number in others.items())
        yield labels("coverage.left_out", what=what)
    yield labels("coverage.written_by", who="; ".join(coverage.written_by) or labels("coverage.nobody"))


def _numbers(coverage: Coverage, labels: Labels) -> Iterator[str]:
    """Yield how many articles were read, and how many of them were copies and the like; how many are new the header tells."""
    numbers = {
        "copies": coverage.copies,
        "split_off": len(coverage.split_off),
        "not_dated": len(coverage.undated),
    }
    yield labels("coverage.read", number=coverage.read)
    yield from (labels(f"coverage.{name}", number=number) for name, number in numbers.items() if number)


def making_note(coverage: Coverage, labels: Labels) -> str:
    """Return what the small print at the end tells of the making: that lines found no room, that a model often failed its checks, and the cost.

    That a few statements failed, and tokens that have no price, are for whoever runs it: ``brief.json`` has them.
    """
    told = {
        labels("coverage.not_shown"): bool(coverage.dropped),
        labels("coverage.failing", checked=coverage.checked, withheld=coverage.withheld): coverage.withheld
        > coverage.checked * FAILING,
        labels("coverage.cost", cost=f"{coverage.cost:.2f}"): bool(coverage.cost or not coverage.tokens),
    }
    return " ".join(each for each, is_so in told.items() if is_so)


UNDATED, LANGUAGE, SUPERSEDED, AHEAD = "undated", "language: ", "corrected", "dated ahead: "


def is_undated(left_out: LeftOut) -> bool:
    """Tell whether an article is not used for want of a date."""
    return left_out.reason == UNDATED


def why_left_out(left_out: LeftOut, labels: Labels) -> str:
    """Return why an article is not used; what the program says of a fault stays as it is."""
    if is_undated(left_out):
        return labels("coverage.undated")
    if left_out.reason.startswith(AHEAD):
        day = date.fromisoformat(left_out.reason.removeprefix(AHEAD))
        return labels("coverage.ahead", date=full_date(day, labels))
    if left_out.reason == SUPERSEDED:
        return labels("coverage.superseded")
    if left_out.reason.startswith(LANGUAGE):
        return labels("coverage.language", language=left_out.reason.removeprefix(LANGUAGE))
    return left_out.reason


def source_date(row: SourceRow, labels: Labels) -> str:
    """Return when a source is from, and how that is known where the publisher does not tell it (F6)."""
    if row.published is None:
        return labels("sources.undated")
    if row.published_basis in _BY_PUBLISHER:
        return full_date(row.published, labels)
    basis = labels(f"sources.{PublishedBasis(row.published_basis)}")
    return labels("sources.dated", date=full_date(row.published, labels), basis=basis)


_BY_PUBLISHER = (PublishedBasis.METADATA, PublishedBasis.FEED)


def source_notes(row: SourceRow, labels: Labels) -> Iterator[str]:
    """Yield grade, origin and what else a reader must know of a source; the coverage box tells which engine read it."""
    by_desk = row.grade_basis == "desk"
    yield labels("sources.grade_by_desk" if by_desk else "sources.grade_inferred", grade=row.grade)
    yield labels("sources.origin", number=row.origin)
    if row.copies:
        copies = labels.counted(len(row.copies), "copy")
        yield labels("sources.copies", copies=copies, where=", ".join(row.copies))
    marks = {
        "on_file": not row.new,
        "late": row.late,
        "opinion": row.opinion,
        "not_cited": row.new and not row.cited,
        "in_history": not row.new and not row.cited,
    }
    yield from (labels(f"sources.{mark}") for mark, is_so in marks.items() if is_so)


def outlet_name(row: SourceRow, labels: Labels) -> str:
    """Return the outlet of a source, or that it is not known."""
    return row.outlet or labels("sources.outlet_unknown")


def source_line(row: SourceRow, labels: Labels) -> str:
    """Return what a source list says of a source after its title."""
    return labels(
        "sources.line",
        outlet=outlet_name(row, labels),
        date=source_date(row, labels),
        notes="; ".join(source_notes(row, labels)),
    )


def uncited(brief: Brief, labels: Labels) -> str:
    """Return how many articles were read, new or on file, and are not cited, where the list leaves them out: the header counts them."""
    number = brief.header.new_reports + brief.header.on_file - sum(row.cited for row in brief.sources)
    return labels("sources.uncited", articles=labels.counted(number, "article")) if number > 0 else ""
