"""A text as received becomes its article, or articles, and the furniture that was around them. Pure.

No library does this for plain text: where a page was copied or converted without its markup, only the
shape of the lines, repetition, position and the words themselves tell an article from the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.collect.appended import starts_of
from briefing.collect.biography import biographies
from briefing.collect.blocks import Block, blocks_of, normalized
from briefing.collect.furniture import (
    is_opinion_mark,
    is_opinion_title,
    line_reason,
    reporting_credit_at_end,
)
from briefing.collect.head import head_of, headline_at, repeated_headlines
from briefing.collect.page import Marks, Page
from briefing.collect.pictures import caption_text, captions_in, is_said_before
from briefing.collect.sidebars import lone_lines, pull_quotes, reader_notices, sections_of, unrelated_end
from briefing.collect.walls import barred_by
from briefing.text import sentences
from briefing.types import Noise, NoiseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """One article of a text. ``noise`` lies within the raw text, ``start`` to ``end`` is the article's part of it.

    ``words`` counts those of the body, two Chinese characters as one; ``walls`` names what barred the way to the text, if anything did; ``opinion`` tells that a line marks it as such.
    """

    start: int
    end: int
    title: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    noise: tuple[Noise, ...]
    words: int
    walls: frozenset[str] = frozenset()
    opinion: bool = False

    @property
    def text(self) -> str:
        """The body: its paragraphs, separated by one blank line."""
        return "\n\n".join(self.paragraphs)


def clean(
    raw: str, *, start: int = 0, title: str | None = None, markdown: bool = False
) -> tuple[Cleaned, ...]:
    """Return the article that ``raw`` holds from ``start`` on, and after it each one that was appended to it.

    ``title`` is the first one's if it is known. Every paragraph of a body stands in ``raw``, up to white space,
    control characters and, in ``markdown``, its marks; ``raw[noise.start : noise.end] == noise.text``. A text
    without an article gives one without paragraphs. Takes time linear in the length of ``raw``.
    """
    blocks = blocks_of(raw, start=start, markdown=markdown)
    page = Page(blocks=tuple(piece for block in blocks for piece in _without_credit(raw, block)))
    marks = {index: reason for index, block in enumerate(page.blocks) if (reason := line_reason(block))}
    bounds = pairwise([*starts_of(page, marks), len(page.blocks)])
    first, *appended = (
        _clean_part(
            raw,
            Page(blocks=page.blocks[begin:end]),
            {index - begin: marks[index] for index in range(begin, end) if index in marks},
            title if begin == 0 else None,
        )
        for begin, end in bounds
    )
    return (_with_appended(raw, first, appended), *(each for each in appended if each.paragraphs))


def _without_credit(raw: str, block: Block) -> Iterator[Block]:
    """Yield a paragraph, and apart from it the "(Reporting by …; Editing by …)" that may end it."""
    cut = reporting_credit_at_end(raw[block.start : block.end])
    if not cut:
        yield block
        return
    yield from (
        piece
        for bounds in pairwise((block.start, block.start + cut, block.end))
        for piece in blocks_of(raw[: bounds[1]], start=bounds[0])
    )


def _clean_part(raw: str, part: Page, words: dict[int, NoiseReason], title: str | None) -> Cleaned:
    title_at = headline_at(part, words, title)
    page = replace(part, title_at=title_at)
    if title_at is not None:
        words.pop(title_at, None)
    known = title or (page.blocks[title_at].text if title_at is not None else None)
    walls = barred_by(page, words)
    marks = _furniture(page, walls.marks | words, known)
    body = page.open(marks)
    paragraphs = tuple(page.blocks[index].text for index in body)
    return Cleaned(
        start=page.blocks[0].start if page.blocks else 0,
        end=page.blocks[-1].end if page.blocks else 0,
        title=known or _first_sentence(paragraphs),
        paragraphs=paragraphs,
        captions=_captions(page, marks),
        noise=tuple(_noise(raw, page, marks)),
        words=page.words_of(body),
        walls=walls.kinds,
        opinion=_is_opinion(page, known, body),
    )


def _furniture(page: Page, by_words: Marks, title: str | None) -> dict[int, NoiseReason]:
    """Return what is not body. Each step sees what the steps before it found, and does not change it."""
    marks = dict(by_words)
    if title:
        marks |= repeated_headlines(page, marks, title)
    marks = captions_in(page, marks) | marks
    marks = sections_of(page, marks) | marks
    marks = head_of(page, marks, title or "") | marks
    marks = unrelated_end(page, marks) | pull_quotes(page, marks) | reader_notices(page, marks) | marks
    marks = lone_lines(page, marks) | marks
    return biographies(page, marks) | marks


def _captions(page: Page, marks: Marks) -> tuple[str, ...]:
    """Return the captions in order, one for each picture."""
    texts = (
        caption_text(page.blocks[index])
        for index, reason in sorted(marks.items())
        if reason is NoiseReason.CAPTION and not is_said_before(page, marks, index)
    )
    return tuple({normalized(text): text for text in texts if text}.values())


def _first_sentence(paragraphs: Sequence[str]) -> str:
    if not paragraphs:
        return ""
    spans = sentences(paragraphs[0])
    return spans[0].of(paragraphs[0]) if spans else paragraphs[0]


def _is_opinion(page: Page, title: str | None, body: Sequence[int]) -> bool:
    head = range(body[0] if body else 0)
    return (title is not None and is_opinion_title(title)) or any(
        is_opinion_mark(page.blocks[index].text) for index in head
    )


# ── noise ─────────────────────────────────────────────────────────────────────


def _noise(raw: str, page: Page, marks: Marks) -> Iterator[Noise]:
    """Yield what was marked; neighbours with the same reason are one passage, but each caption stands alone."""
    start: int | None = None
    for index in sorted(marks):
        block, reason = page.blocks[index], marks[index]
        if start is None:
            start = block.bullet
        if reason is not NoiseReason.CAPTION and marks.get(index + 1) is reason:
            continue
        yield noise_at(raw, start, block.end, reason)
        start = None


def noise_at(raw: str, start: int, end: int, reason: NoiseReason) -> Noise:
    """Return the passage ``raw[start:end]`` as noise."""
    return Noise(start=start, end=end, reason=reason, text=raw[start:end])


def _with_appended(raw: str, first: Cleaned, appended: Sequence[Cleaned]) -> Cleaned:
    """Name what was appended in the noise of the article it was appended to."""
    passages = (
        noise_at(
            raw,
            each.start,
            each.end,
            NoiseReason.APPENDED_ARTICLE if each.paragraphs else NoiseReason.SIDEBAR,
        )
        for each in appended
    )
    return replace(first, noise=(*first.noise, *passages))
