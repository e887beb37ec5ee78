"""Who counts as one source in the header: a text, and an outlet, but not whoever prints another's text (F7)."""

from briefing.publish.origins import origins_of
from briefing.types import Article, DuplicateGroup
from tests.build import an_article
from tests.days import a_day, a_story


def an_account(name: str, outlet: str | None) -> Article:
    return an_article(f"Peru said {name} things on Monday.", id=name, outlet=outlet)


def test_an_outlet_does_not_confirm_itself() -> None:
    one, two, other = an_account("a", "The Post"), an_account("b", "the post"), an_account("c", "The Wire")
    day = a_day([one, two, other], [], [a_story(one), a_story(two), a_story(other)])
    numbers = origins_of(day)
    assert numbers["a"] == numbers["b"] != numbers["c"]


def test_articles_of_no_known_outlet_are_sources_of_their_own() -> None:
    one, two = an_account("a", None), an_account("b", None)
    assert len(set(origins_of(a_day([one, two], [], [a_story(one), a_story(two)])).values())) == 2


def test_what_an_outlet_reprints_does_not_make_its_own_reports_the_agencys() -> None:
    wire, reprint, own = an_account("a", "The Wire"), an_account("b", "The Post"), an_account("c", "The Post")
    copies = DuplicateGroup(canonical_id="a", article_ids=("a", "b"))
    numbers = origins_of(a_day([wire, reprint, own], [], [a_story(wire), a_story(own)], groups=(copies,)))
    assert numbers["a"] == numbers["b"] != numbers["c"]
