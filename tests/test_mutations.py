"""The programme of mutations: what is made wrong in a correct statement must be seen, what is right must pass."""

import random

import pytest

from briefing.summarize.checks import doubts, locate, speaker_standing
from briefing.text import sentences
from tests import mutations
from tests.mutations import Pair, Spoken


def caught(pair: Pair) -> bool:
    return bool(doubts(pair.statement, pair.evidence, pair.context))


def tell(what: str, seen: int, tried: int, missed: list[str] | None = None) -> float:
    share = seen / tried
    print(f"{what:34} {seen:5} of {tried:5}  {share:7.2%}")
    for one in (missed or [])[:12]:
        print("    ", one)
    return share


@pytest.mark.parametrize(
    ("kind", "mutation", "floor"),
    [
        ("number", mutations.numbers, 0.99),
        ("date", mutations.dates, 0.98),
        ("name", mutations.names, 0.95),
        ("quote word", mutations.quote_words, 1.0),
        ("foreign quote", mutations.foreign_quotes, 1.0),
        ("frankenquote", mutations.frankenquotes, 1.0),
    ],
)
def test_a_changed_statement_is_doubted(kind: str, mutation: mutations.Mutation, floor: float) -> None:
    mutants = mutations.mutants(mutation)
    missed = [mutant for mutant in mutants if not caught(mutant)]
    share = tell(kind, len(mutants) - len(missed), len(mutants), [one.statement[:150] for one in missed])
    assert len(mutants) >= 500
    assert share >= floor


def test_a_correct_statement_is_seldom_doubted() -> None:
    correct = mutations.pairs()
    flagged = [one for one in correct if caught(one)]
    share = tell(
        "doubted though correct",
        len(flagged),
        len(correct),
        [f"{doubts(one.statement, one.evidence, one.context)} {one.statement[:120]}" for one in flagged],
    )
    assert len(correct) >= 500
    assert share <= 0.03


def test_a_statement_written_by_hand_is_seldom_doubted() -> None:
    written = mutations.written()
    flagged = [one for one in written if caught(one)]
    assert len(written) >= 120
    assert tell("doubted though correct, by hand", len(flagged), len(written)) <= 0.03


def stands(one: Spoken) -> bool:
    text = one.article.text
    return speaker_standing(one.name, one.evidence, text, sentences(text), one.type).holds


def test_words_ascribed_to_somebody_else_are_seen() -> None:
    rng = random.Random(mutations.SEED)
    correct = mutations.spoken()
    wrong = [other for one in correct for other in mutations.misattributed(one, rng)]
    missed = [one for one in wrong if stands(one)]
    kept = [one for one in correct if not stands(one)]
    share = tell(
        "attribution",
        len(wrong) - len(missed),
        len(wrong),
        [f"{one.name}: {one.evidence[0].of(one.article.text)[:110]}" for one in missed],
    )
    false = tell(
        "attribution dropped though correct",
        len(kept),
        len(correct),
        [f"{one.name} {one.type}: {one.evidence[0].of(one.article.text)[:150]}" for one in kept],
    )
    assert len(wrong) >= 500
    assert share >= 0.90
    assert false <= 0.03


def test_a_quotation_with_another_word_is_found_nowhere() -> None:
    rng = random.Random(mutations.SEED)
    tried, found = 0, []
    for article in mutations.articles():
        for span in sentences(article.text):
            quote = mutations.changed(span.of(article.text), rng)
            tried += 1
            if locate(quote, article.text) is not None:
                found.append(quote)
    assert tell("evidence, one word changed", tried - len(found), tried, found) == 1.0
    assert tried >= 250


def test_what_is_exchanged_within_a_statement_is_measured_and_not_promised() -> None:
    mutants = mutations.mutants(mutations.exchanged)
    seen = sum(caught(mutant) for mutant in mutants)
    tell("exchanged within (not promised)", seen, len(mutants))
    assert mutants
