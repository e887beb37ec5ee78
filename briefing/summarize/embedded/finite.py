"""Where finite verbs begin: the spine of the shallow parse. Pure."""

from collections.abc import Sequence

from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    CONJUNCTION,
    DETERMINER,
    ING,
    MODAL,
    NONFINITE,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    REPORTING,
    SPEECH,
    STRONG,
    THIRD,
    Token,
    word_set,
)


def finite_verbs(tokens: Sequence[Token]) -> list[int]:
    """Return where finite verbs begin: a modal, an auxiliary, or a full verb that can only be finite here."""
    found: list[int] = []
    owners: list[int] = []
    group = False
    before = 0
    for position, (word, capital, bits, _, _) in enumerate(tokens):
        behind, before = before, bits
        if not bits and not behind & RELATIVE:  # half of all words
            group = False
            continue
        if group and (bits & _OF_A_GROUP or word in ("have", "be", "do")):
            group = bool(bits & (ADVERB | NONFINITE)) or word in ("have", "be")
            continue
        group = False
        if behind & RELATIVE and tokens[position - 1].word == "whose":
            owners.append(position)
        if bits & (MODAL | AUXILIARY) and not (capital and word == "may" and position):
            found.append(position)
            group = True
        elif (bits & _VERBAL and _is_finite(tokens, position)) or (
            behind & RELATIVE and _is_what_she_does(tokens, position)
        ):
            found.append(position)
    return sorted(found + _what_hers_do(tokens, owners, found)) if owners else found


def _what_hers_do(tokens: Sequence[Token], owners: Sequence[int], found: Sequence[int]) -> list[int]:
    """Return the verbs of "Spain, whose boats fish under licence, warned", which may be any word: without one no clause ends there.

    ``owners`` are the words behind "whose", ``found`` the verbs that are known.
    """
    verbs = []
    for first in owners:
        end = _next_comma(tokens, first)
        if first < 2 or tokens[first - 2].word != "," or any(first <= verb < end for verb in found):
            continue
        verbs += [n for n in range(first + 1, end) if _may_be_hers(tokens, n, first)][:1]
    return verbs


def _next_comma(tokens: Sequence[Token], first: int) -> int:
    """Return where the clause behind "whose" is closed; where no comma does it, none is looked for."""
    last = min(len(tokens), first + _WITHIN_REACH)
    ends = (n for n in range(first + 1, last) if tokens[n].word == "," or tokens[n].bits & STRONG)
    return next(ends, first)


def _may_be_hers(tokens: Sequence[Token], position: int, first: int) -> bool:
    """Tell of a word behind the noun of "whose boats" that it may be the verb: "whose boats fish", "whose port silts up"."""
    token, left = tokens[position], tokens[position - 1]
    if (
        token.capital
        or not token.word.isalpha()
        or token.bits & (_SMALL | ING)
        or left.bits & _LEADS_TO_A_NOUN
    ):
        return False
    if token.bits & _VERBAL or (left.word.endswith("s") and not token.word.endswith("s")):
        return position > first + 1 or not left.bits & (PAST | ADVERB)
    after = tokens[position + 1]
    return token.word.endswith(("s", "ed")) and (after.word == "," or bool(after.bits & _SMALL))


def _is_what_she_does(tokens: Sequence[Token], position: int) -> bool:
    """Tell of "Peru, which chairs the group," and of "Ann Lee, who edits a journal," whose verb may be any word."""
    if position < 2 or tokens[position - 1].word not in ("which", "who") or tokens[position - 2].word != ",":
        return False
    token = tokens[position]
    if not token.word.isalpha() or token.bits & _SMALL:
        return False
    return token.word.endswith("s") or _is_what_two_do(tokens, position)


def _is_what_two_do(tokens: Sequence[Token], position: int) -> bool:
    """Tell of "Peru and Chile, which border Bolivia,": a word in front of its object, where no other verb is up to the comma."""
    joined = [token.word for token in tokens[max(0, position - _FEW) : position - 2]]
    end = _next_comma(tokens, position)
    if tokens[position].capital or "and" not in joined or end <= position + 1:
        return False
    behind = tokens[position + 1 : end]
    acts = any(token.bits & (_VERBAL | MODAL | AUXILIARY) for token in behind)
    return not acts and (behind[0].capital or bool(behind[0].bits & DETERMINER))


_FEW = 7  # words in which "and" joins the two in front of "which"
_SMALL = PRONOUN | DETERMINER | PREPOSITION | CONJUNCTION | ADVERB
_LEADS_TO_A_NOUN = DETERMINER | PREPOSITION | CONJUNCTION | PARTICIPLE
_WITHIN_REACH = 24  # words in which the comma behind a clause with "whose" stands
_VERBAL = BASE | THIRD | PAST
_OF_A_GROUP = ADVERB | NONFINITE | PAST | ING | BASE
_NOT_A_SUBJECT = PREPOSITION | NONFINITE
_SUBJECTS = PRONOUN | RELATIVE  # "this holds", "Peru, which holds the chair"


def _is_finite(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    if token.capital or position == 0 or _is_in_a_name(tokens, position):
        return False
    before = position - 1
    while before > 0 and tokens[before].bits & ADVERB:
        before -= 1
    if token.bits & REPORTING and token.bits & BASE and not token.bits & PAST:
        before = _head(tokens, before)
    left = tokens[before]
    if left.bits & _NOT_A_SUBJECT or left.word == "whose":
        return False
    further = tokens[before - 1] if before else None
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    return _is_past(token, left, after) if token.bits & PAST else _is_present(token, left, further, after)


def _head(tokens: Sequence[Token], last: int) -> int:
    """Return where the noun of "officials in New Delhi" stands, whose place is named behind it."""
    place = last
    while place > 1 and tokens[place].capital:
        place -= 1
    return place - 1 if place < last and tokens[place].word in ("in", "from", "at") else last


def _is_in_a_name(tokens: Sequence[Token], position: int) -> bool:
    """Tell of "both sides" and of "a think tank", which hold words that are verbs elsewhere."""
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    both = tokens[position - 1].word in ("both", "all") and bool(tokens[position].bits & THIRD)
    return both or (tokens[position].word == "think" and after in ("tank", "tanks"))


def _is_present(token: Token, left: Token, further: Token | None, after: Token | None) -> bool:
    plainly = token.word in word_set("plainly_verbs")
    if left.bits & DETERMINER and not left.bits & _SUBJECTS:
        return plainly and left.word == "both"
    if plainly:
        return True
    return _is_third(token, left, after) if token.bits & THIRD else _is_plural_subject(left, further)


def _is_past(token: Token, left: Token, after: Token | None) -> bool:
    if (after is not None and after.word == "by") or left.bits & BE:
        return False
    if left.bits & DETERMINER and not left.bits & _SUBJECTS:
        return token.word in ("said", "told") or (left.word in _EACH and _opens_an_object(after))
    return True


_EACH = frozenset({"each", "both", "neither", "all"})


def _opens_an_object(after: Token | None) -> bool:
    """Tell of "each blamed the other" and "both accused Oslo", not of "both injured men"."""
    return after is not None and (after.capital or bool(after.bits & (DETERMINER | PRONOUN)))


def _is_third(token: Token, left: Token, after: Token | None) -> bool:
    if token.word == "states" and not (left.capital or left.bits & PRONOUN):
        return False
    if token.bits & SPEECH or left.bits & (PRONOUN | QUOTE) or left.word in (",", "and") or left.capital:
        return True
    if after is not None and after.word == "to" and token.word in word_set("aiming"):
        return True
    return after is None or not (after.bits & (PREPOSITION | CONJUNCTION) or after.word in (",", "."))


def _is_plural_subject(left: Token, further: Token | None) -> bool:
    word = left.word
    if left.capital and further is not None and further.word == "and":
        return True
    if left.bits & (PRONOUN | QUOTE):
        return True
    if word in ("people", "men", "women", "both", "and", "media", "police", ","):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
