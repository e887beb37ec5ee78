"""Disputes: incompatible positions, and objections to another's conduct (rules 7, 8 and 11). Pure."""

from collections.abc import Iterator, Sequence

from briefing.data import table
from briefing.summarize.embedded.answers import answer_in, with_answer
from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.cues import FoundCue, Kind, is_negated
from briefing.summarize.embedded.draft import (
    Draft,
    Reading,
    evidence,
    has_only_a_pronoun,
    is_hypothetical,
    is_nominal,
    is_passive,
    statement,
    trimmed,
)
from briefing.summarize.embedded.names import Voice, side_of
from briefing.summarize.embedded.naming import without_article
from briefing.summarize.embedded.nearby import mentions_party, opponent, same_party
from briefing.summarize.embedded.parties import subject_party
from briefing.summarize.embedded.sides import MUTUAL, answered_speaker, sides_of, subkind
from briefing.summarize.embedded.speaker import speaker
from briefing.summarize.embedded.strife import is_live
from briefing.summarize.embedded.words import Form, word_set
from briefing.text import Span


def specific(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return ``drafts`` without umbrellas over disputes that an article tells one by one (rule 11)."""
    told = {
        _pair(reading, draft)
        for draft in drafts
        if draft.kind is Kind.DISPUTE and draft.subkind == "bilateral" and draft.counterpart
    }
    return [draft for draft in drafts if draft.subkind != "umbrella" or _pair(reading, draft) not in told]


def _pair(reading: Reading, draft: Draft) -> frozenset[str]:
    return frozenset(side_of(reading.names, name) for name in (draft.holder, draft.counterpart) if name)


def find_disputes(reading: Reading, spoken: Spoken, cues: Sequence[FoundCue]) -> Iterator[Draft]:
    """Yield the disputes of one sentence."""
    answer = answer_in(reading, spoken) if "," in spoken.sentence.vocabulary else None
    for found in cues:
        if (
            found.cue.kind is Kind.DISPUTE
            and not is_nominal(spoken, found)
            and not (is_hypothetical(spoken, found) and found.form not in (Form.NOUN, Form.FIXED))
            and is_live(spoken, found)
        ):
            draft = _draft(reading, spoken, found)
            if draft is not None:
                yield with_answer(reading, spoken, found, draft, answer)


def _draft(reading: Reading, spoken: Spoken, found: FoundCue) -> Draft | None:
    voice, own = speaker(spoken, found)
    one, other = map(without_article, sides_of(reading, spoken, found, voice))
    if one is None or not mentions_party(one):
        return None
    if other is None and (found.form is Form.NOUN or (one[0].islower() and found.cue.strength < 3)):
        return None  # a word for strife with one party is a subject of the text, not a dispute
    leans = has_only_a_pronoun(spoken, found.last)
    if leans and not _goes_on(reading, spoken, found):
        return None
    other = (answered_speaker(spoken, one) if leans else None) or other
    other = other or opponent(reading, spoken.sentence.index, one)
    tokens = spoken.sentence.tokens
    return Draft(
        kind=Kind.DISPUTE,
        subkind=subkind(spoken, found, other),
        rule=found.cue.rule,
        strength=found.cue.strength,
        sentence=spoken.sentence.index,
        clause=_with_demand(reading, spoken, found),
        evidence=evidence(reading, spoken, voice),
        holder=one,
        counterpart=other,
        voice=voice,
        own=own,
        negative=not is_negated(tokens, found.first),
        cue=Span(tokens[found.first].start, tokens[found.last - 1].end),
        announced=(voice is None or _say_so_together(found, voice)) and _is_announced(reading, spoken, found),
        leans=leans,
        positions=_charge_and_answer(reading, spoken, found, other) if other else None,
    )


def _with_demand(reading: Reading, spoken: Spoken, found: FoundCue) -> Span:
    """Return the clause of a dispute, of "summoned the envoy and gave it until Friday to leave" with what is asked and by when."""
    clause = statement(reading, spoken, found.first)
    number = spoken.sentence.number_of_clause(found.first)
    for following in spoken.sentence.clauses[number + 1 : number + 2]:
        goes_on = following.link is Link.COORDINATE and (following.subject or (0, 0))[0] < following.first
        given = spoken.sentence.words(following.first, following.last)
        if goes_on and not _GIVING.isdisjoint(given[:_OBJECT]) and not _TERMS.isdisjoint(given):
            return Span(clause.start, max(clause.end, statement(reading, spoken, following.first).end))
    return clause


_OBJECT = 5  # words from a verb of giving to what is given
_GIVING = frozenset({"gave", "gives", "giving", "given"})
_TERMS = frozenset({"until", "hours", "days", "weeks"})


def _charge_and_answer(
    reading: Reading, spoken: Spoken, found: FoundCue, accused: str
) -> tuple[Span, Span] | None:
    """Return the words of both sides in "accused by Peru of it, Chile said …": what Chile is accused of, and what it does."""
    if not is_passive(spoken, found) or not same_party(
        subject_party(reading, spoken, found.first, None), accused
    ):
        return None
    sentence = spoken.sentence
    number = sentence.number_of_clause(found.first)
    clause = sentence.clauses[number]
    commas = [n for n in range(found.first, clause.verb or 0) if sentence.tokens[n].word == ","]
    if not commas or clause.verb is None:
        return None
    told = sentence.clauses[number + 1 : number + 2]
    content = bool(told) and told[0].link is Link.CONTENT
    answer = (
        statement(reading, spoken, told[0].first)
        if content
        else trimmed(reading.text, sentence.span(commas[-1] + 1, clause.last))
    )
    return trimmed(reading.text, sentence.span(clause.first, commas[-1])), answer


def _goes_on(reading: Reading, spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether something that "denied it" may answer stands before: in the sentence, or in its paragraph."""
    index = spoken.sentence.index
    if spoken.sentence.number_of_clause(found.first) > 0:
        return True
    return index > 0 and reading.spoken[index - 1].sentence.paragraph == spoken.sentence.paragraph


def _is_announced(reading: Reading, spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether the outlet only reports that there is strife: "their quarrel grew", "both are at odds"."""
    if found.cue.words in MUTUAL or _is_put_off(spoken):
        return True
    if found.form is Form.NOUN:
        return found.cue.words.split()[0] in word_set("strife")
    return found.form is not Form.FIXED and subject_party(reading, spoken, found.first, None) is None


def _say_so_together(found: FoundCue, voice: Voice) -> bool:
    """Tell of "Oslo and Riga disagree", which is no position of either."""
    return voice.plural and found.cue.words in MUTUAL


def _is_put_off(spoken: Spoken) -> bool:
    """Tell whether a sentence tells that something was put off: an event, nobody's position."""
    events = table("events_and_trends")["events"]
    text = " ".join(token.word for token in spoken.sentence.tokens)
    return any(f" {words} " in f" {text} " for words in events["postponed"])
