"""What the classifier is told of a sentence: who does what, word by word and beside what it stands."""

from briefing.summarize.embedded.cues import find_cues
from briefing.summarize.embedded.engine import reading_of, ruled_drafts
from briefing.summarize.embedded.features import features_of


def told(text: str) -> list[set[str]]:
    """Return the features of each sentence of ``text``."""
    reading = reading_of(text)
    cues = [find_cues(spoken.sentence) for spoken in reading.spoken]
    return features_of(reading, cues, ruled_drafts(reading, cues))


def test_a_verb_is_told_with_whose_it_is_and_what_it_tells() -> None:
    first, second = told("Peru has not yet rejected the offer. Chile said that ministers wanted a treaty.")
    assert {"first verb reject", "<state> / reject", "<state> / verb refuse", "<state> / has"} <= first
    assert {"later verb want", "minister / want", "minister / verb want", "minister / past"} <= second


def test_words_are_told_with_the_next() -> None:
    (sentence,) = told("The offer stands.")
    assert {"_the", "the_offer", "offer_stand", "stand_."} <= sentence


def test_a_sentence_is_told_what_is_marked_in_those_around_it() -> None:
    text = "Peru urged Chile to open the border. The river rose.\n\nNobody came. Chile rejected the demand."
    first, second, third, last = told(text)
    assert {"before: cue objective", "beside: cue objective", "paragraph 1 of 2"} <= second
    assert {"2 before: cue objective", "behind: cue dispute", "beside: cue dispute"} <= third
    assert not {"beside: cue objective", "2 behind: cue dispute"} & (first | last)
