import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.collect import folder as folders
from briefing.collect.folder import printable, read_path
from briefing.errors import ExtractionError, FeedError, SourceError
from briefing.types import Document, DocumentHints, MediaType, Source, SourceKind

NOW = datetime(2025, 3, 10, 6, 30, tzinfo=UTC)
TEXT = "The envoys met in Geneva."
LONG = "The envoys met in Geneva and spoke about grain. " * 20


def read(path: Path | str, **fields: str) -> tuple[list[Document], list[SourceError]]:
    source = Source(name="desk", location=str(path), outlet=fields.get("outlet"))
    found = list(read_path(source, now=NOW))
    documents = [item for item in found if isinstance(item, Document)]
    failures = [item for item in found if isinstance(item, SourceError)]
    assert all(failure.source == str(path) and "\n" not in str(failure) for failure in failures)
    return documents, failures


def refusal(path: Path | str) -> str:
    documents, failures = read(path)
    assert documents == []
    assert len(failures) == 1
    return str(failures[0])


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{TEXT} {name}", "utf-8")


# ── folders ───────────────────────────────────────────────────────────────────


def test_the_articles_of_a_folder_are_read_in_order_with_those_below_it(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a.txt", "sub/d.HTM", "sub/c.html", "another/e.txt")
    documents, failures = read(tmp_path)
    names = [Path(document.location).relative_to(tmp_path).as_posix() for document in documents]
    assert names == ["a.txt", "b.md", "another/e.txt", "sub/c.html", "sub/d.HTM"]
    assert failures == []


def test_what_is_hidden_or_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "page_files/style.css", "map.PNG", "README.md")
    documents, failures = read(tmp_path)
    assert [Path(document.location).name for document in documents] == ["README.md", "a.txt"]
    assert failures == []


def test_files_of_a_kind_that_is_not_read_are_named_once_for_each_kind_with_the_remedy(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a.txt", "b.pdf", "c.PDF", "feed.xml", "noend", *(f"{number}.csv" for number in range(9)))
    documents, failures = read(tmp_path)
    assert [Path(document.location).name for document in documents] == ["a.txt"]
    told = [str(failure).replace(f"{tmp_path}/", "") for failure in failures]
    assert told == [
        "noend: of a kind that is not read (no ending); save the text as .txt",
        "0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 4 more: of a kind that is not read (.csv); save the text as .txt",
        "b.pdf, c.PDF: of a kind that is not read (.pdf); save the text as .txt",
        "feed.xml: of a kind that is not read (.xml); name a feed as a source of its own",
    ]


def test_a_document_carries_its_place_its_kind_and_the_desks_name_for_its_outlet(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (document,), _ = read(tmp_path, outlet="The Courier")
    assert document.source == "desk"
    assert document.location == str(tmp_path / "a.md")
    assert document.url is None
    assert document.media_type is MediaType.MARKDOWN
    assert document.hints == DocumentHints(outlet="The Courier")
    assert document.text == f"{TEXT} a.md"


def test_a_document_is_the_same_wherever_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "one", "a.txt")
    write(tmp_path / "two", "a.txt")
    (first,), _ = read(tmp_path / "one")
    (second,), _ = read(tmp_path / "two" / "a.txt")
    assert first.id == second.id


@pytest.mark.parametrize("names", [(), (".hidden.txt", "style.css", "map.png")])
def test_a_folder_without_articles_says_what_to_put_there(tmp_path: Path, names: tuple[str, ...]) -> None:
    write(tmp_path, *names)
    assert refusal(tmp_path) == f"no articles in {tmp_path}: put .txt, .md or .html files there"


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "z.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n\t\n")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    os.mkfifo(tmp_path / "pipe.txt")
    documents, failures = read(tmp_path)
    assert [Path(document.location).name for document in documents] == ["a.txt", "z.txt"]
    assert [str(failure).removeprefix(f"{tmp_path}/").partition(";")[0] for failure in failures] == [
        "blank.txt: is empty",
        "empty.txt: is empty",
        "picture.html: is not text but an image",
        "pipe.txt: is not a regular file",
    ]


def test_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "folder/a.txt")
    folder = tmp_path / "folder"
    (folder / "file.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "up.txt").symlink_to("../outside/secret.txt")
    (folder / "dir").symlink_to(tmp_path / "outside")
    documents, failures = read(folder)
    assert [Path(document.location).name for document in documents] == ["a.txt"]
    assert len(failures) == 3
    assert all("leads out of" in str(failure) for failure in failures)


def test_a_link_inside_the_folder_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "..data/a.txt", "b.txt")
    (tmp_path / "linked.txt").symlink_to("..data/a.txt")
    (tmp_path / "again.txt").symlink_to("b.txt")
    (tmp_path / "loop").symlink_to(".")
    documents, failures = read(tmp_path)
    assert [document.text for document in documents] == [f"{TEXT} b.txt", f"{TEXT} ..data/a.txt"]
    assert failures == []


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to("nothing.txt")
    (tmp_path / "round.txt").symlink_to("round.txt")
    documents, failures = read(tmp_path)
    assert len(documents) == 1
    assert ["cannot be read" in str(failure) for failure in failures] == [True, True]


def test_a_folder_may_itself_be_reached_by_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.txt")
    (tmp_path / "link").symlink_to("real")
    documents, failures = read(tmp_path / "link")
    assert [document.location for document in documents] == [str(tmp_path / "link" / "a.txt")]
    assert failures == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "locked.txt", "closed/b.txt")
    (tmp_path / "locked.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    documents, failures = read(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert len(documents) == 1
    assert ["Permission denied" in str(failure) for failure in failures] == [True, True]


def test_a_name_that_is_no_utf8_is_shown_so_that_it_can_be_stored(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9\n\xe2\x80\xae.txt"
    with open(file, "wb") as handle:  # noqa: PTH123
        handle.write(TEXT.encode())
    (document,), failures = read(tmp_path)
    assert document.location == f"{tmp_path}/caf\\xe9\\n\\u202e.txt"
    assert failures == []


def test_letters_of_all_scripts_and_spaces_in_names_are_shown_as_they_are() -> None:
    assert printable("Переговоры/会谈 1\u00a0é.txt") == "Переговоры/会谈 1\u00a0é.txt"


# ── single files ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("a.txt", "<html>", MediaType.TEXT),
        ("a.MD", TEXT, MediaType.MARKDOWN),
        ("a.htm", TEXT, MediaType.HTML),
        ("a.shtml", "\n<!DOCTYPE html><p>x", MediaType.HTML),
        ("a", TEXT, MediaType.TEXT),
    ],
)
def test_a_file_is_what_its_name_says_else_what_it_looks_like(
    tmp_path: Path, name: str, text: str, media_type: MediaType
) -> None:
    (tmp_path / name).write_text(text)
    (document,), _ = read(tmp_path / name)
    assert document.media_type is media_type


def test_a_page_says_in_which_encoding_it_is(tmp_path: Path) -> None:
    page = "<meta charset=windows-1251><p>Переговоры"
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    (document,), _ = read(tmp_path / "a.html")
    assert (document.text, document.encoding_suspect) == (page, False)


def test_a_guessed_encoding_is_marked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Café".encode("cp1252"))
    (document,), _ = read(tmp_path / "a.txt")
    assert (document.text, document.encoding_suspect) == ("Café", True)


def test_a_file_that_is_too_large_is_named_and_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as handle:
        handle.truncate(50 * 2**20)
    assert "has 50 MiB, more than the 15 MiB that are read" in refusal(file)


def test_a_file_that_is_exactly_as_large_as_allowed_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_FILE", len(TEXT))
    (tmp_path / "a.txt").write_text(TEXT)
    assert len(read(tmp_path / "a.txt")[0]) == 1
    (tmp_path / "a.txt").write_text(TEXT + "!")
    assert "more than" in refusal(tmp_path / "a.txt")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_a_file_whose_size_changes_while_it_is_read_is_not_used() -> None:
    assert "changed while it was read" in refusal("/proc/self/status")


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_never_read(path: str) -> None:
    assert "is not a regular file" in refusal(path)


def test_a_socket_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("a.txt")
        assert "is not a regular file" in refusal("a.txt")


@pytest.mark.parametrize("path", ["nothing.txt", "a\0b", "x" * 5000])
def test_a_file_that_is_not_there_is_named(path: str) -> None:
    assert "cannot be read" in refusal(path)


# ── feeds that are files ──────────────────────────────────────────────────────


def feed(folder: Path, *entries: str, name: str = "feed.xml") -> Path:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    file = folder / name
    file.write_text(f"<rss version='2.0'><channel><title>The Courier</title>{items}</channel></rss>")
    return file


def test_a_feed_in_a_file_leads_to_the_files_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "one.txt", "more/two words.html")
    file = feed(
        tmp_path,
        "<title>One</title><link>one.txt</link>",
        "<title>Two</title><link>more/two%20words.html?x#y</link>",
    )
    documents, failures = read(file)
    assert [document.text for document in documents] == [f"{TEXT} one.txt", f"{TEXT} more/two words.html"]
    assert [document.hints.title for document in documents] == ["One", "Two"]
    assert documents[0].hints.outlet == "The Courier"
    assert documents[1].media_type is MediaType.HTML
    assert failures == []


@pytest.mark.parametrize("link", ["../secret.txt", "/etc/hostname", "%2e%2e/secret.txt", "link.txt", "file:///etc/hostname"])  # fmt: skip
def test_a_feed_in_a_file_leads_to_no_file_elsewhere(tmp_path: Path, link: str) -> None:
    write(tmp_path, "secret.txt", "inside/a.txt")
    (tmp_path / "inside" / "link.txt").symlink_to("../secret.txt")
    file = feed(tmp_path / "inside", f"<title>a</title><link>{link}</link>", "<link>a.txt</link>")
    documents, failures = read(file)
    assert [document.text for document in documents] == [f"{TEXT} inside/a.txt"]
    assert len(failures) == 1


def test_an_entry_that_leads_to_the_web_is_read_from_the_feed_if_it_has_enough_text(tmp_path: Path) -> None:
    link = "<title>Grain talks</title><link>https://news.example/1</link>"
    file = feed(
        tmp_path, f"{link}<description>{LONG}</description>", f"{link}2<description>Short.</description>"
    )
    (document,), failures = read(file)
    assert document.url == "https://news.example/1"
    assert document.media_type is MediaType.HTML
    assert LONG.strip() in document.text
    (failure,) = failures
    assert "“Grain talks” has too little text, and its page is not in the feed's folder" in str(failure)


def test_a_feed_is_read_by_any_name_if_it_is_declared_one(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    file = feed(tmp_path, "<link>a.txt</link>", name="news.txt")
    source = Source(name="desk", location=str(file), kind=SourceKind.FEED)
    (document,) = read_path(source, now=NOW)
    assert isinstance(document, Document)
    assert document.text == f"{TEXT} a.txt"


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    file = tmp_path / "feed.rss"
    file.write_text("<rss version='2.0'><channel><item><link>a.txt</link></item><item><link>b.t")
    documents, failures = read(file)
    assert [document.text for document in documents] == [f"{TEXT} a.txt"]
    assert "breaks off before its end" in str(failures[-1])


def test_a_file_that_is_no_feed_in_spite_of_its_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<html><body>no feed</body></html>")
    _, (error,) = read(tmp_path / "a.xml")
    assert isinstance(error, FeedError)
    (tmp_path / "b.xml").write_bytes(b"%PDF-1.7")
    _, (error,) = read(tmp_path / "b.xml")
    assert isinstance(error, ExtractionError)
