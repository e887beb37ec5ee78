"""What a dispute is about, named in one to four words of its own sentence; nothing where its words are no good name. Pure."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from briefing.data import table
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.parties import sides_between
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BE,
    CONJUNCTION,
    ING,
    MODAL,
    NEGATION,
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
    spelled,
    verb_forms,
    word_set,
)
from briefing.text import Span

_MOST_WORDS = 4
_REACH = 10
_LEAD = 3
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
)
_OF = frozenset({"of", "for", "on", "about", "over", "in", "against"})
_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "several",
        "many",
        "more",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "any",
        "some",
    }
    | {"no", "all", "both", "another", "every", "each", "'s"}
)
_MARKS = frozenset({",", ".", "?", "!", "(", ")", "...", "'"})


class Matter(NamedTuple):
    """What a dispute is about, and the sentence that says so."""

    name: str
    sentence: Span


def matter_of(reading: Reading, draft: Draft) -> Matter | None:
    """Return what a dispute is about: by the words of its clause, else by the quarrel of its two sides that the article opens with."""
    own = reading.spoken[draft.sentence].sentence
    first, last = _within(own, draft.clause)
    starts = (*_behind_strife(own, first, last, "strife"), *_objects(own, first, last))
    return _first_named(reading, own, starts, draft) or _at_large(reading, draft)


def _at_large(reading: Reading, draft: Draft) -> Matter | None:
    for spoken in reading.spoken[:_LEAD]:
        sentence = spoken.sentence
        if {draft.holder, draft.counterpart} <= set(sides_between(reading, sentence.start, sentence.end)):
            starts = _behind_strife(sentence, 0, len(sentence.tokens), "quarrels")
            if found := _first_named(reading, sentence, starts, draft):
                return found
    return None


def _first_named(reading: Reading, sentence: Sentence, starts: Iterable[int], draft: Draft) -> Matter | None:
    names = (_named_at(reading, sentence, start, draft) for start in starts)
    found = next(filter(None, names), None)
    return Matter(found.of(reading.text), Span(sentence.start, sentence.end)) if found else None


def _within(sentence: Sentence, clause: Span) -> tuple[int, int]:
    """Return the tokens of a clause."""
    inside = [n for n, token in enumerate(sentence.tokens) if clause.start <= token.start < clause.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _behind_strife(sentence: Sentence, first: int, last: int, strife: str) -> Iterator[int]:
    """Yield where what a quarrel is over is named: "a row between Oslo and Riga over quotas", "opposition to the dam"."""
    for position in range(first, last - 1):
        word, after = sentence.tokens[position].word, sentence.tokens[position + 1].word
        if strife == "strife" and f"{word} {after}" in _words("leaning"):
            yield position + 2
        elif word in _words(strife):
            leading = _OVER | _ON if word in _words("apart") else _OVER
            yield from _first(sentence, position + 1, min(last, position + _REACH), leading)


_OVER, _ON = frozenset({"over", "about"}), frozenset({"on"})


def _first(sentence: Sentence, start: int, end: int, leading: frozenset[str]) -> Iterator[int]:
    """Yield the place behind the first of the words ``leading``, unless a mark or another act stands before it."""
    for position in range(start, end):
        token = sentence.tokens[position]
        if token.word in leading:
            yield position + 1
            return
        if token.word in _MARKS or token.bits & _ANOTHER:
            return


_ANOTHER = STRONG | QUOTE | AUXILIARY | MODAL | RELATIVE | SUBORDINATOR | NEGATION | ING


def _objects(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """Yield where the object of a verb of objecting begins, not behind "the disputed" and "are dismissed"."""
    for position in range(first, last - 1):
        if sentence.spelled[position] not in _objecting() or sentence.quoted[position]:
            continue
        before = sentence.tokens[max(0, position - 1)]
        if not (before.word in _ARTICLES or before.bits & BE):
            yield position + 1


@cache
def _objecting() -> frozenset[str]:
    return frozenset(form for verb in _words("objecting") for form, _ in verb_forms(spelled(verb)))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("matters")[name])


# ── the name ──────────────────────────────────────────────────────────────────


def _named_at(reading: Reading, sentence: Sentence, start: int, draft: Draft) -> Span | None:
    """Return the name that begins at a token: its phrase with what it is of, alone, or what an empty word is of."""
    tokens = sentence.tokens
    first, last = _phrase(sentence, start)
    outer = _checked(reading, sentence, first, last, draft)
    if first == last or last == len(tokens) or tokens[last].word not in _OF:
        return None if _is_one_of_several(sentence, last) else outer
    inner_first, inner_last = _phrase(sentence, last + 1)
    inner = _checked(reading, sentence, inner_first, inner_last, draft)
    if inner and _is_one_of_several(sentence, inner_last):
        return None
    if tokens[last - 1].word in _words("empty"):
        return inner
    if outer is None or inner is None or tokens[last].word != "of" or last - first > 1:
        return outer
    if tokens[last + 1].word not in _EACH and inner_last - first <= _MOST_WORDS:
        return Span(outer.start, inner.end)
    return inner if inner_last - inner_first > 1 else outer


def _is_one_of_several(sentence: Sentence, last: int) -> bool:
    """Tell of "trade, rare earths and the war in Ukraine", of which one would be no name for all."""
    behind = sentence.words(last, min(len(sentence.tokens), last + _LISTED))
    if behind[:1] == [","]:
        return "and" in behind
    return behind[:1] in (["and"], ["or"]) and all(clause.verb != last + 1 for clause in sentence.clauses)


_LISTED = 6
_EACH = frozenset({"every", "each", "any", "some", "its", "his", "her", "their"})


def _phrase(sentence: Sentence, start: int) -> tuple[int, int]:
    """Return the tokens of the noun phrase at ``start``, without article, owner and vague adjectives."""
    tokens, verbs = sentence.tokens, {clause.verb for clause in sentence.clauses}
    last = start
    while last < len(tokens) and last not in verbs and not _stops(tokens[last], opens=last == start):
        last += 1
    first = max((n + 1 for n in range(start, last) if tokens[n].word == "'s"), default=start)
    while first < last and (
        tokens[first].word in _ARTICLES or tokens[first].bits & ADVERB or _is_vague(tokens[first])
    ):
        first += 1
    while last > first and _trails(tokens[last - 1], alone=last - first == 1):
        last -= 1
    return first, last


def _stops(token: Token, *, opens: bool) -> bool:
    if token.word in _ARTICLES:
        return token.word != "'s" and not opens
    return token.word in _MARKS or bool(token.bits & _STOPS)


def _is_vague(token: Token) -> bool:
    return token.word in _words("vague") or token.word[:1].isdigit()


def _trails(token: Token, *, alone: bool) -> bool:
    """Tell of "plan drawn (up by)" and "truce yesterday": what stands behind the noun."""
    return bool(token.bits & (ADVERB | TIME)) or (not alone and bool(token.bits & (PAST | PARTICIPLE)))


def _checked(reading: Reading, sentence: Sentence, first: int, last: int, draft: Draft) -> Span | None:
    """Return a phrase as a name, unless it is too long, says nothing, is an act, or names a party."""
    tokens = sentence.tokens[first:last]
    if not 0 < len(tokens) <= _MOST_WORDS or any(sentence.quoted[first:last]):
        return None
    head, span = tokens[-1].word, Span(*sentence.span(first, last))
    if head in _words("empty") or head in _people() or len(head) < 3 or _is_act(tokens[0]):
        return None
    if any(token.bits & PRONOUN or token.word in _ARTICLES for token in tokens) or _names_a_party(
        reading, span, draft
    ):
        return None
    if _is_a_state(reading, span) and sentence.tokens[first - 1].word not in _OVER | _ON:
        return None
    own = [token for token in tokens[:-1] if not reading.names.entities(token.start, token.end)]
    return span if own or head not in _words("bare") else None


def _is_act(token: Token) -> bool:
    """Tell of "arming the rebels"."""
    return token.word.endswith("ing") and token.word not in _words("nouns_in_ing") and not token.capital


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
