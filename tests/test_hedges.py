"""How sure a statement is."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.hedges import Band, BandBasis, Hedge, HedgeClass, band, band_of_event, find_hedges

LEXICAL, CONVENTION = BandBasis.LEXICAL, BandBasis.CONVENTION
_ROWS = {
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even",
    "likely",
    "very likely",
    "almost certain",
}


def only(text: str) -> Hedge:
    (found,) = find_hedges(text)
    return found


def words(text: str) -> list[str]:
    return [hedge.text for hedge in find_hedges(text)]


@pytest.mark.parametrize(
    ("text", "hedge", "name", "basis"),
    [
        ("A truce is likely to hold.", "is likely to", "likely", LEXICAL),
        ("A truce will probably hold.", "will probably", "likely", LEXICAL),
        ("A truce is very likely to hold.", "is very likely to", "very likely", LEXICAL),
        ("A truce is almost certain to hold.", "is almost certain to", "almost certain", LEXICAL),
        ("A truce is unlikely to hold.", "is unlikely to", "unlikely", LEXICAL),
        ("A truce is not likely to hold.", "is not likely to", "unlikely", LEXICAL),
        ("A truce is highly unlikely.", "is highly unlikely", "very unlikely", LEXICAL),
        ("There is a remote chance of it.", "remote chance", "almost no chance", LEXICAL),
        ("The odds are roughly even odds at best.", "roughly even odds", "roughly even", LEXICAL),
        ("The envoy is expected to resign.", "is expected to", "likely", CONVENTION),
        ("The rulings are widely anticipated to fail.", "are widely anticipated to", "likely", CONVENTION),
        ("Diplomats expect a long night.", "expect", "likely", CONVENTION),
        (
            "There is a broad expectation that he goes.",
            "There is a broad expectation that",
            "likely",
            CONVENTION,
        ),
        ("The envoy is not expected to resign.", "is not expected to", "unlikely", CONVENTION),
        ("They have no expectation of a deal.", "no expectation of", "unlikely", CONVENTION),
        ("They met with expectations low.", "expectations low", "unlikely", CONVENTION),
        ("They met with hopes low.", "hopes low", "unlikely", CONVENTION),
        ("Hopes of an accord are low.", "Hopes of an accord are low", "unlikely", CONVENTION),
        ("They face dim prospects.", "dim prospects", "unlikely", CONVENTION),
        ("Its chances are slim.", "chances are slim", "unlikely", CONVENTION),
    ],
)
def test_words_that_give_odds_have_their_row_of_the_table(
    text: str, hedge: str, name: str, basis: BandBasis
) -> None:
    found = only(text)
    assert found.text == hedge
    assert band(found) == Band(name=name, basis=basis)


@pytest.mark.parametrize(
    ("text", "hedge", "hedge_class"),
    [
        ("The two may meet.", "may", HedgeClass.POSSIBLE),
        ("The two could meet.", "could", HedgeClass.POSSIBLE),
        ("The two might meet.", "might", HedgeClass.POSSIBLE),
        ("She meets the king and possibly the heir.", "possibly", HedgeClass.POSSIBLE),
        ("It is unclear whether they meet.", "unclear whether", HedgeClass.POSSIBLE),
        ("The two will meet.", "will", HedgeClass.FLAT_FUTURE),
        ("The two won’t meet.", "won’t", HedgeClass.FLAT_FUTURE),
        ("They'll meet.", "'ll", HedgeClass.FLAT_FUTURE),
        ("The two are set to meet.", "are set to", HedgeClass.FLAT_FUTURE),
        ("The pact looks set to lapse.", "looks set to", HedgeClass.FLAT_FUTURE),
        ("The pact is poised to lapse.", "is poised to", HedgeClass.FLAT_FUTURE),
        ("The talks are on track to succeed.", "are on track to", HedgeClass.FLAT_FUTURE),
        ("The premier is due to visit Oslo.", "is due to", HedgeClass.FLAT_FUTURE),
        ("The premier is to visit Oslo.", "is to", HedgeClass.FLAT_FUTURE),
        ("If attacked, the state would respond.", "would", HedgeClass.CONDITIONAL),
        ("The navy is prepared to act.", "is prepared to", HedgeClass.CONDITIONAL),
        ("No meetings are scheduled.", "No meetings are scheduled", HedgeClass.NONE_SCHEDULED),
        ("There is no bilateral meeting planned.", "no bilateral meeting planned", HedgeClass.NONE_SCHEDULED),
        ("She doubts that it holds.", "doubts that", HedgeClass.UNLIKELY),
        ("Officials are sceptical of it.", "sceptical of", HedgeClass.UNLIKELY),
    ],
)
def test_words_that_give_no_odds_have_a_class_and_no_band(
    text: str, hedge: str, hedge_class: HedgeClass
) -> None:
    found = only(text)
    assert (found.text, found.hedge_class) == (hedge, hedge_class)
    assert band(found) is None


@pytest.mark.parametrize(
    "text",
    [
        "They meet on May 20 and again in May.",
        "Theresa May spoke.",
        "The flight was late due to rain.",
        "It has the military might of an empire and the political will of none.",
        "They went as far as possible, as expected, as soon as possible.",
        "He would like to go.",
        "It is to be welcomed, and the goal is to meet.",
        "They are not going to Beijing and are going to the sea.",
        "Our expectation is for all states to refrain.",
        "There is no doubt that he came.",
        "Will Smith came.",
    ],
)
def test_the_same_words_in_another_sense_are_no_hedge(text: str) -> None:
    assert words(text) == []


def test_the_longest_phrase_counts() -> None:
    assert words("A deal is not very likely, and hopes are not high.") == ["is not very likely"]


def test_two_hedges_of_one_sentence_are_two() -> None:
    text = "He is expected to see the king and possibly the heir."
    assert words(text) == ["is expected to", "possibly"]


def test_a_reported_plan_is_a_plain_future_and_a_supposed_one_is_conditional() -> None:
    assert only("She announced that the fleet would sail.").hedge_class is HedgeClass.FLAT_FUTURE
    assert only("She said she would sail.").hedge_class is HedgeClass.FLAT_FUTURE
    assert find_hedges("She said she would sail if asked.")[0].hedge_class is HedgeClass.CONDITIONAL


def test_a_gap_does_not_reach_over_a_comma() -> None:
    assert words("No, the talks are planned.") == []


@pytest.mark.parametrize(
    ("hedge", "name"),
    [("would likely", "likely"), ("will", None), ("may", None), ("widely expected", "likely"), ("", None)],
)
def test_a_hedge_named_by_a_model_is_looked_up_by_its_words(hedge: str, name: str | None) -> None:
    found = band(hedge)
    assert (found.name if found else None) == name


def test_every_entry_of_the_data_names_a_known_class_and_row() -> None:
    rows = tomllib.loads(files("briefing").joinpath("data/hedges.toml").read_text(encoding="utf-8"))["hedge"]
    conditions = {"after", "before", "not_after", "not_before", "anywhere_before", "not_with"}
    for row in rows:
        assert HedgeClass(row["class"])
        assert ("band" in row) == ("basis" in row)
        assert row.get("band", "likely") in _ROWS
        assert set(row) <= {"class", "band", "basis", "phrases", *conditions}


_WORDS = (
    "is are not very likely unlikely expected to will may May might could would be set due visit no ~ meetings "
    "scheduled planned expectations low hopes of a deal , . ’ won’t 'll almost certain said he if"
)
_PIECES = st.sampled_from(_WORDS.split(" "))


@given(st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=80))
def test_every_hedge_of_any_text_is_a_verbatim_span_in_order(text: str) -> None:
    last = 0
    for hedge in find_hedges(text):
        assert last <= hedge.start < hedge.end <= len(text)
        assert text[hedge.start : hedge.end] == hedge.text
        last = hedge.end


@pytest.mark.parametrize(
    ("hedge", "negative", "named"),
    [
        ("was likely", False, "likely"),
        ("was likely", True, "unlikely"),
        ("is not likely", True, "unlikely"),
        ("may", True, None),
        (None, True, None),
    ],
)
def test_l2_the_odds_are_those_of_what_is_forecast(
    hedge: str | None, negative: bool, named: str | None
) -> None:
    assert band_of_event(hedge, negative=negative) == named
