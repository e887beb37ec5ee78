"""Disputes: incompatible positions, and objections to another's conduct (rules 7, 8 and 11). Pure."""

from collections.abc import Iterator, Sequence

from briefing.data import table
from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.couples import Couple
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
from briefing.summarize.embedded.names import Voice, side_of, state_behind
from briefing.summarize.embedded.naming import is_gerund, without_article
from briefing.summarize.embedded.parties import (
    agent,
    agent_at,
    mentions_party,
    named_between,
    opponent,
    possessor,
    same_party,
    sides_between,
    speaker,
    subject_party,
)
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BE,
    MODAL,
    NEGATION,
    PREPOSITION,
    RELATIVE,
    Form,
    Token,
    word_set,
)
from briefing.text import Span
from briefing.types import AttributionType


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
    for found in cues:
        if (
            found.cue.kind is Kind.DISPUTE
            and not is_nominal(spoken, found)
            and not (is_hypothetical(spoken, found) and found.form not in (Form.NOUN, Form.FIXED))
            and not is_disclaimed(spoken, found)
            and not _is_an_effect(spoken, found)
            and not _is_told_in_passing(spoken, found)
            and not is_over(spoken, found)
        ):
            draft = _draft(reading, spoken, found)
            if draft is not None:
                yield draft


def is_disclaimed(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "not threatening": an act that is only disclaimed."""
    return (
        found.form not in (Form.NOUN, Form.FIXED)
        and found.cue.words != "deny"
        and any(
            token.bits & NEGATION for token in spoken.sentence.tokens[max(0, found.first - 3) : found.first]
        )
    )


def _is_an_effect(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "arming Riga undermines Oslo" and of "the one thing that blocks it": no act of anybody named."""
    before = spoken.sentence.words(max(0, found.first - 4), found.first)
    if "that" in before and not _THINGS.isdisjoint(before[: before.index("that")]):
        return True
    subject = spoken.sentence.clause_at(found.first).subject
    tokens = spoken.sentence.tokens[slice(*subject)] if subject else ()
    return found.cue.strength < 3 and found.form is not Form.NOUN and is_gerund(tokens)


_THINGS = frozenset({"thing", "things", "something", "anything"})


def _is_told_in_passing(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of strife that is soothed or is a charge in court: "aimed at easing tensions", "held on espionage charges"."""
    if found.form is not Form.NOUN:
        return False
    before = spoken.sentence.words(max(0, found.first - _REACH), found.first)
    if _UNWANTED.intersection(before) and "neither" in spoken.sentence.vocabulary:
        return True
    near = before[-_REACH:] + spoken.sentence.words(
        found.last, min(found.last + 1, len(spoken.sentence.tokens))
    )
    return not (word_set("soothing").isdisjoint(before) and word_set("in_court").isdisjoint(near))


def is_over(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of strife that is told as ended: "settling a two-year quarrel", "the dispute, which ended in May", "an end to the feud".

    "Talks on ending the quarrel" tell of one that goes on, as do "has not settled it" and "flared up again".
    """
    if is_told_as_over(spoken.sentence, found.first):
        return True
    if found.form is not Form.NOUN or not _REVIVED.isdisjoint(spoken.sentence.vocabulary):
        return False
    return _is_ended_before(spoken, found.first) or _is_ended_behind(spoken, found.last)


def is_told_as_over(sentence: Sentence, place: int) -> bool:
    """Tell of "the quarrel is over" and "the talks are over", which leave nothing to dispute."""
    if "over" not in sentence.vocabulary:
        return False
    clause = sentence.clause_at(place)
    inside = [token for token in sentence.tokens[clause.first : clause.last] if token.word not in _MARKS]
    over = len(inside) > 1 and inside[-1].word == "over" and bool(inside[-2].bits & BE)
    return over and not any(token.bits & (MODAL | NEGATION) for token in inside[-3:])


_MARKS = frozenset({".", ",", ";", '"'})
_REVIVED = frozenset({"again", "anew", "reopened", "revived", "flared", "resurfaced"})


def _is_ended_before(spoken: Spoken, noun: int) -> bool:
    """Tell whether the object of a verb that ends something holds ``noun``, and nothing makes the end a thing to come."""
    tokens = spoken.sentence.tokens
    near = range(noun - 1, max(-1, noun - _PHRASE), -1)
    verb = next((n for n in near if tokens[n].word in word_set("ended") or _is_led_to(tokens[n])), None)
    if verb is None:
        return False
    if tokens[verb].word not in word_set("ended"):
        return _is_brought_to_an_end(spoken.sentence.words(max(0, verb - 4), verb + 1))
    lead = tokens[max(0, verb - 3) : verb]
    open_still = any(token.bits & (NEGATION | MODAL) or token.word in ("if", "unless") for token in lead)
    return not open_still and not (lead and lead[-1].bits & PREPOSITION)


_PHRASE = 9  # words from a verb to the noun of its object


def _is_led_to(token: Token) -> bool:
    return bool(token.bits & PREPOSITION) or token.word == ","


def _is_brought_to_an_end(words: Sequence[str]) -> bool:
    """Tell of "put an end to" and "marked the end of", not of "called for an end to"."""
    return words[-2:-1] == ["end"] and words[-1] in ("to", "of") and not _ENDING.isdisjoint(words)


_ENDING = frozenset({"put", "puts", "putting", "brought", "marked", "marks", "marking", "sealed", "hailed"})


def _is_ended_behind(spoken: Spoken, noun: int) -> bool:
    """Tell of "the dispute was settled in May" and "a quarrel that has ended"."""
    for token in spoken.sentence.tokens[noun : noun + _TELLING]:
        if token.word in word_set("ended"):
            return not token.word.endswith("ing")
        if not (token.bits & (AUXILIARY | ADVERB | RELATIVE | BE) or token.word in (",", "that")):
            return False
        if token.bits & NEGATION:
            return False
    return False


_TELLING = 5  # words from strife to the verb that tells its end
_REACH = 4
_UNWANTED = frozenset({"want", "wants", "wanted", "seeks", "seek"})


def _draft(reading: Reading, spoken: Spoken, found: FoundCue) -> Draft | None:
    voice, own = speaker(spoken, found)
    one, other = map(without_article, _sides(reading, spoken, found, voice))
    if one is None or not mentions_party(one):
        return None
    if other is None and (found.form is Form.NOUN or (one[0].islower() and found.cue.strength < 3)):
        return None  # a word for strife with one party is a subject of the text, not a dispute
    leans = has_only_a_pronoun(spoken, found.last)
    if leans and not _goes_on(reading, spoken, found):
        return None
    other = (_answered_speaker(spoken, one) if leans else None) or other
    other = other or opponent(reading, spoken.sentence.index, one)
    tokens = spoken.sentence.tokens
    return Draft(
        kind=Kind.DISPUTE,
        subkind=_subkind(spoken, found, other),
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
        if goes_on and not _GIVING.isdisjoint(given[:_TELLING]) and not _TERMS.isdisjoint(given):
            return Span(clause.start, max(clause.end, statement(reading, spoken, following.first).end))
    return clause


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


def _answered_speaker(spoken: Spoken, one: str) -> str | None:
    """Return whom "denied it" answers: who spoke just before."""
    before = spoken.spoke_before
    if before is None or before.type not in (AttributionType.NAMED_OFFICIAL, AttributionType.INSTITUTION):
        return None
    return None if same_party(before.party, one) else without_article(before.party)


def _goes_on(reading: Reading, spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether something that "denied it" may answer stands before: in the sentence, or in its paragraph."""
    index = spoken.sentence.index
    if spoken.sentence.number_of_clause(found.first) > 0:
        return True
    return index > 0 and reading.spoken[index - 1].sentence.paragraph == spoken.sentence.paragraph


def _is_announced(reading: Reading, spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether the outlet only reports that there is strife: "their quarrel grew", "both are at odds"."""
    if found.cue.words in _MUTUAL or _is_put_off(spoken):
        return True
    if found.form is Form.NOUN:
        return found.cue.words.split()[0] in word_set("strife")
    return found.form is not Form.FIXED and subject_party(reading, spoken, found.first, None) is None


def _say_so_together(found: FoundCue, voice: Voice) -> bool:
    """Tell of "Oslo and Riga disagree", which is no position of either."""
    return voice.plural and found.cue.words in _MUTUAL


def _is_put_off(spoken: Spoken) -> bool:
    """Tell whether a sentence tells that something was put off: an event, nobody's position."""
    events = table("events_and_trends")["events"]
    text = " ".join(token.word for token in spoken.sentence.tokens)
    return any(f" {words} " in f" {text} " for words in events["postponed"])


def _subkind(spoken: Spoken, found: FoundCue, other: str | None) -> str:
    if found.cue.subkind == "umbrella" or _is_one_of_many(spoken, found):
        return "umbrella"
    return "concern" if other is None else "bilateral"


def _is_one_of_many(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "a long list of disputes" and of "frosty ties", which name no matter (rule 11)."""
    before = spoken.sentence.words(max(0, found.first - 3), found.first)
    after = spoken.sentence.words(found.last, min(found.last + 1, len(spoken.sentence.tokens)))
    if found.form is Form.NOUN and before[-1:] == ["of"] and not word_set("many").isdisjoint(before):
        return True
    if found.form is Form.NOUN and not word_set("sweeping").isdisjoint(before[-1:]):
        return _MATTER.isdisjoint(after)
    return found.cue.words in word_set("of_relations") and _MATTER.isdisjoint(after)


_MATTER = frozenset({"over", "about", "on"})


def _sides(
    reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None
) -> tuple[str | None, str | None]:
    """Return who objects and to whom, states rather than those who speak for them."""
    one, other = _joint(reading, spoken, found) or _apart(reading, spoken, found, voice)
    if one is None:
        return None, None
    couple = reading.names.couples.meant(spoken.sentence.end)
    if couple is not None and one == couple.name:
        return _of_two_together(reading, spoken, found, couple)
    side = state_behind(reading.names, one)
    opposite = state_behind(reading.names, other) if other else None
    if other is None or opposite == one:
        return side, _answered(reading, spoken, found, side)
    return (side, opposite) if side != opposite else (one, other)


def _of_two_together(
    reading: Reading, spoken: Spoken, found: FoundCue, couple: Couple
) -> tuple[str, str | None]:
    """Return the sides of "both accuse Oslo", where two object together, and of "both accuse each other"."""
    sentence = spoken.sentence
    strife = found.form is Form.NOUN and found.cue.words.split()[0] in word_set("strife")
    between = strife or found.cue.words in _MUTUAL or _is_of_relations(spoken, found)
    if between or not _RECIPROCAL.isdisjoint(sentence.vocabulary):
        return couple.one, couple.other
    clause = sentence.clause_at(found.first)
    start, end = sentence.tokens[found.last - 1].end, sentence.span(clause.first, clause.last).end
    other = named_between(reading, start, end, couple.one, couple.other)
    other = other or (_who_maintains_it(spoken, found, couple) if found.form is not Form.NOUN else None)
    if other is not None:
        return couple.name, state_behind(reading.names, other)
    felt = found.form is Form.NOUN or _is_felt(found) or not _FELT.isdisjoint(found.cue.words.split())
    return (couple.name, None) if felt else (couple.one, couple.other)


def _who_maintains_it(spoken: Spoken, found: FoundCue, couple: Couple) -> str | None:
    """Return whose view two reject in "Oslo says that it may, a view that both of them contest": who tells it in front, and is neither."""
    number = spoken.sentence.number_of_clause(found.first)
    if spoken.sentence.clauses[number].link not in (Link.CONTENT, Link.RELATIVE):
        return None
    for voice in reversed(spoken.subjects[:number]):
        if voice is not None and voice.name != couple.name:
            side = voice.side or voice.party
            return side if side not in (couple.one, couple.other) else None
    return None


_FELT = frozenset({"concern", "concerns", "alarm", "unease", "regret", "disappointment"})
_RECIPROCAL = frozenset({"other", "another", "each", "mutual", "mutually", "traded", "exchanged"})


def _apart(
    reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None
) -> tuple[str | None, str | None]:
    sentence = spoken.sentence
    court = _court_before(spoken, found)
    one, other = (_complainant(reading, spoken), None) if court else _objector(reading, spoken, found, voice)
    besides = {one, side_of(reading.names, one) if one else None}
    besides |= {voice.name, voice.side} if voice else set()
    besides |= {mention.entity.name for mention in reading.names.entities(*court)} if court else set()
    start = sentence.tokens[found.first].start
    other = other or named_between(reading, start, sentence.end, *besides)
    other = other or named_between(reading, sentence.start, sentence.end, *besides)
    return one, other or (voice.side if voice is not None and _is_minded(found, voice) else None)


def _court_before(spoken: Spoken, found: FoundCue) -> Span | None:
    """Return the court of "a tribunal is to rule on a case brought by Oslo", before which others quarrel, and which is no side."""
    sentence = spoken.sentence
    subject = sentence.clause_at(found.first).subject
    if subject is None or _BROUGHT.isdisjoint(sentence.vocabulary):
        return None
    return sentence.span(*subject) if not word_set("courts").isdisjoint(sentence.words(*subject)) else None


def _complainant(reading: Reading, spoken: Spoken) -> str | None:
    """Return who brought a case, where somebody is named for it: "brought by Oslo", "filed last year by Oslo"."""
    tokens = spoken.sentence.tokens
    brought = next((n for n, token in enumerate(tokens) if token.word in _BROUGHT), None)
    place = agent_at(spoken, brought, brought + _TELLING) if brought is not None else None
    return named_between(reading, *place) if place else None


_BROUGHT = frozenset({"brought", "filed", "lodged", "submitted"})


def _is_minded(found: FoundCue, voice: Voice) -> bool:
    """Tell of "has been reluctant to", which is said by the side that minds it (rule 8)."""
    return found.cue.words in word_set("conduct") and voice.type is not AttributionType.ANALYST


def _answered(reading: Reading, spoken: Spoken, found: FoundCue, one: str) -> str | None:
    """Return whom "rejects the charge" answers: the other of the two in hand, where just spoken of."""
    index = spoken.sentence.index
    before = reading.spoken[max(0, index - _BACK)].sentence.start
    partner = reading.names.couples.partner(one)
    if partner and partner in sides_between(reading, before, spoken.sentence.end):
        return partner
    if found.cue.act and found.form is not Form.NOUN and reading.names.couples.chief not in (None, one):
        return reading.names.couples.chief
    if found.cue.words not in _ANSWERS or not index:
        return None
    previous = reading.spoken[index - 1].sentence
    others = {side for side in sides_between(reading, previous.start, previous.end) if side != one}
    return others.pop() if len(others) == 1 else None


_BACK = 4
_ANSWERS = frozenset(
    {"reject", "deny", "dismiss", "refute", "rebuff", "dispute", "oppose", "object to", "object", "contest"}
)


def _objector(
    reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None
) -> tuple[str | None, str | None]:
    """Return who objects and, where grammar tells it, to whom."""
    sentence = spoken.sentence
    speaker_party = voice.party if voice else None
    subject = subject_party(reading, spoken, found.first, voice)
    if is_passive(spoken, found):
        one = agent(reading, spoken, found) or speaker_party
        return (one, subject) if one and not same_party(one, subject) else (subject, None)
    if found.form is Form.NOUN:
        one = possessor(reading, spoken, found, voice) or speaker_party or subject
    elif found.form is Form.FIXED and sentence.quoted[found.first] and not _is_felt(found):
        one = speaker_party or subject
    else:
        one = subject or speaker_party
    return one or named_between(reading, sentence.start, sentence.tokens[found.first].start), None


def _is_felt(found: FoundCue) -> bool:
    """Tell of "concerned about", which its subject is, whoever says so; "unacceptable" is the speaker's word."""
    return not word_set("felt").isdisjoint(found.cue.words.split())


def _joint(reading: Reading, spoken: Spoken, found: FoundCue) -> tuple[str, str] | None:
    """Return the two parties of "Sudan and Ethiopia are at odds" and of "the rift between Oslo and Riga"."""
    sentence = spoken.sentence
    subject = sentence.clause_at(found.first).subject
    spans = []
    if subject and found.last > subject[1] and found.cue.words in _MUTUAL:
        spans.append(sentence.span(*subject))
    behind = [token.word for token in sentence.tokens[found.last - 1 : found.last + 1]]
    if "between" in behind and found.last < len(sentence.tokens):
        spans.append(sentence.span(found.last, len(sentence.tokens)))
    for start, end in spans:
        one = named_between(reading, start, end)
        other = named_between(reading, start, end, one)
        if one and other:
            return one, other
    couple = reading.names.couples.at(sentence.end)
    if couple is None or not (_is_of_relations(spoken, found) or _is_nobodys(reading, spoken, found)):
        return None
    return couple.one, couple.other


def _is_nobodys(reading: Reading, spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "the dispute over a dam", of which the subject of its clause need be no party."""
    strife = found.form is Form.NOUN and found.cue.words.split()[0] in word_set("strife")
    if not strife or possessor(reading, spoken, found, None) is not None:
        return False
    return subject_party(reading, spoken, found.first, None) not in reading.names.by_name


def _is_of_relations(spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether words for strife are of two by themselves: "frosty ties", "the long list of disputes"."""
    return _subkind(spoken, found, "") == "umbrella"


_MUTUAL = frozenset(
    {
        "at odds",
        "at loggerheads",
        "clash",
        "differ",
        "disagree",
        "spar",
        "feud",
        "quarrel",
        "bicker",
        "in conflict with",
        "in dispute",
    }
)
