"""Passages of evidence with the sentences that they are cut from. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_REACH = 600
_BORDER = re.compile(r"(?<=[a-z0-9%)]{2})[.!?][”\"’]*\s+|[.!?][”\"’]+\s+|\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``quote`` as given, ``whole`` with the rest of the sentences that it is cut from, and ``before``, the
    sentence right before it, where its pronouns look for what they mean."""

    quote: str
    whole: str
    before: str


def passages_of(evidence: Sequence[str], text: str) -> tuple[Passage, ...]:
    """Return the passages of ``evidence`` as they stand in ``text``; what does not stand there stays alone."""
    return tuple(_passage(quote, text) for quote in evidence)


def _passage(quote: str, text: str) -> Passage:
    at = text.find(quote)
    if at < 0 or not quote:
        return Passage(quote=quote, whole=quote, before="")
    end, before = at + len(quote), text[max(0, at - _REACH) : at]
    borders = [0, *(match.end() for match in _BORDER.finditer(before))]
    stop = _BORDER.search(text, end, end + _REACH)
    rest = "" if _ENDS.search(quote) else text[end : stop.start() if stop else end + _REACH]
    return Passage(
        quote=quote,
        whole=before[borders[-1] :] + quote + rest,
        before=before[borders[-2 if len(borders) > 1 else -1] :],
    )


_ENDS = re.compile(r"[.!?][”\"’]*$")
