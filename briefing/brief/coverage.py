"""What a brief rests on, and what it leaves out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An article that was met and not used, and why, in the words of the coverage box.

    ``split_off`` tells that it stood appended to another article.
    """

    title: str
    reason: str
    split_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the brief rests on and what it leaves out; ``dropped`` is what the word budget cut, in words.

    ``cost`` is in the configured currency, 0 also where a model without a price took ``tokens``.
    Of the ``checked`` statements that a model wrote, ``replaced`` stand in their source's words instead, and
    ``withheld`` do not stand at all.
    """

    sources_tried: int
    sources_answered: int
    failed: tuple[str, ...]
    read: int
    new: int
    on_file: int
    copies: int
    split_off: tuple[str, ...]
    undated: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    dropped: tuple[str, ...]
    written_by: tuple[str, ...]
    cost: float
    tokens: int = 0
    checked: int = 0
    replaced: int = 0
    withheld: int = 0
