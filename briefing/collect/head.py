"""What stands between the top of a page and the article's first paragraph: headline, standfirst, key points. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from briefing.collect.blocks import normalized
from briefing.collect.furniture import is_byline, is_genre_title, is_opinion_mark, is_opinion_title, named
from briefing.collect.page import Marks, Page
from briefing.collect.vocabulary import Vocabulary, vocabulary_of
from briefing.text import sentences, words
from briefing.types import NoiseReason
from briefing.versions import says_it_corrects

# ── the headline ──────────────────────────────────────────────────────────────

_HEAD_BLOCKS = 30
_SAME_TITLE = 0.75


def headline_at(page: Page, marks: Marks, given: str | None) -> int | None:
    """Return the block that is the headline: the one that says the ``given`` title, else one that looks like it.

    A line that stands twice is preferred, then a Markdown heading, then the first that is no kicker, then one that a link to another
    article would begin like ("Analysis: …").
    """
    if given is not None:
        return next((index for index in _top(page) if _says_title(page, index, given)), None)
    lines = [index for index in _lines_above_body(page, marks) if not is_byline(page.blocks[index].text)]
    counts = Counter(block.key for block in page.blocks if block.is_title_like)
    repeated = [
        index
        for index in (lines or _top(page))
        if _letters_only(page.blocks[index].text) > 3 and counts[page.blocks[index].key] > 1
    ]
    headings = [index for index in lines if page.blocks[index].heading]
    long_enough = [index for index in lines if _letters_only(page.blocks[index].text) > 3]
    genre = [index for index in _top(page) if index in marks and is_genre_title(page.blocks[index].text)]
    above = (index for index in genre if all(at in marks or at in lines for at in range(index)))
    return next(iter([*repeated, *headings, *long_enough, *above, *lines]), None)


def _letters_only(text: str) -> int:
    return sum(word.isalpha() for word in words(text))


def _top(page: Page) -> list[int]:
    return [index for index, block in enumerate(page.blocks[:_HEAD_BLOCKS]) if block.is_title_like]


def _lines_above_body(page: Page, marks: Marks) -> list[int]:
    """Return the lines that could be headlines above the first paragraph."""
    above = takewhile(
        lambda index: index in marks or page.blocks[index].is_title_like,
        range(min(len(page.blocks), _HEAD_BLOCKS)),
    )
    return [
        index
        for index in above
        if (index not in marks or is_opinion_title(page.blocks[index].text))
        and not page.blocks[index].listed
        and not is_opinion_mark(page.blocks[index].text)
    ]


def _says_title(page: Page, index: int, title: str) -> bool:
    here, there = page.blocks[index].key, normalized(title)
    if here == there or (min(len(here), len(there)) > 20 and (here in there or there in here)):
        return True
    mine, other = page.about(index), vocabulary_of(title)
    alike = min(mine.share_of_stems(other), other.share_of_stems(mine))
    return len(mine.stems) > 3 and alike >= _SAME_TITLE


def repeated_headlines(page: Page, marks: Marks, title: str) -> dict[int, NoiseReason]:
    """Return the other lines that say the title again; not a sentence that had to serve as the title."""
    same, is_sentence = normalized(title), title.rstrip("'\"’”)").endswith(".")
    return {
        index: NoiseReason.REPEATED_HEADLINE
        for index in page.open(marks)
        if (page.blocks[index].key == same and not (is_sentence and page.blocks[index].is_prose))
        or (index < _HEAD_BLOCKS and not page.blocks[index].is_prose and _says_title(page, index, title))
    }


# ── standfirst and key points ─────────────────────────────────────────────────

_LONGEST_STANDFIRST = 90
_FEWEST_PARAGRAPHS = 3
_SHORTEST_STANDFIRST = 5
_RESTATED, _TITLE_SHARED = 0.5, 0.5
_NEARLY_ALL = 0.8
_OPENING = 4


def head_of(page: Page, marks: Marks, title: str) -> dict[int, NoiseReason]:
    """Return what is no body above the first paragraph of it.

    Lines without a full stop are a standfirst (or, if short, kickers and names), items of a list are key points.
    A paragraph is a standfirst if a byline, a date or a dateline follows it, or if it says at length what the
    headline says and the next paragraph says once more. A note on what the text corrects is of the text.
    """
    found: dict[int, NoiseReason] = {}
    prose, opened, repeat = page.prose(marks), iter(page.open(marks)), _first_repeat(page, marks)
    leads = frozenset(page.paragraphs(marks))
    for at, lead in enumerate(prose):
        if lead not in leads:
            continue
        found |= {index: _above(page, index) for index in takewhile(lambda index: index != lead, opened)}  # noqa: B023
        following = prose[at + 1 : at + 1 + _FEWEST_PARAGRAPHS]
        if not _is_standfirst(page, marks, lead, following, title, is_told_twice=repeat < lead):
            return found
        found[lead] = NoiseReason.STANDFIRST
    return found


def _above(page: Page, index: int) -> NoiseReason:
    block = page.blocks[index]
    if block.listed:
        return NoiseReason.KEY_POINTS
    if block.words <= _LONGEST_PERSON_LINE and _PERSON_LINE.fullmatch(block.text):
        return NoiseReason.BYLINE
    return NoiseReason.STANDFIRST if block.words >= _SHORTEST_STANDFIRST else NoiseReason.BOILERPLATE


_LONGEST_PERSON_LINE = 8
_PERSON_LINE = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?:\s[^\W\d_a-z][\w.'’-]*){1,2}(?:\s(?:in|and)\s[^\W\d_a-z].*|,.*)?"
)


def _is_standfirst(
    page: Page, marks: Marks, lead: int, following: Sequence[int], title: str, *, is_told_twice: bool
) -> bool:
    if page.blocks[lead].words > _LONGEST_STANDFIRST or len(following) < _FEWEST_PARAGRAPHS:
        return False
    if begins_with_dateline(page.blocks[lead].text) or says_it_corrects(page.blocks[lead].text):
        return False
    between = [marks.get(index) for index in range(lead + 1, following[0])]
    return (
        _breaks_off(page, lead, following)
        or NoiseReason.BYLINE in between
        or NoiseReason.DATELINE_FURNITURE in between
        or any(begins_with_dateline(page.blocks[index].text) for index in following[:2])
        or _is_restated(page, lead, following, title, is_told_twice=is_told_twice)
    )


def _breaks_off(page: Page, lead: int, following: Sequence[int]) -> bool:
    """Tell whether a paragraph lacks the full stop that the next ones have."""
    return not page.blocks[lead].ended and all(page.blocks[index].ended for index in following[:3])


def _is_restated(page: Page, lead: int, following: Sequence[int], title: str, *, is_told_twice: bool) -> bool:
    about, titled = page.about(lead), vocabulary_of(title)
    if titled.share_of_stems(about) < _TITLE_SHARED:
        return False
    first = _first_sentence_about(page.blocks[lead].text)
    again = page.about(following[0])
    repeats = len(first.stems) > 5 and first.share_of_stems(again) >= _RESTATED
    if repeats and (is_told_twice or _open_alike(page, lead, following[0])):
        return True
    return len(about.stems) > 7 and about.share_of_stems(page.about(*following[:3])) >= _NEARLY_ALL


def _first_sentence_about(text: str) -> Vocabulary:
    spans = sentences(text)
    return vocabulary_of(spans[0].of(text) if spans else text)


def _first_repeat(page: Page, marks: Marks) -> int:
    """Return the first block that says the headline again, else the number of blocks."""
    repeats = (index for index, reason in marks.items() if reason is NoiseReason.REPEATED_HEADLINE)
    return min(repeats, default=len(page.blocks)) if page.title_at is not None else len(page.blocks)


def _open_alike(page: Page, one: int, other: int) -> bool:
    """Tell whether two paragraphs begin with the same words, as when each introduces the same person."""
    return words(page.blocks[one].text)[:_OPENING] == words(page.blocks[other].text)[:_OPENING]


# ── datelines ─────────────────────────────────────────────────────────────────

_CAPITALS = (
    r"[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]{2,}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?){0,2}"
)
_PLACE = r"[A-ZÀ-Þ][\w.'’\-]+(?:\s[A-ZÀ-Þ][\w.'’\-]+){0,2}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?){0,2}"
_DAY = r"(?:,?\s(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+)(?:,?\s\d{4})?)?"
_STARTS = r"\s*[\"“‘'(]?[^\W_a-z]"
_DATELINE = re.compile(rf"{_CAPITALS}{_DAY}(?:\s?\([^()]{{2,40}}\))?\s*(?::|--|—|–|-(?=\s)){_STARTS}")
_WIRE_DATELINE = re.compile(
    rf"(?:{_PLACE}{_DAY})?\s?\((?P<agency>[^()]{{2,30}})\)\s*(?::|--|—|–|-)?{_STARTS}"
)


def begins_with_dateline(text: str) -> bool:
    """Tell whether a paragraph begins with the place it was filed from ("GENEVA:", "Geneva (Reuters) -")."""
    if _DATELINE.match(text):
        return True
    wire = _WIRE_DATELINE.match(text)
    return wire is not None and wire["agency"].lower() in named("agencies")
