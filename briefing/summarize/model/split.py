"""Long articles in parts: cut between paragraphs, as even as they allow. Pure."""

from collections.abc import Callable, Sequence

from briefing.text import Span, paragraphs

Numbered = tuple[int, Span]


def parts_of(
    text: str, numbered: Sequence[Numbered], most_tokens: int, count: Callable[[str], int]
) -> list[list[Numbered]]:
    """Return the numbered sentences in as many parts as are needed to hold at most ``most_tokens`` each.

    Parts end where a paragraph ends; a single paragraph that is too long stays whole.
    """
    blocks = _blocks(text, numbered)
    sizes = [count(text[block[0][1].start : block[-1][1].end]) for block in blocks]
    wanted = -(-sum(sizes) // most_tokens)
    return _even(blocks, sizes, wanted) if wanted > 1 else [list(numbered)]


def halves_of(text: str, numbered: Sequence[Numbered], count: Callable[[str], int]) -> list[list[Numbered]]:
    """Return the numbered sentences in two parts, or in one if there is only one paragraph."""
    blocks = _blocks(text, numbered)
    sizes = [count(text[block[0][1].start : block[-1][1].end]) for block in blocks]
    return _even(blocks, sizes, 2)


def _blocks(text: str, numbered: Sequence[Numbered]) -> list[list[Numbered]]:
    """Return the sentences by paragraph."""
    blocks: list[list[Numbered]] = []
    ends = [paragraph.end for paragraph in paragraphs(text)]
    place = 0
    for number, span in numbered:
        begins = place
        while ends[place] < span.end:
            place += 1
        if not blocks or place > begins:
            blocks.append([])
        blocks[-1].append((number, span))
    return blocks


def _even(blocks: list[list[Numbered]], sizes: list[int], wanted: int) -> list[list[Numbered]]:
    total, reached = sum(sizes), 0
    parts: list[list[Numbered]] = [[]]
    for block, size in zip(blocks, sizes, strict=True):
        middle = reached + size / 2
        if parts[-1] and middle > total * len(parts) / wanted:
            parts.append([])
        parts[-1].extend(block)
        reached += size
    return parts
