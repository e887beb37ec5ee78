"""Which of the rules' finds stand, and what the rules missed: the classifier's part. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.bystanders import bystanders
from briefing.summarize.embedded.classifier import Classifier, Odds
from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.cues import FoundCue, Kind
from briefing.summarize.embedded.draft import (
    Draft,
    Reading,
    ends_in_to,
    evidence,
    has_only_a_pronoun,
    is_about_affairs,
    is_given_up,
    is_left_unsaid,
    statement,
)
from briefing.summarize.embedded.features import clause_features, features_of, symbols_of
from briefing.summarize.embedded.hearsay import hearsay_clauses
from briefing.summarize.embedded.names import Voice, state_behind
from briefing.summarize.embedded.naming import without_article
from briefing.summarize.embedded.nearby import mentions_party, named_between, opponent, same_party
from briefing.summarize.embedded.objectives import is_about_her_name, is_no_ones_aim
from briefing.summarize.embedded.parties import (
    counterpart,
    forecaster,
    foretold,
    subject_party,
    subject_phrase,
    whose_will,
)
from briefing.summarize.embedded.reasons import only_points_back
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.sides import actor_before
from briefing.summarize.embedded.speaker import of_the_opinion, speaks_on, subject_voice
from briefing.summarize.embedded.strife import is_disclaimed, is_over, is_told_as_over
from briefing.summarize.embedded.words import MODAL, NEGATION, word_set
from briefing.text import Span, words
from briefing.types import AttributionType

UNRULED = 0  # the number of no rule: what the classifier alone found
_BACK = 3


def judged(
    reading: Reading,
    cues: Sequence[Sequence[FoundCue]],
    drafts: Sequence[Draft],
    trained: Classifier,
    besides: frozenset[int],
) -> list[Draft]:
    """Return those of ``drafts`` that the classifier lets stand, and a draft for each sentence in which it finds more.

    Nothing is found in the sentences ``besides``, nor where nobody's affairs are told.
    """
    odds = [trained.sentences.odds(each) for each in features_of(reading, cues, drafts)]
    standing = [draft for draft in drafts if odds[draft.sentence][draft.kind] >= trained.kept[draft.kind]]
    known = {(draft.sentence, draft.kind) for draft in standing}
    found = (
        draft
        for number, spoken in enumerate(reading.spoken)
        if number not in besides and is_about_affairs(reading, spoken)
        for draft in _found(reading, spoken, cues[number], odds[number], trained, known)
    )
    return [*standing, *found]


def _found(
    reading: Reading,
    spoken: Spoken,
    cues: Sequence[FoundCue],
    odds: Odds,
    trained: Classifier,
    known: set[tuple[int, Kind]],
) -> Iterator[Draft]:
    likeliest = max(odds.values())
    wanted = [
        kind
        for kind, likely in odds.items()
        if likely >= max(trained.found[kind], likeliest - _NEARLY)
        and (spoken.sentence.index, kind) not in known
    ]
    if not wanted:
        return
    best = _telling_clauses(reading, spoken, cues, trained, wanted)
    for kind in wanted:
        if kind in best and (draft := _draft(reading, spoken, kind, _place(spoken, cues, kind, best[kind]))):
            yield draft


def _silent(spoken: Spoken, cues: Sequence[FoundCue], kind: Kind) -> frozenset[int]:
    """Return the clauses that tell no item of ``kind``: of a quarrel, those that disclaim it, with "officials said …" before them."""
    sentence = spoken.sentence
    found = {sentence.number_of_clause(cue.first) for cue in cues if _is_silent(spoken, cue, kind)}
    if found and kind is not Kind.DISPUTE:
        return frozenset(range(len(sentence.clauses)))
    if kind is not Kind.DISPUTE:
        return hearsay_clauses(sentence)
    leading = {number - 1 for number in found if sentence.clauses[number].link is Link.CONTENT}
    return frozenset(found | leading)


def _is_silent(spoken: Spoken, cue: FoundCue, kind: Kind) -> bool:
    """Tell whether ``cue`` does not say what it is about: "what we want", "asked for this", or disclaims it: "not threatening"."""
    if kind is Kind.DISPUTE:
        is_none = cue.cue.kind is kind and (is_disclaimed(spoken, cue) or is_over(spoken, cue))
        return is_none or has_only_a_pronoun(spoken, cue.last)
    if cue.cue.kind is not kind:
        return False
    promised = kind is Kind.OBJECTIVE or cue.cue.subkind == "commitment"
    is_none = promised and (is_given_up(spoken, cue.first) or ends_in_to(spoken, cue.first, cue.last))
    is_none = is_none or (
        kind is Kind.OBJECTIVE and (is_no_ones_aim(spoken, cue) or is_about_her_name(spoken, cue))
    )
    return is_none or is_left_unsaid(spoken, cue.first, cue.last)


_NEARLY = 0.1  # how far below the likeliest kind of a sentence another may be found beside it


def _telling_clauses(
    reading: Reading, spoken: Spoken, cues: Sequence[FoundCue], trained: Classifier, kinds: Sequence[Kind]
) -> Mapping[Kind, int]:
    """Return for each of ``kinds`` the number of the clause that most likely carries it, where one can."""
    sentence = spoken.sentence
    silent = {kind: _silent(spoken, cues, kind) for kind in kinds}
    if len(sentence.clauses) == 1:
        return {kind: 0 for kind in kinds if not silent[kind]}
    symbols = symbols_of(reading, sentence)
    odds = [
        trained.clauses.odds(clause_features(sentence, symbols, cues, clause)) for clause in sentence.clauses
    ]
    telling = {
        kind: [
            n for n in range(len(odds)) if n not in silent[kind] and not _only_says(sentence, cues, kind, n)
        ]
        for kind in kinds
    }
    return {
        kind: max(numbers, key=lambda number: odds[number][kind])
        for kind, numbers in telling.items()
        if numbers
    }


def _only_says(sentence: Sentence, cues: Sequence[FoundCue], kind: Kind, number: int) -> bool:
    """Tell of "she told reporters" behind her words that it says who speaks and no more, unlike "she charged"."""
    clause = sentence.clauses[number]
    told = any(cue.cue.kind is kind and clause.first <= cue.first < clause.last for cue in cues)
    return clause.link is Link.TAIL and not told


def _place(spoken: Spoken, cues: Sequence[FoundCue], kind: Kind, number: int) -> int:
    """Return the token that an item hangs on: a cue of its kind in the clause, else the clause's verb."""
    clauses = spoken.sentence.clauses
    if kind is Kind.EXPECTATION and len(clauses) > 1 and _is_a_condition(spoken.sentence, number):
        number = _beside(clauses, number)
    clause = clauses[number]
    inside = (cue.first for cue in cues if cue.cue.kind is kind and clause.first <= cue.first < clause.last)
    return next(inside, clause.first if clause.verb is None else clause.verb)


def _beside(clauses: Sequence[Clause], number: int) -> int:
    """Return the clause that hangs on the condition ``number``: "said the envoy" behind it foretells nothing."""
    others = range(number - 1, -1, -1) if number else range(1, len(clauses))
    return next((n for n in others if clauses[n].link is not Link.TAIL), number)


def _is_a_condition(sentence: Sentence, number: int) -> bool:
    """Tell of "if Peru closes the border": what is foretold stands in the clause beside it."""
    clause = sentence.clauses[number]
    opening = sentence.words(clause.first, min(clause.first + 2, clause.last))
    return clause.link is Link.SUBORDINATE and not _CONDITIONS.isdisjoint(opening)


def _draft(reading: Reading, spoken: Spoken, kind: Kind, place: int) -> Draft | None:
    sentence = spoken.sentence
    if kind is Kind.EXPECTATION and (_is_over(sentence, place) or _says_nothing(sentence, place)):
        return None
    if kind is Kind.DISPUTE and is_told_as_over(sentence, place):
        return None
    voice = _voice(spoken, place)
    holder = _holder(reading, spoken, kind, place, voice)
    clause = statement(reading, spoken, place)
    if kind is Kind.EXPECTATION:
        act = foretold(reading, spoken, clause, holder, voice)
        holder = forecaster(reading, spoken, place, voice) or act
    if holder is None:
        return None
    if kind is Kind.DISPUTE:
        holder = state_behind(reading.names, holder) or holder
    aside = bystanders(reading, spoken, place) if kind is Kind.DISPUTE else frozenset()
    other = _counterpart(reading, spoken, kind, holder, voice, aside)
    leans = kind is Kind.DISPUTE and only_points_back(reading, clause)
    if leans:
        other = actor_before(reading, sentence.index, holder)
    own = voice is not None and any(same_party(name, holder) for name in (voice.name, voice.side))
    negated = _is_denied(sentence, place)
    return Draft(
        kind=kind,
        subkind=_foretold(reading, spoken, place, clause, own=own and not negated)
        if kind is Kind.EXPECTATION
        else _subkind(kind, other, imputed=voice is not None and not own),
        rule=UNRULED,
        strength=1,
        sentence=sentence.index,
        clause=clause,
        evidence=evidence(reading, spoken, voice),
        holder=holder,
        counterpart=other,
        voice=voice,
        own=own,
        negative=negated if kind is Kind.EXPECTATION else kind is Kind.DISPUTE,
        cue=sentence.span(place, place + 1),
        leans=leans,
    )


def _says_nothing(sentence: Sentence, place: int) -> bool:
    """Tell of "Oslo has not said whether it will" and "she did not say who would come", by which nobody foretells anything."""
    number = sentence.number_of_clause(place)
    clauses = sentence.clauses[max(0, number - 1) : number + 1]
    return any(
        one.verb is not None
        and _DENYING_TO_SAY.search(" ".join(sentence.words(one.verb, one.last))) is not None
        for one in clauses
    )


_DENYING_TO_SAY = re.compile(
    r"(?:\b(?:not|never)|n't|\bdeclined to|\brefused to) (?:\w+ly )?(?:said?|say|comment)\b(?! that\b)"
)


def _is_over(sentence: Sentence, place: int) -> bool:
    """Tell of "forecasts had been made": nothing of it is to come."""
    clause = sentence.clause_at(place)
    inside = sentence.tokens[clause.first : clause.last]
    had = clause.verb is not None and sentence.words(clause.verb, clause.verb + 2) == ["had", "been"]
    return had and not any(token.bits & MODAL for token in inside)


def _is_denied(sentence: Sentence, place: int) -> bool:
    """Tell whether the clause at ``place`` says that something is not to be; "without prejudice" says nothing of that."""
    clause = sentence.clause_at(place)
    inside = sentence.tokens[clause.first : clause.last]
    return any(token.bits & NEGATION and token.word != "without" for token in inside)


def _voice(spoken: Spoken, place: int) -> Voice | None:
    """Return who says what stands at ``place``, or tells it there: "she warned" is hers as what she warns of is."""
    said = spoken.speaker_at(place)
    if said is not None:
        return said.voice
    if speaks_on(spoken, place):
        return subject_voice(spoken, place)
    telling = (said.voice for said in spoken.said if said.verb == place)
    heard = next(telling, spoken.carried if spoken.sentence.quoted[place] else None)
    return heard or of_the_opinion(spoken, place)


def _holder(reading: Reading, spoken: Spoken, kind: Kind, place: int, voice: Voice | None) -> str | None:
    """Return whose an item is: the speaker's where she is quoted, else the subject's, else of whom is spoken."""
    sentence = spoken.sentence
    objects = kind is Kind.DISPUTE and voice is not None and voice.type not in _ASIDE
    speaks = voice is not None and (sentence.quoted[place] or objects) and kind is not Kind.EXPECTATION
    phrase = subject_phrase(reading, spoken, place)
    candidates = (
        voice.party if voice and speaks else None,
        subject_party(reading, spoken, place, voice),
        phrase if kind is Kind.EXPECTATION or (kind is Kind.OBJECTIVE and mentions_party(phrase)) else None,
        voice.party if voice else None,
        named_between(reading, sentence.start, sentence.end),
        *_named_before(reading, sentence.index),
    )
    named = next((name for name in candidates if name), None)
    return without_article(whose_will(reading, named))


# Who only tells of a quarrel is no side of it.
_ASIDE = (AttributionType.ANALYST, AttributionType.OUTLET_VOICE)


def _named_before(reading: Reading, index: int) -> Iterable[str | None]:
    for spoken in reversed(reading.spoken[max(0, index - _BACK) : index]):
        yield named_between(reading, spoken.sentence.start, spoken.sentence.end)


def _counterpart(
    reading: Reading, spoken: Spoken, kind: Kind, holder: str, voice: Voice | None, aside: frozenset[str]
) -> str | None:
    sentence = spoken.sentence
    speakers = (voice.name, voice.side) if voice else ()
    other = counterpart(reading, sentence.start, sentence.end, holder, voice, *speakers, *aside)
    if kind is not Kind.DISPUTE:
        return other
    if other is None or state_behind(reading.names, other) == holder:
        return opponent(reading, sentence.index, holder)
    side = state_behind(reading.names, other)
    return side if side != holder else None


def _subkind(kind: Kind, other: str | None, *, imputed: bool) -> str:
    if kind is Kind.DISPUTE:
        return "bilateral" if other else "concern"
    return "imputed" if imputed else "goal"


def _foretold(reading: Reading, spoken: Spoken, place: int, clause: Span, *, own: bool) -> str:
    """Return what a forecast is: what hangs on a condition, else what a side says it will do itself (rule 5)."""
    if not _CONDITIONS.isdisjoint(words(clause.of(reading.text))):
        return "conditional"
    return "commitment" if own and _is_undertaken(spoken, place) else "forecast"


def _is_undertaken(spoken: Spoken, place: int) -> bool:
    """Tell of "he would send aid", said by himself; not of "would face fines" and "will lend only after …"."""
    sentence, said = spoken.sentence, spoken.speaker_at(place)
    clause, subject = sentence.clause_at(place), subject_voice(spoken, place)
    voice = said.voice if said else spoken.carried
    if voice is None or sentence.tokens[place].word not in _UNDERTAKING:
        return False
    himself = sentence.tokens[place - 1].word == "we" or (
        subject is not None and subject.party == voice.party
    )
    act = sentence.words(place + 1, place + 2)
    hangs = not _HANGING.isdisjoint(sentence.words(clause.first, clause.last))
    return himself and not hangs and word_set("befalling").isdisjoint(act)


_UNDERTAKING = frozenset({"will", "would", "'ll", "we'll"})
_CONDITIONS = frozenset({"if", "unless"})
_HANGING = frozenset({"only", "case"})
