"""How near a bottom line comes to a labelled one: ROUGE-N (Lin 2004), and the lead that has to be beaten. Pure."""

import re
from collections import Counter

from briefing.text import sentences

_WORD = re.compile(r"[^\W_]+")


def rouge(order: int, written: str, labelled: str) -> float:
    """Return the F1 of the runs of ``order`` words that two texts share, case and punctuation aside, without stemming."""
    mine, theirs = _runs(written, order), _runs(labelled, order)
    of = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / of if of else 0.0


def _runs(text: str, order: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(zip(*(words[begin:] for begin in range(order)), strict=False))


def lead(text: str, count: int = 2) -> str:
    """Return the first ``count`` sentences of ``text``: the summary of news that is hardest to beat."""
    return " ".join(span.of(text) for span in sentences(text)[:count])
