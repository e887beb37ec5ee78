"""Labelled articles: texts in which people marked what an engine should find, read from files and held to the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from pydantic import ValidationError

from briefing import serial
from briefing.collect.language import language_of
from briefing.errors import UsageError
from briefing.text import Span, count_words
from briefing.types import Article, AttributionType, PublishedBasis

Kind = Literal["objective", "dispute", "expectation"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MIDDLE_OF_A_MONTH = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuote:
    """Words that were marked: ``text[start:end] == quote``, in code points, end exclusive."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSpeaker:
    """Who says it."""

    type: AttributionType
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledHorizon:
    """When it is to be: the words, and the last day that they mean."""

    text: str | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledItem:
    """One marked objective, dispute or expectation. ``core``: the shortest summary must have it."""

    kind: Kind
    subkind: str
    core: bool = False
    holder: str | None = None
    counterpart: str | None = None
    attribution: LabelledSpeaker | None = None
    horizon: LabelledHorizon | None = None
    evidence: tuple[LabelledQuote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    """A sentence of the text and the kinds of what it tells."""

    start: int
    end: int
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledNoise:
    """A passage of the text that is page furniture, on which nothing may rest."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """What another annotator marked in the same text, without knowing of the first."""

    items: tuple[LabelledItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """A text with its marks, as its file has them; ``id`` is the file's name. Fields that are not read may stand there.

    ``published`` is a day, a month or nothing. ``bottom_line`` is the article in at most forty words, in other words.
    """

    id: str = ""
    title: str
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    text: str
    items: tuple[LabelledItem, ...]
    sentence_labels: tuple[LabelledSentence, ...] = ()
    bottom_line: str = ""
    noise: tuple[LabelledNoise, ...] = ()
    second: SecondReading | None = None


def shipped() -> Path:
    """Return the folder of the labelled articles that come with the program."""
    return Path(str(files("briefing.data"))) / "labelled"


def labelled_articles(place: Path) -> list[LabelledArticle]:
    """Return the labelled articles of the folder or file ``place``, in the order of their names.

    Raises :class:`UsageError`, one line for the first fault: nothing there, no labelled file, a file that is not of
    the form, marked words that do not stand where they are said to.
    """
    if not place.exists():
        raise UsageError(f"{place}: is not there; name a folder of labelled articles")
    paths = [place] if place.is_file() else sorted(place.glob("*.json"))
    if not paths:
        raise UsageError(f"{place}: holds no labelled article; they are files that end in .json")
    return [_read(path) for path in paths]


def article_of(labelled: LabelledArticle) -> Article:
    """Return the article that an engine is given: the labelled text as it stands, so that offsets agree."""
    day = _day(labelled.published)
    return Article(
        id=labelled.id,
        document_id=labelled.id,
        part=0,
        title=labelled.title,
        published=day,
        published_at=None,
        published_basis=PublishedBasis.ARGUMENT if day else PublishedBasis.UNDATED,
        outlet=labelled.outlet,
        url=None,
        language=language_of(labelled.text, labelled.language),
        words=count_words(labelled.text),
        text=labelled.text,
    )


def _day(published: str | None) -> date | None:
    """Return the day of publication; of a month its middle, from which "later this year" is the same year."""
    if not published:
        return None
    is_month = len(published) == len("2026-03")
    return date.fromisoformat(f"{published}-{MIDDLE_OF_A_MONTH}" if is_month else published)


def _read(path: Path) -> LabelledArticle:
    try:
        article = replace(serial.loads(LabelledArticle, path.read_text(encoding="utf-8")), id=path.stem)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a folder that can be read") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text") from error
    except ValidationError as error:
        raise UsageError(f"{path}: is no labelled article: {_first_fault(error)}") from error
    fault = next(_faults(article), None)
    if fault:
        raise UsageError(f"{path}: {fault}")
    return article


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"])
    return f"{key}: {fault['msg']}" if key else fault["msg"]


def _faults(article: LabelledArticle) -> Iterator[str]:
    """Yield what the form allows and the text does not."""
    second = article.second.items if article.second else ()
    for name, items in (("items", article.items), ("second.items", second)):
        for number, item in enumerate(items):
            yield from _faults_of_item(article.text, f"{name}.{number}", item)
    yield from _faults_of_spans(article.text, "sentence_labels", article.sentence_labels)
    yield from _faults_of_spans(article.text, "noise", article.noise)
    try:
        _day(article.published)
    except ValueError:
        yield f"published: {article.published!r} is no date; write it as 2026-03-04 or 2026-03"


def _faults_of_item(text: str, name: str, item: LabelledItem) -> Iterator[str]:
    if not item.evidence:
        yield f"{name}: has no evidence"
    for one in item.evidence:
        if one.start < 0 or not one.quote or Span(one.start, one.end).of(text) != one.quote:
            yield f"{name}: “{one.quote[:60]}” does not stand at {one.start} to {one.end} of the text"


def _faults_of_spans(
    text: str, name: str, spans: Iterable[LabelledSentence | LabelledNoise]
) -> Iterator[str]:
    for number, span in enumerate(spans):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name}.{number}: {span.start} to {span.end} is no passage of the text"
