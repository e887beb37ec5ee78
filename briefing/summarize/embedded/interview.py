"""An interview that is printed with "Q:" and "A:": who asks and who answers is told by these alone. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.text import Span, paragraphs

_QUESTION, _ANSWER = re.compile(r"(?:Q|Question) ?[:.] "), re.compile(r"(?:A|Answer) ?[:.] ")


class Interview(NamedTuple):
    """Where questions and answers stand; of a text that is no interview there are none."""

    questions: tuple[Span, ...]
    answers: tuple[Span, ...]

    def asks(self, position: int) -> bool:
        return any(span.start <= position < span.end for span in self.questions)

    def answers_at(self, position: int) -> bool:
        return any(span.start <= position < span.end for span in self.answers)


@lru_cache(maxsize=16)
def interview_of(text: str) -> Interview:
    """Return the questions and answers of ``text``; a paragraph without a mark goes on with the one before."""
    told = list(_parts(text))
    questions = tuple(span for asks, span in told if asks)
    answers = tuple(span for asks, span in told if not asks)
    return Interview(questions, answers) if questions and answers else Interview((), ())


def _parts(text: str) -> Iterator[tuple[bool, Span]]:
    """Yield each paragraph from the first question on, and whether it asks."""
    asks: bool | None = None
    for paragraph in paragraphs(text):
        if _QUESTION.match(text, paragraph.start):
            asks = True
        elif asks is not None and _ANSWER.match(text, paragraph.start):
            asks = False
        if asks is not None:
            yield asks, paragraph
