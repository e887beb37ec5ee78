"""Who is meant by a noun phrase, and what kind of speaker that is (briefcraft 2.3). Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.gazetteer import Mention, state
from briefing.summarize.embedded.actors import name_of_subject
from briefing.summarize.embedded.discourse import Discourse, both, one_of, pronoun_voice
from briefing.summarize.embedded.names import Names, Voice
from briefing.summarize.embedded.naming import is_of_two, is_some_of, noun_of_state, without_adjunct
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import ADVERB, ING, PARTICIPLE, PREPOSITION, Token, speakable, word_set
from briefing.summarize.offices import only_country
from briefing.types import ActorKind, AttributionType


def voice_of(
    names: Names, sentence: Sentence, subject: tuple[int, int], discourse: Discourse
) -> Voice | None:
    """Return whom the noun phrase ``subject`` of ``sentence`` means, or ``None`` where it is nobody who speaks."""
    first, last = subject
    words = sentence.spelled[first:last]
    start = sentence.tokens[first].start
    if words[0] in word_set("third_person"):
        return pronoun_voice(words[0], names, (sentence.start, start), discourse, sentence.index)
    if words in _OF_THEM:
        one = one_of(discourse, sentence.index, plural=words[0] not in _SINGLE)
        return one or (both(names, start) if words == ("both",) else None)
    some = is_some_of(words)
    first += 2 if some else 0
    head = _head_end(sentence, first, last)
    first = head - len(without_adjunct(sentence.tokens[first:head])) if head == last else first
    if first == head:
        return None
    if is_of_two(sentence.spelled[first:head]):
        return both(names, start)
    voice = (
        _person(names, sentence, first, head)
        or _apposed(names, sentence, head, last)
        or _explained(names, sentence, first, head, last)
        or _introduced(names, sentence, first, head)
        or _unnamed(names, sentence, first, head, discourse)
    )
    return _some_of(words, voice) if some and voice is not None else voice


def _some_of(words: Sequence[str], voice: Voice) -> Voice:
    """Return "two of the diplomats" for "the diplomats"."""
    if voice.person or not voice.plural:
        return voice
    return voice._replace(name=f"{words[0]} of {voice.name}", plural=words[0] != "one")


_SHORT = 3
_SINGLE = frozenset({"one", "another", "a"})
_OF_THEM = frozenset(
    {
        *((word,) for word in ("one", "another", "some", "others", "both", "two")),
        *((word, "of", "them") for word in ("one", "some", "two")),
        *(("a", "second"), ("the", "other"), ("a", "third")),
    }
)


def _head_end(sentence: Sentence, first: int, last: int) -> int:
    """Return where the head of a noun phrase ends: before its first comma, "the tall, grey envoy" apart."""
    spelled = sentence.spelled
    adjectives = spelled[first] == "the" and spelled[last - 1] in word_set("officials")
    for position in range(first + 1, last):
        is_inside = position == first + 2 and position + 1 < last
        if adjectives and is_inside and not sentence.tokens[position + 1].capital:
            continue
        if spelled[position] in _BEHIND_A_HEAD:
            return position
    return last


_BEHIND_A_HEAD = frozenset({",", "(", "--", "—", "-", "who"})


def _person(names: Names, sentence: Sentence, first: int, last: int) -> Voice | None:
    """Return the person that a phrase is about: not a possessor, not what stands behind "for" or "with"."""
    span = sentence.span(first, last)
    for person in names.people(*span):
        before = [t for t in sentence.tokens[first:last] if t.end <= person.start]
        if any(token.bits & PREPOSITION and token.word != "of" for token in before):
            return None
        after = next((t for t in sentence.tokens[first:last] if t.start >= person.end), None)
        if after is None or after.word in (",", "and", "or") or after.bits & (PREPOSITION | ADVERB):
            return names.voices[person.name]
    return None


def _apposed(names: Names, sentence: Sentence, head: int, last: int) -> Voice | None:
    """Return the person of "the foreign minister, Wang Yi", of "the delegate, Gen. Ann Lee" and of "its leader, former President Ann Lee"."""
    if head + 1 >= last or sentence.tokens[head].word != ",":
        return None
    first = head + 1
    while first < last - 1 and _leads_to_her_name(names, sentence, first):
        first += 1
    start = sentence.tokens[first].start
    person = next(iter(names.people(start, start + 1)), None)
    return names.voices[person.name] if person else None


def _leads_to_her_name(names: Names, sentence: Sentence, position: int) -> bool:
    """Tell of the words before the name in "former Malawian President Ann Lee"."""
    start, end = sentence.span(position, position + 1)
    title = sentence.spelled[position].rstrip(".") in _BEFORE_A_NAME
    return title or bool(names.entities(start, end) and not names.people(start, end))


_BEFORE_A_NAME = word_set("titles") | {"former", "minister"}


def _explained(names: Names, sentence: Sentence, first: int, head: int, last: int) -> Voice | None:
    """Return the body of "Oxford Relief, a British charity,": a name that the gazetteer lacks, and what it is."""
    if head + 1 >= last or sentence.spelled[head + 1] not in ("a", "an", "the"):
        return None
    start, end = sentence.span(first, head)
    name = sentence.tokens[first:head]
    if names.entities(start, end) or names.people(start, end):
        return None
    noun = _core(sentence, head + 1, last)[-1]
    if noun not in word_set("bodies") or not all(token.capital for token in name):
        return None
    return Voice(type=AttributionType.INSTITUTION, name=names.text[start:end])


def _introduced(names: Names, sentence: Sentence, first: int, head: int) -> Voice | None:
    """Return somebody of no office whom only a clause explains, "Ann Lee, whose son is held,": she speaks for nobody."""
    behind = sentence.spelled[head + 1] if head + 1 < len(sentence.spelled) else ""
    if behind not in ("who", "whose") or sentence.spelled[head] != "," or head - first not in (2, 3):
        return None
    name = sentence.tokens[first:head]
    start, end = sentence.span(first, head)
    if names.entities(start, end) or not all(token.capital for token in name):
        return None
    return Voice(type=AttributionType.ANALYST, name=names.text[start:end], person=True)


@dataclass(slots=True)
class _Phrase:
    """A noun phrase that names no person: its words, its head noun, the first body that it names, and whose it is."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    text: str
    entity: Mention | None
    owner: str | None
    start: int
    end: int

    @property
    def side(self) -> str | None:
        return self.entity.entity.name if self.entity else None

    @property
    def plural(self) -> bool:
        return self.core[-1].endswith("s") or " and " in self.text

    def has(self, words: str) -> bool:
        return not word_set(words).isdisjoint(self.core)


def _unnamed(names: Names, sentence: Sentence, first: int, last: int, discourse: Discourse) -> Voice | None:
    while last - first > 1 and sentence.spelled[last - 1] in _DANGLING:
        last -= 1
    start, end = sentence.span(first, last)
    entity = next(iter(names.entities(start, end)), None)
    core = _core(sentence, first, last)
    nobody = entity is None and core[-1] not in names.bodies and speakable().isdisjoint(core)
    if nobody and not any(token.capital for token in sentence.tokens[first:last]):
        return None
    phrase = _Phrase(
        words=sentence.spelled[first:last],
        core=tuple(core),
        text=names.text[start:end],
        entity=entity,
        owner=_owner(names, sentence, first, discourse),
        start=start,
        end=end,
    )
    voice = _voice_in(names, phrase, discourse)
    return _of_whom(phrase, voice) if voice is not None and phrase.words[0] == "whose" else voice


def _of_whom(phrase: _Phrase, voice: Voice) -> Voice | None:
    """Return "Peru’s ministry" for "Peru, whose ministry"; it is nobody where nobody is named in front."""
    if phrase.owner is None or voice.person:
        return voice if voice.person else None
    noun = phrase.text.split(maxsplit=1)[-1]
    return voice._replace(name=f"{phrase.owner}’s {noun}", side=phrase.owner)


def _voice_in(names: Names, phrase: _Phrase, discourse: Discourse) -> Voice | None:
    return (
        _behind_the_scenes(phrase)
        or _in_office(names, phrase, discourse)
        or _document(phrase)
        or _joined(names, phrase)
        or _body(names, phrase, discourse)
    )


_DANGLING = frozenset(
    {"that", "who", "which", "and", "to", "of", ",", "there", "here", "involved", "familiar", "briefed"}
)


def _behind_the_scenes(phrase: _Phrase) -> Voice | None:
    if phrase.has("sources") or not word_set("sources").isdisjoint(map(" ".join, pairwise(phrase.words))):
        kind = AttributionType.UNNAMED_SOURCES
        return Voice(type=kind, name=phrase.text, side=phrase.side, plural=phrase.plural)
    if phrase.has("analysts"):
        return Voice(type=AttributionType.ANALYST, name=phrase.text, plural=phrase.plural)
    return None


def _in_office(names: Names, phrase: _Phrase, discourse: Discourse) -> Voice | None:
    if phrase.core[-1] not in word_set("officials"):
        return None
    if not phrase.plural:
        known = _office_holder(names, phrase, discourse) or _mentioned_before(phrase, discourse)
        if known is not None:
            return known
    known_by_office = (
        AttributionType.NAMED_OFFICIAL if _is_alone(phrase) else AttributionType.UNNAMED_OFFICIAL
    )
    if _is_in_writing(phrase):
        known_by_office = AttributionType.DOCUMENT
    of_the_state = phrase.side is None and any(map(noun_of_state, phrase.core))
    side = _state_in_hand(names, phrase.start, discourse) if of_the_state else phrase.side
    side = side or phrase.owner or _only_state_with(names, phrase)
    return Voice(type=known_by_office, name=phrase.text, side=side, speaks_for=True, plural=phrase.plural)


def _is_in_writing(phrase: _Phrase) -> bool:
    """Tell of "The Ministers", as only what they have signed together calls them; a report has "the ministers"."""
    first, *rest = phrase.text.split()
    return phrase.plural and first in ("The", "the") and rest[:1] == [phrase.core[-1].capitalize()]


def owner_meant(
    pronoun: str, names: Names, sentence: Sentence, position: int, discourse: Discourse
) -> Voice | None:
    """Return whom "his", "their" or "its" means at a token."""
    subject = _OWNING.get(pronoun)
    here = (sentence.start, sentence.tokens[position].start)
    return pronoun_voice(subject, names, here, discourse, sentence.index) if subject else None


_OWNING = {"his": "he", "her": "she", "their": "they", "its": "it"}


def _owner(names: Names, sentence: Sentence, first: int, discourse: Discourse) -> str | None:
    """Return whose "its negotiators" and "her office" are, as a state or body if it is known: no document has any."""
    pronoun = sentence.spelled[first]
    if pronoun == "whose":
        return _named_in_front(names, sentence, first)
    owner = owner_meant(pronoun, names, sentence, first, discourse)
    if owner is not None:
        return None if owner.type is AttributionType.DOCUMENT else owner.side or owner.name
    return _side_in_hand(names, sentence, first, discourse) if pronoun == "its" else None


def _named_in_front(names: Names, sentence: Sentence, first: int) -> str | None:
    """Return whose "whose" is: the state or body that is named up to it, or that somebody named there is of."""
    if first == 0:
        return None
    last = sentence.tokens[max(0, first - 2)].start
    people = names.people(sentence.start, sentence.tokens[first].start)
    if people and people[-1].end > last:
        return names.voices[people[-1].name].side
    named = names.entities(sentence.start, sentence.tokens[first].start)
    return named[-1].entity.name if named and named[-1].end > last else None


def _side_in_hand(names: Names, sentence: Sentence, first: int, discourse: Discourse) -> str | None:
    """Return the state or body that "its" means where none has acted: that of who acted last, else the only one just named."""
    person = discourse.person if sentence.index - discourse.person_at <= 1 else None
    if person is not None and person.side:
        return person.side
    start = sentence.tokens[first].start
    named = {mention.entity.name for mention in names.acting(max(0, start - _JUST_NAMED), start)}
    return named.pop() if len(named) == 1 else None


_JUST_NAMED = 200


def _only_state_with(names: Names, phrase: _Phrase) -> str | None:
    """Return the one state that has "the secretary of state", where the text speaks of it."""
    entity = state(only_country(" ".join(phrase.words)) or "")
    return entity.name if entity is not None and _speaks_of(names, entity.name) else None


def _speaks_of(names: Names, state_name: str) -> bool:
    return any(mention.entity.name == state_name for mention in names.acting_mentions)


def _is_alone(phrase: _Phrase) -> bool:
    """Tell whether an office names somebody as well as a name would: "the chief cabinet secretary", "Peru's ambassador"."""
    definite = phrase.core[0] in _DEFINITE or "'s" in phrase.words
    return definite and phrase.core[-1] in word_set("held_by_one")


_DEFINITE = frozenset({"the", "its", "their", "his", "her"})


def _office_holder(names: Names, phrase: _Phrase, discourse: Discourse) -> Voice | None:
    """Return who holds the office of "the president" or "the Israeli prime minister" in this article."""
    holders = names.offices.get(phrase.core[-1], ())
    side = phrase.side or (phrase.owner if phrase.words[0] in ("its", "their") else None)
    named = [voice for voice in holders if side in (None, voice.side) or _is_hers(phrase, voice)]
    if discourse.person in named and discourse.person is not None:
        return discourse.person
    definite = phrase.core[0] in ("the", "his", "her", "its")
    return named[0] if named and (definite or (phrase.side and len(named) == 1)) else None


def _is_hers(phrase: _Phrase, voice: Voice) -> bool:
    """Tell whether "its economy minister" may be the economy minister of whom the text does not say whose she is."""
    return (
        phrase.side is None
        and voice.side is None
        and phrase.text.lower().endswith((voice.role or "-").lower())
    )


def _mentioned_before(phrase: _Phrase, discourse: Discourse) -> Voice | None:
    if phrase.core[0] not in ("the", "that") or (len(phrase.core) > _SHORT and "," not in phrase.core):
        return None
    known = discourse.official if phrase.core[-1] in word_set("referring") else None
    known = known or discourse.person
    return known if known is None or phrase.side in (None, known.side) else None


def _document(phrase: _Phrase) -> Voice | None:
    if phrase.core[-1] not in word_set("documents"):
        return None
    return Voice(type=AttributionType.DOCUMENT, name=phrase.text, side=phrase.side, speaks_for=True)


def _body(names: Names, phrase: _Phrase, discourse: Discourse) -> Voice | None:
    """Return the voice of a state, an institution or people together."""
    if phrase.entity and _is_whole(names, phrase.entity, phrase.start, phrase.end):
        name = phrase.entity.entity.name
        return Voice(type=AttributionType.INSTITUTION, name=name, side=name)
    if phrase.entity is None and (known := _by_context(names, phrase) or _known(names, phrase, discourse)):
        return known
    if phrase.core[-1] in word_set("institutions") or phrase.has("media"):
        return _institution(phrase, discourse)
    if phrase.core[-1] in word_set("groups") or _ends_in_a_body(phrase):
        kind = (
            AttributionType.INSTITUTION
            if phrase.core[-1] in word_set("organised")
            else AttributionType.OUTLET_VOICE
        )
        return Voice(type=kind, name=phrase.text, side=phrase.side, plural=phrase.plural)
    return None


def _joined(names: Names, phrase: _Phrase) -> Voice | None:
    """Return the voice of two states or bodies side by side: "Ireland and Luxembourg"."""
    named = names.entities(phrase.start, phrase.end)
    if len(named) < 2 or not all(map(_JOINT.fullmatch, _between(names, phrase, named))):
        return None
    name = " and ".join(dict.fromkeys(mention.entity.name for mention in named))
    return Voice(type=AttributionType.INSTITUTION, name=name, plural=True)


_JOINT = re.compile(r"(?:the )?|,? and (?:the )?|, (?:the )?", re.IGNORECASE)


def _between(names: Names, phrase: _Phrase, named: Sequence[Mention]) -> Iterator[str]:
    """Yield what stands around and between the names of a phrase."""
    starts = (phrase.start, *(mention.end for mention in named))
    ends = (*(mention.start for mention in named), phrase.end)
    return (names.text[start:end] for start, end in zip(starts, ends, strict=True))


def _by_context(names: Names, phrase: _Phrase) -> Voice | None:
    """Return the body of "the Truman administration" and of "the North"."""
    if not any(map(str.isupper, phrase.text[1:])):
        return None
    actor = name_of_subject(phrase.text, names.cast)
    if actor is None or actor.kind is ActorKind.PERSON:
        return None
    return Voice(type=AttributionType.INSTITUTION, name=actor.name, side=actor.name)


def _known(names: Names, phrase: _Phrase, discourse: Discourse) -> Voice | None:
    """Return the body of "the agency", the state of "the government", the owner of "its delegation"."""
    noun, lead = phrase.core[-1], phrase.words[0]
    if lead == "the" and (places := names.bodies.get(noun)):
        name = places[max(0, bisect_left(places, (phrase.start, "")) - 1)][1]
        return Voice(type=AttributionType.INSTITUTION, name=name, side=name)
    if phrase.words in _THE_FIRM and (firm := _firm_before(names, phrase.start)):
        return Voice(type=AttributionType.INSTITUTION, name=firm)
    if _is_american(names, phrase):
        return Voice(type=AttributionType.INSTITUTION, name=phrase.text, side=_AMERICA, speaks_for=True)
    if not (noun_of_state(noun) and (lead in ("its", "their", "his", "her") or lead == "the")):
        return None
    hers = phrase.owner if lead in ("his", "her") and phrase.owner not in names.by_name else None
    side = hers or _state_in_hand(names, phrase.start, discourse)
    name = phrase.text if side is None or lead == "the" else f"{side}’s {phrase.text.split(maxsplit=1)[-1]}"
    return Voice(type=AttributionType.INSTITUTION, name=name, side=side, speaks_for=side is not None)


_THE_FIRM = frozenset({("the", "company"), ("the", "firm"), ("the", "operator")})
_FIRM = re.compile(
    r"(?:[A-Z][\w-]+ )?(?:manufacturer|maker|producer|operator|airline|company|firm|shipyard)\b(?P<name>(?: [A-Z][\w-]+)*)"
)


def _firm_before(names: Names, position: int) -> str | None:
    """Return whom "the company" means: the firm last spoken of, by its name if it is given, "Dutch manufacturer Lithex"."""
    found = [*_FIRM.finditer(names.text, max(0, position - _BACK), position)]
    return (found[-1]["name"].strip() or found[-1][0]) if found else None


def _is_american(names: Names, phrase: _Phrase) -> bool:
    """Tell of "the administration" and "the department", where the text speaks of the one state that calls them so."""
    alone = phrase.words in (("the", "administration"), ("the", "department"))
    return alone and _speaks_of(names, _AMERICA)


_AMERICA = "United States"


def _state_in_hand(names: Names, position: int, discourse: Discourse) -> str | None:
    """Return the state that was last the subject, else the one last named before ``position``."""
    body = discourse.body
    named = [m for m in names.acting(max(0, position - _BACK), position) if m.entity.country]
    if body is not None and body.side and any(m.entity.name == body.side for m in named):
        return body.side
    return named[-1].entity.name if named else None


_BACK = 400


def _ends_in_a_body(phrase: _Phrase) -> bool:
    """Tell "the United States and its allies" from "Washington's decision to leave"."""
    return phrase.entity is not None and phrase.entity.surface.lower().endswith(phrase.core[-1])


def _institution(phrase: _Phrase, discourse: Discourse) -> Voice:
    """Return the voice of a ministry or a newspaper; "the paper" is the one last spoken of."""
    before = discourse.body
    if phrase.entity is None and len(phrase.words) == 2 and phrase.words[0] == "the" and before is not None:
        same_noun = phrase.words[1] in before.name.lower().split()
        if same_noun or (
            phrase.has("media") and not word_set("media").isdisjoint(before.name.lower().split())
        ):
            return before
    official = phrase.has("media") and not _OF_THE_STATE.isdisjoint(phrase.words)
    side = phrase.side or phrase.owner
    speaks_for = official or phrase.core[-1] in word_set("speaks_for") or side != phrase.side
    kind = AttributionType.INSTITUTION
    return Voice(type=kind, name=phrase.text, side=side, speaks_for=speaks_for)


_OF_THE_STATE = frozenset({"official", "state", "state-run", "party", "government", "state-owned"})
_EMPTY = frozenset({"'s", "himself", "herself", "itself", "themselves"})


def _core(sentence: Sentence, first: int, last: int) -> list[str]:
    """Return the words of a phrase up to the first preposition, relative or participle behind its noun."""
    end = next((p for p in range(first + 1, last) if _is_behind_a_noun(sentence.tokens, p)), last)
    return [word for word in sentence.words(first, end) if word not in _EMPTY] or sentence.words(first, last)


def _is_behind_a_noun(tokens: Sequence[Token], position: int) -> bool:
    """Tell of "of", of "who", and of "involved" in "a diplomat involved in the talks"."""
    token, before = tokens[position], tokens[position - 1]
    if token.bits & PREPOSITION or token.word in ("who", "that", "which"):
        return True
    qualifies = bool(token.bits & (PARTICIPLE | ING)) or token.word in _QUALIFYING
    return qualifies and before.word in word_set("officials")


_QUALIFYING = frozenset({"familiar", "close", "present"})


def _is_whole(names: Names, mention: Mention, start: int, end: int) -> bool:
    rest = (names.text[start : mention.start] + names.text[mention.end : end]).lower()
    return all(word in word_set("around_names") for word in re.findall(r"[a-z]+", rest))
