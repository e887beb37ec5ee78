"""An engine reads labelled articles, and what it finds is held against what people marked."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from briefing.collect.plaintext import clean
from briefing.errors import UsageError
from briefing.evaluation.figures import Figure, Rate, Rates, mean_figure, rates_of, share_figures
from briefing.evaluation.gist import lead, rouge
from briefing.evaluation.labelled import Kind, LabelledArticle, article_of
from briefing.evaluation.marks import Mark, evidence_of, found_mark, is_same_holder, labelled_mark, names_side
from briefing.evaluation.matching import Comparison, compare
from briefing.summarize import Engine
from briefing.text import Span
from briefing.types import Article, ArticleSummary, EngineInfo, Evidence, Item, Section

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""

_ORDERS = (1, 2)
_RESTS_ON = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that an engine got wrong: an item ``missed`` or ``wrong``, or a field of a matched one.

    ``found`` and ``labelled`` are the two values of a field; ``quote`` is the labelled item's words, of a wrong item its own.
    """

    what: str
    kind: Kind
    core: bool
    quote: str
    found: str | None = None
    labelled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScore:
    """What an engine made of one labelled article; ``seconds`` by the clock, ``engine`` what it took."""

    id: str
    title: str
    rates: Rates
    second: Rates | None
    rouge: dict[str, float]
    remarks: tuple[Remark, ...]
    seconds: float
    engine: EngineInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures of an engine over labelled articles, by name, and its articles, the worst first.

    ``agreement`` holds a second annotator's against the first, over the ``twice_labelled`` articles that have one.
    """

    engine: str
    version: str
    figures: dict[str, Figure]
    agreement: dict[str, Figure]
    twice_labelled: int
    articles: tuple[ArticleScore, ...]

    @property
    def stood_in(self) -> list[ArticleScore]:
        """The articles that another engine read in place of a model that failed."""
        return [each for each in self.articles if each.engine.instead_of]


def evaluate(
    engine: Engine, labelled: Sequence[LabelledArticle], workers: Executor, progress: Progress
) -> Evaluation:
    """Score ``engine`` on ``labelled`` articles, whose texts it is given as they stand; ``workers`` ask it.

    Raises :class:`UsageError` for an article in a language that it does not read.
    """
    articles = [article_of(each) for each in labelled]
    _require_language(engine, articles)
    # An engine that reads one at a time is timed without others beside it.
    ask = map if engine.concurrency == 1 else workers.map
    scores = []
    for done, (one, article, (summary, seconds)) in enumerate(
        zip(labelled, articles, ask(lambda each: _timed(engine, each), articles), strict=True), start=1
    ):
        scores.append(score(one, article, summary, seconds))
        progress("evaluating", done, len(labelled))
    return _evaluation(engine, scores)


def _require_language(engine: Engine, articles: Sequence[Article]) -> None:
    for article in articles:
        if engine.languages is not None and article.language not in engine.languages:
            raise UsageError(
                f"{article.id}: is in the language {article.language!r}, which the {engine.name} engine does not read"
            )


def _timed(engine: Engine, article: Article) -> tuple[ArticleSummary, float]:
    began = time.perf_counter()
    return engine.summarize(article), time.perf_counter() - began


def _evaluation(engine: Engine, scores: Sequence[ArticleScore]) -> Evaluation:
    second = [each.second for each in scores if each.second is not None]
    gists = [each.rouge for each in scores if each.rouge]
    means = {name: mean_figure([each[name] for each in gists]) for name in (gists[0] if gists else ())}
    return Evaluation(
        engine=engine.name,
        version=engine.version,
        figures=share_figures([each.rates for each in scores]) | means,
        agreement=share_figures(second) if second else {},
        twice_labelled=len(second),
        articles=tuple(sorted(scores, key=lambda each: (f1(each.rates), each.id))),
    )


def f1(rates: Rates) -> float:
    """Return the F1 of one article, all kinds together."""
    hits, of = rates["all.f1"]
    return hits / of if of else 1.0


# ── one article ───────────────────────────────────────────────────────────────


def score(
    labelled: LabelledArticle, article: Article, summary: ArticleSummary, seconds: float
) -> ArticleScore:
    """Hold a summary of ``article`` against its labels."""
    text, sentences = article.text, labelled.sentence_labels
    items: list[Item] = [*summary.objectives, *summary.disputes, *summary.expectations]
    wanted = [labelled_mark(each, text) for each in labelled.items]
    comparison = compare(wanted, [found_mark(each, text) for each in items], sentences)
    furniture = _furniture(labelled, wanted)
    rates = rates_of(comparison, sentences)
    rates["evidence"] = Rate(sum(_stands(each, article) for each in items), len(items))
    rates["noise_leakage"] = Rate(sum(_rests_on(each, furniture) for each in items), len(items))
    return ArticleScore(
        id=labelled.id,
        title=labelled.title,
        rates=rates,
        second=_second(labelled, wanted),
        rouge=_gist(labelled, summary),
        remarks=tuple(_remarks(comparison)),
        seconds=seconds,
        engine=summary.engine,
    )


def _second(labelled: LabelledArticle, wanted: Sequence[Mark]) -> Rates | None:
    if labelled.second is None:
        return None
    marks = [labelled_mark(each, labelled.text) for each in labelled.second.items]
    return rates_of(compare(wanted, marks, labelled.sentence_labels), labelled.sentence_labels)


def _gist(labelled: LabelledArticle, summary: ArticleSummary) -> dict[str, float]:
    """Return ROUGE of the bottom line and of the first two sentences against the labelled one, and by how much it is better."""
    if not labelled.bottom_line:
        return {}
    found: dict[str, float] = {}
    for order in _ORDERS:
        mine = rouge(order, summary.bottom_line.text, labelled.bottom_line)
        theirs = rouge(order, lead(labelled.text), labelled.bottom_line)
        found |= {
            f"bottom_line.rouge{order}": mine,
            f"lead2.rouge{order}": theirs,
            f"over_lead2.rouge{order}": mine - theirs,
        }
    return found


# ── what an item rests on ─────────────────────────────────────────────────────


def _stands(item: Item, article: Article) -> bool:
    """Tell whether every quotation stands, letter for letter, where its item says."""
    evidence = evidence_of(item)
    return bool(evidence) and all(
        Span(each.start, each.end).of(_section(each, article)) == each.quote for each in evidence
    )


def _section(evidence: Evidence, article: Article) -> str:
    if evidence.section is Section.TITLE:
        return article.title
    return article.text if evidence.section is Section.BODY else ""


def _rests_on(item: Item, furniture: frozenset[int]) -> bool:
    """Tell whether half of a quotation is furniture, or no part of the body at all."""
    return any(
        each.section is not Section.BODY
        or len(furniture.intersection(range(each.start, each.end))) >= _RESTS_ON * (each.end - each.start)
        for each in evidence_of(item)
    )


def _furniture(labelled: LabelledArticle, wanted: Sequence[Mark]) -> frozenset[int]:
    """Return the characters of the text that are labelled as noise, or that cleaning would take out and no label rests on."""
    spans = [Span(each.start, each.end) for each in labelled.noise]
    resting = frozenset[int]().union(*(mark.characters for mark in wanted))
    spans += [
        Span(each.start, each.end)
        for each in clean(labelled.text, title=labelled.title)[0].noise
        if resting.isdisjoint(range(each.start, each.end))
    ]
    return frozenset(character for span in spans for character in range(*span))


# ── what was wrong ────────────────────────────────────────────────────────────


def _remarks(comparison: Comparison) -> Iterator[Remark]:
    for mark in comparison.missed:
        yield Remark(what="missed", kind=mark.kind, core=mark.core, quote=_first(mark))
    for mark in comparison.wrong:
        yield Remark(what="wrong", kind=mark.kind, core=False, quote=_first(mark))
    for mine, theirs in comparison.matched:
        for what, found, wanted in _misread(mine, theirs):
            yield Remark(
                what=what,
                kind=theirs.kind,
                core=theirs.core,
                quote=_first(theirs),
                found=found,
                labelled=wanted,
            )


def _first(mark: Mark) -> str:
    return mark.quotes[0] if mark.quotes else ""


def _misread(mine: Mark, theirs: Mark) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the fields of a matched item that are not the labelled ones: name, what was found, what is labelled."""
    if theirs.kind == "dispute":
        for side in theirs.parties:
            if not names_side(mine.parties, side):
                yield "side", "; ".join(mine.parties), side
    elif theirs.holder and not is_same_holder(mine.holder, theirs.holder):
        yield "holder", mine.holder, theirs.holder
    if mine.speaker != theirs.speaker:
        yield "attribution", mine.speaker, theirs.speaker
    if mine.due != theirs.due:
        yield "horizon", _day(mine), _day(theirs)


def _day(mark: Mark) -> str | None:
    return mark.due.isoformat() if mark.due else None
