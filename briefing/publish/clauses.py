"""How far a sentence stands alone: up to the border of a clause that only adds to it. Pure."""

import re
from collections.abc import Iterator

from briefing.publish.verbs import asking_verbs, is_finite
from briefing.text import count_words, words

LISTED = r"\s(?:[^\s,]+\s){0,3}(?:[^\s,]+,|and\s|or\s)"
_WITH_COMMA = (
    r"[a-z]+ing|who|whose|whom|which|where|when|while|after|before|following|amid|despite|because|since|as|with|under"
    r"|over|in(?! return| exchange)|at|on|for|from|by|against|through|during|(?:minutes|hours|days|weeks|months|years) (?:after|before)"
)
_AUXILIARY = r"(?:is|are|was|were|will|would|can|could|may|might|must|has|have|had)"
_GOES_ON = rf"(?:(?:on|in|at|by|within|later|now|then|also|still) (?:\w+ ){{0,3}})?(?:{_AUXILIARY} |[a-z]+ed (?:the|an?|its?|his|her|their|that|to|them) )"
# In turn: an addition behind a comma, a mark, "and was asked", ", two officials said", "when".
_BORDER = re.compile(
    rf",(?=\s(?:{_WITH_COMMA})\s)(?!{LISTED})"
    r"|[;:](?=\s)|\s[—–](?=\s)"
    rf"|,?\s(?=and {_GOES_ON})"
    r"|,(?=\s[^,“”]{3,100}\s(?:said|says|reports|reported)(?: on \w+)?[.,]?(?:\s|$))"
    r"|\s(?=(?:when|while|after|because|amid|following) )"
)
_LEADING = re.compile(
    r"\W*(?:if|when|while|after|before|since|because|although|though|until|unless|once|whether|that|as|whereas)\s",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s(?:who|whose|whom|which|that|where|when)\s")
INSIDE_A_LIST = re.compile(r",\s(?!\d|[^,]*\b(?:said|says)\b)(?:[^\s,]+\s?){1,3}$")
_PAST = re.compile(r"[a-z]{2,}ed")
_UNFINISHED = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "of", "s", "and", "or", "only", "even", "just", "not"]
)
_SPANS_OF_TIME = frozenset(
    f"{unit}{s}"
    for unit in ("minute", "hour", "day", "week", "month", "year", "time", "moment")
    for s in ("", "s")
)
QUALIFIES = frozenset(
    [
        "if",
        "unless",
        "until",
        "only",
        "provided",
        "except",
        "without",
        "but",
        "not",
        "no",
        "never",
        "neither",
        "nor",
        "denied",
        "despite",
        "cannot",
        "once",
        "subject",
        "although",
        "though",
        "condition",
        "pending",
        "providing",
        "barring",
        "assuming",
        "denies",
        "rejected",
    ]
)
_NEGATION = re.compile(r"\b(?:not|no|never|nor|neither|as (?:long|soon) as)\b|n['’]t\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|shall|may|might|could|can|to)\b")
_ON_WHAT = re.compile(r",?\s(?:when|after|as|before|while|following)\s")
SAYING = re.compile(
    r"\b(?:said|says?|told|according to|reports|reported|claims?|claimed|announced|noted|stressed|alleg(?:es?|ed)|warn(?:s|ed)"
    r"|argu(?:es?|ed)|insist(?:s|ed)|believes?|estimates?|estimated|thinks?)\b"
)


def whole_clause(text: str, limit: int, *, with_speaker: bool = False) -> str | None:
    """Return the longest beginning of ``text``, of two fifths to all of ``limit`` words, that stands alone as a clause, or nothing.

    What is left out only adds: neither it nor what is kept holds a condition or a negation, it is no member of a list, and goes
    on with no verb of what is kept. ``with_speaker`` keeps who says it too. Without a parser this goes by word forms; in doubt it is nothing.
    """
    kept = (each for each in _beginnings(text) if 2 * limit // 5 <= count_words(each) <= limit)
    whole = (each for each in kept if _stands(each) and _only_adds(each, text[len(each) :], with_speaker))
    return max(whole, key=len, default=None)


def is_before_its_words(beginning: str) -> bool:
    """Tell of "the president said on Friday, contradicting his minister": what is said is still to come."""
    said = _BEFORE_ITS_WORDS.search(beginning)
    if said is None or "“" in beginning or '"' in beginning:
        return False
    tokens = words(_RELATIVE.split(beginning[: said.start()], maxsplit=1)[0])
    return not any(is_finite(tokens, place) for place in range(1, len(tokens)))


_BEFORE_ITS_WORDS = re.compile(
    r"\b(?:said|says|told [^,]{2,30}|announced|noted|stressed|warned|warns|argued|argues|insisted|insists)"
    r"(?: (?:late |early )?(?:on|in|at|after) [^,]{2,40}| (?:yesterday|today|earlier|later|again))?"
    r"(?:, (?:[a-z]+ing|in|at|on|after|before|as|while|when|during|amid|despite|without|through|with|who|which)\b.*)?$"
)


def _beginnings(text: str) -> Iterator[str]:
    for found in _BORDER.finditer(text):
        beginning = text[: found.start()].rstrip(" ,")
        leans = (found[0].isspace() and _leans(beginning)) or is_before_its_words(beginning)
        if not leans and not INSIDE_A_LIST.search(beginning):
            yield beginning


def _leans(beginning: str) -> bool:
    """Tell of "decide when", "three months after" and "the following": what goes before leans on what follows."""
    last = "".join(words(beginning)[-1:])
    return last in asking_verbs() or last in _UNFINISHED or last in _SPANS_OF_TIME


def _stands(beginning: str) -> bool:
    """Tell whether a beginning has a verb of its own, not in a relative clause, and closes what it opens."""
    if _LEADING.match(beginning) or any(
        beginning.count(one) != beginning.count(other) for one, other in ("“”", "()", "[]")
    ):
        return False
    if beginning.count('"') % 2:
        return False
    tokens = words(_RELATIVE.split(beginning, maxsplit=1)[0])
    return any(_is_main(tokens, place) for place in range(1, len(tokens)))


def _is_main(tokens: list[str], place: int) -> bool:
    before, after = tokens[place - 1], "".join(tokens[place + 1 : place + 2])
    if before in _UNFINISHED or after == "by":
        return False
    return is_finite(tokens, place) or _PAST.fullmatch(tokens[place]) is not None


def _only_adds(kept: str, rest: str, with_speaker: bool) -> bool:
    if not QUALIFIES.isdisjoint(words(rest)) or (with_speaker and SAYING.search(rest)):
        return False
    is_qualified = _NEGATION.search(kept) or not QUALIFIES.isdisjoint(words(kept))
    if _NEGATION.search(rest) or (is_qualified and not rest.startswith(";")):
        return False
    if _AHEAD.search(kept) and _ON_WHAT.match(rest):
        return False
    resumed = words(rest.removeprefix(",").partition(", ")[2])[:2]
    return not resumed or not (resumed[0] == "to" or is_finite(resumed, 0))
