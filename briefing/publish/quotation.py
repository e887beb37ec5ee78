"""A line as a quotation: whether its words are those of its evidence, where they were cut, which mark they share. Pure."""

import re
from collections.abc import Sequence

from briefing.brief.lines import Line


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


def is_fragment(line: Line) -> bool:
    """Tell of a quotation that begins inside its sentence: its subject may stand before it."""
    return line.text[:1].islower() and is_verbatim(line)


def opening(line: Line) -> str:
    """Return an ellipsis for a quotation that begins inside its sentence; it stands outside of the quote."""
    return "… " if is_fragment(line) else ""


def closing(line: Line) -> str:
    """Return an ellipsis for words that were cut; it stands outside of the quote."""
    return " …" if line.cut else ""


def shared_mark(lines: Sequence[Line]) -> Line | None:
    """Return a line whose citations serve all of ``lines``, where they are the same: one mark for a paragraph or a table (F2)."""
    cited = [line for line in lines if line.citations]
    return cited[0] if cited and len({line.citations for line in cited}) == 1 else None
