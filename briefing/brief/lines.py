"""One sentence or cell of a brief: whose words it is, and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.types import Evidence


class Voice(StrEnum):
    """Whose words a line is: an article's own, somebody's in an article, or ours."""

    FACT = "fact"
    CLAIM = "claim"
    OURS = "ours"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence or cell. ``citations`` are numbers of the source list.

    ``speaker`` names who says it under which ground rule ("a senior official, on background"),
    ``None`` for the outlet's own voice. ``label`` is a word of ours set before the text ("Open").
    ``cut`` is true for a beginning that does not stand alone. Only a line of ours may lack evidence.
    ``names`` are holders and speakers proved when it was written, whom it may name whatever the evidence calls them.
    """

    text: str
    voice: Voice
    speaker: str | None = None
    label: str | None = None
    cut: bool = False
    citations: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    names: tuple[str, ...] = ()
