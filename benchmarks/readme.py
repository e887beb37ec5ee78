"""`make figures`: the README's figures, written from ``results.json`` and from nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- figures: `make figures` -->\n", "<!-- end of figures -->"


def filled(readme: str, results: dict[str, Any]) -> str:
    """Return ``readme`` with the figures of ``results`` between its two marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{figures(results)}{END}{after}"


def figures(results: dict[str, Any]) -> str:
    """Return what ``results`` say, as Markdown."""
    return "\n".join([*_summaries(results), "", *_quotations(results), "", *_lines(results), ""])


def _summaries(results: dict[str, Any]) -> Iterator[str]:
    made = results["made"]
    yield (
        f"Scores are on the {made['labelled_articles']} labelled articles that come along, times on those and the sample's, "
        f"{made['articles']} in all: processor time in one run, median of {made['rounds']} rounds with the least and the most."
    )
    yield ""
    yield "| | items: F1 | core recall | precision | gist: ROUGE-1 | ROUGE-2 | time |"
    yield "|---|---|---|---|---|---|---|"
    for each in results["summaries"]:
        scores = [each[name] for name in ("f1", "core_recall", "precision", "rouge1", "rouge2")]
        yield f"| {each['name']} | {' | '.join(map(_score, scores))} | {_spread(each['time'])} |"
    yield ""
    yield (
        "A ranker's items are those of its five best sentences that have a cue word, its gist is the best two; "
        "`cue words` looks at all sentences."
    )


def _quotations(results: dict[str, Any]) -> Iterator[str]:
    yield "| quotations looked for | verbatim: found | other punctuation: found | a word changed: taken for verbatim | time |"
    yield "|---|---|---|---|---|"
    for each in results["quotations"]:
        yield (
            f"| {each['name']} | {each['verbatim']} of {each['verbatim_of']} | "
            f"{each['punctuation']} of {each['punctuation_of']} | {each['changed_accepted']} of {each['changed_of']} "
            f"({each['changed_located']} placed) | {_spread(each['time'])} |"
        )


def _lines(results: dict[str, Any]) -> Iterator[str]:
    for each in results["terms"]:
        yield (
            f"- labelled parties among the terms of {each['name']}: {each['parties']} of {each['parties_of']}, "
            f"time {_spread(each['time'])}"
        )
    for each in (*results["measurements"], *results["scale"]):
        yield f"- {each['what']}: {_spread(each['figure'])} {each['unit']}"


def _score(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _spread(figure: dict[str, float]) -> str:
    median, low, high = (_two_digits(figure[name]) for name in ("median", "low", "high"))
    return median if low == high else f"{median} ({low} to {high})"


def _two_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def main() -> None:
    """Write the figures into the README."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    README.write_text(filled(README.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    main()
