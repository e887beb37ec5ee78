"""Which text puts right an earlier version of itself: by its own word, or because its address says otherwise on a later day. Pure.

The words stand in ``data/versions.toml``.
"""

import re
from functools import cache

from briefing.data import table
from briefing.text import Span, fold, paragraphs, words
from briefing.types import Article, NoiseReason


def corrects(article: Article) -> bool:
    """Tell whether an article says, in its title, above its text or in a note, that it corrects what it told before."""
    notes = (each.text for each in article.noise if each.reason is NoiseReason.POSTSCRIPT)
    return any(map(says_it_corrects, (article.title, article.text, *notes)))


def correction_note(article: Article) -> Span | None:
    """Return the first paragraph of an article, without the brackets around it, where it says what is corrected."""
    first = next(paragraphs(article.text), None)
    if first is None or not says_it_corrects(quote := first.of(article.text)):
        return None
    bracketed = quote.startswith("(") and quote.endswith(")")
    return Span(first.start + 1, first.end - 1) if bracketed else first


def puts_right(newer: Article, older: Article) -> bool:
    """Tell whether ``newer``, of nearly the same words, has other figures than ``older`` in their place.

    It says that it corrects; or it stands at the same address with a later day, and has lost a figure of the older too.
    """
    by_its_word = corrects(newer) and not corrects(older)
    if not by_its_word and not _is_redated(newer, older):
        return False
    told, before = _figures(newer), _figures(older)
    return bool(told - before) and (by_its_word or bool(before - told))


def _is_redated(newer: Article, older: Article) -> bool:
    if newer.url is None or newer.url != older.url or newer.published is None or older.published is None:
        return False
    return newer.published > older.published


def says_it_corrects(text: str) -> bool:
    """Tell whether a title or a paragraph begins as one that puts right what was told before."""
    return _cues().match(_EDGE.sub("", fold(text[:_HEAD]))) is not None


_HEAD = 200
_EDGE = re.compile(r"^\W+")


@cache
def _cues() -> re.Pattern[str]:
    data = table("versions")
    return re.compile(f"{data['before']}(?:{'|'.join(data['corrects'])})", re.IGNORECASE)


def _figures(article: Article) -> frozenset[str]:
    """Return the words with a digit, without those of a note on what was wrong, and without the day that a dateline has."""
    note = correction_note(article)
    text = article.text[note.end :] if note else article.text
    own_day = str(article.published.day) if article.published else ""
    return frozenset(word for word in words(text) if any(map(str.isdigit, word)) and word != own_day)
