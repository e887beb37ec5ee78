"""Where the words stand, who says them, and when what they tell is to be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Section(StrEnum):
    BODY = "body"
    CAPTION = "caption"
    TITLE = "title"


class Match(StrEnum):
    """How a quote was found: letter for letter, up to typography, or up to case and punctuation."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that stand in a stored article: ``text[start:end] == quote``.

    ``text`` is the article's body, one of its captions (``index`` says which) or its title.
    """

    article_id: str
    section: Section
    index: int | None = None
    quote: str
    start: int
    end: int
    match: Match = Match.EXACT


class AttributionType(StrEnum):
    """Who stands behind a statement, strongest first."""

    DOCUMENT = "document"
    NAMED_OFFICIAL = "named_official"
    INSTITUTION = "institution"
    UNNAMED_OFFICIAL = "unnamed_official"
    UNNAMED_SOURCES = "unnamed_sources"
    ANALYST = "analyst"
    OUTLET_VOICE = "outlet_voice"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it. ``imputed`` when the speaker is not the one whose will or act is told."""

    type: AttributionType
    name: str | None = None
    role: str | None = None
    said_on: date | None = None
    imputed: bool = False


class HorizonBasis(StrEnum):
    """How the dates of a horizon were found."""

    STATED = "stated"
    RELATIVE = "relative"
    CONVENTION = "convention"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """When: the source's words, and the dates they mean (both ends included, or ``None``)."""

    text: str
    start: date | None
    end: date | None
    basis: HorizonBasis
