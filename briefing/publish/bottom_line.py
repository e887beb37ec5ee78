"""The bottom line of a brief: what the first stories say, and what is open in them (S1). Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from briefing.brief.lines import Line
from briefing.brief.stories import BriefStory
from briefing.comparing import span_of
from briefing.gazetteer import mentions
from briefing.labels import Labels
from briefing.publish.clauses import whole_clause
from briefing.publish.fewwords import as_sentence
from briefing.publish.headlines import claims
from briefing.publish.lines import shortened, written
from briefing.publish.quotation import is_fragment, is_verbatim
from briefing.text import capital, count_words, strip_controls
from briefing.types import EditionText

WORDS, SENTENCES, SENTENCE_WORDS, LONGEST = 75, 4, 30, 40


def bottom_line(
    stories: Sequence[BriefStory], today: date, labels: Labels, text: EditionText | None = None
) -> tuple[Line, ...]:
    """Return at most 4 sentences and 75 words (S1): the news of the first stories, then what is open in them."""
    if text is not None and text.bottom_line:
        return tuple(_with_label(as_sentence(written(each))) for each in text.bottom_line)
    news = [line for story in stories for line in _news(story)]
    if not news and stories:
        news = [shortened(next(iter(stories[0].lead), stories[0].headline), SENTENCE_WORDS)]
    found: list[Line] = []
    for line in news:
        if len(found) < SENTENCES - 1 and _fits(found, line):
            found.append(line)
    ways = [found, found[:-1]] if len(found) > 1 else [found]
    told = ((*some, *_what_is_open(stories, some, today, labels)) for some in ways)
    return next((each for each in told if each[-1:] and each[-1].label), tuple(found))


def _with_label(line: Line) -> Line:
    """Return a line whose first words lead to the rest, "Next: …", with these as its label."""
    found = _LEADS_ON.match(line.text)
    return replace(line, label=found[1], text=capital(line.text[found.end() :])) if found else line


_LEADS_ON = re.compile(r"(\w+(?: \w+){0,2}): (?=\w)")


def _news(story: BriefStory) -> Iterator[Line]:
    """Yield the first line of a story that names an actor: a sentence of its lead told whole before one that is cut behind its verb, the headline after both."""
    lines = (*story.lead, story.headline)
    whole = (told for line in story.lead if (told := _whole(line)))
    cut = [shortened(line, SENTENCE_WORDS) for line in lines if not _is_cut_in_its_opening(line)]
    telling = (line for line in cut[: len(story.lead)] if claims(line.text))
    headline = filter(None, [_whole(story.headline)])
    named = (line for line in (*whole, *telling, *headline, *cut) if mentions(strip_controls(line.text)))
    yield from islice(named, 1)


def _whole(line: Line) -> Line | None:
    """Return a line as a sentence, or as a clause of it that stands alone with who says so; nothing where both are too long."""
    size = count_words(line.text)
    clause = None if size <= SENTENCE_WORDS else whole_clause(line.text, SENTENCE_WORDS, with_speaker=True)
    if clause:
        return replace(line, text=f"{clause}.")
    return None if line.cut or size > LONGEST else line


def _is_cut_in_its_opening(line: Line) -> bool:
    """Tell of a long sentence that opens with its circumstances: "In the course of the talks, which …"."""
    return count_words(line.text) > SENTENCE_WORDS and _OPENING.match(line.text) is not None


_OPENING = re.compile(
    r"(?:In|On|At|After|Before|Following|During|Amid|Despite|With|Under|By|As|While|When)\s"
)


def _fits(found: Sequence[Line], line: Line) -> bool:
    return sum(count_words(each.text) for each in (*found, line)) <= WORDS


def _what_is_open(
    stories: Sequence[BriefStory], found: Sequence[Line], today: date, labels: Labels
) -> Iterator[Line]:
    """Yield the expectation of the first stories that names whose it is and that there is room for: the soonest with a date, else the first."""
    told = [each.quote for line in found for each in line.evidence if is_verbatim(line)]
    rows = [
        row
        for story in stories[:2]
        for row in story.expectations[:3]
        if not is_fragment(row.said)
        and not _LEANING.match(row.said.text)
        and not any(row.said.text in words for words in (*told, *(line.text for line in found)))
    ]
    spans = {row.id: span_of(row.horizon) for row in rows}
    dated = [row for row in rows if (span := spans[row.id]) and span[1] > today]
    soonest = sorted(dated, key=lambda row: spans[row.id] or (today, today))
    for row in sorted((*soonest, *rows), key=lambda row: row.said.cut):
        line = replace(row.said, label=labels("lines.open"))
        if _fits([*found, replace(line, text=f"{line.label} {line.speaker or ''}")], line):
            yield line
            return


_LEANING = re.compile(
    r"[\W]*(?:I|We|He|She|It|They|My|Our|His|Her|Its|Their|This|That|These|Those|Such|There)\b"
)
