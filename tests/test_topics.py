"""What a text is about, in the words of the controlled list."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.topics import TOPICS, topic_of, topics_of


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("Ministers want relations between the two capitals back to normal", "diplomatic-relations"),
        ("The chancellor will visit Lima for a summit in May", "visits-and-summits"),
        ("Airstrikes broke the truce overnight", "war-and-ceasefire"),
        ("Oman offered to mediate a peace deal", "peace-talks"),
        (
            "The allies agreed on joint military exercises and higher defence spending",
            "alliances-and-defence",
        ),
        ("They want the arms control treaty extended", "arms-control"),
        ("Inspectors doubt the limits on uranium enrichment", "nuclear"),
        ("The council extended the sanctions and the asset freezes", "sanctions"),
        ("Tariffs on steel will rise", "trade"),
        ("Export controls on semiconductors are to be widened", "technology-controls"),
        ("The gas pipeline will be finished by winter", "energy"),
        ("Greenhouse gas emissions must fall by half", "climate"),
        ("Migrants will be sent back to the first country of asylum", "migration"),
        ("The committee deplored the crackdown on dissidents", "human-rights"),
        ("Her family asks for consular access to the jailed journalist", "detained-citizens"),
        ("The annexed territory is ours, the minister said of the disputed border", "territory-and-borders"),
        ("Coast guard vessels met near the shoal", "maritime"),
        ("Hackers of the intelligence service broke into the ministry", "cyber-and-espionage"),
        ("State media spread disinformation about the vote", "information-and-media"),
        ("Aid convoys could not reach the famine-struck north", "humanitarian-aid"),
        ("Creditors promised debt relief", "development-and-debt"),
        ("Vaccines against the epidemic arrived", "health"),
        ("The flow of fentanyl and the cartels behind it", "narcotics-and-crime"),
        ("The bombing was the work of terrorists of the Islamic State", "terrorism"),
        ("The tribunal ruled that the arbitration binds both", "international-law-and-votes"),
    ],
)
def test_a_clause_is_given_the_topic_it_speaks_of(clause: str, topic: str) -> None:
    assert topic_of(clause) == topic


@pytest.mark.parametrize("text", ["", "He smiled and left the room.", "日本語", "!!!"])
def test_a_text_that_speaks_of_no_topic_has_none(text: str) -> None:
    assert topic_of(text) is None
    assert topics_of(text) == ()


@pytest.mark.parametrize(
    ("text", "not_topic"),
    [
        ("A nuclear power plant lost its electricity", "nuclear"),
        ("A couple of important supporters", "war-and-ceasefire"),
        ("Crimean towns", "narcotics-and-crime"),
        ("Portfolio managers met Portuguese guests", "maritime"),
    ],
)
def test_a_term_counts_neither_inside_a_longer_one_nor_inside_a_word(text: str, not_topic: str) -> None:
    assert not_topic not in topics_of(text, at_most=len(TOPICS))


def test_a_further_topic_is_given_only_where_it_weighs_half_of_the_first() -> None:
    tariffs = "Tariffs, a trade war, subsidies, dumping and free trade were discussed. "
    assert topics_of(tariffs + "Somebody spoke of sanctions.") == ("trade",)
    assert topics_of("Tariffs and sanctions were discussed.") == ("sanctions", "trade")


def test_saying_a_term_again_does_not_outweigh_other_terms() -> None:
    assert topic_of("visit visit visit visit. The sanctions stay.") == "sanctions"


def test_typographic_apostrophes_and_capitals_do_not_matter() -> None:
    assert topic_of("LEADERS’ MEETING") == topic_of("leaders' meeting") == "visits-and-summits"


@given(st.text(max_size=300), st.integers(min_value=0, max_value=4))
def test_topics_come_from_the_list_and_are_no_more_than_asked_for(text: str, at_most: int) -> None:
    found = topics_of(text, at_most)
    assert set(found) <= set(TOPICS)
    assert len(found) == len(set(found)) <= at_most


def test_the_data_has_terms_for_each_topic_of_the_list_and_for_no_other() -> None:
    data = tomllib.loads((files("briefing.data") / "topics.toml").read_text("utf-8"))
    assert set(data) == set(TOPICS)
    assert all(terms["strong"] and terms["weak"] for terms in data.values())


def test_terms_are_in_lower_case_and_belong_to_one_topic() -> None:
    data = tomllib.loads((files("briefing.data") / "topics.toml").read_text("utf-8"))
    terms = [term for lists in data.values() for key in ("strong", "weak") for term in lists[key]]
    assert all(term == term.lower() for term in terms)
    assert all("*" not in term[:-1] for term in terms)
    assert len(terms) == len(set(terms))
