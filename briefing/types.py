"""The nouns of the product, in the order of the flow; ``docs/glossary.md`` says what each means.

Field names of everything from ``Evidence`` to ``EngineInfo`` are the names of the
JSON contract. Offsets are in code points, the end is exclusive.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# ── collecting ────────────────────────────────────────────────────────────────


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
    """What a conditional request needs to know of the last answer from ``url``."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    retry_after: datetime | None = None


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


# ── understanding ─────────────────────────────────────────────────────────────


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


class ActorKind(StrEnum):
    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """``country`` is an ISO 3166-1 alpha-2 code, or ``None``."""

    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    OPEN = "open"


class ObjectiveSubkind(StrEnum):
    GOAL = "goal"
    MESSAGE = "message"
    DEMAND = "demand"
    IMPUTED = "imputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An outcome or act that ``holder`` wants or sets out to bring about."""

    id: str
    statement: str
    subkind: ObjectiveSubkind
    holder: str
    counterpart: str | None
    topic: str | None
    polarity: Polarity
    hedge: str | None
    attribution: Attribution
    horizon: Horizon | None
    evidence: tuple[Evidence, ...]


class DisputeSubkind(StrEnum):
    BILATERAL = "bilateral"
    CONCERN = "concern"
    UMBRELLA = "umbrella"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A dispute getting sharper or milder, with the words that say so."""

    direction: Direction
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a dispute; ``position`` is ``None`` where the article gives it no words."""

    party: str
    position: str | None
    attribution: Attribution | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Incompatible positions, or an objection to another's conduct, on one topic.

    ``topic_text`` names what it is about in the source's own words, where one is found: "landing rule".
    """

    id: str
    statement: str
    subkind: DisputeSubkind
    topic: str | None
    attribution: Attribution
    parties: tuple[Party, ...]
    trend: Trend | None
    evidence: tuple[Evidence, ...]
    topic_text: str | None = None


class ExpectationSubkind(StrEnum):
    FORECAST = "forecast"
    AGENDA = "agenda"
    NEGATIVE = "negative"
    CONDITIONAL = "conditional"
    RISK = "risk"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How likely a future state of affairs is said to be; reality can answer it.

    ``hedge`` is the source's wording. ``band`` is the row of ICD 203's table that the
    hedge maps to, or ``None`` where it gives no odds.
    """

    id: str
    statement: str
    subkind: ExpectationSubkind
    holder: str
    counterpart: str | None
    topic: str | None
    polarity: Polarity
    hedge: str | None
    band: str | None
    attribution: Attribution
    horizon: Horizon | None
    evidence: tuple[Evidence, ...]


class EventStatus(StrEnum):
    SCHEDULED = "scheduled"
    OCCURRED = "occurred"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNDER_WAY = "under_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    what: str
    status: EventStatus
    when: Horizon | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something found and not used, and why; ``replaced`` where its words stand in its place."""

    reason: str
    quote: str | None
    statement: str | None
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """Which engine wrote a summary and what that took; ``cost`` in the configured currency.

    ``instead_of`` names the model whose answer could not be used, and why, where this engine stands in for it.
    """

    name: str
    model: str | None = None
    prompt_version: str | None = None
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What summarizing would take at a model: requests, tokens, ``cost`` in the configured currency."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One request to a model's server: what for, what it came to, and what it took.

    ``subject`` is the id of what was asked about. Tokens and ``cost`` (in the configured currency) are by our own
    count, ``seconds`` by the clock.
    """

    task: str
    subject: str
    prompt_version: str
    model: str
    outcome: str
    message: str
    tokens_in: int
    tokens_out: int
    cost: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer that need not be asked for again. ``body`` is its JSON text, or why there is none."""

    task: str
    prompt_version: str
    model: str
    outcome: str
    body: str
    requests: int
    tokens_in: int
    tokens_out: int
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """What one article says of objectives, disputes and expectations, each with its evidence."""

    article_id: str
    bottom_line: BottomLine
    actors: tuple[Actor, ...]
    objectives: tuple[Objective, ...]
    disputes: tuple[Dispute, ...]
    expectations: tuple[Expectation, ...]
    events: tuple[Event, ...]
    withheld: tuple[Withheld, ...]
    engine: EngineInfo


Item = Objective | Dispute | Expectation


# ── following ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one news event within days.

    ``article_ids`` are canonical articles new in this edition, best first; ``background_ids``
    are articles on file about the same affairs. ``origins`` partitions ``article_ids`` and their
    copies into independent sources (shared wire text makes one origin).
    """

    id: str
    article_ids: tuple[str, ...]
    background_ids: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where an article stands for good: in which story of which thread, each named after the article that founded it."""

    article_id: str
    story_id: str
    thread_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledStory:
    """A story of a thread: the days of its first and its last article, and the latter."""

    id: str
    thread_id: str
    first: date
    last: date
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A line that passed the checks, as it is handed to a model that writes over several of them.

    ``about`` says what it is ("objective of China"), ``speaker`` who says it under which ground rule (``None`` for
    the outlet), ``item_id`` which item it tells. ``speaks_for`` are the party and the state that the speaker speaks for,
    ``parties`` those whose act or position it is, ``horizon`` is when it is to be.
    """

    text: str
    about: str
    source: str
    speaker: str | None
    item_id: str | None
    evidence: tuple[Evidence, ...]
    speaks_for: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    horizon: Horizon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSentence:
    """A sentence that a model wrote over checked lines, with all their evidence.

    ``speakers`` are those of the lines' speakers whom the sentence itself does not name.
    """

    text: str
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a model read of an open entry in an article's checked words.

    ``status`` is what became of the entry, ``None`` where the article's item ``item_id`` is the entry, seen again.
    """

    entry_id: str
    article_id: str
    item_id: str | None
    status: "LedgerStatus | None"
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCell:
    """What a model wrote of one party in a matter, in words that follow its name; ``item_ids`` are those it cites."""

    party: str
    said: WrittenSentence
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What several items of a story are about, a cell for each party; ``name`` is in their words, ``None`` where it was not."""

    name: str | None
    item_ids: tuple[str, ...]
    cells: tuple[WrittenCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """What a model wrote, in a few words, of something ahead; ``days`` are the last days of the times that its lines name, each with that line's evidence."""

    said: WrittenSentence
    days: tuple[tuple[date, tuple[Evidence, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """What a model wrote over the checked lines of a story. ``same`` pairs items that tell one thing.

    ``matters`` are what the story is about, the most important first; ``dates`` tell in a few words what is set or expected for a
    day ahead; ``judgements`` are of the open entries that it was shown; ``watch`` asks what the coming days will answer.
    """

    story_id: str
    headline: WrittenSentence | None
    bottom_line: tuple[WrittenSentence, ...]
    same: tuple[tuple[str, str], ...]
    comment: WrittenSentence | None
    withheld: tuple[Withheld, ...]
    engine: EngineInfo
    judgements: tuple[Judgement, ...] = ()
    watch: WrittenSentence | None = None
    matters: tuple[Matter, ...] = ()
    dates: tuple[WrittenDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionText:
    """What a model wrote over the heads of an edition's stories."""

    bottom_line: tuple[WrittenSentence, ...]
    withheld: tuple[Withheld, ...]
    engine: EngineInfo


class LedgerKind(StrEnum):
    OBJECTIVE = "objective"
    DISPUTE = "dispute"
    EXPECTATION = "expectation"


class LedgerStatus(StrEnum):
    """Where an entry of the ledger stands (briefcraft 2.7). Closing is reversible: later evidence may answer it still."""

    NEW = "new"
    PURSUED = "pursued"
    ADVANCED = "advanced"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"
    UNCHANGED = "unchanged"
    ESCALATED = "escalated"
    EASED = "eased"
    SETTLED = "settled"
    OPEN = "open"
    MOVED = "moved"
    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    CLOSED = "closed_without_report"
    SUPERSEDED = "superseded"
    NOT_CONTRADICTED = "not_contradicted"
    CONTRADICTED = "contradicted"
    BORNE_OUT = "borne_out"
    DORMANT = "dormant"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One article's item that an entry of the ledger was seen in. ``late`` if its day was past when it came."""

    article_id: str
    item_id: str
    published: date
    late: bool = False
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An objective, dispute or expectation as it is followed across days.

    Its words (``statement``, ``hedge``, ``attribution``, ``evidence``) are those of its strongest speaker, of the latest
    report where several are as strong. ``parties`` are a dispute's; ``holder`` is then the first of them. After
    ``check_after`` silence is told; without one nothing falls due. ``parent`` is the entry that a disjunct belongs to.
    """

    id: str
    kind: LedgerKind
    subkind: str
    holder: str
    holder_country: str | None
    counterpart: str | None
    parties: tuple[str, ...]
    topic: str | None
    polarity: Polarity | None
    statement: str
    hedge: str | None
    attribution: Attribution
    horizon: Horizon | None
    check_after: date | None
    trend: Trend | None
    status: LedgerStatus
    first_seen: date
    last_seen: date
    evidence: tuple[Evidence, ...]
    sightings: tuple[Sighting, ...]
    closed_on: date | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """By what the entries are found that may be told in the words of another: keys of all its meaningful words, and of the
    ``telling`` ones, without names and hedges. ``acts`` are the keys of its acts, where sharing one makes up for words.
    """

    words: frozenset[str]
    telling: frozenset[str]
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerChange:
    """One transition of an entry: what was so before and is so after, the report that says so, and the rule.

    ``field`` is the field that changed from ``old`` to ``new`` where the change is not of the status alone.
    """

    entry_id: str
    day: date
    rule: str
    before: LedgerStatus | None
    after: LedgerStatus
    field: str | None = None
    old: str | None = None
    new: str | None = None
    article_id: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDecision:
    """A reader's word on an entry: rejected for a reason, or restored; the latest counts."""

    entry_id: str
    rejected: bool
    reason: str | None
    at: datetime


# ── publishing ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that went wrong in a run without ending it."""

    stage: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did; ``failures`` decide between the exit codes 0 and 1."""

    tried: int = 0
    answered: int = 0
    collected: int = 0
    summarized: int = 0
    failures: tuple[Failure, ...] = field(default=())
