"""What a model writes over the checked lines of a story, and of an edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.types.engines import EngineInfo
from briefing.types.evidence import Evidence, Horizon
from briefing.types.ledger import LedgerStatus
from briefing.types.summaries import Withheld

SENTENCE, COMMENT = "sentence", "comment of ours"
"""What a line of a story's lead is about, and one of its comments, where the editor of a page reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A line that passed the checks, as it is handed to a model that writes over several of them.

    ``about`` says what it is ("objective of China"), ``speaker`` who says it under which ground rule (``None`` for
    the outlet), ``item_id`` which item it tells, ``story`` the place on the page, from 1, of the story that it belongs to. ``speaks_for`` are the party and the state that the speaker speaks for,
    ``parties`` those whose act or position it is, ``names`` whom else words over it may name, ``horizon`` is when it is to be.
    """

    text: str
    about: str
    source: str
    speaker: str | None
    item_id: str | None
    evidence: tuple[Evidence, ...]
    speaks_for: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    horizon: Horizon | None = None
    story: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSentence:
    """A sentence that a model wrote over checked lines, with all their evidence.

    ``speakers`` are those of the lines' speakers whom the sentence itself does not name, ``names`` the holders and speakers of the
    lines that it may name, whatever their words call them.
    """

    text: str
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a model read of an open entry in an article's checked words.

    ``status`` is what became of the entry, ``None`` where the article's item ``item_id`` is the entry, seen again.
    """

    entry_id: str
    article_id: str
    item_id: str | None
    status: LedgerStatus | None
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
class Prospect:
    """What a model wrote, in a few words, of something ahead; ``days`` has its day for each line that names it, with that line's evidence.

    The day is the last of the time that the first dated line names, ``None`` where none of its lines names one; ``when`` are then
    the words that a line has for it.
    """

    said: WrittenSentence
    days: tuple[tuple[date | None, tuple[Evidence, ...]], ...]
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """What a model wrote over the checked lines of a story. ``same`` pairs items that tell one thing.

    ``matters`` are what the story is about, the most important first; ``ahead`` tells in a few words what is set, promised or expected; ``judgements`` are of the open entries that it was shown,
    ``outcomes`` what came of those that were met or missed, by their ids;
    ``watch`` are questions that the coming days will answer; ``comment`` sets lines beside each other, earlier reports' too, each sentence
    checked by itself; ``repeats`` says that those reports told already all that the story's tell.
    """

    story_id: str
    headline: WrittenSentence | None
    bottom_line: tuple[WrittenSentence, ...]
    same: tuple[tuple[str, str], ...]
    withheld: tuple[Withheld, ...]
    engine: EngineInfo
    judgements: tuple[Judgement, ...] = ()
    outcomes: Mapping[str, WrittenSentence] = field(default_factory=dict)
    watch: tuple[WrittenSentence, ...] = ()
    matters: tuple[Matter, ...] = ()
    ahead: tuple[Prospect, ...] = ()
    comment: tuple[WrittenSentence, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedStory:
    """How the editor of a page tells one of its stories: ``number`` is its place on the page, from 1.

    ``lead`` are its sentences, ``rows`` those of its table, ``comments`` ours, the most telling first.
    """

    number: int
    lead: tuple[WrittenSentence, ...] = ()
    rows: tuple[Matter, ...] = ()
    comments: tuple[WrittenSentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionText:
    """What a model wrote over the heads of an edition's stories: the bottom line, and each story as the page tells it."""

    bottom_line: tuple[WrittenSentence, ...]
    withheld: tuple[Withheld, ...]
    engine: EngineInfo
    stories: tuple[EditedStory, ...] = ()
