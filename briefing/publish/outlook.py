"""What is foreseen in a lead story without a day: threats, offers, conditions and forecasts, in few words. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from briefing.brief.lines import Line
from briefing.brief.stories import BriefStory
from briefing.comparing import vocabulary
from briefing.labels import Labels
from briefing.publish.fewwords import as_sentence
from briefing.publish.lines import written
from briefing.publish.speakers import is_told_by_its_words, spoken_by
from briefing.types import StoryText


class Prospective(NamedTuple):
    """One thing that is foreseen: the source's words for the time, if it has any, and who says it, where the words name nobody."""

    when: str
    said: Line
    told_by: str


def foreseen(text: StoryText | None) -> tuple[Line, ...]:
    """Return what a model worded that is ahead of a story without a day, each with its source's words for the time."""
    undated = (each for each in (text.ahead if text else ()) if each.days[0][0] is None)
    return tuple(replace(as_sentence(written(each.said)), label=each.when) for each in undated)


def untold(lines: Iterable[Line], told: Iterable[Line]) -> list[Line]:
    """Return the lines that neither a line ``told`` nor one before them has: most of their words, from the same quotations."""
    shown, found = list(told), []
    for line in lines:
        if not any(_retold(line, each) for each in shown):
            found.append(line)
            shown.append(line)
    return found


def _retold(line: Line, other: Line) -> bool:
    shared = vocabulary(line.text) & vocabulary(other.text)
    return set(line.evidence) <= set(other.evidence) and 2 * len(shared) >= len(vocabulary(line.text))


def outlook_of(story: BriefStory, labels: Labels) -> list[Prospective]:
    """Return what a story tells of what is foreseen, as it is printed."""
    return [
        Prospective(
            f"“{line.label}”" if line.label else "", replace(line, label=None), _unless_named(line, labels)
        )
        for line in story.outlook
    ]


def _unless_named(line: Line, labels: Labels) -> str:
    """Return who says a line, nobody where its words name him."""
    return "" if is_told_by_its_words(line, labels) else spoken_by(line, labels)
