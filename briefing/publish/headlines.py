"""Headlines that claim something, and the subject line of the mail. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from briefing.brief import Line, Voice
from briefing.comparing import FUNCTION_WORDS
from briefing.publish.lines import first_words, sentences_of, shortened, without_dateline
from briefing.text import fold, strip_controls, words
from briefing.types import Article, BottomLine, Evidence, Section

SUBJECT_LENGTH = 60
CLAUSE_WORDS, HEADLINE_WORDS = 18, 30
_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "has",
        "have",
        "had",
        "says",
        "said",
        "set",
        "due",
    ]
)
_AFTER_A_NOUN = frozenset(
    [
        "of",
        "on",
        "over",
        "between",
        "in",
        "at",
        "with",
        "after",
        "amid",
        "and",
        "for",
        "from",
        "under",
        "as",
        "against",
    ]
)
_LABEL = re.compile(
    r"(?:update|analysis|explainer|factbox|timeline|live|opinion|editorial|q&a|in pictures)\b", re.IGNORECASE
)
_SAYING = re.compile(r"[^:]{2,40}: [‘'“\"]")


def headline(article: Article, bottom_line: BottomLine | None) -> Line:
    """Return the title where it claims something (S2), else the first clause of the article's bottom line."""
    title = article.title.strip()
    if bottom_line is None or not bottom_line.evidence or (title and claims(title)):
        return shortened(title_line(article), HEADLINE_WORDS)
    first = next(iter(sentences_of(bottom_line.text)), bottom_line.text)
    line = Line(text=without_dateline(first), voice=Voice.FACT, evidence=bottom_line.evidence)
    return shortened(line, CLAUSE_WORDS)


def title_line(article: Article, label: str | None = None) -> Line:
    """Return an article's title, without a full stop, as a line; its first words where it has no title."""
    title = article.title.strip()
    if not title:
        return _opening_line(article, label)
    text = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    start = article.title.index(text)
    place = Evidence(
        article_id=article.id, section=Section.TITLE, quote=text, start=start, end=start + len(text)
    )
    return Line(text=text, voice=Voice.FACT, label=label, evidence=(place,))


def _opening_line(article: Article, label: str | None) -> Line:
    text = first_words(article.text, CLAUSE_WORDS)
    place = Evidence(article_id=article.id, section=Section.BODY, quote=text, start=0, end=len(text))
    return Line(text=text, voice=Voice.FACT, label=label, evidence=(place,))


def claims(title: str) -> bool:
    """Tell whether ``title`` is a claim, not a label: it has a finite verb, or names who says what ("X: ‘Y’").

    Without a parser this is a judgement by word forms: "Talks on fishing in Oslo" is a label,
    "Oslo talks end without accord" a claim.
    """
    if title.endswith("?") or _LABEL.match(title):
        return False
    tokens = words(title)
    return bool(_SAYING.match(title)) or any(_is_verb(tokens, place) for place in range(1, len(tokens)))


def _is_verb(tokens: list[str], place: int) -> bool:
    word = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if word == "to":
        return following in verb_forms()
    if word in _FINITE:
        return True
    is_noun_here = word in noun_forms() and (not following or following in _AFTER_A_NOUN)
    return word in verb_forms() and not is_noun_here


@cache
def verb_forms() -> frozenset[str]:
    """Return verbs as headlines use them: base, third person, past."""
    verbs = _data("verbs.toml")
    listed = [entry for group in ("reporting", "speech", "common") for entry in verbs[group]]
    return frozenset(form for entry in (*listed, *_data("headlines.toml")["verbs"]) for form in _forms(entry))


@cache
def noun_forms() -> frozenset[str]:
    """Return the words that are verbs or nouns, one or many."""
    return frozenset(form for word in _data("headlines.toml")["nouns"] for form in tuple(_forms(word))[:2])


def _data(name: str) -> Mapping[str, list[str]]:
    return tomllib.loads((files("briefing.data") / name).read_text(encoding="utf-8"))


def _forms(entry: str) -> Iterator[str]:
    """Yield the base form, the third person and the past of a verb written as "say/said/said" or "call for"."""
    base, *irregular = entry.split(maxsplit=1)[0].split("/")
    yield base
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        yield base[:-1] + "ies"
        yield from irregular or (base[:-1] + "ied",)
        return
    yield base + ("es" if base.endswith(("s", "sh", "ch", "x", "o", "z")) else "s")
    yield from irregular or (base + ("d" if base.endswith("e") else "ed"),)


# ── the mail ──────────────────────────────────────────────────────────────────


def subject_of(text: str) -> str:
    """Return ``text`` as a subject line of at most 60 characters that ends on a whole, meaningful word (S3)."""
    plain = " ".join(strip_controls(text).split())
    if len(plain) <= SUBJECT_LENGTH:
        return plain
    head = plain[: SUBJECT_LENGTH - 1]
    for border in (": ", "; ", " – ", " — ", ", "):
        clause = head.rpartition(border)[0]
        if len(clause) >= 30:
            return clause
    kept = head.rpartition(" ")[0].split() or [head]
    while len(kept) > 3 and fold(kept[-1]).strip("',.").lower() in FUNCTION_WORDS:
        kept.pop()
    return " ".join(kept).rstrip(",;:–—- ") + "…"


def preheader_of(texts: list[str], subject: str) -> str:
    """Return 40 to 110 characters of the bottom line that are not the subject again (E5)."""
    fresh = [
        plain for text in texts if (plain := " ".join(strip_controls(text).split())) and plain != subject
    ]
    joined = ""
    for text in fresh:
        joined = f"{joined} {text}".strip()
        if len(joined) >= 40:
            break
    if len(joined) <= 110:
        return joined
    return joined[:109].rpartition(" ")[0].rstrip(",;:–—- ") + "…"
