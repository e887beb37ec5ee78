"""Where a text quotes: spans between quotation marks, paragraph by paragraph. Pure and linear."""

import re
from collections.abc import Iterator

from briefing.text import Span, paragraphs

# Every alternative begins with its mark, so that the search skips all else in one step.
_MARK = re.compile(r"\"|“|”|„|«|»|''|``|‘(?<![^\W_].)|’(?<=[.,!?].)(?![^\W_])")
_OPENING = frozenset("“„«‘") | {"``"}
_CLOSING = frozenset("”»’")


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, the marks left out.

    A quotation that is not closed reaches to the end of its paragraph, as it does where
    the next paragraph takes it up with another opening mark.
    """
    return tuple(span for paragraph in paragraphs(text) for span in _in_paragraph(text, paragraph))


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    opened: int | None = None
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        if opened is None:
            if mark not in _CLOSING:
                opened = match.end()
        elif mark not in _OPENING:
            yield Span(opened, match.start())
            opened = None
    if opened is not None:
        yield Span(opened, paragraph.end)
