"""`briefing verify`: whatever was touched in an archive is found, and what was not is left in peace."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from briefing.brief import Brief
from briefing.brief.lines import Line, Voice
from briefing.cli.outcome import PARTLY
from briefing.pipeline import make_edition
from briefing.publish.compose import compose
from briefing.publish.files import digest_of
from briefing.settings import Settings
from briefing.store import Store, StoredEdition, open_store
from briefing.types import Article, Evidence, Section
from briefing.verification import (
    Recorded,
    archive_findings,
    files_of,
    origin_findings,
    quotation_findings,
    recorded,
    source_findings,
    statement_findings,
    verify,
)
from briefing.workplace import named_sources, open_workplace
from tests.build import an_article, an_empty_store
from tests.command import Command
from tests.days import RIVER, a_day, a_story, an_objective, three_stories, with_items

TALKS = Path(__file__).parent / "data" / "talks"
FIRST = date(2025, 3, 10)
DAYS = tuple(FIRST + timedelta(days=each) for each in range(3))
NOW = datetime(2025, 3, 14, tzinfo=UTC)
SEED, MUTATIONS = 20250310, 1000


@dataclass(frozen=True)
class Archived:
    settings: Settings
    store: Store

    def folder(self, day: date) -> Path:
        return self.settings.outputs / day.isoformat()

    def knowledge(self) -> list[tuple[StoredEdition, Recorded]]:
        """Return what the store knows of the three editions."""
        editions = [edition for day in DAYS if (edition := self.store.editions.get("default", day))]
        return [(edition, recorded(self.store, edition)) for edition in editions]

    def is_touched(self, knowledge: list[tuple[StoredEdition, Recorded]]) -> bool:
        """Tell whether any edition's files are found to be other than they were made."""
        outputs = self.settings.outputs
        return any(
            next(archive_findings(edition, files_of(outputs, edition), known, outputs), None)
            for edition, known in knowledge
        )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    """Three editions in their folders."""
    settings = Settings(outputs=tmp_path_factory.mktemp("archive"))
    with open_workplace(settings, lambda *_: None, "embedded", now=NOW) as work:
        for day in DAYS:
            make_edition(work, profile="default", day=day, sources=named_sources([str(TALKS)]), now=NOW)
        yield Archived(settings, work.store)


# ── files ─────────────────────────────────────────────────────────────────────


def test_an_archive_as_made_has_no_fault(archive: Archived) -> None:
    found = list(verify(archive.settings, archive.store, "default", None))
    assert [each.day for each in found] == list(DAYS)
    assert [str(fault) for each in found for fault in each.faults] == []
    assert all(each.quotations > 10 for each in found)


def flip(dice: random.Random, archive: Archived) -> None:
    path = dice.choice(list(archive.folder(dice.choice(DAYS)).iterdir()))
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


def delete(dice: random.Random, archive: Archived) -> None:
    dice.choice(list(archive.folder(dice.choice(DAYS)).iterdir())).unlink()


def truncate(dice: random.Random, archive: Archived) -> None:
    path = dice.choice(list(archive.folder(dice.choice(DAYS)).iterdir()))
    content = path.read_bytes()
    path.write_bytes(content[: dice.randrange(len(content))])


def swap(one: Path, other: Path) -> None:
    kept = one.with_name("kept")
    one.rename(kept)
    other.rename(one)
    kept.rename(other)


def swap_files(dice: random.Random, archive: Archived) -> None:
    swap(*dice.sample(list(archive.folder(dice.choice(DAYS)).iterdir()), 2))


def swap_days(dice: random.Random, archive: Archived) -> None:
    one, other = dice.sample(DAYS, 2)
    name = dice.choice([path.name for path in archive.folder(one).iterdir()])
    if dice.random() < 0.5:
        swap(archive.folder(one), archive.folder(other))
    else:
        swap(archive.folder(one) / name, archive.folder(other) / name)


def add_blanks(dice: random.Random, archive: Archived) -> None:
    path = dice.choice(list(archive.folder(dice.choice(DAYS)).iterdir()))
    path.write_bytes(path.read_bytes() + b" " * dice.randint(1, 3))


TAMPERING = (flip, flip, flip, delete, truncate, swap_files, swap_days, add_blanks)


def restored(archive: Archived, kept: dict[Path, bytes]) -> None:
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def test_f22_each_of_a_thousand_mutations_is_found(archive: Archived) -> None:
    dice = random.Random(SEED)  # noqa: S311
    kept = {path: path.read_bytes() for day in DAYS for path in archive.folder(day).iterdir()}
    knowledge = archive.knowledge()
    assert not archive.is_touched(knowledge)
    for number in range(MUTATIONS):
        tamper = dice.choice(TAMPERING)
        tamper(dice, archive)
        assert archive.is_touched(knowledge), f"{tamper.__name__}, mutation {number} of seed {SEED}"
        restored(archive, kept)
    assert not archive.is_touched(knowledge)


@pytest.fixture
def copied(archive: Archived, tmp_path: Path) -> Iterator[Archived]:
    """A copy of the archive, to be changed."""
    shutil.copytree(archive.settings.outputs, tmp_path / "copy")
    settings = Settings(outputs=tmp_path / "copy")
    store = open_store(settings.store_url)
    yield Archived(settings, store)
    store.close()


def faults(archived: Archived, day: date) -> list[str]:
    (found,) = verify(archived.settings, archived.store, "default", day)
    return [str(each) for each in found.faults]


def test_a_manifest_made_to_agree_with_a_changed_file_is_found(copied: Archived) -> None:
    folder = copied.folder(DAYS[0])
    manifest = folder / "manifest.json"
    before = copied.store.editions.renderings("default", DAYS[0])["brief.md"][1]
    (folder / "brief.md").write_bytes((folder / "brief.md").read_bytes() + b"\n")
    manifest.write_text(manifest.read_text().replace(before, str(digest_of(folder / "brief.md"))))
    assert any("brief.md: was changed" in each for each in faults(copied, DAYS[0]))
    assert any("the chain is broken" in each for each in faults(copied, DAYS[1]))
    assert faults(copied, DAYS[2]) == []


def test_swapped_days_are_told_as_what_they_are(copied: Archived) -> None:
    swap(copied.folder(DAYS[0]), copied.folder(DAYS[1]))
    assert any(f"is of the edition of {DAYS[1]}" in each for each in faults(copied, DAYS[0]))


def test_a_missing_file_is_one_line(copied: Archived) -> None:
    (copied.folder(DAYS[1]) / "brief.html").unlink()
    assert faults(copied, DAYS[1]) == ["archive brief.html: is missing, or cannot be read"]


def test_e1_a_mail_without_a_page_is_a_fault_and_no_silence(copied: Archived) -> None:
    (copied.folder(DAYS[1]) / "email.eml").write_bytes(b"Subject: x\n\nx")
    assert "archive forms: cannot be held against the rules: email.eml: holds no text and page" in faults(
        copied, DAYS[1]
    )


def test_f7_sources_that_share_their_text_are_not_counted_as_two() -> None:
    articles = [an_article(RIVER, id=name, title=RIVER[:60], outlet=name) for name in ("Courier", "Herald")]
    wishes = [
        an_objective(each, "Ms Iriondo told reporters in Montevideo", "Uruguay", id=each.id)
        for each in articles
    ]
    story = a_story(*articles, origins=(("Courier", "Herald"),))
    summaries = [with_items(*each) for each in zip(articles, wishes, strict=True)]
    brief = compose(a_day(articles, summaries, [story]))
    known = {each.id: each for each in articles}
    counted = replace(brief, sources=tuple(replace(row, origin=row.number) for row in brief.sources))
    assert list(origin_findings(brief, known)) == []
    assert [each.place for each in origin_findings(counted, known)] == ["story 1"]


def test_a_brief_that_was_changed_in_the_store_is_found(copied: Archived) -> None:
    with copied.store.database.transaction() as connection:
        connection.execute(sa.text("UPDATE edition SET body = replace(body, 'mackerel', 'herring')"))
    assert any("is not the brief that the store holds" in each for each in faults(copied, DAYS[2]))


def test_an_article_that_was_changed_in_the_store_is_found_with_each_quotation(copied: Archived) -> None:
    with copied.store.database.transaction() as connection:
        connection.execute(sa.text("UPDATE article SET body = replace(body, 'mackerel', 'herring')"))
    found = faults(copied, DAYS[2])
    assert any("the stored text of article" in each for each in found)
    assert any("quotes" in each and "mackerel" in each and "herring" in each for each in found)


def test_an_edition_from_before_manifests_is_told_to_be_made_again(copied: Archived) -> None:
    with copied.store.database.transaction() as connection:
        connection.execute(sa.text("DELETE FROM rendering WHERE name = 'manifest.json'"))
    assert any("made without one" in each for each in faults(copied, DAYS[0]))


def test_an_article_corrected_since_is_said_to_be_corrected(briefing: Command) -> None:
    shutil.copytree(TALKS, briefing.folder / "notes")
    briefing("run", "--source", "notes", "--date", "2025-03-10")
    path = briefing.folder / "notes" / "first.txt"
    path.write_text(path.read_text().replace("20 March", "21 March"))
    briefing("run", "--source", "notes", "--date", "2025-03-11")
    ran = briefing("verify", "2025-03-10")
    assert ran.code == 0
    assert "was corrected by its outlet since" in ran.out


# ── quotations and statements ─────────────────────────────────────────────────


def composed() -> tuple[Brief, dict[str, Article]]:
    day = three_stories()
    return compose(day), dict(day.articles)


def test_quotations_that_stand_where_they_are_said_to_stand_pass() -> None:
    brief, articles = composed()
    assert list(quotation_findings(brief, articles)) == []
    assert list(source_findings(brief, articles)) == []
    assert list(statement_findings(brief, articles)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda each: replace(each, quote=each.quote + "!"),
        lambda each: replace(each, start=each.start + 1),
        lambda each: replace(each, end=each.end + 1),
        lambda each: replace(each, section=Section.TITLE),
        lambda each: replace(each, section=Section.CAPTION, index=4),
    ],
)
def test_a_quotation_changed_in_any_part_is_found(change: Callable[[Evidence], Evidence]) -> None:
    brief, articles = composed()
    line = brief.bottom_line[0]
    wrong = replace(line, evidence=(change(line.evidence[0]),))
    found = list(quotation_findings(replace(brief, bottom_line=(wrong,)), articles))
    assert [each.place for each in found] == ["bottom line 1"]
    assert "quotes" in found[0].words


def test_an_article_that_is_gone_is_named() -> None:
    brief, articles = composed()
    gone = brief.sources[0].article_id
    del articles[gone]
    assert [each.words for each in source_findings(brief, articles)] == [
        f"article {gone} is not in the store"
    ]


@pytest.mark.parametrize("words", ["in 1997", "with Mongolia", "“as a gift”"])
def test_a_statement_that_says_more_than_its_evidence_is_found(words: str) -> None:
    brief, articles = composed()
    line = brief.bottom_line[0]
    wrong = Line(text=f"They met {words}", voice=Voice.FACT, evidence=line.evidence, citations=line.citations)
    found = list(statement_findings(replace(brief, bottom_line=(wrong,)), articles))
    assert [each.rule for each in found] == ["F3"]


# ── the command ───────────────────────────────────────────────────────────────


def test_the_editions_of_every_reader_are_checked_and_a_name_narrows_it(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "{TALKS}"\n[profiles.default]\n[profiles.minister]\n'
    )
    for profile in ("default", "minister"):
        assert briefing("run", "--date", "2025-03-12", "--profile", profile).code == 0
    (briefing.folder / "outputs" / "minister" / "2025-03-12" / "brief.md").write_text("touched")
    everybodys, hers, others = (
        briefing("verify", *which)
        for which in ((), ("--profile", "minister"), ("2025-03-12", "--profile", "default"))
    )
    assert [each.code for each in (everybodys, hers, others)] == [1, 1, 0]
    checked = [line.partition(":")[0] for line in everybodys.out.splitlines() if not line.startswith(" ")]
    assert checked == ["2025-03-12", "minister 2025-03-12"]


def test_the_editions_of_a_profile_that_is_configured_no_more_are_checked_too(briefing: Command) -> None:
    configured = f'[[sources]]\nlocation = "{TALKS}"\n[profiles.default]\n'
    (briefing.folder / "briefing.toml").write_text(f"{configured}[profiles.minister]\n")
    assert briefing("run", "--date", "2025-03-12", "--profile", "minister").code == 0
    (briefing.folder / "briefing.toml").write_text(configured)
    as_made = briefing("verify")
    assert (as_made.code, as_made.out.partition(":")[0]) == (0, "minister 2025-03-12")
    (briefing.folder / "outputs" / "minister" / "2025-03-12" / "brief.md").write_text("touched")
    for which in ((), ("2025-03-12",), ("--profile", "minister")):
        ran = briefing("verify", *which)
        assert (ran.code, "brief.md: was changed" in ran.out) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify"], "there is no edition yet"),
        (["verify", "2025-03-10"], "briefing run --date 2025-03-10"),
        (["verify", "yesterday"], "write it as"),
        (["verify", "--profile", "trade"], "'trade' is not configured"),
    ],
)
def test_what_cannot_be_verified_is_said_in_one_line(
    briefing: Command, arguments: list[str], said: str
) -> None:
    an_empty_store(briefing.folder)
    ran = briefing(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert said in ran.err


def test_a_store_of_a_newer_version_is_refused(briefing: Command) -> None:
    store = open_store("sqlite:///outputs/briefing.db")
    with store.database.transaction() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    ran = briefing("verify")
    assert ran.code == 3
    assert "newer version" in ran.err


def test_a_touched_edition_is_told_with_exit_code_1(briefing: Command, archive: Archived) -> None:
    shutil.copytree(archive.settings.outputs, briefing.folder / "outputs")
    path = briefing.folder / "outputs" / DAYS[0].isoformat() / "brief.md"
    path.write_text("scribble")
    ran = briefing("verify", DAYS[0].isoformat())
    assert ran.code == PARTLY
    assert "fault: archive brief.md: was changed since it was made (8 bytes now)" in ran.out
    assert briefing("verify", DAYS[1].isoformat()).code == 0


def test_the_editions_of_real_articles_break_no_rule(briefing: Command, shared: Path) -> None:
    for day in ("2023-06-18", "2024-04-24"):
        briefing("run", "--source", str(shared / "seeds-dated"), "--date", day)
    ran = briefing("verify")
    assert (ran.code, ran.out.count(" 0 faults")) == (0, 2), ran.out
