"""The model engine: one call for an article, never more than three, and rules stand in where a model fails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.settings import ModelSettings
from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.model.asking import NO_MEMORY, Asking, Memory
from briefing.summarize.model.client import Surroundings, open_client
from briefing.summarize.model.engine import ModelEngine
from briefing.types import ArticleSummary, BottomLine, StoredAnswer, Story
from tests.build import a_summary, an_article
from tests.honest_model import honest
from tests.hostile import HostileServer, hostile

TEXT = (
    "Kenya wants Uganda to reopen the crossing. The ministers met on Monday.\n\n"
    "Uganda may let relief vessels through by the end of April. Nobody knows when."
)
LONG = "\n\n".join(
    f"Kenya wants Uganda to reopen harbour {number}. The ministers met in hall {number} and talked for a long "
    f"time about nets, boats and the {number} buoys that mark the lane."
    for number in range(1, 200)
)


def engine_at(url: str, memory: Memory = NO_MEMORY, **settings: Any) -> ModelEngine:
    client = open_client(
        ModelSettings(base_url=url, name="small", **settings),
        Surroundings(environ={}, sleep=lambda _seconds: None),
    )
    return ModelEngine(
        asking=Asking(client=client, memory=memory), stand_in=EmbeddedEngine(), today=date(2025, 3, 12)
    )


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile(honest) as running:
        yield running


@contextmanager
def answering(content: Any) -> Iterator[HostileServer]:
    with hostile(content) as running:
        yield running


class Shelf:
    """A memory in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredAnswer] = {}

    @property
    def memory(self) -> Memory:
        return Memory(recall=self.kept.get, keep=self.kept.__setitem__)


def test_one_call_gives_the_whole_summary_and_says_what_it_took(server: HostileServer) -> None:
    before = len(server.asked)
    summary = engine_at(server.url("ok")).summarize(an_article(TEXT))
    assert len(server.asked) == before + 1
    assert [each.statement for each in summary.objectives] == ["Kenya wants Uganda to reopen the crossing."]
    assert [each.horizon.end for each in summary.expectations if each.horizon] == []
    info = summary.engine
    assert (info.name, info.model, info.prompt_version, info.calls) == (
        "openai",
        "small",
        "article_summary.v5",
        1,
    )
    assert info.tokens_in > 1000
    assert info.instead_of is None


def test_what_was_answered_is_not_asked_again_and_is_checked_again(server: HostileServer) -> None:
    shelf = Shelf()
    first = engine_at(server.url("ok"), shelf.memory).summarize(an_article(TEXT))
    before = len(server.asked)
    again = engine_at(server.url("ok"), shelf.memory).summarize(an_article(TEXT))
    assert (again, len(server.asked)) == (first, before)
    (key, kept), *_ = shelf.kept.items()
    shelf.kept[key] = StoredAnswer(
        **{name: getattr(kept, name) for name in StoredAnswer.__dataclass_fields__ if name != "body"},
        body=kept.body.replace("reopen the crossing.", "reopen the crossing for 40 ships."),
    )
    tampered = engine_at(server.url("ok"), shelf.memory).summarize(an_article(TEXT))
    assert tampered.objectives[0].statement == "Kenya wants Uganda to reopen the crossing."
    assert tampered.withheld[0].replaced


def test_another_text_model_or_part_is_another_question(server: HostileServer) -> None:
    shelf = Shelf()
    engine_at(server.url("ok"), shelf.memory).summarize(an_article(TEXT))
    engine_at(server.url("ok"), shelf.memory).summarize(an_article(TEXT + " It rained."))
    assert len(shelf.kept) == 2


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("B08", None),
        ("B17", "model.name"),
        ("B20", "unavailable"),
        ("B41", "filtered"),
        ("B42", "refused"),
        ("B48", "invalid"),
        ("B15", "OPENAI_API_KEY"),
    ],
)
def test_where_a_model_fails_rules_stand_in_and_say_why(
    server: HostileServer, fault: str, why: str | None
) -> None:
    before = len(server.asked)
    summary = engine_at(server.url(fault)).summarize(an_article(TEXT))
    assert len(server.asked) - before <= 3
    assert summary.objectives
    if why is None:
        assert summary.engine.name == "openai"
    else:
        assert summary.engine.name == "embedded"
        assert why in str(summary.engine.instead_of)


def test_a_lasting_failure_is_not_asked_about_again_and_a_passing_one_is(server: HostileServer) -> None:
    for fault, asked_again in (("B42", 0), ("B07", 3)):
        shelf = Shelf()
        engine_at(server.url(fault), shelf.memory).summarize(an_article(TEXT))
        before = len(server.asked)
        engine_at(server.url(fault), shelf.memory).summarize(an_article(TEXT))
        assert len(server.asked) - before == asked_again


def test_a_long_article_is_asked_about_in_parts_and_merged(server: HostileServer) -> None:
    before = len(server.asked)
    article = an_article(LONG)
    summary = engine_at(server.url("ok")).summarize(article)
    assert 1 < len(server.asked) - before <= 3
    assert summary.engine.name == "openai"
    assert len(summary.objectives) > 100
    for each in summary.objectives:
        assert article.text[each.evidence[0].start : each.evidence[0].end] == each.statement


def test_an_article_too_long_for_three_calls_is_read_by_rules_without_a_call(server: HostileServer) -> None:
    before = len(server.asked)
    summary = engine_at(server.url("ok")).summarize(an_article("\n\n".join([LONG] * 6)))
    assert len(server.asked) == before
    assert "may take 3" in str(summary.engine.instead_of)


def test_a_truncated_answer_halves_the_question_and_never_repeats_it() -> None:
    def long_winded(request: dict[str, Any]) -> str:
        return honest(request)

    with answering(long_winded) as server:
        summary = engine_at(server.url("B39")).summarize(an_article(TEXT))
        bodies = server.bodies()
    assert len(bodies) == len(set(bodies)) == 2
    assert summary.engine.name == "embedded"
    assert "truncated" in str(summary.engine.instead_of)


def test_an_article_in_another_language_is_read_by_the_model_and_named_where_it_fails(
    server: HostileServer,
) -> None:
    german = an_article("Kenya fordert 12 Schiffe. Uganda lehnt ab.", language="de")
    read = engine_at(server.url("ok")).summarize(german)
    assert read.bottom_line.text.endswith("(translated).")
    failed = engine_at(server.url("B42")).summarize(german)
    assert failed.bottom_line.evidence == ()
    assert failed.engine.instead_of


def test_a_budget_that_is_spent_asks_no_more(server: HostileServer) -> None:
    before = len(server.asked)
    summary = engine_at(server.url("ok"), max_tokens=100).summarize(an_article(TEXT))
    assert len(server.asked) == before
    assert "budget" in str(summary.engine.instead_of)


def test_a_forecast_counts_what_would_be_asked_and_calls_nothing(server: HostileServer) -> None:
    before = len(server.asked)
    engine = engine_at(server.url("ok"), price_in=1.0, price_out=2.0)
    forecast = engine.forecast(an_article(TEXT))
    assert len(server.asked) == before
    assert forecast.calls == 1
    expected = (forecast.tokens_in + 2 * forecast.tokens_out) / 1_000_000
    assert forecast.cost == pytest.approx(expected)
    taken: ArticleSummary = engine.summarize(an_article(TEXT))
    assert taken.engine.tokens_in == forecast.tokens_in


def test_a_captured_prompt_holds_the_article_and_no_none(server: HostileServer) -> None:
    engine_at(server.url("ok")).summarize(an_article(TEXT, outlet=None, published=None))
    sent = json.loads(server.bodies()[-1])
    system, user = (each["content"] for each in sent["messages"])
    assert "Kenya wants Uganda to reopen the crossing." in user
    assert "None" not in user
    assert "None" not in system


def test_an_answer_that_repeats_the_prompt_loses_those_words_and_keeps_what_the_article_says() -> None:
    def leaking(request: dict[str, Any]) -> str:
        answer = json.loads(honest(request))
        answer["objectives"][0]["statement"] = "you add nothing from your own knowledge, you do not soften"
        answer["expectations"][0]["who"] = "Everything you record must stand in the article."
        return json.dumps(answer)

    with answering(leaking) as server:
        summary = engine_at(server.url("ok")).summarize(an_article(TEXT))
    assert summary.objectives[0].statement == "Kenya wants Uganda to reopen the crossing."
    assert summary.expectations == ()


def test_the_words_of_an_article_that_quotes_the_prompt_stand() -> None:
    text = "You add nothing from your own knowledge, Kenya wants the clerk to promise.\n\nThe clerk left. Nobody knew."
    with answering(honest) as server:
        summary = engine_at(server.url("ok")).summarize(an_article(text))
    assert summary.objectives[0].statement == text.partition("\n")[0]


def test_a_story_of_which_nothing_stands_is_not_asked_about(server: HostileServer) -> None:
    article = an_article(TEXT)
    engine = engine_at(server.url("ok"))
    nothing = replace(a_summary(article), bottom_line=BottomLine(text="", evidence=()))
    before = len(server.asked)
    story = Story(id="s1", article_ids=(article.id,), background_ids=(), origins=((article.id,),))
    assert engine.write_story(story, {article.id: article}, {article.id: nothing}, ()) is None
    assert len(server.asked) == before


def test_a_quotation_that_a_model_puts_into_a_translation_must_stand_in_the_original() -> None:
    def quoting(request: dict[str, Any]) -> str:
        answer = json.loads(honest(request))
        answer["bottom_line"]["text"] = "Kenya demands ships: “We will close the port.”"
        return json.dumps(answer)

    german = an_article("Kenya fordert 12 Schiffe. Uganda lehnt ab.", language="de")
    with answering(quoting) as server:
        summary = engine_at(server.url("ok")).summarize(german)
    assert summary.bottom_line.text == "Kenya fordert 12 Schiffe."
