"""Front matter: the few facts that a person writes above a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect.frontmatter import FrontMatter, front_matter_of
from briefing.errors import ExtractionError


def read(text: str) -> FrontMatter:
    return front_matter_of(text, name="inbox/talks.md", source="inbox")


def test_the_known_keys_are_read_and_others_ignored() -> None:
    text = (
        "---\ntitle: 'Ferry: the end?'\npublished: 2025-03-04\noutlet: The Courier\nurl: https://example.org/a\n"
        "language: en\ndraft: true\ntags: [a, b]\n---\nThe text.\n"
    )
    assert read(text) == FrontMatter(
        title="Ferry: the end?",
        published="2025-03-04",
        outlet="The Courier",
        url="https://example.org/a",
        language="en",
        end=text.index("The text."),
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04 10:15:00+01:00", "2025-03-04 10:15:00+01:00"),
        ('"4 March 2025"', "4 March 2025"),
        ("2025-13-45", "2025-13-45"),
    ],
)
def test_a_date_stays_as_it_was_written(written: str, read_as: str) -> None:
    assert read(f"---\npublished: {written}\n---\n").published == read_as


@pytest.mark.parametrize("before", ["", "published: 2025-03-04\n"])
def test_what_others_call_the_date_is_when_it_was_published(before: str) -> None:
    assert (
        read(f"---\n{before}date: {'2025-01-01' if before else '2025-03-04'}\n---\n").published
        == "2025-03-04"
    )


def test_norwegian_is_not_false() -> None:
    assert read("---\nlanguage: no\n---\n").language == "no"


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}", "", "~", '"  "'])
def test_what_is_no_line_of_text_is_no_title(value: str) -> None:
    assert read(f"---\ntitle: {value}\n---\n").title in (None, "~")


@pytest.mark.parametrize(
    "text", ["No front matter.", "", "\n\nText\n---\n", "---\n", "--- \nA rule above a text.\n", "-- -\na: b"]
)
def test_a_text_without_front_matter_is_left_alone(text: str) -> None:
    assert read(text) == FrontMatter()


@pytest.mark.parametrize("before", ["", "\ufeff", "\n \n", "\r\n"])
def test_front_matter_may_follow_a_mark_and_blank_lines(before: str) -> None:
    text = f"{before}---\r\ntitle: Talks\r\n---\r\nBody"
    assert read(text).title == "Talks"
    assert text[read(text).end :] == "Body"


def test_empty_front_matter_says_nothing() -> None:
    assert read("---\n---\nBody") == FrontMatter(end=8)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: Talks\npublished: [2025\n---\n", 4),
        ("---\ntitle: [a: b\n---\n", 3),
        ("---\ntitle: a: b\n  goes on\n---\n", 3),
        ("---\ntitle: Talks\n\tpublished: 2025-03-04\n---\n", 3),
        ("---\njust a sentence\n---\n", 2),
        ("---\n- a\n- b\n---\n", 2),
        ("---\nHe said: it is: over.\n---\n", 2),
        ("---\ntitle: Talks\npublished: 2025-03-04\n\nThe text goes on.", 1),
        ("---\ntitle: \x07\n---\n", 2),
    ],
)
def test_malformed_front_matter_is_an_error_that_names_the_line(text: str, line: int) -> None:
    with pytest.raises(
        ExtractionError, match=rf"inbox/talks\.md: front matter .*line {line}\); (?:correct or|put its value)"
    ):
        read(text)


@pytest.mark.parametrize(
    "title",
    [
        "Foreign Ministry: eight detainees to be handed over",
        "Correction: Peru's fleet: 29, not 31",
        '"Never again": minister\'s words at the wall',
        "'Not our war' says Accra",
        "What the envoys asked for:",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_headline_with_a_colon_or_a_quotation_needs_no_quotes(title: str, newline: str) -> None:
    lines = [
        "---",
        f"title: {title}",
        'outlet: "The Post: late"',
        "url: https://post.example/1",
        "---",
        "Body",
    ]
    front = read(newline.join(lines))
    assert front.title == title
    assert (front.outlet, front.url) == ("The Post: late", "https://post.example/1")


@pytest.mark.parametrize(
    "lines",
    [
        "tags:\n- a: b: c",
        "tags:\n  - a: b: c\n  - [d",
        "summary: Talks: in Oslo\n  and Bergen",
        'note: "never closed',
        "related stories: [a, b",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_key_that_nobody_asks_for_costs_no_article_where_yaml_refuses_it(lines: str, newline: str) -> None:
    text = f'---\ntitle: Talks: day 2\n{lines}\nDate: 2025-03-04\n"outlet": The Post\n---\nBody'
    front = read(text.replace("\n", newline))
    assert (front.title, front.published, front.outlet) == ("Talks: day 2", "2025-03-04", "The Post")


def test_what_yaml_refuses_all_the_same_is_told_with_the_remedy() -> None:
    with pytest.raises(ExtractionError, match=r"\(line 3\); put its value in quotes, or remove the line"):
        read("---\ntitle: Talks: in Oslo\n  and Bergen\n---\n")


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\ntitle: [*b, *b]",
        "title: " + "[" * 5000,
        "title: " + "{a: " * 500,
        "\n".join(" " * depth + "a:" for depth in range(100)),
    ],
)
def test_yaml_bombs_are_refused(bomb: str) -> None:
    with pytest.raises(ExtractionError):
        read(f"---\n{bomb}\n---\n")


def test_a_tag_makes_no_object() -> None:
    assert read("---\ntitle: !!python/object/apply:os.system ['true']\n---\n").title is None


@given(st.text(max_size=200))
def test_nothing_but_an_extraction_error_is_raised(text: str) -> None:
    try:
        front = read(f"---\n{text}\n---\nBody")
    except ExtractionError:
        return
    assert front.end <= len(text) + len("---\n\n---\nBody")
