"""What changed since the edition before is found by comparing, not by memory or by a model."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing import serial
from briefing.brief import Brief
from briefing.brief.changes import ChangeKind
from briefing.brief.stories import AlsoReported, BriefStory
from briefing.labels import english
from briefing.publish.compose import compose
from briefing.publish.wording import since
from briefing.types import Article, ArticleSummary, Direction, Expectation, Item, Trend
from tests.build import a_summary, an_article
from tests.days import (
    TODAY,
    TOMORROW,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_edition,
    an_expectation,
    an_objective,
    fishing_story,
    named,
    next_day,
    on_day,
    river_story,
    three_stories,
    with_items,
)


def _texts(brief: Brief, kind: ChangeKind) -> list[str]:
    return [change.line.text for change in brief.changes if change.kind is kind]


def _river(title: str = "River talks go on in Montevideo", **fields: object) -> Article:
    text = "The presidents are expected to meet in Encarnación on 16 March. Barges wait."
    return an_article(text, id="river2", title=title, published=TOMORROW, **fields)


def _meeting(article: Article, **fields: object) -> Expectation:
    quote = "The presidents are expected to meet in Encarnación on 16 March."
    given = {"hedge": "are expected to", "horizon": on_day("on 16 March", date(2025, 3, 16)), **fields}
    return an_expectation(article, quote, "Uruguay", **given)


def test_the_first_edition_says_that_it_is_the_first() -> None:
    assert [change.kind for change in compose(three_stories()).changes] == [ChangeKind.FIRST]


def test_t4_a_moved_date_cites_the_old_and_the_new_item() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = _river()
    summary = with_items(new, _meeting(new))
    today = next_day(yesterday, [old], a_day([new], [summary], [a_story(new, background=[old])]))
    (change,) = [each for each in compose(today).changes if each.kind is ChangeKind.CHANGED]
    assert change.line.text.startswith("date 14 March 2025 → 16 March 2025: “The presidents are expected")
    assert (change.item_id, change.previous_item_id) == (summary.expectations[0].id, told.expectations[0].id)


def test_a_changed_hedge_is_told_old_and_new() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = an_article(
        "The two presidents might meet in Encarnación on 14 March.", id="river2", published=TOMORROW
    )
    row = an_expectation(
        new,
        "The two presidents might meet in Encarnación on 14 March.",
        "Uruguay",
        hedge="might",
        horizon=on_day("on 14 March", date(2025, 3, 14)),
    )
    today = next_day(yesterday, [old], a_day([new], [with_items(new, row)], [a_story(new, background=[old])]))
    assert _texts(compose(today), ChangeKind.CHANGED)[0].startswith(
        "hedge “are expected to” → “might”: “The two"
    )


def test_a_story_that_goes_on_is_a_change_only_where_there_is_no_other() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = _river()
    met, same = (with_items(new, *items) for items in ([_meeting(new)], []))
    for summary, expected in ((met, []), (same, ["visits and summits"])):
        day = a_day([new], [summary], [a_story(new, background=[old])])
        assert _texts(compose(next_day(yesterday, [old], day)), ChangeKind.CONTINUED) == expected


def test_a_story_on_the_same_affairs_goes_on_from_its_first_day() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = _river()
    day = a_day([new], [with_items(new, _meeting(new))], [a_story(new, background=[old])])
    brief = compose(next_day(yesterday, [old], day))
    assert brief.stories[0].continued_from == TODAY
    assert _texts(brief, ChangeKind.NEW) == []
    assert since(brief.stories[0], english()) == "since 10 March"


def test_a_story_in_much_the_same_words_goes_on_without_a_common_article() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = _river(title="Uruguay and Paraguay again fail to agree on tolls")
    today = next_day(yesterday, [], a_day([new], [with_items(new, _meeting(new))], [a_story(new)]))
    assert compose(today).stories[0].continued_from == TODAY


def test_another_story_between_the_same_states_is_new() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = an_article(
        "Uruguay beat Paraguay to the chair of a council.", id="x", title="Uruguay takes council chair"
    )
    aim = replace(an_objective(new, new.text, "Uruguay"), topic="trade")
    brief = compose(next_day(yesterday, [old], a_day([new], [with_items(new, aim)], [a_story(new)])))
    assert brief.stories[0].continued_from is None
    assert _texts(brief, ChangeKind.NEW) == ["Uruguay and Paraguay, trade"]


def test_a_story_that_nothing_new_is_reported_on_is_named() -> None:
    yesterday = compose(three_stories())
    brief = compose(a_day(edition=an_edition(TOMORROW, previous=TODAY), previous=yesterday))
    assert len(_texts(brief, ChangeKind.QUIET)) == 3


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2025, 3, 13), None), (date(2025, 3, 15), ChangeKind.PASSED), (TOMORROW, None)],
)
def test_a_date_that_passes_is_told_and_one_that_comes_is_left_to_the_ledger(
    day: date, kind: ChangeKind | None
) -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    today = a_day(
        [old],
        [told],
        on_file=(old.id,),
        edition=an_edition(day, previous=TODAY),
        previous=yesterday,
    )
    changes = [each for each in compose(today).changes if each.item_id is not None]
    assert [each.kind for each in changes] == ([kind] if kind else [])
    assert all(each.line.text.startswith("The two presidents are expected") for each in changes)


def test_a_side_that_answers_at_last_is_told() -> None:
    old, told = fishing_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    texts = (
        "Tunisia denied that its trawlers had fished inside the zone of Malta.",
        "Tunisia called the fine of the harbour court an insult to honest crews.",
    )
    new = an_article(
        " ".join(texts), id="answer", title="Tunisia denies fishing in Malta's zone", published=TOMORROW
    )
    rows = [
        a_dispute(new, each, a_party(new, "Tunisia", each), a_party(new, "Malta", None)) for each in texts
    ]
    day = a_day([new], [with_items(new, *rows)], [a_story(new, background=[old])])
    brief = compose(next_day(yesterday, [old], day))
    assert _texts(brief, ChangeKind.CHANGED) == ["Tunisia is heard, for the first time here"]


def test_a_side_is_not_heard_at_last_on_another_quarrel_without_a_topic() -> None:
    old, told = fishing_story()
    unnamed = tuple(replace(each, topic=None) for each in told.disputes)
    yesterday = compose(a_day([old], [replace(told, disputes=unnamed)], [a_story(old)]))
    text = "Tunisia denied that its museum had taken an archive from Malta."
    new = an_article(text, id="answer", title="Tunisia denies taking Malta's archive", published=TOMORROW)
    row = a_dispute(new, text, a_party(new, "Tunisia", text), a_party(new, "Malta", None), topic=None)
    day = a_day([new], [with_items(new, row)], [a_story(new, background=[old])])
    assert _texts(compose(next_day(yesterday, [old], day)), ChangeKind.CHANGED) == []


def test_a_running_dispute_that_sharpens_leads_and_shows_its_cue() -> None:
    old, told = fishing_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    text = "The quarrel between Malta and Tunisia grew worse on Tuesday."
    new = an_article(text, id="worse", title="Malta sends patrol boats", published=TOMORROW)
    trend = Trend(direction=Direction.UP, cue="grew worse")
    row = a_dispute(new, text, a_party(new, "Malta", text), a_party(new, "Tunisia", None), trend=trend)
    other, other_told = river_story()
    other = replace(other, published=TOMORROW)
    day = a_day(
        [new, other], [with_items(new, row), other_told], [a_story(new, background=[old]), a_story(other)]
    )
    brief = compose(next_day(yesterday, [old], day))
    assert brief.stories[0].disputes[0].trend == trend
    assert brief.stories[0].id == "s-worse"
    assert "a dispute sharpens" in brief.stories[0].reasons


def test_without_a_cue_there_is_no_trend() -> None:
    brief = compose(three_stories())
    assert all(row.trend is None for story in brief.stories for row in story.disputes)


def test_a_late_article_is_marked_late() -> None:
    brief = compose(three_stories(late=frozenset({"river"})))
    assert [row.article_id for row in brief.sources if row.late] == ["river"]
    assert _texts(brief, ChangeKind.LATE) == ["Uruguay and Paraguay fail to agree on river toll"]


def test_s8_a_text_that_its_outlet_changed_is_told_in_the_next_edition() -> None:
    old, told = river_story()
    old = replace(old, url="https://courier.example/river")
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    corrected = replace(old, id="river-corrected", title="Uruguay and Paraguay agree on river toll after all")
    day = a_day([corrected], [a_summary(corrected)], [a_story(corrected)])
    brief = compose(next_day(yesterday, [old], day))
    assert _texts(brief, ChangeKind.CORRECTED) == ["Uruguay and Paraguay agree on river toll after all"]


def test_s8_a_text_that_its_outlet_changed_is_told_by_no_edition_after_the_next() -> None:
    old, told = river_story()
    old = replace(old, url="https://courier.example/river")
    first = compose(a_day([old], [told], [a_story(old)]))
    changed = replace(old, id="river-changed", published=TOMORROW)
    with_both = a_day([changed], [a_summary(changed), told], [a_story(changed, background=[old])])
    second = compose(next_day(first, [old], with_both))
    assert len(_texts(second, ChangeKind.CORRECTED)) == 1
    later = _river()
    on_file = [told, a_summary(changed)]
    day = a_day([later], [a_summary(later), *on_file], [a_story(later, background=[old, changed])])
    for kept in ({old.id}, {changed.id}, {old.id, changed.id}):
        sources = tuple(replace(each, cited=each.article_id in kept) for each in second.sources)
        third = compose(next_day(replace(second, sources=sources), [old, changed], day))
        assert _texts(third, ChangeKind.CORRECTED) == []


NOTE = "This version corrects the toll to $1.4 million, not $2.4 million."


@pytest.mark.parametrize(
    ("title", "before", "told"),
    [
        ("Uruguay and Paraguay fail to agree", f"({NOTE})\n\n", NOTE),
        (
            "Correction: Uruguay and Paraguay fail to agree",
            "",
            "Correction: Uruguay and Paraguay fail to agree",
        ),
    ],
)
def test_s8_a_text_that_says_that_it_corrects_is_told_as_a_correction_in_a_first_edition_too(
    title: str, before: str, told: str
) -> None:
    old, _ = river_story()
    corrected = replace(old, title=title, text=f"{before}{old.text}")
    brief = compose(a_day([corrected], [a_summary(corrected)], [a_story(corrected)]))
    assert _texts(brief, ChangeKind.CORRECTED) == [told]


def test_an_expectation_repeated_word_for_word_is_no_change() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = _river()
    same = _meeting(new, horizon=on_day("on 14 March", date(2025, 3, 14)), attribution=named("A. B."))
    day = a_day([new], [with_items(new, same)], [a_story(new, background=[old])])
    assert _texts(compose(next_day(yesterday, [old], day)), ChangeKind.CHANGED) == []


def test_a_running_story_with_something_new_to_tell_is_no_repetition() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    new = _river()
    day = a_day([new], [with_items(new, _meeting(new))], [a_story(new, background=[old])])
    assert "goes on since 10 March" in compose(next_day(yesterday, [old], day)).stories[0].reasons


def test_a_running_story_that_only_repeats_says_so() -> None:
    old, told = river_story()
    yesterday = compose(a_day([old], [told], [a_story(old)]))
    again = an_article(old.text, id="again", title=old.title, published=TOMORROW)
    summary = with_items(again, *_items_of(told, again))
    day = a_day([again], [summary], [a_story(again, background=[old])])
    assert (
        "repeats what is known since 10 March" in compose(next_day(yesterday, [old], day)).stories[0].reasons
    )


def _items_of(summary: ArticleSummary, article: Article) -> list[Item]:
    """Return the items of ``summary``, their evidence moved to ``article``, which has the same text."""
    items: tuple[Item, ...] = (*summary.objectives, *summary.disputes, *summary.expectations)
    return [
        serial.loads(type(item), serial.dumps(item).replace(summary.article_id, article.id)) for item in items
    ]


def test_what_answers_the_ledger_is_not_called_new(sample_made: Path) -> None:
    made = sample_made / "outputs" / "sample" / "2026-03-04" / "brief.json"
    brief = serial.loads(Brief, made.read_text(encoding="utf-8"))
    met = {
        each.article_id for change in brief.changes if change.kind == "met" for each in change.line.evidence
    }
    called_new = {change.story_id for change in brief.changes if change.kind == "new"}
    told: tuple[BriefStory | AlsoReported, ...] = (*brief.stories, *brief.also)
    new = {each.article_id for story in told if story.id in called_new for each in story.headline.evidence}
    assert met
    assert new
    assert not met & new
