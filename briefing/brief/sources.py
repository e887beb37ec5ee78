"""The source list of a brief, and the passages that quotes stand in."""

from dataclasses import dataclass
from datetime import date

from briefing.types import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One entry of the source list. ``origin`` numbers the independent source it belongs to.

    ``grade`` is the Admiralty letter, ``grade_basis`` who set it; ``cited`` is false for an article
    that was read and that no line of the brief rests on, but perhaps a row's history.
    """

    number: int
    article_id: str
    title: str
    outlet: str | None
    url: str | None
    published: date | None
    published_basis: str
    grade: str
    grade_basis: str
    origin: int
    new: bool
    late: bool
    opinion: bool
    cited: bool
    copies: tuple[str, ...]
    engine: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The paragraph (or caption, or title) that quotes stand in, so that a page can show it.

    ``start`` is the offset of ``text`` in the article's section.
    """

    article_id: str
    section: Section
    index: int | None
    start: int
    text: str
