"""The name that a dispute's matter has in its own words: a noun phrase of at most four that tell something. Pure."""

from collections.abc import Sequence
from functools import cache

from briefing.data import table
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    MODAL,
    NEGATION,
    NONFINITE,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STRONG,
    SUBORDINATOR,
    TIME,
    Token,
    word_set,
)
from briefing.text import Span

_MOST_WORDS = 4
_STOPS = (
    PREPOSITION
    | AUXILIARY
    | MODAL
    | CONJUNCTION
    | RELATIVE
    | SUBORDINATOR
    | PRONOUN
    | STRONG
    | QUOTE
    | TIME
    | NEGATION
    | NONFINITE
)
_OF = frozenset({"of", "for", "on", "about", "over", "in", "against"})
_BINDING = frozenset({"of", "on", "for", "against"})
_OWNERS = frozenset({"its", "his", "her", "their", "our", "my", "your"})
ARTICLES = (
    frozenset({"the", "a", "an", "several", "many", "more", "this", "that", "these", "those", "any", "some"})
    | {"no", "all", "both", "another", "every", "each", "'s"}
    | _OWNERS
)
MARKS = frozenset({",", ".", "?", "!", "(", ")", "...", "'"})
PREPOSED = frozenset({"over", "about", "on"})


def words(name: str) -> frozenset[str]:
    """Return one list of ``matters.toml``."""
    return _words(name)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("matters")[name])


def named_at(reading: Reading, sentence: Sentence, start: int, draft: Draft) -> Span | None:
    """Return the name that begins at a token: its phrase with what it is of, alone, or what an empty word is of."""
    tokens = sentence.tokens
    first, last = _phrase(sentence, start)
    outer = _checked(reading, sentence, first, last, draft)
    if first == last or last == len(tokens):
        return outer
    if tokens[last].word == "to" and tokens[last - 1].word in words("plans"):
        return _with_act(reading, sentence, first, last, draft)
    if tokens[last].word not in _OF:
        return None if _is_one_of_several(sentence, last) else outer
    return _with_what_it_is_of(reading, sentence, (first, last), draft, outer)


def _with_what_it_is_of(
    reading: Reading, sentence: Sentence, phrase: tuple[int, int], draft: Draft, outer: Span | None
) -> Span | None:
    """Return the name that a phrase has, ``outer`` alone, together with what stands behind its preposition."""
    tokens, (first, last) = sentence.tokens, phrase
    inner_first, inner_last = _phrase(sentence, last + 1)
    inner = _checked(reading, sentence, inner_first, inner_last, draft)
    if inner and _is_one_of_several(sentence, inner_last):
        return None
    if _is_empty(tokens[last - 1]):
        return inner
    whole = _checked_whole(reading, sentence, (first, last, inner_first, inner_last))
    is_short = last - first == 1
    if whole and (outer is None or (is_short and tokens[last].word == "of")):
        return whole
    is_told_behind = (
        outer
        and is_short
        and sentence.words(last, last + 1) == ["of"]
        and _EACH.isdisjoint(sentence.words(last + 1, last + 2))
    )
    return inner if is_told_behind and inner_last - inner_first > 1 else outer


_EACH = frozenset({"every", "each", "any", "some"}) | _OWNERS


def _checked_whole(reading: Reading, sentence: Sentence, places: tuple[int, int, int, int]) -> Span | None:
    """Return a phrase with what it is of as a name, unless it is too long or quoted, an act, or of a party itself."""
    first, last, inner_first, inner_last = places
    tokens, behind = sentence.tokens, sentence.tokens[inner_first:inner_last]
    if not behind or tokens[last].word not in _BINDING or tokens[last + 1].word in _EACH:
        return None
    telling = [
        each for each in tokens[first:inner_last] if each.word not in ARTICLES and not each.bits & PREPOSITION
    ]
    is_act = any(
        _is_act(tokens[each]) and tokens[each - 1].word not in ARTICLES for each in (first, inner_first)
    )
    if (
        len(telling) > _MOST_WORDS
        or any(sentence.quoted[first:inner_last])
        or is_act
        or _is_empty(behind[-1])
    ):
        return None
    span = Span(*sentence.span(first, inner_last))
    has_own = all(_has_own(reading, each) for each in (tokens[first:last], behind))
    return span if has_own and not reading.names.people(*span) else None


def _has_own(reading: Reading, phrase: Sequence[Token]) -> bool:
    """Tell whether a phrase is more than a name."""
    return not all(reading.names.entities(each.start, each.end) for each in phrase)


def _with_act(reading: Reading, sentence: Sentence, first: int, last: int, draft: Draft) -> Span | None:
    """Return "plan to close the strait" as a name."""
    verb = last + 1
    object_first, object_last = _phrase(sentence, verb + 1)
    if object_first == object_last or sentence.words(verb + 1, object_first) not in ([], ["the"], ["a"]):
        return None
    if not _checked(reading, sentence, object_first, object_last, draft):
        return None
    return Span(*sentence.span(first, object_last))


def _is_one_of_several(sentence: Sentence, last: int) -> bool:
    """Tell of "trade, rare earths and the war in Ukraine", of which one would be no name for all."""
    behind = sentence.words(last, min(len(sentence.tokens), last + _LISTED))
    if behind[:1] == [","]:
        return "and" in behind
    return behind[:1] in (["and"], ["or"]) and all(clause.verb != last + 1 for clause in sentence.clauses)


_LISTED = 6


def _phrase(sentence: Sentence, start: int) -> tuple[int, int]:
    """Return the tokens of the noun phrase at ``start``, without article, owner and vague adjectives."""
    tokens, verbs = sentence.tokens, {clause.verb for clause in sentence.clauses}
    last = start
    while last < len(tokens) and tokens[last].word in ARTICLES:
        last += 1
    opens = last
    while last < len(tokens) and last not in verbs and not _stops(tokens[last]):
        if last > opens and _is_act(tokens[last]) and sentence.words(last + 1, last + 2) in (["the"], ["a"]):
            break
        last += 1
    first = max((n + 1 for n in range(start, last) if tokens[n].word == "'s"), default=start)
    while first < last and (
        tokens[first].word in ARTICLES or tokens[first].bits & ADVERB or _is_vague(tokens[first])
    ):
        first += 1
    while last > first and _trails(tokens[last - 1], alone=last - first == 1):
        last -= 1
    return first, last


def _stops(token: Token) -> bool:
    if token.word in ARTICLES:
        return token.word != "'s"
    return token.word in MARKS or token.word in words("behind") or bool(token.bits & _STOPS)


def _is_vague(token: Token) -> bool:
    return token.word in words("vague") or token.word[:1].isdigit()


def _trails(token: Token, *, alone: bool) -> bool:
    """Tell of "plan drawn (up by)" and "truce yesterday": what stands behind the noun."""
    return bool(token.bits & (ADVERB | TIME)) or (
        not alone and (bool(token.bits & (PAST | PARTICIPLE)) or token.word.endswith("ed"))
    )


def _checked(reading: Reading, sentence: Sentence, first: int, last: int, draft: Draft) -> Span | None:
    """Return a phrase as a name, unless it is too long, says nothing, is an act, or names a party."""
    tokens = sentence.tokens[first:last]
    if not 0 < len(tokens) <= _MOST_WORDS or any(sentence.quoted[first:last]):
        return None
    head, span = tokens[-1].word, Span(*sentence.span(first, last))
    if _is_empty(tokens[-1]) or _is_act(tokens[0]):
        return None
    if any(token.bits & PRONOUN or token.word in ARTICLES for token in tokens) or _names_a_party(
        reading, span, draft
    ):
        return None
    if _is_a_state(reading, span) and sentence.tokens[first - 1].word not in PREPOSED:
        return None
    tells = _has_own(reading, tokens[:-1]) or (len(tokens) > 1 and head in words("texts"))
    return span if tells or head not in words("bare") else None


def _is_empty(head: Token) -> bool:
    return head.word in words("empty") or head.word in _people() or len(head.word) < _SHORTEST


_SHORTEST = 3


def _is_act(token: Token) -> bool:
    """Tell of "arming the rebels"."""
    return token.word.endswith("ing") and token.word not in words("nouns_in_ing") and not token.capital


@cache
def _people() -> frozenset[str]:
    return frozenset().union(
        *(word_set(name) for name in ("groups", "officials", "analysts", "institutions", "sources"))
    )


def _names_a_party(reading: Reading, span: Span, draft: Draft) -> bool:
    named = {mention.entity.name for mention in reading.names.entities(*span)}
    return bool(reading.names.people(*span)) or not named.isdisjoint({draft.holder, draft.counterpart})


def _is_a_state(reading: Reading, span: Span) -> bool:
    return any(
        (each.start, each.end) == tuple(span) for each in reading.names.entities(*span) if each.entity.country
    )


def antecedent(
    reading: Reading, sentence: Sentence, start: int, draft: Draft
) -> tuple[Span, Sentence] | None:
    """Return the fuller name that a bare noun bore before, "the draft" of "a French draft", and the sentence that gives it."""
    first, last = _phrase(sentence, start)
    if last - first != 1 or sentence.words(first - 1, first) != ["the"]:
        return None
    noun = sentence.tokens[first].word
    if noun not in words("bare") or (last < len(sentence.tokens) and sentence.tokens[last].word in _OF):
        return None
    for spoken in reversed(reading.spoken[: sentence.index]):
        if noun in spoken.sentence.vocabulary:
            for position in range(1, len(spoken.sentence.tokens)):
                opens = (
                    _opens(spoken.sentence, position) if spoken.sentence.spelled[position] == noun else None
                )
                if opens is not None and (name := named_at(reading, spoken.sentence, opens, draft)):
                    return name, spoken.sentence
    return None


def _opens(sentence: Sentence, position: int) -> int | None:
    """Return where the noun phrase opens, with its article or owner, that has its noun at ``position``."""
    for first in range(position - 1, max(-1, position - _MOST_WORDS - 1), -1):
        if sentence.tokens[first].word in ARTICLES:
            return first + (sentence.tokens[first].word == "'s")
        if _stops(sentence.tokens[first]):
            return None
    return None
