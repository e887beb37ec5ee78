"""A model's sentence against its evidence: it stands as written, or the evidence stands in its place. Pure.

What a sentence says must be in its own evidence. Models point to a part of a sentence whose rest, or whose
neighbour, names the one that it calls "he": such evidence is widened to the words that name him, before the
sentence is given up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.summarize.checks.claims import Context, Doubt, doubts
from briefing.summarize.model.pointers import Ground, quoted
from briefing.text import Span, count_words
from briefing.types import Evidence, Section

MOST_WORDS, MOST_CHARACTERS = 60, 600
"""Of one statement: a word may be written without end, and what is checked of it grows faster."""
ENGLISH = "en"
_TOLD = re.compile(r"\b(?:[A-Z][\w’'-]*|\d[\d.,]*\d|\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """``text`` as it may stand, and all it rests on; ``fault`` says why it is not the model's."""

    text: str
    evidence: tuple[Evidence, ...]
    fault: str | None = None


def told(text: str, evidence: Sequence[Evidence], names: Sequence[str | None], ground: Ground) -> Told:
    """Return ``text`` with the evidence that bears it, else the evidence, verbatim.

    ``names`` were proved to be named in the article elsewhere: holder, counterpart, speaker.
    """
    article = ground.article
    context = Context(
        published=article.published,
        article_text=article.text,
        title=article.title,
        proved=tuple(each for each in names if each),
        language=article.language,
    )
    given = tuple(evidence)
    if not text or len(text) > MOST_CHARACTERS or count_words(text) > MOST_WORDS:
        return Told(text=first_quote(given), evidence=given, fault="it is empty or too long")
    found: list[Doubt] = []
    for wider in _wider(given, found, ground):
        found[:] = doubts(text, [each.quote for each in wider], context)
        if not found:
            shown = text if article.language == ENGLISH else _marked(text)
            return Told(text=shown, evidence=_anchored(text, wider, context.proved, ground))
    fault = f"the {found[0].kind} {found[0].words!r} is not in its evidence"
    return Told(text=first_quote(given), evidence=given, fault=fault)


def _marked(text: str) -> str:
    """Return a statement over words of another language, marked before its full stop."""
    bare = text.removesuffix(".")
    return f"{bare} (translated){text[len(bare) :]}"


def _wider(
    evidence: tuple[Evidence, ...], found: Sequence[Doubt], ground: Ground
) -> Iterator[tuple[Evidence, ...]]:
    """Yield the evidence as given, then as whole sentences, then with a neighbour that has what was missed."""
    yield evidence
    rows = sorted({row for each in _body(evidence) for row in ground.numbers_of(Span(each.start, each.end))})
    rest = [each for each in evidence if each.section is not Section.BODY]
    whole = tuple(quoted(ground.article, ground.sentences[row]) for row in rows if row not in ground.barred)
    yield (*whole, *rest)
    near = {other for row in rows for other in (row - 1, row + 1)} - set(rows) - set(ground.barred)
    for row in sorted(each for each in near if 0 <= each < len(ground.sentences)):
        sentence = quoted(ground.article, ground.sentences[row])
        if found and all(doubt.words in sentence.quote for doubt in found):
            yield (*evidence, sentence)


def _anchored(
    text: str, evidence: tuple[Evidence, ...], proved: Sequence[str], ground: Ground
) -> tuple[Evidence, ...]:
    """Return the evidence with the whole sentence of a part whose rest has a name or number that ``text`` tells."""
    quotes = " ".join([*(each.quote for each in evidence), *proved])
    missing = [word for word in _TOLD.findall(text) if word not in quotes]
    rows = dict.fromkeys(
        row for each in _body(evidence) for row in ground.numbers_of(Span(each.start, each.end))
    )
    wanted = [
        row for row in rows if any(word in ground.sentences[row].of(ground.article.text) for word in missing)
    ]
    sentences = (quoted(ground.article, ground.sentences[row]) for row in wanted)
    return (*evidence, *(each for each in sentences if each not in evidence))


def _body(evidence: Sequence[Evidence]) -> list[Evidence]:
    return [each for each in evidence if each.section is Section.BODY]


def first_quote(evidence: Sequence[Evidence]) -> str:
    """Return the first quotation of the body, else of what there is."""
    body = [each.quote for each in _body(evidence)]
    return next(iter(body or [each.quote for each in evidence]), "")
