"""One edition from a folder of texts: what is made, what a rerun does, and what a crash leaves."""

import json
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx2
import pytest
from _pytest.mark import ParameterSet

from briefing.collect import duplicates
from briefing.collect.duplicates import signature
from briefing.collect.fetch import Fetcher
from briefing.collecting import collect
from briefing.composing import inputs_of
from briefing.settings import Settings
from briefing.summarize.attempt import summary_or_error
from briefing.summarize.embedded import engine
from briefing.summarize.embedded.draft import Reading
from briefing.summarize.embedded.engine import reading_of
from briefing.types import Article, Document, DocumentHints, FetchState, MediaType, Source, SourceKind
from briefing.workplace import open_workplace
from tests.build import add, an_article
from tests.command import Command, run_in
from tests.days import a_day
from tests.site import reply, site

TALKS = Path(__file__).parent / "data" / "talks"
FILES = ("brief.json", "brief.md", "brief.html", "brief.ics", "email.eml")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    shutil.copytree(TALKS, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def brief_of(folder: Path) -> Any:
    return json.loads((folder / "brief.json").read_text())


def quotations(brief: Any) -> list[Any]:
    """Return every piece of evidence that stands anywhere in a brief."""
    if isinstance(brief, dict):
        own = brief.get("evidence") or []
        return [
            *own,
            *(each for key, value in brief.items() if key != "evidence" for each in quotations(value)),
        ]
    return [each for value in brief for each in quotations(value)] if isinstance(brief, list) else []


def test_a_folder_becomes_a_brief_in_three_forms(briefing: Command, notes: Path) -> None:
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert (ran.code, ran.err.count("briefing:")) == (0, 0)
    assert "## Bottom line" in ran.out
    assert "outputs/2025-03-12/brief.md" in ran.out
    assert all(contents(notes.parent / "outputs" / "2025-03-12").values())


def test_every_quotation_of_the_brief_stands_in_its_article(briefing: Command, notes: Path) -> None:
    from briefing.store import open_store

    briefing("run", "--source", "notes", "--date", "2025-03-12")
    found = quotations(brief_of(notes.parent / "outputs" / "2025-03-12"))
    store = open_store(f"sqlite:///{notes.parent / 'outputs' / 'briefing.db'}")
    articles = store.archive.articles({each["article_id"] for each in found})
    assert len(found) > 10
    for each in found:
        article = articles[each["article_id"]]
        text = {"body": article.text, "title": article.title}[each["section"]]
        assert text[each["start"] : each["end"]] == each["quote"]


def test_a_rerun_does_nothing_again_and_leaves_every_byte(briefing: Command, notes: Path) -> None:
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    folder = notes.parent / "outputs" / "2025-03-12"
    before = {name: (folder / name).stat().st_mtime_ns for name in FILES}
    made = contents(folder)
    again = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert again.code == 0
    assert contents(folder) == made
    assert {name: (folder / name).stat().st_mtime_ns for name in FILES} == before
    assert "0 new articles, 0 summarized" in briefing("status").out.splitlines()[1]


def test_a_new_article_makes_a_new_revision(briefing: Command, notes: Path) -> None:
    (notes / "third.txt").rename(notes.parent / "kept.txt")
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    first = brief_of(notes.parent / "outputs" / "2025-03-12")["header"]
    (notes.parent / "kept.txt").rename(notes / "third.txt")
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    second = brief_of(notes.parent / "outputs" / "2025-03-12")["header"]
    assert (first["revision"], second["revision"]) == (1, 2)
    assert second["new_reports"] == first["new_reports"] + 1


def test_a_file_that_was_touched_is_made_whole_again(briefing: Command, notes: Path) -> None:
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    folder = notes.parent / "outputs" / "2025-03-12"
    made = contents(folder)
    (folder / "brief.md").write_text("scribble")
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert contents(folder) == made


def test_an_article_of_a_later_day_is_left_for_it(briefing: Command, notes: Path) -> None:
    briefing("run", "--source", "notes", "--date", "2025-03-11")
    titles = [each["title"] for each in brief_of(notes.parent / "outputs" / "2025-03-11")["sources"]]
    assert not any("sign interim" in title for title in titles)


def test_a_report_printed_again_half_a_year_later_is_not_news(briefing: Command, notes: Path) -> None:
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    printed = (notes / "third.txt").read_text()
    (notes / "again.txt").write_text(printed.replace("published: 2025-03", "published: 2025-09"))
    briefing("run", "--source", "notes", "--date", "2025-09-12")
    brief = brief_of(notes.parent / "outputs" / "2025-09-12")
    assert brief["header"]["new_reports"] == 0


def test_the_same_articles_give_the_same_brief_wherever_they_lie(briefing: Command, notes: Path) -> None:
    briefing("run", "--source", "notes", "--date", "2025-03-12", "--out", "one")
    shutil.move(notes, notes.parent / "moved")
    briefing("run", "--source", str(notes.parent / "moved"), "--date", "2025-03-12", "--out", "two")
    assert contents(notes.parent / "one" / "2025-03-12") == contents(notes.parent / "two" / "2025-03-12")


def test_what_is_not_used_is_named_by_its_file_wherever_that_lies(briefing: Command, notes: Path) -> None:
    words = "The envoys of Peru and Chile met in Lima on Tuesday. " * 4
    (notes / "scan.pdf").write_bytes(b"%PDF-1.7")
    (notes / "odd.txt").write_text(f"---\ntitle: Envoys meet\npublished: 03/12/2025\n---\n\n{words}\n")
    (notes / "bad.txt").write_text("---\ntitle: [\n---\n\nThe envoys of Peru met in Lima on Tuesday.\n")
    (notes / "view.txt").write_text(f"An envoy's view of the talks\n\n{words.replace('on Tuesday', 'again')}")
    assert briefing("run", "--source", str(notes), "--date", "2025-03-12", "--out", "one").code == 1
    moved = notes.parent / "moved"
    shutil.move(notes, moved)
    assert briefing("run", "--source", str(moved), "--date", "2025-03-12", "--out", "two").code == 1
    made = [contents(notes.parent / out / "2025-03-12") for out in ("one", "two")]
    assert made[0] == made[1]
    assert all(
        made[0]["brief.json"].count(each) for each in (b"scan.pdf", b"odd.txt", b"bad.txt", b"view.txt")
    )
    assert str(notes.parent).encode() not in b"".join(made[0].values())


def test_a_source_that_fails_is_named_and_the_others_are_in_the_brief(briefing: Command, notes: Path) -> None:
    (notes / "broken.txt").write_bytes(b"\x00\x01\x02" * 500)
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert ran.code == 1
    assert "broken.txt" in ran.err
    brief = brief_of(notes.parent / "outputs" / "2025-03-12")
    assert brief["header"]["new_reports"] == 3
    assert any("broken.txt" in str(each) for each in brief["coverage"].values())


def test_a_file_that_cannot_be_read_revises_no_edition_by_being_there_still(
    briefing: Command, notes: Path
) -> None:
    (notes / "odd.txt").write_text("---\ntitle: [\n---\n\nThe envoys of Peru met in Lima on Tuesday.\n")
    arguments = ("run", "--source", "notes", "--date", "2025-03-12")
    folder = notes.parent / "outputs" / "2025-03-12"
    first = briefing(*arguments)
    before = contents(folder)
    again = briefing(*arguments)
    assert (first.code, again.code) == (1, 1)
    assert all(ran.err.count("odd.txt: front matter is not YAML") == 1 for ran in (first, again))
    assert contents(folder) == before
    assert before["brief.md"].count(b"odd.txt") == 1


def corrected_version(notes: Path) -> str:
    return (
        (notes / "first.txt").read_text().replace("2025-03-10", "2025-03-12").replace("20 March", "21 March")
    )


def test_a_file_that_its_outlet_changed_and_dated_anew_is_the_news_of_its_day(
    briefing: Command, notes: Path
) -> None:
    assert briefing("run", "--source", "notes", "--date", "2025-03-10").code == 0
    (notes / "first.txt").write_text(corrected_version(notes))
    for each in ("second.txt", "third.txt"):
        (notes / each).unlink(missing_ok=True)
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0
    brief = brief_of(notes.parent / "outputs" / "2025-03-12")
    assert brief["header"]["new_reports"] > 0
    assert "corrected" in [each["kind"] for each in brief["changes"]]
    assert briefing("verify").code == 0


def test_an_edition_that_has_a_correction_leaves_out_what_it_corrects_and_says_so(
    briefing: Command, notes: Path
) -> None:
    (notes / "anew.txt").write_text(corrected_version(notes))
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0
    folder = notes.parent / "outputs" / "2025-03-12"
    brief = brief_of(folder)
    (left_out,) = brief["coverage"]["left_out"]
    assert left_out["reason"] == "corrected"
    assert "corrected by its outlet since" in (folder / "brief.md").read_text()
    assert "20 March" not in json.dumps(brief)


def test_what_a_correction_superseded_does_not_come_late_to_the_next_edition(
    briefing: Command, notes: Path
) -> None:
    (notes / "anew.txt").write_text(corrected_version(notes).replace("2025-03-12", "2025-03-11"))
    assert briefing("run", "--source", "notes", "--date", "2025-03-11").code == 0
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0
    sources = brief_of(notes.parent / "outputs" / "2025-03-12")["sources"]
    assert not any(each["new"] for each in sources if each["published"] == "2025-03-10")


def test_an_edition_whose_store_was_lost_is_not_overwritten(briefing: Command, notes: Path) -> None:
    arguments = ("run", "--source", "notes", "--date", "2025-03-12")
    assert briefing(*arguments).code == 0
    outputs = notes.parent / "outputs"
    before = contents(outputs / "2025-03-12")
    for each in outputs.glob("briefing.db*"):
        each.unlink()
    (notes / next(iter(sorted(each.name for each in notes.iterdir())))).unlink()
    ran = briefing(*arguments)
    assert ran.code == 2
    assert "2025-03-12: holds an edition that the store does not know" in ran.err
    assert contents(outputs / "2025-03-12") == before


def test_a_date_in_front_matter_that_cannot_be_read_is_named_with_its_file(
    briefing: Command, notes: Path
) -> None:
    words = "The envoys of Peru and Chile met in Lima on Tuesday. " * 4
    (notes / "odd.txt").write_text(f"---\ntitle: Envoys meet\npublished: 03/12/2025\n---\n\n{words}\n")
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    told = "odd.txt: published “03/12/2025” is no date that can be read; write it like 2025-03-10"
    assert (ran.code, ran.err.count(told)) == (1, 1)
    folder = notes.parent / "outputs" / "2025-03-12"
    coverage = brief_of(folder)["coverage"]
    (undated,) = coverage["undated"]
    assert undated.startswith("Envoys meet (")
    assert told in undated
    assert coverage["failed"] == []
    before = contents(folder)
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0
    assert contents(folder) == before


@pytest.mark.parametrize("earlier", [("run", "--date", "2025-03-12", "--dry-run"), ("collect",)])
def test_a_date_that_cannot_be_read_is_told_by_the_run_that_makes_the_edition_whatever_ran_before(
    briefing: Command, notes: Path, earlier: tuple[str, ...]
) -> None:
    words = "The envoys of Peru and Chile met in Lima on Tuesday. " * 4
    (notes / "odd.txt").write_text(f"---\ntitle: Envoys meet\npublished: 03/12/2025\n---\n\n{words}\n")
    told = "odd.txt: published “03/12/2025” is no date that can be read; write it like 2025-03-10"
    for _ in range(2):
        before = briefing(*earlier, "--source", "notes")
    rehearsed = briefing("run", "--source", "notes", "--date", "2025-03-12", "--dry-run")
    assert (rehearsed.code, rehearsed.err.count(told)) == (1, 1)
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert (ran.code, ran.err.count(told)) == (1, 1)
    assert told in briefing("status").out
    assert before.err.count(told) == (earlier != ("collect",))


def test_each_reader_is_told_of_a_date_that_cannot_be_read_once(briefing: Command, notes: Path) -> None:
    words = "The envoys of Peru and Chile met in Lima on Tuesday. " * 4
    (notes / "odd.txt").write_text(f"---\ntitle: Envoys meet\npublished: 03/12/2025\n---\n\n{words}\n")
    (notes.parent / "briefing.toml").write_text("[profiles.trade]\n[profiles.minister]\n")
    runs = [
        briefing("run", "--source", "notes", "--date", f"2025-03-{day}", "--profile", profile).code
        for day in (12, 13)
        for profile in ("trade", "minister")
    ]
    assert runs == [1, 1, 0, 0]


def test_a_file_that_was_mended_is_no_longer_told_to_be_left_out(briefing: Command, notes: Path) -> None:
    odd = notes / "odd.txt"
    odd.write_text("---\ntitle: [\n---\n\nThe envoys of Peru met in Lima on Tuesday.\n")
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 1
    folder = notes.parent / "outputs" / "2025-03-12"
    (left_out,) = (each for each in brief_of(folder)["coverage"]["left_out"] if "odd.txt" in each["title"])
    assert left_out["reason"].startswith("front matter")
    mended = "The envoys of Peru and Chile met in Lima on Tuesday. " * 4
    odd.write_text(f"---\ntitle: Envoys meet\npublished: 2025-03-12\n---\n\n{mended}\n")
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0
    assert not any("odd.txt" in each["title"] for each in brief_of(folder)["coverage"]["left_out"])


def test_a_page_on_which_a_library_fails_is_named_and_the_others_are_in_the_brief(
    briefing: Command, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trafilatura.extract", too_deep)
    (notes / "odd.html").write_text("<p>The envoys met.</p>")
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert (ran.code, ran.err.count("odd.html: cannot be read (RecursionError)")) == (1, 1)
    brief = brief_of(notes.parent / "outputs" / "2025-03-12")
    assert brief["header"]["new_reports"] == 3
    assert any("odd.html" in each["title"] for each in brief["coverage"]["left_out"])


def too_deep(*_page: object, **_options: object) -> str:
    raise RecursionError


def test_files_of_another_kind_and_articles_dated_ahead_are_named_among_what_was_not_used(
    briefing: Command, notes: Path
) -> None:
    (notes / "scan.pdf").write_bytes(b"%PDF-1.7")
    (notes / "late.txt").write_text(corrected_version(notes).replace("2025-03-12", "2062-03-12"))
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert ran.code == 1
    assert "briefing: notes/scan.pdf: of a kind that is not read (.pdf); save the text as .txt" in ran.err
    shown = briefing("show", "2025-03-12").out
    assert "- scan.pdf: of a kind that is not read (.pdf); save the text as .txt" in shown
    assert "(late.txt): dated 12 March 2062, a day to come" in shown
    assert briefing("verify").code == 0


def test_an_undated_text_is_named_by_its_headline_and_its_file(briefing: Command, notes: Path) -> None:
    text = (notes / "first.txt").read_text().partition("OSLO: ")[2]
    headline = "Analysis: What Norway wants from its mackerel quarrel"
    (notes / "view.txt").write_text(f"{headline}\n\n{text}")
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0
    assert f"- {headline} (view.txt): undated" in briefing("show", "2025-03-12").out


def test_what_a_full_disk_kept_out_is_told_as_the_machines_fault_and_read_by_the_next_run(
    briefing: Command, notes: Path
) -> None:
    run = ["run", "--source", "notes", "--date", "2025-03-12"]
    script = textwrap.dedent(NO_ROOM)
    full = subprocess.run(
        [sys.executable, "-c", script, *run], cwd=notes.parent, capture_output=True, timeout=60, check=False
    )
    assert full.returncode == 1, full.stderr
    assert full.stderr.count(b"this machine failed (File too large); the next run reads it again") == 3
    folder = notes.parent / "outputs" / "2025-03-12"
    brief = brief_of(folder)
    assert brief["header"]["new_reports"] == 0
    assert sum("this machine failed" in each for each in brief["coverage"]["failed"]) == 3
    assert briefing(*run).code == 0
    assert brief_of(folder)["header"]["new_reports"] == 3


NO_ROOM = """
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    from briefing.cli import main
    main()
"""
"""No file may grow beyond what the store and an edition take: what a library unpacks to load it does not fit."""


def test_a_page_that_this_machine_failed_to_read_is_sent_again_by_its_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (TALKS / "first.txt").read_text()
    answers = {
        "/one": reply(f"<html><body><article>{text}</article></body></html>", ETag='"1"'),
    }
    settings, now = Settings(outputs=tmp_path / "outputs"), datetime(2025, 3, 12, 7, tzinfo=UTC)
    with site(answers) as served, open_workplace(settings, lambda *_: None, now=now) as work:
        friendly = replace(work, fetcher=Fetcher(allow=frozenset({"127.0.0.1"})))
        page = [Source(name="one", location=f"{served.base}/one", kind=SourceKind.PAGE)]
        with monkeypatch.context() as patch:
            patch.setattr("trafilatura.extract", no_memory)
            (told,) = collect(friendly, page, now=now).failures
        assert "this machine failed (out of memory)" in told.message
        assert collect(friendly, page, now=now).articles == 1
    assert "if-none-match" not in served.asked[-1][1]


def no_memory(*_page: object, **_options: object) -> str:
    raise MemoryError


def fails_on(word: str, fault: type[BaseException]) -> Any:
    """Return what reads an article as the embedded engine does, but for those with a word in them."""

    def reading(text: str) -> Reading:
        if word in text:
            raise fault
        return reading_of(text)

    return reading


def test_an_article_that_the_engine_fails_on_is_named_and_the_others_are_in_the_brief(
    briefing: Command, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "odd.txt").write_text(ODD)
    monkeypatch.setattr(engine, "reading_of", fails_on("Zanzibar", RecursionError))
    edition = ("run", "--source", "notes", "--date", "2025-03-12")
    told = "Envoys meet: cannot be summarized (RecursionError); the next version of the program tries again"
    runs = [briefing(*edition), briefing(*edition)]
    assert [(ran.code, ran.err.count(f"briefing: {told}")) for ran in runs] == [(1, 1), (1, 1)]
    brief = brief_of(notes.parent / "outputs" / "2025-03-12")
    assert brief["header"]["new_reports"] == 3
    assert brief["coverage"]["left_out"] == [
        {"title": "Envoys meet (odd.txt)", "reason": told.partition(": ")[2], "split_off": False}
    ]
    assert told in briefing("status").out
    monkeypatch.setattr(engine, "reading_of", reading_of)
    assert briefing(*edition).code == 1
    monkeypatch.setattr("briefing.__version__", "9")
    assert briefing(*edition).code == 0
    brief = brief_of(notes.parent / "outputs" / "2025-03-12")
    assert (brief["header"]["new_reports"], brief["coverage"]["left_out"]) == (4, [])


ODD = (
    "---\ntitle: Envoys meet\npublished: 2025-03-12\n---\n\n"
    + "The envoys of Peru and Chile met in Zanzibar on Tuesday. " * 4
)


def test_articles_that_the_engine_fails_on_are_named_one_by_one_when_asked_for(
    briefing: Command, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "odd.txt").write_text(ODD)
    monkeypatch.setattr(engine, "reading_of", fails_on("Zanzibar", ValueError))
    ran = briefing("summarize", "notes")
    assert (ran.code, ran.err.count("odd.txt: cannot be summarized (ValueError)")) == (1, 1)
    assert briefing("summarize", "notes/odd.txt").code == 3


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError, OSError])
def test_what_is_wrong_with_the_machine_is_no_fault_of_an_article(
    monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    monkeypatch.setattr(engine, "reading_of", fails_on("", fault))
    with pytest.raises(fault):
        summary_or_error(engine.EmbeddedEngine(), an_article("Peru met Chile."), "a report")


def test_a_users_template_takes_the_place_of_one(briefing: Command, notes: Path) -> None:
    (notes.parent / "mine").mkdir()
    (notes.parent / "mine" / "brief.md.j2").write_text("# {{ brief.header.title }} by my own hand\n")
    (notes.parent / "briefing.toml").write_text('templates = "mine"\n')
    briefing("run", "--source", "notes", "--date", "2025-03-12")
    folder = notes.parent / "outputs" / "2025-03-12"
    assert (folder / "brief.md").read_text() == "# Diplomatic Daily Brief by my own hand\n"
    assert "<html" in (folder / "brief.html").read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brief.md.j2", ""),
        ("brief.html.j2", '<html lang="en"><script src="https://stats.example/a.js"></script></html>'),
    ],
)
def test_what_a_users_template_breaks_of_the_rules_is_told_by_the_run_that_made_it(
    briefing: Command, notes: Path, name: str, text: str
) -> None:
    (notes.parent / "mine").mkdir()
    (notes.parent / "mine" / name).write_text(text)
    (notes.parent / "briefing.toml").write_text('templates = "mine"\n')
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    told = [line for line in ran.err.splitlines() if line.startswith("briefing: ")]
    assert (ran.code, len(told)) == (1, 1)
    assert "mine: what these templates make breaks rules of a brief in " in told[0]
    assert "`briefing verify 2025-03-12` tells all" in told[0]


def test_a_users_template_that_keeps_the_rules_is_no_failure(briefing: Command, notes: Path) -> None:
    (notes.parent / "mine").mkdir()
    built_in = Path(__file__).parents[1] / "templates" / "brief.md.j2"
    (notes.parent / "mine" / "brief.md.j2").write_text(built_in.read_text())
    (notes.parent / "briefing.toml").write_text('templates = "mine"\n')
    assert briefing("run", "--source", "notes", "--date", "2025-03-12").code == 0


def test_the_desks_word_for_an_outlet_and_its_grade_wins(briefing: Command, notes: Path) -> None:
    (notes.parent / "briefing.toml").write_text(
        '[[sources]]\nlocation = "notes"\noutlet = "The Registry"\ngrade = "A"\n'
    )
    briefing("run", "--date", "2025-03-12")
    sources = brief_of(notes.parent / "outputs" / "2025-03-12")["sources"]
    assert {(each["outlet"], each["grade"]) for each in sources} == {("The Registry", "A")}


def test_a_feed_and_its_pages_come_over_http(briefing: Command) -> None:
    page = (
        '<html lang="en"><head><meta property="og:site_name" content="The Harbour Post"></head><body><article>'
        "<h1>Oslo and Reykjavik to meet over mackerel</h1><p>{}</p></article></body></html>"
    )
    text = "</p><p>".join((TALKS / "first.txt").read_text().split("\n\n")[1:])
    item = "<item><title>Oslo and Reykjavik to meet over mackerel</title><link>/one</link>{}</item>"
    dated = item.format("<pubDate>Mon, 10 Mar 2025 08:00:00 +0000</pubDate>")
    feed = f"<rss version='2.0'><channel><title>Post</title>{dated}</channel></rss>"
    answers = {"/feed": reply(feed, kind="application/rss+xml"), "/one": reply(page.format(text))}
    with site(answers) as served:
        (briefing.folder / "briefing.toml").write_text('[fetch]\nallow_hosts = ["127.0.0.1"]\n')
        ran = briefing("run", "--source", f"{served.base}/feed", "--date", "2025-03-10")
        again = briefing("run", "--source", f"{served.base}/feed", "--date", "2025-03-10")
    assert (ran.code, again.code) == (0, 0), ran.err
    assert served.paths().count("/one") == 1, "a page that is stored is not fetched again"
    (source,) = brief_of(briefing.folder / "outputs" / "2025-03-10")["sources"]
    assert (source["outlet"], source["published"]) == ("The Harbour Post", "2025-03-10")


def test_a_host_that_asked_for_patience_is_left_alone_by_the_sources_that_follow(tmp_path: Path) -> None:
    asked: list[str] = []

    def busy(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        return httpx2.Response(429, headers={"Retry-After": "3600"})

    settings, now = Settings(outputs=tmp_path / "outputs"), datetime(2025, 3, 12, 7, tzinfo=UTC)
    feeds = [Source(name=each, location=f"https://news.example/{each}") for each in ("world", "africa")]
    with open_workplace(settings, lambda *_: None, now=now) as work:
        polite = replace(work, fetcher=Fetcher(transport=httpx2.MockTransport(busy)))
        collected = collect(polite, feeds, now=now)
    assert asked == ["/world"]
    assert "was not asked" in collected.failures[1].message


def test_a_run_forgets_the_entries_that_no_run_came_to_for_a_month(tmp_path: Path) -> None:
    settings, now = Settings(outputs=tmp_path / "outputs"), datetime(2025, 3, 12, 7, tzinfo=UTC)
    kept = FetchState(url="https://news.example/new", failed_at=now - timedelta(days=29))
    gone = FetchState(url="https://news.example/old", failed_at=now - timedelta(days=31))
    with open_workplace(settings, lambda *_: None, now=now) as work:
        work.store.archive.save_fetch_states([kept, gone])
        collect(work, [], now=now)
        assert work.store.archive.fetch_states() == {kept.url: kept}


def test_a_run_compares_what_is_new_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[set[str]] = []
    are_copies = duplicates._are_copies

    def counting(one: Article, other: Article, *read: Any) -> bool:
        compared.append({one.id, other.id})
        return are_copies(one, other, *read)

    monkeypatch.setattr(duplicates, "_are_copies", counting)
    settings, now = Settings(outputs=tmp_path / "outputs"), datetime(2025, 3, 12, 7, tzinfo=UTC)
    with open_workplace(settings, lambda *_: None, now=now) as work:
        for number in range(4):
            text = BULLETIN.format(2 * number, f"Place{number}", 7 * number, 9 * number)
            document = Document(
                id=f"d{number}",
                source="notes",
                location=f"{number}.txt",
                url=None,
                media_type=MediaType.TEXT,
                text=text,
                hints=DocumentHints(),
            )
            bulletin = an_article(text, id=f"b{number}")
            add(work.store, document, bulletin, signature=signature(text), now=now)
            compared.clear()
            collect(work, [], now=now)
            assert sorted(map(sorted, compared)) == [[f"b{each}", f"b{number}"] for each in range(number)]


BULLETIN = (
    "An earthquake of magnitude {} struck {}, the national centre said, and there were no immediate reports of damage or "
    "casualties. The tremor was recorded {} kilometres off the coast at a depth of {} kilometres, the centre said in a "
    "statement. No tsunami warning was issued by the authorities. The region lies on an arc of intense seismic activity "
    "that stretches around the rim of the ocean and where quakes are common."
)


def test_no_secret_of_a_configured_address_is_told(briefing: Command) -> None:
    text = "</p><p>".join((TALKS / "first.txt").read_text().split("\n\n")[1:])
    answers = {
        "/feed?token=hush": reply(
            f"<rss><channel><item><description>{text}</description></item></channel></rss>"
        ),
        "/wall?token=hush": reply("<p>Log in.</p>"),
    }
    with site(answers) as served:
        login = served.base.replace("//", "//me:hush@")
        addresses = [login, *(f"{served.base}/{path}?token=hush" for path in ("feed", "wall", "gone"))]
        (briefing.folder / "briefing.toml").write_text(
            '[fetch]\nallow_hosts = ["127.0.0.1"]\n'
            + "".join(f'[[sources]]\nlocation = "{each}"\n' for each in addresses)
        )
        ran = briefing("run", "--date", "2025-03-10")
        told = [ran, briefing("sources"), briefing("status"), briefing("summarize", addresses[2])]
    assert (ran.code, ran.err.count("/wall?…: holds no article")) == (1, 1), ran.err
    assert not any("hush" in each.out + each.err for each in told)
    files = [each for each in (briefing.folder / "outputs").rglob("*.*") if "briefing.db" not in each.name]
    assert len(files) > len(FILES)
    assert not any(b"hush" in each.read_bytes() for each in files)


KILLED_AT = """
    import os, signal, sys
    from briefing.store.database import Database
    from briefing.publish import files

    left = int(sys.argv.pop(1))

    def count(function):
        def counted(*arguments, **named):
            global left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)
        return counted

    Database.transaction = count(Database.transaction)
    files.os.fsync = count(files.os.fsync)
    from briefing.cli import main
    main()
"""


def some(few: list[int], more: list[int]) -> list[ParameterSet]:
    """Return parameters of which the tests take a few and the long tests more."""
    return [*map(pytest.param, few), *(pytest.param(each, marks=pytest.mark.long) for each in more)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert run_in(folder, "run", "--source", str(TALKS), "--date", "2025-03-12").code == 0
    return contents(folder / "outputs" / "2025-03-12")


@pytest.mark.parametrize("steps", some([1, 26], [4, 8, 11, 14, 17, 20, 23, 29, 32, 35]))
def test_a_killed_run_and_a_rerun_give_the_undisturbed_brief(
    briefing: Command, notes: Path, undisturbed: dict[str, bytes], steps: int
) -> None:
    """SIGKILL before the given transaction or fsync of the run."""
    run = ["run", "--source", "notes", "--date", "2025-03-12", "--out"]
    script = textwrap.dedent(KILLED_AT)
    killed = subprocess.run(
        [sys.executable, "-c", script, str(steps), *run, "killed"],
        cwd=notes.parent,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -9
    assert briefing(*run, "killed").code == 0
    assert contents(notes.parent / "killed" / "2025-03-12") == undisturbed


def test_what_a_brief_rests_on_does_not_hang_on_the_order_of_a_set() -> None:
    """Two strings that fall on one place of a set come out in the order in which they went in."""
    pairs = combinations(map(str, range(100)), 2)
    both = ((frozenset([one, other]), frozenset([other, one])) for one, other in pairs)
    orders = next(sets for sets in both if list(sets[0]) != list(sets[1]))
    assert len({inputs_of(a_day(late=each), "embedded", None) for each in orders}) == 1
