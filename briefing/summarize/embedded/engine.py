"""The embedded engine: rules over sentences, cues and speakers, and a small trained classifier; no network."""

from collections.abc import Sequence

from briefing.summarize import Progress
from briefing.summarize.embedded.actors import actors_of
from briefing.summarize.embedded.attribution import attribute
from briefing.summarize.embedded.bottom_line import bottom_line
from briefing.summarize.embedded.classifier import Classifier, classifier
from briefing.summarize.embedded.contradictions import Contradiction, contradictions
from briefing.summarize.embedded.contrasts import find_contrasts
from briefing.summarize.embedded.cues import FoundCue, Kind, find_cues
from briefing.summarize.embedded.disputes import find_disputes, specific
from briefing.summarize.embedded.draft import Draft, Reading, is_about_affairs
from briefing.summarize.embedded.events import find_events
from briefing.summarize.embedded.expectations import find_expectations
from briefing.summarize.embedded.interview import interview_of
from briefing.summarize.embedded.items import dispute, expectation, objective, quotes
from briefing.summarize.embedded.judging import UNRULED, judged
from briefing.summarize.embedded.names import names_of
from briefing.summarize.embedded.objectives import find_objectives
from briefing.summarize.embedded.ranking import settle
from briefing.summarize.embedded.sentence import read
from briefing.summarize.embedded.standing import standing
from briefing.summarize.embedded.undone import is_undone
from briefing.text import words
from briefing.types import Article, ArticleSummary, BottomLine, EngineInfo, Forecast, Withheld

VERSION = "trained-11"


class EmbeddedEngine:
    """Summarizes English articles; the same article always gives the same summary."""

    name = "embedded"
    version = VERSION
    languages = frozenset({"en"})
    concurrency = 1

    def __init__(self, trained: Classifier | None = None) -> None:
        """Judge by ``trained``, else by the weights of the package."""
        self._trained = trained or classifier()

    def forecast(self, article: Article) -> Forecast:  # noqa: ARG002
        """Return nothing: no model is called."""
        return Forecast()

    def summarize(self, article: Article, progress: Progress | None = None) -> ArticleSummary:  # noqa: ARG002
        """Return what ``article`` says of objectives, disputes and expectations, all of it quoted."""
        reading = reading_of(article.text)
        copies = headline_copies(reading, article.title)
        doubtful = contradictions(reading)
        besides = copies | questions(reading) | {one.sentence for one in doubtful}
        drafts = drafts_of(reading, self._trained, besides=besides)
        items = settle(reading, drafts)
        line = bottom_line(reading, drafts, article.title, self._trained.lead, besides=copies)
        return ArticleSummary(
            article_id=article.id,
            bottom_line=BottomLine(
                text=" ".join(span.of(article.text) for span in line), evidence=quotes(article, line)
            ),
            actors=actors_of(reading.names.cast),
            objectives=tuple(objective(article, item) for item in items if item.kind is Kind.OBJECTIVE),
            disputes=tuple(
                dispute(article, reading, item, drafts) for item in items if item.kind is Kind.DISPUTE
            ),
            expectations=tuple(expectation(article, item) for item in items if item.kind is Kind.EXPECTATION),
            events=find_events(reading, article),
            withheld=tuple(_withheld(article, one) for one in doubtful),
            engine=EngineInfo(name=self.name, model=self.version),
        )


def reading_of(text: str) -> Reading:
    """Return what the finders look at."""
    names = names_of(text)
    return Reading(text=text, names=names, spoken=attribute(names, read(text)))


def headline_copies(reading: Reading, title: str) -> frozenset[int]:
    """Return the sentences that only repeat the headline: nothing may rest on them (rule 15)."""
    headline = words(title)
    first = [spoken.sentence for spoken in reading.spoken[:_HEAD]]
    return frozenset(
        one.index for one in first if headline and words(reading.text[one.start : one.end]) == headline
    )


_HEAD = 4


def questions(reading: Reading) -> frozenset[int]:
    """Return the sentences in which an interviewer asks: what stands there nobody wants, holds or expects."""
    interview = interview_of(reading.text)
    return frozenset(one.sentence.index for one in reading.spoken if interview.asks(one.sentence.start))


def drafts_of(reading: Reading, trained: Classifier, besides: frozenset[int] = frozenset()) -> list[Draft]:
    """Return every item found whose names its words prove, in the order of the text, none in the sentences ``besides``.

    The rules find, and what is ``trained`` judges their finds and adds to them.
    """
    cues = [find_cues(spoken.sentence) for spoken in reading.spoken]
    ruled = ruled_drafts(reading, cues, besides)
    judgements = judged(reading, cues, ruled, trained, besides)
    found = [draft for draft in judgements if not is_undone(reading, draft)]
    added = standing(reading, (draft for draft in found if draft.rule == UNRULED))
    kept = [draft for draft in found if draft.rule != UNRULED]
    return sorted((*kept, *added), key=lambda draft: draft.sentence)


def ruled_drafts(
    reading: Reading, cues: Sequence[Sequence[FoundCue]], besides: frozenset[int] = frozenset()
) -> list[Draft]:
    """Return what the decision rules alone find."""
    found: list[Draft] = []
    for spoken in reading.spoken:
        if spoken.sentence.index in besides or not is_about_affairs(reading, spoken):
            continue
        for find in (find_objectives, find_disputes, find_expectations):
            found.extend(find(reading, spoken, cues[spoken.sentence.index]))
    found.extend(draft for draft in find_contrasts(reading) if draft.sentence not in besides)
    return sorted(specific(reading, standing(reading, found)), key=lambda draft: draft.sentence)


def _withheld(article: Article, one: Contradiction) -> Withheld:
    words = one.span.of(article.text)
    return Withheld(reason=one.reason, quote=words, statement=words)
