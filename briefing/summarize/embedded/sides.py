"""Who objects in a dispute, and to whom. Pure."""

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.bystanders import bystanders
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.couples import Couple
from briefing.summarize.embedded.cues import FoundCue
from briefing.summarize.embedded.draft import (
    Reading,
    is_passive,
)
from briefing.summarize.embedded.names import Voice, side_of, state_behind
from briefing.summarize.embedded.naming import without_article
from briefing.summarize.embedded.nearby import named_between, same_party, sides_between
from briefing.summarize.embedded.parties import agent, agent_at, possessor, subject_party
from briefing.summarize.embedded.words import (
    Form,
    word_set,
)
from briefing.text import Span
from briefing.types import AttributionType


def answered_speaker(spoken: Spoken, one: str) -> str | None:
    """Return whom "denied it" answers: who spoke just before."""
    before = spoken.spoke_before
    if before is None or before.type not in (AttributionType.NAMED_OFFICIAL, AttributionType.INSTITUTION):
        return None
    return None if same_party(before.party, one) else without_article(before.party)


def actor_before(reading: Reading, index: int, one: str) -> str | None:
    """Return whose act or words in the sentence before "has ruled that out" answers: "Oslo offered talks. Riga has ruled that out"."""
    if index == 0:
        return None
    before = reading.spoken[index - 1]
    voice = next((each for each in before.subjects if each is not None), None)
    return None if voice is None or same_party(voice.party, one) else without_article(voice.party)


def subkind(spoken: Spoken, found: FoundCue, other: str | None) -> str:
    """Return whether strife is of two, one party's concern, or one of many that name no matter (rule 11)."""
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


def sides_of(
    reading: Reading, spoken: Spoken, found: FoundCue, voice: Voice | None
) -> tuple[str | None, str | None]:
    """Return who objects and to whom, states rather than those who speak for them."""
    if (objectors := _objecting_together(reading, spoken, found)) is not None:
        return objectors
    one, other = _joint(reading, spoken, found) or _apart(reading, spoken, found, voice)
    if one is None:
        return None, None
    couple = reading.names.couples.meant(spoken.sentence.end)
    if couple is not None and one == couple.name:
        return _of_two_together(reading, spoken, found, couple)
    side = state_behind(reading.names, one)
    opposite = state_behind(reading.names, other) if other else None
    group = side_of(reading.names, side) if side not in reading.names.by_name else side
    if group != side and opposite == group:
        opposite = other  # "opposition parties in Peru" quarrel with Peru's president, not with Peru
    if other is None or opposite == one:
        return side, _answered(reading, spoken, found, side)
    return (side, opposite) if side != opposite else (one, other)


def _objecting_together(reading: Reading, spoken: Spoken, found: FoundCue) -> tuple[str, str | None] | None:
    """Return "Oslo and Riga" for "over the objections of Oslo and Riga", who object together, and against whose act they do."""
    tokens = spoken.sentence.tokens
    if found.form is not Form.NOUN or found.cue.words.split()[0] in word_set("strife"):
        return None
    behind = next(
        (n for n in (found.last - 1, found.last) if n < len(tokens) and tokens[n].word in _FROM), None
    )
    if behind is None or behind < found.first + 1:
        return None
    named = reading.names.entities(tokens[behind].end, spoken.sentence.end)[:2]
    if len(named) < 2 or named[0].start - tokens[behind].end > _THE:
        return None
    between = reading.text[named[0].end : named[1].start]
    if between not in (" and ", " and the "):
        return None
    together = f"{named[0].entity.name} and {named[1].entity.name}"
    acting = subject_party(reading, spoken, found.first, None)
    acts = acting is not None and not any(same_party(acting, one.entity.name) for one in named)
    return together, state_behind(reading.names, acting) if acts and acting else None


_FROM = frozenset({"from", "of", "by"})
_THE = 5  # characters of " the "


def _of_two_together(
    reading: Reading, spoken: Spoken, found: FoundCue, couple: Couple
) -> tuple[str, str | None]:
    """Return the sides of "both accuse Oslo", where two object together, and of "both accuse each other"."""
    sentence = spoken.sentence
    strife = found.form is Form.NOUN and found.cue.words.split()[0] in word_set("strife")
    between = strife or found.cue.words in MUTUAL or _is_of_relations(spoken, found)
    if between or not _RECIPROCAL.isdisjoint(sentence.vocabulary):
        return couple.one, couple.other
    clause = sentence.clause_at(found.first)
    start, end = sentence.tokens[found.last - 1].end, sentence.span(clause.first, clause.last).end
    other = named_between(reading, start, end, couple.one, couple.other)
    other = other or (_who_maintains_it(spoken, found, couple) if found.form is not Form.NOUN else None)
    if other is not None:
        return couple.name, state_behind(reading.names, other)
    felt = found.form is Form.NOUN or _is_felt(found) or not _FELT.isdisjoint(found.cue.words.split())
    together = felt or _are_named_together(reading, spoken, found)
    return (couple.name, None) if together else (couple.one, couple.other)


def _are_named_together(reading: Reading, spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "Oslo and Riga opposed the plan": two named side by side who act as one; "the two" may face each other."""
    subject = spoken.sentence.clause_at(found.first).subject
    named = reading.names.entities(*spoken.sentence.span(*subject)) if subject else ()
    return len(named) > 1 and found.form in (Form.PAST, Form.THIRD, Form.BASE)


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
    besides |= bystanders(reading, spoken, found.first)
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
    place = agent_at(spoken, brought, brought + _AGENT) if brought is not None else None
    return named_between(reading, *place) if place else None


_AGENT = 5  # words from "brought" to who brought it
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
    chief = reading.names.couples.chief
    if (
        found.cue.act
        and found.form is not Form.NOUN
        and chief not in (None, one, side_of(reading.names, one))
    ):
        return chief
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
    if subject and found.last > subject[1] and found.cue.words in MUTUAL:
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
    return subkind(spoken, found, "") == "umbrella"


MUTUAL = frozenset(
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
