"""What a line leaves out of the source's own hedge and time (L1). Pure."""

import re
from collections.abc import Iterable

from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow
from briefing.comparing import holds
from briefing.labels import Labels
from briefing.publish.horizons import deadline
from briefing.text import words


def conditions(row: ExpectationRow, labels: Labels) -> str:
    """Return the hedge and the time of an expectation, as far as its first words leave them out (L1)."""
    is_told = row.horizon is None or holds(row.said.text, row.horizon.text)
    return "; ".join(
        part for part in (hedge_left_out(row, labels), "" if is_told else deadline(row, labels)) if part
    )


def hedge_left_out(row: ExpectationRow, labels: Labels) -> str:
    """Return the hedge of a row where its first words do not tell it (L1)."""
    hidden = row.hedge and not tells_hedge(row.said.text, row.hedge)
    return labels("when.hedge", words=row.hedge) if hidden else ""


def hedges_left_out(line: Line, hedges: Iterable[str], labels: Labels) -> str:
    """Return hedges as far as a line does not tell them (L1)."""
    return "; ".join(labels("when.hedge", words=each) for each in hedges if not tells_hedge(line.text, each))


def tells_hedge(text: str, hedge: str) -> bool:
    """Tell whether a text has a hedge, be it in another form: "does not plan to" has "did not plan to", "expected in Oslo" "is expected to"."""
    content = [word for word in words(hedge) if word not in _AUXILIARIES]
    bare, told = (" ".join(map(_bare, some)) for some in (content, words(text)))
    if holds(text, hedge) or (not _EMPTY.issuperset(content) and holds(told, bare)):
        return True
    return content == ["expected", "to"] and _EXPECTED.search(text) is not None


def _bare(word: str) -> str:
    """Return a verb without its ending: "expects", "expected" and "expecting" are one."""
    return _ENDING.sub("", word)


_EXPECTED = re.compile(r"(?<!not )\bexpected (?:at|in|from|on|within)\b")
_ENDING = re.compile(r"(?<=[a-z]{4})(?:s|ed|ing)$")
_AUXILIARIES = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "would",
        "will",
        "also",
    }
)
_EMPTY = frozenset({"not", "to"})
