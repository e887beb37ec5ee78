"""What the classifier sees of a sentence and of a clause: words, senses, cues, tense, speakers, place. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, groupby

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Clause
from briefing.summarize.embedded.cues import Cue, FoundCue
from briefing.summarize.embedded.draft import Draft, Reading, is_about_affairs
from briefing.summarize.embedded.senses import senses
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.trend import trend_of
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    MODAL,
    NEGATION,
    PAST,
    PRONOUN,
    THIRD,
    Form,
    Token,
)

_ENDING = re.compile(r"(?:ations?|ments?|ings?|edly|ed|es|s|ly)$")
_SHORT = 4
_EARLY = (1, 2, 3, 6, 12)


def features_of(
    reading: Reading, cues: Sequence[Sequence[FoundCue]], drafts: Iterable[Draft]
) -> list[set[str]]:
    """Return the features of each sentence of an article, those of its neighbours' cues among them.

    ``cues`` are those of each sentence, ``drafts`` what the rules made of them.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    found = [
        _of_sentence(reading, spoken, cues[number], by_sentence.get(number, ()))
        for number, spoken in enumerate(reading.spoken)
    ]
    marks = [{f"cue {cue.cue.kind}" for cue in each} for each in cues]
    for number, drafted in by_sentence.items():
        marks[number].update(f"draft {draft.kind}" for draft in drafted)
    whole = set(_of_article(marks))
    for number, features in enumerate(found):
        features.update(whole)
        features.update(_of_neighbours(marks, number))
    for sentences in _paragraphs(reading):
        for place, number in enumerate(sentences):
            found[number].update(_of_paragraph(marks, sentences, place))
    return found


def _of_neighbours(marks: Sequence[set[str]], number: int) -> list[str]:
    found: list[str] = []
    for name, near in (("2 before", -2), ("before", -1), ("behind", 1), ("2 behind", 2)):
        if 0 <= number + near < len(marks):
            found += [_near(name, mark) for mark in marks[number + near]]
    return found


@cache  # there are as many marks as kinds, twice
def _near(where: str, mark: str) -> str:
    return f"{where}: {mark}"


def _paragraphs(reading: Reading) -> Iterator[range]:
    """Yield the numbers of the sentences of each paragraph."""
    for _, spoken in groupby(reading.spoken, lambda spoken: spoken.sentence.paragraph):
        first, *others = spoken
        yield range(first.sentence.index, first.sentence.index + len(others) + 1)


def _of_paragraph(marks: Sequence[set[str]], sentences: range, place: int) -> list[str]:
    """Return where in its paragraph a sentence stands, and what is marked in the others near it."""
    near = sentences[max(0, place - _FAR) : place + _FAR + 1]
    others = set[str]().union(*[marks[number] for number in near if number != sentences[place]])
    return [
        f"paragraph {min(place, 3)} of {min(len(sentences), 4)}",
        *[_near("beside", mark) for mark in others],
    ]


_FAR = 6  # sentences: a text without paragraphs takes no longer


def _of_article(marks: Sequence[set[str]]) -> Iterator[str]:
    """Yield how much of an article the rules took up."""
    size = len(marks) or 1
    yield f"dense {6 * sum(any(mark.startswith('draft') for mark in each) for each in marks) // size}"


def _of_sentence(
    reading: Reading, spoken: Spoken, cues: Sequence[FoundCue], drafts: Iterable[Draft]
) -> set[str]:
    sentence = spoken.sentence
    symbols = symbols_of(reading, sentence)
    found = _of_words(sentence, symbols)
    found.update(_of_verbs(sentence, symbols))
    found.update(_of_cues(cues))
    found.update(_of_drafts(drafts))
    found.update(_of_place(reading, spoken))
    found.update(_of_speakers(spoken))
    if trend := trend_of(reading.text[sentence.start : sentence.end]):
        found.add(f"trend {trend.direction}")
    return found


# ── words ─────────────────────────────────────────────────────────────────────


def _of_words(sentence: Sentence, symbols: Mapping[int, str]) -> set[str]:
    told = list(symbols.values())
    found = set(told)
    found.update([f"{word}_{following}" for word, following in zip(["", *told], [*told, ""], strict=True)])
    quoted, spelled, telling = sentence.quoted, sentence.spelled, _telling()
    if True in quoted:
        found.update([f"“{symbol}" for place, symbol in symbols.items() if quoted[place]])
    last: tuple[str, ...] = ()
    for place in [place for place in symbols if spelled[place] in telling]:
        senses, features, features_of_quoted = telling[spelled[place]]
        found.update(features)
        if quoted[place]:
            found.update(features_of_quoted)
        found.update([f"{before} … {sense}" for sense in senses for before in last])
        last = senses
    return found


@cache
def _telling() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Return of each word that has senses what they are, their features, and those within a quotation."""
    return {
        word: (told, tuple(f"is {sense}" for sense in told), tuple(f"“is {sense}" for sense in told))
        for word, told in senses().items()
    }


def symbols_of(reading: Reading, sentence: Sentence) -> Mapping[int, str]:
    """Return the words of a sentence by their place, stemmed; names and numbers by their kind."""
    named = {
        mention.start: (mention.end, f"<{mention.entity.kind}>")
        for mention in reading.names.entities(sentence.start, sentence.end)
    }
    for person in reading.names.people(sentence.start, sentence.end):
        named[person.start] = (person.end, "<person>")
    found: dict[int, str] = {}
    taken = 0
    for place, (word, capital, bits, start, _) in enumerate(sentence.tokens):
        if start < taken:
            continue
        if start in named:
            taken, found[place] = named[start]
        elif capital and place and not bits & _NEVER_NAMES and not word[0].isdigit():
            found[place] = "<name>"
        else:
            found[place] = _symbol(word)
    return found


_NEVER_NAMES = PRONOUN | MODAL


@lru_cache(maxsize=1 << 15)
def _symbol(word: str) -> str:
    return "<number>" if word[0].isdigit() else stem(word)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word without its commonest endings: enough to let "urged" and "urges" count as one."""
    if len(word) <= _SHORT:
        return word
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= 3 else word


# ── who does what ─────────────────────────────────────────────────────────────


def _of_verbs(sentence: Sentence, symbols: Mapping[int, str]) -> list[str]:
    found: list[str] = []
    for clause in sentence.clauses:
        if clause.verb is not None:
            found += _of_verb(sentence, symbols, clause, clause.verb)
    return found


def _of_verb(sentence: Sentence, symbols: Mapping[int, str], clause: Clause, finite: int) -> list[str]:
    """Return of the verb of a clause who its subject is, its form, and what it tells."""
    word = sentence.spelled[_lexical(sentence, clause, finite)]
    verb, subject = stem(word), _subject(symbols, clause)
    opens = "first" if clause.first == 0 else "later"
    found = [
        f"{opens} verb {'“' if sentence.quoted[clause.first] else ''}{verb}",
        f"{subject} / {verb}",
        f"{subject} / {_verb_form(sentence.tokens[finite])}",
    ]
    for sense in _telling()[word][0] if word in _telling() else ():
        found += (f"{clause.link} / {sense}", f"{subject} / {sense}")
    return found


def _lexical(sentence: Sentence, clause: Clause, finite: int) -> int:
    """Return the verb that "has not yet been" or "would" in front of it leads to."""
    tokens = sentence.tokens
    while finite < clause.last - 1 and tokens[finite].bits & (MODAL | AUXILIARY | ADVERB | NEGATION):
        finite += 1
    return finite


def _subject(symbols: Mapping[int, str], clause: Clause) -> str:
    """Return the kind of name in the subject of a clause, else its last word."""
    words = [symbols[place] for place in range(*clause.subject or (0, 0)) if place in symbols]
    names = [word for word in words if word.startswith("<")]
    return (names or words or [""])[-1]


# ── cues and what the rules made of them ──────────────────────────────────────


def _of_cues(cues: Sequence[FoundCue]) -> Iterator[str]:
    return chain.from_iterable(_of_cue(found.cue, found.form) for found in cues)


@cache
def _of_cue(cue: Cue, form: Form) -> tuple[str, ...]:
    kind = cue.kind
    return (f"cue {kind}", f"cue {kind} {cue.subkind}", f"cue {kind} {cue.strength} {form}")


def _of_drafts(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        kind = draft.kind
        yield f"draft {kind}"
        yield f"draft {kind} {draft.subkind}"
        yield f"draft {kind} strength {draft.strength}"
        yield f"draft {kind} rule {draft.rule}"
        yield f"draft {kind} by {draft.voice.type if draft.voice else 'the outlet'}"
        yield f"draft {kind} {'towards one' if draft.counterpart else 'towards nobody'}"


# ── where it stands and who speaks ────────────────────────────────────────────


def _of_place(reading: Reading, spoken: Spoken) -> list[str]:
    sentence = spoken.sentence
    names = reading.names
    apart = () if is_about_affairs(reading, spoken) else ("names nobody",)
    return [
        f"entities {min(len(names.entities(sentence.start, sentence.end)), 3)}",
        f"people {min(len(names.people(sentence.start, sentence.end)), 2)}",
        f"place {bisect_right(_EARLY, sentence.index)}",
        f"long {min(len(sentence.tokens) // 8, 5)}",
        f"quoted {4 * sum(sentence.quoted) // (len(sentence.quoted) + 1)}",
        *apart,
        *[
            f"{clause.link} {_verb_form(sentence.tokens[clause.verb])}"
            for clause in sentence.clauses
            if clause.verb is not None
        ],
    ]


def _verb_form(token: Token) -> str:
    bits = token.bits
    if bits & (MODAL | AUXILIARY):
        return token.word
    return "past" if bits & PAST else "third" if bits & THIRD else "base" if bits & BASE else "other"


def _of_speakers(spoken: Spoken) -> Iterator[str]:
    yield f"speakers {min(len(spoken.said), 2)}"
    if spoken.carried:
        yield "carried"
    for said in spoken.said[:1]:
        yield f"by {said.voice.type}"
        yield f"says {stem(spoken.sentence.tokens[said.verb].word)}"


# ── a clause ──────────────────────────────────────────────────────────────────


def clause_features(
    sentence: Sentence, symbols: Mapping[int, str], cues: Sequence[FoundCue], clause: Clause
) -> set[str]:
    """Return what the choice among a sentence's clauses goes by."""
    found = {f"link {clause.link}", f"quoted {sentence.quoted[clause.first]}"}
    places = range(clause.first, clause.last)
    found.update([symbols[place] for place in places if place in symbols])
    spelled, telling = sentence.spelled, _telling()
    for place in [place for place in places if spelled[place] in telling]:
        found.update(telling[spelled[place]][1])
    found.update(_of_cues([cue for cue in cues if clause.first <= cue.first < clause.last]))
    if clause.verb is not None:
        found.add(f"verb {_verb_form(sentence.tokens[clause.verb])}")
    return found
