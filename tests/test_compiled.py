"""A template is compiled once in a process, and again where it was changed."""

from pathlib import Path
from types import CodeType

from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from tests.days import three_stories


def code_of(renderer: Renderer, language: str, name: str = "brief.md.j2") -> CodeType:
    code: CodeType = renderer._environment(language).get_template(name).root_render_func.__code__
    return code


def test_a_template_is_compiled_once_for_all_renderers_and_languages() -> None:
    first = code_of(Renderer(), "en")
    assert code_of(Renderer(), "en") is first
    assert code_of(Renderer(), "fr") is first


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    brief = compose(three_stories())
    for text in ("One.", "Two.", "One."):
        (tmp_path / "brief.md.j2").write_text(text)
        assert Renderer(tmp_path).markdown(brief) == f"{text}\n"


def test_templates_of_one_name_in_two_folders_stay_apart(tmp_path: Path) -> None:
    brief = compose(three_stories())
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "brief.md.j2").write_text(name)
    both = [Renderer(tmp_path / name) for name in ("one", "two")]
    assert [each.markdown(brief) for each in both] == ["one\n", "two\n"]
