"""Engines scored on labelled articles: which item is which, what the figures say, and what cannot be scored."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.evaluation import Evaluation, LabelledArticle, evaluate, labelled_articles, shipped
from briefing.evaluation.figures import Figure, Rate, share_figure
from briefing.evaluation.gist import lead, rouge
from briefing.evaluation.labelled import LabelledNoise, SecondReading, article_of
from briefing.evaluation.marks import is_same_holder
from briefing.evaluation.report import shown_figure
from briefing.evaluation.scoring import ArticleScore, score
from briefing.publish.summary import summary_document
from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import Article, Item
from tests.command import Command, Ran, run_in
from tests.days import a_dispute, a_party, an_expectation, an_objective, with_items
from tests.honest_model import honest
from tests.hostile import hostile
from tests.test_cli import complaints

# What the embedded engine reaches on the articles that ship with the program, less a little: raise them with it.
FLOORS = {
    "all.f1": 0.73,
    "all.core_recall": 0.79,
    "all.precision": 0.72,
    "sentence_f1": 0.68,
    "holder": 0.62,
    "attribution": 0.71,
    "dispute_sides": 0.6,
    "evidence": 1.0,
}
CEILINGS = {"noise_leakage": 0.0}

KINDS = ("objective", "dispute", "expectation", "all")
PER_KIND = ("recall", "precision", "f1", "core_recall", "lenient_recall", "lenient_precision")
OVERALL = ("sentence_f1", "holder", "attribution", "horizon", "false_horizon", "dispute_sides")


def evaluated(articles: Sequence[LabelledArticle]) -> Evaluation:
    with ThreadPoolExecutor(1) as workers:
        return evaluate(EmbeddedEngine(), articles, workers, lambda *_: None)


@cache
def of_the_shipped() -> Evaluation:
    return evaluated(labelled_articles(shipped()))


def cable() -> LabelledArticle:
    """The shipped article on a power cable: eight items, one of them a commitment; marked by two people."""
    return next(each for each in labelled_articles(shipped()) if each.id == "001")


def scored(labelled: LabelledArticle, *items: Item) -> ArticleScore:
    article = article_of(labelled)
    return score(labelled, article, with_items(article, *items), 0.0)


def demand(article: Article, holder: str = "Portugal") -> Item:
    return an_objective(article, "is pressing Rabat to carry half of its cost", holder)


# ── against the scorer that the project is measured by ────────────────────────


def write_summaries(folder: Path, articles: Sequence[LabelledArticle]) -> None:
    folder.mkdir()
    for each in articles:
        article = article_of(each)
        told = summary_document(article, EmbeddedEngine().summarize(article))
        (folder / f"{each.id}.json").write_text(json.dumps(told), encoding="utf-8")


def numbered(gold: Path, folder: Path) -> Path:
    """Copy labelled articles to names that the scorer reads."""
    folder.mkdir()
    for number, path in enumerate(sorted(gold.glob("*.json"))):
        shutil.copy(path, folder / f"{number:03}.json")
    return folder


def scorer(shared: Path, *arguments: str) -> str:
    program = str(shared / "labelled" / "score.py")
    return subprocess.run(
        [sys.executable, program, *arguments], capture_output=True, text=True, check=True
    ).stdout


def expected(told: dict[str, Any]) -> dict[str, float]:
    per_kind = {f"{kind}.{name}": told[kind][name] for kind in KINDS for name in PER_KIND}
    return per_kind | {name: told[name] for name in OVERALL}


@pytest.mark.parametrize("of", ["theirs", "ours"])
def test_the_figures_are_those_of_the_scorer(of: str, shared: Path, tmp_path: Path) -> None:
    gold = numbered(shared / "labelled" if of == "theirs" else shipped(), tmp_path / "gold")
    articles = labelled_articles(gold)
    write_summaries(tmp_path / "found", articles)
    told = json.loads(scorer(shared, str(gold), str(tmp_path / "found"), "--json"))
    figures = evaluated(articles).figures
    assert {name: figures[name].value for name in expected(told)} == pytest.approx(expected(told))
    assert [figures[f"{kind}.recall"].of for kind in KINDS] == [told[kind]["gold"] for kind in KINDS]
    assert [figures[f"{kind}.precision"].of for kind in KINDS] == [told[kind]["pred"] for kind in KINDS]


def test_the_interval_is_that_of_the_scorer(shared: Path, tmp_path: Path) -> None:
    articles = labelled_articles(shared / "labelled")
    write_summaries(tmp_path / "found", articles)
    told = scorer(shared, str(shared / "labelled"), str(tmp_path / "found"))
    f1 = evaluated(articles).figures["all.f1"]
    assert f"over articles: {f1.low:.3f} to {f1.high:.3f}" in told


# ── the engine that ships ─────────────────────────────────────────────────────


@pytest.mark.parametrize("name", FLOORS)
def test_the_embedded_engine_does_not_fall_below(name: str) -> None:
    assert of_the_shipped().figures[name].value >= FLOORS[name]


@pytest.mark.parametrize("name", CEILINGS)
def test_the_embedded_engine_does_not_rise_above(name: str) -> None:
    assert of_the_shipped().figures[name].value <= CEILINGS[name]


def test_an_engine_is_given_the_labelled_text_as_it_stands() -> None:
    for each in labelled_articles(shipped()):
        assert article_of(each).text == each.text


# ── which item is which ───────────────────────────────────────────────────────


def test_an_item_on_the_same_words_is_found() -> None:
    labelled = cable()
    rates = scored(labelled, demand(article_of(labelled))).rates
    assert rates["objective.recall"] == Rate(1, 3)
    assert rates["objective.precision"] == Rate(1, 1)
    assert rates["holder"] == Rate(1, 1)


def test_an_item_of_another_kind_is_wrong() -> None:
    labelled = cable()
    wrong = an_expectation(article_of(labelled), "is pressing Rabat to carry half of its cost", "Portugal")
    assert scored(labelled, wrong).rates["all.precision"] == Rate(0, 1)


def test_two_halves_of_an_item_count_once() -> None:
    labelled, article = cable(), article_of(cable())
    halves = [
        a_dispute(article, "“We will not pay for both ends,” Valadares told reporters."),
        a_dispute(
            article,
            "Morocco says a half share would be unfair, because most of the current would flow north.",
        ),
    ]
    rates = scored(labelled, *halves).rates
    assert rates["dispute.precision"] == Rate(1, 2)
    assert rates["dispute.lenient_precision"] == Rate(2, 2)


def test_an_item_on_the_whole_article_matches_nothing() -> None:
    labelled, article = cable(), article_of(cable())
    assert scored(labelled, an_objective(article, article.text, "Portugal")).rates["all.recall"].hits == 0


def test_a_commitment_is_neither_demanded_nor_wrong_where_it_is_labelled() -> None:
    labelled, article = cable(), article_of(cable())
    promise = an_expectation(
        article, "Portugal has promised to send Madrid the technical plans", "Portugal", subkind="commitment"
    )
    rates = scored(labelled, promise).rates
    assert rates["expectation.recall"].of == 3
    assert rates["all.precision"] == Rate(0, 0)


def test_the_sides_of_a_dispute_are_looked_for_in_its_parties() -> None:
    labelled, article = cable(), article_of(cable())
    found = a_dispute(
        article,
        "Morocco says a half share would be unfair, because most of the current would flow north.",
        a_party(article, "Morocco’s government", "Morocco says a half share would be unfair"),
        a_party(article, "Spain", None),
    )
    assert scored(labelled, found).rates["dispute_sides"] == Rate(1, 2)


@pytest.mark.parametrize(
    ("found", "labelled"),
    [("Washington", "United States"), ("Iranian officials", "Iran"), ("the U.S. government", "the US")],
)
def test_a_capital_and_a_people_are_their_state(found: str, labelled: str) -> None:
    assert is_same_holder(found, labelled)


@pytest.mark.parametrize(
    ("found", "labelled"), [("Russia", "Ukraine"), (None, "Iran"), ("officials", "officials")]
)
def test_another_or_no_name_is_not_the_holder(found: str | None, labelled: str) -> None:
    assert not is_same_holder(found, labelled)


# ── what items rest on ────────────────────────────────────────────────────────


def test_a_quotation_that_stands_elsewhere_is_no_evidence() -> None:
    labelled, article = cable(), article_of(cable())
    item = demand(article)
    moved = replace(item, evidence=(replace(item.evidence[0], start=item.evidence[0].start + 1),))
    assert scored(labelled, item).rates["evidence"] == Rate(1, 1)
    assert scored(labelled, moved).rates["evidence"] == Rate(0, 1)


def test_an_item_on_labelled_furniture_is_leakage() -> None:
    labelled = cable()
    noisy = replace(labelled, noise=(LabelledNoise(start=0, end=len(labelled.text)),))
    item = demand(article_of(labelled))
    assert scored(labelled, item).rates["noise_leakage"] == Rate(0, 1)
    assert scored(noisy, item).rates["noise_leakage"] == Rate(1, 1)


def test_what_cleaning_would_take_out_is_furniture() -> None:
    labelled = next(each for each in labelled_articles(shipped()) if each.id == "002")
    related = replace(labelled, noise=())
    item = an_objective(article_of(related), "How the trawlers of the South China Sea are tracked", "Vietnam")
    assert scored(related, item).rates["noise_leakage"] == Rate(1, 1)


# ── figures ───────────────────────────────────────────────────────────────────


def test_two_annotators_who_marked_the_same_agree() -> None:
    labelled = cable()
    same = replace(labelled, second=SecondReading(items=labelled.items))
    agreement = evaluated([same]).agreement
    assert {agreement[name].value for name in ("all.f1", "all.core_recall", "holder", "horizon")} == {1.0}


def test_rouge_counts_shared_runs_of_words() -> None:
    written, labelled = "The envoy left Oslo.", "the envoy has left"
    assert rouge(1, written, labelled) == pytest.approx(2 * 3 / 8)
    assert rouge(2, written, labelled) == pytest.approx(2 * 1 / 6)
    assert rouge(2, "Oslo", labelled) == 0


def test_the_lead_is_the_first_two_sentences() -> None:
    assert lead("One came. Two went.\n\nThree stayed.") == "One came. Two went."


def test_an_interval_holds_its_figure_and_is_the_same_again() -> None:
    rates = [Rate(1, 4), Rate(3, 4), Rate(2, 2), Rate(0, 3)]
    figure = share_figure(rates)
    assert figure.value == pytest.approx(6 / 13)
    assert figure.low < figure.value < figure.high
    assert share_figure(rates) == figure


def test_articles_come_worst_first_with_what_was_missed_and_wrong() -> None:
    articles = of_the_shipped().articles
    f1 = [each.rates["all.f1"].hits / each.rates["all.f1"].of for each in articles]
    assert f1 == sorted(f1)
    for each in articles:
        paired, labelled = each.rates["all.recall"]
        found = each.rates["all.precision"].of
        told = [remark.what for remark in each.remarks]
        assert told.count("missed") == labelled - paired
        assert told.count("wrong") == found - paired


def test_a_field_that_was_misread_is_told_with_both_values() -> None:
    labelled = cable()
    wrong = demand(article_of(labelled), holder="Spain")
    (remark,) = [each for each in scored(labelled, wrong).remarks if each.what == "holder"]
    assert (remark.found, remark.labelled) == ("Spain", "Portugal")


@pytest.mark.parametrize(
    ("value", "shown"), [(0.664, ".66"), (1.0, "1.00"), (-0.031, "-.03"), (-0.001, ".00")]
)
def test_a_share_is_shown_with_two_digits(value: float, shown: str) -> None:
    figure = Figure(value=value, low=value, high=value, of=1)
    assert shown_figure(figure) == f"{shown} ({shown} to {shown})"


# ── on the command line ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def told_as_json(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("evaluate")
    return run_in(folder, "evaluate", "--samples", "--engine", "embedded", "--format", "json")


def test_the_table_has_every_figure_and_the_json_all_articles(briefing: Command, told_as_json: Ran) -> None:
    table = briefing("evaluate", "--samples", "--engine", "embedded")
    told = json.loads(told_as_json.out)
    assert table.code == 0
    assert re.search(r"^all +\d+ +\d+ +\.\d\d \(", table.out, re.MULTILINE)
    assert re.search(r"^  missed +\w+ .*“.+”$", table.out, re.MULTILINE)
    assert "noise leakage        .00" in table.out
    assert [each["id"] for each in told["articles"]] == [each.id for each in of_the_shipped().articles]
    assert told["figures"]["all.f1"]["value"] == of_the_shipped().figures["all.f1"].value


def test_progress_does_not_mix_with_the_result(told_as_json: Ran) -> None:
    count = len(of_the_shipped().articles)
    assert told_as_json.err == f"evaluating: {count} of {count}\n"


def test_a_model_is_scored_with_what_it_took(briefing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile(honest) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.url("ok"))
        ran = briefing("evaluate", "--samples", "--engine", "openai", "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert told["engine"] == "openai"
    assert all(each["engine"]["calls"] == 1 for each in told["articles"])
    assert told["figures"]["evidence"]["value"] == 1.0


def test_a_model_that_fails_is_named_for_each_article(
    briefing: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile(honest) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.url("B15"))
        ran = briefing("evaluate", "--samples", "--engine", "openai")
    assert ran.code == 1
    assert len(complaints(ran.err)) == len(of_the_shipped().articles)
    assert "written by the embedded engine in place of" in ran.err


def edited(**fields: Any) -> str:
    article = json.loads((shipped() / "001.json").read_text(encoding="utf-8"))
    return json.dumps(article | fields)


def moved_evidence() -> str:
    article = json.loads((shipped() / "001.json").read_text(encoding="utf-8"))
    article["items"][0]["evidence"][0]["start"] += 1
    return json.dumps(article)


BAD = {
    "broken off": ('{"title": "x"', "Invalid JSON"),
    "no object": ("[]", "is no labelled article"),
    "no text": (edited(text=None), "text: "),
    "unknown kind": (edited(items=[{"kind": "rumour"}]), "items.0.kind"),
    "evidence elsewhere": (
        moved_evidence(),
        "items.0: “Lisbon wants the cable finished by the end of 2031” does not stand at",
    ),
    "no evidence": (
        edited(items=[{"kind": "dispute", "subkind": "concern", "evidence": []}]),
        "items.0: has no evidence",
    ),
    "sentence outside": (
        edited(sentence_labels=[{"start": 9, "end": 99999}]),
        "sentence_labels.0: 9 to 99999",
    ),
    "no date": (edited(published="spring"), "published: 'spring' is no date"),
    "other language": (
        edited(
            text="Le ministre a déclaré mardi que les deux pays ouvriront des pourparlers la semaine "
            "prochaine à Tanger, mais que la question du prix reste ouverte.",
            items=[],
            second=None,
            sentence_labels=[],
        ),
        "is in the language 'fr', which the embedded engine does not read",
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_file_is_one_line(fault: str, briefing: Command) -> None:
    content, words = BAD[fault]
    (briefing.folder / "gold").mkdir()
    (briefing.folder / "gold" / "bad.json").write_text(content, encoding="utf-8")
    ran = briefing("evaluate", "gold", "--engine", "embedded")
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert "bad" in ran.err
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere: is not there"),
        (["empty"], "empty: holds no labelled article"),
        (["binary.json"], "is not UTF-8 text"),
        ([], "--samples"),
        (["empty", "--samples"], "--samples"),
        (["--samples", "--engine", "oracle"], "oracle"),
    ],
)
def test_what_cannot_be_scored_is_one_line(arguments: list[str], words: str, briefing: Command) -> None:
    (briefing.folder / "empty").mkdir()
    (briefing.folder / "binary.json").write_bytes(b"\xff\xfe{}")
    ran = briefing("evaluate", *arguments)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert words in ran.err
