"""Parts of a page about something else: lists of other stories, programmes, comments, postscripts. Pure.

A heading opens such a part. It lasts as long as what follows is a line, an item of a list, or a teaser
below a line; it ends with the first paragraph that goes on with the body, of which the vocabulary tells.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from briefing.collect.blocks import Block
from briefing.collect.furniture import heading_kind, named
from briefing.collect.page import Marks, Page, runs
from briefing.collect.vocabulary import Vocabulary
from briefing.text import words
from briefing.types import NoiseReason

_REASONS = {"comments": NoiseReason.PROMPT}
_TO_THE_END = frozenset(("comments", "postscript"))
_UNRELATED = 0.4
_LONGEST_TEASER = 70
_FOREIGN = 0.3
_QUOTE = re.compile(r"[\"“”«»„]")
_LONG_RUN = 3


def sections_of(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return the headings of such parts and what belongs to each."""
    headings = {index: kind for index, block in enumerate(page.blocks) if (kind := heading_kind(block))}
    headings.pop(page.title_at if page.title_at is not None else -1, None)
    if not headings:
        return {}
    body, half_way = _body(page, marks, min(headings)), _half_way(page, marks)
    found: dict[int, NoiseReason] = {}
    for start, end in pairwise([*sorted(headings), len(page.blocks)]):
        kind = headings[start]
        reason = _REASONS.get(kind) or NoiseReason(kind)
        if kind in _TO_THE_END and start >= half_way:
            return found | dict.fromkeys(range(start, len(page.blocks)), reason)
        belonging = _belonging(page, marks, range(start + 1, end), kind, body)
        found |= dict.fromkeys((start, *belonging), reason)
    return found


def _body(page: Page, marks: Marks, heading: int) -> Vocabulary:
    """Return the vocabulary of what is surely body: paragraphs before the first heading, and long runs of them."""
    prose = page.paragraphs(marks)
    body: list[int] = []
    for run in runs(prose):
        body += run if len(run) >= _LONG_RUN else [index for index in run if index < heading]
    return page.about(*(body or prose))


def _half_way(page: Page, marks: Marks) -> int:
    """Return the first block above which stand as many words of prose as below it."""
    prose = frozenset(page.prose(marks))
    above, below = 0, page.words_of(prose)
    for index, block in enumerate(page.blocks):
        words_here = block.words if index in prose else 0
        below -= words_here
        if above >= below:
            return index
        above += words_here
    return len(page.blocks)


def _belonging(page: Page, marks: Marks, indices: range, kind: str, body: Vocabulary) -> Iterator[int]:
    teasers = {index + 1 for index in indices if page.blocks[index].listed and _is_teaser(page, index + 1)}
    listed_teasers = teasers if len(teasers) > 1 else set()
    for index in indices:
        if index in marks:
            continue
        block = page.blocks[index]
        belongs = (
            block.listed
            or block.is_title_like
            or index in listed_teasers
            or _is_apart(page, index, kind, body)
        )
        if not belongs:
            return
        yield index


def _is_teaser(page: Page, index: int) -> bool:
    """Tell a paragraph below a line or an item of a list, after which the next line, or nothing, follows."""
    return (
        index < len(page.blocks)
        and page.blocks[index].is_prose
        and page.blocks[index].words <= _LONGEST_TEASER
        and not page.blocks[index - 1].is_prose
        and (index + 1 == len(page.blocks) or not page.blocks[index + 1].is_prose)
    )


def _is_apart(page: Page, index: int, kind: str, body: Vocabulary) -> bool:
    """Tell whether a paragraph below a line is about something else, or sums up; a long run of them is body."""
    if page.blocks[index].words > _LONGEST_TEASER or page.blocks[index - 1].is_prose:
        return False
    run = list(takewhile(lambda at: page.blocks[at].is_prose, range(index, len(page.blocks))))
    if kind == "byline" or (kind == "key_points" and heading_kind(page.blocks[index - 1]) == kind):
        return len(run) == 1
    return len(run) < _LONG_RUN and is_unrelated(page.about(*run), body)


def is_unrelated(passage: Vocabulary, body: Vocabulary) -> bool:
    """Tell whether a passage shares few words, and at most half of its names, with the body."""
    return passage.share_of_stems(body) < _UNRELATED and passage.share_of_names(body) <= 0.5


# ── what no heading announces ─────────────────────────────────────────────────

_MOST_PULL_QUOTES = 200
_QUOTED = re.compile(r"[\"“«„'‘].{20,400}[\"”»“'’]")


def pull_quotes(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return quotations that stand alone and once more, word for word, within a paragraph."""
    prose = page.prose(marks)
    alone = [index for index in prose if _QUOTED.fullmatch(page.blocks[index].text)][:_MOST_PULL_QUOTES]
    if not alone:
        return {}
    everything = "\n".join(page.blocks[index].key for index in prose)
    return {index: NoiseReason.KEY_POINTS for index in alone if everything.count(page.blocks[index].key) > 1}


def reader_notices(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return paragraphs that speak to the reader about the page or its paper, not about what the body is about."""
    prose = page.prose(marks)
    spoken = [index for index in prose if _speaks_to_reader(page.blocks[index])]
    if not spoken or len(spoken) * 2 > len(prose):
        return {}
    body = page.about(*(index for index in prose if index not in spoken))
    return {
        index: NoiseReason.PROMPT
        for index in spoken
        if page.about(index).share_of_stems(body) < _FOREIGN and not page.about(index).names_in(body)
    }


def _speaks_to_reader(block: Block) -> bool:
    if block.words > _LONGEST_TEASER or _QUOTE.search(block.text):
        return False
    said = words(block.text)
    return not (named("to_the_reader").isdisjoint(said) or named("about_the_page").isdisjoint(said))


def unrelated_end(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return lines and teasers about something else at the end of a page, at least two pairs of them."""
    prose = page.paragraphs(marks)
    body = page.about(*prose[: max(3, len(prose) // 2)])
    pairs, start = 0, None
    for index in reversed(page.open(marks)):
        block = page.blocks[index]
        if not block.is_prose:
            start = index
        elif _is_teaser(page, index) and is_unrelated(page.about(index), body):
            pairs += 1
        else:
            break
    if start is None or pairs < 2:
        return {}
    return {index: NoiseReason.SIDEBAR for index in page.open(marks) if index >= start}


def lone_lines(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return the lines within the body that are no sentences: crossheads, and lists of links.

    A list stays that a paragraph ending with a colon introduces.
    """
    found: dict[int, NoiseReason] = {}
    run: list[int] = []
    introduced = False
    for index in page.open(marks):
        block = page.blocks[index]
        if block.is_prose:
            found |= _run_marked(run)
            run, introduced = [], block.text.endswith(":")
        elif not introduced:
            run.append(index)
    return found | _run_marked(run)


def _run_marked(run: Sequence[int]) -> dict[int, NoiseReason]:
    return dict.fromkeys(run, NoiseReason.SIDEBAR if len(run) > 2 else NoiseReason.BOILERPLATE)
