"""An evaluation as a table for a terminal and as JSON. Pure."""

from collections.abc import Iterator, Mapping
from statistics import median
from textwrap import shorten

from briefing import serial
from briefing.evaluation.figures import ALL, Figure
from briefing.evaluation.labelled import KINDS
from briefing.evaluation.scoring import ArticleScore, Evaluation, Remark, f1
from briefing.publish.escape import plain
from briefing.text import counted

WORST = 5
_WIDTH = 100
_PER_KIND = {"recall": "recall", "core_recall": "core recall", "precision": "precision", "f1": "F1"}
_OVERALL = {
    "sentence_f1": "sentence F1",
    "holder": "holder",
    "attribution": "attribution type",
    "dispute_sides": "dispute sides",
    "horizon": "horizon",
    "false_horizon": "false horizon",
    "evidence": "evidence verbatim",
    "noise_leakage": "noise leakage",
}
_GIST = {"bottom_line": "bottom line", "lead2": "first two sentences", "over_lead2": "difference"}
_AGREED = ("all.f1", "all.core_recall", "all.precision", *list(_OVERALL)[:5])


def document(evaluation: Evaluation) -> str:
    """Return the evaluation as JSON: every figure by its name, and each article with all that was missed or wrong."""
    return serial.dumps(evaluation, indent=1)


def lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield the figures as a table, each with its interval, and the worst articles with what was missed and wrong."""
    count = len(evaluation.articles)
    yield f"{evaluation.engine} ({plain(evaluation.version)}) on {counted(count, 'labelled article')}"
    yield ""
    yield from _kind_lines(evaluation.figures)
    yield ""
    for name, title in _OVERALL.items():
        yield f"{title:20} {shown_figure(evaluation.figures[name])}"
    yield from _gist_lines(evaluation.figures)
    yield from _agreement_lines(evaluation)
    yield ""
    yield _taken(evaluation)
    for article in evaluation.articles[:WORST]:
        yield ""
        yield from _article_lines(article)


def _kind_lines(figures: Mapping[str, Figure]) -> Iterator[str]:
    yield f"{'':12}{'labelled':>9}{'found':>7}  " + " ".join(f"{title:20}" for title in _PER_KIND.values())
    for kind in (*KINDS, ALL):
        counts = f"{figures[f'{kind}.recall'].of:9}{figures[f'{kind}.precision'].of:7}"
        shown = " ".join(f"{shown_figure(figures[f'{kind}.{name}']):20}" for name in _PER_KIND)
        yield f"{kind:12}{counts}  {shown}".rstrip()


def _gist_lines(figures: Mapping[str, Figure]) -> Iterator[str]:
    for name, title in _GIST.items():
        found = [
            f"ROUGE-{order} {shown_figure(figures[key])}"
            for order in (1, 2)
            if (key := f"{name}.rouge{order}") in figures
        ]
        if found:
            yield f"{title:20} {', '.join(found)}"


def _agreement_lines(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.agreement:
        return
    yield ""
    yield f"A second annotator against the first, on {counted(evaluation.twice_labelled, 'article')}:"
    titles = {"all.f1": "F1", "all.core_recall": "core recall", "all.precision": "precision"} | _OVERALL
    for name in _AGREED:
        yield f"{titles[name]:20} {shown_figure(evaluation.agreement[name])}"


def _taken(evaluation: Evaluation) -> str:
    taken = [each.engine for each in evaluation.articles]
    seconds = [each.seconds for each in evaluation.articles]
    return (
        f"{median(seconds):.3g} s an article (median), {sum(seconds):.3g} s in sum; "
        f"{sum(each.calls for each in taken)} calls, {sum(each.tokens_in for each in taken)} tokens in, "
        f"{sum(each.tokens_out for each in taken)} out, cost {sum(each.cost for each in taken):.4f}"
    )


def _article_lines(article: ArticleScore) -> Iterator[str]:
    yield f"{plain(article.id)}: F1 {_number(f1(article.rates))}, {plain(shorten(article.title, _WIDTH, placeholder=' …'))}"
    for remark in article.remarks:
        yield f"  {remark.what:11} {remark.kind}{' (core)' if remark.core else ''}{_fields(remark)}: “{_quoted(remark)}”"


def _fields(remark: Remark) -> str:
    if remark.found is None and remark.labelled is None:
        return ""
    return f", {plain(remark.found or 'none')} for {plain(remark.labelled or 'none')}"


def _quoted(remark: Remark) -> str:
    return plain(shorten(remark.quote, _WIDTH, placeholder=" …"))


def shown_figure(figure: Figure) -> str:
    """Return a figure with its interval: ".66 (.61 to .71)"."""
    return f"{_number(figure.value)} ({_number(figure.low)} to {_number(figure.high)})"


def _number(value: float) -> str:
    """Return a share as ".66", so that a column of them is easy to read."""
    shown = f"{round(value, 2) + 0.0:.2f}"
    return shown.replace("0.", ".", 1) if abs(value) < 1 else shown
