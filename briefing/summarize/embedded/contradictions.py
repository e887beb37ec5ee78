"""Claims that the article's own text speaks against: one visit to another place than all the others. Pure.

The check is narrow on purpose. It compares where one traveller goes, and only doubts a destination that is
presupposed once ("her visit to B"), where at least two other sentences send the same traveller to A and none
sends anybody to B.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from briefing.gazetteer import MentionForm
from briefing.summarize.embedded.draft import Reading
from briefing.text import Span

_TRAVEL = re.compile(
    r"\b(?:visit|trip|journey|arriv(?:e|es|ed|al|ing)|travel(?:s|ed|led|ing|ling)?|head(?:s|ed|ing)?|fl(?:y|ies|ew|ying)|land(?:s|ed|ing)?|return(?:s|ed)?|mission|went|go(?:es|ing)?|stop)"
    r"(?: [a-z]+){0,2}? (?:to|in|for|at) (?:the )?$|\bvisit(?:s|ed|ing)? (?:the )?$",
    re.IGNORECASE,
)
_PRESUPPOSED = re.compile(
    r"(?:['’]s|\b(?:his|her|their)) (?:\w+ ){0,2}(?:visit|trip|journey) to (?:the )?$", re.IGNORECASE
)
_SUPPOSING = ("visit to ", "trip to ", "journey to ")
_ENOUGH = 2


class _Travel(NamedTuple):
    sentence: int
    traveller: str
    place: str
    presupposed: bool


class Contradiction(NamedTuple):
    """Sentence ``sentence`` supposes something that the rest of the article speaks against."""

    sentence: int
    span: Span
    reason: str


def contradictions(reading: Reading) -> tuple[Contradiction, ...]:
    """Return the sentences that presuppose a visit which no other sentence knows."""
    if not any(supposed in reading.text for supposed in _SUPPOSING):
        return ()
    travels = list(_travels(reading))
    found = []
    for travel in travels:
        usual = _usual_place(travel, travels)
        if travel.presupposed and usual is not None:
            sentence = reading.spoken[travel.sentence].sentence
            reason = f"The article speaks once of {travel.traveller} visiting {travel.place}, elsewhere of a visit to {usual}."
            found.append(
                Contradiction(
                    sentence=travel.sentence, span=Span(sentence.start, sentence.end), reason=reason
                )
            )
    return tuple(found)


def _usual_place(travel: _Travel, travels: list[_Travel]) -> str | None:
    """Return where everybody else sends this traveller, if that is one other place, told often enough."""
    if any(other.place == travel.place for other in travels if other is not travel):
        return None
    others = Counter(
        other.place for other in travels if other is not travel and other.traveller == travel.traveller
    )
    place, count = next(iter(others.most_common(1)), ("", 0))
    return place if count >= _ENOUGH else None


def _travels(reading: Reading) -> Iterator[_Travel]:
    traveller = None
    for spoken in reading.spoken:
        sentence = spoken.sentence
        people = reading.names.people(sentence.start, sentence.end)
        for mention in reading.names.entities(sentence.start, sentence.end):
            before = reading.text[max(sentence.start, mention.start - 60) : mention.start]
            if mention.form is MentionForm.ADJECTIVE or not _TRAVEL.search(before):
                continue
            named = [person.name for person in people if person.end <= mention.start]
            traveller = named[-1] if named else traveller
            if traveller:
                yield _Travel(
                    sentence.index, traveller, mention.entity.name, bool(_PRESUPPOSED.search(before))
                )
