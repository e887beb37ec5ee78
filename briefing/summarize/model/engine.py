"""The model engine: asks once per article, checks every word of the answer, and lets rules stand in where it fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.summarize import Engine, Progress
from briefing.summarize.attempt import empty_summary
from briefing.summarize.model.answers import Answer, Outcome, Question
from briefing.summarize.model.asking import Allowance, Asking
from briefing.summarize.model.assemble import CHECKS, assemble
from briefing.summarize.model.heads import write_edition, write_story
from briefing.summarize.model.prompt import ARTICLE_PROMPT, article_prompt
from briefing.summarize.model.split import Numbered, halves_of, parts_of
from briefing.summarize.model.wire import WireArticle
from briefing.text import sentences
from briefing.types import (
    Article,
    ArticleSummary,
    CheckedLine,
    EditionText,
    EngineInfo,
    Forecast,
    LedgerEntry,
    Story,
    StoryText,
)

NAME = "openai"
REQUESTS = 3
PART_TOKENS = 6_000
_TASK = "article_summary"
_LEAST_ANSWER, _MOST_ANSWER, _ANSWER_TO_TEXT = 2_000, 16_000, 3
_USUAL_ANSWER_TO_TEXT = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEngine:
    """Summarizes articles by a language model; ``stand_in`` writes those for which it gives nothing usable.

    ``today`` is told to the model. One article takes at most three requests, whatever goes wrong.
    """

    asking: Asking
    stand_in: Engine
    today: date
    concurrency: int = 8
    name: str = NAME
    languages: None = None

    @property
    def version(self) -> str:
        """Model, prompt and checks: a change of checks alone makes summaries anew from the answers kept."""
        return f"{self.asking.model} {ARTICLE_PROMPT} {CHECKS}"

    def summarize(self, article: Article, progress: Progress | None = None) -> ArticleSummary:
        """Return what the model says of ``article``, checked, or what ``stand_in`` says where that is unusable."""
        numbered = _numbered(article)
        parts = parts_of(article.text, numbered, PART_TOKENS, self._count)
        if len(parts) > REQUESTS:
            fault = f"the article takes {len(parts)} requests and may take {REQUESTS}"
            return self._stood_in(article, [], fault)
        allowance = Allowance(REQUESTS)
        answers = self._answers(article, parts, allowance, progress)
        spent = list(answers)
        if _is_too_much(answers) and allowance.left >= 2:
            parts = halves_of(article.text, numbered, self._count)
            answers = self._answers(article, parts, allowance, progress) if len(parts) > 1 else answers
            spent += answers if len(parts) > 1 else []
        usable = [each.value for each in answers if isinstance(each.value, WireArticle)]
        if len(usable) < len(parts):
            return self._stood_in(article, spent, f"{answers[-1].outcome}, {answers[-1].message}")
        return assemble(article, _merged(usable), self._info(spent))

    def forecast(self, article: Article) -> Forecast:
        """Return what the call for ``article`` takes: the question counted, the answer at its usual length."""
        parts = parts_of(article.text, _numbered(article), PART_TOKENS, self._count)
        if len(parts) > REQUESTS:
            return Forecast()
        client = self.asking.client
        tokens_in = sum(
            client.size(self._question(article, part, number, len(parts)))
            for number, part in enumerate(parts, start=1)
        )
        tokens_out = round(_USUAL_ANSWER_TO_TEXT * self._count(article.text))
        cost = client.budget.price(tokens_in, tokens_out)
        return Forecast(calls=len(parts), tokens_in=tokens_in, tokens_out=tokens_out, cost=cost)

    def write_story(
        self,
        story: Story,
        articles: Mapping[str, Article],
        summaries: Mapping[str, ArticleSummary],
        entries: Sequence[LedgerEntry],
    ) -> StoryText | None:
        """Return the head of a story over what its summaries hold, and what those say of open entries."""
        return write_story(self.asking, story, articles, summaries, entries)

    def write_edition(
        self, day: date, lines: Sequence[CheckedLine], articles: Mapping[str, Article], room: int
    ) -> EditionText:
        """Return the bottom line of an edition over the heads of its stories, and these as its page tells them."""
        return write_edition(self.asking, lines, articles, today=day, room=room)

    def _answers(
        self,
        article: Article,
        parts: Sequence[Sequence[Numbered]],
        allowance: Allowance,
        progress: Progress | None,
    ) -> list[Answer]:
        """Ask about one part after the other, no further than the first that fails."""
        answers: list[Answer] = []
        for number, part in enumerate(parts, start=1):
            answers.append(
                self.asking.ask(
                    self._question(article, part, number, len(parts)),
                    _material(article, part),
                    allowance,
                    keep_back=len(parts) - number,
                    progress=progress,
                )
            )
            if answers[-1].outcome is not Outcome.OK:
                break
        return answers

    def _question(self, article: Article, part: Sequence[Numbered], number: int, of: int) -> Question:
        prompt = article_prompt(article, part, today=self.today, part=(number, of) if of > 1 else None)
        size = self._count(article.text[part[0][1].start : part[-1][1].end]) if part else 0
        return Question(
            task=_TASK,
            subject=article.id,
            prompt_version=prompt.version,
            system=prompt.system,
            user=prompt.user,
            schema=WireArticle,
            max_tokens=min(_MOST_ANSWER, _LEAST_ANSWER + _ANSWER_TO_TEXT * size),
        )

    def _stood_in(self, article: Article, answers: Sequence[Answer], fault: str) -> ArticleSummary:
        """Return the summary that rules make, saying why; where those do not read the language, an empty one."""
        spent = self._info(answers)
        if self.stand_in.languages is None or article.language in self.stand_in.languages:
            summary = self.stand_in.summarize(article)
        else:
            summary = empty_summary(article, self.stand_in)
        info = replace(
            summary.engine,
            calls=spent.calls,
            tokens_in=spent.tokens_in,
            tokens_out=spent.tokens_out,
            cost=spent.cost,
            instead_of=f"{self.asking.model}: {fault}",
        )
        return replace(summary, engine=info)

    def _info(self, answers: Sequence[Answer]) -> EngineInfo:
        return EngineInfo(
            name=NAME,
            model=self.asking.model,
            prompt_version=ARTICLE_PROMPT,
            calls=sum(each.requests for each in answers),
            tokens_in=sum(each.tokens_in for each in answers),
            tokens_out=sum(each.tokens_out for each in answers),
            cost=sum(each.cost for each in answers),
        )

    def _count(self, text: str) -> int:
        return self.asking.client.tokens(text)


def _numbered(article: Article) -> list[Numbered]:
    return list(enumerate(sentences(article.text), start=1))


def _is_too_much(answers: Sequence[Answer]) -> bool:
    return len(answers) == 1 and answers[0].outcome is Outcome.TRUNCATED


def _material(article: Article, part: Sequence[Numbered]) -> str:
    """Return what an answer depends on: the words asked about, with the numbers they were given."""
    first = part[0][0] if part else 0
    return f"{first}\n" + "\n".join(span.of(article.text) for _, span in part)


def _merged(parts: Sequence[WireArticle]) -> WireArticle:
    """Return the answers about the parts of one article as one; the first part has the gist."""
    first, *rest = parts
    for each in rest:
        first = first.model_copy(
            update={
                name: [*getattr(first, name), *getattr(each, name)]
                for name in ("objectives", "disputes", "expectations", "events", "contradicted")
            }
        )
    return first
