"""What a sentence tells only to deny it or to ask about it: nobody wants it there, and nobody expects it. Pure."""

import re
from collections.abc import Iterator

from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import BE, CONJUNCTION, PREPOSITION, SPEECH, STRONG, word_set

_REACH = 6  # words between a denial and what is denied, and between a report and its "that"


def is_hearsay(sentence: Sentence, position: int) -> bool:
    """Tell whether the token at ``position`` stands in what is denied: "denied a report that Oslo would yield"."""
    return any(first <= position < last for first, last in _denied(sentence))


def hearsay_clauses(sentence: Sentence) -> frozenset[int]:
    """Return the clauses that hold nothing but what is denied, and those that deny it or lead up to that."""
    spans = list(_denied(sentence))
    told = {sentence.number_of_clause(place) for first, _ in spans for place in (first - 1, first)}
    told |= {
        number
        for number, clause in enumerate(sentence.clauses)
        if any(first <= clause.first < last for first, last in spans)
    }
    leading = {number - 1 for number in told if sentence.clauses[number].link is Link.CONTENT}
    return frozenset(told | leading)


def _denied(sentence: Sentence) -> Iterator[tuple[int, int]]:
    if sentence.vocabulary.isdisjoint(_OPENING) or sentence.vocabulary.isdisjoint(_denials()):
        return
    for place in [n for n, word in enumerate(sentence.spelled) if word in _OPENING and n]:
        if _is_asked(sentence, place) if sentence.spelled[place] != "that" else _is_denied(sentence, place):
            yield place, _end(sentence, place, within=sentence.spelled[0] == "asked")


_OPENING = frozenset({"that", "whether", "if"})


def _denials() -> frozenset[str]:
    return word_set("denying") | _ASKING | {"truth", "said", "say", "comment", "disclose"}


_ASKING = frozenset({"asked"})


def _is_asked(sentence: Sentence, place: int) -> bool:
    """Tell of the "whether" of "the minister was asked whether" and "reporters asked the minister whether"."""
    near = range(place - 1, max(-1, place - _FAR), -1)
    asked = next((n for n in near if sentence.spelled[n] == "asked"), None)
    if asked is None:
        return sentence.spelled[place] == "whether" and _is_kept_back(sentence, place)
    if asked == 0:
        return True
    before = sentence.tokens[asked - 1]
    return bool(before.bits & BE) or before.word in word_set("told_to")


_FAR = 12


def _is_kept_back(sentence: Sentence, place: int) -> bool:
    """Tell of the "whether" of "said nothing about whether it had paid" and "declined to say whether it would"."""
    return _SILENT.search(" ".join(sentence.words(max(0, place - _REACH), place))) is not None


_SILENT = re.compile(
    r"\b(?:said nothing (?:about|on)|(?:(?:not|declined to|refused to) (?:say|said|comment on|disclose)))$"
)


def _is_denied(sentence: Sentence, place: int) -> bool:
    """Tell of the "that" of "denied that …", "rejected as false reports that …" and "no truth in rumours that …"."""
    if sentence.spelled[place - 1] in word_set("denying"):
        return sentence.spelled[place - 1].startswith("den")
    near = range(place - 1, max(-1, place - _REACH), -1)
    noun = next((n for n in near if sentence.spelled[n] in word_set("hearsay")), None)
    if noun is None:
        return False
    lead = sentence.words(max(0, noun - _REACH), noun)
    return "no truth" in " ".join(lead) or _is_object_of_a_denial(sentence, noun)


def _is_object_of_a_denial(sentence: Sentence, noun: int) -> bool:
    """Tell of "rejected as false reports", not of "rejected the plan, citing reports"."""
    for place in range(noun - 1, max(-1, noun - _REACH - 1), -1):
        if sentence.spelled[place] in word_set("denying"):
            return True
        if (
            sentence.tokens[place].bits & (PREPOSITION | CONJUNCTION)
            and sentence.spelled[place] not in _ASIDE
        ):
            return False
        if sentence.spelled[place] == ",":
            return False
    return False


_ASIDE = frozenset({"as", "on", "in"})


def _end(sentence: Sentence, first: int, *, within: bool) -> int:
    """Return where what is denied ends: at a strong mark, or where who denies it speaks on.

    ``within`` tells of "asked whether he feared that Oslo would yield, she said", where he is asked of a fear only.
    """
    borders = [n for n in range(first + 1, len(sentence.tokens)) if within and sentence.spelled[n] == "that"]
    borders += [n for n in range(first, len(sentence.tokens)) if sentence.tokens[n].bits & STRONG]
    borders += [
        clause.first for clause in sentence.clauses if clause.first > first and _is_apart(sentence, clause)
    ]
    return min(borders, default=len(sentence.tokens))


def _is_apart(sentence: Sentence, clause: Clause) -> bool:
    """Tell of "…, she said", "…, saying", "and demanded", "and will send" and "but", behind which something else is told."""
    if clause.link in (Link.TAIL, Link.PARTICIPLE, Link.MAIN):
        return True
    if clause.link is not Link.COORDINATE or sentence.spelled[clause.first] == "but":
        return clause.link is Link.COORDINATE
    says = clause.verb is not None and bool(sentence.tokens[clause.verb].bits & SPEECH)
    goes_on = sentence.words(clause.first + 1, clause.first + 2)
    return says or not _REPORTED.isdisjoint(goes_on) or any(each.endswith("ed") for each in goes_on)


_REPORTED = frozenset({"will", "wants", "demands", "calls", "insists"})
