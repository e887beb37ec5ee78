"""Who says the clause of a cue (rule 17). Pure."""

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.cues import FoundCue
from briefing.summarize.embedded.draft import is_passive
from briefing.summarize.embedded.names import Voice
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    ADVERB,
    BE,
    MODAL,
    NEGATION,
    PARTICIPLE,
    SPEECH,
    Form,
    word_set,
)
from briefing.types import AttributionType


def speaker(spoken: Spoken, found: FoundCue) -> tuple[Voice | None, bool]:
    """Return who says the clause of ``found``, and whether the cue itself is her speaking (rule 17)."""
    inside = spoken.speaker_at(found.first)
    if is_her_speaking(spoken, found) and not is_passive(spoken, found):
        subject = subject_voice(spoken, found.first)
        if (
            subject is not None
            and subject.type is not AttributionType.OUTLET_VOICE
            and (inside is None or inside.voice == subject)
            and not (subject.type is AttributionType.INSTITUTION and _is_perfect(spoken, found))
            and not (subject.plural and found.cue.words.split()[0] == "agree")  # to agree is not to say so
        ):
            return subject, True
    if inside is not None:
        return inside.voice, False
    if spoken.carried is not None and spoken.sentence.quoted[found.first]:
        return spoken.carried, False
    return (subject_voice(spoken, found.first), True) if speaks_on(spoken, found.first) else (None, False)


def of_the_opinion(spoken: Spoken, position: int) -> Voice | None:
    """Return who is of an opinion without a word said: "diplomats doubt that …", "analysts are sceptical of …"."""
    number = clause_over(spoken, position)
    voice, verb = spoken.subjects[number], spoken.sentence.clauses[number].verb
    if verb is None or voice is None or voice.type not in ONLY_FORECAST:
        return None
    agrees = voice.plural and spoken.sentence.tokens[verb].word in _AGREEING  # which is to do, not to say
    return None if agrees or spoken.sentence.quoted[verb] or _is_foreseen(spoken, verb) else voice


_AGREEING = frozenset({"agree", "agreed", "decided", "undertook"})


def _is_foreseen(spoken: Spoken, verb: int) -> bool:
    """Tell of "diplomats are expected to meet" and "officials may resign", who do no forecasting there."""
    tokens = spoken.sentence.tokens
    after = next((t for t in tokens[verb + 1 :] if not t.bits & (ADVERB | NEGATION)), tokens[verb])
    foretold = after.word in word_set("of_the_future") or bool(after.bits & PARTICIPLE)
    return bool(tokens[verb].bits & MODAL) or (bool(tokens[verb].bits & BE) and foretold)


def clause_over(spoken: Spoken, position: int) -> int:
    """Return the number of the clause in which what stands at ``position`` is told: of "Oslo doubts" in "Oslo doubts that …"."""
    sentence = spoken.sentence
    number = sentence.number_of_clause(position)
    while number and _is_told_within(sentence, sentence.clauses[number]):
        number -= 1
    return number


def _is_told_within(sentence: Sentence, clause: Clause) -> bool:
    """Tell of "that it will" and of "or that it will", which go on with what is told."""
    goes_on = sentence.words(clause.first, clause.first + 2)[1:] == ["that"]
    return clause.link is Link.CONTENT or (clause.link is Link.COORDINATE and goes_on)


def speaks_on(spoken: Spoken, position: int) -> bool:
    """Tell of "she also wants", told of somebody who spoke in the sentence before."""
    subject = spoken.sentence.clause_at(position).subject
    pronoun = subject is not None and spoken.sentence.words(*subject)[0] in word_set("third_person")
    voice = subject_voice(spoken, position)
    return pronoun and voice is not None and voice == spoken.spoke_before


def _is_perfect(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "has long pressed", which sums up what was said on no certain day."""
    before = spoken.sentence.words(max(0, found.first - 4), found.first)
    return found.form in (Form.PAST, Form.PARTICIPLE) and not _HAVING.isdisjoint(before)


_HAVING = frozenset({"has", "have", "had"})


def is_her_speaking(spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether the cue is a verb of saying: "urged", "stressed the need"."""
    says = spoken.sentence.tokens[found.first].bits & SPEECH and found.form is Form.FIXED
    return bool(says) or (found.cue.act and found.form is not Form.NOUN)


def subject_voice(spoken: Spoken, position: int) -> Voice | None:
    """Return the voice of the subject of the clause at ``position``."""
    return spoken.subjects[spoken.sentence.number_of_clause(position)]


ONLY_FORECAST = (AttributionType.ANALYST, AttributionType.UNNAMED_OFFICIAL, AttributionType.UNNAMED_SOURCES)
