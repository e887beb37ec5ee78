"""Who acts of two, together or alone, who is meant by "we", and who asks for what."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.engine import reading_of
from tests.build import an_article
from tests.ruled import summary_of

# ── two together, and one of them alone ───────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Malta backs the treaty, which would demand an inspection of every boat.",
        "Both want a treaty by May, and Malta demanded an inspection of every boat.",
        "They want a treaty by May and Malta wants an inspection of every boat.",
        "Malta wants an inspection of every boat, and both hope to sign a treaty in May.",
    ],
)
def test_what_one_of_two_wants_is_not_given_to_both(text: str) -> None:
    lead = "Malta and Tunisia met in Tunis on Monday. Malta and Tunisia fish the bank."
    found = summary_of(f"{lead} {text}").objectives
    (alone,) = [item for item in found if "inspection" in item.statement]
    assert alone.holder == "Malta"
    assert [
        item.holder for item in found if "treaty by May" in item.statement or "both" in item.statement
    ] in (
        [],
        ["Malta and Tunisia"],
    )


# ── "we" ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "who",
    [
        "Anil Ramdin, Suriname's fisheries minister",
        "Anil Ramdin, who leads Suriname's team at the talks",
        "Anil Ramdin of the trade ministry of Suriname",
        "Anil Ramdin, a fisheries official from Suriname",
    ],
)
def test_we_is_the_state_whose_office_the_speaker_holds_and_she_is_not_whom_it_wants_it_of(who: str) -> None:
    (found,) = summary_of(f"Spain left the talks. “We want a licence for every boat,” said {who}.").objectives
    assert (found.holder, found.counterpart, found.attribution.name) == ("Suriname", None, "Anil Ramdin")


def test_we_of_somebody_who_only_comes_from_a_state_is_not_that_state() -> None:
    text = (
        "Spain left the talks. “We want a licence for every boat,” said Anil Ramdin, a fisher from Suriname."
    )
    assert "Suriname" not in [item.holder for item in summary_of(text).objectives]


@pytest.mark.parametrize("wish", ["We wanted certainty", "We only hoped for a treaty and now we have one"])
def test_what_a_speaker_says_that_she_wanted_is_wanted_no_more(wish: str) -> None:
    text = f"Suriname signed the lease. “{wish},” said Anil Ramdin, Suriname's fisheries minister."
    assert summary_of(text).objectives == EmbeddedEngine().summarize(an_article(text)).objectives == ()


@pytest.mark.parametrize(
    "wish", ["We wanted the port opened, and Peru refused", "We have always wanted certainty"]
)
def test_what_she_wanted_and_did_not_get_or_always_wanted_is_an_aim(wish: str) -> None:
    text = f"Peru left. “{wish},” said Anil Ramdin, Suriname's fisheries minister."
    assert [item.holder for item in summary_of(text).objectives] == ["Suriname"]


def test_who_speaks_is_not_the_envoy_beside_whom_he_sits() -> None:
    text = (
        "Sitting beside Spain's envoy, Anil Ramdin, Suriname's fisheries minister, said he wanted certainty."
    )
    assert [said.voice.name for said in reading_of(text).spoken[0].said] == ["Anil Ramdin"]


# ── who acts together ─────────────────────────────────────────────────────────


def _sides_of(text: str) -> list[tuple[str, ...]]:
    return [tuple(party.party for party in item.parties) for item in summary_of(text).disputes]


def test_two_who_accuse_a_third_are_one_side_and_two_who_accuse_each_other_are_two() -> None:
    lead = "Finland and Estonia met in Riga."
    assert _sides_of(f"{lead} Both accuse Russia of cutting the cable.") == [
        ("Finland and Estonia", "Russia")
    ]
    assert _sides_of(f"{lead} Each blamed the other for the end of talks that Norway had arranged.") == [
        ("Finland", "Estonia")
    ]
    assert ("Finland", "Estonia") not in _sides_of(
        f"{lead} The two sides expressed concern at the war in Sudan."
    )


# ── who asks ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("by", "holder"),
    [("both sides", "Norway and Iceland"), ("the bank", "bank"), ("Norway's envoy", "Norway")],
)
def test_who_asks_in_the_passive_is_the_holder_also_where_no_name_is_given(by: str, holder: str) -> None:
    text = f"Norway and Iceland met in Oslo. Fiji was urged by {by} to publish its tracks."
    (found,) = summary_of(text).objectives
    assert (found.holder, found.counterpart) == (holder, "Fiji")


@pytest.mark.parametrize(
    "asked",
    [
        "asked not to be named,",
        "asked to not be quoted by name,",
        "asked to be identified only by her first name,",
        "asked not to be identified as she was not cleared to speak,",
    ],
)
def test_whoever_asks_not_to_be_named_wants_nothing_by_it(asked: str) -> None:
    text = f"A negotiator of Peru, who {asked} left the talks with Chile."
    assert summary_of(text).objectives == EmbeddedEngine().summarize(an_article(text)).objectives == ()


@pytest.mark.parametrize(
    "aim",
    [
        "demanded to be identified as owner of the island by Uganda",
        "wants to be named in the report of Uganda",
        "demanded not to be identified as the polluter of the lake by Uganda",
    ],
)
def test_who_wants_to_be_named_as_something_wants_it(aim: str) -> None:
    (found,) = summary_of(f"Kenya {aim}.").objectives
    assert (found.holder, found.counterpart) == ("Kenya", "Uganda")


def test_a_minister_is_not_whom_her_own_state_wants_something_of() -> None:
    text = "Denmark's defence minister, Sofie Krag, is to visit Canada next week and hopes to sign a pact with Sofie Krag's hosts."
    assert "Sofie Krag" not in [item.counterpart for item in summary_of(text).objectives]


def test_a_paper_to_be_served_is_of_whoever_says_so() -> None:
    (found,) = summary_of(
        "Tom Lind, Oslo's deputy minister for ports, told a committee that notice would be served in full "
        "unless the fee was paid by May."
    ).expectations
    assert found.holder == "Norway"


@pytest.mark.parametrize(
    ("begins", "holder"),
    [
        ("Lena Ortiz, a surgeon who left the town in May, has met both committees", "Lena Ortiz"),
        ("The committee, a body of nine, met in May", "Rosa Vega"),
    ],
)
def test_she_is_who_is_named_with_her_trade_in_front(begins: str, holder: str) -> None:
    (found,) = summary_of(
        "Oslo sold the guns, said Rosa Vega, an analyst at a bank. "
        f"{begins}, and she pleads with each of them for the files on Riga."
    ).objectives
    assert found.holder == holder
