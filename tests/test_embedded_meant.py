"""Whom and what a clause leaves to its neighbours: "each side", "denied it", "asked for this", "if"."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import ArticleSummary, Dispute, Expectation
from tests.build import an_article
from tests.ruled import summary_of


def judged(text: str) -> ArticleSummary:
    return EmbeddedEngine().summarize(an_article(text))


def _parties(dispute: Dispute) -> set[str]:
    return {one.party for one in dispute.parties}


def _forecast(text: str) -> Expectation:
    (found,) = summary_of(text).expectations
    return found


@pytest.mark.parametrize(
    "before",
    [
        "Chile and Peru reopened talks after a boat was rammed.",
        "A boat of Chile was rammed off Arica. Fishermen from Peru had cut its nets.",
    ],
)
def test_each_side_is_the_two_spoken_of(before: str) -> None:
    found = summary_of(f"{before} Each side blamed the other for the collision.").disputes[-1]
    assert _parties(found) == {"Chile", "Peru"}
    assert found.attribution.name is None


@pytest.mark.parametrize("who", ["Each side", "Both sides", "Neither government"])
def test_two_who_are_not_named_are_no_party(who: str) -> None:
    found = judged(f"Officials said the talks had stalled. {who} blamed the other.")
    assert not found.disputes


def test_a_denial_of_what_another_says_is_the_deniers_position() -> None:
    (found,) = summary_of(
        "Ana Diaz, Peru's foreign minister, accused Chile of ramming the boat. "
        "Her counterpart, Juan Soto of Chile, denied it."
    ).disputes
    assert {one.party: one.position for one in found.parties}["Chile"] == (
        "Her counterpart, Juan Soto of Chile, denied it."
    )


def test_a_denial_is_told_with_what_it_denies() -> None:
    (found,) = summary_of(
        "The nets were cut in Peru's own waters, fishermen say. Chile denied it on Monday."
    ).disputes
    assert found.statement.startswith("The nets were cut")
    assert found.statement.endswith("Chile denied it on Monday.")


def test_a_denial_of_nothing_told_is_no_dispute() -> None:
    assert not summary_of("Chile denied it on Monday.").disputes


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("We have asked for this three times", 0),
        ("We want it by Friday", 0),
        ("We want it to be reopened by Friday", 1),
        ("We have asked for this road to be reopened", 1),
    ],
)
def test_an_aim_says_what_is_wanted(clause: str, count: int) -> None:
    said = f'Peru closed its embassy. "{clause}," said Ana Diaz, Peru\'s foreign minister.'
    assert len(judged(said).objectives) == count


def test_who_says_that_he_does_not_threaten_quarrels_with_nobody() -> None:
    text = "Chile opposed the law that Peru passed. In Lima, officials said they were asking and not threatening."
    assert [item.statement for item in judged(text).disputes] == ["Chile opposed the law that Peru passed."]


@pytest.mark.parametrize("verb", ["are expected to approve", "may approve", "are likely to approve"])
def test_of_whom_a_thing_is_foretold_does_not_foretell_it(verb: str) -> None:
    found = _forecast(f"Ambassadors of the European Union {verb} the sanctions on Belarus on Friday.")
    assert (found.holder, found.attribution.name) == ("European Union", None)


def test_the_ministers_whose_meeting_is_foretold_are_of_both_states() -> None:
    found = _forecast("Chile and Peru met in Lima. The ministers are expected to discuss fish on Friday.")
    assert found.holder == "Chile and Peru"


def test_who_expects_no_deal_thinks_it_unlikely() -> None:
    found = _forecast("Diplomats expect no agreement at the talks between Chile and Peru on Friday.")
    assert (found.hedge, found.band, found.polarity) == ("expect no", "unlikely", "negative")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Diaz, Peru's foreign minister, said the talks would resume in May without prejudice to either side's claims.",
        "Licences for arms exports to Peru would be suspended if the border were not reopened, Chile's government said.",
    ],
)
def test_what_is_to_be_is_not_denied_by_a_no_that_is_not_its_own(text: str) -> None:
    assert {item.polarity.value for item in judged(text).expectations} == {"positive"}


def test_what_hangs_on_a_condition_is_a_conditional() -> None:
    text = "Chile's defence minister, Juan Soto, said licences would be suspended if Peru closed the border."
    assert {item.subkind.value for item in judged(text).expectations} == {"conditional"}


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("send aid to Norway", "commitment"),
        ("withdraw its troops", "commitment"),
        ("face fines over its fishing", "forecast"),
    ],
)
def test_what_a_side_will_do_itself_is_a_commitment(act: str, kind: str) -> None:
    text = f"Ana Diaz, Peru's foreign minister, said her government would {act} next week."
    (found,) = judged(text).expectations
    assert found.subkind == kind


def test_a_statement_has_a_verb_or_is_the_whole_sentence() -> None:
    text = "Not wanting to wait a moment, however, Peru announced on Tuesday that it was closing its port to Chile."
    assert {one.statement for one in summary_of(text).objectives} == {text}


def test_a_quarrel_is_not_told_by_the_clause_that_disclaims_it() -> None:
    text = (
        "Chile and Peru quarrel over fish. The tone was sharper than on Monday, when officials of Chile were still saying "
        "that they were asking and not threatening."
    )
    said = [
        words
        for one in judged(text).disputes
        for words in (one.statement, *(p.position for p in one.parties))
    ]
    assert said[0] == "Chile and Peru quarrel over fish."
    assert "they were asking and not threatening." not in said


def test_a_question_that_is_put_foretells_nothing() -> None:
    text = "Asked whether the port would close, Peru's president, Ana Diaz, smiled."
    assert not summary_of(text).expectations


def test_two_sides_have_one_quarrel_over_four_sentences() -> None:
    (found,) = summary_of(
        "Peru accused Chile of ramming a boat. The boat was towed to Arica. Its crew went home. "
        "Chile rejected the charge that Peru had made."
    ).disputes
    assert _parties(found) == {"Peru", "Chile"}


def test_a_word_of_speech_behind_an_article_tells_nothing() -> None:
    text = "Chile says that the engineers are spies, a charge Peru has rejected."
    assert [one.statement for one in summary_of(text).disputes] == [
        "the engineers are spies, a charge Peru has rejected."
    ]


def test_a_state_that_recalls_its_envoy_is_named_in_the_statement() -> None:
    text = "Peru recalled its ambassador from Oslo after Norway accused Peru of cheating its fishermen."
    (found,) = summary_of(text).disputes
    assert found.statement.startswith("Peru")


@pytest.mark.parametrize(
    "text",
    [
        "In Lima, the families of Peru's sailors have little hope.",
        "Officials in Peru said that similar forecasts had been made before.",
    ],
)
def test_what_does_not_say_of_what_foretells_nothing(text: str) -> None:
    assert not judged(text).expectations


def test_who_speaks_without_hope_has_no_aim() -> None:
    assert not summary_of("Peru's president flew home on Monday without hope of a quick deal.").objectives


def test_a_denial_answers_who_spoke_before() -> None:
    text = (
        "Peru's envoy, Ana Diaz, said that Norway had broken its word. Her counterpart, Kari Lund, rejected that and said "
        "that Chile was to blame."
    )
    assert any("Peru" in _parties(one) for one in summary_of(text).disputes)


def test_a_government_and_a_movement_side_by_side_are_two() -> None:
    (found,) = summary_of(
        "Yemen's government and the Houthi movement met in Oslo. Both sides are expected to return on Friday."
    ).expectations
    assert found.holder == "Yemen and Houthis"


def test_to_expect_others_to_abide_by_a_rule_is_a_demand() -> None:
    (found,) = summary_of("Norway's government said it expected Peru to respect the treaty.").objectives
    assert (found.holder, found.subkind) == ("Norway", "demand")


def test_two_forecasts_that_share_no_more_than_their_holders_name_are_two() -> None:
    found = summary_of(
        "North Korea may launch another rocket before Monday. Analysts say another border of North Korea may reopen before winter."
    ).expectations
    assert len(found) == 2


@pytest.mark.parametrize(
    "words",
    [
        "denied a report that Norway would offer a lease by 20 March",
        "dismissed on Monday as false the rumours that Norway plans to sell the port",
        "rejected newspaper reports that Norway will sell the port next week",
        "said there was no truth in reports that Norway will sell the port next week",
    ],
)
def test_what_is_denied_is_nobodys_promise_and_nobodys_aim(words: str) -> None:
    text = f"Trade Minister Kari Lund {words}. Chile's envoy said that the talks had failed."
    for summary in (summary_of(text), judged(text)):
        assert not summary.expectations
        assert not summary.objectives


def test_what_a_denial_says_besides_stands() -> None:
    (found,) = judged(
        "Norway's foreign ministry denied reports that Norway would leave the talks, but Chile said that it would stay only if a deal is reached."
    ).expectations
    assert found.holder == "Chile"


def test_a_report_that_is_only_cited_denies_nothing() -> None:
    (found,) = summary_of(
        "Peru rejected the plan, citing a report that Chile may leave the talks."
    ).expectations
    assert found.holder == "Chile"


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed the treaty that both countries agreed to in 2024.",
        "Peru said that it had done what it had committed to.",
        "Peru is no longer planned to host the summit, Chile's foreign ministry said.",
        "Peru no longer plans to build the dam.",
        "Peru's foreign minister, Ann Lee, was asked if Peru may send troops to Chile.",
        "Reporters asked Peru's foreign minister, Ann Lee, whether Lima could close the border by June.",
        "Peru's request for aid was refused by Chile in March.",
    ],
)
def test_what_is_done_with_or_only_asked_after_is_neither_wanted_nor_expected(text: str) -> None:
    for summary in (summary_of(text), judged(text)):
        assert not summary.objectives
        assert not summary.expectations


def test_what_is_still_agreed_to_or_not_expected_any_longer_is_expected() -> None:
    text = "Peru and Chile agreed to meet in June. Peru is no longer expected to host the talks."
    assert len(summary_of(text).expectations) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Oman never agreed to pay a toll, its transport minister, Salim Harthy, said.",
        "Oman had not promised to open the port by May, its transport minister, Salim Harthy, said.",
        "An offer by Oman that could open the port by May was refused by Qatar.",
        "A pledge by Oman that it may open the port by May was withdrawn on Monday.",
    ],
)
def test_what_was_never_promised_or_was_refused_is_not_expected(text: str) -> None:
    assert not summary_of(text).expectations


@pytest.mark.parametrize(
    "text",
    [
        "Oman will never agree to pay a toll, its transport minister, Salim Harthy, said.",
        "Oman promised that it would not close the port before May.",
        "An offer by Oman to open the port is expected to be refused by Qatar.",
    ],
)
def test_what_will_never_be_agreed_to_is_foretold(text: str) -> None:
    assert summary_of(text).expectations


@pytest.mark.parametrize(
    "text",
    [
        "Oman said it was ready to release the crew by May. Qatar rejected the offer at once.",
        "Oman promised to open the port by May, an offer that Qatar turned down.",
        "Oman promised to open the port by May if Qatar paid, but Qatar declined the offer.",
        "Oman is expected to host Qatar's emir in May, after an invitation. The invitation was turned down.",
        "Oman invited Qatar's emir to visit Muscat in June. Qatar declined, saying it had no time.",
        "Oman invited Qatar's emir to visit Muscat in June. He turned it down.",
    ],
)
def test_what_the_next_words_say_was_turned_down_is_not_expected(text: str) -> None:
    for summary in (summary_of(text), judged(text)):
        assert not summary.expectations
        assert "Oman" not in [item.holder for item in summary.objectives]


@pytest.mark.parametrize(
    "text",
    [
        "Oman promised to open the port by May, an offer that Qatar is expected to reject.",
        "Oman promised to open the port by May. Qatar has not rejected the offer.",
        "Oman is ready to sign the treaty by May. Qatar rejected it.",
        "Oman promised to open the port by May. Qatar rejected the charge.",
    ],
)
def test_what_was_not_refused_or_something_else_stays_expected(text: str) -> None:
    assert "Oman" in [item.holder for item in summary_of(text).expectations]


@pytest.mark.parametrize(
    ("refusal", "is_open"),
    [
        ("Sweden's parliament rejected the plan for a new tax on fuel.", True),
        ("Tanzania dismissed the proposal of a toll.", True),
        ("Sweden declined to join the alliance.", True),
        ("Sweden's parliament said no to a toll.", True),
        ("Russia rejected the offer on Monday.", False),
        ("Moscow turned it down.", False),
        ("The offer was refused.", False),
        ("Vladimir Putin, Russia's president, declined to come.", False),
    ],
)
def test_a_refusal_in_the_next_sentence_is_of_the_offer_or_of_something_else(
    refusal: str, *, is_open: bool
) -> None:
    text = f"Norway invited Russia's president to visit Oslo in May. {refusal}"
    for summary in (summary_of(text), judged(text)):
        assert ("Norway" in [item.holder for item in summary.objectives]) == is_open


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Oman would recall its envoy from Qatar by May, the spokeswoman said that nothing was decided.",
        "Oman's spokeswoman would not say what Oman would do about Qatar.",
        "Oman's embassy in Doha would not comment on the talks with Qatar.",
    ],
)
def test_what_is_asked_or_left_unsaid_is_not_expected(text: str) -> None:
    assert not summary_of(text).expectations


def test_a_quarrel_that_is_over_is_told_of_nobody() -> None:
    text = "Oman and Qatar met in Rome. The quarrel between Oman and Qatar over the wells is over."
    assert summary_of(text).disputes == judged(text).disputes == ()


def test_what_nobody_says_is_not_expected_by_the_classifier_either() -> None:
    text = "Oman has promised to send its paper to Qatar by Wednesday. Qatar has not said whether it will send one."
    assert [item.holder for item in judged(text).expectations] == ["Oman"]


def test_a_wish_that_nobody_has_is_no_aim_to_the_classifier_either() -> None:
    text = "Oman asked for a vote of the members. Qatar, whose ports stay open, has no wish to hold one before May."
    assert "Qatar" not in [item.holder for item in judged(text).objectives]


@pytest.mark.parametrize(
    "words", ['that he would "rather be early than late"', "that Oman would sooner wait for Qatar"]
)
def test_what_somebody_would_rather_do_is_not_expected(words: str) -> None:
    text = f"Oman met Qatar in Rome. Salim Harthy, a historian of the Gulf, told a newspaper {words}."
    assert not summary_of(text).expectations
    assert not judged(text).expectations


def test_what_would_happen_rather_than_something_else_is_expected() -> None:
    text = "Salim Harthy, an analyst at a bank, said that Oman would rather than wait for Qatar sign alone."
    assert [item.holder for item in summary_of(text).expectations] == ["Oman"]


def test_what_reporters_are_told_to_expect_is_demanded_of_nobody() -> None:
    text = (
        "Oman has closed a port to ships of Qatar, a senior Omani official said. "
        "He told journalists to be ready for news of more closures before the spring."
    )
    for summary in (summary_of(text), judged(text)):
        assert not [item for item in summary.objectives if "journalists" in item.statement]


def test_what_a_state_announced_that_it_would_do_is_its_commitment() -> None:
    found = _forecast(
        "The fund won friends after Oman announced in April that it would withdraw 900 guards from the pass over two years."
    )
    assert (found.holder, found.subkind.value) == ("Oman", "commitment")


def test_what_a_state_announced_of_another_is_not_its_commitment() -> None:
    text = "Oman announced in April that Qatar would withdraw 900 guards from the pass over two years."
    assert not summary_of(text).expectations


@pytest.mark.parametrize(
    ("words", "count"), [("More probable, in her view, is", 1), ("Most probable was", 0)]
)
def test_what_is_set_first_as_more_probable_is_expected(words: str, count: int) -> None:
    text = (
        "Oman met Qatar in Rome, said Hela Saidi, an analyst at a bank. "
        f"{words} a quieter bargain by which Qatar goes on stopping boats."
    )
    found = [item for item in summary_of(text).expectations if "quieter" in item.statement]
    assert [item.holder for item in found] == ["Hela Saidi"] * count
