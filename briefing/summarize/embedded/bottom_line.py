"""The bottom line: one or two sentences of the article that say most, at best within forty words. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from briefing.summarize.embedded.draft import Draft, Reading
from briefing.text import Span, count_words

_MOST_WORDS = 40
_FEWEST_WORDS = 8
_ENDS = (".", "!", ".”", '."', ".''", ".)", "…")
_LEADS = 7
_SHORT = 4
_EARLY = 1.2
_LEANS = 20.0
_ABOUT_NOBODY = 3.0
_LEANING = re.compile(
    r"[\"“‘'(]|(?:He|She|They|It|This|That|These|Those|But|And|His|Her|Their|Its|Such|Yet|Or|So|I|You|We|My|Our|There|"
    r"Here|Then|Still|Also|Meanwhile|However|Instead|Moreover|Nor|Nobody|Neither|Both|Another|Others?|Asked)\b"
)
_ANSWERING = re.compile(r"(?:The|A|An) [a-z]")


def bottom_line(reading: Reading, drafts: Sequence[Draft], besides: Collection[int] = ()) -> tuple[Span, ...]:
    """Return the spans of the bottom line: the best of the first sentences and, if it fits, the one behind it."""
    spans = [Span(one.sentence.start, one.sentence.end) for one in reading.spoken[:_LEADS]]
    if not spans:
        return ()
    carried = _carried(drafts)
    frequent = _frequencies(reading)
    left = [number for number in range(len(spans)) if number not in besides] or list(range(len(spans)))
    first = max(
        left, key=lambda number: (_weight(reading, frequent, number, carried.get(number, 0.0)), -number)
    )
    second = spans[first + 1] if first + 1 in left else None
    return (
        (spans[first], second) if second and _may_follow(reading, spans[first], second) else (spans[first],)
    )


def _may_follow(reading: Reading, first: Span, second: Span) -> bool:
    """Tell whether there is room for ``second`` and it says of itself whom it speaks of."""
    words = second.of(reading.text)
    room = _MOST_WORDS - count_words(first.of(reading.text))
    alone = not (_LEANING.match(words) or _ANSWERING.match(words)) and words.endswith(_ENDS)
    return alone and _names_somebody(reading, second) and _FEWEST_WORDS <= count_words(words) <= room


def _names_somebody(reading: Reading, span: Span) -> bool:
    return bool(reading.names.acting(*span) or reading.names.people(*span))


def _carried(drafts: Sequence[Draft]) -> Mapping[int, float]:
    """Return how much each sentence carries: the strength of its items."""
    carried: Counter[int] = Counter()
    for draft in drafts:
        carried[draft.sentence] += draft.strength
    return carried


def _frequencies(reading: Reading) -> Mapping[str, float]:
    """Return how often the article says each word of substance, the most frequent as 1."""
    counts = Counter(
        token.word
        for spoken in reading.spoken
        for token in spoken.sentence.tokens
        if len(token.word) > _SHORT and not token.bits
    )
    most = max(counts.values(), default=1)
    return {word: count / most for word, count in counts.items()}


def _weight(reading: Reading, frequent: Mapping[str, float], number: int, carried: float) -> float:
    """Weigh a sentence for the lead: early, on the article's subject, carrying items, standing on its own."""
    sentence = reading.spoken[number].sentence
    span = Span(sentence.start, sentence.end)
    words = span.of(reading.text)
    length = count_words(words)
    if length < _FEWEST_WORDS or not words.endswith(_ENDS):
        return 0.0
    central = sum(frequent.get(token.word, 0.0) for token in set(sentence.tokens))
    weight = _EARLY * (_LEADS - number) + min(carried, 6.0) / 2 + central
    weight -= _LEANS * (_LEANING.match(words) is not None) + _ABOUT_NOBODY * (
        not _names_somebody(reading, span)
    )
    return weight - max(0, length - _MOST_WORDS) / 8
