"""Headlines that claim something, and the subject line of the mail. Pure."""

import re
from functools import cache

from briefing.brief.lines import Line, Voice
from briefing.comparing import FUNCTION_WORDS
from briefing.data import table
from briefing.publish.lines import first_words, sentences_of, shortened, without_dateline
from briefing.publish.verbs import is_named, is_verb
from briefing.text import fold, one_line, words
from briefing.types import Article, BottomLine, Evidence, Section

SUBJECT_LENGTH = 60
CLAUSE_WORDS, HEADLINE_WORDS = 18, 30
_LABEL = re.compile(
    r"(?:update|analysis|explainer|factbox|timeline|live|opinion|editorial|q&a|in pictures)\b", re.IGNORECASE
)
_SAYING = re.compile(r"[^:]{2,40}: [‘'“\"]")


def headline(article: Article, bottom_line: BottomLine | None) -> Line:
    """Return the title where it claims something (S2), else the first clause of the article's bottom line, with its verb."""
    title = article.title.strip()
    if bottom_line is None or not bottom_line.evidence or (title and claims(title)):
        return shortened(title_line(article), HEADLINE_WORDS)
    first = next(iter(sentences_of(bottom_line.text)), bottom_line.text)
    line = Line(text=without_dateline(first), voice=Voice.FACT, evidence=bottom_line.evidence)
    short, longer = shortened(line, CLAUSE_WORDS), shortened(line, HEADLINE_WORDS)
    if not title or claims(short.text) or not claims(line.text):
        return short
    return longer if claims(longer.text) else shortened(title_line(article), HEADLINE_WORDS)


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
    return bool(_SAYING.match(title)) or any(
        is_verb(tokens, place) and not is_named(tokens, place) for place in range(1, len(tokens))
    )


def is_roundup(title: str) -> bool:
    """Tell of "World in brief": what such an article tells is no one story."""
    return _roundup().search(title.strip()) is not None


@cache
def _roundup() -> re.Pattern[str]:
    kinds = "|".join(map(re.escape, table("headlines")["roundups"]))
    return re.compile(
        rf"^(?:[\w’']+,? ){{0,4}}(?:{kinds})(?:\W*$|\s*[:|–—]|\s-\s|,? (?:for|of|on) \w+\W+\d)", re.IGNORECASE
    )


# ── the mail ──────────────────────────────────────────────────────────────────


def subject_of(text: str) -> str:
    """Return ``text`` as a subject line of at most 60 characters that ends on a whole, meaningful word (S3).

    A clause that claims something is told alone; a name and an office in front of a comma are none.
    """
    plain = one_line(text)
    if len(plain) <= SUBJECT_LENGTH:
        return plain
    head = plain[: SUBJECT_LENGTH - 1]
    for border in (": ", "; ", " – ", " — ", ", "):
        clause = head.rpartition(border)[0]
        if len(clause) >= 30 and (claims(clause) or not claims(plain)):
            return clause
    kept = head.rpartition(" ")[0].split() or [head]
    while len(kept) > 3 and fold(kept[-1]).strip("',.").lower() in FUNCTION_WORDS:
        kept.pop()
    return " ".join(kept).rstrip(",;:–—- ") + "…"


def preheader_of(texts: list[str], subject: str) -> str:
    """Return 40 to 110 characters of the bottom line that are not the subject again (E5)."""
    fresh = [plain for text in texts if (plain := one_line(text)) and plain != subject]
    joined = ""
    for text in fresh:
        joined = f"{joined} {text}".strip()
        if len(joined) >= 40:
            break
    if len(joined) <= 110:
        return joined
    return joined[:109].rpartition(" ")[0].rstrip(",;:–—- ") + "…"
