"""The names beside an item are in its words: who says it, whose it is, whose position it is; by the rules alone."""

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html

from briefing.gazetteer import mentions
from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.people import short_forms
from briefing.types import (
    Article,
    ArticleSummary,
    Dispute,
    DisputeSubkind,
    Evidence,
    ExpectationSubkind,
    Item,
    Polarity,
)
from tests.build import an_article
from tests.ruled import RULES_ALONE, summary_of


def holders(text: str) -> list[str]:
    return [one.holder for one in summary_of(text).objectives]


def positions(dispute: Dispute) -> dict[str, str | None]:
    return {party.party: party.position for party in dispute.parties}


def items_of(summary: ArticleSummary) -> tuple[Item, ...]:
    return (*summary.objectives, *summary.disputes, *summary.expectations)


def speakers(text: str) -> set[str | None]:
    return {one.attribution.name for one in items_of(summary_of(text))}


# ── who says it ───────────────────────────────────────────────────────────────


def test_a_speaker_whom_nothing_near_names_gives_way_to_the_outlet() -> None:
    rain = (
        "The rain fell on the quay. The port was empty. Nobody came. The cranes stood still. It grew dark. "
    )
    far = f"Foreign Minister Ann Lee of Chile left on Monday. {rain}“Peru could free the crew,” she said."
    near = "Foreign Minister Ann Lee of Chile left on Monday. “Peru could free the crew,” she said."
    assert speakers(far) == {None}
    assert speakers(near) == {"Ann Lee"}


def test_a_quotation_that_goes_on_shows_the_sentence_that_names_its_speaker() -> None:
    text = (
        "“Our patience has an end,” said Omar Haddad, Jordan's foreign minister. "
        "“Israel must open the crossing. We want the convoys to pass.”"
    )
    found = summary_of(text).objectives
    assert found
    assert all(any("Haddad" in each.quote for each in one.evidence) for one in found)


def test_what_stands_behind_a_semicolon_is_not_said_by_who_spoke_before_it() -> None:
    (found,) = summary_of("Bolivia says that the charges were invented; Chile denied it.").disputes
    assert positions(found) == {"Chile": "Chile denied it.", "Bolivia": None}
    assert found.attribution.name == "Chile"


def test_a_stress_is_laid_by_its_subject_and_no_further() -> None:
    text = (
        "Chile stressed the need to reopen the port, and its president, Rosa Vidal, emphasized the importance of "
        "talks with Peru."
    )
    assert {one.attribution.name for one in summary_of(text).objectives} == {"Chile", "Rosa Vidal"}


# ── whose it is ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Winning Peru's help against smugglers was a top priority, a Chilean official said.", ["Chile"]),
        ("Winning Peru's help against smugglers was a top priority.", []),
        ("Peru's plan to close the port was a surprise.", ["Peru"]),
        ("Chile was urged by Peru to reopen the port.", ["Peru"]),
        ("Neither side wants a long quarrel over the port, a Chilean official said.", []),
    ],
)
def test_whoever_is_named_in_what_is_wanted_is_not_who_wants_it(text: str, holder: list[str]) -> None:
    assert holders(text) == holder


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Complaints in Lima have grown over what it sees as Chilean attempts to limit its fleet.", []),
        (
            "Peru, angered by what it regards as Chile's misuse of a treaty, has sought to win over Bolivia.",
            ["Peru"],
        ),
    ],
)
def test_an_aim_that_the_other_side_only_sees_is_none(text: str, holder: list[str]) -> None:
    assert holders(text) == holder


def test_a_forecast_is_of_whom_its_clause_names() -> None:
    text = "Foreign Minister Ann Lee left Lima on Monday. It is likely that Peru will close the port."
    assert [one.holder for one in summary_of(text).expectations] == ["Peru"]


# ── whose position it is ──────────────────────────────────────────────────────


def test_what_one_side_says_of_the_other_is_the_position_of_who_says_it() -> None:
    (found,) = summary_of(
        "The Peruvian side has been reluctant to reopen the port, Chilean officials said."
    ).disputes
    assert positions(found) == {
        "Peru": None,
        "Chile": "The Peruvian side has been reluctant to reopen the port",
    }


def test_a_stance_of_which_a_side_is_the_subject_is_its_position() -> None:
    (found,) = summary_of("Peru is not happy about the Chilean patrols.").disputes
    assert positions(found) == {"Peru": "Peru is not happy about the Chilean patrols.", "Chile": None}


def test_an_aim_imputed_by_the_other_side_is_no_position() -> None:
    text = (
        "A Peruvian foreign ministry official accused Chile of meddling. "
        "The official claimed that Chile is pressing its allies to close their ports to Peru."
    )
    assert positions(summary_of(text).disputes[0])["Chile"] is None


@pytest.mark.parametrize(
    "text",
    [
        "President Rosa Vidal of Chile said that she is willing to send ships to the island if Peru were to invade it.",
        "Arming smugglers in Chile undermines the security of Peru.",
        "“The port seems to be the one thing that is blocking talks of Chile and Peru,” said Karl Brandt, an analyst.",
    ],
)
def test_what_nobody_has_done_is_no_dispute(text: str) -> None:
    assert not summary_of(text).disputes


# ── kinds ─────────────────────────────────────────────────────────────────────


def test_why_something_was_agreed_to_is_no_promise() -> None:
    why = "Peru agreed to the visit because it needs the copper, said Karl Brandt, an analyst in Oslo."
    assert not summary_of(why).expectations
    (promise,) = summary_of("Peru agreed to reopen the port by May 5.").expectations
    assert promise.subkind is ExpectationSubkind.COMMITMENT


def test_what_an_arrival_is_told_with_is_forecast_and_not_the_arrival() -> None:
    text = "Foreign Minister Ann Lee of Chile arrived in Lima on Sunday amid dim prospects for a deal between Chile and Peru."
    (found,) = summary_of(text).expectations
    assert found.statement == "dim prospects for a deal between Chile and Peru"
    assert (found.holder, found.polarity, found.horizon) == ("Chile and Peru", Polarity.NEGATIVE, None)


@pytest.mark.parametrize("lead", ["with hopes low that she will", "with expectations low that she will"])
def test_low_hopes_are_of_her_who_has_them(lead: str) -> None:
    (found,) = summary_of(
        f"Foreign Minister Ann Lee of Chile flies to Lima on Sunday {lead} reopen the port."
    ).expectations
    assert (found.holder, found.polarity) == ("Ann Lee", Polarity.NEGATIVE)
    assert not summary_of("Foreign Minister Ann Lee of Chile flew to Lima with a list of hopes.").expectations


def test_disregard_is_a_charge_and_to_disregard_a_letter_is_none() -> None:
    charge = summary_of("Chile said that Peru had shown disregard for the treaty.").disputes
    assert [[party.party for party in one.parties] for one in charge] == [["Peru", "Chile"]]
    assert not summary_of("The minister of Chile told reporters in Peru to disregard the letter.").disputes


def test_an_umbrella_gives_way_to_a_dispute_between_the_same_two() -> None:
    umbrella = "The ministers of Chile and Peru met in Lima on Sunday over a long list of disputes between Chile and Peru."
    (alone,) = summary_of(umbrella).disputes
    assert alone.subkind is DisputeSubkind.UMBRELLA
    (told,) = summary_of(f"{umbrella}\n\nPeru accused Chile of dumping copper.").disputes
    assert told.statement == "Peru accused Chile of dumping copper."


def test_a_dispute_over_the_issue_has_the_topic_of_what_precedes_it() -> None:
    text = (
        "Chile asked for help against the smuggling of cocaine. The Peruvian side has been reluctant to cooperate on "
        "the issue, Chilean officials said."
    )
    (found,) = summary_of(text).disputes
    assert found.topic == "narcotics-and-crime"


# ── every text ────────────────────────────────────────────────────────────────

_MEANS_SOMEBODY = re.compile(
    r"\b(?:he|she|they|it|(?:the|its|his|her|their|that) (?:[\w,-]+ )*?(?:official|minister|president|envoy|spokes\w+|"
    r"ministry|government|commission|council|agency|delegation|party|ambassador|secretary|senator|admiral|leader|paper|"
    r"newspaper|statement|diplomat|general|court|department|regime|country|adviser|chancellor|source|aide|officer|"
    r"analyst|expert|author|administration)s?)\b",
    re.IGNORECASE,
)


def _is_in(name: str, evidence: tuple[Evidence, ...]) -> bool:
    """Tell whether quotations name somebody, by her last word or by a state's other names, or stand for her."""
    shorts = short_forms(name)
    for one in evidence:
        entities = {mention.entity.name for mention in mentions(one.quote)}
        if (
            any(short in one.quote for short in shorts)
            or name in entities
            or _MEANS_SOMEBODY.search(one.quote)
        ):
            return True
    return False


def _country(name: str | None) -> str | None:
    return next((mention.entity.country for mention in mentions(name or "")), None)


def _check(article: Article) -> None:
    summary = EmbeddedEngine(RULES_ALONE).summarize(article)
    countries = {actor.name: actor.country for actor in summary.actors}
    for item in items_of(summary):
        name = item.attribution.name
        assert name is None or _is_in(name, item.evidence), (name, item.evidence)
    for dispute in summary.disputes:
        sides = {
            party.party: countries.get(party.party) or _country(party.party) for party in dispute.parties
        }
        for party in dispute.parties:
            if party.attribution is None or party.attribution.name is None:
                continue
            name = party.attribution.name
            voice = countries.get(name) or _country(name)
            others = {country for each, country in sides.items() if each != party.party and country}
            assert voice not in others - {sides[party.party]}, (party, sides)


def _samples() -> list[Path]:
    return sorted((Path(str(files("briefing.data"))) / "sample").glob("*.html"))


@pytest.mark.parametrize("page", _samples(), ids=lambda page: page.stem)
def test_the_names_beside_each_item_of_a_sample_are_in_its_words(page: Path) -> None:
    tree: html.HtmlElement = html.fromstring(page.read_text(encoding="utf-8"))
    text = "\n\n".join(" ".join(each.text_content().split()) for each in tree.iter("p"))
    _check(an_article(text, published=date(2026, 3, 4)))


def test_the_names_beside_each_item_of_real_articles_are_in_its_words(shared: Path) -> None:
    for path in sorted((shared / "labelled").glob("[0-9]*.json")):
        _check(an_article(json.loads(path.read_text(encoding="utf-8"))["text"]))
    for path in sorted((shared / "seeds").glob("*.txt")):
        _check(an_article(path.read_text(encoding="utf-8")))
