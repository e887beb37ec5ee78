"""Our own words in every language: none is missing, none is left over, and no quotation is ever translated."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from briefing.brief import SECTIONS, Brief, lines_of
from briefing.brief.changes import ChangeKind
from briefing.brief.coverage import LeftOut
from briefing.brief.lines import Voice
from briefing.brief.rows import ExpectationStatus
from briefing.day import Day, Desk
from briefing.labels import english, labels_in, languages
from briefing.publish.compose import compose
from briefing.publish.dates import instant, period, weekday_date
from briefing.publish.render import Renderer
from briefing.rules import Force, broken
from briefing.topics import TOPICS
from briefing.types import AttributionType, LedgerStatus
from tests.command import Command
from tests.days import TODAY, an_edition, crowded, three_stories
from tests.test_rules import edition_of

ROOT = Path(__file__).parents[1]
TALKS = Path(__file__).parent / "data" / "talks"
OTHERS = [each for each in languages() if each != "en"]


def used_in_code() -> Iterator[str]:
    """Yield the names of labels that code and templates use; of those put together, the part before the ``.``."""
    for path in (*(ROOT / "briefing").rglob("*.py"), *(ROOT / "templates").glob("*.j2")):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", text)
        yield from re.findall(r"\"(\w+\.)\" ~ ", text)
        yield from re.findall(r"f[\"'](\w+\.)\{", text)
        yield from (f"counted.{noun}" for noun in re.findall(r"counted\([^\n]*?,\s+\"(\w+)\"\)", text))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_label_with_the_same_places_to_fill(language: str) -> None:
    labels = labels_in(language)
    assert labels.texts.keys() == english().texts.keys()
    assert {name: len(each) for name, each in labels.lists.items()} == {
        name: len(each) for name, each in english().lists.items()
    }
    assert all(labels.texts.values())
    for name, text in labels.texts.items():
        assert places(text) == places(english().texts[name]), name
    for name, texts in labels.lists.items():
        assert [places(each) for each in texts] == [places(each) for each in english().lists[name]]


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", languages())
def test_a_folder_or_a_page_is_not_called_a_feed(language: str) -> None:
    told = labels_in(language)("coverage.sources", answered=1, tried=1)
    assert re.search(r"feed|flux|rss", told, re.IGNORECASE) is None


def test_every_label_that_is_used_is_there() -> None:
    known = {*english().texts, *english().lists}
    groups = {each.partition(".")[0] for each in known}
    used = {each for each in used_in_code() if each.partition(".")[0] in groups and not each.endswith(".")}
    assert len(used) > 100
    assert used - {"index.html", "ranks.toml", "topics.toml"} <= known


def test_no_label_is_left_over() -> None:
    used = set(used_in_code())
    for name in (*english().texts, *english().lists):
        group = f"{name.partition('.')[0]}."
        assert name in used or group in used or group == "counted.", name


def test_what_a_brief_can_say_has_its_label() -> None:
    labels = english()
    for group, names in {
        "changes": ChangeKind,
        "status": (*ExpectationStatus, *LedgerStatus),
        "attribution": AttributionType,
        "topics": TOPICS,
        "sections": SECTIONS,
    }.items():
        for name in names:
            assert labels(f"{group}.{name}")


def test_every_rule_of_the_ledger_has_its_label() -> None:
    text = "".join(
        each.read_text(encoding="utf-8") for each in (ROOT / "briefing" / "track" / "ledger").glob("*.py")
    )
    places = {
        "{told}": ("", " (caption)"),
        "{field}": ("hedge", "horizon", "attribution"),
        "{how}": ("called off", "not done in its time"),
    }
    written = set(re.findall(r"\"(2\.7 [^\"]+)\"", text))
    for place, values in places.items():
        written = {rule.replace(place, value) for rule in written for value in values}
    assert len(written) > 20
    assert {f"rules.{rule}" for rule in written} == {
        name for name in english().texts if name.startswith("rules.")
    }


# ── a brief in another language ───────────────────────────────────────────────


def day_in(language: str, **fields: object) -> Day:
    """Return the second day of three stories, with something to say in every section."""
    desk = Desk(language=language)
    return three_stories(
        edition=an_edition(TODAY + timedelta(days=1), previous=TODAY, revision=2),
        previous=compose(three_stories(desk=desk)),
        desk=desk,
        left_out=(LeftOut(title="Nota", reason="language: es"), LeftOut(title="Ferry row", reason="undated")),
        on_file=("old",),
        sample=True,
        **fields,
    )


@cache
def brief_in(language: str) -> Brief:
    return compose(day_in(language))


def forms_of(brief: Brief) -> str:
    renderer = Renderer()
    texts = (renderer.markdown, renderer.html, renderer.email_html, renderer.email_text)
    return "\n".join(" ".join(each(brief).split()) for each in texts)


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_label_is_left_in_another_language(language: str) -> None:
    labels, text = labels_in(language), forms_of(brief_in(language))
    for name, words in english().texts.items():
        longest = max(re.split(r"\{\w*\}", words), key=len).strip(" .:;,")
        if len(longest) >= 8 and longest.lower() not in labels.texts[name].lower():
            assert not re.search(rf"(?<!\w){re.escape(longest)}(?!\w)", text), name
    assert f'<html lang="{language}">' in text


@pytest.mark.parametrize("language", OTHERS)
def test_no_quotation_is_translated(language: str) -> None:
    quoted = [
        {each.quote for line in lines_of(brief_in(each_of)) for each in line.evidence}
        for each_of in ("en", language)
    ]
    assert quoted[0] == quoted[1]
    for line in lines_of(brief_in(language)):
        if line.voice in (Voice.FACT, Voice.CLAIM):
            assert any(line.text in each.quote for each in line.evidence)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("number", [0, 9])
def test_a_brief_in_another_language_keeps_what_must_hold(language: str, number: int) -> None:
    brief = compose(crowded(number, desk=Desk(language=language)))
    assert brief.header.words <= 900
    assert [str(each) for each in broken(edition_of(brief)) if each.force is Force.MUST] == []


def test_f5_the_ground_rule_is_told_in_the_language_and_the_name_is_not() -> None:
    speakers = {line.speaker for line in lines_of(brief_in("de")) if line.speaker}
    assert "Foreign Minister Clara Iriondo, offiziell" in speakers
    assert "senior Paraguayan official, unter der Bedingung der Anonymität" in speakers


# ── dates and numbers ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "weekday", "days", "month"),
    [
        ("en", "Thursday 1 August 2024", "1–3 August 2024", "August 2024"),
        ("fr", "jeudi 1er août 2024", "1er–3 août 2024", "août 2024"),
        ("de", "Donnerstag, 1. August 2024", "1.–3. August 2024", "August 2024"),
        ("es", "jueves 1 de agosto de 2024", "1–3 de agosto de 2024", "agosto de 2024"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    language: str, weekday: str, days: str, month: str
) -> None:
    labels, first = labels_in(language), date(2024, 8, 1)
    assert weekday_date(first, labels) == weekday
    assert period(first, first + timedelta(days=2), labels) == days
    assert period(first, date(2024, 8, 31), labels) == month


def test_an_instant_is_that_of_the_readers_clock() -> None:
    noon = datetime(2024, 8, 1, 12, tzinfo=UTC)
    assert instant(noon, "Europe/Paris", labels_in("fr")) == "1er août 2024, 14:00 Europe/Paris"


def test_nothing_is_one_in_french_and_several_in_english() -> None:
    assert labels_in("fr").counted(0, "article") == "0 article"
    assert english().counted(0, "article") == "0 articles"


def test_a_language_without_labels_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'xx'; there are: de, en, es, fr"):
        labels_in("xx")


# ── profiles ──────────────────────────────────────────────────────────────────


def test_readers_of_two_languages_have_their_editions_from_one_store(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "{TALKS}"\n[profiles.default]\n[profiles.paris]\nlanguage = "fr"\n'
    )
    for profile in ("default", "paris"):
        assert briefing("run", "--date", "2025-03-12", "--profile", profile).code == 0
        assert briefing("verify", "--profile", profile).code == 0
    outputs = briefing.folder / "outputs"
    assert "## Bottom line" in (outputs / "2025-03-12" / "brief.md").read_text(encoding="utf-8")
    assert "## L’essentiel" in (outputs / "paris" / "2025-03-12" / "brief.md").read_text(encoding="utf-8")
    index = (outputs / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in index
    assert '<li lang="fr">' in index
