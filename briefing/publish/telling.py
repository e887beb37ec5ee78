"""One story of the day as the brief tells it: headline, lead, tables. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.brief.lines import Line, Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, MatterRow, ObjectiveRow, Row, Side
from briefing.brief.stories import AlsoReported, BriefStory, StoryThread
from briefing.comparing import SAME, entity_called, overlap, party_key, same_party, vocabulary
from briefing.day import Day, ThreadNews
from briefing.gazetteer import MentionForm, mentions, state
from briefing.labels import ENGLISH
from briefing.publish.clauses import SAYING
from briefing.publish.columns import table_parties
from briefing.publish.continuity import continued_since, with_repetitions
from briefing.publish.dates import full_date
from briefing.publish.denials import with_denials_first
from briefing.publish.followed import news_of, told_changes
from briefing.publish.headlines import headline, is_roundup, title_line
from briefing.publish.lines import comment, ours, sentences_of, shortened, without_dateline, written
from briefing.publish.outlook import foreseen
from briefing.publish.ranking import Standing, standing
from briefing.publish.rows import dispute_rows, each_once, expectation_rows, objective_rows
from briefing.publish.sources import EMBEDDED
from briefing.text import strip_controls
from briefing.topics import topics_of
from briefing.types import (
    ActorKind,
    Article,
    ArticleFlag,
    ArticleSummary,
    EventStatus,
    Evidence,
    Item,
    Story,
    StoryText,
    WrittenCell,
)

ARTICLES, OBJECTIVES, DISPUTES, EXPECTATIONS, LEAD, BACKGROUND = 12, 16, 12, 12, 5, 4
TITLE_WORDS, THREAD_WORDS, GIST_WORDS = 20, 10, 30
AS_A_WHOLE = 3
_Rows = tuple[tuple[ObjectiveRow, ...], tuple[DisputeRow, ...], tuple[ExpectationRow, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story in full, its standing, and how many items of its articles did not become a row.

    ``passed_over`` counts objectives, disputes and expectations, in this order.
    """

    story: BriefStory
    standing: Standing
    opinion: bool
    roundup: bool
    article_ids: tuple[str, ...]
    gist: Line | None
    passed_over: tuple[int, int, int]


def tell(story: Story, day: Day, origins: Mapping[str, int]) -> Told:
    """Return one story of ``day`` with the best items of its articles.

    Its standing is that of its articles, whatever words a model found for it: those that lead are asked about before any is written.
    Opinion is kept apart: its items are used only where the story has nothing else. So is a round-up, unless a model told what of it
    is one story.
    """
    articles = _newest_day_first(day.articles[each] for each in story.article_ids if each in day.articles)
    news = [each for each in articles if ArticleFlag.OPINION not in each.flags]
    by_rules = all(each.story_id != story.id for each in day.texts)
    one_story = [each for each in news if not (by_rules and is_roundup(each.title))]
    used = one_story or news or articles
    summaries = [day.summaries[each.id] for each in used if each.id in day.summaries]
    told, passed_over = _told(story, used, summaries, day, origins)
    unwritten = told if by_rules else _told(story, used, summaries, replace(day, texts=()), origins)[0]
    ranked = replace(unwritten, repeats=told.repeats)
    place = standing(ranked, used, summaries, day.desk, opinion=not news, answers=_answers(story, day))
    return Told(
        story=replace(told, reasons=place.reasons),
        standing=place,
        opinion=not news,
        roundup=bool(news) and not one_story,
        article_ids=story.article_ids,
        gist=next(map(_gist, summaries), None),
        passed_over=passed_over,
    )


def _newest_day_first(articles: Iterable[Article]) -> list[Article]:
    """Return ``articles``, those of a later day first, else in the order given: an edition of several days leads with where a story stands."""
    return sorted(articles, key=lambda each: each.published or date.min, reverse=True)


def earlier_articles(story: Story, day: Day) -> tuple[Article, ...]:
    """Return the articles on file that a story goes on from."""
    return tuple(day.articles[each] for each in story.background_ids if each in day.articles)


def _repeated(story: Story, disputes: Sequence[DisputeRow], day: Day) -> date | None:
    """Return the day of the last report before a story's own, of one that a model took for told already, nothing where the ledger or a dispute moves by it."""
    own = [day.articles[each].published for each in story.article_ids if each in day.articles]
    first = min((each for each in own if each), default=None)
    days = [each.published for each in earlier_articles(story, day)]
    if first is None or _answers(story, day) or any(row.trend for row in disputes):
        return None
    return max((each for each in days if each and each < first), default=None)


def _answers(story: Story, day: Day) -> bool:
    """Tell whether a report of ``story`` is one by which the ledger changes."""
    return any(change.article_id in story.article_ids for change in told_changes(news_of(day)))


def _told(
    story: Story,
    articles: Sequence[Article],
    summaries: Sequence[ArticleSummary],
    day: Day,
    origins: Mapping[str, int],
) -> tuple[BriefStory, tuple[int, int, int]]:
    """Return a story with its rows, since when it goes on and what of it the edition before had, and how many items became no row."""
    text = next((each for each in day.texts if each.story_id == story.id), None)
    head = written(text.headline) if text and text.headline else _headline(articles, summaries)
    lead = tuple(map(written, text.bottom_line)) if text and text.bottom_line else _lead(summaries, head)
    thread = _thread(day.threads.get(story.id), day)
    best = summaries[:ARTICLES]
    rows, passed_over = _rows(text, best, day, origins)
    objectives, disputes, expectations = rows
    states = _states(_names(*rows), best)
    matters = tuple(_matters(text, best, rows, states))
    disputes = with_denials_first(_by_matter(disputes, matters), earlier_articles(story, day))
    told = BriefStory(
        id=story.id,
        headline=head,
        countries=_countries(head, lead, summaries),
        topics=_topics(articles, summaries),
        continued_from=None,
        independent_sources=len({origins[each] for each in story.article_ids}),
        citations=(),
        reasons=(),
        lead=lead,
        objectives=objectives,
        disputes=disputes,
        expectations=expectations,
        background=tuple(_background(story, day, thread)),
        thread=thread,
        comments=tuple(map(comment, text.comment)) if text else (),
        outlook=foreseen(text),
        repeats=_repeated(story, disputes, day) if text and text.repeats else None,
        questions=tuple(ours(each.text, evidence=each.evidence) for each in text.watch) if text else (),
        matters=matters,
        states=states,
    )
    since = continued_since(told, story, day.previous)
    told = replace(told, parties=table_parties(told), continued_from=since)
    return with_repetitions(told, day.previous), passed_over


def _rows(
    text: StoryText | None, summaries: Sequence[ArticleSummary], day: Day, origins: Mapping[str, int]
) -> tuple[_Rows, tuple[int, int, int]]:
    """Return the rows of the items of ``summaries``, each told once, and how many items of each kind became none."""
    same = frozenset(map(frozenset, text.same)) if text else frozenset()
    objectives, no_objective = objective_rows(summaries, origins.__getitem__, OBJECTIVES, same)
    disputes, no_dispute = dispute_rows(summaries, origins.__getitem__, DISPUTES, same)
    disputes = tuple(_named_in_english(row, day) for row in disputes)
    expectations, no_expectation = expectation_rows(
        summaries, lambda each: day.articles[each].published, day.edition.day, EXPECTATIONS, same
    )
    return each_once(objectives, disputes, expectations), (no_objective, no_dispute, no_expectation)


def _named_in_english(row: DisputeRow, day: Day) -> DisputeRow:
    """Return a dispute without the name of its matter where that is of an article in another language: the table is written in English."""
    languages = {day.articles[each.article_id].language for each in row.said.evidence}
    return row if languages <= {ENGLISH, day.desk.language} else replace(row, topic_text=None)


def _matters(
    text: StoryText | None,
    summaries: Sequence[ArticleSummary],
    rows: Sequence[Sequence[Row]],
    states: Mapping[str, str],
) -> Iterator[MatterRow]:
    """Yield what a model put side by side, by the ``rows`` that tell the items, each row once.

    A matter without a name in its own words bears that of a dispute, else the topic.
    """
    known = _rows_of_items(summaries, rows)
    taken: set[str] = set()
    for matter in text.matters if text else ():
        found = dict.fromkeys(known[each] for each in matter.item_ids if each in known)
        fresh = tuple(each for each in found if each not in taken)
        if found:
            taken.update(fresh)
            sides = tuple(_side(each, rows[2], known, states) for each in matter.cells)
            yield MatterRow(name=matter.name, item_ids=fresh, sides=sides)


def _side(
    cell: WrittenCell, expected: Sequence[Row], known: Mapping[str, str], states: Mapping[str, str]
) -> Side:
    """Return what a model wrote of a party, with the hedges of what it tells that is expected of it, or of who acts for it."""
    cited, parties = {known.get(each) for each in cell.item_ids}, cell.party.split("; ")
    hedges = (
        row.hedge
        for row in expected
        if isinstance(row, ExpectationRow) and row.hedge and row.id in cited and _tells_act(cell, row)
        for holder in row.holder.split("; ")
        if any(
            same_party(party, each) for party in parties for each in (holder, states.get(holder, "")) if each
        )
    )
    return Side(party=cell.party, said=written(cell.said), hedges=tuple(dict.fromkeys(hedges)))


def _tells_act(cell: WrittenCell, row: ExpectationRow) -> bool:
    """Tell whether a cell has most of what a row expects: beside holder and hedge, more than half of its words."""
    act = vocabulary(row.said.text) - vocabulary(f"{row.holder} {row.hedge}")
    return len(act & vocabulary(cell.said.text)) > len(act) / 2


def _rows_of_items(summaries: Sequence[ArticleSummary], rows: Sequence[Sequence[Row]]) -> dict[str, str]:
    """Return which row tells which item: its own, or that of the like one of another article with which it was merged."""
    found: dict[str, str] = {}
    for summary in summaries:
        kinds: tuple[Sequence[Item], ...] = (summary.objectives, summary.disputes, summary.expectations)
        for items, told in zip(kinds, rows, strict=True):
            own = {row.id for row in told}
            for item in items:
                like = [row.id for row in told if item.evidence[0] in row.said.evidence]
                if item.id in own or len(like) == 1:
                    found[item.id] = item.id if item.id in own else like[0]
    return found


def _names(
    objectives: Sequence[ObjectiveRow], disputes: Sequence[DisputeRow], expectations: Sequence[ExpectationRow]
) -> list[str]:
    holders = [*(row.holder for row in objectives), *(row.holder for row in expectations)]
    tellers = [row.said.speaker.partition(", ")[0] for row in disputes if row.said.speaker]
    return [*holders, *(side.party for row in disputes for side in row.sides), *tellers]


def _states(names: Sequence[str], summaries: Sequence[ArticleSummary]) -> dict[str, str]:
    """Return the states for which those of ``names`` act who are people in their service."""
    people = {
        party_key(each.name): state(each.country)
        for summary in summaries
        for each in summary.actors
        if each.kind is ActorKind.PERSON and each.country and not _SPEAKS_AGAINST.search(each.role or "")
    }
    return {name: found.name for name in names if (found := people.get(party_key(name)))}


_SPEAKS_AGAINST = re.compile(
    r"\b(?:opposition|dissident|exiled?|activist|former|ex|analyst|critic|candidate|lawyer|professor)\b",
    re.IGNORECASE,
)


def _by_matter(disputes: Sequence[DisputeRow], matters: Sequence[MatterRow]) -> tuple[DisputeRow, ...]:
    """Return the disputes in the order of the matters, those of none last."""
    order = {each: number for number, matter in enumerate(matters) for each in matter.item_ids}
    return tuple(sorted(disputes, key=lambda row: order.get(row.id, len(matters))))


def _headline(articles: Sequence[Article], summaries: Sequence[ArticleSummary]) -> Line:
    """Return the headline of the best article that has a summary, else of the best one."""
    by_id = {article.id: article for article in articles}
    summary = next(iter(summaries), None)
    article = by_id[summary.article_id] if summary else articles[0]
    return headline(article, summary.bottom_line if summary else None)


def _lead(summaries: Sequence[ArticleSummary], head: Line) -> tuple[Line, ...]:
    """Return the sentences of the articles' bottom lines, then what they report as done, each once."""
    gists = [line for summary in summaries for line in _bottom_line(summary)]
    facts = [line for summary in summaries for line in _facts(summary)]
    found: list[Line] = []
    for line in (each for each in (*gists, *facts) if each.text != head.text):
        if all(overlap(line.text, each.text) < SAME for each in found):
            found.append(line)
    return tuple(found[:LEAD])


def _gist(summary: ArticleSummary) -> Line | None:
    """Return what a model wrote an article comes to; a quotation in its place says no more than the title."""
    told = summary.bottom_line
    if summary.engine.name == EMBEDDED or not told.evidence:
        return None
    return Line(text=told.text, voice=Voice.FACT, evidence=told.evidence)


def _facts(summary: ArticleSummary) -> Iterator[Line]:
    """Yield what an article reports as done or under way in its own voice, as sentences: what somebody says to be so is a claim (F4)."""
    for event in summary.events:
        claimed = any(SAYING.search(each.quote) for each in event.evidence)
        if event.status in _REPORTED and event.evidence and not claimed:
            text = without_dateline(event.what)
            whole = text if text.endswith((".", "!", "?", "”")) else f"{text}."
            yield Line(text=whole, voice=Voice.FACT, evidence=event.evidence)


_REPORTED = (EventStatus.OCCURRED, EventStatus.UNDER_WAY)


def _bottom_line(summary: ArticleSummary) -> Iterator[Line]:
    for sentence in sentences_of(summary.bottom_line.text):
        carrying = tuple(each for each in summary.bottom_line.evidence if _carries(each, sentence))
        evidence = carrying or summary.bottom_line.evidence
        if evidence:
            yield Line(text=without_dateline(sentence), voice=Voice.FACT, evidence=evidence)


def _carries(evidence: Evidence, sentence: str) -> bool:
    return sentence in evidence.quote or evidence.quote in sentence


def _thread(news: ThreadNews | None, day: Day) -> StoryThread | None:
    """Return the thread of a story, with what the last story before it came to."""
    if news is None:
        return None
    if not news.earlier:
        return StoryThread(id=news.id, since=news.since, earlier=0, last=None, said=None)
    last = news.earlier[-1]
    label = day.labels(
        "lines.thread",
        since=full_date(news.since, day.labels),
        stories=day.labels.counted(len(news.earlier), "earlier_story"),
        last=full_date(last.last, day.labels),
    )
    said = _in_short(day.articles[last.article_id], day, label, THREAD_WORDS)
    return StoryThread(id=news.id, since=news.since, earlier=len(news.earlier), last=last.last, said=said)


def _background(story: Story, day: Day, thread: StoryThread | None) -> Iterator[Line]:
    """Yield what articles on file come to, the last first, each with its day, but for the one that stands for the story's thread."""
    told = {each.article_id for each in thread.said.evidence} if thread and thread.said else frozenset()
    ids = (each for each in story.background_ids if each not in told)
    known = [day.articles[each] for each in ids if each in day.articles]
    for article in sorted(known, key=lambda each: each.published or date.min, reverse=True)[:BACKGROUND]:
        published = article.published
        label = full_date(published, day.labels) if published else day.labels("lines.on_file")
        yield _in_short(article, day, label, TITLE_WORDS)


def _in_short(article: Article, day: Day, label: str, title_words: int) -> Line:
    """Return what a model wrote that an article comes to, else its title."""
    summary = day.summaries.get(article.id)
    gist = _gist(summary) if summary else None
    return shortened(replace(gist or title_line(article), label=label), GIST_WORDS if gist else title_words)


# ── tags (D7) ─────────────────────────────────────────────────────────────────


def _countries(head: Line, lead: Sequence[Line], summaries: Sequence[ArticleSummary]) -> tuple[str, ...]:
    """Return the one to three countries that the story speaks of most: of those of its headline and lead, if there are two at least."""
    prominent = [code for line in (head, *lead[:1]) for code in _countries_in(line.text)]
    held = [code for summary in summaries for code in _countries_of(summary)]
    found = Counter([*prominent * 3, *held])
    told = set(prominent) if len(set(prominent)) > 1 else found.keys()
    ranked = sorted(((code, found[code]) for code in told), key=lambda each: (-each[1], each[0]))
    return tuple(code for code, number in ranked[:3] if number > 1 or code == ranked[0][0])


def _countries_in(text: str) -> Iterator[str]:
    shown = strip_controls(text)
    for each in mentions(shown):
        is_venue = each.form is MentionForm.CAPITAL and _AT_A_PLACE.search(shown, 0, each.start)
        if each.entity.country and not is_venue:
            yield each.entity.country


_AT_A_PLACE = re.compile(r"\b(?:in|at|near|to|from|for) $")


def _countries_of(summary: ArticleSummary) -> Iterator[str]:
    parties = [
        *(item.holder for item in summary.objectives),
        *(item.holder for item in summary.expectations),
        *(party.party for item in summary.disputes for party in item.parties),
    ]
    of_person = {party_key(actor.name): actor.country for actor in summary.actors}
    for name in parties:
        entity = entity_called(name)
        code = entity.country if entity else of_person.get(party_key(name))
        if code:
            yield code


def _topics(articles: Sequence[Article], summaries: Sequence[ArticleSummary]) -> tuple[str, ...]:
    """Return the one or two topics that most items are about, a dispute weighing double, and the articles as a whole."""
    found = Counter(topic for summary in summaries for topic in _topics_of(summary) if topic)
    for article in articles:
        found.update(dict.fromkeys(topics_of(article.text, at_most=2), AS_A_WHOLE))
    return tuple(topic for topic, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))[:2])


def _topics_of(summary: ArticleSummary) -> Iterable[str | None]:
    items: tuple[Item, ...] = (*summary.objectives, *summary.disputes * 2, *summary.expectations)
    return (item.topic for item in items)


def in_one_line(told: BriefStory, gist: Line | None, *, opinion: bool) -> AlsoReported:
    """Return a story as it stands under "Also reported", by its ``gist`` or, without one, its headline."""
    return AlsoReported(
        id=told.id,
        headline=gist or told.headline,
        countries=told.countries,
        topics=told.topics,
        continued_from=told.continued_from,
        independent_sources=told.independent_sources,
        citations=(),
        reasons=told.reasons,
        opinion=opinion,
        thread=told.thread and replace(told.thread, said=None),
        repeats=told.repeats,
    )
