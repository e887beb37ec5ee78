"""A reader's own choice of sections: each form has them in that order and nothing of the others; what must hold holds."""

import re
from dataclasses import replace
from datetime import date

import pytest

from briefing.brief import SECTIONS
from briefing.day import Desk
from briefing.labels import english
from briefing.publish.budget import words_of
from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from briefing.rules import Force, broken
from briefing.text import count_words
from tests.command import Command
from tests.days import a_day, crowded, three_stories
from tests.printed import elements, squeezed, text_of_markdown, without_marks
from tests.test_labels import TALKS
from tests.test_rules import edition_of

SHORT = ("bottom_line", "sources", "watch", "caveats", "coverage")
TURNED = ("bottom_line", *reversed(SECTIONS[1:]))
CHOICES = pytest.mark.parametrize("sections", [SHORT, TURNED], ids=["some", "turned"])


@CHOICES
def test_s6_every_form_has_the_sections_of_the_profile_in_its_order(sections: tuple[str, ...]) -> None:
    brief, renderer = compose(three_stories(desk=Desk(sections=sections))), Renderer()
    names = [english()(f"sections.{part}") for part in sections]
    assert re.findall(r"^## (.+)$", renderer.markdown(brief), re.MULTILINE) == names
    for page in (renderer.html(brief), renderer.email_html(brief)):
        assert [squeezed(each) for each in elements(page, "h2")] == names
    places = [renderer.email_text(brief).index(f"\n{name.upper()}\n") for name in names]
    assert places == sorted(places)
    navigation = next(iter(elements(renderer.html(brief), "nav")))
    assert [squeezed(each) for each in navigation.iter("a")] == names


@CHOICES
@pytest.mark.parametrize("number", [0, 9])
def test_a_brief_of_chosen_sections_keeps_what_must_hold(sections: tuple[str, ...], number: int) -> None:
    brief = compose(crowded(number, desk=Desk(sections=sections)))
    assert [str(each) for each in broken(edition_of(brief)) if each.force is Force.MUST] == []


def test_what_a_reader_did_not_choose_is_not_in_the_brief_and_not_said_to_be_cut_for_length() -> None:
    brief = compose(crowded(9, desk=Desk(sections=SHORT)))
    assert (brief.stories, brief.also, brief.ledger, brief.calendar, brief.changes) == ((), (), (), (), ())
    assert brief.coverage.dropped == ()
    assert brief.bottom_line
    assert brief.watch
    assert not [line for line in brief.caveats if line.label == "Not known"]


def test_s5_the_words_are_those_of_the_chosen_sections() -> None:
    brief = compose(three_stories(desk=Desk(sections=SHORT)))
    shown = text_of_markdown(Renderer().markdown(brief)).partition(english()("page.statement"))[0]
    sources = shown[shown.index("\nSources\n") : shown.index("\nWatch\n")]
    printed = count_words(without_marks(shown)) - count_words(without_marks(sources))
    assert brief.header.words == pytest.approx(printed, rel=0.15)


def test_a_section_that_must_be_there_is_missed() -> None:
    edition = edition_of(compose(a_day(desk=Desk(sections=("bottom_line", "coverage", "sources")))))
    assert [str(each) for each in broken(edition) if each.rule == "S6"] == [
        "S6 header: is without the sections caveats"
    ]


def test_profiles_with_other_sections_run_over_one_store(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "{TALKS}"\n[profiles.default]\n[profiles.minister]\nmax_words = 300\n'
        f"sections = {list(SHORT)}\n"
    )
    for profile in ("default", "minister"):
        assert briefing("run", "--date", "2025-03-12", "--profile", profile).code == 0
        assert briefing("verify", "--profile", profile).code == 0
    files = [
        briefing.folder / "outputs" / each / "brief.md" for each in ("2025-03-12", "minister/2025-03-12")
    ]
    heads = [re.findall("^## (.+)$", each.read_text(encoding="utf-8"), re.MULTILINE) for each in files]
    assert len(heads[0]) == 9
    assert heads[1] == [english()(f"sections.{part}") for part in SHORT]


@pytest.mark.parametrize(("sections", "told"), [(SHORT, 0), (TURNED, 4)])
def test_s5_since_when_is_counted_only_with_the_changes(sections: tuple[str, ...], told: int) -> None:
    brief = compose(three_stories(desk=Desk(sections=sections)))
    later = replace(brief, header=replace(brief.header, previous=date(2025, 3, 9)))
    assert words_of(later) - words_of(brief) == told
