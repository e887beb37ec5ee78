"""Where a quotation stands in a text: letter for letter, up to typography, or not at all. Pure, linear.

A model copies with small slips: other quotation marks, a capital, a hyphen. Those are mended, and the
source's own wording is shown. A word changed, added or left out is no slip: then the quotation does not
stand there, nor does one that is stitched together from two places.
"""

import re
import unicodedata
from dataclasses import dataclass

from briefing.summarize.checks.atoms import atoms_of, occurrences
from briefing.summarize.checks.plain import plain, without_width
from briefing.text import Span
from briefing.types import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The words ``span.of(text)`` are the quotation; ``match`` says how alike they are."""

    span: Span
    match: Match


def locate(quote: str, text: str, within: Span | None = None) -> Located | None:
    """Return where ``quote`` stands in ``text``, or ``None`` where these words in this order do not.

    Of several exact places the first counts. ``within`` bounds the search to a stretch of ``text``.
    White space and quotation marks around the quotation need not be in the text.
    """
    bounds = within or Span(0, len(text))
    wanted = quote.strip()
    if not any(char.isalnum() for char in wanted) or len(wanted) > 2 * len(text) + 8:
        return None
    for form in dict.fromkeys((wanted, wanted.strip(_AROUND))):
        found = _exact(form, text, bounds) or _normalized(form, text, bounds)
        if found is not None:
            return found
    return _repaired(wanted, text, bounds)


_AROUND = " \t\n\r\u00a0\"'“”‘’„‟‚‛«»‹›`´′″"
_TRIES = 2000


def _exact(quote: str, text: str, bounds: Span) -> Located | None:
    start = _first(quote, text, bounds)
    return None if start is None else Located(span=Span(start, start + len(quote)), match=Match.EXACT)


def _first(quote: str, text: str, bounds: Span) -> int | None:
    """Return the first place where ``quote`` stands and cuts no word; gives up after many that do."""
    position = text.find(quote, bounds.start, bounds.end)
    for _ in range(_TRIES):
        if position < 0:
            return None
        if not cuts_word(text, position) and not cuts_word(text, position + len(quote)):
            return position
        position = text.find(quote, position + 1, bounds.end)
    return None


def _normalized(quote: str, text: str, bounds: Span) -> Located | None:
    wanted, source = plain(quote).text.strip(), plain(text)
    limits = source.within(bounds)
    position = source.text.find(wanted, *limits)
    for _ in range(_TRIES):
        if position < 0:
            return None
        span = source.original(position, position + len(wanted))
        if not cuts_word(text, span.start) and not cuts_word(text, span.end):
            return Located(span=span, match=Match.NORMALIZED)
        position = source.text.find(wanted, position + 1, limits.end)
    return None


def _repaired(quote: str, text: str, bounds: Span) -> Located | None:
    """Find the same words in the same order, in one place only."""
    wanted, source = plain(quote).text, plain(text)
    if _STITCHED.search(wanted):
        return None
    found = [
        span
        for place in occurrences(atoms_of(wanted), atoms_of(source.text), source.within(bounds))
        if not cuts_word(text, (span := source.original(*place)).start) and not cuts_word(text, span.end)
    ]
    return Located(span=found[0], match=Match.REPAIRED) if len(found) == 1 else None


_STITCHED = re.compile(r"\w[^\w]*?(?:\.\.\.|[\[\]])[^\w]*\w")


# ── whole words ───────────────────────────────────────────────────────────────


def cuts_word(text: str, at: int) -> bool:
    """Tell whether a word or a number goes on across ``at``: "can" is not said in "can't", nor "5" in "1.5".

    A possessive ending may be left off.
    """
    before, after = _beside(text, at)
    if len(before) and len(after) and _is_letter(before[-1]) and _is_letter(after[0]):
        return True
    joined = _joins(before[-2:] + after[:1]) or _joins(before[-1:] + after[:2])
    return joined and not (_is_letter(before[-1]) and _POSSESSIVE.match(text, at))


_REACH = 6
_POSSESSIVE = re.compile(r"['’]s(?![\w'’])")


def _beside(text: str, at: int) -> tuple[str, str]:
    """Return what stands before and behind ``at``, without characters that have no width."""
    return without_width(text[max(0, at - _REACH) : at]), without_width(text[at : at + _REACH])


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _joins(three: str) -> bool:
    """Tell whether the middle one of three characters is a mark inside a word, a number or an abbreviation."""
    if len(three) != 3 or not (_is_letter(three[0]) and _is_letter(three[2])):
        return False
    if three[1] in "-‐‑'’":
        return True
    if three[0].isdigit() and three[2].isdigit():
        return three[1] in ".,:–−/"
    return three[1] == "." and three[0].isupper() and three[2].isupper()
