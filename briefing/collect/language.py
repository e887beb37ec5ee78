"""Which language a text is in: as declared, unless the text clearly says otherwise. Pure."""

import re
from functools import cache
from typing import Any

from briefing.text import count_words

UNKNOWN = "und"
"""ISO 639 for a language that is not known."""

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_OLD_CODES = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "nb": "no",
    "nn": "no",
    "eng": "en",
    "fre": "fr",
    "fra": "fr",
}
_FEWEST_WORDS = 20
_FEWEST_CHARACTERS = 120
_ENOUGH = 700
_CLEARLY = 0.9


def language_of(text: str, declared: str | None) -> str:
    """Return the ISO 639 code of the language that ``text`` is in, ``und`` where nothing tells.

    ``declared`` is a language tag as metadata gives it ("en-GB"). The text is asked too, and wins if it
    clearly is in another language: many sites declare the language of their template.
    """
    code = _primary(declared)
    if len(text) < _FEWEST_CHARACTERS and count_words(text) < _FEWEST_WORDS:
        return code or UNKNOWN
    found, confidence = _identifier().classify(text[:_ENOUGH])
    found = _OLD_CODES.get(found, found)
    return str(found) if code is None or confidence >= _CLEARLY else code


def _primary(tag: str | None) -> str | None:
    match = _TAG.fullmatch((tag or "").strip())
    if match is None:
        return None
    code = match.group(1).lower()
    return _OLD_CODES.get(code, code)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
