"""Whether the names beside an item stand in its words: who says it, whose it is, whose position it is. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter

from briefing.summarize.embedded.actors import name_of_subject
from briefing.summarize.embedded.attribution import Said, Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading, acting_place
from briefing.summarize.embedded.names import Voice, side_of, state_behind
from briefing.summarize.embedded.naming import is_gerund, is_joint, without_article
from briefing.summarize.embedded.nearby import named_between, only_one_near, same_party, two_in_hand
from briefing.summarize.embedded.parties import agent_at, is_asked_of_her_own, subject_party
from briefing.summarize.embedded.speaker import clause_over, of_the_opinion
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    ING,
    MODAL,
    NEGATION,
    NONFINITE,
    PAST,
    PREPOSITION,
    QUOTE,
    STRONG,
    THIRD,
    Token,
    word_set,
)
from briefing.summarize.people import short_forms
from briefing.text import Span
from briefing.types import AttributionType

_BACK = 3  # sentences in which a pronoun finds its noun
_RUN = 4  # sentences over which one quotation goes on


def standing(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """Return ``drafts`` with the names that their words prove.

    A speaker who is not named where the item stands gives way to the outlet; an objective whose holder the
    clause does not name is none; an expectation is then of whom its clause does name.
    """
    heard = (_as_heard(reading, draft) for draft in drafts)
    return [held for draft in heard if (held := _as_held(reading, draft)) is not None]


# ── who says it ───────────────────────────────────────────────────────────────


def _as_heard(reading: Reading, draft: Draft) -> Draft:
    """Return ``draft`` as its speaker's, where she is named with a verb of speech; else as the outlet's."""
    voice = draft.voice
    if voice is None or voice.type is AttributionType.OUTLET_VOICE:
        return draft._replace(voice=None, own=False) if voice else draft
    spoken = reading.spoken[draft.sentence]
    for phrase, tag, verb in _speakers(spoken, draft, voice):
        if _is_named(reading, spoken, phrase, voice):
            if draft.kind is not Kind.EXPECTATION and _holds_on(spoken, verb, voice):
                return draft._replace(voice=None, own=False)
            return _with_whom_they_are(reading, draft._replace(tag=tag), phrase, voice)
    if (source := _source(reading, spoken, voice)) is not None:
        return _with_evidence(draft, source)
    return draft._replace(voice=None, own=False)


def _with_whom_they_are(reading: Reading, draft: Draft, phrase: Span, voice: Voice) -> Draft:
    """Return ``draft`` with the sentence that tells of whom "one of them" is one."""
    if phrase.of(reading.text).lower().split()[0] not in _SOME or names(reading, phrase, voice.name):
        return draft
    earlier = reading.spoken[max(0, draft.sentence - _BACK) : draft.sentence]
    spans = (Span(one.sentence.start, one.sentence.end) for one in reversed(earlier))
    named = next((span for span in spans if names(reading, span, voice.name)), None)
    return _with_evidence(draft, named) if named else draft


def _holds_on(spoken: Spoken, verb: int, voice: Voice) -> bool:
    """Tell of "Oslo rejects", "Oslo is asking": a stance that the outlet sums up, said on no certain day."""
    token = spoken.sentence.tokens[verb]
    lasting = bool(token.bits & (THIRD | ING)) or (bool(token.bits & BASE) and not token.bits & PAST)
    return voice.type is AttributionType.INSTITUTION and lasting and token.word not in word_set("says")


def _speakers(spoken: Spoken, draft: Draft, voice: Voice) -> Iterator[tuple[Span, Span, int]]:
    """Yield the phrases of a sentence that stand beside a verb of speech, or do what the cue says, with it, and the verb."""
    sentence = spoken.sentence
    for said in spoken.said:
        if said.voice == voice:
            phrase, verb = _phrase_of(spoken, said), sentence.tokens[said.verb]
            yield phrase, Span(min(phrase.start, verb.start), max(phrase.end, verb.end)), said.verb
    place = _place(spoken, draft)
    opines = of_the_opinion(spoken, place) == voice
    number = clause_over(spoken, place) if opines else sentence.number_of_clause(place)
    subject = sentence.clauses[number].subject
    if subject is not None and spoken.subjects[number] == voice:
        phrase = sentence.span(*subject)
        yield phrase, Span(min(phrase.start, draft.cue.start), max(phrase.end, draft.cue.end)), place


def _phrase_of(spoken: Spoken, said: Said) -> Span:
    """Return the noun phrase of a reporting clause, or what stands behind "according to"."""
    sentence = spoken.sentence
    named = said.named or sentence.clause_at(said.verb).subject
    return sentence.span(*(named or (said.verb, said.verb + 1)))


def _is_named(reading: Reading, spoken: Spoken, phrase: Span, voice: Voice) -> bool:
    """Tell whether ``phrase`` names ``voice``, or stands for somebody named or heard just before."""
    words = phrase.of(reading.text)
    side = None if voice.person else voice.side
    if names(reading, phrase, voice.name) or (side and names(reading, phrase, side)):
        return True
    if not _stands_for(words):
        actor = name_of_subject(words, reading.names.cast)
        return actor is not None and actor.name in (voice.name, voice.side)
    title = (voice.role or "") if voice.person else voice.name
    same_noun = words.lower().split()[-1:] == title.lower().split()[-1:]
    return (same_noun or names(reading, _before(reading, spoken, phrase.start), voice.name)) or _was_heard(
        reading, spoken, voice
    )


def _stands_for(phrase: str) -> bool:
    """Tell whether a phrase is a pronoun or a title: "he", "the official", "its spokesman"."""
    first = phrase.lower().replace("’", "'").split()[:1]
    return first[0] in word_set("third_person") | _TITLED | _SOME if first else False


_SOME = frozenset({"one", "another", "some", "others", "two"})
_TITLED = frozenset({"the", "that", "this", "his", "her", "its", "their", "those", "these", "whose"})


def _before(reading: Reading, spoken: Spoken, end: int) -> Span:
    """Return the words in which a pronoun at ``end`` finds whom it means."""
    first = reading.spoken[max(0, spoken.sentence.index - _BACK)].sentence
    return Span(first.start, end)


def _was_heard(reading: Reading, spoken: Spoken, voice: Voice) -> bool:
    """Tell whether ``voice`` spoke or acted in a sentence just before, which a pronoun may go on from."""
    index = spoken.sentence.index
    before = reading.spoken[max(0, index - _BACK) : index]
    return any(
        voice in (one.carried, *one.subjects) or any(said.voice == voice for said in one.said)
        for one in before
    )


def _source(reading: Reading, spoken: Spoken, voice: Voice) -> Span | None:
    """Return the sentence that names who speaks a quotation which goes on into ``spoken``."""
    if spoken.carried != voice or spoken.source is None:
        return None
    if abs(spoken.source - spoken.sentence.index) > _RUN and not spoken.answers:
        return None
    sentence = reading.spoken[spoken.source].sentence
    return Span(sentence.start, sentence.end)


def _with_evidence(draft: Draft, span: Span) -> Draft:
    first, *others = draft.evidence
    return draft._replace(evidence=(first, span, *(one for one in others if one != span)))


def names(reading: Reading, span: Span, name: str) -> bool:
    """Tell whether the words of ``span`` name ``name``: a person by surname, a state by any of its names."""
    words = span.of(reading.text)
    if name in words or any(short in words and short in words.split() for short in _shorts(name)):
        return True
    return name in [person.name for person in reading.names.people(*span)] or name in [
        mention.entity.name for mention in reading.names.entities(*span)
    ]


def _shorts(name: str) -> tuple[str, ...]:
    return short_forms(name) if name[:1].isupper() and " " in name else ()


# ── whose it is ───────────────────────────────────────────────────────────────


def _as_held(reading: Reading, draft: Draft) -> Draft | None:
    """Return ``draft`` with a holder that its clause proves; no objective where it proves none."""
    if draft.positions is not None or _is_held(reading, draft):
        return _of_the_one_who_acts(reading, draft)
    return _of_its_subject(reading, draft) if draft.kind is Kind.EXPECTATION else None


def _of_the_one_who_acts(reading: Reading, draft: Draft) -> Draft:
    """Return as Malta's what stands beside "Malta backs the treaty, which would …" and was held for an aim of both who made the treaty."""
    if draft.kind is not Kind.OBJECTIVE or " and " not in (draft.holder or ""):
        return draft
    spoken = reading.spoken[draft.sentence]
    number = spoken.sentence.number_of_clause(_place(spoken, draft))
    if spoken.sentence.clauses[number].link is Link.RELATIVE and number > 0:
        number -= 1
    voice = spoken.subjects[number]
    one = (voice.party if voice.person else voice.name) if voice else ""
    return draft._replace(holder=one) if _is_one_of(one, draft.holder or "") else draft


def _is_one_of(one: str, pair: str) -> bool:
    """Tell whether ``one`` is one of "Malta and Tunisia"."""
    return bool(one) and (pair.startswith(f"{one} and ") or pair.endswith(f" and {one}"))


def _is_held(reading: Reading, draft: Draft) -> bool:
    holder = draft.holder or ""
    return (
        _acts(reading, draft, holder)
        or _owns(reading, draft, holder)
        or _speaks_of_her_own(reading, draft, holder)
        or (draft.kind is Kind.EXPECTATION and _is_foretold(reading, draft, holder))
        or (draft.kind is Kind.DISPUTE and _is_joined(reading, draft, holder))
    )


def _is_joined(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell whether words for strife name both sides, or who acts for them: "a rift between Oslo and Riga"."""
    span, other = draft.evidence[0], draft.counterpart
    couple = reading.names.couples.meant(span.end)
    if couple is not None and {holder, other} == {couple.one, couple.other}:
        return _is_told_of(reading, span, couple.name) or _are_present(reading, span, holder, other or "")
    return other is not None and _are_present(reading, span, holder, other)


def _are_present(reading: Reading, span: Span, *sides: str) -> bool:
    """Tell whether each of ``sides`` is named between two offsets, or somebody of it is."""
    present = {side_of(reading.names, person.name) for person in reading.names.people(*span)}
    return all(side in present or names(reading, span, side) for side in sides)


def _is_foretold(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell whether a forecast speaks of ``holder`` by name, or as the state just spoken of."""
    clause = draft.clause.of(reading.text).lower()
    meant = any(noun in clause for noun in word_set("the_state"))
    before = _before(reading, reading.spoken[draft.sentence], draft.clause.start)
    return (
        _is_told_of(reading, draft.clause, holder)
        or (meant and _is_told_of(reading, before, holder))
        or _is_of_the_two(reading, draft, holder)
        or _is_of_the_only_one(reading, draft, holder)
    )


def _is_of_the_two(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell whether a forecast of a thing ("a deal", "the tariffs") is of two just named, whom the article is about."""
    couple = two_in_hand(reading, reading.spoken[draft.sentence])
    return couple is not None and holder == couple.name


def _is_of_the_only_one(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell whether a forecast of a thing is of the only state or body that was just spoken of."""
    speakers = (draft.voice.name, draft.voice.side) if draft.voice else ()
    return holder == only_one_near(reading, draft.sentence, *speakers)


def _acts(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell whether ``holder`` is the subject of the cue's clause, or does in the passive what it tells."""
    spoken = reading.spoken[draft.sentence]
    place = _place(spoken, draft)
    subject = spoken.sentence.clause_at(place).subject
    if subject is None:
        return False
    tokens = spoken.sentence.tokens[slice(*subject)]
    if is_gerund(tokens):
        return False
    voice = spoken.subjects[spoken.sentence.number_of_clause(place)]
    meant = voice is not None and (
        _is_hers(voice, holder) or state_behind(reading.names, voice.name) == holder
    )
    span = spoken.sentence.span(*subject)
    if tokens[0].word in word_set("third_person"):
        before = _before(reading, spoken, span.start)
        found = voice is not None and (
            names(reading, before, voice.name) or _was_heard(reading, spoken, voice)
        )
        return _is_told_of(reading, before, holder) or (meant and found)
    return meant or _is_told_of(reading, span, holder) or _by(reading, spoken, place, holder)


def _is_hers(voice: Voice, holder: str) -> bool:
    return holder in (voice.side, voice.party) or holder == without_article(voice.name)


def _by(
    reading: Reading, spoken: Spoken, place: int, holder: str, marks: tuple[str, ...] = ("by", "from", "of")
) -> bool:
    """Tell of "was urged by Oslo" and of "efforts by Oslo to"."""
    ahead = spoken.sentence.words(place, min(len(spoken.sentence.tokens), place + _AHEAD))
    found = [n for n, word in enumerate(ahead) if word in marks]
    return any(
        _is_told_of(reading, Span(start, start + _PHRASE), holder)
        for start in (spoken.sentence.tokens[place + n].end for n in found)
    )


_AHEAD = 10
_PHRASE = 60


def _owns(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell of "Oslo's plan to …" and of "its plan to …", where Oslo is named before it."""
    spoken = reading.spoken[draft.sentence]
    place = _place(spoken, draft)
    tokens = spoken.sentence.tokens
    first = place
    while first > max(0, place - _OWNED) and not _is_border(tokens[first - 1]):
        first -= 1
    before = tokens[first:place]
    words = " ".join(token.word for token in before)
    if not _POSSESSIVES.isdisjoint(words.split()) or any(noun in words for noun in word_set("the_state")):
        return _is_told_of(reading, _before(reading, spoken, tokens[place].start), holder)
    return bool(before) and _is_told_of(reading, Span(before[0].start, before[-1].end), holder)


_OWNED = 6
_POSSESSIVES = frozenset({"its", "his", "her", "their", "own"})


def _is_border(token: Token) -> bool:
    return token.word == "," or bool(token.bits & (PREPOSITION | STRONG | QUOTE))


def _speaks_of_her_own(reading: Reading, draft: Draft, holder: str) -> bool:
    """Tell whether a side says what it wants itself: "we want", "must", "is a priority"."""
    voice = draft.voice
    if voice is None or not _is_hers(voice, holder):
        return False
    if draft.kind is Kind.DISPUTE:
        return True
    spoken = reading.spoken[draft.sentence]
    place = _place(spoken, draft)
    party = subject_party(reading, spoken, place, voice)
    return (
        (party is None and not _is_of_others(spoken, place))
        or same_party(party, holder)
        or draft.subkind == "demand"
    )


def _is_of_others(spoken: Spoken, place: int) -> bool:
    """Tell whether the subject of a clause is people whom the text does not name there: "neither side", "they"."""
    subject = spoken.sentence.clause_at(place).subject
    first = spoken.sentence.tokens[subject[0]].word if subject else ""
    return first in _OTHERS


_OTHERS = frozenset({"he", "she", "they", "neither", "both", "either", "others", "some", "many"})


def _is_told_of(reading: Reading, span: Span, holder: str) -> bool:
    """Tell whether the words of ``span`` name ``holder``, both of them where it is two."""
    if names(reading, span, holder):
        return True
    couple = reading.names.couples.meant(span.end)
    if " and " in holder and all(names(reading, span, one) for one in holder.split(" and ")):
        return True
    if couple is None or holder != couple.name:
        return False
    words = span.of(reading.text).lower().split()
    return any(is_joint(word.strip(".,;:”“\"'’")) or word in _BOTH for word in words)


_BOTH = frozenset({"both", "each", "two", "they", "their", "sides", "neither", "either", "it", "them"})


def _of_its_subject(reading: Reading, draft: Draft) -> Draft:
    """Return ``draft`` as of the party that its clause names, where it names one."""
    spoken = reading.spoken[draft.sentence]
    named = subject_party(reading, spoken, _place(spoken, draft), draft.voice)
    place = spoken.sentence.clause_at(_place(spoken, draft))
    named = without_article(named or named_between(reading, *spoken.sentence.span(place.first, place.last)))
    return draft._replace(holder=named) if named else draft


def _place(spoken: Spoken, draft: Draft) -> int:
    """Return the token at which the cue of ``draft`` begins."""
    tokens = spoken.sentence.tokens
    place = min(bisect_left(tokens, draft.cue.start, key=attrgetter("start")), len(tokens) - 1)
    return acting_place(spoken.sentence, place) if draft.kind is Kind.EXPECTATION else place


# ── whose position it is ──────────────────────────────────────────────────────


def is_position_of(reading: Reading, draft: Draft, party: str) -> bool:
    """Tell whether ``draft`` is in the words of ``party``, or reports its stance in a clause of which it is subject.

    What a side says is that side's; of what the outlet or a third party says, only a stance with ``party`` for
    its subject.
    """
    side = party if " and " in party else side_of(reading.names, party)
    voice = draft.voice
    if draft.positions is not None:
        return draft.clause in draft.positions
    if draft.kind is Kind.OBJECTIVE and _asks_her_own(reading, draft, side):
        return False
    if voice is not None and side in (voice.side, voice.name) and voice.type is not AttributionType.ANALYST:
        return True
    return (
        voice is None and not _is_anothers(reading, draft, party) and _takes_the_stance(reading, draft, side)
    )


def _speaks_for_herself(voice: Voice, draft: Draft) -> bool:
    """Tell of a senator who objects, that what she says is not her state's."""
    return voice.person and not voice.speaks_for and voice.name == draft.holder


def _is_anothers(reading: Reading, draft: Draft, party: str) -> bool:
    """Tell of a quotation, whoever may speak it, and of what "opposition parties in Peru" say, that it is not Peru's."""
    spoken = reading.spoken[draft.sentence]
    subject = spoken.sentence.clause_at(_place(spoken, draft)).subject
    if subject is not None and spoken.sentence.quoted[subject[0]]:
        return True
    among = draft.counterpart == party and draft.holder is not None
    group = among and draft.holder not in reading.names.by_name and draft.holder != party
    return group and side_of(reading.names, draft.holder or "") == side_of(reading.names, party)


def _asks_her_own(reading: Reading, draft: Draft, side: str) -> bool:
    spoken = reading.spoken[draft.sentence]
    return is_asked_of_her_own(reading, spoken.sentence, _place(spoken, draft), side)


def _takes_the_stance(reading: Reading, draft: Draft, side: str) -> bool:
    """Tell whether ``side`` is the subject of the clause whose verb is the cue: "Oslo rejects", "Oslo is wary of"."""
    spoken = reading.spoken[draft.sentence]
    place = _place(spoken, draft)
    number = spoken.sentence.number_of_clause(place)
    clause = spoken.sentence.clauses[number]
    if clause.verb is None or clause.subject is None:
        return False
    if place < clause.subject[1] and "," not in spoken.sentence.words(clause.subject[0], place):
        return _owns(reading, draft, side)
    if not _is_the_verb(spoken.sentence.tokens[clause.verb : place]):
        return _by(reading, spoken, place, side, marks=("by",))
    if (by := _passive_agent(spoken, clause.verb, place)) is not None:
        return _is_told_of(reading, by, side)
    voice = spoken.subjects[number]
    named = voice.side or voice.name if voice else None
    return side == named or _is_told_of(reading, spoken.sentence.span(*clause.subject), side)


def _passive_agent(spoken: Spoken, verb: int, place: int) -> Span | None:
    """Return who takes the stance of "Oslo was accused by Riga of it", of which Oslo is the subject; "is pressing it by law" is active."""
    tokens = spoken.sentence.tokens
    passive = not tokens[place].bits & ING and any(token.bits & BE for token in tokens[verb:place])
    return agent_at(spoken, place, place + _AHEAD) if passive else None


def _is_the_verb(between: Iterable[Token]) -> bool:
    helping = ADVERB | AUXILIARY | MODAL | BE | NONFINITE | NEGATION
    return all(token.bits & helping and not token.bits & PREPOSITION for token in between)
