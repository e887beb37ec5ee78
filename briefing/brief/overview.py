"""What a list of editions tells of one."""

from dataclasses import dataclass

from briefing.brief import Header
from briefing.brief.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A story's headline, without the story."""

    headline: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a list of editions tells of one; it can be read from the JSON of a whole brief."""

    header: Header
    bottom_line: tuple[Line, ...]
    stories: tuple[Headed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An edition in the index: where its ``files`` are, in a ``folder`` relative to the index."""

    overview: Overview
    folder: str
    files: tuple[str, ...]
