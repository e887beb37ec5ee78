"""What a rule is, what it looks at, and what it finds. Pure."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from lxml import html
from lxml.etree import LxmlError

from briefing.brief import Brief
from briefing.labels import Labels, labels_in
from briefing.publish import escape
from briefing.text import fold


class Force(StrEnum):
    """Whether an edition that breaks a rule is at fault, or only the poorer for it."""

    MUST = "must"
    SHOULD = "should"


class Fault(NamedTuple):
    """Where in an edition something is wrong, and what, in words."""

    place: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault with the rule that it breaks."""

    rule: str
    force: Force
    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.rule} {self.place}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An edition as it was published: what it is the edition of, its limits, the brief and its rendered forms.

    ``markdown`` is what a reader of the Markdown sees, line by line, its escapes undone; ``source`` is the file.
    """

    profile: str
    day: date
    max_words: int
    max_stories: int
    brief: Brief
    source: str
    markdown: tuple[str, ...]
    page: str
    mail: EmailMessage
    mail_text: str
    mail_page: str

    @property
    def labels(self) -> Labels:
        """The words of ours that the edition is printed with."""
        return labels_in(self.brief.header.language)


Check = Callable[[Published], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of briefcraft that is checked on published editions."""

    id: str
    force: Force
    check: Check


def published(
    brief: Brief, forms: Mapping[str, bytes], *, profile: str, day: date, max_words: int, max_stories: int
) -> Published:
    """Return an edition from its files.

    Raises ``ValueError`` for a mail without a text and a page, for a page that holds nothing, for what is not UTF-8,
    and for a language that we have no labels in.
    """
    mail = BytesParser(policy=policy.default).parsebytes(forms["email.eml"])
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    if not isinstance(mail, EmailMessage) or text is None or page is None:
        raise ValueError("email.eml: holds no text and page")
    labels_in(brief.header.language)
    source = forms["brief.md"].decode()
    return Published(
        profile=profile,
        day=day,
        max_words=max_words,
        max_stories=max_stories,
        brief=brief,
        source=source,
        markdown=tuple(_seen(line) for line in source.splitlines()),
        page=_page("brief.html", forms["brief.html"].decode()),
        mail=mail,
        mail_text=text.get_content().replace("\r\n", "\n"),
        mail_page=_page("email.eml", page.get_content().replace("\r\n", "\n")),
    )


def _page(name: str, content: str) -> str:
    try:
        html.document_fromstring(content)
    except LxmlError as error:
        raise ValueError(f"{name}: holds no page") from error
    return content


_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~#:.&+=-])")


def _seen(line: str) -> str:
    return _ESCAPED.sub(r"\1", line)


def shown(text: str) -> str:
    """Return ``text`` as every form shows it: on one line, without what is invisible."""
    return escape.plain(text)


def printed(edition: Published, text: str) -> list[str]:
    """Return the lines of the Markdown that show ``text``."""
    wanted = shown(text)
    return [line for line in edition.markdown if wanted in line]


def heads_of_tables(edition: Published, row: str) -> Iterator[str]:
    """Yield the lines of the Markdown that head the tables in which a line equal to ``row`` stands; none outside of tables."""
    sources = edition.source.splitlines()
    for number, line in enumerate(edition.markdown):
        first = number
        while line == row and 0 < first < len(sources) and sources[first].startswith("|"):
            first -= 1
        if first < number:
            yield edition.markdown[first + 1]


# ── words that rules look for ─────────────────────────────────────────────────


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("briefing").joinpath("data/rules.toml").read_text(encoding="utf-8"))


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return what finds any phrase of one list of ``data/rules.toml`` in a folded text."""
    listed = sorted(_data()[name], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)


@cache
def readout_verbs() -> dict[str, re.Pattern[str]]:
    """Return the verbs of readouts by their base form, with what finds any form of one in a folded text."""
    return {
        verb: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)
        for verb, forms in _data()["readout"].items()
    }


_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)")


def outside_quotes(text: str) -> str:
    """Return ``text``, folded, without what stands in quotation marks."""
    return _QUOTED.sub(" ", fold(text))


def end_mark(labels: Labels) -> str:
    """Return the first sentence of what stands at the end of each form: the rest changes from version to version, and old editions stay whole."""
    return labels("page.statement").partition(". ")[0]
