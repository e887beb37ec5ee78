"""Our search for quotations beside LangExtract's aligner: verbatim ones, with other punctuation, with one word changed."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from benchmarks.measured import Spread, Work, ratios, spread, timed
from briefing.evaluation import LabelledArticle
from briefing.summarize.checks import locate
from briefing.summarize.checks.plain import plain
from briefing.text import Span, fold, word_spans
from briefing.types import Article, Match

OURS, PEER = "our search", "LangExtract"
_FEWEST_WORDS = 5
_NEAR = 3
_TIMED_OF = 5

Find = Callable[[str, str], tuple[Span, bool] | None]
"""Given a quotation and a text, return where it stands and whether letter for letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A quotation as it is looked for, the text, and where the true words stand."""

    quote: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """One line of the table: how many are found in their place, and how many with a changed word pass as verbatim.

    ``time`` is how many times as long as ours it takes for a quotation.
    """

    name: str
    verbatim: int
    verbatim_of: int
    punctuation: int
    punctuation_of: int
    changed_accepted: int
    changed_located: int
    changed_of: int
    time: Spread


def locators(articles: Sequence[Article], labelled: Sequence[LabelledArticle]) -> list[Locator]:
    """Try both on the same quotations and texts; every fifth is timed."""
    verbatim = [*_of_the_sample(articles), *_of_the_labelled(labelled)]
    other = [each for one in verbatim if (each := _repunctuated(one)).quote != one.quote]
    changed = [_changed(each) for each in verbatim]
    finders = {OURS: ours, PEER: langextracts()}
    some = [*verbatim, *other, *changed][::_TIMED_OF]
    spent = timed(**{name: _finding(find, some) for name, find in finders.items()})
    return [
        _locator(name, find, verbatim, other, changed, spread(ratios(spent, name, OURS)))
        for name, find in finders.items()
    ]


def _finding(find: Find, planted: Sequence[Planted]) -> Work:
    def work() -> None:
        plain.cache_clear()
        for each in planted:
            find(each.quote, each.text)

    return work


def _locator(
    name: str,
    find: Find,
    verbatim: Sequence[Planted],
    other: Sequence[Planted],
    changed: Sequence[Planted],
    time: Spread,
) -> Locator:
    found = [find(each.quote, each.text) for each in changed]
    return Locator(
        name=name,
        verbatim=sum(_in_place(find, each) for each in verbatim),
        verbatim_of=len(verbatim),
        punctuation=sum(_in_place(find, each) for each in other),
        punctuation_of=len(other),
        changed_accepted=sum(each is not None and each[1] for each in found),
        changed_located=sum(each is not None for each in found),
        changed_of=len(changed),
        time=time,
    )


def _in_place(find: Find, planted: Planted) -> bool:
    """Tell whether the words were found where they stand, a mark or two at their ends aside."""
    found = find(planted.quote, planted.text)
    if found is None:
        return False
    span, _ = found
    return abs(span.start - planted.span.start) <= _NEAR and abs(span.end - planted.span.end) <= _NEAR


# ── who looks ─────────────────────────────────────────────────────────────────


def ours(quote: str, text: str) -> tuple[Span, bool] | None:
    found = locate(quote, text)
    return None if found is None else (found.span, found.match is Match.EXACT)


def langextracts() -> Find:
    """LangExtract's aligner with its own settings, asked for one quotation at a time."""
    from langextract.core.data import AlignmentStatus, Extraction
    from langextract.resolver import WordAligner

    def find(quote: str, text: str) -> tuple[Span, bool] | None:
        wanted = Extraction(extraction_class="quotation", extraction_text=quote)
        ((found,),) = WordAligner().align_extractions([[wanted]], text)
        place = found.char_interval
        if place is None or place.start_pos is None or place.end_pos is None:
            return None
        return Span(place.start_pos, place.end_pos), found.alignment_status is AlignmentStatus.MATCH_EXACT

    return find


# ── what is looked for ────────────────────────────────────────────────────────


def _of_the_sample(articles: Sequence[Article]) -> list[Planted]:
    """Return the quotations that the sample expects, each in the first article that has it."""
    told = tomllib.loads((files("briefing.data") / "sample" / "expected.toml").read_text(encoding="utf-8"))
    quotes = [quote["text"] for article in told["article"] for quote in article.get("quotes", ())]
    texts = [each.text for each in articles]
    return [
        planted
        for quote in quotes
        for text in [next((each for each in texts if quote in each), "")]
        for planted in _planted(quote, text)
    ]


def _of_the_labelled(labelled: Sequence[LabelledArticle]) -> list[Planted]:
    return [
        planted
        for article in labelled
        for item in article.items
        for one in item.evidence
        for planted in _planted(one.quote, article.text)
    ]


def _planted(quote: str, text: str) -> list[Planted]:
    """Return the quotation if it stands once and has enough words to be told from others."""
    if text.count(quote) != 1 or len(word_spans(quote)) < _FEWEST_WORDS:
        return []
    start = text.index(quote)
    return [Planted(quote=quote, text=text, span=Span(start, start + len(quote)))]


def _repunctuated(planted: Planted) -> Planted:
    """Return it with plain quotation marks and dashes and without commas, as models copy."""
    return Planted(quote=re.sub(r",(?= )", "", fold(planted.quote)), text=planted.text, span=planted.span)


def _changed(planted: Planted) -> Planted:
    """Return it with its longest inner word replaced by another."""
    inner = word_spans(planted.quote)[1:-1]
    longest = max(inner, key=lambda span: (span.end - span.start, -span.start))
    quote = planted.quote[: longest.start] + "seldom" + planted.quote[longest.end :]
    return Planted(quote=quote, text=planted.text, span=planted.span)
