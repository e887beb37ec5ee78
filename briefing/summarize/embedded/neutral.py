"""Whether what the classifier alone takes for a dispute says so in its words. Pure."""

from collections.abc import Iterator

from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.judging import UNRULED
from briefing.summarize.embedded.senses import senses
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import NEGATION, PRONOUN, QUOTE, word_set
from briefing.types import AttributionType


def is_no_dispute(reading: Reading, draft: Draft) -> bool:
    """Tell of what the classifier alone found and is nobody's strife: an analyst's view, and a party's neutral words to no one.

    "We are within reach" and "They are home" name nothing, "welcomed the result" and "declined to comment" object to nothing.
    """
    if draft.kind is not Kind.DISPUTE or draft.rule != UNRULED:
        return False
    if _is_an_analyst(draft):
        return True
    return draft.counterpart is None and not tells_of_strife(reading, draft)


def _is_an_analyst(draft: Draft) -> bool:
    """Tell whether a side is who only looks on."""
    voice = draft.voice
    return voice is not None and voice.type is AttributionType.ANALYST and draft.holder == voice.party


def tells_of_strife(reading: Reading, draft: Draft) -> bool:
    """Tell whether the sentence of ``draft`` has a word of objection, negation or contrast, or calls something names."""
    if objects(reading, draft):
        return True
    sentence = reading.spoken[draft.sentence].sentence
    if _is_silence(sentence) or _names_nothing(reading, draft):
        return False
    return _is_set_against(sentence) or (_denies(sentence) and not _is_welcome(sentence))


def objects(reading: Reading, draft: Draft) -> bool:
    """Tell whether the sentence of ``draft`` has a word of objection, and not only "declined to comment", or calls something names."""
    sentence = reading.spoken[draft.sentence].sentence
    silent = _DECLINING if _is_silence(sentence) else frozenset()
    pairs = zip(sentence.spelled, (*sentence.spelled[1:], ""), strict=True)
    return any(_objects(*pair) for pair in pairs if pair[0] not in silent) or _calls_names(sentence)


_DECLINING = frozenset({"declined", "declines", "refused", "refuses"})


def _objects(word: str, following: str) -> bool:
    """Tell of a word for strife; of "ruled", only before "out"."""
    if word in _RULING and following != "out":
        return False
    return word in word_set("reproach") or not _STRIFE.isdisjoint(senses().get(word, ()))


_RULING = frozenset({"rule", "rules", "ruled", "ruling"})


_STRIFE = frozenset(
    [f"verb {name}" for name in ("refuse", "oppose", "condemn", "accuse", "deny", "warn", "harm", "fear")]
    + [f"noun {name}" for name in ("strife", "charge", "wrong", "concern", "red_line")]
    + ["wrong", "unwilling", "worried", "at_odds", "against"]
)


def _is_set_against(sentence: Sentence) -> bool:
    """Tell of a contrast: "praised the plan but said …"."""
    return any("contrast" in senses().get(word, ()) for word in sentence.spelled)


def _denies(sentence: Sentence) -> bool:
    return any(token.bits & NEGATION or token.word in word_set("nothing") for token in sentence.tokens)


def _calls_names(sentence: Sentence) -> bool:
    """Tell of "called the text “a farce”", "such critics were “hysterical”" and of a question thrown at somebody."""
    if "?" in sentence.vocabulary or not word_set("calling").isdisjoint(sentence.spelled):
        return True
    return any(_is_a_name(sentence, opening) for opening in _openings(sentence))


def _openings(sentence: Sentence) -> Iterator[int]:
    """Yield the first tokens of quotations."""
    marks = sentence.quoted
    return (n for n in range(len(marks)) if marks[n] and (n == 0 or not marks[n - 1]))


def _is_a_name(sentence: Sentence, opening: int) -> bool:
    """Tell whether a quotation is a few words within a clause and no sentence: no mark stands before it."""
    before = [token for token in sentence.tokens[:opening] if not token.bits & QUOTE][-1:]
    length = next((n for n, quoted in enumerate(sentence.quoted[opening:]) if not quoted), _FEW + 1)
    return length <= _FEW and bool(before) and before[0].word not in (",", ":")


_FEW = 12  # tokens


def _is_silence(sentence: Sentence) -> bool:
    """Tell of "declined to comment" and "has not commented"."""
    return not word_set("comments").isdisjoint(sentence.spelled[-_LAST:])


_LAST = 4  # tokens at the end of a sentence


def _is_welcome(sentence: Sentence) -> bool:
    """Tell of "welcomed the result and said that it showed …", in which a negation is no objection."""
    return not word_set("welcoming").isdisjoint(sentence.spelled)


def _names_nothing(reading: Reading, draft: Draft) -> bool:
    """Tell of a quotation that opens with "We" and names no party: "We are within reach"."""
    sentence = reading.spoken[draft.sentence].sentence
    inside = [token for token in sentence.tokens if draft.clause.start <= token.start < draft.clause.end]
    place = sentence.tokens.index(inside[0]) if inside else 0
    opens = bool(inside) and (bool(inside[0].bits & PRONOUN) or inside[0].word in _WE)
    return opens and sentence.quoted[place] and not reading.names.parties_between(*draft.clause)


_WE = frozenset({"we're", "we've", "we'll", "we'd", "they're", "they've", "it's", "i'm", "i've"})
