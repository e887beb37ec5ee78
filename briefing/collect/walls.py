"""Pages that show a notice in the place of an article: subscriptions, logins, consent, challenges, errors. Pure."""

import re
from dataclasses import dataclass

from briefing.collect.blocks import Block
from briefing.collect.furniture import wall_kinds
from briefing.collect.page import Marks, Page
from briefing.types import NoiseReason

_FULL_ARTICLE, _LONGEST_WALL = 250, 900
_STUB, _BRIEF = 80, 6
_TO_THE_READER = re.compile(
    r"(?i)\b(?:you|your|you've|please|subscri\w*|sign in|log in|log on|login|register|browser|cookies?|javascript"
    r"|captcha|robot|error|page|password|we|our|server)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """The blocks that bar the way, and of which ``kinds`` they are (``subscription``, ``challenge``, ``consent``)."""

    marks: dict[int, NoiseReason]
    kinds: frozenset[str]


def barred_by(page: Page, marks: Marks) -> Walls:
    """Return the walls of a page that shows less than a full article; a notice beside a full one bars nothing."""
    if page.words_of(page.open({})) > _LONGEST_WALL:
        return Walls(marks={}, kinds=frozenset())
    kinds = {index: found for index in page.open({}) if (found := _kinds(page.blocks[index]))}
    words = page.words_of(index for index in page.prose(marks) if index not in kinds)
    title = page.blocks[page.title_at] if page.title_at is not None and words < _STUB else None
    named = _kinds(title) if title else frozenset()
    if words >= _FULL_ARTICLE or not (kinds or named):
        return Walls(marks={}, kinds=frozenset())
    return Walls(marks=dict.fromkeys(kinds, NoiseReason.PROMPT), kinds=named.union(*kinds.values()))


def _kinds(block: Block) -> frozenset[str]:
    """Return what a notice bars; a sentence of an article, where access is denied to others, bars nothing."""
    kinds = wall_kinds(block)
    return kinds if kinds and (block.words < _BRIEF or _TO_THE_READER.search(block.text)) else frozenset()
