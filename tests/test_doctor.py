"""What an edition needs is looked at part by part; one that is missing is named, with what to do."""

from pathlib import Path

import pytest

from tests.command import Command, Ran
from tests.rights import write_protected
from tests.site import reply, site

TALKS = Path(__file__).parent / "data" / "talks"


def faults(ran: Ran) -> list[str]:
    return [line.removeprefix("FAULT  ") for line in ran.out.splitlines() if line.startswith("FAULT")]


def configure(briefing: Command, more: str = "") -> None:
    (briefing.folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "{TALKS}"\nname = "Notes"\n{more}'
    )


def test_all_that_is_well_is_a_line_each_and_nothing_is_made(briefing: Command) -> None:
    configure(briefing)
    ran = briefing("doctor", "--offline")
    assert (ran.code, ran.err) == (0, "")
    parts = [line.removeprefix("ok     ").partition(":")[0] for line in ran.out.splitlines()]
    assert parts == ["configuration", "templates", "outputs", "store", "model", "mail", "source Notes"]
    assert [each.name for each in briefing.folder.iterdir()] == ["briefing.toml"]
    assert briefing("run", "--date", "2025-03-12").code == 0
    assert "briefing.db is whole" in briefing("doctor").out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("[weather]", "configuration: briefing.toml: weather is not a known key"),
        (
            '[model]\nbase_url = "http://192.0.2.1/v1"\nlocal_only = true',
            "model: model.base_url: 192.0.2.1 is not",
        ),
        (
            '[mail]\nhost = "smtp.example"\nsender = "a@b.example"\nusername = "a"',
            "mail.username has no password",
        ),
        ('[profiles.default]\nrecipients = ["a@b.example"]', "mail: there are recipients and no mail server"),
        ('[[sources]]\nlocation = "nowhere"', "source nowhere"),
    ],
)
def test_a_fault_is_named_with_its_part(briefing: Command, more: str, words: str) -> None:
    configure(briefing, more)
    ran = briefing("doctor", "--offline")
    (fault,) = faults(ran)
    assert ran.code == 1
    assert words in fault


def test_without_a_source_there_is_nothing_to_read(briefing: Command) -> None:
    assert faults(briefing("doctor")) == ["sources: none is configured; name them in briefing.toml"]


def test_a_store_that_is_damaged_and_a_folder_that_cannot_be_written_are_both_named(
    briefing: Command,
) -> None:
    configure(briefing)
    outputs = briefing.folder / "outputs"
    outputs.mkdir()
    (outputs / "briefing.db").write_bytes(b"something else " * 99)
    with write_protected(outputs):
        outputs_fault, store_fault = faults(briefing("doctor"))
    assert "cannot be written" in outputs_fault
    assert "restore a backup" in store_fault


def test_a_document_that_gives_no_article_is_a_fault_of_its_source(briefing: Command) -> None:
    notes = briefing.folder / "notes"
    notes.mkdir()
    (notes / "good.txt").write_text((TALKS / "first.txt").read_text())
    (notes / "odd.txt").write_text("---\ntitle: [\n---\n\nThe envoys of Peru met in Lima on Tuesday.\n")
    (notes / "stub.txt").write_text("Sign in to read on.\n")
    configure(briefing, '[[sources]]\nlocation = "notes"\n')
    ran = briefing("doctor")
    (fault,) = faults(ran)
    assert ran.code == 1
    assert fault.startswith("source notes: ")
    assert "odd.txt: front matter is not YAML" in fault
    assert fault.endswith("(and 1 more); documents: 3")


def test_a_source_on_the_web_is_asked_unless_that_is_left_out(briefing: Command) -> None:
    feed = "<rss version='2.0'><channel><title>Post</title></channel></rss>"
    with site({"/feed": reply(feed, kind="application/rss+xml"), "/gone": reply(status=404)}) as post:
        configure(
            briefing,
            f'[[sources]]\nlocation = "{post.base}/feed"\nname = "Post"\n'
            f'[[sources]]\nlocation = "{post.base}/gone"\nname = "Gone"\n'
            '[fetch]\nallow_hosts = ["127.0.0.1"]\n',
        )
        assert briefing("doctor", "--offline").code == 0
        assert post.paths() == []
        ran = briefing("doctor")
    (fault,) = faults(ran)
    assert fault.startswith("source Gone: ")
    assert "404" in fault
    assert "ok     source Post: " in ran.out
