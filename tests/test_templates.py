"""Templates of one's own: what they replace, and how a fault in one is told."""

import re
from pathlib import Path

import pytest

from briefing.errors import ConfigError, RenderError
from briefing.publish.compose import compose
from briefing.publish.render import Renderer, built_in
from tests.payloads import hostile
from tests.printed import full_brief


def test_a_template_of_one_s_own_overrides_one_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text(
        "{{ brief.header.title }} | {{ brief.stories[0].headline.text }}", "utf-8"
    )
    brief = compose(hostile("*x*"))
    assert Renderer(tmp_path).markdown(brief) == "Desk \\*x\\* | Peru says \\*x\\*\n"
    assert Renderer(tmp_path).html(brief) == Renderer().html(brief)


def test_a_template_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("x", "utf-8")
    assert Renderer().fingerprint == Renderer().fingerprint
    assert Renderer(tmp_path).fingerprint != Renderer().fingerprint


def test_what_else_lies_in_a_folder_of_templates_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"\0\0\0\x01Bud1\xff")
    assert Renderer(tmp_path).fingerprint == Renderer().fingerprint


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("one\n{{ brief.header.titel }}", ["line 2", "titel"]),
        ("one\n{{ brfie }}", ["line 2", "brfie"]),
        ("one\n\n{% if %}", ["line 3"]),
        ("{% include 'none.md.j2' %}", ["none.md.j2", "no template of this name"]),
        ("{{ brief.header.day.no_such() }}", ["line 1", "no_such"]),
        ("{{ 1 / 0 }}", ["line 1", "division"]),
        ("{{ brief.__class__.__mro__ }}", ["line 1", "__class__"]),
    ],
)
def test_a_fault_in_a_template_is_told_in_one_line_with_file_line_and_remedy(
    tmp_path: Path, template: str, words: list[str]
) -> None:
    path = tmp_path / "brief.md.j2"
    path.write_text(template, "utf-8")
    with pytest.raises(RenderError) as caught:
        Renderer(tmp_path).markdown(full_brief())
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words)
    assert "brief.md.j2" in message or "none.md.j2" in message
    assert "; " in message


def test_a_folder_of_templates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder of templates"):
        Renderer(tmp_path / "none")


@pytest.mark.parametrize(
    "name", ["breif.md.j2", "briev.html", "brief.html", "briefing.toml", "old/brief.md.j2"]
)
def test_a_file_that_replaces_no_template_is_told_with_those_there_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x", "utf-8")
    told = rf"{re.escape(name)}: replaces no template; there are: .*brief\.md\.j2"
    with pytest.raises(ConfigError, match=told) as caught:
        Renderer(tmp_path)
    assert "briefing.toml" not in str(caught.value).partition("there are")[2]


@pytest.mark.parametrize(
    "name", [".DS_Store", ".git/HEAD", "brief.md.j2~", ".brief.md.j2.swp", "#brief.md.j2#"]
)
def test_what_programs_leave_in_a_folder_of_templates_is_let_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"\xff\0")
    (tmp_path / "brief.md.j2").write_text("{{ brief.header.title }}", "utf-8")
    assert Renderer(tmp_path).markdown(full_brief()) == "Diplomatic Daily Brief\n"


def test_a_piece_of_a_piece_may_have_any_name_and_one_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("{% include 'seal.txt' %}", "utf-8")
    (tmp_path / "seal.txt").write_text("{% include 'name.txt' %}", "utf-8")
    (tmp_path / "name.txt").write_text("Desk", "utf-8")
    assert Renderer(tmp_path).markdown(full_brief()) == "Desk\n"
    (tmp_path / "brief.md.j2").write_text("Desk", "utf-8")
    with pytest.raises(ConfigError, match=r"name\.txt: replaces no template"):
        Renderer(tmp_path)


def test_a_template_may_bring_pieces_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("{% include 'seal.md.j2' %}", "utf-8")
    (tmp_path / "seal.md.j2").write_text("{{ brief.header.title }}", "utf-8")
    assert Renderer(tmp_path).markdown(full_brief()) == "Diplomatic Daily Brief\n"


def test_an_unknown_built_in_file_is_told() -> None:
    with pytest.raises(RenderError, match="none\\.j2"):
        built_in("none.j2")
