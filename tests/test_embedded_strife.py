"""What is a dispute and what only sounds like one, who its sides are, and what each of them says."""

from dataclasses import replace

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.sentence import read
from briefing.types import Dispute
from tests.build import an_article
from tests.ruled import RULES_ALONE, summary_of

# Takes every sentence in which the rules find no dispute for one.
CREDULOUS = replace(RULES_ALONE, found={**RULES_ALONE.found, Kind.DISPUTE: 0.0})


def disputes_of(text: str) -> tuple[Dispute, ...]:
    return summary_of(text).disputes


def believed(text: str) -> tuple[Dispute, ...]:
    return EmbeddedEngine(CREDULOUS).summarize(an_article(text)).disputes


def sides(dispute: Dispute) -> dict[str, str | None]:
    return {each.party: each.position for each in dispute.parties}


# ── what the classifier alone takes for strife ────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "“We are nearly there,” Chile's foreign minister, Ana Rojas, told reporters.",
        "“They are safe,” Chile's foreign minister, Ana Rojas, said.",
        "“We were never late,” Chile's foreign minister, Ana Rojas, said.",
        "Peru's trade ministry declined to comment.",
        "Peru has not commented.",
        "Peru welcomed the ruling and said that it had not come by chance.",
        "“Peru does not have the better cards,” said Tom Hale, an analyst at the Harbour Institute.",
        "Lorries of Peru are waiting at the depot with cement.",
    ],
)
def test_words_without_objection_are_no_dispute(text: str) -> None:
    assert believed(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Peru will not pay for the depot.",
        "Peru called the text “a farce”.",
        "Peru praised the ruling but said that it broke the treaty.",
        "“Peru is no party to that bargain,” Foreign Minister Ana Rojas of Peru said.",
        "The officials of Peru replied that cement was cheap.",
        "Peru, which claims the islet, has not commented.",
        "“What are they hiding?” Foreign Minister Ana Rojas of Peru asked.",
    ],
)
def test_words_of_objection_make_a_dispute_of_one_side(text: str) -> None:
    assert len(believed(text)) == 1


def test_of_several_accounts_of_a_dispute_the_most_telling_stands() -> None:
    (dispute,) = believed(
        "“We have waited for a year,” Foreign Minister Ana Rojas of Peru told reporters in Lima. "
        "Chile's energy minister, Tom Hale, rejected the bill of 40 million dollars."
    )

    assert dispute.statement == "Chile's energy minister, Tom Hale, rejected the bill of 40 million dollars."
    assert sides(dispute)["Peru"] == "We have waited for a year"


# ── a charge and its denial in one sentence ───────────────────────────────────


@pytest.mark.parametrize(
    ("text", "one", "other", "answer"),
    [
        ("Oman accuses Yemen of arming the smugglers, which Yemen denies.", "Oman", "Yemen", "Yemen denies"),
        ("Oman says that Yemen shelled the port, a charge Yemen rejects.", "Oman", "Yemen", "a charge Yemen rejects"),
        (
            "Oman's foreign minister, Ali Haddad, said that Yemen had shelled the port, an accusation that Sanaa has dismissed.",
            "Oman",
            "Yemen",
            "an accusation that Sanaa has dismissed",
        ),
        ("Peru accuses Chile of overfishing, a charge it denies.", "Peru", "Chile", "a charge it denies"),
        (
            "Peru accuses Chile of overfishing, an allegation that Santiago called absurd.",
            "Peru",
            "Chile",
            "an allegation that Santiago called absurd",
        ),
    ],
)  # fmt: skip
def test_a_denial_behind_a_charge_is_the_position_of_the_accused(
    text: str, one: str, other: str, answer: str
) -> None:
    (dispute,) = disputes_of(text)

    assert list(sides(dispute)) == [one, other]
    assert sides(dispute)[other] == answer


@pytest.mark.parametrize(
    "text",
    [
        "Peru accuses Chile of overfishing, which Bolivia denies.",
        "Peru accuses Chile of overfishing, which harms both fleets.",
        "Peru accuses Chile of overfishing, a charge the captains of two trawlers have heard before.",
    ],
)
def test_what_stands_behind_a_charge_is_no_position_of_the_accused_unless_the_accused_denies_it(
    text: str,
) -> None:
    (dispute,) = disputes_of(text)

    assert sides(dispute)["Chile"] is None


# ── who is named and is no side ───────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Turkey objects to survey work between Crete and Cyprus.",
        "Greece accused the captain of a breach of the law and lodged complaints with NATO.",
        "Trade Minister Ana Rojas of Peru rejected the offer after a meeting with her Chilean counterpart.",
        "Senator Paula Reyes, a Democrat who sits on the Senate Banking Committee, complained about the fee.",
        "Trade Minister Ana Rojas of Peru rejected the offer in a bank in Quito or Santiago.",
        "Campaigners have long criticised cooperation between Brussels and Tunis.",
    ],
)
def test_whom_somebody_tells_or_meets_and_what_only_places_a_dispute_is_no_side(text: str) -> None:
    (dispute,) = disputes_of(text)

    assert len(dispute.parties) == 1


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Turkey objects to survey work by Cyprus.", "Cyprus"),
        ("Peru's trade minister, Ana Rojas, told reporters on Tuesday that she rejected the offer of Chile.", "Chile"),
        ("Vietnam protested and lodged a complaint with Beijing.", "China"),
        ("Peru's trade minister, Ana Rojas, told Chile that it had broken the treaty, and rejected its offer.", "Chile"),
    ],
)  # fmt: skip
def test_who_is_objected_to_is_the_other_side(text: str, other: str) -> None:
    assert [list(sides(each))[1:] for each in disputes_of(text)] == [[other]]


def test_what_a_group_within_a_state_says_is_not_the_position_of_the_state() -> None:
    (dispute,) = disputes_of(
        "Prime Minister Eleni Markou of Greece met her rivals. Opposition parties in Greece accused Markou of weakness."
    )

    assert sides(dispute)["Eleni Markou"] is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The European Union adopted the text over the objections of Israel and Norway.", "European Union"),
        ("Chile built the dam, brushing aside objections from Peru and Bolivia.", "Chile"),
    ],
)
def test_who_object_together_are_one_side(text: str, other: str) -> None:
    (dispute,) = disputes_of(text)

    assert next(iter(sides(dispute))).count(" and ") == 1
    assert list(sides(dispute))[1] == other


def test_a_quarrel_of_two_sets_them_against_each_other() -> None:
    (dispute,) = disputes_of("The feud between Peru and Bolivia has paralysed the council.")

    assert list(sides(dispute)) == ["Peru", "Bolivia"]


# ── answers that say nothing by themselves ────────────────────────────────────


def test_a_bare_denial_is_no_answer_to_what_it_does_not_answer() -> None:
    (dispute,) = disputes_of(
        "Benin has refused to reopen the crossing until Niger accepts joint patrols. The killers were seen on the other bank on Friday. Niger denied this."
    )

    assert sides(dispute)["Niger"] is None


def test_a_bare_denial_is_told_with_the_charge_that_it_answers() -> None:
    (dispute,) = disputes_of(
        "Moldova has accused Russia of cutting off the gas to the town. Russia denied this."
    )

    assert (
        sides(dispute)["Russia"]
        == "Moldova has accused Russia of cutting off the gas to the town. Russia denied this."
    )


def test_what_is_ruled_out_is_what_the_sentence_before_tells() -> None:
    (dispute,) = believed("ECOWAS has offered to send an observer. Niamey has ruled that out.")

    assert dispute.statement.startswith("ECOWAS has offered")
    assert set(sides(dispute)) == {"Niger", "ECOWAS"}


def test_what_a_side_says_behind_its_refusal_is_told_with_it() -> None:
    (dispute,) = disputes_of(
        "Chile billed Peru for the line. Peru's energy minister, Tom Hale, rejected the figure and said that his country owed no more than $2 million."
    )

    assert (sides(dispute)["Peru"] or "").endswith("owed no more than $2 million.")


# ── who demands what behind a charge ──────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Norway said Iceland had broken the treaty and called for talks.", "norway"),
        ("Norway said Iceland was hiding the catch and demanded an inquiry.", "norway"),
        ("Norway said Iceland had freed the men and called for talks.", "iceland"),
        ("Norway said Iceland was hiding the catch and selling it.", "iceland"),
    ],
)
def test_who_accuses_another_is_who_then_demands(text: str, subject: str) -> None:
    (sentence,) = read(text)
    clause = sentence.clauses[-1]

    assert clause.subject is not None
    assert sentence.words(*clause.subject) == [subject]


# ── which accounts are of one dispute ─────────────────────────────────────────


def test_who_rejects_the_findings_answers_who_made_them() -> None:
    (dispute,) = disputes_of(
        "Observers of the European Union criticised Zambia for the conduct of the election.\n\n"
        "The rain held off all day.\n\nZambia rejected the findings as unfounded."
    )

    assert sides(dispute)["Zambia"] == "Zambia rejected the findings as unfounded."


def test_who_condemns_the_decision_answers_only_who_made_one() -> None:
    disputes = disputes_of(
        "Lithuania opposed the new fence on the lake, as Latvia had.\n\nBelarus condemned the decision."
    )

    assert len(disputes) == 2


def test_who_denounces_the_vote_answers_the_vote() -> None:
    (dispute,) = disputes_of(
        "The European Union voted to create a fund over the objections of Israel.\n\nThe hall was full.\n\n"
        "Nobody stayed away.\n\nDelegates cheered for minutes.\n\nIsrael denounced the vote."
    )

    assert set(sides(dispute)) == {"Israel", "European Union"}


def test_what_somebody_objects_to_as_well_is_a_quarrel_of_its_own() -> None:
    told = (
        "Peru rejected Chile's ban on its trawlers, said Ana Rojas, its delegate.\n\n"
        "Ms. Rojas took issue with the scientists of the Netherlands as well, whose figure she called invented."
    )
    assert len(disputes_of(told)) == 2
    assert len(disputes_of(told.replace(" as well,", ","))) == 1
