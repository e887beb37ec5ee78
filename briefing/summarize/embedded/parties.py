"""Whose an item is, towards whom, and who says so. Pure."""

import re
from collections.abc import Sequence

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.cues import FoundCue
from briefing.summarize.embedded.draft import Reading, is_passive
from briefing.summarize.embedded.names import Voice, side_of
from briefing.summarize.embedded.naming import (
    head_noun,
    is_gerund,
    is_joint,
    is_of_two,
    noun_phrase,
    without_article,
)
from briefing.summarize.embedded.nearby import (
    mentions_party,
    named_between,
    only_one_near,
    same_party,
    two_in_hand,
)
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.speaker import (
    ONLY_FORECAST,
    subject_voice,
)
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    DETERMINER,
    MODAL,
    NEGATION,
    PARTICIPLE,
    PREPOSITION,
    STRONG,
    Token,
    word_set,
)
from briefing.text import Span
from briefing.types import AttributionType


def subject_party(reading: Reading, spoken: Spoken, position: int, voice: Voice | None) -> str | None:
    """Return the party that the clause's subject names; "we" is whom the speaker stands for."""
    clause = spoken.sentence.clause_at(position)
    if clause.subject is None:
        return None
    words = spoken.sentence.words(*clause.subject)
    tokens = spoken.sentence.tokens[slice(*clause.subject)]
    if words[0] == "whose" or is_gerund(tokens):
        return None
    speaks = words[0] in word_set("first_person") and not (words[0] == "us" and tokens[0].capital)
    if speaks or _is_own_state(words, voice):
        return _meant_by(words[0], voice)
    subject = subject_voice(spoken, position)
    if is_joint(head_noun(tokens)) and (subject is None or subject.type in _TEXTS):
        return _joint_party(reading, spoken, clause.subject)
    if subject is not None:
        return _who_acts(reading, spoken, clause, subject)
    place = spoken.sentence.span(*clause.subject)
    return _people_of_two(reading, place) or named_between(reading, *place)


def _who_acts(reading: Reading, spoken: Spoken, clause: Clause, subject: Voice) -> str | None:
    """Return whom the subject of ``clause``, whose voice is ``subject``, stands for; nobody where it is a paper that is acted on."""
    place = clause.subject or (0, 0)
    if subject.type is AttributionType.DOCUMENT and _is_acted_on(spoken.sentence, clause):
        return None
    together = _people_of_two(reading, spoken.sentence.span(*place)) if subject.plural else None
    return together or _named(reading, subject, spoken.sentence.tokens[slice(*place)])


def _people_of_two(reading: Reading, place: Span) -> str | None:
    """Return "Kenya and Tanzania" for "the leaders of Kenya and Tanzania", who act together."""
    named = reading.names.entities(*place)
    if len(named) != 2 or not _JOINED.fullmatch(reading.text[named[0].end : named[1].start]):
        return None
    if reading.text.startswith(_POSSESSIVE, named[1].end):
        return None
    leads = reading.text[place.start : named[0].start].lower().removesuffix("the ").split()
    if len(leads) < 2 or leads[-1] not in _OF:
        return None
    offices = word_set("officials") | word_set("named_office")
    people = any(word in offices or word.removesuffix("s") in offices for word in leads)
    return f"{named[0].entity.name} and {named[1].entity.name}" if people else None


_POSSESSIVE = ("'s", "’s", "' ", "’ ")
_JOINED = re.compile(r" and (?:(?:from|of|for) )?(?:the )?")
_OF = frozenset({"of", "from", "for"})


def _is_acted_on(sentence: Sentence, clause: Clause) -> bool:
    """Tell of "notice would be served" and "the treaty was signed": a paper in the passive, which does nothing itself."""
    ahead = [
        each for each in sentence.tokens[clause.verb : clause.last] if not each.bits & (ADVERB | NEGATION)
    ]
    helping = next((n for n, each in enumerate(ahead) if not each.bits & (MODAL | AUXILIARY)), 0)
    be, done = ahead[helping : helping + 1] or ahead[:1], ahead[helping + 1 : helping + 2]
    return bool(be and be[0].bits & BE and done and done[0].bits & PARTICIPLE)


_TEXTS = (AttributionType.DOCUMENT, AttributionType.OUTLET_VOICE)


def _joint_party(reading: Reading, spoken: Spoken, subject: tuple[int, int]) -> str | None:
    """Return whose "the talks" or "an agreement" are: those whom the phrase names, else the two in hand."""
    start, end = spoken.sentence.span(*subject)
    one = named_between(reading, start, end)
    other = named_between(reading, start, end, one) if one else None
    if one and other:
        return f"{one} and {other}"
    couple = reading.names.couples.at(start)
    return couple.name if couple and one in (None, couple.one, couple.other) else one


def subject_phrase(reading: Reading, spoken: Spoken, position: int) -> str | None:
    """Return the subject of the clause at ``position`` as a short noun phrase, where it is one."""
    subject = spoken.sentence.clause_at(position).subject
    tokens = spoken.sentence.tokens[slice(*subject)] if subject else ()
    bare_verb = len(tokens) == 1 and tokens[0].bits & BASE and not tokens[0].capital
    return noun_phrase(reading.text, tokens) if tokens and not bare_verb else None


def _is_own_state(words: Sequence[str], voice: Voice | None) -> bool:
    """Tell whether a minister who speaks of "the government" or "her country" means her own."""
    if voice is None or voice.side is None or not voice.speaks_for:
        return False
    if words[0] in _OWN and voice.person:
        return len(words) == 2 and words[1] in _OWN_STATE
    return words[:2] in (["the", "government"], ["the", "country"])


_OWN = frozenset({"his", "her", "their"})
_OWN_STATE = frozenset({"government", "country", "administration", "nation", "cabinet"})


def _meant_by(word: str, voice: Voice | None) -> str | None:
    """Return whom "we", "I" or "the country" means in the mouth of ``voice``."""
    if voice is None:
        return None
    together = word in _OWN or word.startswith(("we", "our", "us", "the"))
    return voice.side or voice.name if together else voice.party


def _named(reading: Reading, subject: Voice, tokens: Sequence[Token]) -> str | None:
    """Return how a reader would name ``subject``, whose noun phrase is ``tokens``."""
    if subject.person or (
        subject.plural and subject.type is AttributionType.OUTLET_VOICE and " and " in subject.name
    ):
        return subject.name
    if subject.side and (subject.speaks_for or subject.name == subject.side):
        return subject.side
    return (
        noun_phrase(reading.text, tokens)
        if subject.name in reading.text[tokens[0].start : tokens[-1].end]
        else subject.name
    )


def whose_will(reading: Reading, name: str | None) -> str | None:
    """Return the side of somebody whose office is to speak for it: a minister's hopes are her government's."""
    voice = reading.names.voices.get(name or "")
    return voice.party if voice is not None else name


_BACK = 400


def _state_before(reading: Reading, position: int) -> str | None:
    """Return the state last named before ``position``, which "the country" then means."""
    named = [m for m in reading.names.entities(max(0, position - _BACK), position) if m.entity.country]
    return named[-1].entity.name if named else None


def possessor(reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None) -> str | None:
    """Return whose goal, plan or complaint a noun tells of: "its efforts", "China's plan", "US demands"."""
    tokens = spoken.sentence.tokens
    for position in range(found.first - 1, max(-1, found.first - 6), -1):
        token = tokens[position]
        if token.word == "'s":
            if position > 1 and f"{tokens[position - 2].word} {tokens[position - 1].word}" in word_set(
                "the_state"
            ):
                return _state_before(reading, token.start)
            start = tokens[max(0, position - 6)].start
            return _last_named(reading, start, token.start)
        if token.word in ("its", "his", "her", "their", "own"):
            return subject_party(reading, spoken, found.first, voice) or _last_named(
                reading, spoken.sentence.start, token.start, near=200
            )
        if token.word in ("our", "my") and voice:
            return voice.side or voice.name
        named = reading.names.entities(token.start, token.end)
        if named:
            return named[0].entity.name
        if token.bits & PREPOSITION or token.word == ",":
            break
    return _behind(reading, spoken, found)


def _behind(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return the holder of "efforts by Qatar to …", "criticism from Beijing", "the goal of the agreement"."""
    tokens = spoken.sentence.tokens
    for position in range(found.last - 1, min(len(tokens), found.last + 1)):
        if tokens[position].word in ("by", "from", "of"):
            end = tokens[position].end
            return named_between(reading, end, end + 40) or _capitalised(reading, spoken, position + 1)
    return None


def _capitalised(reading: Reading, spoken: Spoken, first: int) -> str | None:
    """Return a short phrase with a name in it that the gazetteer does not know: "the Paris agreement"."""
    tokens = spoken.sentence.tokens
    last = first
    while last < min(len(tokens), first + 6) and not tokens[last].bits & _BREAKS and tokens[last].word != ",":
        last += 1
    phrase = tokens[first:last]
    if not any(token.capital for token in phrase):
        return None
    return reading.text[phrase[0].start : phrase[-1].end]


_BREAKS = AUXILIARY | MODAL | PREPOSITION | STRONG


def _last_named(reading: Reading, start: int, end: int, near: int = 20) -> str | None:
    people = reading.names.people(start, end)
    named = reading.names.entities(start, end)
    if people and people[-1].end >= end - near and (not named or named[-1].end < people[-1].end):
        return people[-1].name
    return named[-1].entity.name if named and named[-1].end >= end - near else None


def counterpart(
    reading: Reading, start: int, end: int, holder: str | None, voice: Voice | None, *besides: str | None
) -> str | None:
    """Return towards whom the words between two offsets are: somebody named there, but not whoever says them."""
    if not reading.names.parties_between(start, end):
        return None
    hers = voice is not None and (voice.person or holder in (voice.side, voice.name))
    own = [
        one.name for one in reading.names.people(start, end) if reading.names.voices[one.name].side == holder
    ]
    return named_between(reading, start, end, holder, voice.name if hers and voice else None, *own, *besides)


def towards(
    reading: Reading, spoken: Spoken, found: FoundCue, holder: str, voice: Voice | None
) -> str | None:
    """Return whom an aim is addressed to: whom a passive has for its subject ("Oslo was urged by Riga to"), else who is named behind."""
    if is_passive(spoken, found):
        asked = subject_party(reading, spoken, found.first, voice)
        return without_article(asked) if asked and not same_party(asked, holder) else None
    tokens = spoken.sentence.tokens
    start = spoken.sentence.start if found.cue.spoken else tokens[found.first].start
    if tokens[min(found.first + 1, len(tokens) - 1)].word in _MEANT_BEFORE:
        meant = [name for _, name in reading.names.parties_between(spoken.sentence.start, start)]
        others = (name for name in reversed(meant) if side_of(reading.names, name) != holder)
        return next((name for name in others if not same_party(name, holder)), None)
    return counterpart(reading, start, spoken.sentence.end, holder, voice)


def is_asked_of_her_own(reading: Reading, sentence: Sentence, verb: int, side: str) -> bool:
    """Tell of "urged Lima to", said of somebody Peruvian, and of "urged the chancellor to", who is of her state: no will of that state."""
    tokens, first = sentence.tokens, verb + 1
    while first < len(tokens) - 1 and (tokens[first].bits & DETERMINER or tokens[first].word in _TOWARDS):
        first += 1
    if first == len(tokens) or "to" not in sentence.words(first, min(len(tokens), first + _ASKED)):
        return False
    if named := reading.names.entities(tokens[first].start, tokens[first].end):
        return named[0].entity.name == side
    holders = reading.names.offices.get(tokens[first].word, ())
    return bool(holders) and all(voice.side in (None, side) for voice in holders)


_TOWARDS = frozenset({"on", "upon", "to", "with"})
_ASKED = 6  # words from who is asked to what she is to do

_MEANT_BEFORE = frozenset(
    {"it", "them", "him", "her", "his", "their"}
)  # "summoned Oslo's envoy and gave her until Friday to"


def foretold(
    reading: Reading, spoken: Spoken, clause: Span, holder: str | None, voice: Voice | None
) -> str | None:
    """Return of whom ``clause`` forecasts: ``holder``, or, where that is a thing or who only forecasts, who is spoken of."""
    forecasts = voice is not None and voice.type in ONLY_FORECAST and same_party(holder, voice.name)
    forecasts = forecasts or not word_set("analysts").isdisjoint((holder or "").lower().split())
    couple = two_in_hand(reading, spoken)
    if mentions_party(holder) and not forecasts:
        return couple.name if couple and _are_of_both(holder) else holder
    speakers = (voice.name, voice.side) if voice else ()
    return (
        named_between(reading, *clause, *speakers)
        or (couple.name if couple else None)
        or named_between(reading, spoken.sentence.start, spoken.sentence.end, *speakers)
        or only_one_near(reading, spoken.sentence.index, *speakers)
        or holder
    )


def forecaster(reading: Reading, spoken: Spoken, position: int, voice: Voice | None) -> str | None:
    """Return who forecasts a thing and nobody's act: "a deal is near, an analyst says" is of the analyst."""
    if voice is None:
        return None
    number = spoken.sentence.number_of_clause(position)
    following = spoken.sentence.clauses[number + 1 : number + 2]
    acting = subject_party(reading, spoken, position, voice)
    if following and following[0].link is Link.CONTENT and (not acting or _is_hers(acting, voice)):
        acting = subject_party(reading, spoken, following[0].first, voice)
    return without_article(voice.party) if not acting or _is_hers(acting, voice) else None


def _is_hers(party: str, voice: Voice) -> bool:
    return same_party(party, voice.name) or party == voice.party


def _are_of_both(name: str | None) -> bool:
    """Tell of "ministers" and "leaders of the two countries", who are of both sides where two are spoken of."""
    words = name.split() if name else [""]
    return words[0] in word_set("both_of") and words[1:] in ([], ["of", "the", "two", words[-1]])


def agent(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return who acts in a passive: "criticized by Moscow", "urged by Moscow to"."""
    place = agent_at(spoken, found.first, found.last + _FAR)
    if place is None:
        return None
    tokens = [each for each in spoken.sentence.tokens if place.start < each.start < place.end]
    couple = reading.names.couples.meant(place.end) if is_of_two([each.word for each in tokens]) else None
    phrase = noun_phrase(reading.text, tokens)
    named = (couple.name if couple else None) or named_between(reading, *place)
    return named or (phrase if mentions_party(phrase) else None)


_FAR = 8  # words behind a verb in which a passive names who acts


def agent_at(spoken: Spoken, verb: int, end: int) -> Span | None:
    """Return where a passive names who acts: "Moscow" of "criticized by Moscow for its visit to Riga"."""
    tokens = spoken.sentence.tokens
    by = next((n for n in range(verb + 1, min(len(tokens), end)) if tokens[n].word == "by"), None)
    if by is None or by + 1 == len(tokens):
        return None
    last = by + 1
    while last < min(len(tokens), by + _LONGEST_AGENT) and not _closes_the_agent(tokens[last]):
        last += 1
    return Span(tokens[by].end, tokens[last - 1].end) if last > by + 1 else None


_LONGEST_AGENT = 12


def _closes_the_agent(token: Token) -> bool:
    return token.word == "that" or bool(token.bits & (PREPOSITION | STRONG))
