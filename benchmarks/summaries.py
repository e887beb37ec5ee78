"""The embedded engine beside rankers of sentences: what each finds of labelled items and gists, and how long it takes."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.baselines import EVERYTHING, FIRST, SUMMARY, Choose, SentenceEngine, lead, rankers
from benchmarks.measured import Spread, Work, ratios, spread, timed
from briefing.evaluation import LabelledArticle, evaluate
from briefing.evaluation.figures import Figure
from briefing.summarize import Engine
from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import Article

OURS = "embedded engine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """One line of the table. ``time`` is how many times as long as the embedded engine it takes for an article."""

    name: str
    f1: float
    core_recall: float
    precision: float
    rouge1: float
    rouge2: float
    time: Spread


def contest(articles: Sequence[Article], labelled: Sequence[LabelledArticle]) -> list[Contestant]:
    """Score every contestant on the ``labelled`` articles and time it on ``articles``."""
    chosen = rankers([each.text for each in articles])
    engine = EmbeddedEngine()
    works: dict[str, Work] = {OURS: lambda: [engine.summarize(each) for each in articles]}
    works |= {name: _choosing(choose, articles) for name, choose in chosen.items()}
    spent = timed(**works)
    engines: dict[str, Engine] = {OURS: engine}
    engines |= {name: SentenceEngine(name=name, choose=choose) for name, choose in chosen.items()}
    found = [
        _contestant(name, each, labelled, spread(ratios(spent, name, OURS))) for name, each in engines.items()
    ]
    everywhere = SentenceEngine(name="cue words", choose=lead, sentences=EVERYTHING)
    return [*found, _contestant("cue words", everywhere, labelled, spread(ratios(spent, FIRST, OURS)))]


def _choosing(choose: Choose, articles: Sequence[Article]) -> Work:
    return lambda: [choose(each.text, SUMMARY) for each in articles]


def _contestant(name: str, engine: Engine, labelled: Sequence[LabelledArticle], time: Spread) -> Contestant:
    with ThreadPoolExecutor(1) as workers:
        figures = evaluate(engine, labelled, workers, lambda *_: None).figures
    return Contestant(
        name=name,
        f1=_rounded(figures["all.f1"]),
        core_recall=_rounded(figures["all.core_recall"]),
        precision=_rounded(figures["all.precision"]),
        rouge1=_rounded(figures["bottom_line.rouge1"]),
        rouge2=_rounded(figures["bottom_line.rouge2"]),
        time=time,
    )


def _rounded(figure: Figure) -> float:
    return round(figure.value, 4)  # shown with two: three would be rounded twice
