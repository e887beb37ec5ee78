"""Where a further article begins below the first, as pages that load the next story by themselves leave it. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.collect.furniture import credit_at_end, heading_kind, is_byline, is_date_line
from briefing.collect.head import begins_with_dateline
from briefing.collect.page import Marks, Page
from briefing.collect.vocabulary import Vocabulary
from briefing.types import NoiseReason

_SHORTEST_TITLE = 4
_WINDOW = 6
_PARAGRAPHS, _WORDS = 3, 60
_PARAGRAPHS_BEFORE = 2
_WIDE_GAP = 2
_CERTAIN = 3
_SHARED_STEMS, _SHARED_NAMES = (0.25, 0.35, 0.5), (0.13, 0.25, 0.6)
"""How much vocabulary an appended article may share with the one before it, by the number of signs.

Without any sign the limits lie below what each half of one article was seen to share with the other.
"""


def starts_of(page: Page, marks: Marks) -> list[int]:
    """Return the blocks that begin an article: the first, and the headline of each that was appended.

    A headline within a text begins an article of its own if the signs agree: it stands twice, a date of
    publication, a byline or a dateline follows, a wide gap is before it; and the fewer of these there are,
    the less may what follows share with what was before.
    """
    starts, before = [0], _Before()
    usual = Counter(block.gap for block in page.blocks).most_common(1)
    wide = max(_WIDE_GAP, usual[0][0] + 1) if usual else _WIDE_GAP
    for index in range(len(page.blocks)):
        if _may_be_headline(page, marks, index, before) and _begins_article(page, marks, index, before, wide):
            starts.append(index)
            before = _Before()
        before.add(page, marks, index)
    return starts


@dataclass(slots=True)
class _Before:
    """What the article that is being read has had so far."""

    lines: set[str] = field(default_factory=set)
    paragraphs: int = 0
    unread: list[int] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, page: Page, marks: Marks, index: int) -> None:
        block = page.blocks[index]
        if not block.is_prose:
            self.lines.add(block.key)
        elif index not in marks:
            self.paragraphs += 1
            self.unread.append(index)

    def shares_of(self, about: Vocabulary, page: Page) -> tuple[float, float]:
        """Return how much of their stems and of their names a passage and the article share, 0 to 1."""
        for index in self.unread:
            self.stems |= page.about(index).stems
            self.names |= page.about(index).names
        self.unread.clear()
        earlier = Vocabulary(frozenset(self.stems), frozenset(self.names))
        stems = len(about.stems & earlier.stems) / max(1, min(len(about.stems), len(earlier.stems)))
        names = max(about.names_in(earlier), earlier.names_in(about))
        return stems, names / max(1, min(len(about.names), len(earlier.names)))


def _may_be_headline(page: Page, marks: Marks, index: int, before: _Before) -> bool:
    block = page.blocks[index]
    return (
        before.paragraphs >= _PARAGRAPHS_BEFORE
        and block.is_title_like
        and not block.listed
        and index not in marks
        and block.words >= _SHORTEST_TITLE
        and block.key not in before.lines
        and heading_kind(block) is None
        and credit_at_end(block.text) is None
    )


def _begins_article(page: Page, marks: Marks, index: int, before: _Before, wide: int) -> bool:
    following = list(_first_paragraphs(page, marks, index))
    if page.words_of(following) < _WORDS or len(following) < _PARAGRAPHS:
        return False
    signs = _signs(page, marks, index, following[0]) + (page.blocks[index].gap >= wide)
    if page.blocks[index].ended and signs < _CERTAIN:
        return False
    if before.paragraphs < _PARAGRAPHS_BEFORE + (signs == 0) * 2:
        return False
    if signs >= _CERTAIN:
        return True
    shared_stems, shared_names = before.shares_of(page.about(*following), page)
    return shared_stems < _SHARED_STEMS[signs] and shared_names < _SHARED_NAMES[signs]


def _first_paragraphs(page: Page, marks: Marks, index: int) -> Iterator[int]:
    """Yield the paragraphs after a headline up to the next line that is none; teasers have only one."""
    seen = False
    for at in range(index + 1, len(page.blocks)):
        block = page.blocks[at]
        if at in marks:
            continue
        if block.is_prose:
            seen = True
            yield at
        elif seen or at > index + _WINDOW:
            return


def _signs(page: Page, marks: Marks, index: int, first: int) -> int:
    between = range(index + 1, min(first, index + _WINDOW))
    title = page.blocks[index].key
    dated = any(is_date_line(page.blocks[at].text) for at in between)
    signed = any(is_byline(page.blocks[at].text) for at in between)
    return (
        2 * any(page.blocks[at].key == title for at in between)
        + 2 * dated
        + 2 * signed
        + begins_with_dateline(page.blocks[first].text)
        + (marks.get(index - 1) is NoiseReason.BOILERPLATE)
    )
