"""Who is named in an article, and whom a noun phrase of it means."""

import json
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.embedded.actors import (
    Cast,
    actors_of,
    cast_of,
    name_of_subject,
    names_of_subject,
)
from briefing.summarize.people import PersonMention, people, short_forms
from briefing.types import ActorKind
from tests.build import an_article


def person(text: str) -> PersonMention:
    """Return the first person that ``text`` names."""
    return people(text)[0]


# ── people ────────────────────────────────────────────────────────────────────


def test_a_row_of_offices_may_be_of_any_length() -> None:
    assert person("The delegation thanked " + "Minister " * 2_000 + "Berg.").name == "Berg"


def test_a_row_of_names_is_read_in_time_proportional_to_its_length() -> None:
    def seconds(size: int) -> float:
        began = process_time()
        people("Aa of Aa " * size)
        return process_time() - began

    assert seconds(3_000) < 8 * seconds(750) + 0.1


def test_the_place_that_a_senator_is_of_is_nobody() -> None:
    text = "Senator Ana Ruiz of Arkansas, the likely Republican nominee, objected. Arkansas waited."
    assert {one.name for one in people(text)} == {"Ana Ruiz"}


@given(st.text(alphabet=st.sampled_from("MrsAbBde. ,’s-\nÉñ"), max_size=60))
def test_a_mention_of_a_person_is_the_text_between_its_offsets(words: str) -> None:
    text = f"President Ana Moreno spoke. {words} Moreno left."
    found = people(text)
    assert found
    assert all(text[one.start : one.end] == one.surface for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Chinese Foreign Minister Qin Wei left.", "Qin Wei", "Foreign Minister", "CN"),
        ("Foreign Minister Qin Wei left.", "Qin Wei", "Foreign Minister", None),
        ("US Secretary of State John Abel left.", "John Abel", "Secretary of State", "US"),
        ("Kremlin spokesman Oleg Petrenko left.", "Oleg Petrenko", "spokesman", "RU"),
        ("Peru’s consul in Arica, Ana Quispe, left.", "Ana Quispe", "consul", "PE"),
        ("Dutch military attaché Jan Dijk left.", "Jan Dijk", "military attaché", "NL"),
        ("Kenya’s president, Grace Otieno, left.", "Grace Otieno", "president", "KE"),
        ("Grace Otieno, Kenya's foreign minister, left.", "Grace Otieno", "foreign minister", "KE"),
        ("President Ana Moreno of Chile left.", "Ana Moreno", "President", "CL"),
        ("The prime minister of Iceland, Jon Dalur, left.", "Jon Dalur", "prime minister", "IS"),
        ("A spokesman for the Thai Foreign Ministry, Somchai Dee, left.", "Somchai Dee", "spokesman", "TH"),
        ("Former US ambassador to China Ned Ross left.", "Ned Ross", "ambassador", "US"),
        ("Iran’s Supreme Leader Ayatollah Reza Karimi left.", "Reza Karimi", "Supreme Leader", "IR"),
        ("Norway’s Ingrid Dahl left.", "Ingrid Dahl", None, "NO"),
        ("Peru's leader, President Ana Moreno, left.", "Ana Moreno", "President", "PE"),
        ("Sen. Tom Reed left.", "Tom Reed", "senator", "US"),
        ("The Sudan envoy, Ned Ross, left.", "Ned Ross", "envoy", None),
        ("Lea Roth, President Truman’s security adviser, left.", "Lea Roth", "security adviser", "US"),
    ],
)
def test_an_office_makes_a_person_and_says_whose_it_is(
    text: str, name: str, role: str | None, country: str | None
) -> None:
    found = person(text)
    assert (found.name, found.role, found.country) == (name, role, country)


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        (
            "said Ann Bell, a senior fellow at the German Marshall Fund.",
            "senior fellow",
            "German Marshall Fund",
        ),
        ("Ann Bell, an expert on trade at Ulm University, said so.", "expert", None),
        (
            "Ann Bell, the head of the Institute for Peace and Law, said so.",
            "head",
            "Institute for Peace and Law",
        ),
        (
            "Ann Bell, director of the Asia Program at the Stimson Center, said so.",
            "director of the Asia Program",
            "Stimson Center",
        ),
        ("Ann Bell, a Cairo-based political analyst, said so.", "political analyst", None),
    ],
)
def test_those_who_explain_are_told_from_those_who_act(
    text: str, role: str, organisation: str | None
) -> None:
    found = person(text)
    assert found.analyst
    assert (found.name, found.role, found.organisation) == ("Ann Bell", role, organisation)


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("UN spokesperson Ann Bell left.", "United Nations"),
        ("NATO Secretary General Ann Bell left.", "NATO"),
        ("Ann Bell, the EU’s foreign policy chief, left.", "European Union"),
        ("Ann Bell, director general of the International Atomic Energy Agency, left.", "IAEA"),
    ],
)
def test_an_official_of_an_organisation_is_no_analyst(text: str, organisation: str) -> None:
    found = person(text)
    assert (found.organisation, found.analyst, found.country) == (organisation, False, None)


@pytest.mark.parametrize(
    "name",
    [
        "Luiz Inácio da Costa",
        "Mohammed bin Rashid",
        "Abdel Fattah el-Masri",
        "Mohammed Shia al-Hakim",
        "Ursula von der Heide",
        "Jean-Marc Dupré",
        "Joseph R. Abel Jr.",
        "Lai Ching-te",
        "Kim Jong Nam",
        "S. Jayaraman",
        "Liu He",
        "Theresa May",
        "Giscard d’Aubert",
    ],
)
def test_names_of_many_languages_are_taken_whole(name: str) -> None:
    assert person(f"On Friday President {name} said yes.").name == name


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Moreno", "President Ana Moreno"),
        ("Mr. Moreno", "President Juan Moreno"),
        ("Xi", "President Xi Wenbo"),
        ("Park", "President Park Min-ji"),
        ("Sun", "Yun Sun, an analyst,"),
        ("von der Heide", "Minister Ursula von der Heide"),
        ("Bin Rashid", "Crown Prince Mohammed bin Rashid"),
        ("Al-Hakim", "Prime Minister Mohammed al-Hakim"),
        ("Abel", "Senator Joseph R. Abel Jr."),
        ("Moreno’s office", "President Ana Moreno"),
        ("Kim Jong-nam", "leader Kim Jong Nam"),
        ("Joe Abel", "President Joseph Abel"),
    ],
)
def test_a_later_short_name_is_resolved_to_the_full_one(short: str, full: str) -> None:
    first, later = people(f"It was {full} who came. On Monday {short} left.")
    assert later.name == first.name
    assert later.role == first.role


def test_a_title_before_the_full_name_is_known_counts_for_both() -> None:
    assert [one.name for one in people("President Moreno left. Later Ana Moreno returned.")] == [
        "Ana Moreno"
    ] * 2


def test_of_two_namesakes_a_surname_means_the_one_last_spoken_of() -> None:
    text = "Ana Moreno left. Moreno smiled. Then Juan Moreno came. Moreno sat."
    assert [one.name for one in people(text)] == ["Ana Moreno"] * 2 + ["Juan Moreno"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The Good Friday Agreement and the World Trade Center stand.",
        "On Monday Deutsche Börse and Second Thomas Shoal were in the news.",
        "US officials and Chinese diplomats met the Foreign Minister.",
        "As Secretary I saw that. The President Wants It.",
        "Amnesty International said so. The Clinton Foundation said so. The U.S. Forest Survey said so.",
        "Prime Minister Moreno Meets President Otieno In Nairobi Over Border",
        "Labor Day came in Buenos Aires, and Silicon Valley said nothing.",
        "",
    ],
)
def test_other_capitals_make_no_person(text: str) -> None:
    assert people(text) == ()


def test_a_surname_that_is_a_word_needs_a_verb_at_the_start_of_a_sentence() -> None:
    text = "Small steps count. Andrew Small agreed. Small said more. Small steps again."
    assert [one.surface for one in people(text)] == ["Andrew Small", "Small"]


def test_an_office_in_an_apposition_goes_to_the_name_it_stands_beside() -> None:
    found = people("In the town of Arlen, President Ana Moreno spoke.")
    assert [one.name for one in found] == ["Ana Moreno"]


def test_short_forms_are_surnames_in_either_order() -> None:
    assert short_forms("Xi Wenbo") == ("Xi", "Wenbo")
    assert short_forms("Ursula von der Heide") == ("Heide", "von der Heide")
    assert short_forms("Joseph R. Abel Jr.") == ("Abel",)


# ── whom a phrase means ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def cast() -> Cast:
    return cast_of(
        "US President Joe Abel and Secretary of State Anton Bell met Chinese Foreign Minister Qin Wei. They spoke of "
        "North Korea, South Korea and NATO. Adm. Tom Reed agreed, and so did Anna Coe and Bob Coe. "
        "Nigerian President Ade Obi joined them."
    )


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the Chinese side", "China"),
        ("Beijing", "China"),
        ("US officials", "United States"),
        ("a senior State Department official", "United States"),
        ("Bell", "Anton Bell"),
        ("Secretary Bell, who arrived on Sunday,", "Anton Bell"),
        ("Mr. Abel", "Joe Abel"),
        ("Chinese Foreign Minister Qin Wei", "Qin Wei"),
        ("the Abel administration", "United States"),
        ("the Obi government", "Nigeria"),
        ("the Truman administration", "United States"),
        ("the EU", "European Union"),
        ("the North", "North Korea"),
        ("The South", "South Korea"),
        ("the alliance", "NATO"),
        ("the admiral", "Tom Reed"),
        ("China, which claims the island", "China"),
        ("its ally Seoul", "South Korea"),
    ],
)
def test_a_subject_is_named_as_a_reader_would_name_it(phrase: str, name: str, cast: Cast) -> None:
    actor = name_of_subject(phrase, cast)
    assert actor is not None
    assert actor.name == name


@pytest.mark.parametrize(
    "phrase",
    [
        "Both sides",
        "the two countries",
        "he",
        "Bell's visit",
        "Abel's aides",
        "Coe",
        "the president",
        "Chinese companies",
        "analysts in Washington",
        "the Moreno administration",
        "the government",
        "the South China Sea",
        "",
    ],
)
def test_a_subject_that_is_nobody_known_has_no_name(phrase: str, cast: Cast) -> None:
    assert name_of_subject(phrase, cast) is None


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Washington and its ally Tokyo", ["United States", "Japan"]),
        ("the United States, Japan and India", ["United States", "Japan", "India"]),
        ("US and Chinese officials", ["United States", "China"]),
        ("Bell and Qin", ["Anton Bell", "Qin Wei"]),
        ("Bell", ["Anton Bell"]),
        ("both sides", []),
    ],
)
def test_a_joint_subject_gives_each_of_its_actors(phrase: str, names: list[str], cast: Cast) -> None:
    assert [actor.name for actor in names_of_subject(phrase, cast)] == names


def test_a_joint_subject_is_no_single_actor(cast: Cast) -> None:
    assert name_of_subject("Moscow and Beijing", cast) is None


def test_the_north_is_no_state_where_one_korea_alone_is_spoken_of() -> None:
    assert name_of_subject("the North", cast_of("North Korea fired a missile.")) is None
    assert name_of_subject("the North", cast_of("Rebels of the north of Mali.")) is None


# ── the actors of an article ──────────────────────────────────────────────────


def test_actors_carry_kind_role_and_country() -> None:
    article = an_article("Chilean President Ana Moreno said on Friday that Chile would ask the World Bank.")
    found = {
        actor.name: (actor.kind, actor.role, actor.country) for actor in actors_of(cast_of(article.text))
    }
    assert found == {
        "Ana Moreno": (ActorKind.PERSON, "President", "CL"),
        "Chile": (ActorKind.GOVERNMENT, None, "CL"),
        "World Bank": (ActorKind.ORGANISATION, None, None),
    }


def test_each_actor_is_named_once_under_all_its_names() -> None:
    text = "Beijing objected. China said so twice, Chinese officials added. President Ana Moreno left; Moreno was tired."
    assert [actor.name for actor in actors_of(cast_of(text))] == ["China", "Ana Moreno"]


def test_a_country_that_is_only_a_place_is_no_actor() -> None:
    text = "Talks were held in Geneva, in Oman and in Tripoli, Libya. Norway drank French wine."
    assert [actor.name for actor in actors_of(cast_of(text))] == ["Norway"]


def test_an_institute_that_only_employs_a_speaker_is_no_actor() -> None:
    text = "Peru waits, said Ann Bell, a fellow at the Lowy Institute."
    assert [actor.name for actor in actors_of(cast_of(text))] == ["Peru", "Ann Bell"]


def test_who_is_named_more_often_comes_first_and_of_equals_who_is_named_earlier() -> None:
    text = "Norway met Peru. Then Chile spoke. Chile spoke again. Chile left."
    assert [actor.name for actor in actors_of(cast_of(text))] == ["Chile", "Norway", "Peru"]


def test_an_article_without_names_has_no_actors() -> None:
    assert actors_of(cast_of("It rained all day.")) == ()
    assert actors_of(cast_of("")) == ()


def test_most_labelled_actors_are_found(shared: Path) -> None:
    wanted = found = 0
    for path in sorted((shared / "labelled").glob("[0-9]*.json")):
        labelled = json.loads(path.read_text("utf-8"))
        last_names = {actor.name.split()[-1] for actor in actors_of(cast_of(labelled["text"]))}
        wanted += len(labelled["actors"])
        found += sum(name.split()[-1] in last_names for name in labelled["actors"])
    assert found / wanted > 0.8
