"""Each rule finds the edition that breaks it, and nothing in one that keeps it; docs/rules.md names them all."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from briefing.brief import SECTIONS, Brief
from briefing.brief.changes import Change, ChangeKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationStatus, HistoryRow, MatterRow
from briefing.day import Desk
from briefing.publish.compose import compose
from briefing.publish.lines import ours
from briefing.publish.mail import eml, unaddressed
from briefing.publish.render import Renderer
from briefing.rules import RULES, Finding, Force, Published, broken, published
from briefing.rules.forms import contrast
from briefing.rules.shape import printed_words
from briefing.types import BottomLine, ExpectationSubkind
from tests.build import an_article, quote_of
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_edition,
    crowded,
    three_stories,
    with_items,
)

DOCUMENT = Path(__file__).parents[1] / "docs" / "rules.md"
CRAFT = {"S": 10, "F": 12, "L": 8, "D": 9, "T": 6, "E": 7}
MUST = {
    *(
        "S1",
        "S3",
        "S5",
        "S6",
        "S7",
        "S8",
        "F1",
        "F2",
        "F4",
        "F6",
        "F7",
        "F8",
        "F11",
        "L1",
        "L2",
        "L3",
        "L4",
        "L5",
    ),
    *("L8", "D2", "D3", "T1", "T2", "T3", "T5", "T6", "E1", "E2", "E3", "E4", "E5", "E6"),
}


@cache
def renderer() -> Renderer:
    return Renderer()


def edition_of(brief: Brief) -> Published:
    return edition_from(brief, {})


def edition_from(brief: Brief, other: Mapping[str, bytes]) -> Published:
    """Return an edition as it is rendered, ``other`` forms in the place of its own."""
    mail = unaddressed(brief, html=renderer().email_html(brief), text=renderer().email_text(brief))
    forms = {
        "brief.md": renderer().markdown(brief).encode(),
        "brief.html": renderer().html(brief).encode(),
        "email.eml": eml(mail),
    }
    return published(brief, {**forms, **other}, profile="default", day=TODAY, max_words=900, max_stories=5)


@cache
def good() -> Published:
    return edition_of(compose(three_stories()))


def rules_broken(edition: Published) -> set[str]:
    return {each.rule for each in broken(edition)}


def test_an_edition_whose_statement_went_on_otherwise_in_an_earlier_version_is_whole() -> None:
    text = renderer().markdown(compose(three_stories()))
    earlier = text.replace(
        "Letters grade the source", "In an earlier version this went on otherwise. Letters grade the source"
    )
    assert earlier != text
    edition = edition_from(compose(three_stories()), {"brief.md": earlier.encode()})
    assert rules_broken(edition) == rules_broken(good())


def test_f2_a_dispute_that_its_sides_tell_may_have_the_words_of_a_line_with_other_marks() -> None:
    """The bottom line has the sentence of one report; the dispute, whose sides are heard, rests on another one too."""
    ban = "Kenya banned all fish from Uganda on Monday."
    loss = "Kenya said the fish had spoiled on the road."
    one = an_article(f"{ban} {loss}", id="ban", title="Kenya bans fish from Uganda")
    answer = "Uganda said its fish had passed every test."
    two = an_article(answer, id="answer", title="Uganda calls its fish clean")
    quarrel = a_dispute(one, ban, a_party(one, "Kenya", loss), a_party(one, "Uganda", None))
    reply = a_dispute(two, answer, a_party(two, "Uganda", answer), a_party(two, "Kenya", None))
    gist = BottomLine(text=ban, evidence=(quote_of(one, ban),))
    summaries = [with_items(one, quarrel, bottom_line=gist), with_items(two, reply)]
    edition = edition_of(compose(a_day([one, two], summaries, [a_story(one, two)])))
    (row,) = edition.brief.stories[0].disputes
    assert row.said.text == ban
    assert len(row.said.citations) == 2
    assert [str(each) for each in broken(edition) if each.rule == "F2"] == []


# ── editions that break one rule ──────────────────────────────────────────────

Breaker = Callable[[Published], Published]


def in_header(**fields: Any) -> Breaker:
    return lambda edition: replace(
        edition, brief=replace(edition.brief, header=replace(edition.brief.header, **fields))
    )


def in_brief(change: Callable[[Brief], dict[str, Any]]) -> Breaker:
    return lambda edition: replace(edition, brief=replace(edition.brief, **change(edition.brief)))


def first(items: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    return (replace(items[0], **fields), *items[1:])


def in_story(**fields: Callable[[Any], Any]) -> Breaker:
    """Change the first story: each field by a function of what it holds."""
    return in_brief(
        lambda brief: {
            "stories": first(
                brief.stories,
                **{name: change(getattr(brief.stories[0], name)) for name, change in fields.items()},
            )
        }
    )


def expected(**fields: Any) -> Breaker:
    """Change the first row of the ledger."""
    return in_brief(lambda brief: {"ledger": first(brief.ledger, **fields)})


def told(text: str, **fields: Any) -> Breaker:
    """Add a caveat in our own words."""
    return in_brief(lambda brief: {"caveats": (*brief.caveats, replace(ours(text), **fields))})


def in_form(name: str, old: str, new: str, count: int = 1) -> Breaker:
    """Change one form by hand."""

    def change(edition: Published) -> Published:
        text = getattr(edition, name)
        assert old in text
        return replace(edition, **{name: text.replace(old, new, count)})

    return change


def in_ledger_words(edition: Published) -> Published:
    row = edition.brief.ledger[0]
    line = replace(row.said, text="Somebody has signed", cut=False)
    return expected(said=line, hedge="is expected to")(edition)


def without_markdown(words: str) -> Breaker:
    return lambda edition: replace(
        edition, markdown=tuple(line.replace(words, "") for line in edition.markdown)
    )


def with_a_side_left_out(edition: Published) -> Published:
    """Let a matter tell a dispute by one of its sides alone, and print nothing of the other."""
    story = next(each for each in edition.brief.stories if each.disputes)
    (row, *_) = story.disputes
    kept, gone = (side for side in row.sides if side.said)
    told = replace(story, matters=(MatterRow(name="dredging", item_ids=(row.id,), sides=(kept,)),))
    assert gone.said
    change = in_brief(
        lambda brief: {"stories": tuple(told if each is story else each for each in brief.stories)}
    )
    return change(without_markdown(gone.said.text.rstrip("."))(edition))


def commented(text: str) -> Line:
    lead = good().brief.stories[0].headline
    return replace(lead, text=text, voice=Voice.COMMENT)


def with_comment(edition: Published) -> Published:
    """Add a comment to the first story and render the edition anew."""
    brief = edition.brief
    return edition_of(
        replace(brief, stories=first(brief.stories, comments=(commented("Both gain from this."),)))
    )


def a_step(before: str | None, after: str, article: str | None = None) -> HistoryRow:
    return HistoryRow(
        day=TODAY,
        before=before,
        after=after,
        rule="2.7 seen again",
        field=None,
        old=None,
        new=None,
        article_id=article,
    )


def in_first_lead(text: str, quote: str, **fields: Any) -> Breaker:
    """Put a line of other words than its source's in the first story."""

    def change(brief: Brief) -> dict[str, Any]:
        line = brief.stories[0].headline
        told = replace(line, text=text, evidence=(replace(line.evidence[0], quote=quote),), **fields)
        return {"stories": first(brief.stories, lead=(told,))}

    return in_brief(change)


def with_change(kind: ChangeKind, **fields: Any) -> Breaker:
    return in_brief(
        lambda brief: {"changes": (*brief.changes, Change(kind=kind, line=ours("Peru"), **fields))}
    )


LONG = Line(text="Peru " + "said " * 80, voice=Voice.FACT)
BREAKERS: dict[str, Breaker] = {
    "S1": in_brief(lambda _: {"bottom_line": (LONG,)}),
    "S2": in_story(headline=lambda line: replace(line, text="Update on the talks in Lima")),
    "S4": in_brief(lambda brief: {"bottom_line": first(brief.bottom_line[:1], text="It is over.")}),
    "S3": in_header(subject="Daily brief for Monday"),
    "S5": in_header(reading_minutes=0.5),
    "S6": in_form("source", "## Calendar", "## Dates"),
    "S7": in_header(new_reports=12),
    "S8": in_header(revision=2),
    "S9": told("The two touched on a number of subjects."),
    "S10": lambda edition: replace(
        edition, markdown=(*edition.markdown[:-1], "**Comment (ours).** It rains.", edition.markdown[-1])
    ),
    "F1": told("It rains.", speaker="a minister, on the record"),
    "F2": told("It rains.", voice=Voice.FACT),
    "F4": told("It rains.", voice=Voice.CLAIM, speaker="sources"),
    "F5": told("It rains.", voice=Voice.CLAIM, speaker="Somebody"),
    "F6": in_brief(lambda brief: {"sources": first(brief.sources, grade="G")}),
    "F7": in_header(independent_sources=40),
    "F9": without_markdown("The dredging has to be paid for by somebody"),
    "F10": lambda edition: with_change(ChangeKind.NEW, story_id=edition.brief.stories[0].id)(
        in_story(continued_from=lambda _: TODAY)(edition)
    ),
    "F8": in_brief(lambda brief: {"caveats": brief.caveats[:1]}),
    "F11": in_form("mail_text", "Compiled automatically", "Compiled"),
    "F12": told("Peru should sign.", voice=Voice.COMMENT),
    "L1": expected(hedge="in all likelihood"),
    "L2": expected(hedge="is likely to", band="unlikely"),
    "L3": expected(hedge="may", band="likely"),
    "L4": told("The odds are 70 per cent."),
    "L5": told("It is likely.", label="Confidence"),
    "L7": in_brief(lambda brief: {"caveats": brief.caveats[1:]}),
    "L8": expected(credibility=2),
    "D1": in_first_lead("Uruguay demanded an answer.", "Uruguay noted the answer."),
    "D2": told("The talks were candid."),
    "D3": in_ledger_words,
    "D7": in_story(countries=lambda _: ()),
    "D8": in_brief(lambda brief: {"watch": first(brief.watch, text="The toll.")}),
    "D9": lambda edition: in_brief(lambda _: {"bottom_line": ()})(
        in_story(lead=lambda _: (), background=lambda _: (LONG,) * 4)(edition)
    ),
    "T1": expected(status="met"),
    "T2": expected(history=(a_step(None, "open"), a_step("due", "overdue"))),
    "T3": in_brief(
        lambda brief: {
            "ledger": first(
                brief.ledger,
                subkind=ExpectationSubkind.COMMITMENT,
                said=replace(brief.ledger[0].said, text="Peru sings", evidence=()),
            )
        }
    ),
    "T4": with_change(ChangeKind.CHANGED, item_id="e1"),
    "T5": expected(status=ExpectationStatus.PASSED),
    "T6": in_brief(lambda brief: {"ledger": brief.ledger * 13}),
    "E1": lambda edition: replace(
        edition, mail_text=edition.mail_text.replace(edition.brief.bottom_line[0].text, "")
    ),
    "E2": in_form("mail_page", 'width="600"', 'width="800"'),
    "E3": in_form("page", "</body>", "<script></script></body>"),
    "E4": in_form("mail_page", "</body>", f"<p>{'x' * 100_000}</p></body>"),
    "E5": in_header(preheader="Too short"),
    "E6": in_form("page", 'lang="en"', ""),
    "E7": in_form("page", "data-head=", "data-other=", -1),
}


# Where a rule asks for more than one thing, each further one, after the rule.
FURTHER: dict[str, Breaker] = {
    "S1 stories without a bottom line": in_brief(lambda _: {"bottom_line": ()}),
    "S2 a subject of a name and an office": in_header(subject="The Foreign Minister of Japan, Mr. K. Shun"),
    "S5 words that stand in brief.md alone": lambda edition: replace(
        edition,
        source=f"word {'word ' * 900}\n{edition.source}",
        markdown=("word " * 900, *edition.markdown),
    ),
    "S5 an empty file": lambda edition: replace(edition, source="", markdown=()),
    "S6 a form without the date": in_form("mail_text", "Monday 10 March 2025", "Monday"),
    "S6 a form without the reading time": in_form("page", "-minute read", "-minute", -1),
    "S6 an empty section that says so in no mail": lambda edition: replace(
        edition_of(compose(a_day())), mail_text=edition.mail_text
    ),
    "S8 a revision that no header tells": lambda edition: with_change(ChangeKind.CORRECTED)(
        in_header(revision=2)(edition)
    ),
    "F1 a comment among the lines": told("It rains.", voice=Voice.COMMENT),
    "F1 a comment without its label in the mail": lambda edition: replace(
        with_comment(edition), mail_text=with_comment(edition).mail_text.replace("Comment (ours)", "")
    ),
    "F2 words of ours in a story": in_story(lead=lambda _: (ours("It rains."),)),
    "F2 a line printed without its mark": without_markdown("[1]"),
    "F7 a story that cites more than it counts": in_story(independent_sources=lambda _: 0),
    "F9 a side of whom a matter tells nothing": with_a_side_left_out,
    "F12 advice in a statement of other words than its source's": in_first_lead(
        "Uruguay should sign.", "The minister spoke of Uruguay"
    ),
    "L4 odds in the outlet's voice": in_first_lead("It is 70% sure.", "Uruguay is sure, 7 out of 10 say"),
    "L7 a confidence without a reason": in_brief(
        lambda brief: {"caveats": first(brief.caveats, text="low.")}
    ),
    "T1 an outcome without a date and a report": expected(status="met", horizon=None),
    "T1 an outcome without its report's words": lambda edition: expected(
        status="met", said=replace(edition.brief.ledger[0].said), closing=None
    )(edition),
    "T1 a change told as met without a report": with_change(ChangeKind.MET, entry_id="x"),
    "T2 what was met opened by the clock": expected(history=(a_step(None, "met"), a_step("met", "due"))),
    "T2 a row that stands where no step led": expected(status=ExpectationStatus.MISSED),
    "E2 a table of the page without scopes": in_form("page", 'scope="col"', "", -1),
    "E3 a set of pictures": in_form("page", "</main>", '<p srcset="//x.example/a.png 2x"></p></main>'),
    "E3 a page that goes elsewhere": in_form(
        "page", "</head>", '<meta http-equiv="refresh" content="0; url=//x.example"></head>'
    ),
    "E5 a preheader of other words": in_header(preheader="Read here what happened today all over the world"),
    "E6 a form said to be in another language": in_form("mail_page", 'lang="en"', 'lang="fr"'),
}


@pytest.mark.parametrize("what", FURTHER)
def test_an_edition_that_breaks_a_part_of_a_rule_is_found(what: str) -> None:
    rule = what.split(maxsplit=1)[0]
    assert rule not in rules_broken(good())
    assert rule in rules_broken(FURTHER[what](good()))


def test_f1_a_labelled_comment_is_no_fault() -> None:
    assert not {"F1", "S10"} & rules_broken(with_comment(good()))


def test_f4_a_dispute_printed_by_its_sides_needs_no_speaker_of_its_own() -> None:
    story = next(each for each in good().brief.stories if each.disputes)
    unprinted = replace(
        story.disputes[0].said, text="Never printed.", voice=Voice.CLAIM, speaker="a note, in writing"
    )
    told = replace(story, disputes=first(story.disputes, said=unprinted))
    changed = in_brief(
        lambda brief: {"stories": tuple(told if each is story else each for each in brief.stories)}
    )(good())
    assert "F4" not in rules_broken(changed)


def test_d9_a_long_story_may_have_its_summary_in_the_bottom_line() -> None:
    long = in_story(lead=lambda _: (), background=lambda _: (LONG,) * 4)
    assert "D9" not in rules_broken(long(good()))


def test_f7_what_stands_beside_a_story_is_not_counted_with_it() -> None:
    beside = good().brief.stories[1].headline
    assert beside.citations != good().brief.stories[0].headline.citations
    told = in_story(background=lambda _: (beside,), citations=lambda own: (*own, *beside.citations))
    assert "F7" not in rules_broken(told(good()))


def test_s5_marks_of_citations_are_no_words() -> None:
    edition = good()
    marked = replace(
        edition, markdown=tuple(line.replace("[1]", "[1, 2, 3, 4, 5]") for line in edition.markdown)
    )
    assert printed_words(marked) == printed_words(edition)


def test_s8_a_revision_needs_no_line_of_changes_where_the_reader_chose_none() -> None:
    sections = tuple(each for each in SECTIONS if each != "changes")
    day = three_stories(edition=an_edition(revision=2), desk=Desk(sections=sections))
    assert "S8" not in rules_broken(edition_of(compose(day)))


def test_d1_a_line_that_keeps_one_verb_of_its_source_is_no_fault() -> None:
    kept = in_first_lead("Uruguay noted the demands.", "Uruguay noted them; Paraguay warned it.")
    assert "D1" not in rules_broken(kept(good()))


def test_t2_what_was_closed_is_opened_by_a_report_or_the_desk() -> None:
    row = (a_step(None, "met"), a_step("met", "open", article="a1"), a_step("open", "due"))
    assert "T2" not in rules_broken(expected(history=row)(good()))


@pytest.mark.parametrize("page", [b"", b"<!-- nothing -->"])
def test_a_page_that_holds_nothing_is_no_edition(page: bytes) -> None:
    with pytest.raises(ValueError, match=r"brief\.html: holds no page"):
        edition_from(good().brief, {"brief.html": page})


def test_every_rule_has_an_edition_that_breaks_it() -> None:
    assert BREAKERS.keys() == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", BREAKERS)
def test_an_edition_that_breaks_a_rule_is_found(rule: str) -> None:
    check = next(each.check for each in RULES if each.id == rule)
    before = set(check(good()))
    assert set(check(BREAKERS[rule](good()))) - before


@pytest.mark.parametrize(
    "day", [a_day(), three_stories(), crowded(9), crowded(40)], ids=["none", "three", "nine", "forty"]
)
def test_an_edition_as_composed_keeps_what_must_hold(day: Any) -> None:
    found = [str(each) for each in broken(edition_of(compose(day))) if each.force is Force.MUST]
    assert found == []


def test_f4_a_claim_printed_without_its_speaker_is_found() -> None:
    speaker = next(
        row.said.speaker for story in good().brief.stories for row in story.objectives if row.said.speaker
    )
    shown = speaker.removesuffix(", on the record")
    assert "F4" in rules_broken(without_markdown(shown)(good()))


def test_a_finding_names_rule_place_and_words() -> None:
    found = next(each for each in broken(BREAKERS["T6"](good())) if each.rule == "T6")
    rows = len(BREAKERS["T6"](good()).brief.ledger)
    assert found == Finding(
        rule="T6", force=Force.MUST, place="ledger", words=f"has {rows} rows, more than 12"
    )
    assert str(found) == f"T6 ledger: has {rows} rows, more than 12"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_mail_without_a_page_is_no_edition() -> None:
    with pytest.raises(ValueError, match=r"email\.eml"):
        published(
            good().brief,
            {"brief.md": b"", "brief.html": b"", "email.eml": b"Subject: x\n\nx"},
            profile="default",
            day=TODAY,
            max_words=900,
            max_stories=5,
        )


# ── docs/rules.md ─────────────────────────────────────────────────────────────


def rows() -> dict[str, list[str]]:
    """Return the cells of each rule in the document: what it asks, force, where made, where checked."""
    found = re.findall(r"^\| ([SFLDTE]\d+) \| (.*) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: cells.split(" | ") for name, cells in found}


def test_the_document_lists_every_rule() -> None:
    assert list(rows()) == [
        f"{part}{number}" for part, last in CRAFT.items() for number in range(1, last + 1)
    ]


def test_the_document_says_what_must_hold() -> None:
    assert {name for name, cells in rows().items() if cells[1] == "Must"} == MUST
    assert {cells[1] for cells in rows().values()} == {"Must", "Should"}


def test_the_document_names_the_check_of_each_rule_that_has_one() -> None:
    checks = {
        rule.id: f"`{rule.check.__module__.removeprefix('briefing.')}.{rule.check.__name__}`"
        for rule in RULES
    }
    assert {name: cells[3] for name, cells in rows().items() if cells[3] != "–"} == checks
    for rule in RULES:
        assert (rule.force is Force.MUST) is (rule.id in MUST)
        assert (rule.check.__doc__ or "").startswith(f"{rule.id}: ")


def test_the_document_names_places_that_exist() -> None:
    for name, (_, _, made, check) in rows().items():
        places = re.findall(r"`([\w.]+)`", made)
        assert places or check != "–" or made == "not yet", name
        for place in places:
            module, _, function = place.rpartition(".")
            assert hasattr(import_module(f"briefing.{module}"), function), f"{name}: {place}"


def test_the_code_that_keeps_a_rule_without_a_check_names_it() -> None:
    for name, (_, _, made, check) in rows().items():
        places = [place.rpartition(".") for place in re.findall(r"`([\w.]+)`", made) if check == "–"]
        told = [
            getattr(import_module(f"briefing.{module}"), each).__doc__ or "" for module, _, each in places
        ]
        assert check != "–" or any(re.search(rf"\b{name}\b", each) for each in told), name
