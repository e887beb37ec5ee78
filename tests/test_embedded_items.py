"""What the embedded engine finds in single sentences of diplomatic news, in many registers; by the rules alone."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import AttributionType, DisputeSubkind, ObjectiveSubkind
from tests.build import an_article
from tests.ruled import RULES_ALONE, summary_of

OFFICIAL = AttributionType.NAMED_OFFICIAL
UNNAMED = AttributionType.UNNAMED_OFFICIAL
SOURCES = AttributionType.UNNAMED_SOURCES
INSTITUTION = AttributionType.INSTITUTION
ANALYST = AttributionType.ANALYST
DOCUMENT = AttributionType.DOCUMENT
OUTLET = AttributionType.OUTLET_VOICE


class Case(NamedTuple):
    """A text and what one of its items must show; ``None`` leaves a field open."""

    text: str
    holder: str | None = None
    said: AttributionType | None = None
    subkind: str | None = None


OBJECTIVES = [
    Case("Brazil wants the European Union to drop its new rules on deforestation.", "Brazil", OUTLET),
    Case("The Kremlin is seeking guarantees that Kazakhstan will not join the sanctions.", "Russia", OUTLET),
    Case(
        "Japan's foreign minister, Takeshi Mori, urged Seoul to return to the talks.",
        "Japan",
        OFFICIAL,
        "demand",
    ),
    Case(
        "Foreign Minister Lena Hofer called on Serbia to pull back its troops from the border.",
        None,
        OFFICIAL,
        "demand",
    ),
    Case(
        "India demanded on Tuesday that Pakistan hand over the two suspects.", "India", INSTITUTION, "demand"
    ),
    Case("Canada is trying to persuade Mexico to open its market for dairy products.", "Canada"),
    Case(
        "Turkey hopes to host a new round of negotiations between the two armies.", "Turkey", OUTLET, "goal"
    ),
    Case("Norway plans to raise the fate of the detained sailors at the meeting in Geneva.", "Norway"),
    Case("Prime Minister Anna Berg will press Hungary to lift its veto on the loan.", "Anna Berg"),
    Case("The president will stress his country's commitment to free navigation.", None, None, "message"),
    Case("Egypt has been working to broker a truce between the rival governments of Libya.", "Egypt"),
    Case("The visit is part of China's effort to win over the island states of the Pacific.", "China"),
    Case("Saudi Arabia's goal is to keep oil prices stable until the summer.", "Saudi Arabia"),
    Case(
        '"We want a fair share of the water," said Tesfaye Bekele, Ethiopia\'s chief negotiator.',
        "Ethiopia",
        OFFICIAL,
    ),
    Case(
        '"The occupying forces must leave our land," Ukraine\'s ambassador Olena Petrenko told reporters.',
        None,
        OFFICIAL,
        "demand",
    ),
    Case("Germany said both sides should show restraint.", "Germany", INSTITUTION, "demand"),
    Case("Peru and Chile met. The two governments stressed the need to reopen the land crossing.", None),
    Case(
        "Our expectation is for all parties to refrain from provocative steps, a senior State Department official said.",
        None,
        UNNAMED,
        "demand",
    ),
    Case(
        "We expect Iran to comply with its obligations, the French foreign ministry said in a statement.",
        None,
        None,
        "demand",
    ),
    Case("Vietnam aims to finish the border survey by 2027.", "Vietnam"),
    Case("Poland has asked NATO for more air defence batteries.", "Poland", None, "demand"),
    Case(
        "South Africa warned its citizens not to travel to the region and urged Israel to allow aid trucks in.",
        "South Africa",
    ),
    Case(
        "The Chinese side called for joint efforts to safeguard the stability of supply chains.",
        "China",
        None,
        "demand",
    ),
    Case("Kenya is keen to restore full diplomatic relations with Somalia.", "Kenya"),
    Case("Sweden is considering new limits on exports of drones to the Gulf.", "Sweden"),
    Case("Ministers from Chile and Peru agreed to hold talks in a bid to end the fishing row.", None),
    Case(
        "Manila has appealed to Beijing to withdraw its coast guard ships from the shoal.",
        "Philippines",
        None,
        "demand",
    ),
    Case("The Taliban want recognition from their neighbours.", "Taliban"),
    Case(
        "According to two people familiar with the matter, Qatar is pushing for a prisoner exchange.",
        "Qatar",
        SOURCES,
    ),
    Case("Washington is determined to prevent Tehran from shipping missiles to its allies.", "United States"),
    Case("Iceland says it would rather see the money spent on patrols.", "Iceland"),
    Case("Madrid prefers direct cooperation with Rabat.", "Spain"),
    Case("The Kenyan navy had orders to stop any further boat.", None),
    Case("Residents of Juba begged the two governments to talk.", None, None, "demand"),
]

DISPUTES = [
    Case("Armenia accused Azerbaijan of shelling border villages on Sunday night.", "Armenia", INSTITUTION),
    Case("Beijing condemned the sale of missiles to Taiwan.", "China", INSTITUTION),
    Case("Morocco rejects Algeria's claim to the area.", "Morocco"),
    Case(
        "Foreign Minister Jorge Salas denied that Colombian troops had crossed into Venezuela.",
        "Jorge Salas",
        OFFICIAL,
    ),
    Case("Relations between Athens and Ankara are strained by a dispute over drilling rights.", None, OUTLET),
    Case("Australia expressed deep concern about China's conduct in the strait.", "Australia"),
    Case(
        "The Hungarian prime minister, Gabor Toth, criticized the European Commission for freezing the funds.",
        None,
        OFFICIAL,
    ),
    Case(
        '"This is a flagrant violation of our sovereignty," said Iraq\'s foreign ministry.', None, INSTITUTION
    ),
    Case("Sudan and Ethiopia remain at odds over the filling of the dam.", "Sudan"),
    Case("Tokyo lodged a protest with Moscow over the flight of two bombers near its islands.", "Japan"),
    Case("Georgia's opposition blasted the government for delaying talks with Brussels.", None),
    Case("Tension between India and China has grown along the disputed border.", None),
    Case("Serbia refuses to recognise Kosovo.", "Serbia"),
    Case("The United States blames Iran for the attack on the tanker, which Tehran denies.", "United States"),
    Case("France is angry at Australia's decision to cancel the submarine contract.", "France"),
    Case("Cuba dismissed the American allegations as baseless.", "Cuba"),
    Case("The envoy said Russia's conditions were unacceptable to Ukraine.", None),
    Case("Brussels and London clashed over fishing quotas in the Channel.", "European Union"),
    Case("Peru has lodged an objection to Chile's new map of the sea border.", "Peru"),
    Case("Lebanon complained to the United Nations about Israeli overflights.", "Lebanon"),
    Case("Germany and Spain have reservations about the tariff on Norway's steel.", None),
    Case("Ghana and Togo remained far apart on the price of gas.", None),
    Case("Malaysia and Brunei have competing claims to the reef.", None),
    Case("Peru described its exclusion by Chile as politically motivated.", "Peru"),
]

EXPECTATIONS = [
    Case("Lavrov is expected to visit Pyongyang next month.", None, OUTLET, "forecast"),
    Case("Analysts say Iran is likely to reject the offer.", "Iran", ANALYST, "forecast"),
    Case("A breakthrough is unlikely before the elections in Moldova.", None, OUTLET),
    Case(
        "A European diplomat said a rupture between Armenia and Georgia was unlikely.",
        None,
        UNNAMED,
        "negative",
    ),
    Case("The tariffs could be lifted by the end of the year, two European diplomats said.", None, UNNAMED),
    Case("It remains unclear whether Turkey will ratify the treaty.", None, OUTLET),
    Case("Officials warned that the fighting could spread to Jordan.", None, UNNAMED),
    Case("There is a risk of renewed fighting between the two Sudanese armies.", None, OUTLET, "risk"),
    Case(
        "Colombia said it was prepared to take the case to the court in The Hague if needed.",
        "Colombia",
        INSTITUTION,
        "conditional",
    ),
    Case(
        "Spain will not send troops to the mission, Defence Minister Clara Ruiz said.",
        "Spain",
        OFFICIAL,
        "negative",
    ),
    Case("If the talks fail, Greece may close its ports to Turkish ships.", "Greece", OUTLET, "conditional"),
    Case("The Security Council might vote on the text this week.", None, OUTLET),
    Case(
        '"I doubt that the parties will sign," said Mark Evans, a professor at Leeds University.',
        None,
        ANALYST,
    ),
    Case("Economists predict that Argentina will need another loan in spring.", "Argentina", ANALYST),
    Case(
        "Pakistan pledged to release the fishermen within two weeks.", "Pakistan", INSTITUTION, "commitment"
    ),
    Case(
        "Under the accord, Rwanda promised to withdraw its soldiers from Goma.", "Rwanda", None, "commitment"
    ),
    Case("The summit is set to focus on energy prices.", None, OUTLET),
    Case("Ukraine's allies fear that Moscow will use the truce to rearm.", None),
    Case("Diplomats see little chance of an agreement before June.", None),
    Case("Thailand's new cabinet is poised to restore the visa waiver for Chinese tourists.", None),
    Case("The minister voiced confidence and said a deal was only a matter of time.", None),
    Case("Diplomats in Lima say an understanding with Chile is still possible.", None, UNNAMED),
    Case("A strike on Oman is seen as improbable.", None),
    Case("Peru did not exclude a complaint to the court in The Hague.", "Peru"),
    Case("Armenia has little reason to compromise before the vote.", "Armenia"),
    Case("Chile reserved the right to close the crossing.", "Chile", None, "conditional"),
    Case(
        "Two officials played down hopes of a breakthrough between Iran and Oman.", None, UNNAMED, "negative"
    ),
]

NOTHING = [
    "Asked whether the boats had crossed into Peru, the minister said she had no word to add.",
    "The minister asked the reporters from Lima whether they had come to see the boats.",
    "The striker is expected to miss the match against Leeds with a knee injury.",
    "The company expects revenue to grow by four percent this year.",
    "The museum opened in 1921 and holds nine thousand paintings.",
    "She studied law in Vienna and joined the foreign service in 1998.",
    "The two ministers shook hands and posed for photographs.",
    "Temperatures may reach 30 degrees on Sunday.",
    "The embassy stands on a quiet street near the river.",
    "The delegation arrived in Muscat in the afternoon.",
    "The treaty was signed in 1972.",
    "In May the capital is full of flowers.",
    "The much anticipated exhibition has drawn large crowds.",
    "The president was born in a village near Cusco.",
]


def _ids(cases: Sequence[Case]) -> list[str]:
    return [case.text[:50] for case in cases]


@pytest.mark.parametrize("case", OBJECTIVES, ids=_ids(OBJECTIVES))
def test_an_objective_is_found_with_its_holder_and_speaker(case: Case) -> None:
    found = summary_of(case.text).objectives
    assert found
    assert any(
        (case.holder is None or item.holder == case.holder)
        and (case.said is None or item.attribution.type is case.said)
        and (case.subkind is None or item.subkind == case.subkind)
        for item in found
    ), [(item.holder, item.attribution.type, item.subkind) for item in found]


@pytest.mark.parametrize("case", DISPUTES, ids=_ids(DISPUTES))
def test_a_dispute_is_found_with_the_one_who_objects(case: Case) -> None:
    found = summary_of(case.text).disputes
    assert found
    assert any(
        (case.holder is None or case.holder in {party.party for party in item.parties})
        and (case.said is None or item.attribution.type is case.said)
        for item in found
    ), [([party.party for party in item.parties], item.attribution.type) for item in found]


@pytest.mark.parametrize("case", EXPECTATIONS, ids=_ids(EXPECTATIONS))
def test_an_expectation_is_found_with_its_holder_and_forecaster(case: Case) -> None:
    found = summary_of(case.text).expectations
    assert found
    assert any(
        (case.holder is None or item.holder == case.holder)
        and (case.said is None or item.attribution.type is case.said)
        and (case.subkind is None or item.subkind == case.subkind)
        for item in found
    ), [(item.holder, item.attribution.type, item.subkind) for item in found]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_diplomacy_or_is_past_gives_no_item(text: str) -> None:
    summary = summary_of(text)
    assert not (*summary.objectives, *summary.disputes, *summary.expectations)


def test_who_asks_not_to_be_named_asks_for_nothing_and_what_nobody_is_bound_to_is_no_aim() -> None:
    unnamed = "A Peruvian official, who asked not to be named in view of the talks, met Chile's envoy."
    free = "There is no commitment to lift the ban on Peru, and no determination to keep it."
    trained = EmbeddedEngine()
    assert not trained.summarize(an_article(unnamed)).objectives
    assert not summary_of(free).objectives


def test_hopes_that_are_played_down_are_nobodys_aim() -> None:
    summary = summary_of("Two officials played down hopes of a breakthrough between Iran and Oman.")
    assert not summary.objectives


def test_a_sentence_of_voters_and_of_small_states_is_of_public_affairs() -> None:
    told = "Zambia votes on Sunday.\n\nIt rained.\n\n{}"
    assert summary_of(told.format("Small island states want a levy on shipping.")).objectives
    assert summary_of(told.format("Rights groups fear that the protests will spread.")).expectations
    assert not summary_of(told.format("The builders want a levy on sand.")).objectives


@pytest.mark.parametrize(
    "text",
    [
        "Norway, which is at odds with Iceland over a ban on trawlers, has been courting Denmark.",
        "Norway, which has rejected the ban that Iceland declared on trawlers, says one year of it is enough.",
    ],
)
def test_a_statement_does_not_end_before_the_verb_of_its_subject(text: str) -> None:
    disputes = summary_of(text).disputes
    assert [one.statement for one in disputes] == [text]


def test_there_is_nobody_who_goes_on_behind_there_is() -> None:
    text = "Norway says that there is no time left, and wants Iceland to lift the ban."
    objectives = summary_of(text).objectives
    assert [one.statement for one in objectives] == [text]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The United States on Monday urged Israel to let aid into Gaza by Friday.", date(2025, 3, 14)),
        ("Peru on Monday urged Chile to free the crew not later than Friday.", date(2025, 3, 14)),
        ("Peru on Monday urged Chile to free the crew ahead of Friday.", date(2025, 3, 14)),
        ("Peru on Monday demanded that Chile return the archive of the navy.", None),
        ("Peru demanded on Monday that Chile return the archive of the navy.", None),
        ("France said it wanted talks with Mali to resume next month.", date(2025, 4, 30)),
    ],
)
def test_a_deadline_lies_ahead_of_the_asking_whose_own_day_is_no_time_of_what_is_asked(
    text: str, end: date | None
) -> None:
    (aim,) = summary_of(text, published=date(2025, 3, 10)).objectives
    assert (aim.horizon.end if aim.horizon else None) == end


def test_who_calls_something_off_on_a_day_calls_on_nobody() -> None:
    text = "Peru called off the talks with Chile on Monday. Peru called again on Chile to free the crew."
    (aim,) = summary_of(text).objectives
    assert aim.statement == "Peru called again on Chile to free the crew."


def test_from_when_somebody_is_held_is_no_time_for_what_is_asked() -> None:
    (demand,) = summary_of(
        "Peru asked Chile on Monday to return nine fishermen held since February."
    ).objectives
    assert demand.horizon is None


def test_a_time_that_runs_from_a_condition_has_no_day() -> None:
    said = "troops could be sent within 48 hours, an official of the United Nations said."
    (hangs,) = summary_of(f"If fighting breaks out in Mali, {said}").expectations
    assert hangs.horizon is not None
    assert (hangs.horizon.text, hangs.horizon.start, hangs.horizon.end) == ("within 48 hours", None, None)
    (counts,) = summary_of(f"In Mali, {said}").expectations
    assert counts.horizon is not None
    assert counts.horizon.end is not None


@pytest.mark.parametrize(
    "text",
    [
        "Peru denied that it seeks a bomb and demanded that sanctions be lifted by 20 March.",
        "Peru can no longer wait and wants a vote on Friday.",
        "Peru agreed to over 100 inspections by June.",
        "Peru demanded that Chile should free the crew within 48 hours.",
    ],
)
def test_what_stands_beside_a_denial_an_end_or_a_number_keeps_its_day(text: str) -> None:
    summary = EmbeddedEngine().summarize(an_article(text, published=date(2025, 3, 10)))
    found = [*(one.horizon for one in summary.objectives), *(one.horizon for one in summary.expectations)]
    assert [one is not None and one.end is not None for one in found] == [True]


# ── what is over ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "The accord ended a two-year quarrel between Kenya and Uganda over the lake.",
        "Kenya and Uganda signed an accord on Monday, ending a bitter and costly two-year dispute between Kenya and Uganda.",
        "Settling a long dispute between Chile and Peru, ministers signed a treaty on Monday.",
        "The pact put an end to a rift between Oman and Qatar over the wells.",
        "The quarrel, which ended in May, had set Kenya against Uganda.",
    ],
)
def test_a_quarrel_that_is_told_as_ended_is_no_dispute(text: str) -> None:
    trained = EmbeddedEngine().summarize(an_article(text)).disputes
    assert (summary_of(text).disputes, trained) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Ministers met for talks on ending the dispute between Chile and Peru over the ford.",
        "The accord has not ended the quarrel between Kenya and Uganda over the lake.",
        "Qatar called for an end to the rift between Oman and Yemen over the wells.",
        "The dispute between Oman and Yemen, settled in May, flared up again.",
    ],
)
def test_a_quarrel_that_is_yet_to_end_is_a_dispute(text: str) -> None:
    assert [item.subkind for item in summary_of(text).disputes] == [DisputeSubkind.BILATERAL]


# ── a term that is given ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "time"),
    [
        ("gave it until 14 March to return the buoys", "until 14 March"),
        ("gave her government until 14 March to return the buoys", "until 14 March"),
        ("gave Chile until 14 March to return the buoys", "until 14 March"),
        ("gave it three days to return the buoys", None),
    ],
)
def test_a_term_that_is_given_is_a_demand_with_its_time_and_is_not_cut_off_the_quarrel(
    given: str, time: str | None
) -> None:
    text = f"Bolivia summoned the ambassador of Chile on Monday and {given}."
    found = summary_of(text)
    assert [(item.holder, item.counterpart, item.subkind) for item in found.objectives] == [
        ("Bolivia", "Chile", ObjectiveSubkind.DEMAND)
    ]
    assert "to return the buoys" in found.objectives[0].statement
    assert [item.horizon.text for item in found.objectives if item.horizon] == ([time] if time else [])
    assert [item.statement for item in found.disputes] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Bolivia gave up on the talks with Chile until Friday.",
        "Bolivia gave Chile the buoys and waited until Friday.",
    ],
)
def test_what_is_given_without_a_term_to_act_in_is_no_demand(text: str) -> None:
    assert summary_of(text).objectives == ()


@pytest.mark.parametrize(
    "said", ["said on Friday", "said Friday", "told reporters on Friday", "announced late on Friday"]
)
def test_the_day_on_which_something_is_said_is_not_the_day_for_which_it_is_expected(said: str) -> None:
    text = f"Finland will send Latvia a bill, Minister Aino Korpela {said}, and expects it to be paid by the end of March."
    article = an_article(text, published=date(2025, 3, 14))
    found = [each.horizon for each in EmbeddedEngine(RULES_ALONE).summarize(article).expectations]
    assert [each.text for each in found if each] == ["by the end of March"]
