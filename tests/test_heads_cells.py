"""What a model writes of a party in the table of a story: over lines of hers, and with whoever says it for her."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.summarize.model.checking import Checking
from briefing.summarize.model.wire import WireCell, WireMatter
from briefing.types import Attribution
from tests.build import an_article, quote_of
from tests.heads import MINISTER, WANTS, a_line, head


@pytest.mark.parametrize(
    ("name", "at", "matters"),
    [
        ("the crossing", ["3"], [("the crossing", 1)]),
        ("the ferry", ["3"], [(None, 1)]),
        ("", ["3", "3"], [(None, 1)]),
        ("the crossing", ["2", "9"], []),
    ],
)
def test_a_matter_has_items_and_a_name_in_their_words(
    name: str, at: list[str], matters: list[tuple[str | None, int]]
) -> None:
    cell = {"of": "Kenya", "text": "wants the crossing reopened", "at": at}
    text, _ = head({"matters": [{"name": name, "cells": [cell]}]}, MINISTER)
    assert [(each.name, len(each.item_ids)) for each in text.matters] == matters


@pytest.mark.parametrize(
    ("of", "text", "told"),
    [
        ("Kenya", "wants the crossing at Busia reopened", ["wants the crossing at Busia reopened"]),
        ("Kenya", "wants the crossing reopened by 19 June", [WANTS]),
        ("Uganda", "wants the crossing at Busia reopened", []),
        ("Rwanda", "wants the crossing at Busia reopened", []),
        ("", "wants the crossing at Busia reopened", []),
    ],
)
def test_what_is_written_under_a_party_is_borne_out_by_lines_of_it(
    of: str, text: str, told: list[str]
) -> None:
    """Words that fail give way to a line; those under another party's name are a claim of hers, and withheld."""
    cell = {"of": of, "text": text, "at": ["3"]}
    story, _ = head({"matters": [{"name": "the crossing", "cells": [cell]}]}, MINISTER)
    cells = [each for matter in story.matters for each in matter.cells]
    assert [each.said.text for each in cells] == told
    assert all(each.party == of for each in cells)
    assert bool(story.withheld) is (told != [text])


@pytest.mark.parametrize(
    ("attribution", "speakers"),
    [(MINISTER, ()), (replace(MINISTER, imputed=True), ("Trade Minister Ada Onyango, on the record",))],
)
def test_f4_what_stands_under_a_party_names_who_says_it_of_her(
    attribution: Attribution, speakers: tuple[str, ...]
) -> None:
    """However few of the line's words it has, and though the country that is named is not the speaker's."""
    cell = {"of": "Kenya", "text": "wants its neighbour to act at once", "at": ["3"]}
    story, _ = head({"matters": [{"name": "the crossing", "cells": [cell]}]}, attribution)
    assert [each.said.speakers for matter in story.matters for each in matter.cells] == [speakers]


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ("says the February draft had no such clause", ("an officer, on background",)),
        ("says, an officer tells, that the February draft had no such clause", ()),
        ("says that a clause delayed it", ()),
    ],
)
def test_f4_f5_who_speaks_for_a_party_stands_behind_words_that_are_only_his(
    told: str, speakers: tuple[str, ...]
) -> None:
    outlet = a_line("A clause delayed the signing.", "Kenya", speaker=None)
    own = a_line(
        "Kenya's cabinet approved a draft without that clause in February.",
        "Kenya",
        speaks_for=("Kenya",),
        speaker="an officer, on background",
    )
    checking = Checking([outlet, own], {})
    cell = checking.cell(WireCell(of="Kenya", text=told, at=["1", "2"]), checking.lines)
    assert cell is not None
    assert cell.said.speakers == speakers


def test_f4_who_say_a_thing_together_stand_behind_it_each_whom_it_does_not_name() -> None:
    both = "Ada Nakato, minister, on the record; Ivo Lund, spokesman, on the record"
    own = a_line(
        "Kenya wants the port reopened before the rains.", "Kenya", speaks_for=("Kenya",), speaker=both
    )
    checking = Checking([own], {})
    cell = checking.cell(
        WireCell(of="Kenya", text="wants the port reopened before the rains, Nakato says", at=["1"]), [own]
    )
    assert cell is not None
    assert cell.said.speakers == ("Ivo Lund, spokesman, on the record",)


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ("wants the lorries through overnight", ()),
        ("wants those through that waited overnight", ("an officer, on background",)),
    ],
)
def test_f4_whose_line_only_helps_to_name_a_thing_beside_a_partys_own_is_no_speaker(
    told: str, speakers: tuple[str, ...]
) -> None:
    own = a_line("Kenya wants the lorries through.", "Kenya", speaks_for=("Kenya",), speaker="Ada Onyango")
    other = a_line("Lorries waited overnight.", "Kenya", speaker="an officer, on background")
    lines = [own, other]
    cell = Checking(lines, {}).cell(WireCell(of="Kenya", text=told, at=["1", "2"]), lines)
    assert cell is not None
    assert tuple(each for each in cell.said.speakers if each != "Ada Onyango") == speakers


def test_f4_whose_claim_a_party_denies_does_not_speak_under_its_name() -> None:
    own = a_line("Chile: denies it.", "Chile", speaks_for=("Chile",), speaker="Chile, on the record")
    other = a_line("Bolivia: the charges were invented.", "Bolivia", speaker="Bolivia, on the record")
    lines = [own, other]
    told = WireCell(of="Chile", text="denies that the charges were invented", at=["1", "2"])
    cell = Checking(lines, {}).cell(told, lines)
    assert cell is not None
    assert "Bolivia, on the record" not in cell.said.speakers


def test_f4_who_is_quoted_under_a_party_is_named_though_two_lines_rest_on_the_words() -> None:
    article = an_article("“I will not sign at Busia,” Ada Onyango said.")
    lines = [
        replace(
            a_line(text, "Kenya", speaks_for=("Kenya",), speaker="Ada Onyango"),
            evidence=(quote_of(article, article.text),),
        )
        for text in ("Kenya: rejects it outright.", "Kenya will reject it.")
    ]
    told = WireCell(of="Kenya", text="refuses: “I will not sign at Busia”", at=["1", "2"])
    cell = Checking(lines, {article.id: article}).cell(told, lines)
    assert cell is not None
    assert cell.said.speakers == ("Ada Onyango",)


def test_f4_whoever_is_quoted_in_a_cell_is_named_however_little_of_her_line_it_tells() -> None:
    article = an_article("Ada Onyango denied that Kenya had added a clause. “It was on page nine,” she said.")
    denies = a_line("Kenya denies a change.", "Kenya", speaks_for=("Kenya",), speaker="Ada Onyango")
    line = replace(denies, evidence=(quote_of(article, article.text),))
    cell = Checking([line], {article.id: article}).cell(
        WireCell(of="Kenya", text="says it “was on page nine”", at=["1"]), [line]
    )
    assert cell is not None
    assert cell.said.speakers == ("Ada Onyango",)


@pytest.mark.parametrize(
    ("text", "at", "stands"),
    [
        ("on 2 March wanted the port opened", ["1"], True),
        ("wanted the port opened", ["1"], False),
        ("on 3 March wanted the port opened", ["1"], False),
        ("wants the port opened at night", ["1", "2"], True),
    ],
)
def test_f10_what_an_earlier_report_has_stands_in_the_table_with_its_day(
    text: str, at: list[str], stands: bool
) -> None:
    told = (("Uganda wants the port opened.", 2), ("Uganda wants it opened at night.", 3))
    articles = [an_article(words, id=str(day), published=date(2025, 3, day)) for words, day in told]
    earlier, today = (
        replace(
            a_line(each.text, "Uganda", speaker=None), item_id=each.id, evidence=(quote_of(each, each.text),)
        )
        for each in articles
    )
    desk = Checking([earlier, today], {each.id: each for each in articles}, names_reports=True)
    matter = WireMatter(name="port", cells=[WireCell(of="Uganda", text=text, at=at)])
    cells = [cell.said.text for each in desk.matters([matter], of_today=[today]) for cell in each.cells]
    assert cells == ([text] if stands else [])
