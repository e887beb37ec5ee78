"""What a model may answer: the wire schema of each task. Strangers' data enters here, so it is pydantic.

A model gives no offsets: it points to numbered sentences ("12"), or to a part of one ("12: words").
What it leaves out counts as empty, and a single item that does not fit the schema costs that item alone.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from briefing.topics import TOPICS

Topic = Annotated[
    Literal[*TOPICS] | None,  # type: ignore[valid-type]
    BeforeValidator(lambda value: value if value in TOPICS else None),
]
Pointers = list[str]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class WireSentence(_Wire):
    """A generated sentence and where what it says stands."""

    text: str
    at: Pointers


class WireObjective(_Wire):
    """``who`` is "holder" or "holder > counterpart", ``voice`` "type: name" or "outlet_voice"."""

    statement: str
    subkind: Literal["goal", "message", "demand", "imputed"]
    who: str
    polarity: Literal["positive", "negative"]
    when: str | None = None
    voice: str
    at: Pointers


class WireExpectation(_Wire):
    statement: str
    subkind: Literal["forecast", "agenda", "negative", "conditional", "risk", "commitment"]
    who: str
    polarity: Literal["positive", "negative", "open"]
    hedge: str | None = None
    when: str | None = None
    voice: str
    at: Pointers


class WireParty(_Wire):
    """One side; without a voice of its own it speaks with the dispute's."""

    party: str
    position: str | None = None
    at: Pointers
    voice: str | None = None


class WireDispute(_Wire):
    statement: str
    subkind: Literal["bilateral", "concern", "umbrella"]
    name: str | None = None
    topic: Topic = None
    parties: list[WireParty]
    voice: str
    trend: str | None = None
    at: Pointers


class WireEvent(_Wire):
    what: str
    status: Literal["scheduled", "occurred", "postponed", "cancelled", "under_way"]
    when: str | None = None
    at: Pointers


def _fitting(kind: type[BaseModel | str]) -> BeforeValidator:
    """Keep of a list what fits ``kind``, of one item that stands alone a list of it: one out of form is no reason to lose the rest."""
    one: TypeAdapter[Any] = TypeAdapter(kind)

    def keep(value: object) -> object:
        some = value if isinstance(value, list) else [value]
        return [each for each in some if _fits(one, each)]

    return BeforeValidator(keep)


def _fits(adapter: TypeAdapter[Any], value: object) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


class WireArticle(_Wire):
    """What a model says of one article."""

    bottom_line: WireSentence
    objectives: Annotated[list[WireObjective], _fitting(WireObjective)]
    disputes: Annotated[list[WireDispute], _fitting(WireDispute)]
    expectations: Annotated[list[WireExpectation], _fitting(WireExpectation)]
    events: Annotated[list[WireEvent], _fitting(WireEvent)] = []
    contradicted: Pointers = []


class WireOpen(_Wire):
    """What a line says of an open entry, which its letter names; ``what`` came of one that was met or missed, in a few words."""

    entry: str
    became: Literal["same", "met", "missed"]
    what: str | None = None
    at: Pointers


class WireCell(WireSentence):
    """What one party wants, says or is expected to do about a matter, in words that follow its name."""

    of: str


class WireMatter(_Wire):
    """One matter of a story, a cell for each party that is heard on it."""

    name: Annotated[str, BeforeValidator(lambda value: value or "")]
    cells: Annotated[list[WireCell], _fitting(WireCell)]


class WireStory(_Wire):
    """The head of a story; ``same`` pairs lines that say one thing ("3=9"), ``ahead`` tells in a few words what is to come,
    ``repeats`` whether earlier reports told it all.
    """

    headline: WireSentence
    bottom_line: list[WireSentence]
    matters: Annotated[list[WireMatter], _fitting(WireMatter)] = []
    ahead: Annotated[list[WireSentence], _fitting(WireSentence)] = []
    same: Annotated[list[str], _fitting(str)] = []
    open: Annotated[list[WireOpen], _fitting(WireOpen)] = []
    watch: Annotated[list[WireSentence], _fitting(WireSentence)] = []
    comment: Annotated[list[WireSentence], _fitting(WireSentence)] = []
    repeats: Annotated[bool, BeforeValidator(lambda value: value is True)] = False


class WireTold(_Wire):
    """How the page tells one of its stories, all of it over the story's lines: sentences, the rows of a table, comments."""

    story: str
    sentences: Annotated[list[WireSentence], _fitting(WireSentence)] = []
    rows: Annotated[list[WireMatter], _fitting(WireMatter)] = []
    comments: Annotated[list[WireSentence], _fitting(WireSentence)] = []


class WireEdition(_Wire):
    """The bottom line of an edition, and how its page tells each story."""

    bottom_line: list[WireSentence]
    stories: Annotated[list[WireTold], _fitting(WireTold)] = []
