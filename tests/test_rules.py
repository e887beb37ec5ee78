"""Each rule finds the edition that breaks it, and nothing in one that keeps it; docs/rules.md names them all."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from briefing.brief import Brief, ExpectationStatus, Line, Voice
from briefing.publish.compose import compose
from briefing.publish.lines import ours
from briefing.publish.mail import eml, unaddressed
from briefing.publish.render import Renderer
from briefing.rules import RULES, Finding, Force, Published, broken, published
from briefing.rules.forms import contrast
from briefing.types import ExpectationSubkind
from tests.days import TODAY, a_day, crowded, three_stories

DOCUMENT = Path(__file__).parents[1] / "docs" / "rules.md"
CRAFT = {"S": 10, "F": 12, "L": 8, "D": 9, "T": 6, "E": 7}
MUST = {
    *(
        "S1",
        "S3",
        "S5",
        "S6",
        "S7",
        "S8",
        "F1",
        "F2",
        "F4",
        "F6",
        "F7",
        "F8",
        "F11",
        "L1",
        "L2",
        "L3",
        "L4",
        "L5",
    ),
    *("L8", "D2", "D3", "T1", "T2", "T3", "T5", "T6", "E1", "E2", "E3", "E4", "E5", "E6"),
}


@cache
def renderer() -> Renderer:
    return Renderer()


def edition_of(brief: Brief) -> Published:
    mail = unaddressed(brief, html=renderer().email_html(brief), text=renderer().email_text(brief))
    forms = {
        "brief.md": renderer().markdown(brief).encode(),
        "brief.html": renderer().html(brief).encode(),
        "email.eml": eml(mail),
    }
    return published(brief, forms, profile="default", day=TODAY, max_words=900, max_stories=5)


@cache
def good() -> Published:
    return edition_of(compose(three_stories()))


def rules_broken(edition: Published) -> set[str]:
    return {each.rule for each in broken(edition)}


# ── editions that break one rule ──────────────────────────────────────────────

Breaker = Callable[[Published], Published]


def in_header(**fields: Any) -> Breaker:
    return lambda edition: replace(
        edition, brief=replace(edition.brief, header=replace(edition.brief.header, **fields))
    )


def in_brief(change: Callable[[Brief], dict[str, Any]]) -> Breaker:
    return lambda edition: replace(edition, brief=replace(edition.brief, **change(edition.brief)))


def first(items: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    return (replace(items[0], **fields), *items[1:])


def in_story(**fields: Callable[[Any], Any]) -> Breaker:
    """Change the first story: each field by a function of what it holds."""
    return in_brief(
        lambda brief: {
            "stories": first(
                brief.stories,
                **{name: change(getattr(brief.stories[0], name)) for name, change in fields.items()},
            )
        }
    )


def expected(**fields: Any) -> Breaker:
    """Change the first row of the ledger."""
    return in_brief(lambda brief: {"ledger": first(brief.ledger, **fields)})


def told(text: str, **fields: Any) -> Breaker:
    """Add a caveat in our own words."""
    return in_brief(lambda brief: {"caveats": (*brief.caveats, replace(ours(text), **fields))})


def in_form(name: str, old: str, new: str, count: int = 1) -> Breaker:
    """Change one form by hand."""

    def change(edition: Published) -> Published:
        text = getattr(edition, name)
        assert old in text
        return replace(edition, **{name: text.replace(old, new, count)})

    return change


def in_ledger_words(edition: Published) -> Published:
    row = edition.brief.ledger[0]
    line = replace(row.said, text="Somebody has signed", cut=False)
    return expected(said=line, hedge="is expected to")(edition)


def without_markdown(words: str) -> Breaker:
    return lambda edition: replace(
        edition, markdown=tuple(line.replace(words, "") for line in edition.markdown)
    )


LONG = Line(text="Peru " + "said " * 80, voice=Voice.FACT)
BREAKERS: dict[str, Breaker] = {
    "S1": in_brief(lambda _: {"bottom_line": (LONG,)}),
    "S3": in_header(subject="Daily brief for Monday"),
    "S5": in_header(reading_minutes=0.5),
    "S6": in_form("source", "## Calendar", "## Dates"),
    "S7": in_header(new_reports=12),
    "S8": in_header(revision=2),
    "S9": told("The two touched on a number of subjects."),
    "F1": told("It rains.", speaker="a minister, on the record"),
    "F2": told("It rains.", voice=Voice.FACT),
    "F4": told("It rains.", voice=Voice.CLAIM, speaker="sources"),
    "F6": in_brief(lambda brief: {"sources": first(brief.sources, grade="G")}),
    "F7": in_header(independent_sources=40),
    "F8": in_brief(lambda brief: {"caveats": brief.caveats[:1]}),
    "F11": in_form("mail_text", "Compiled automatically", "Compiled"),
    "F12": told("Peru should sign.", voice=Voice.COMMENT),
    "L1": expected(hedge="in all likelihood"),
    "L2": expected(hedge="is likely to", band="unlikely"),
    "L3": expected(hedge="may", band="likely"),
    "L4": told("The odds are 70 per cent."),
    "L5": told("It is likely.", label="Confidence"),
    "L8": expected(credibility=2),
    "D2": told("The talks were candid."),
    "D3": in_ledger_words,
    "D7": in_story(countries=lambda _: ()),
    "T1": expected(status="met"),
    "T3": in_brief(
        lambda brief: {
            "ledger": first(
                brief.ledger,
                subkind=ExpectationSubkind.COMMITMENT,
                said=replace(brief.ledger[0].said, text="Peru sings", evidence=()),
            )
        }
    ),
    "T5": expected(status=ExpectationStatus.PASSED),
    "T6": in_brief(lambda brief: {"ledger": brief.ledger * 13}),
    "E1": lambda edition: replace(
        edition, mail_text=edition.mail_text.replace(edition.brief.bottom_line[0].text, "")
    ),
    "E2": in_form("mail_page", 'width="600"', 'width="800"'),
    "E3": in_form("page", "</body>", "<script></script></body>"),
    "E4": in_form("mail_page", "</body>", f"<p>{'x' * 100_000}</p></body>"),
    "E5": in_header(preheader="Too short"),
    "E6": in_form("page", 'lang="en"', ""),
    "E7": in_form("page", "data-head=", "data-other=", -1),
}


def test_every_rule_has_an_edition_that_breaks_it() -> None:
    assert BREAKERS.keys() == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", BREAKERS)
def test_an_edition_that_breaks_a_rule_is_found(rule: str) -> None:
    check = next(each.check for each in RULES if each.id == rule)
    before = set(check(good()))
    assert set(check(BREAKERS[rule](good()))) - before


@pytest.mark.parametrize(
    "day", [a_day(), three_stories(), crowded(9), crowded(40)], ids=["none", "three", "nine", "forty"]
)
def test_an_edition_as_composed_keeps_what_must_hold(day: Any) -> None:
    found = [str(each) for each in broken(edition_of(compose(day))) if each.force is Force.MUST]
    assert found == []


def test_f4_a_claim_printed_without_its_speaker_is_found() -> None:
    speaker = next(
        row.said.speaker for story in good().brief.stories for row in story.objectives if row.said.speaker
    )
    assert "F4" in rules_broken(without_markdown(speaker)(good()))


def test_a_finding_names_rule_place_and_words() -> None:
    found = next(each for each in broken(BREAKERS["T6"](good())) if each.rule == "T6")
    rows = len(BREAKERS["T6"](good()).brief.ledger)
    assert found == Finding(
        rule="T6", force=Force.MUST, place="ledger", words=f"has {rows} rows, more than 12"
    )
    assert str(found) == f"T6 ledger: has {rows} rows, more than 12"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_mail_without_a_page_is_no_edition() -> None:
    with pytest.raises(ValueError, match=r"email\.eml"):
        published(
            good().brief,
            {"brief.md": b"", "brief.html": b"", "email.eml": b"Subject: x\n\nx"},
            profile="default",
            day=TODAY,
            max_words=900,
            max_stories=5,
        )


# ── docs/rules.md ─────────────────────────────────────────────────────────────


def rows() -> dict[str, list[str]]:
    """Return the cells of each rule in the document: what it asks, force, where made, where checked."""
    found = re.findall(r"^\| ([SFLDTE]\d+) \| (.*) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: cells.split(" | ") for name, cells in found}


def test_the_document_lists_every_rule() -> None:
    assert list(rows()) == [
        f"{part}{number}" for part, last in CRAFT.items() for number in range(1, last + 1)
    ]


def test_the_document_says_what_must_hold() -> None:
    assert {name for name, cells in rows().items() if cells[1] == "Must"} == MUST
    assert {cells[1] for cells in rows().values()} == {"Must", "Should"}


def test_the_document_names_the_check_of_each_rule_that_has_one() -> None:
    checks = {
        rule.id: f"`{rule.check.__module__.removeprefix('briefing.')}.{rule.check.__name__}`"
        for rule in RULES
    }
    assert {name: cells[3] for name, cells in rows().items() if cells[3] != "–"} == checks
    for rule in RULES:
        assert (rule.force is Force.MUST) is (rule.id in MUST)
        assert (rule.check.__doc__ or "").startswith(f"{rule.id}: ")


def test_the_document_names_places_that_exist() -> None:
    for name, (_, _, made, check) in rows().items():
        places = re.findall(r"`([\w.]+)`", made)
        assert places or check != "–" or made == "not yet", name
        for place in places:
            module, _, function = place.rpartition(".")
            assert hasattr(import_module(f"briefing.{module}"), function), f"{name}: {place}"
