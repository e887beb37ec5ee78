"""Captions and credits in a plain text, where no markup tells them from paragraphs. Pure.

What gives a caption away: it stands two or three times in a row (the picture's alternative text, its title and
its caption), it ends with a credit, or a photographer's name stands below a sentence that describes a picture.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefing.collect.blocks import Block
from briefing.collect.furniture import (
    credit_at_end,
    is_photographer_credit,
    named,
    names_only_an_agency,
)
from briefing.collect.page import Marks, Page
from briefing.text import count_words, words
from briefing.types import NoiseReason

_SHORTEST_CAPTION, _LONGEST_CAPTION = 3, 90
_SHORTEST_COPY = 5
_VERB_WITHIN = 10
_ALIKE = 0.6
_FULL_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|[JFMASOND][a-z]{2,3}\.)"
    r"\s\d{1,2},?\s(?:19|20)\d\d\b|\b\d{1,2}\s(?:[JFMASOND][a-z]{2,8})\.?,?\s(?:19|20)\d\d\b"
)
_QUOTED_SPEECH = re.compile(r"[\"“”]")
_REPORTED = frozenset(("said", "told", "added", "according"))


def captions_in(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return the blocks that are captions, and those copies of paragraphs that a page repeats by mistake."""
    repeated, prose = _repeated(page, marks), page.prose(marks)
    found = {
        index: _reason(page.blocks[index])
        for index in page.open(marks)
        if index not in repeated and _is_caption(page, marks, prose, index)
    }
    found |= repeated
    return found | _neighbours(page, {**marks, **found})


def _reason(block: Block) -> NoiseReason:
    """Tell a caption from what is hardly more than its credit."""
    enough = count_words(caption_text(block)) >= _SHORTEST_CAPTION
    return NoiseReason.CAPTION if enough else NoiseReason.CREDIT


def caption_text(block: Block) -> str:
    """Return the words of a caption, without the credit at its end."""
    end = credit_at_end(block.text)
    return block.text[:end].rstrip() if end else block.text


def is_said_before(page: Page, marks: Marks, index: int) -> bool:
    """Tell whether a caption says in other words what the caption just above it says of the same picture."""
    return marks.get(index - 1) is NoiseReason.CAPTION and _alike(page, index, index - 1)


def _repeated(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return blocks that occur more than once: all copies of a caption, all but the first of a paragraph."""
    copies: dict[str, list[int]] = {}
    for index in page.open(marks):
        if page.blocks[index].words >= _SHORTEST_COPY:
            copies.setdefault(page.blocks[index].key, []).append(index)
    found: dict[int, NoiseReason] = {}
    for indices in copies.values():
        if len(indices) > 1:
            found |= _copies_marked(page, marks, indices)
    return found


def _copies_marked(page: Page, marks: Marks, indices: Sequence[int]) -> dict[int, NoiseReason]:
    block = page.blocks[indices[0]]
    adjacent = Counter(later - earlier for earlier, later in pairwise(indices))[1] > 0
    pictured = (
        (len(indices) > 2 and adjacent)
        or not block.is_prose
        or credit_at_end(block.text) is not None
        or (_describes_picture(block) and _credited_below(page, marks, indices[-1], within=2))
    )
    if block.words <= _LONGEST_CAPTION and pictured:
        return dict.fromkeys(indices, NoiseReason.CAPTION)
    return dict.fromkeys(indices[1:], NoiseReason.BOILERPLATE)


def _is_caption(page: Page, marks: Marks, prose: Sequence[int], index: int) -> bool:
    block = page.blocks[index]
    if block.words > _LONGEST_CAPTION:
        return False
    if credit_at_end(block.text) is None:
        return _credited_below(page, marks, index) and _describes_picture(block)
    if not names_only_an_agency(block.text):
        return True
    return _is_above_body(prose, index) or (
        _describes_picture(block) and any(each > index for each in prose[-1:])
    )


def _is_above_body(prose: Sequence[int], index: int) -> bool:
    """Tell whether a paragraph is the first, and apart from the next: a wire report may name its agency, too."""
    return prose[:1] == [index] and prose[1:2] not in ([], [index + 1])


def _credited_below(page: Page, marks: Marks, index: int, *, within: int = 1) -> bool:
    return any(
        marks.get(below) is NoiseReason.CREDIT and is_photographer_credit(page.blocks[below].text)
        for below in range(index + 1, index + 1 + within)
    )


def _describes_picture(block: Block) -> bool:
    """Tell a sentence that says what is to be seen, and where and when, from one of a report."""
    said = words(block.text)
    if block.words > 60 or _QUOTED_SPEECH.search(block.text) or not _REPORTED.isdisjoint(said):
        return False
    return (
        not block.is_prose
        or _FULL_DATE.search(block.text) is not None
        or not named("caption_verbs").isdisjoint(said[:_VERB_WITHIN])
    )


def _neighbours(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return blocks between a caption and its credit that say the same in other words."""
    return {
        index: NoiseReason.CAPTION
        for index in page.open(marks)
        if marks.get(index - 1) is NoiseReason.CAPTION
        and marks.get(index + 1) in (NoiseReason.CAPTION, NoiseReason.CREDIT)
        and page.blocks[index].words <= _LONGEST_CAPTION
        and _alike(page, index, index - 1)
    }


def _alike(page: Page, index: int, other: int) -> bool:
    return page.about(index).share_of_stems(page.about(other)) >= _ALIKE
