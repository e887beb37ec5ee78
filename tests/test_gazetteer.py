"""Who a name stands for, and when it stands for nobody."""

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.gazetteer import (
    EntityKind,
    MentionForm,
    entity_named,
    is_place_use,
    mentions,
    state,
)


def names(text: str) -> list[tuple[str, str]]:
    return [(mention.surface, mention.entity.name) for mention in mentions(text)]


@given(st.text(alphabet=st.sampled_from("U.S. China’sÉ日𝒳 \nBeijing-EU"), max_size=80))
def test_a_mention_is_the_text_between_its_offsets_and_none_overlap(text: str) -> None:
    found = mentions(text)
    assert all(text[mention.start : mention.end] == mention.surface for mention in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_offsets_count_code_points() -> None:
    (mention,) = mentions("𝒳𝒳 “日本” — Norway’s plan")
    assert (mention.start, mention.end) == (10, 16)


@pytest.mark.parametrize(
    ("surface", "name", "form"),
    [
        ("China", "China", MentionForm.NAME),
        ("Beijing", "China", MentionForm.CAPITAL),
        ("Zhongnanhai", "China", MentionForm.METONYM),
        ("Chinese", "China", MentionForm.ADJECTIVE),
        ("U.S.", "United States", MentionForm.NAME),
        ("Foggy Bottom", "United States", MentionForm.METONYM),
        ("Türkiye", "Turkey", MentionForm.NAME),
        ("Quai d’Orsay", "France", MentionForm.METONYM),
        ("Danes", "Denmark", MentionForm.ADJECTIVE),
        ("Iranians", "Iran", MentionForm.ADJECTIVE),
        ("Asean", "ASEAN", MentionForm.NAME),
        ("Brussels", "European Union", MentionForm.METONYM),
    ],
)
def test_each_kind_of_word_for_an_entity_finds_it(surface: str, name: str, form: MentionForm) -> None:
    (mention,) = mentions(f"Yesterday {surface} was in the news.")
    assert (mention.surface, mention.entity.name, mention.form) == (surface, name, form)


def test_the_pronoun_us_is_no_country() -> None:
    assert names("They told us that all of us were late") == []


def test_a_name_inside_another_word_is_not_found() -> None:
    assert names("The omnibus ran from Romanov to the Malibu hotel and Indianapolis") == []


@pytest.mark.parametrize(
    "phrase", ["South China Sea", "Indian Ocean", "Gulf of Oman", "Niger Delta", "East Jerusalem"]
)
def test_a_sea_or_a_river_is_a_place_and_not_the_state_it_is_named_after(phrase: str) -> None:
    (mention,) = mentions(f"Ships met near the {phrase} again")
    assert (mention.surface, mention.entity.kind) == (phrase, EntityKind.PLACE)
    assert mention.entity.country is None


@pytest.mark.parametrize(
    "text",
    [
        "Latin American voters",
        "the Korean War",
        "a Washington Post report",
        "signed the Geneva Conventions",
        "an African-American mayor",
        "the Paris climate accord",
    ],
)
def test_a_name_inside_a_fixed_phrase_means_no_state(text: str) -> None:
    assert names(text) == []


def test_the_longest_name_wins() -> None:
    assert names("The UN Security Council and Papua New Guinea") == [
        ("UN Security Council", "UN Security Council"),
        ("Papua New Guinea", "Papua New Guinea"),
    ]


def test_both_halves_of_a_hyphenated_pair_are_found() -> None:
    assert names("US-Israeli ties and the China–Russia border") == [
        ("US", "United States"),
        ("Israeli", "Israel"),
        ("China", "China"),
        ("Russia", "Russia"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coach Michael Jordan arrived. Jordan said nothing.", []),
        ("Amman said that Jordan would take part.", ["Jordan", "Jordan"]),
        ("Farmers in Georgia and Alabama lost their crops.", ["Alabama"]),
        ("Georgia and Armenia opened talks in Tbilisi.", ["Georgia", "Armenia", "Georgia"]),
        ("Chad Miller bought a boat.", []),
        ("The government of Chad closed the border.", ["Chad"]),
        ("Defence Minister Israel Ratzon met him.", []),
        ("Congress votes in New Delhi, says Modi.", ["India"]),
        ("The White House urged Congress to act.", ["United States", "US Congress"]),
        ("WHO said the outbreak is over, health workers agree.", ["World Health Organization"]),
        ("WHO IS NEXT?", []),
    ],
)
def test_an_ambiguous_name_needs_the_right_company(text: str, expected: list[str]) -> None:
    assert [mention.entity.name for mention in mentions(text)] == expected


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Beijing", "China"),
        ("the Chinese government", "China"),
        ("Chinese Foreign Ministry", "China"),
        ("China’s Ministry of Commerce", "China"),
        ("senior U.S. officials", "United States"),
        ("the regime in Pyongyang", "North Korea"),
        ("the Chinese side", "China"),
        ("the South Korean Defense Ministry", "South Korea"),
        ("Iran's Revolutionary Guards", "Islamic Revolutionary Guard Corps"),
        ("the European Union's", "European Union"),
        ("NATO member states", "NATO"),
        ("the Palestinians", "Palestine"),
        ("The Philippines’", "Philippines"),
        ("the D.P.R.K.", "North Korea"),
        ("Washington, D.C.", "United States"),
    ],
)
def test_words_for_those_who_govern_stand_for_the_state(phrase: str, name: str) -> None:
    entity = entity_named(phrase)
    assert entity is not None
    assert entity.name == name


@pytest.mark.parametrize(
    "phrase",
    [
        "Chinese companies",
        "US allies",
        "analysts in Washington",
        "the Russian-backed forces",
        "both sides",
        "",
        "…",
        "the world",
    ],
)
def test_who_does_not_govern_stands_for_no_state(phrase: str) -> None:
    assert entity_named(phrase) is None


def test_two_states_are_not_one() -> None:
    assert entity_named("US and Chinese officials") is None


@pytest.mark.parametrize(
    "text",
    [
        "The envoy flies to *Beijing* on Sunday",
        "before heading to *Moscow*",
        "talks in *Paris* ended",
        "a dinner in central *London*",
        "after leaving *Tokyo*",
        "shuttling from *Tehran* to *Damascus*",
        "the ambassador to *Ottawa*",
        "the *Minsk* summit",
        "*Tokyo*-based analysts",
        "the capital, *Kabul*",
        "a summit in Aqaba, *Jordan*, in May",
        "*Oslo* (Courier) — Ministers met",
        "will visit *China* soon",
        "fighting in *Syria* goes on",
    ],
)
def test_a_name_that_says_where_is_a_place(text: str) -> None:
    assert all(uses_as_places(text))


@pytest.mark.parametrize(
    "text",
    [
        "*Beijing* said it would answer",
        "a warning to *Moscow*",
        "officials in *Paris* disagree",
        "pressure from *Washington* grew",
        "ties between *Ankara* and *Athens* of Greece",
        "talks with *Hanoi*",
        "trust in *London* is low",
        "arms for *Kyiv*",
        "In Geneva, *Russia* said no",
        "*Chinese* officials",
    ],
)
def test_a_name_that_says_who_is_no_place(text: str) -> None:
    assert not any(uses_as_places(text))


def uses_as_places(marked: str) -> list[bool]:
    """Return for each name between stars whether it is used as a place."""
    text = marked.replace("*", "")
    starred = {part for index, part in enumerate(marked.split("*")) if index % 2}
    uses = [is_place_use(text, mention) for mention in mentions(text) if mention.surface in starred]
    assert len(uses) == len(starred)
    return uses


def test_every_member_state_has_a_name_and_a_code_of_two_letters() -> None:
    entries = tomllib.loads((files("briefing.data") / "states.toml").read_text("utf-8"))
    members = [code for code, entry in entries.items() if entry.get("kind", "state") == "state"]
    assert len(members) == 193 + len({"PS", "VA"})
    assert all(len(code) == 2 and code.isupper() for code in entries)
    assert {"XK", "TW", "HK"} <= set(entries)


def test_every_state_is_found_by_its_own_name() -> None:
    entries = tomllib.loads((files("briefing.data") / "states.toml").read_text("utf-8"))
    for code, entry in entries.items():
        assert entity_named(entry["name"]) == state(code), code


def test_no_surface_stands_for_two_states() -> None:
    entries = tomllib.loads((files("briefing.data") / "states.toml").read_text("utf-8"))
    surfaces = [
        surface
        for entry in entries.values()
        for surface in (
            entry["name"],
            *(
                word
                for key in ("aliases", "adjectives", "people", "capitals", "metonyms")
                for word in entry.get(key, ())
            ),
        )
    ]
    assert len(surfaces) == len(set(surfaces))
