"""Which drafts stand, which are one item, and in what order they come. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.hedges import HedgeClass, find_hedges
from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.judging import UNRULED
from briefing.summarize.embedded.names import side_of
from briefing.summarize.embedded.nearby import same_party
from briefing.summarize.embedded.neutral import is_no_dispute, objects, tells_of_strife
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import word_set
from briefing.text import Span, words

_MOST_EVIDENCE = 4
_ALIKE = 0.4
_SHORT = 4
_NEAR = 3  # sentences in which two sides have one quarrel
_FAR = 6  # sentences in which they do if words are shared, and how many
_SHARED = 2
_TWO_QUARRELS = 4  # parties: more than one quarrel has
_MEMORY = 40  # items that a new one is compared with, so that time stays linear


def settle(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """Return the items of an article: the strongest per clause and kind, equal ones merged, best first."""
    items = merged(reading, separated(strongest(of_one_kind(drafts))))
    return ordered([item for item in items if not is_no_dispute(reading, item)])


def of_one_kind(drafts: Iterable[Draft]) -> list[Draft]:
    """Give words that mark an aim ("is set to press", "is committed to keeping") to no expectation (rules 4, 5, 13)."""
    every = list(drafts)
    aims = {
        (draft.sentence, place)
        for draft in every
        if draft.kind is Kind.OBJECTIVE
        for place in range(*draft.cue)
    }
    return [
        draft
        for draft in every
        if draft.kind is not Kind.EXPECTATION
        or all((draft.sentence, place) not in aims for place in range(*draft.cue))
    ]


def strongest(drafts: Iterable[Draft]) -> list[Draft]:
    """Keep one draft per clause and kind."""
    best: dict[tuple[int, Kind, int], Draft] = {}
    for draft in drafts:
        key = (draft.sentence, draft.kind, draft.clause.end if draft.kind is not Kind.DISPUTE else 0)
        if key not in best or best[key].strength < draft.strength:
            best[key] = draft
    return list(best.values())


def separated(drafts: Sequence[Draft]) -> list[Draft]:
    """Rest each of several items of one kind and sentence on its own clause."""
    count: dict[tuple[int, Kind], int] = {}
    for draft in drafts:
        count[draft.sentence, draft.kind] = count.get((draft.sentence, draft.kind), 0) + 1
    return [
        draft
        if count[draft.sentence, draft.kind] == 1
        else draft._replace(evidence=(draft.clause, *_tag(draft), *draft.evidence[1:]))
        for draft in drafts
    ]


def _tag(draft: Draft) -> tuple[Span, ...]:
    """Return where the speaker of a clause is named, if that is outside it."""
    tag = draft.tag
    return () if tag is None or _lies_in(tag, [draft.clause]) else (tag,)


def merged(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Join what one article says twice: the first stands, the others lend it their evidence."""
    groups: dict[Kind, list[list[_Weighed]]] = {kind: [] for kind in Kind}
    for draft in drafts:
        weighed = _weigh(reading, draft)
        is_same = _is_same_dispute if draft.kind is Kind.DISPUTE else _is_same_statement
        near = groups[draft.kind][-_MEMORY:]
        group = next(
            (
                group
                for group in (reversed(near) if weighed.answered else near)  # an answer is to what came last
                if is_same(group[0], weighed) or is_same(group[-1], weighed)
            ),
            None,
        )
        if group is None:
            groups[draft.kind].append([weighed])
        else:
            group.append(weighed)
    return [_joined(reading, [one.draft for one in group]) for kind in Kind for group in groups[kind]]


class _Weighed(NamedTuple):
    """A draft with what it is compared by: its paragraph, whether it is quoted, whom it speaks of, its words, how likely it is called.

    ``told`` are the words of its sentence, ``answered`` is the noun of "rejected the findings" and "denounced the vote".
    """

    draft: Draft
    paragraph: int
    quoted: bool
    holder: str
    parties: frozenset[str]
    content: frozenset[str]
    odds: HedgeClass | None
    told: frozenset[str]
    answered: str | None


def _weigh(reading: Reading, draft: Draft) -> _Weighed:
    named = [name for name in (draft.holder, draft.counterpart) if name]
    parties = frozenset([side_of(reading.names, name) for name in named])
    told = [word for word in words(draft.clause.of(reading.text)) if len(word) > _SHORT]
    content = frozenset(told).difference(words(" ".join(named)))
    sentence = reading.spoken[draft.sentence].sentence
    holder = side_of(reading.names, draft.holder or "")
    return _Weighed(
        draft,
        sentence.paragraph,
        _is_quoted(sentence, draft),
        holder,
        parties,
        content,
        _odds(reading, draft),
        frozenset(word[:_STEM] for word in words(reading.text[sentence.start : sentence.end])),
        _answered(reading, draft),
    )


_STEM = 4


def _answered(reading: Reading, draft: Draft) -> str | None:
    """Return the noun for what a dispute answers: "findings" of "rejected the findings", "vote" of "denounced the vote"."""
    if draft.kind is not Kind.DISPUTE or draft.rule == UNRULED:
        return None
    found = _OBJECT.match(reading.text, draft.cue.end)
    noun = found.group(1).lower() if found else None
    return noun if noun in word_set("charged") | word_set("acted") else None


_OBJECT = re.compile(r"\s+(?:the|this|that|these|those)\s+(\w+)")


def _is_quoted(sentence: Sentence, draft: Draft) -> bool:
    """Tell whether the cue of ``draft`` stands in a quotation."""
    if True not in sentence.quoted:
        return False
    marks = zip(sentence.tokens, sentence.quoted, strict=True)
    return any(quoted for token, quoted in marks if token.start == draft.cue.start)


def _odds(reading: Reading, draft: Draft) -> HedgeClass | None:
    """Return how likely a forecast is called by the words that mark it; "expected to meet" and "could sign" are two."""
    if draft.kind is not Kind.EXPECTATION:
        return None
    start = draft.clause.start
    return next(
        (
            each.hedge_class
            for each in find_hedges(draft.clause.of(reading.text))
            if each.start + start < draft.cue.end and draft.cue.start < each.end + start
        ),
        None,
    )


def _joined(reading: Reading, group: Sequence[Draft]) -> Draft:
    first = _widened(_telling(reading, group), group)
    if len(group) == 1 and first.subkind != "concern":
        return first
    spans: list[Span] = list(first.evidence)
    for draft in group:
        if len(spans) < _MOST_EVIDENCE and not _lies_in(draft.evidence[0], spans):
            spans.append(draft.evidence[0])
    # Who answers is the other side, before whom anybody names.
    named = [draft.holder for draft in group if draft.holder not in reading.names.by_name]
    named += [draft.counterpart for draft in group]
    others = (name for name in named if name and not same_party(name, first.holder))
    counterpart = first.counterpart or next(others, None)
    subkind = "bilateral" if counterpart and first.subkind == "concern" else first.subkind
    return first._replace(evidence=tuple(spans), counterpart=counterpart, subkind=subkind)


def _telling(reading: Reading, group: Sequence[Draft]) -> Draft:
    """Return the first that has the words of both sides, else of a dispute the first most telling, else the first of all."""
    if group[0].kind is not Kind.DISPUTE or len(group) == 1:
        return group[0]
    return max(group, key=lambda draft: _how_telling(reading, draft))


def _how_telling(reading: Reading, draft: Draft) -> int:
    """Return most for a dispute with the words of both sides, least for one that has no words for strife."""
    if draft.positions is not None:
        return 3
    if draft.rule != UNRULED or objects(reading, draft):
        return 2
    return 1 if tells_of_strife(reading, draft) else 0


def _widened(draft: Draft, group: Iterable[Draft]) -> Draft:
    """Give an item all that its sentence says of it: "wants a truce and wants the crew to be freed"."""
    told = [each.clause for each in group if each.sentence == draft.sentence]
    clause = Span(min(span.start for span in told), max(span.end for span in told))
    if clause == draft.clause:
        return draft
    rest = (span for span in draft.evidence if not _lies_in(span, [clause]))
    return draft._replace(clause=clause, evidence=(clause, *rest))


def _lies_in(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _is_same_statement(one: _Weighed, other: _Weighed) -> bool:
    """One party's, in the same words or told by one voice in one sentence; or what one of those who said it is quoted with."""
    if _is_borne_out(one, other):
        return True
    if one.draft.negative != other.draft.negative or not same_party(one.draft.holder, other.draft.holder):
        return False
    if _is_pair(one.draft) != _is_pair(other.draft):
        return False
    if one.draft.sentence == other.draft.sentence and not _are_two_voices(one.draft, other.draft):
        return one.odds is other.odds
    smaller = min(len(one.content), len(other.content))
    return smaller > 0 and len(one.content & other.content) >= max(min(3, smaller), _ALIKE * smaller)


def _is_pair(draft: Draft) -> bool:
    """Tell of "Malta and Tunisia", who want things together that neither wants alone, or the other way about."""
    return " and " in (draft.holder or "")


def _is_borne_out(one: _Weighed, other: _Weighed) -> bool:
    """Tell of "analysts doubt it" and of the words, in the next sentence of the paragraph, of one who may be of them."""
    group, speaker = one.draft.voice, other.draft.voice
    goes_on = one.paragraph == other.paragraph and other.draft.sentence == one.draft.sentence + 1
    if not goes_on or not other.quoted or speaker is None or group is None or not group.plural:
        return False
    return speaker.side is None or speaker.side == group.side


def _is_same_dispute(one: _Weighed, other: _Weighed) -> bool:
    """What a paragraph tells, one voice going on about it, or the same two sides."""
    if other.answered is not None and _is_answer(one, other):
        return True
    if other.answered in word_set("acted") and one.holder != other.holder:
        return False
    return not _are_two_quarrels(one, other) and _is_one_quarrel(one, other)


def _is_one_quarrel(one: _Weighed, other: _Weighed) -> bool:
    apart = abs(one.draft.sentence - other.draft.sentence)
    two_pairs = len(one.parties) == len(other.parties) == 2 and one.parties != other.parties
    if apart <= 2 and _is_of_one_paragraph(one, other):
        return True
    if _opens_another(one, other):
        return False
    if apart <= 2 and one.draft.voice is not None and one.draft.voice == other.draft.voice:
        return not two_pairs or bool(one.parties & other.parties)
    if apart <= 2 and one.holder == other.holder and not two_pairs:
        return True
    if one.parties == other.parties and len(one.parties) == 2:
        return apart <= _NEAR or (apart <= _FAR and len(one.content & other.content) >= _SHARED)
    return apart <= 2 and min(len(one.parties), len(other.parties)) == 1 and bool(one.parties & other.parties)


def _opens_another(one: _Weighed, other: _Weighed) -> bool:
    """Tell of "takes issue with the scientists as well" in another paragraph: a thing beside the one told before."""
    besides = not _BESIDES.isdisjoint(other.told)
    return besides and one.paragraph != other.paragraph and len(one.content & other.content) < _SHARED


_BESIDES = frozenset({"well", "too", "likewise"})


def _is_answer(one: _Weighed, other: _Weighed) -> bool:
    """Tell whether "rejected the findings" answers the charge just before, "denounced the vote" the vote that was told of."""
    apart = other.draft.sentence - one.draft.sentence
    if other.holder not in one.parties and len(one.parties) > 1 and not other.holder[:1].islower():
        return False
    if other.answered in word_set("charged"):
        return 0 <= apart <= _NEAR and one.holder != other.holder
    return 0 <= apart <= _FAR and (other.answered or "")[:_STEM] in one.told


def _are_two_quarrels(one: _Weighed, other: _Weighed) -> bool:
    """Tell whether two accounts set side by side are of something else than a quarrel told outright in another paragraph."""
    told = [each.draft for each in (one, other) if not each.draft.contrast]
    outright = len(told) == 1 and told[0].strength >= _OUTRIGHT
    return outright and one.paragraph != other.paragraph and len(one.content & other.content) < _SHARED


_OUTRIGHT = 3  # the strength of words like "accused"


def _is_of_one_paragraph(one: _Weighed, other: _Weighed) -> bool:
    """Tell whether two disputes stand in one paragraph, and not between four parties."""
    return one.paragraph == other.paragraph and len(one.parties | other.parties) < _TWO_QUARRELS


def _are_two_voices(one: Draft, other: Draft) -> bool:
    return one.voice is not None and other.voice is not None and one.voice.name != other.voice.name


def ordered(drafts: Sequence[Draft]) -> list[Draft]:
    """Put first what the lead says, what has a speaker and what says it outright."""
    return sorted(drafts, key=lambda draft: (draft.sentence // 5, -draft.strength, draft.sentence))
