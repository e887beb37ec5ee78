"""A claim of the file that a side denies today."""

import pytest

from briefing.brief.changes import ChangeKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import DisputeRow, Side
from briefing.publish.changes import denied_words
from briefing.publish.compose import compose
from briefing.publish.denials import denials, with_denials_first
from briefing.types import Article
from tests.build import an_article, quote_of
from tests.days import a_day, a_dispute, a_party, a_story, next_day, with_items

CLAIM = "The envoy “highly appreciated” the plan of Sarrow, state media said."
DENIAL = "Ada Venn denied that she had praised anything: she had not “highly appreciated” a plan."
EARLIER = an_article(CLAIM, id="earlier")
ARTICLE = an_article(
    f"{DENIAL} Sarrow's media had said that she “highly appreciated” it. They quarrel.", id="today"
)


def a_row(denying: str | None, claiming: str | None, name: str = "the plan") -> DisputeRow:
    def side(party: str, text: str | None) -> Side:
        line = (
            Line(text=text, voice=Voice.CLAIM, evidence=(quote_of(ARTICLE, "They quarrel."),))
            if text
            else None
        )
        return Side(party=party, said=line)

    return DisputeRow(
        id=name,
        topic=None,
        subkind="bilateral",
        trend=None,
        sides=(side("Norland", denying), side("Sarrow", claiming)),
        credibility=3,
        said=Line(text="They quarrel.", voice=Voice.FACT, evidence=(quote_of(ARTICLE, "They quarrel."),)),
    )


def test_what_the_file_has_and_a_side_denies_is_found_where_it_stands() -> None:
    (found,) = denials([a_row("denies it", 'says that she "highly appreciated" it')], [EARLIER])
    assert found.by.party == "Norland"
    assert (
        EARLIER.text[found.claimed.start : found.claimed.end] == found.claimed.quote == "highly appreciated"
    )


@pytest.mark.parametrize(
    ("denying", "claiming", "earlier"),
    [
        ('rejects the treaty as "a foot in the door"', 'says that she "highly appreciated" it', [EARLIER]),
        ("denies that a visa was asked for", 'says that she "highly appreciated" it', [EARLIER]),
        ("asks for more", 'says that she "highly appreciated" it', [EARLIER]),
        ("denies it", "says that she liked it", [EARLIER]),
        ("denies it", 'calls it "splendid"', [EARLIER]),
        ("denies it", None, [EARLIER]),
        ("denies it", 'says that she "highly appreciated" it', []),
    ],
    ids=[
        "rejects another thing",
        "denies another thing",
        "no denial",
        "no quotation",
        "one word",
        "one side",
        "nothing on file",
    ],
)
def test_nothing_else_is_a_denial(denying: str, claiming: str | None, earlier: list[Article]) -> None:
    assert not list(denials([a_row(denying, claiming)], earlier))


def test_a_dispute_about_what_the_file_claims_comes_first() -> None:
    rows = [a_row("objects", "answers", "other"), a_row("denies it", 'had "highly appreciated" it', "claim")]
    assert [row.id for row in with_denials_first(rows, [EARLIER])] == ["claim", "other"]


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        (" and hoped to go on with talks in spring", " …"),
        (", which it calls a model for all of the coast", " …"),
        (" and hoped", " and hoped"),
        (", but only on condition that the tugs return", ", but only on condition that the tugs return"),
        (" of 6,000 tons, if the tugs return by May", " of 6,000 tons, if the tugs return by May"),
    ],
)
def test_of_a_long_sentence_the_part_is_told_that_has_what_is_denied(behind: str, told: str) -> None:
    sentence = f"In her turn the envoy highly appreciated the plan of Sarrow{behind}"
    assert (
        denied_words(sentence, "highly appreciated")
        == f"“In her turn the envoy highly appreciated the plan of Sarrow{told}”"
    )


def test_what_changed_tells_of_it_and_cites_both_reports() -> None:
    says = "Sarrow's media had said that she “highly appreciated” it."
    dispute = a_dispute(
        ARTICLE, DENIAL, a_party(ARTICLE, "Norland", DENIAL), a_party(ARTICLE, "Sarrow", says), id="d1"
    )
    day = a_day([ARTICLE], [with_items(ARTICLE, dispute)], [a_story(ARTICLE, background=[EARLIER])])
    yesterday = compose(a_day([EARLIER], [with_items(EARLIER)], [a_story(EARLIER)]))
    told = compose(next_day(yesterday, [EARLIER], day))
    (change,) = [each for each in told.changes if each.kind is ChangeKind.DENIED]
    told_of = "“The envoy “highly appreciated” the plan of Sarrow, state media said.”"
    assert change.line.text == f"Norland denies this report of 10 March: {told_of}"
    assert {each.article_id for each in change.line.evidence} == {ARTICLE.id, EARLIER.id}
