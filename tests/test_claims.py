"""What a statement says beyond its evidence is doubted; what it says in other words is not."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.checks import Context, DoubtKind, doubts
from briefing.summarize.checks.numbers import numbers_in

ARTICLE = (
    "Norway's foreign minister, Ingrid Solvang, met her Peruvian counterpart in Geneva on Tuesday. "
    "She said that 24 ships would leave by 31 March. Peru wants half of the 1.5 billion dollars at once. "
    "“We are not in a hurry,” said Raúl Ccahuana, the Peruvian foreign minister. "
    "The International Atomic Energy Agency will report in June 2027. Fifty-five states backed it, 3 per cent fewer than in 2024."
)
PUBLISHED = date(2026, 3, 12)


def kinds(statement: str, *evidence: str, proved: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    context = Context(published=PUBLISHED, article_text=ARTICLE, title="Oslo and Lima talk", proved=proved)
    return [(one.kind.value, one.words) for one in doubts(statement, evidence or (ARTICLE,), context)]


@pytest.mark.parametrize(
    "statement",
    [
        "Two dozen ships are to leave by the end of March.",
        "Lima wants 50 per cent of the $1.5bn.",
        "Peru asks for half of 1,5 Mrd dollars.",
        "Solvang met Ccahuana on 10 March.",
        "Oslo's minister and Foreign Minister Ccahuana met on March 10, 2026 in Geneva.",
        "The IAEA is to report in 2027.",
        "55 states supported it, 3% fewer than in 2024.",
        "Ccahuana said that Peru was “not in a hurry”.",
        "Ccahuana said that Peru was 'not in a hurry'.",
        "Norwegians and Peruvians talked this week.",
        "However, the two sides met; President and Foreign Minister are titles.",
        "Negotiators from Norway hope for more.",
        "Norway and Peru read it in two ways.",
        "Norway wants to see it first, Solvang said.",
    ],
)
def test_other_words_for_the_same_are_not_doubted(statement: str) -> None:
    assert kinds(statement) == []


@pytest.mark.parametrize(
    ("statement", "doubted"),
    [
        ("Twenty-five ships are to leave.", [("number", "Twenty-five")]),
        ("Peru wants a third of it.", [("number", "a third")]),
        ("Norway and Peru signed two papers.", [("number", "two")]),
        ("It is the first meeting.", [("number", "first")]),
        ("Peru wants half of the 1.5 million dollars.", [("number", "1.5 million")]),
        ("Peru wants half of the 1.5 billion euros.", [("number", "1.5 billion")]),
        ("55 per cent backed it.", [("number", "55 per cent")]),
        ("Thousands of ships will leave.", [("number", "Thousands")]),
        ("They met on Wednesday.", [("date", "Wednesday")]),
        ("They met on 11 March.", [("date", "11 March")]),
        ("The agency is to report in July 2027.", [("date", "in July 2027")]),
        ("It is 3 per cent fewer than in 2023.", [("date", "in 2023")]),
        ("Ships leave by 8 March.", [("date", "by 8 March")]),
        ("Brekke met Ccahuana.", [("name", "Brekke")]),
        ("Solveig Solvang met Ccahuana.", [("name", "Solveig")]),
        ("The Chilean minister was there.", [("name", "Chilean")]),
        ("The talks in Vienna ended.", [("name", "Vienna")]),
        ("The WTO will report.", [("name", "WTO")]),
        ("Peru is “never in a hurry”.", [("quotation", "never in a hurry")]),
        ("Peru is 'not in a great hurry'.", [("quotation", "not in a great hurry")]),
        ("Peru is “not … in a hurry”.", [("quotation", "not … in a hurry")]),
    ],
)
def test_what_the_evidence_does_not_say_is_doubted(statement: str, doubted: list[tuple[str, str]]) -> None:
    assert kinds(statement) == doubted


@pytest.mark.parametrize(
    ("language", "evidence"),
    [
        ("es", "Perú entregará dos archivos a Noruega el miércoles 18 de marzo."),
        ("fr", "Le Pérou remettra deux archives à la Norvège mercredi 18 mars."),
        ("de", "Peru übergibt Norwegen zwei Archive am Mittwoch, dem 18. März."),
    ],
)
def test_dates_and_numbers_of_another_language_are_read(language: str, evidence: str) -> None:
    context = Context(published=PUBLISHED, article_text=evidence, language=language)

    def words(statement: str) -> list[str]:
        return [one.words for one in doubts(statement, (evidence,), context)]

    assert words("Peru is to hand over two archives to Norway on 18 March.") == []
    assert words("Peru is to hand over both archives to Norway on Wednesday.") == []
    assert words("Peru is to hand over three archives to Norway on 19 March.") == ["three", "19 March"]


def test_half_of_something_is_read_in_another_language() -> None:
    evidence = "Hay 640 camiones en la cola, la mitad con soya."
    context = Context(published=PUBLISHED, article_text=evidence, language="es")
    assert list(doubts("Of 640 lorries half carry soya.", (evidence,), context)) == []
    middle = "Hay 640 camiones en la cola desde mitad de marzo."
    assert [one.words for one in doubts("Of 640 lorries half wait.", (middle,), context)] == ["half"]
    assert [one.words for one in doubts("Of 640 lorries a third carry soya.", (evidence,), context)] == [
        "a third"
    ]


@pytest.mark.parametrize(
    ("statement", "is_borne"), [("81 men face court.", True), ("31 men face court.", False)]
)
def test_a_number_before_a_verb_counts_what_its_sentence_left_out(statement: str, *, is_borne: bool) -> None:
    told = "The committee speaks for 6,000 men. The other 81 would appear in court in 31 cases."
    assert (kinds(statement, told) == []) == is_borne


@pytest.mark.parametrize(
    ("statement", "is_borne"),
    [
        ("Peru offers 300 licences.", True),
        ("Peru offers 300 temporary licences.", True),
        ("Peru offers 60 licences.", False),
        ("Peru offers 60-day licences.", True),
    ],
)
def test_what_a_number_counts_may_have_a_word_before_it(statement: str, *, is_borne: bool) -> None:
    evidence = "Peru offers 300 temporary licences for 60 days; it gave 400 licences a year."
    assert (kinds(statement, evidence) == []) is is_borne


def test_an_ordinal_before_a_quotation_and_a_number_of_something_else_are_read() -> None:
    assert kinds("It drew the first “red line”.", "It drew the second “red line”.") == [("number", "first")]
    told = "In three hours ministers agreed. Two ministers left."
    assert kinds("Three ministers agreed.", told) == [("number", "Three")]


def test_what_is_counted_may_stand_in_the_singular() -> None:
    evidence = "Peru agreed to a 60-day truce and returns the boats within ten days."
    assert kinds("Peru agreed to a truce of 60 days.", evidence) == []


def test_a_pronoun_of_the_evidence_stands_for_the_one_named_before() -> None:
    assert (
        kinds("Solvang said that 24 ships would leave.", "She said that 24 ships would leave by 31 March.")
        == []
    )
    assert kinds(
        "Ccahuana said that 24 ships would leave.", "She said that 24 ships would leave by 31 March."
    )


def test_a_passage_brings_the_rest_of_its_sentence() -> None:
    assert kinds("Solvang met her counterpart in Geneva.", "met her Peruvian counterpart") == []


def test_names_proved_elsewhere_need_no_evidence() -> None:
    evidence = "24 ships would leave by 31 March"
    assert ("name", "Lima") in kinds("Lima sends 24 ships.", evidence)
    assert kinds("Lima sends 24 ships.", evidence, proved=("Peru",)) == []


def test_without_a_date_of_publication_the_words_for_time_must_be_alike() -> None:
    undated = Context(published=None, article_text=ARTICLE)
    assert doubts("They met on Tuesday.", (ARTICLE,), undated) == ()
    assert [one.kind for one in doubts("They met on 10 March.", (ARTICLE,), undated)] == [DoubtKind.DATE]


@given(st.text(max_size=300), st.lists(st.text(max_size=100), max_size=3))
def test_any_text_is_answered(statement: str, evidence: list[str]) -> None:
    for one in doubts(statement, evidence, Context(published=PUBLISHED, article_text="".join(evidence))):
        assert one.words in statement


def test_a_number_that_nobody_can_count_to_is_doubted() -> None:
    huge = "1" * 5_000
    assert kinds(f"Peru asks for a quota of {huge} tonnes.") == [("number", huge)]
    assert kinds("Peru wants a quota of fish.", f"Peru wants a quota of {huge} tonnes.") == []


def test_a_number_is_scaled_a_few_times_at_most() -> None:
    assert numbers_in("5 " + "m " * 200)[0].scale == 10**18


@pytest.mark.parametrize("words", ["1 ", "$1 ", "A-"])
def test_a_statement_is_checked_in_time_proportional_to_its_length(words: str) -> None:
    def seconds(size: int) -> float:
        began = process_time()
        kinds(f"Norway said {words * size} today.")
        return process_time() - began

    kinds("Norway met Peru.")  # what is read once is read
    assert seconds(2_000) < 8 * seconds(500) + 0.1
