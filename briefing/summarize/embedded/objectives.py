"""Objectives: what somebody wants, demands, or means to tell another (rules 3, 4, 13 and 17). Pure."""

from collections.abc import Iterator, Sequence

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.cues import FoundCue, Kind, is_negated
from briefing.summarize.embedded.draft import (
    Draft,
    Reading,
    ends_in_to,
    evidence,
    is_given_up,
    is_left_unsaid,
    is_nominal,
    is_passive,
    is_perceived,
    statement,
)
from briefing.summarize.embedded.hearsay import is_hearsay
from briefing.summarize.embedded.names import Voice
from briefing.summarize.embedded.naming import without_article
from briefing.summarize.embedded.nearby import mentions_party, named_between, same_party
from briefing.summarize.embedded.parties import (
    agent,
    is_asked_of_her_own,
    possessor,
    subject_party,
    subject_phrase,
    towards,
    whose_will,
)
from briefing.summarize.embedded.speaker import is_her_speaking, speaker, subject_voice
from briefing.summarize.embedded.words import ADVERB, BE, CONJUNCTION, NEGATION, Form, Token, word_set
from briefing.text import Span


def find_objectives(reading: Reading, spoken: Spoken, cues: Sequence[FoundCue]) -> Iterator[Draft]:
    """Yield the objectives of one sentence."""
    for found in cues:
        if found.cue.kind is Kind.OBJECTIVE and _stands(spoken, found):
            draft = _draft(reading, spoken, found)
            if draft is not None:
                yield draft


def _stands(spoken: Spoken, found: FoundCue) -> bool:
    before = _modal_before(spoken.sentence.tokens, found.first)
    if _is_of_none(spoken, found):
        return False
    clause = spoken.sentence.clause_at(found.first)
    opening = {token.word for token in spoken.sentence.tokens[clause.first : clause.first + 2]}
    if found.form is Form.FIXED and found.cue.rule == 4 and _is_denied(spoken, found):
        return False
    if is_left_unsaid(spoken, found.first, found.last) or _is_no_aim(spoken, found):
        return False
    if is_perceived(spoken, found) or (
        clause.link is Link.SUBORDINATE and not opening.isdisjoint(_CONDITIONS)
    ):
        return False
    if (
        before in ("must", "should", "cannot")
        or is_nominal(spoken, found)
        or (found.cue.subkind == "goal" and is_passive(spoken, found))
    ):
        return False
    return not found.cue.spoken or _is_called_for(spoken, found)


def _is_no_aim(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of what is only denied or asked after, is wanted no longer, or has been wanted and answered."""
    return (
        is_hearsay(spoken.sentence, found.first)
        or is_given_up(spoken, found.first)
        or ends_in_to(spoken, found.first, found.last)
        or _is_refused(spoken, found)
        or _is_past_wish(spoken, found)
        or _gives_no_term(spoken, found)
        or is_about_her_name(spoken, found)
        or _is_a_question(spoken, found)
        or _is_instead(spoken, found)
        or _is_told_to_listeners(spoken, found)
    )


def _gives_no_term(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "gave Oslo the buoys and waited until Friday", where nobody is given until Friday to do anything."""
    if not found.cue.words.startswith("give *"):
        return False
    inside = spoken.sentence.tokens[found.first + 1 : found.last - 1]
    return any(token.bits & CONJUNCTION or token.word == "," for token in inside)


def is_no_ones_aim(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "we wanted certainty", "has no wish to" and "told reporters to expect more", which no other reading makes an aim."""
    return _is_past_wish(spoken, found) or _is_of_none(spoken, found) or _is_told_to_listeners(spoken, found)


def _is_past_wish(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "we wanted certainty": who says so of herself wants it no more, unless she says what it came up against."""
    sentence = spoken.sentence
    if found.form is not Form.PAST or found.cue.rule != _WISH or not _UNMET.isdisjoint(sentence.vocabulary):
        return False
    if any(token.bits & NEGATION for token in sentence.tokens[found.first :]):
        return False
    return sentence.quoted[found.first] and _modal_before(sentence.tokens, found.first) in _WE


_WISH = 4  # the number of the rule that aims fall under
_WE = frozenset({"we", "i"})
_UNMET = frozenset({"but", "still", "refused", "rejected", "denied", "yet", "until", "unless"})


def _is_refused(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "the request for aid was refused", which has had its answer."""
    clause = spoken.sentence.clause_at(found.first)
    if found.form is not Form.NOUN or clause.verb is None or clause.verb < found.last:
        return False
    passive = any(token.bits & BE for token in spoken.sentence.tokens[clause.verb : clause.last])
    told = spoken.sentence.words(clause.verb, min(clause.verb + 4, clause.last))
    return passive and not word_set("refused").isdisjoint(told)


def _is_of_none(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "has no wish to" and "played down hopes of": an aim that nobody has."""
    noun = found.cue.words.split()[0]
    if found.form is not Form.NOUN and noun not in _NOUNS_OF_AIM:
        return False
    none = _NONE | word_set("dampening") if noun.startswith("hope") else _NONE
    return not none.isdisjoint(_just_before(spoken, found))


_NOUNS_OF_AIM = frozenset({"commitment", "determination", "hopes"})
_NONE = frozenset({"no", "neither", "nor", "without", "little"})


def _just_before(spoken: Spoken, found: FoundCue) -> list[str]:
    return spoken.sentence.words(max(0, found.first - 2), found.first)


def _modal_before(tokens: Sequence[Token], position: int) -> str:
    """Return the word before a verb, also across "not" and adverbs: "should not try"."""
    position -= 1
    while position > 0 and tokens[position].bits & (NEGATION | ADVERB):
        position -= 1
    return tokens[position].word if position >= 0 else ""


def _is_denied(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "is not on the agenda"."""
    return found.cue.words.endswith("agenda") and is_negated(spoken.sentence.tokens, found.first)


def is_about_her_name(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "asked not to be named" and "to be named only as an aide", which ask nothing of anybody in the affair.

    "Demanded to be named as owner" does, and "asked not to be named as the owner".
    """
    sentence = spoken.sentence
    ahead = sentence.words(found.first + 1, min(found.first + 6, len(sentence.tokens)))
    named = next((n for n, word in enumerate(ahead) if word in _NAMED), None)
    if named is None or "be" not in ahead[:named] or not _ABOUT_A_NAME.issuperset(ahead[:named]):
        return False
    behind = found.first + 1 + named + 1
    follows = sentence.words(behind, behind + 1)
    return follows == ["only"] or (
        "not" in ahead[:named] and (follows != ["as"] or _has_a_verb(spoken, behind))
    )


def _is_a_question(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "asked whether it had, she declined to", which asks for words alone."""
    asked = spoken.sentence.words(found.first + 1, found.last)
    return found.cue.words.startswith("ask") and not word_set("asking_words").isdisjoint(asked)


def _is_instead(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "would rather than wait sign alone", which tells what it would do."""
    return found.cue.words.endswith("rather") and spoken.sentence.words(found.last, found.last + 1) == [
        "than"
    ]


def _has_a_verb(spoken: Spoken, position: int) -> bool:
    """Tell of "as the talks are private", which gives a reason, and not of "as the owner"."""
    clause = spoken.sentence.clause_at(position)
    return clause.verb is not None and clause.verb > position


_NAMED = frozenset({"named", "identified", "quoted"})
_ABOUT_A_NAME = frozenset({"not", "be", "to", "that", "she", "he", "they", "publicly", "further"})


def _is_told_to_listeners(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "told reporters to expect more arrests", which asks those who only listen for nothing in the affair."""
    asked = spoken.sentence.words(found.first + 1, found.last)
    return (
        asked[-1:] == ["to"] and not _LISTENING.isdisjoint(asked[:-1]) and found.cue.words.startswith("tell")
    )


_LISTENING = frozenset({"reporters", "journalists", "readers", "viewers", "listeners"})


_CONDITIONS = frozenset({"if", "unless", "whether"})


def _is_called_for(spoken: Spoken, found: FoundCue) -> bool:
    """Must, should and need ask for something only where somebody says them, and not of the past."""
    tokens = spoken.sentence.tokens
    after = tokens[found.last].word if found.last < len(tokens) else ""
    clause = spoken.sentence.clause_at(found.first)
    if after == "have" or (found.first == clause.first and found.cue.words == "should"):
        return False
    who = tokens[found.first - 1].word if found.first else ""
    if who in _NOBODY or (clause.subject and tokens[clause.subject[0]].word in _NOBODY):
        return False
    return spoken.speaker_at(found.first) is not None or (
        spoken.carried is not None and spoken.sentence.quoted[found.first]
    )


_NOBODY = frozenset({"you", "i", "i'm", "one"})


def _draft(reading: Reading, spoken: Spoken, found: FoundCue) -> Draft | None:
    voice, own = speaker(spoken, found)
    wanting = _holder(reading, spoken, found, voice)
    personal = _is_in_person(spoken, found) and _is_head_of_state(reading, wanting)
    holder = without_article(wanting if personal else whose_will(reading, wanting))
    if holder and is_asked_of_her_own(reading, spoken.sentence, found.first, holder):
        holder = without_article(_who_asks(reading, spoken, found)) or holder
    if holder is None or not mentions_party(holder):
        return None
    tokens = spoken.sentence.tokens
    imputed = (
        voice is not None
        and not own
        and not any(same_party(name, holder) for name in (voice.name, voice.side))
    )
    return Draft(
        kind=Kind.OBJECTIVE,
        subkind=_subkind(reading, spoken, found, holder, imputed=imputed),
        rule=found.cue.rule,
        strength=found.cue.strength,
        sentence=spoken.sentence.index,
        clause=statement(reading, spoken, found.first),
        evidence=evidence(reading, spoken, voice),
        holder=holder,
        counterpart=towards(reading, spoken, found, holder, voice),
        voice=voice,
        own=not imputed,
        negative=is_negated(tokens, found.first) or _is_to_be_stopped(tokens, found.last),
        cue=Span(tokens[found.first].start, tokens[found.last - 1].end),
    )


def _who_asks(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return who asks something of her own state, and so does not ask it for her state."""
    asking = subject_voice(spoken, found.first)
    if asking is not None and asking.person:
        return asking.name
    return subject_phrase(reading, spoken, found.first)


def _is_in_person(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "hopes to meet with Xi": nobody's state can do it for her."""
    ahead = [token.word for token in spoken.sentence.tokens[found.last : found.last + 2]]
    return not word_set("in_person").isdisjoint(ahead)


def _is_head_of_state(reading: Reading, name: str | None) -> bool:
    voice = reading.names.voices.get(name or "")
    role = (voice.role or "").lower() if voice else ""
    return role.endswith(tuple(word_set("heads_of_states"))) and "vice" not in role


def _subkind(reading: Reading, spoken: Spoken, found: FoundCue, holder: str, *, imputed: bool) -> str:
    """Return the subkind; to want another to do something is a demand (rule 3)."""
    if found.cue.subkind != "goal":
        return found.cue.subkind
    tokens = spoken.sentence.tokens
    ahead = [token.word for token in tokens[found.last : found.last + _OBJECT]]
    if found.cue.words == "want" and "to" in ahead[1:]:
        end = tokens[found.last + ahead.index("to", 1)].start
        if named_between(reading, tokens[found.first].end, end, holder):
            return "demand"
    return "imputed" if imputed else "goal"


_OBJECT = 8


def _holder(reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None) -> str | None:
    if found.form is Form.NOUN:
        return possessor(reading, spoken, found, voice)
    if found.cue.spoken:
        return voice.party if voice else None
    if is_passive(spoken, found):
        asked = agent(reading, spoken, found)
        return asked or (voice.party if voice and not found.cue.words.startswith("ask") else None)
    if (
        is_her_speaking(spoken, found)
        and voice is not None
        and voice.speaks_for
        and subject_party(reading, spoken, found.first, voice) == voice.name
    ):
        return voice.party
    return subject_party(reading, spoken, found.first, voice) or (voice.party if voice else None)


def _is_to_be_stopped(tokens: Sequence[Token], position: int) -> bool:
    ahead = [token.word for token in tokens[position : position + 3]]
    return any(word in word_set("stopping") and (word != "against" or not n) for n, word in enumerate(ahead))
