"""The day with its memory: what is followed across days, which threads it goes on with, and what a model writes over the checked lines of the day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefing.day import Day
from briefing.filing import file_articles, thread_news
from briefing.following import Material, Plan, cited_articles, follow, plan_of
from briefing.publish.compose import leading_stories, unedited
from briefing.publish.editing import checked_lines
from briefing.summarize import Writer
from briefing.track.ledger.judging import Candidates, fault_of
from briefing.track.stories import group_stories
from briefing.types import (
    Article,
    ArticleFlag,
    ArticleSummary,
    Judgement,
    LedgerEntry,
    Story,
    StoryText,
    Withheld,
)
from briefing.understanding import stored_summaries
from briefing.workplace import Workplace


def with_memory(work: Workplace, day: Day, *, since: date) -> Day:
    """Return ``day`` with what is followed, every local date up to it worked off, and with the reports that tell it.

    Where there is a model, ``day`` has the heads of its stories too: a story is asked about once, together with the
    entries that were open before its day.
    """
    ledger, summarized = work.store.ledger, _summarized(day)
    today, last = day.edition.day, ledger.last_day()
    known = ledger.articles(summarized.keys(), min(last or today, today))
    plan = plan_of(today, last, known, summarized)
    articles, summaries = _known(work, day, plan)
    heads = _Heads(work, day, plan, articles, summaries)
    news = follow(
        ledger,
        plan,
        _material(articles, summaries),
        since=since,
        judge=heads.judge,
        asks=work.writer is not None,
    )
    heads.write_others()
    texts = tuple(heads.texts[each.id] for each in day.stories if each.id in heads.texts)
    return replace(day, ledger=news, texts=texts, articles=_with_articles(work, day, cited_articles(news)))


def with_threads(work: Workplace, day: Day) -> Day:
    """Return ``day`` with the thread of each story, every local date up to it filed, and with the reports that tell it."""
    threads, summarized = work.store.threads, _summarized(day)
    last = threads.last_day()
    known = threads.filed_on(summarized, since=last or date.max)
    plan = plan_of(day.edition.day, last, known, summarized)
    filed = file_articles(threads, work.store.archive, plan, _material(*_known(work, day, plan)))
    news = thread_news(threads, day.stories, filed, plan.until)
    told = [each.article_id for one in news.values() for each in one.earlier[-1:]]
    return replace(day, threads=news, articles=_with_articles(work, day, told))


def _summarized(day: Day) -> dict[str, Article]:
    return {each: day.articles[each] for each in day.summaries}


def _known(work: Workplace, day: Day, plan: Plan) -> tuple[dict[str, Article], dict[str, ArticleSummary]]:
    """Return the day's articles with what was understood of them, and those of the days that a plan goes back to."""
    further = [each for each in plan.counted if each not in day.summaries]
    articles = {**_summarized(day), **work.store.archive.articles(further)}
    return articles, {**day.summaries, **stored_summaries(work, further)}


def _material(articles: Mapping[str, Article], summaries: Mapping[str, ArticleSummary]) -> Material:
    return {each: (articles[each], summaries[each]) for each in summaries if each in articles}


def _with_articles(work: Workplace, day: Day, ids: Collection[str]) -> dict[str, Article]:
    missing = [each for each in ids if each not in day.articles]
    return {**day.articles, **work.store.archive.articles(missing)}


class _Heads:
    """Has the stories of the days that are worked off written, each once; ``texts`` are those of the edition's own."""

    def __init__(
        self,
        work: Workplace,
        day: Day,
        plan: Plan,
        articles: Mapping[str, Article],
        summaries: Mapping[str, ArticleSummary],
    ) -> None:
        self._work, self._plan = work, plan
        self._articles, self._summaries = articles, summaries
        self._own = {each.id: each for each in day.stories}
        self._leads = {each.id for each in leading_stories(day)} if work.writer else set()
        self._waiting = _by_day(day.stories, plan, articles, summaries) if work.writer else {}
        self.texts: dict[str, StoryText] = {}

    def judge(self, day: date, candidates: Candidates) -> Iterable[Judgement]:
        """Return what is read of the open entries on ``day``, what was read before included."""
        asked = [(each, _open_to(each, candidates)) for each in self._waiting.get(day, ())]
        texts = self._write([(story, some) for story, some in asked if some or self._has_head(story)])
        found = {_key(each): each for each in self._work.store.ledger.judgements(day)}
        fresh = [each for text in texts for each in text.judgements]
        if self._plan.kept and texts:
            told = [each for story, some in asked if some for each in story.article_ids]
            self._work.store.ledger.save_judgements(day, told, fresh)
        return (found | {_key(each): each for each in fresh}).values()

    def write_others(self) -> None:
        """Write the heads of the edition's stories that no day of the ledger had: those of opinion, and undated ones."""
        self._write(
            [(each, ()) for each in self._own.values() if each.id not in self.texts and self._has_head(each)]
        )

    def _has_head(self, story: Story) -> bool:
        """Tell whether a story is written over whatever is open: several articles tell it today, it goes on from one on file,
        or it leads the brief as far as is known before the ledger.

        A single column keeps the title that its author gave it.
        """
        if len(story.article_ids) > 1:
            return story.id in self._own
        is_opinion = any(ArticleFlag.OPINION in self._articles[each].flags for each in story.article_ids)
        is_told = bool(story.background_ids) or story.id in self._leads
        return story.id in self._own and is_told and not is_opinion

    def _write(self, asked: Sequence[tuple[Story, Sequence[LedgerEntry]]]) -> list[StoryText]:
        writer = self._work.writer
        if writer is None:
            return []
        found = self._work.askers.map(lambda each: self._text(writer, *each), asked)
        texts = [each for each in found if each]
        self.texts |= {each.story_id: each for each in texts if each.story_id in self._own}
        return texts

    def _text(self, writer: Writer, story: Story, entries: Sequence[LedgerEntry]) -> StoryText | None:
        text = writer.write_story(story, self._articles, self._summaries, entries)
        return text and _sifted(text, {each.id: each for each in entries}, self._articles)


def _key(judgement: Judgement) -> tuple[str, str, str | None]:
    return judgement.entry_id, judgement.article_id, judgement.item_id


def _sifted(
    text: StoryText, entries: Mapping[str, LedgerEntry], articles: Mapping[str, Article]
) -> StoryText:
    """Return ``text`` with the first judgement of each entry that the reports' words bear; where none is borne the entry's is withheld."""
    by_entry: dict[str, list[Judgement]] = defaultdict(list)
    for each in text.judgements:
        by_entry[each.entry_id].append(each)
    kept, withheld = [], list(text.withheld)
    for entry_id, some in by_entry.items():
        entry = entries[entry_id]
        faults = {each: fault_of(entry, each, articles[each.article_id]) for each in some}
        first = next((each for each, fault in faults.items() if fault is None), None)
        if first:
            kept.append(first)
        else:
            reason = f"said to have been {some[0].status}, but {faults[some[0]]}"
            withheld.append(Withheld(reason=reason, quote=some[0].evidence.quote, statement=entry.statement))
    borne = {each.entry_id for each in kept}
    outcomes = {entry_id: said for entry_id, said in text.outcomes.items() if entry_id in borne}
    return replace(text, judgements=tuple(kept), outcomes=outcomes, withheld=tuple(withheld))


def _open_to(story: Story, candidates: Candidates) -> list[LedgerEntry]:
    """Return the open entries that the articles of a story may speak of, each once."""
    found = {entry.id: entry for each in story.article_ids for entry in candidates(each)}
    return list(found.values())


def _by_day(
    stories: Iterable[Story],
    plan: Plan,
    articles: Mapping[str, Article],
    summaries: Mapping[str, ArticleSummary],
) -> Mapping[date, Sequence[Story]]:
    """Return the stories of each day that is worked off: those of the edition, and those of what is on file."""
    found: dict[date, list[Story]] = defaultdict(list)
    own: set[str] = set()
    for story in stories:
        own.update(story.article_ids)
        counted = [plan.counted[each][0] for each in story.article_ids if each in plan.counted]
        if counted:
            found[max(counted)].append(story)
    on_file: dict[date, list[Article]] = defaultdict(list)
    for each in sorted(plan.counted.keys() - own):
        if each in articles:
            on_file[plan.counted[each][0]].append(articles[each])
    for day, some in on_file.items():
        found[day] += group_stories(some, [], summaries, copies={})
    return found


def with_edition_text(work: Workplace, day: Day) -> Day:
    """Return ``day`` with the bottom line and the page that a model writes over the heads of its stories.

    It is asked over the whole of the leading stories: what the brief's length leaves of them would change the question, and
    with it the answer on file.
    """
    if work.writer is None:
        return day
    page = unedited(day)
    lines = checked_lines(page.stories, page.dates, page.changes)
    text = work.writer.write_edition(day.edition.day, lines, day.articles, page.room) if lines else None
    return replace(day, text=text)
