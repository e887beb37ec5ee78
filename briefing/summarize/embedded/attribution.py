"""Who says what: reporting clauses, quotations and the speaker that a sentence takes over from its neighbours. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.discourse import Discourse
from briefing.summarize.embedded.interview import interview_of
from briefing.summarize.embedded.names import Names, Voice
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.voices import owner_meant, voice_of
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BE,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NONFINITE,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    SPEECH,
    Token,
    word_set,
)
from briefing.types import AttributionType


class Said(NamedTuple):
    """``voice`` says what tokens ``first`` to ``last`` of a sentence hold; the reporting verb is at ``verb``.

    ``named`` are the tokens that name her where no verb has her for its subject: "according to the envoy", "in his view".
    """

    voice: Voice
    first: int
    last: int
    verb: int
    named: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One sentence with its speakers. ``carried`` speaks its quotation where the sentence names nobody;
    ``source`` is the sentence that named her. ``subjects`` are the voices of the clauses' subjects. ``public``
    tells that it names a state, a body or somebody in office, ``answers`` that it is an answer of an interview."""

    sentence: Sentence
    said: tuple[Said, ...]
    carried: Voice | None
    source: int | None
    subjects: tuple[Voice | None, ...]
    public: bool
    spoke_before: Voice | None = None
    answers: bool = False

    def speaker_at(self, position: int) -> Said | None:
        """Return the innermost reporting clause that covers the token at ``position``."""
        covering = [
            said for said in self.said if said.first <= position < said.last and said.verb != position
        ]
        return max(covering, key=lambda said: said.first, default=None)


def attribute(names: Names, sentences: Sequence[Sentence]) -> tuple[Spoken, ...]:
    """Return each sentence with who says what in it."""
    discourse = Discourse()
    first_pass: list[_Heard] = []
    for sentence in sentences:
        subjects = tuple(_subjects(names, sentence, discourse))
        _leave_off(sentence, subjects, discourse)
        said = tuple(_said(names, sentence, subjects, discourse))
        for item in said:
            discourse.note_speaker(item.voice, sentence.index)
        first_pass.append((sentence, said, subjects))
    return tuple(_answered(names, tuple(_carried(names, first_pass))))


def _answered(names: Names, spoken: Sequence[Spoken]) -> Iterator[Spoken]:
    """Give the answers of an interview the only person who is named before the first question, but for sentences that name somebody else, who may have said it."""
    interview = interview_of(names.text)
    first = min((span.start for span in interview.questions), default=0)
    named = names.people(0, first)
    if len({person.name for person in named}) != 1:
        yield from spoken
        return
    lead = next(one.sentence.index for one in spoken if named[0].start < one.sentence.end)
    for one in spoken:
        people = names.people(one.sentence.start, one.sentence.end)
        tells_of_another = any(each.name != named[0].name for each in people)
        answers = interview.answers_at(one.sentence.start) and not tells_of_another
        voice = names.voices[named[0].name]
        yield replace(one, carried=voice, source=lead, said=(), answers=True) if answers else one


def _subjects(names: Names, sentence: Sentence, discourse: Discourse) -> Iterator[Voice | None]:
    """Yield the voice of each clause's subject; clauses that share a subject share its voice."""
    known: dict[tuple[int, int], Voice | None] = {}
    for clause in sentence.clauses:
        if clause.subject is not None and clause.subject not in known:
            speaks_on = discourse.speaks_on(sentence.index) if _they_say(sentence, clause) else None
            heard = speaks_on or voice_of(names, sentence, clause.subject, discourse)
            known[clause.subject] = heard or _beside_the_verb(names, sentence, clause)
        voice = known[clause.subject] if clause.subject is not None else None
        if voice is not None and not _is_quoted(sentence, clause):
            discourse.note(voice, sentence.index)
        yield voice


def _beside_the_verb(names: Names, sentence: Sentence, clause: Clause) -> Voice | None:
    """Return the person of "In a talk with the Post Ann Lee said", whom no comma parts from the place."""
    if clause.subject is None or clause.verb != clause.subject[1] or not _reporting_verb(sentence, clause):
        return None
    if not sentence.tokens[clause.subject[0]].bits & PREPOSITION:
        return None
    start, end = sentence.span(*clause.subject)
    person = next((one for one in names.people(start, end) if one.end == end), None)
    return names.voices[person.name] if person else None


def _leave_off(sentence: Sentence, subjects: Sequence[Voice | None], discourse: Discourse) -> None:
    """Leave the subject of the main clause as whom "he" or "it" means next, not one of a clause within it."""
    for clause, voice in zip(sentence.clauses, subjects, strict=True):
        body = voice is not None and voice.type is AttributionType.INSTITUTION and not voice.plural
        if voice is None or not (voice.person or body) or clause.link is not Link.MAIN:
            continue
        if not _is_quoted(sentence, clause):
            discourse.note(voice, sentence.index)


def _is_quoted(sentence: Sentence, clause: Clause) -> bool:
    """Tell whether the subject of a clause stands in a quotation: of whom she speaks there, "he said" behind it is not."""
    return sentence.quoted[clause.subject[0] if clause.subject else clause.first]


def _they_say(sentence: Sentence, clause: Clause) -> bool:
    """Tell of "they added", which may be one official whom the text will not call he or she."""
    subject = clause.subject
    return (
        "they" in sentence.vocabulary
        and subject is not None
        and sentence.words(*subject) == ["they"]
        and _reporting_verb(sentence, clause) is not None
    )


def _said(
    names: Names, sentence: Sentence, subjects: Sequence[Voice | None], discourse: Discourse
) -> Iterator[Said]:
    yield from _in_the_view(names, sentence, discourse)
    for clause, voice in zip(sentence.clauses, subjects, strict=True):
        verb = _reporting_verb(sentence, clause)
        if verb is None or voice is None or sentence.quoted[verb] or _is_only_supposed(sentence, clause):
            continue
        told_before = (
            verb == clause.first and clause.link is not Link.COORDINATE
        )  # not ", warned" behind an aside
        if clause.link is Link.TAIL or told_before or _follows_quote(sentence, clause):
            yield Said(voice, 0, clause.first, verb)
        yield Said(voice, verb + 1, _end_of_speech(sentence, verb), verb)
    yield from _according(names, sentence, discourse)


def _is_only_supposed(sentence: Sentence, clause: Clause) -> bool:
    """Tell of "if Slovakia does not reply": nobody has spoken there."""
    return clause.link is Link.SUBORDINATE and sentence.tokens[clause.first].word in _SUPPOSING


_SUPPOSING = frozenset({"if", "unless", "until"})


def _end_of_speech(sentence: Sentence, verb: int) -> int:
    """Return where what is said ends: at a semicolon behind which somebody else may speak."""
    tokens = sentence.tokens
    after = next((clause for clause in sentence.clauses if clause.first > verb), None)
    if after is not None and _speaks_of_another(sentence, verb, after):
        return after.first
    for position in range(verb + 1, len(tokens) - 1):
        if tokens[position].word == ";" and not sentence.quoted[position]:
            return len(tokens) if tokens[position + 1].word == "that" else position
    return len(tokens)


def _speaks_of_another(sentence: Sentence, verb: int, after: Clause) -> bool:
    """Tell of "Oslo stressed the need for talks, and Riga …": a noun is what is said, and nothing more."""
    noun = bool(sentence.tokens[verb + 1].bits & DETERMINER) and sentence.tokens[verb].word not in _SAYING
    own = after.subject is not None and after.subject[0] >= after.first
    return noun and own and after.link is Link.COORDINATE


_SAYING = frozenset({"said", "says", "say", "saying"})


def _follows_quote(sentence: Sentence, clause: Clause) -> bool:
    opened = clause.first > 0 and sentence.tokens[clause.first - 1].word in ('"', "''")
    return opened and clause.link is not Link.MAIN


def _reporting_verb(sentence: Sentence, clause: Clause) -> int | None:
    tokens = sentence.tokens
    if clause.link is Link.PARTICIPLE:
        return clause.first if tokens[clause.first].bits & SPEECH else None
    if clause.verb is None:
        return None
    if _calls_names(sentence, clause):
        return clause.verb
    for position in range(clause.verb, min(clause.last, clause.verb + 5)):
        if tokens[position].bits & SPEECH:
            told = _is_phrasal(sentence, position) or is_told(tokens, clause.verb, position)
            told = told or _is_foreseen(sentence, clause, position)
            return None if told else position
        if not tokens[position].bits & (ADVERB | AUXILIARY | MODAL | NONFINITE):
            return None
    return None


def _is_foreseen(sentence: Sentence, clause: Clause, verb: int) -> bool:
    """Tell of "she said that Lima would complain": nobody has complained."""
    modal = clause.verb is not None and bool(sentence.tokens[clause.verb].bits & MODAL)
    return modal and clause.link is Link.CONTENT and sentence.tokens[verb].word != "say"


def _calls_names(sentence: Sentence, clause: Clause) -> bool:
    """Tell of "called the vote “a farce”": words that are hers."""
    verb = clause.verb or clause.first
    calls = sentence.tokens[verb].word in word_set("calling") and not sentence.quoted[verb]
    return calls and any(sentence.quoted[verb + 1 : clause.last])


def is_told(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Tell of "is expected to": whose verb stands in the passive says nothing herself."""
    passive = any(token.bits & BE for token in tokens[first:verb])
    return passive and bool(tokens[verb].bits & (PAST | PARTICIPLE))


def _is_phrasal(sentence: Sentence, verb: int) -> bool:
    """Tell "put off the vote" from "as she put it"."""
    return sentence.tokens[verb].word == "put" and sentence.words(verb + 1, verb + 2) != ["it"]


def _according(names: Names, sentence: Sentence, discourse: Discourse) -> Iterator[Said]:
    tokens = sentence.tokens
    if "according" not in sentence.vocabulary:
        return
    for position in range(len(tokens) - 2):
        if tokens[position].word == "according" and tokens[position + 1].word == "to":
            last = position + 2
            while last < len(tokens) and tokens[last].word not in (",", ".", ";") and last - position < 14:
                last += 1
            voice = (
                voice_of(names, sentence, (position + 2, last), discourse) if last > position + 2 else None
            )
            if voice:
                first = 0 if position > 3 else last
                yield Said(
                    voice, first, position if position > 3 else len(tokens), position, (position + 2, last)
                )


def _in_the_view(names: Names, sentence: Sentence, discourse: Discourse) -> Iterator[Said]:
    """Yield whose view a sentence or a clause tells: "in his view the talks may fail", "by the union's estimate"."""
    tokens = sentence.tokens
    if sentence.vocabulary.isdisjoint(_VIEWS):
        return
    for position in [n for n, token in enumerate(tokens) if token.word in _VIEWS and not sentence.quoted[n]]:
        near = range(position - 2, max(-1, position - _OWNER), -1)
        first = next((n for n in near if tokens[n].word in ("in", "by") and _opens(tokens, n)), None)
        if first is None:
            continue
        owner = _owner(tokens, first + 1, position)
        voice = _viewer(names, sentence, owner, discourse) if owner[0] < owner[1] else None
        if voice is not None:
            clause = sentence.clause_at(first)
            begin, end = (0, len(tokens)) if first == 0 else (clause.first, clause.last)
            yield Said(voice, begin, end, position, owner)


def _opens(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a phrase stands by itself: in front, or behind a comma or an "and"."""
    return position == 0 or tokens[position - 1].word == "," or bool(tokens[position - 1].bits & CONJUNCTION)


def _owner(tokens: Sequence[Token], first: int, noun: int) -> tuple[int, int]:
    """Return the tokens that tell whose "his view" and "the view of Ann Lee" are."""
    after = tokens[noun + 1].word if noun + 1 < len(tokens) else ""
    if after != "of" or noun != first + 1 or tokens[first].word != "the":
        return first, noun
    last = noun + 2
    while last < len(tokens) and tokens[last].word not in (",", ".", ";") and last - noun < _OWNER:
        last += 1
    return noun + 2, last


def _viewer(names: Names, sentence: Sentence, owner: tuple[int, int], discourse: Discourse) -> Voice | None:
    """Return whom "his" or "her own" means, or who is named, with or without "'s"."""
    first, last = owner
    words = sentence.words(first, last)
    if words[1:] in ([], ["own"]) and (voice := owner_meant(words[0], names, sentence, first, discourse)):
        return voice
    last -= words[-1] == "'s"
    is_named = last < owner[1] or sentence.tokens[first - 1].word == "of"
    if not is_named or last <= first:
        return None
    return voice_of(names, sentence, (first, last), discourse) or _unknown(names, sentence, first, last)


def _unknown(names: Names, sentence: Sentence, first: int, last: int) -> Voice | None:
    """Return somebody of whom the text tells no office, by her two names: she has a view, and speaks for nobody."""
    while last - first > _FEWEST and not sentence.tokens[last - 1].capital:
        last -= 1
    start, end = sentence.span(first, last)
    called = sentence.tokens[first:last]
    is_name = len(called) in (_FEWEST, _FEWEST + 1) and all(token.capital for token in called)
    if not is_name or names.entities(start, end):
        return None
    return Voice(type=AttributionType.ANALYST, name=names.text[start:end], person=True)


_FEWEST = 2


_VIEWS = frozenset(
    {"view", "opinion", "estimate", "estimates", "calculation", "reckoning", "count", "judgment", "judgement"}
)
_OWNER = 8  # tokens of a phrase with an owner


_Heard = tuple[Sentence, tuple[Said, ...], tuple[Voice | None, ...]]


def _carried(names: Names, first_pass: Sequence[_Heard]) -> Iterator[Spoken]:
    """Give a sentence that is all quotation the speaker of its neighbour."""
    speaker: tuple[Voice, int] | None = None
    before: Voice | None = None
    for number, (sentence, said, subjects) in enumerate(first_pass):
        carried: tuple[Voice, int] | None = None
        if not said and _is_quotation(sentence):
            carried = _previous(first_pass, number, speaker) or _next(first_pass, number)
            speaker = carried or speaker
        elif said:
            speaker = (said[-1].voice, number)
        elif not _is_quotation(sentence):
            speaker = _only_subject(subjects, number)
        yield Spoken(
            sentence=sentence,
            said=said,
            carried=carried[0] if carried else None,
            source=carried[1] if carried else None,
            subjects=subjects,
            public=_is_public(names, sentence),
            spoke_before=before,
        )
        before = said[-1].voice if said else carried[0] if carried else before if before in subjects else None


def _is_public(names: Names, sentence: Sentence) -> bool:
    return (
        bool(names.entities(sentence.start, sentence.end))
        or bool(names.people(sentence.start, sentence.end))
        or not sentence.vocabulary.isdisjoint(_public_words())
    )


@cache
def _public_words() -> frozenset[str]:
    return word_set("officials") | word_set("affairs")


def _is_quotation(sentence: Sentence) -> bool:
    return sum(sentence.quoted) > 0.6 * len(sentence.tokens)


def _previous(
    first_pass: Sequence[_Heard],
    number: int,
    speaker: tuple[Voice, int] | None,
) -> tuple[Voice, int] | None:
    if speaker is None:
        return None
    paragraph = first_pass[number][0].paragraph
    before = first_pass[number - 1][0].paragraph if number else -1
    if before == paragraph or (_next(first_pass, number) is None and before >= paragraph - 1):
        return speaker
    return None


def _next(first_pass: Sequence[_Heard], number: int) -> tuple[Voice, int] | None:
    """Return who speaks in the next sentence of the same paragraph."""
    paragraph = first_pass[number][0].paragraph
    for ahead in range(number + 1, min(len(first_pass), number + 4)):
        sentence, said, _ = first_pass[ahead]
        if sentence.paragraph != paragraph:
            return None
        if said:
            return said[0].voice, ahead
    return None


def _only_subject(subjects: Sequence[Voice | None], number: int) -> tuple[Voice, int] | None:
    voice = next(
        (voice for voice in subjects if voice is not None and voice.type is not AttributionType.OUTLET_VOICE),
        None,
    )
    return (voice, number) if voice else None
