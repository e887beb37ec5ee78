"""What a side says behind "rejects the charge" and "denied it", which by themselves tell a reader nothing. Pure."""

import re
from collections.abc import Iterator
from functools import cache

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.draft import Draft, Reading, statement, trimmed
from briefing.summarize.embedded.matter_names import words as matter_words
from briefing.summarize.embedded.names import Voice
from briefing.summarize.embedded.words import NEGATION, QUOTE, SPEECH, word_set
from briefing.text import Span, words
from briefing.types import AttributionType

_BARE = 3  # words behind the verb: "rejected the charge outright"
_TOGETHER = 26  # words that a cell of a table has room for
_BEHIND = 4
_TELLING = 6


def with_reason(reading: Reading, draft: Draft, side: str) -> Draft:
    """Return the position of ``side`` with what it says next in the paragraph, where ``draft`` is a bare refusal.

    Both stand together where they are short. Else what refuses a thing that it does not name ("denied it", "disputed the
    description") gives way to a denial or a demand behind it, and another refusal stays as it is.
    """
    if (whole := _and_says(reading, draft)) is not None:
        return draft._replace(clause=whole)
    if not is_bare(reading, draft):
        return draft
    for index, voice, place in _said_behind(reading, draft, side):
        both = Span(draft.clause.start, place.end)
        is_next = index == draft.sentence + 1 and place.start == reading.spoken[index].sentence.start
        apart = _is_quoted(reading, draft.sentence, draft.cue.start) and not _is_quoted(
            reading, index, place.start
        )
        if is_next and not draft.leans and not apart and len(words(both.of(reading.text))) <= _TOGETHER:
            return draft._replace(clause=both)
        if names_nothing(reading, draft) and _answers(reading, index, place):
            return draft._replace(clause=place, sentence=index, voice=voice, own=True, leans=False)
    return draft


def _is_quoted(reading: Reading, index: int, start: int) -> bool:
    """Tell whether the first word from ``start`` on is within a quotation."""
    sentence = reading.spoken[index].sentence
    pairs = zip(sentence.tokens, sentence.quoted, strict=True)
    return next((quoted for token, quoted in pairs if token.start >= start and not token.bits & QUOTE), False)


def _and_says(reading: Reading, draft: Draft) -> Span | None:
    """Return all of "rejected the figure and said that it owed nothing"."""
    sentence = reading.spoken[draft.sentence].sentence
    behind = [token for token in sentence.tokens if token.start >= draft.clause.end][:2]
    goes_on = len(behind) > 1 and behind[0].word == "and" and behind[1].bits & SPEECH
    whole = Span(draft.clause.start, sentence.end)
    short = len(words(reading.text[draft.cue.end : draft.clause.end])) <= _BARE
    return whole if goes_on and short and len(words(whole.of(reading.text))) <= _TOGETHER else None


def is_bare(reading: Reading, draft: Draft) -> bool:
    """Tell of "rejects the charge": hardly a word behind the verb to the sentence's end, and none of them quoted."""
    sentence = reading.spoken[draft.sentence].sentence
    left = reading.text[draft.clause.end : sentence.end]
    if draft.clause.start > draft.cue.start or words(left):
        return False
    behind = reading.text[draft.cue.end : draft.clause.end]
    return _QUOTES.isdisjoint(behind) and len(words(behind)) <= _BARE


_QUOTES = frozenset('“”"')


def names_nothing(reading: Reading, draft: Draft) -> bool:
    """Tell of "denied it" and "disputed the description"."""
    return draft.leans or words(draft.clause.of(reading.text))[-1] in matter_words("charges")


def only_points_back(reading: Reading, place: Span) -> bool:
    """Tell of "denied this" and "has ruled that out", which say nothing without what stands before them."""
    return _pointing_back().search(place.of(reading.text)) is not None


@cache
def _pointing_back() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_set("denying") | _REFUSING))
    return re.compile(
        rf"^(?:[\w'’.-]+ ){{1,8}}(?:{verbs}) (?:it|this|that|them)(?: out| off)?(?: \w+ly)?[.”\"]*$",
        re.IGNORECASE,
    )


_REFUSING = frozenset(
    {
        "rule",
        "rules",
        "ruled",
        "dispute",
        "disputes",
        "disputed",
        "contest",
        "contests",
        "contested",
        "confirm",
    }
)


def _answers(reading: Reading, index: int, place: Span) -> bool:
    """Tell whether words deny something or take a stance: "there is no such sentence", "demanded that it be struck out"."""
    tokens = [each for each in reading.spoken[index].sentence.tokens if place.start <= each.start < place.end]
    return any(each.bits & NEGATION or each.word in word_set("stance") for each in tokens)


def _said_behind(reading: Reading, draft: Draft, side: str) -> Iterator[tuple[int, Voice, Span]]:
    """Yield what ``side`` says in the sentences behind a draft in its paragraph, the next first."""
    own = reading.spoken[draft.sentence].sentence
    for spoken in reading.spoken[draft.sentence + 1 : draft.sentence + 1 + _BEHIND]:
        if spoken.sentence.paragraph != own.paragraph:
            return
        for voice, place in _said(reading, spoken):
            is_hers = side in (voice.side, voice.name) and voice.type is not AttributionType.ANALYST
            if is_hers and len(words(place.of(reading.text))) >= _TELLING:
                yield spoken.sentence.index, voice, place


def _said(reading: Reading, spoken: Spoken) -> Iterator[tuple[Voice, Span]]:
    """Yield who says what first in a sentence, all of it where the speaker is named behind it."""
    for said in spoken.said[:1]:
        yield said.voice, words_at(reading, spoken, said.verb)


def words_at(reading: Reading, spoken: Spoken, verb: int) -> Span:
    """Return what a verb of speech tells: the words in front of "the envoy told reporters", else its clause."""
    tagged = (one for one in spoken.said if one.verb == verb and one.verb >= one.last > one.first)
    return next(
        (trimmed(reading.text, spoken.sentence.span(one.first, one.last)) for one in tagged),
        statement(reading, spoken, verb),
    )


# ── words that tell too little alone ──────────────────────────────────────────


def is_courtesy(reading: Reading, place: Span) -> bool:
    """Tell of "we intend to be a reliable partner", which any side of any quarrel could say."""
    told = place.of(reading.text)
    return len(words(told)) <= _COURTEOUS and _courtesy().search(told) is not None


_COURTEOUS = 16  # words: a longer sentence says something besides


@cache
def _courtesy() -> re.Pattern[str]:
    """Return what is said for politeness, where nothing but a name or a time follows."""
    kind, friend, virtue = ("|".join(sorted(word_set(name))) for name in ("kindly", "friendly", "virtues"))
    return re.compile(
        rf"\b(?:(?:{kind}) (?:and \w+ )?(?:{friend})|(?:committed to|in a spirit of|believes? in|in favou?r of|open to|for) "
        rf"(?:\w+ )?(?:and )?(?:{virtue})|in good faith)"
        r"(?: (?:and|of|to|for|with|in|on) (?:the |its |all |both |our )?[\w-]+(?: [A-Z]\w+)?)?[.”\"]*$",
        re.IGNORECASE,
    )


def understood(reading: Reading, sentence: int, place: Span) -> Span:
    """Return a position with the words in front that let a reader understand it: of what "says four kilometres" is the measure.

    A mere measure leans on its sentence, or, where it is all of that, on the sentence before; a clause of few words with one in it on
    its sentence alone. What would fill more than a cell stays as it is.
    """
    told = words(place.of(reading.text))
    if len(told) > _MEASURED or not _MEASURE.search(place.of(reading.text)):
        return place
    own = reading.spoken[sentence].sentence
    start = own.start
    if place.start - start <= _OPENING:
        before = reading.spoken[max(0, sentence - 1)].sentence
        if before.paragraph != own.paragraph or not _MERE.search(place.of(reading.text)):
            return place
        start = before.start
    whole = Span(start, place.end)
    return whole if len(words(whole.of(reading.text))) <= _TOGETHER else place


_MEASURED = 8  # words of a clause that says little but a measure
_OPENING = 8  # characters that may stand in front of a sentence's first clause
_NUMBER = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand|half|twice)\b"
_MEASURE = re.compile(rf"\b{_NUMBER}", re.IGNORECASE)
_MERE = re.compile(
    rf"\b(?:says?|said|puts?|claims?|maintains?|counts?|speaks? of|insists? on) (?:(?:it|at|about|only|some|nearly|almost|that|was) ){{0,3}}{_NUMBER}",
    re.IGNORECASE,
)
