"""Which found item is which labelled one: by the characters they rest on, one to one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.evaluation.labelled import LabelledSentence
from briefing.evaluation.marks import COMMITMENT, Mark

_SHARE_OF_SHORTER = 0.5
_ENOUGH_CHARACTERS = 40
_MOST_TIMES_LONGER = 3
_SENTENCES_OF_A_LONG_ONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The items of one article, and which belong together; numbers are places in ``labelled`` and ``found``.

    ``pairs`` of (found, labelled) are one to one; ``touched`` and ``touching`` are the labelled and the found items that
    are like some item of the other side, also where one side splits what the other joins. Labelled commitments are not
    demanded, and a found one that is like a labelled item is left out, since not all of them are labelled.
    """

    labelled: tuple[Mark, ...]
    found: tuple[Mark, ...]
    pairs: tuple[tuple[int, int], ...]
    touched: frozenset[int]
    touching: frozenset[int]

    @property
    def missed(self) -> list[Mark]:
        """The labelled items without a partner."""
        paired = {labelled for _, labelled in self.pairs}
        return [mark for number, mark in enumerate(self.labelled) if number not in paired]

    @property
    def wrong(self) -> list[Mark]:
        """The found items without a partner."""
        paired = {found for found, _ in self.pairs}
        return [mark for number, mark in enumerate(self.found) if number not in paired]

    @property
    def matched(self) -> list[tuple[Mark, Mark]]:
        """The pairs, the found item first."""
        return [(self.found[found], self.labelled[labelled]) for found, labelled in self.pairs]


def compare(
    labelled: Sequence[Mark], found: Sequence[Mark], sentences: Sequence[LabelledSentence]
) -> Comparison:
    """Pair the items of the same kind that rest on the same words, those first that share the largest part."""
    wanted = [mark for mark in labelled if mark.subkind != COMMITMENT]
    counted = [
        mark
        for mark in found
        if mark.subkind != COMMITMENT or not any(likeness(mark, other, sentences) for other in labelled)
    ]
    alike = _alike(wanted, counted, sentences)
    return Comparison(
        labelled=tuple(wanted),
        found=tuple(counted),
        pairs=_one_to_one(alike),
        touched=frozenset(labelled for _, _, labelled in alike),
        touching=frozenset(found for _, found, _ in alike),
    )


def likeness(found: Mark, labelled: Mark, sentences: Sequence[LabelledSentence]) -> float:
    """Return the shared part of the characters of two items, from 0 to 1; 0 where they do not tell the same.

    They do if half of the shorter one is shared and, of one labelled quotation, half or forty characters, and the found
    one is at most three times as long or both lie in the same one or two sentences.
    """
    mine, theirs = found.characters, labelled.characters
    shared = len(mine & theirs)
    if not shared or shared < _SHARE_OF_SHORTER * min(len(mine), len(theirs)):
        return 0.0
    if not any(_has_enough_of(piece, mine) for piece in labelled.pieces):
        return 0.0
    if len(mine) > _MOST_TIMES_LONGER * len(theirs) and not _in_few(mine | theirs, sentences):
        return 0.0
    return shared / len(mine | theirs)


def _has_enough_of(piece: frozenset[int], characters: frozenset[int]) -> bool:
    return len(piece & characters) >= min(_ENOUGH_CHARACTERS, _SHARE_OF_SHORTER * len(piece))


def _in_few(characters: frozenset[int], sentences: Sequence[LabelledSentence]) -> bool:
    reached = sum(not characters.isdisjoint(range(each.start, each.end)) for each in sentences)
    return bool(sentences) and reached <= _SENTENCES_OF_A_LONG_ONE


def _alike(
    labelled: Sequence[Mark], found: Sequence[Mark], sentences: Sequence[LabelledSentence]
) -> list[tuple[float, int, int]]:
    """Return likeness, found and labelled number of all that are alike, the most alike first."""
    every = (
        (likeness(mine, theirs, sentences), number, other)
        for number, mine in enumerate(found)
        for other, theirs in enumerate(labelled)
        if mine.kind == theirs.kind
    )
    return sorted((each for each in every if each[0] > 0), reverse=True)


def _one_to_one(alike: Sequence[tuple[float, int, int]]) -> tuple[tuple[int, int], ...]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, found, labelled in alike:
        if found not in pairs and labelled not in taken:
            pairs[found] = labelled
            taken.add(labelled)
    return tuple(pairs.items())
