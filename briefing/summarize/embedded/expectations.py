"""Expectations: how likely somebody says a future state of affairs is, and promises (rules 2, 5, 6, 12 and 13). Pure."""

from collections.abc import Iterator, Sequence

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.cues import FoundCue, Kind, is_negated
from briefing.summarize.embedded.draft import (
    Draft,
    Reading,
    acting_place,
    ends_in_to,
    evidence,
    is_given_up,
    is_nominal,
    is_passive,
    statement,
)
from briefing.summarize.embedded.hearsay import is_hearsay
from briefing.summarize.embedded.names import Voice
from briefing.summarize.embedded.naming import is_joint, noun_phrase, without_article
from briefing.summarize.embedded.nearby import mentions_party, named_between, same_party
from briefing.summarize.embedded.parties import (
    counterpart,
    forecaster,
    foretold,
    subject_party,
    subject_phrase,
)
from briefing.summarize.embedded.speaker import of_the_opinion, speaker
from briefing.summarize.embedded.words import BE, MODAL, PREPOSITION, PRONOUN, TIME, Form, word_set
from briefing.text import Span
from briefing.types import AttributionType

_FLAT = frozenset({"will", "would", "'ll"})
_MODAL_HEDGES = frozenset({"may", "might", "could"})


def find_expectations(reading: Reading, spoken: Spoken, cues: Sequence[FoundCue]) -> Iterator[Draft]:
    """Yield the expectations of one sentence."""
    for found in cues:
        if (
            found.cue.kind is not Kind.EXPECTATION
            or is_nominal(spoken, found)
            or _is_of_nothing(spoken, found)
            or is_hearsay(spoken.sentence, found.first)
            or (found.cue.subkind == "commitment" and _is_no_promise(spoken, found))
        ):
            continue
        voice, _ = speaker(spoken, found)
        voice = voice or of_the_opinion(spoken, found.first)
        if _is_ahead(spoken, found, voice):
            draft = _draft(reading, spoken, found, voice)
            if draft.holder and not _is_anybodys_i(spoken, found, draft):
                yield draft


def _is_no_promise(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "the treaty that both agreed to in 2024" and of "is no longer committed to"."""
    return ends_in_to(spoken, found.first, found.last) or is_given_up(spoken, found.first)


def _is_of_nothing(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "have little hope", which does not say of what."""
    tokens = spoken.sentence.tokens
    behind = tokens[found.last] if found.last < len(tokens) else None
    hope = found.form is not Form.NOUN and found.cue.words.split()[-1] in ("hope", "chance")
    return hope and behind is not None and behind.word in (".", ",", ";")


def _is_anybodys_i(spoken: Spoken, found: FoundCue, draft: Draft) -> bool:
    """Tell whether the holder is an "I" that has no name behind it."""
    subject = spoken.sentence.clause_at(found.first).subject
    if subject is None or draft.holder is None or spoken.sentence.tokens[subject[0]].word not in _I:
        return False
    speaks = draft.voice is None or same_party(draft.voice.name, draft.holder)
    return speaks and draft.holder[0].islower()


_I = frozenset({"i", "i'm", "i'll", "i've", "i'd"})


def _is_ahead(spoken: Spoken, found: FoundCue, voice: Voice | None) -> bool:
    """Tell whether the clause speaks of what is to come, not of what was or might have been."""
    words = found.cue.words
    if (
        _is_counterfactual(spoken, found, voice)
        or _keeps_her_words(spoken, found)
        or _has_happened(spoken, found)
        or _is_explained(spoken, found)
    ):
        return False
    if words in _FLAT:
        return (
            (voice is not None and voice.type is AttributionType.ANALYST)
            or _has_condition(spoken, found)
            or _is_undertaken(spoken, found, voice)
        )
    if words in word_set("hedging_adverbs"):
        clause = spoken.sentence.clause_at(found.first)
        inside = spoken.sentence.tokens[clause.first : clause.last]
        return _is_set_first(spoken, found) or any(
            token.bits & MODAL or token.word == "going" for token in inside
        )
    return True


def _is_set_first(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "More likely, in her view, is a quieter bargain", where the odds stand for the subject."""
    sentence = spoken.sentence
    verb = sentence.clauses[0].verb
    if found.first or verb is None or len(found.cue.words.split()) == 1:
        return False
    behind = sentence.words(found.last, found.last + 1)
    return sentence.tokens[verb].word in _ARE and (found.last == verb or behind == [","])


_ARE = frozenset({"is", "are"})


def _keeps_her_words(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "I'm not going to speculate" and "she would not say": a speaker who only declines to speak."""
    act = spoken.sentence.words(found.first, min(found.last + 2, len(spoken.sentence.tokens)))
    before = spoken.sentence.words(max(0, found.first - 5), found.first)
    declines = not word_set("declining").isdisjoint(act) and is_negated(spoken.sentence.tokens, found.last)
    silent = spoken.sentence.words(found.last, found.last + 1) in (["say"], ["comment"])
    return declines and (silent or not _I.isdisjoint(before))


def _has_happened(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "pledged $40m on Monday": an act of that day, nothing of which is to come."""
    if found.cue.subkind != "commitment" or found.form is not Form.PAST:
        return False
    number = spoken.sentence.number_of_clause(found.first)
    following = spoken.sentence.clauses[number : number + 2]
    if following[-1].link is Link.CONTENT and len(following) > 1:
        return False
    after = spoken.sentence.tokens[found.last - 1 : following[0].last]
    undertaken = any(token.bits & MODAL or token.word in ("to", "that", "by", "next") for token in after)
    return not undertaken and any(token.bits & TIME for token in after)


def _is_explained(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "agreed to the visit because …": why it was done is a position, and no promise (rule 9)."""
    number = spoken.sentence.number_of_clause(found.first)
    following = spoken.sentence.clauses[number + 1 : number + 2]
    because = bool(following) and spoken.sentence.tokens[following[0].first].word == "because"
    return found.cue.subkind == "commitment" and found.form is Form.PAST and because


def _has_condition(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "If the firms are listed, Riga will …": flat words that hang on a condition."""
    opening = {token.word for token in spoken.sentence.tokens[:3]}
    subject = spoken.sentence.clause_at(found.first).subject
    named = subject is not None and spoken.sentence.tokens[subject[0]].capital
    return named and found.cue.words == "will" and not opening.isdisjoint(_CONDITIONS)


_CONDITIONS = frozenset({"if", "unless"})


def _is_undertaken(spoken: Spoken, found: FoundCue, voice: Voice | None) -> bool:
    """Tell whether a side says what it will do itself and by when, which is a commitment (rule 5)."""
    announced = found.cue.words == "would" and (_is_announced(spoken, found) or _is_one_of_two(spoken, found))
    if (
        not (announced or found.cue.words in ("will", "'ll"))
        or voice is None
        or not (voice.speaks_for or voice.side == voice.name)
    ):
        return False
    clause = spoken.sentence.clause_at(found.first)
    subject = spoken.subjects[spoken.sentence.clauses.index(clause)]
    words = spoken.sentence.words(*clause.subject) if clause.subject else [""]
    own = words[0] == "we" or (subject is not None and subject.party == voice.party)
    dated = any(
        token.bits & TIME and spoken.sentence.tokens[place].word != "now"
        for place, token in enumerate(spoken.sentence.tokens)
        if found.last <= place < clause.last
    )
    return own and dated


def _is_announced(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "announced in April that it would withdraw": as firm as "will", whatever the tense of the telling."""
    said = spoken.speaker_at(found.first)
    return said is not None and spoken.sentence.tokens[said.verb].word == "announced"


def _is_one_of_two(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of the first act of "would hand over the report by Tuesday and would not return the boat"."""
    number = spoken.sentence.number_of_clause(found.first)
    clause, *following = spoken.sentence.clauses[number : number + 2]
    if not following or following[0].link is not Link.COORDINATE or following[0].subject != clause.subject:
        return False
    return "would" in spoken.sentence.words(
        following[0].first, min(following[0].first + 3, following[0].last)
    )


def _is_counterfactual(spoken: Spoken, found: FoundCue, voice: Voice | None) -> bool:
    """Tell of "might have failed", "longer than expected", "could not", and of what would be a first (rule 12)."""
    tokens, words = spoken.sentence.tokens, found.cue.words
    before = [token.word for token in tokens[max(0, found.first - 3) : found.first]]
    after = [token.word for token in tokens[found.last : found.last + 6]]
    modal = words in _MODAL_HEDGES or words in _FLAT or words.startswith("would")
    return (
        "than" in before
        or (found.cue.subkind == "risk" and not word_set("soothing").isdisjoint(before))
        or (words == "may" and not _INDIRECT.isdisjoint(before))
        or (modal and "have" in after[:3])
        or (words in _MODAL_HEDGES and not _TELLING.isdisjoint(after[:1]))
        or (words == "could" and after[:1] == ["not"] and voice is None)
        or (words.startswith("would") and "first" in after)
        or (words == "would" and _prefers(after[:3]))
    )


def _prefers(after: Sequence[str]) -> bool:
    """Tell of "would rather wait" and "would sooner wait", which say what somebody likes better and foretell nothing."""
    told = [word for word in after if word not in _QUOTES]
    return told[:1] in (["rather"], ["sooner"]) and told[1:2] != ["than"]


_QUOTES = frozenset({'"', "'", "''"})
_TELLING = frozenset({"say", "argue", "think", "object", "ask", "wonder", "note"})
_INDIRECT = frozenset({"how", "what", "whatever", "whoever"})


def _draft(reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None) -> Draft:
    tokens = spoken.sentence.tokens
    acts = acting_place(spoken.sentence, found.first)
    hung = subject_party(reading, spoken, acts, voice) if acts != found.first else None
    holder = without_article(hung or _holder(reading, spoken, found, voice))
    negated = (
        is_negated(tokens, found.first)
        or not _DOUBTING.isdisjoint(found.cue.words.split())
        or (found.last < len(tokens) and tokens[found.last].word in _NOT_TO_BE)
    )
    aside = _aside(spoken, found)
    if aside is not None:
        holder = _holder_of_aside(reading, spoken, found, aside) or holder
    clause = aside or statement(reading, spoken, found.first)
    if found.cue.subkind != "commitment":
        act = foretold(reading, spoken, clause, holder, voice)
        object_acts = mentions_party(_object(reading, spoken, found))
        holder = act if object_acts else forecaster(reading, spoken, acts, voice) or act
    return Draft(
        kind=Kind.EXPECTATION,
        subkind=_subkind(spoken, found, voice, negated),
        rule=found.cue.rule,
        strength=found.cue.strength,
        sentence=spoken.sentence.index,
        clause=clause,
        evidence=evidence(reading, spoken, voice),
        holder=holder,
        counterpart=counterpart(reading, tokens[found.first].start, spoken.sentence.end, holder, voice),
        voice=voice,
        own=voice is not None and any(same_party(each, holder) for each in (voice.name, voice.side)),
        negative=negated or found.cue.subkind == "negative",
        cue=Span(tokens[found.first].start, tokens[found.last - 1].end),
        past=found.form is Form.PAST,
    )


def _aside(spoken: Spoken, found: FoundCue) -> Span | None:
    """Return "dim prospects for a deal" of "she arrived amid dim prospects for a deal", which tells an event."""
    tokens = spoken.sentence.tokens
    clause = spoken.sentence.clause_at(found.first)
    if found.cue.words not in word_set("prospects") or clause.verb is None or found.first < clause.verb + 3:
        return None
    lead = spoken.sentence.words(clause.verb, found.first)
    if _ADDING.isdisjoint(lead) or tokens[clause.verb].bits & BE:
        return None
    end = clause.last - (tokens[clause.last - 1].word in (".", ","))
    return spoken.sentence.span(found.first, end)


_ADDING = frozenset({"amid", "with", "despite"})


def _holder_of_aside(reading: Reading, spoken: Spoken, found: FoundCue, aside: Span) -> str | None:
    """Return of whom "hopes low that she will …" and "dim prospects for a deal between the two" are."""
    words = aside.of(reading.text).lower().split()
    if not {"he", "she", "they", "it"}.isdisjoint(words):
        return subject_party(reading, spoken, found.first, None)
    couple = reading.names.couples.at(aside.end)
    return couple.name if couple and any(map(is_joint, words)) else named_between(reading, *aside)


_NOT_TO_BE = frozenset({"not", "never", "no", "little"})  # "may not", "expect no deal"
_DOUBTING = frozenset({"unlikely", "not", "no", "doubtful", "low", "little", "dim", "slim", "never"})


def _holder(reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None) -> str | None:
    """Return the party whose act or state is forecast; where the clause names none, who forecasts."""
    if found.cue.words.split()[0] in word_set("opinions") and not is_passive(spoken, found):
        return _foreseen(reading, spoken, found, voice)
    if thing := _antecedent_thing(reading, spoken, found) or _behind_it(reading, spoken, found):
        return thing
    holder = subject_party(reading, spoken, found.first, voice)
    if holder is not None or found.cue.subkind == "commitment":
        return holder
    if voice is not None and voice.type in _INVOLVED:
        return voice.party
    clause = statement(reading, spoken, found.first)
    phrase = subject_phrase(reading, spoken, found.first)
    if voice is not None:
        phrase = None if same_party(phrase, voice.name) else phrase
        return phrase or named_between(reading, *clause, voice.name, voice.side) or voice.party
    return (
        (reading.names.couples.chief if phrase else None)
        or phrase
        or named_between(reading, *clause)
        or _content_phrase(reading, spoken, found)
        or reading.names.couples.chief
    )


# Analysts and unnamed officials only forecast: what they speak of is somebody else's.
_INVOLVED = (AttributionType.NAMED_OFFICIAL, AttributionType.INSTITUTION, AttributionType.DOCUMENT)


_ANNOUNCING = ("that", "whether", "if")


def _behind_it(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return the subject of what "it" only announces: "it is unlikely that Sweden will sign"."""
    sentence = spoken.sentence
    if "it" not in sentence.words(max(0, found.first - 2), found.first):
        return None
    announced = sentence.words(found.last - 1, found.last + 1)
    first = next((found.last + n for n, word in enumerate(announced) if word in _ANNOUNCING), None)
    if first is None:
        return None
    last = next((n for n in range(first, len(sentence.tokens)) if sentence.tokens[n].bits & MODAL), first)
    if last == first:
        return None
    phrase = sentence.tokens[first:last]
    return named_between(reading, phrase[0].start, phrase[-1].end) or noun_phrase(reading.text, phrase)


def _antecedent_thing(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return what "it" is in "it is likely to be renewed": the subject before, where that names nobody."""
    sentence = spoken.sentence
    clause = sentence.clause_at(found.first)
    if clause.subject is None or sentence.words(*clause.subject) != ["it"]:
        return None
    if "be" not in sentence.words(found.last, min(found.last + 2, len(sentence.tokens))):
        return None
    earlier = reading.spoken[sentence.index - 1] if sentence.index else None
    number = sentence.number_of_clause(found.first)
    for place, one in [(n, spoken) for n in range(number - 1, -1, -1)] + (
        [(n, earlier) for n in range(len(earlier.sentence.clauses) - 1, -1, -1)] if earlier else []
    ):
        subject = one.sentence.clauses[place].subject
        if subject and not one.sentence.tokens[subject[0]].bits & PRONOUN and one.subjects[place] is None:
            return noun_phrase(reading.text, one.sentence.tokens[slice(*subject)])
    return None


def _content_phrase(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return the subject of what follows: "it is unclear whether the sanctions …"."""
    sentence = spoken.sentence
    number = sentence.number_of_clause(found.first)
    following = sentence.clauses[number + 1 : number + 2]
    return subject_phrase(reading, spoken, following[0].first) if following else None


def _foreseen(reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None) -> str | None:
    """Return of whom an opinion is held: "expects that Tehran will …", "expect China to …"."""
    sentence = spoken.sentence
    number = sentence.number_of_clause(found.first)
    following = sentence.clauses[number + 1 : number + 2]
    own_subject = following[0].subject if following else None
    if own_subject and following[0].link is Link.CONTENT and own_subject[0] >= following[0].first:
        foreseen = subject_party(reading, spoken, following[0].first, voice)
        if foreseen:
            return foreseen
    wanted = sentence.words(found.last, min(found.last + 4, len(sentence.tokens)))
    couple = reading.names.couples.at(sentence.end)
    if couple is not None and any(map(is_joint, wanted)):
        return couple.name
    after = _object(reading, spoken, found) or named_between(
        reading, sentence.tokens[found.last - 1].end, sentence.end
    )
    if after is None and voice is not None and voice.type not in _INVOLVED:
        return None
    own = subject_party(reading, spoken, found.first, voice) or subject_phrase(reading, spoken, found.first)
    return after or (voice.party if voice else own)


def _object(reading: Reading, spoken: Spoken, found: FoundCue) -> str | None:
    """Return of whom something is expected in "expect the commission to agree"."""
    sentence = spoken.sentence
    ahead = sentence.words(found.last, min(found.last + _OBJECT, len(sentence.tokens)))
    if "to" not in ahead[1:]:
        return None
    phrase = sentence.tokens[found.last : found.last + ahead.index("to", 1)]
    if any(token.word == "," or token.bits & (PREPOSITION | PRONOUN) for token in phrase[:1]):
        return None
    start, end = phrase[0].start, phrase[-1].end
    return named_between(reading, start, end) or noun_phrase(reading.text, phrase)


_OBJECT = 6


def _subkind(spoken: Spoken, found: FoundCue, voice: Voice | None, negated: bool) -> str:
    if found.cue.subkind != "forecast":
        return found.cue.subkind
    if found.cue.words in _FLAT and _is_undertaken(spoken, found, voice):
        return "commitment"
    if any(token.word in ("if", "unless", "provided") for token in spoken.sentence.tokens):
        return "conditional"
    if "expected" in found.cue.words and not _AGENDA.isdisjoint(
        token.word for token in spoken.sentence.tokens[found.last : found.last + 4]
    ):
        return "agenda"
    return "negative" if negated else "forecast"


_AGENDA = frozenset(
    {"discuss", "discussed", "raised", "addressed", "agenda", "focus", "feature", "dominate", "debate"}
)
