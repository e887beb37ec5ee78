"""What is collected: sources, documents, and the articles in them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SourceKind(StrEnum):
    FOLDER = "folder"
    FILE = "file"
    FEED = "feed"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place that articles come from, as configured or named on the command line.

    ``location`` is a path or an http(s) address. ``outlet`` and ``grade`` (Admiralty
    letter A to F) are the desk's own word and win over what a document says. Without a
    ``kind``, what is found at the location decides.
    """

    name: str
    location: str
    kind: SourceKind | None = None
    outlet: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchState:
    """What a conditional request needs to know of the last answer from ``url``.

    ``failed_at`` is when a feed's entry was last come to and gave nothing; an entry without a page has an address of its own too.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    retry_after: datetime | None = None
    failed_at: datetime | None = None


class MediaType(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file or page as received, decoded but not cleaned.

    ``hints`` carries what the carrier says of it (front matter is part of ``text``):
    a feed entry's title, published, outlet, language, all as written.
    """

    id: str
    source: str
    location: str
    url: str | None
    media_type: MediaType
    text: str
    hints: "DocumentHints"
    encoding_suspect: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHints:
    title: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    outlet: str | None = None
    language: str | None = None


class PublishedBasis(StrEnum):
    """How the date of publication is known, best first."""

    FRONT_MATTER = "front_matter"
    METADATA = "metadata"
    FEED = "feed"
    ARGUMENT = "argument"
    TEXT = "text"
    UNDATED = "undated"


class NoiseReason(StrEnum):
    """Why a passage of the raw text is not part of the article's body."""

    REPEATED_HEADLINE = "repeated_headline"
    STANDFIRST = "standfirst"
    KEY_POINTS = "key_points"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    DATELINE_FURNITURE = "dateline_furniture"
    RELATED = "related"
    SIDEBAR = "sidebar"
    PROGRAMME = "programme"
    PROMPT = "prompt"
    POSTSCRIPT = "postscript"
    APPENDED_ARTICLE = "appended_article"
    BOILERPLATE = "boilerplate"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """A passage that cleaning took out; offsets into the document's text as read."""

    start: int
    end: int
    reason: NoiseReason
    text: str


class ArticleFlag(StrEnum):
    OPINION = "opinion"
    NO_FULL_TEXT = "no_full_text"
    ENCODING_SUSPECT = "encoding_suspect"
    SPLIT_OFF = "split_off"
    MACHINE_ADDRESSED = "machine_addressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One cleaned article: the text that every span of evidence points into.

    ``published`` is the local date as the source gives it, ``published_at`` the instant
    where a time of day is known. Both are ``None`` for an undated article. Paragraphs of
    ``text`` are separated by one blank line; ``words`` counts those of ``text``.
    ``part`` is 0 for the document's own article and 1, 2 … for what was appended to it.
    ``unread_date`` is what the front matter gives as the article's day and nobody can read as one, whatever dates the article instead.
    """

    id: str
    document_id: str
    part: int
    title: str
    published: date | None
    published_at: datetime | None
    published_basis: PublishedBasis
    outlet: str | None
    url: str | None
    language: str
    words: int
    text: str
    captions: tuple[str, ...] = ()
    noise: tuple[Noise, ...] = ()
    flags: tuple[ArticleFlag, ...] = ()
    unread_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHead:
    """What deciding needs of a stored article, without its text.

    ``canonical_id`` is the article it is a copy of (itself for an original), ``None`` until compared.
    """

    id: str
    title: str
    published: date | None
    published_at: datetime | None
    language: str
    split_off: bool
    canonical_id: str | None
    collected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateGroup:
    """Articles that are one text: copies of ``canonical_id``, itself included first."""

    canonical_id: str
    article_ids: tuple[str, ...]
