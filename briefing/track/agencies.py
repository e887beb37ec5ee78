"""Which news agencies an article credits, by the forms that datelines, bylines and sign-offs take. Pure."""

import re
from collections.abc import Iterator

from briefing.types import Article, NoiseReason

_FORMS = {
    "AAP": ("AAP",),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Anadolu": ("Anadolu", "Anadolu Agency"),
    "ANI": ("ANI",),
    "ANSA": ("ANSA",),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "Bernama": ("Bernama",),
    "dpa": ("dpa",),
    "EFE": ("EFE",),
    "IANS": ("IANS",),
    "Interfax": ("Interfax",),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "PA": ("PA", "PA Media", "Press Association"),
    "PTI": ("PTI", "Press Trust of India"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "RIA": ("RIA", "RIA Novosti"),
    "TASS": ("TASS", "Tass"),
    "Ukrinform": ("Ukrinform",),
    "UPI": ("UPI",),
    "Xinhua": ("Xinhua",),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
}
_AGENCY_OF = {
    spelling: agency
    for agency, forms in _FORMS.items()
    for form in forms
    for spelling in (form, form.upper())
}
_NAME = "|".join(sorted(map(re.escape, _AGENCY_OF), key=len, reverse=True))
_NAMES = rf"(?:{_NAME})(?:(?:\s*[/,&]\s*|\s+and\s+)(?:{_NAME}))*"

_MENTION = re.compile(rf"\b(?:{_NAME})\b")
_DATELINE = re.compile(rf"[^\n]{{0,80}}?(?:[(/]\s*{_NAMES}\s*[)/]|\d\.?,? {_NAMES} ?[-–—])")
_OWN_LINE = re.compile(rf"\W*(?:(?:[Ss]ource|[Bb]y|[Ff]rom|[Ww]ith|[Aa]gencies)\b:?\s*)?{_NAMES}\W*")
_SIGN_OFF = re.compile(rf"""(?<=[.!?"'”’])\s*(?:[-–—]+\s*|\(\s*|©\s*){_NAMES}\W*$""")
_REUTERS_DESK = re.compile(r"\bReporting by [^\n]{3,300}; ?(?:Writing|Editing) by ", re.IGNORECASE)


def agency_named(outlet: str) -> str | None:
    """Return the agency that ``outlet`` is, by one name for all its forms, or ``None``."""
    return _AGENCY_OF.get(outlet.strip())


def credited_agencies(article: Article) -> frozenset[str]:
    """Return the agencies in the article's dateline, credit lines, byline and sign-off.

    An agency named in a sentence ("Tasnim told Reuters") or under a photograph is not credited with the text.
    """
    return frozenset(
        _AGENCY_OF[mention.group()] for credit in _credits(article) for mention in _MENTION.finditer(credit)
    )


def _credits(article: Article) -> Iterator[str]:
    """Yield the passages that say from whom the text is."""
    text = article.text.strip()
    if dateline := _DATELINE.match(text):
        yield dateline.group()
    if sign_off := _SIGN_OFF.search(text):
        yield sign_off.group()
    if _REUTERS_DESK.search(text):
        yield "Reuters"
    lines = text.split("\n") + [noise.text for noise in article.noise if noise.reason is NoiseReason.CREDIT]
    yield from (line for line in lines if _OWN_LINE.fullmatch(line))
    yield from (
        noise.text
        for noise in article.noise
        if noise.reason in (NoiseReason.BYLINE, NoiseReason.DATELINE_FURNITURE)
    )
