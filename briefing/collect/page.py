"""One article's blocks, and which of them are furniture: what the steps of cleaning hand to each other. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.collect.blocks import Block
from briefing.collect.vocabulary import Vocabulary, union, vocabulary_of
from briefing.types import NoiseReason

Marks = Mapping[int, NoiseReason]
"""Why a block, by its index, is not part of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The blocks; ``title_at`` is the index of the headline, if the text has one."""

    blocks: tuple[Block, ...]
    title_at: int | None = None

    def open(self, marks: Marks) -> list[int]:
        """Return the blocks that are neither the headline nor marked as furniture."""
        return [index for index in range(len(self.blocks)) if index not in marks and index != self.title_at]

    def prose(self, marks: Marks) -> list[int]:
        """Return the open blocks that consist of sentences."""
        return [index for index in self.open(marks) if self.blocks[index].is_prose]

    def paragraphs(self, marks: Marks) -> list[int]:
        """Return the open blocks of sentences that are no items of a list, and the items too where they outweigh those.

        A communiqué or a resolution numbers its paragraphs; only the line that says where it was done has no number.
        """
        prose = self.prose(marks)
        items = [index for index in prose if self.blocks[index].listed]
        paragraphs = [index for index in prose if not self.blocks[index].listed]
        return paragraphs if self.words_of(paragraphs) >= self.words_of(items) else prose

    def words_of(self, indices: Iterable[int]) -> int:
        """Count the words of some blocks."""
        return sum(self.blocks[index].words for index in indices)

    def about(self, *indices: int) -> Vocabulary:
        """Return the vocabulary of some blocks together."""
        return union(vocabulary_of(self.blocks[index].text) for index in indices)


def runs(indices: Iterable[int]) -> Iterator[list[int]]:
    """Yield the stretches of neighbours among ascending ``indices``."""
    run: list[int] = []
    for index in indices:
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run
