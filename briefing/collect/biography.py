"""A line about the author at the end of an article. Pure."""

import re
from collections.abc import Iterable

from briefing.collect.furniture import named
from briefing.collect.page import Marks, Page
from briefing.text import fold
from briefing.types import NoiseReason

_LONGEST = 80
_AUTHOR = re.compile(r"(?i)^the (?:author|writer|columnist)s? (?:is|are|was|works|teaches|writes|serves)\b")
_NAMED = re.compile(
    r"^(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w'’-]+)(?P<title>,[^.;]{2,160}?,)?\s"
    r"(?P<verb>is|was|are|has|covers|reports|writes|teaches|joined|serves|leads|heads)\b"
)
_REPORTED = re.compile(
    r"^(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w'’-]+)(?:(?:,| and)\s[^\W\d_a-z].{0,80}?)?\s"
    r"(?:reported|contributed)(?:\sreporting)?\s(?:from|to this|for this)\b"
)
_SPEECH = re.compile(r"[\"“”]|\b(?:said|told|added)\b")


def biographies(page: Page, marks: Marks) -> dict[int, NoiseReason]:
    """Return the last paragraphs that present the author: somebody whom the rest of the article does not name."""
    prose = page.prose(marks)
    found: dict[int, NoiseReason] = {}
    for index in reversed(prose[3:]):
        text = page.blocks[index].text
        if page.blocks[index].words > _LONGEST or not _presents(text):
            break
        named_person = _NAMED.match(text) or _REPORTED.match(text)
        rest = (page.blocks[other].text for other in prose if other < index)
        if named_person and _is_named_in(named_person["name"], rest):
            break
        found[index] = NoiseReason.BYLINE
    return found


def _presents(text: str) -> bool:
    if _AUTHOR.match(text) or _REPORTED.match(text):
        return True
    person = _NAMED.match(text)
    if person is None or _SPEECH.search(text):
        return False
    rest = fold(text[person.end("name") :]).lower()
    return any(re.search(rf"\b{noun}s?\b", rest) for noun in named("bio_nouns")) or any(
        verb in rest for verb in named("bio_verbs")
    )


def _is_named_in(name: str, texts: Iterable[str]) -> bool:
    surname = name.rsplit(maxsplit=1)[-1]
    return any(re.search(rf"\b{re.escape(surname)}\b", text) for text in texts)
