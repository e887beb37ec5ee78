"""The coverage box: what was tried and read, who wrote it, what is not shown and why. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from briefing.brief.coverage import Coverage
from briefing.brief.stories import BriefStory
from briefing.day import Day
from briefing.labels import Labels
from briefing.publish.provenance import is_undated
from briefing.publish.sources import EMBEDDED, engine_of
from briefing.text import counted
from briefing.types import ArticleFlag, ArticleSummary, EditionText, EngineInfo, StoryText

_NOUNS = {
    "stories": "story",
    "items": "item",
    "ledger": "ledger_row",
    "calendar": "date",
}
TABLES = ("objectives", "disputes", "expectations")


def coverage_of(day: Day, new: Sequence[str], written_by: tuple[str, ...], dropped: Counter[str]) -> Coverage:
    """Return the coverage of an edition whose ``new`` articles were read; ``written_by`` are its :func:`engines`."""
    copies = sum(len(group.article_ids) - 1 for group in day.groups)
    return Coverage(
        sources_tried=day.sources_tried,
        sources_answered=day.sources_answered,
        failed=tuple(f"{each.subject} ({each.stage}: {each.message})" for each in day.failures),
        read=len(new) + len(day.on_file) + copies,
        new=len(new),
        on_file=len(day.on_file),
        copies=copies,
        split_off=tuple(_split_off(day, new)),
        undated=tuple(each.title for each in day.left_out if is_undated(each)),
        left_out=day.left_out,
        dropped=tuple(_in_words(dropped, day.labels)),
        written_by=written_by,
        cost=sum(engine.cost for engine in _engines_used(day)),
        tokens=sum(engine.tokens_in + engine.tokens_out for engine in _engines_used(day)),
        **_checked(day),
    )


def _engines_used(day: Day) -> list[EngineInfo]:
    """Return what wrote for this edition, with what that took."""
    return [each.engine for each in (*day.summaries.values(), *_texts(day))]


def _texts(day: Day) -> list[StoryText | EditionText]:
    return [*day.texts, *([day.text] if day.text else [])]


def _checked(day: Day) -> dict[str, int]:
    """Count the statements of a model that were checked, and those that did not pass."""
    by_model = [each for each in day.summaries.values() if each.engine.name != EMBEDDED]
    statements = sum(
        len(each.objectives) + len(each.disputes) + len(each.expectations) + len(each.events) + 1
        for each in by_model
    )
    texts = _texts(day)
    statements += sum(len(each.bottom_line) for each in texts)
    statements += sum(len(matter.cells) for text in day.texts for matter in text.matters)
    statements += sum(len(text.ahead) for text in day.texts)
    statements += sum(len(story.lead) for story in day.text.stories) if day.text else 0
    notes = [
        *(item for each in by_model for item in each.withheld),
        *(item for each in texts for item in each.withheld),
    ]
    replaced = sum(item.replaced for item in notes)
    return {
        "checked": statements + len(notes) - replaced,
        "replaced": replaced,
        "withheld": len(notes) - replaced,
    }


def engines(day: Day, new: Sequence[str]) -> Iterator[str]:
    """Yield which engine wrote the ``new`` articles' summaries, and where there are several how many each (F-P5)."""
    for told in _by_outcome((_reader(day.summaries.get(each), day.labels), "") for each in new):
        engine, number = _most_frequent(told), len(told)
        yield (
            engine
            if number == len(new)
            else day.labels("coverage.share", engine=engine, number=number, all=len(new))
        )


def _reader(summary: ArticleSummary | None, labels: Labels) -> str:
    """Return which engine read an article; the manifest has by which prompt."""
    if summary is not None and summary.engine.name != EMBEDDED:
        return labels("engines.model", model=summary.engine.model)
    return engine_of(summary, labels)


def stand_ins(day: Day) -> Iterator[tuple[str, str]]:
    """Yield what another engine wrote in place of a model, in words, and why: once for each outcome."""
    for told in _by_outcome((each.instead_of, kind) for kind, each in _written(day) if each.instead_of):
        kinds = Counter(kind for _, kind in told)
        yield ", ".join(counted(number, kind) for kind, number in kinds.items()), _most_frequent(told)


def _written(day: Day) -> Iterator[tuple[str, EngineInfo]]:
    yield from (("article", each.engine) for _, each in sorted(day.summaries.items()))
    yield from (("story head", each.engine) for each in day.texts)
    yield from (("bottom line", each.engine) for each in [day.text] if each)


def _by_outcome(told: Iterable[tuple[str, str]]) -> Iterable[list[tuple[str, str]]]:
    """Group what is told by its words before the first comma; after it, a server may word each fault otherwise."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in told:
        groups.setdefault(each[0].partition(",")[0], []).append(each)
    return groups.values()


def _most_frequent(told: Iterable[tuple[str, str]]) -> str:
    return Counter(words for words, _ in told).most_common(1)[0][0]


def _split_off(day: Day, new: Sequence[str]) -> Iterator[str]:
    """Yield what stood appended to another article, of what was read for the day."""
    read = {*new, *day.on_file, *(each for group in day.groups for each in group.article_ids)}
    for each in sorted(read & day.articles.keys()):
        if ArticleFlag.SPLIT_OFF in day.articles[each].flags:
            yield day.articles[each].title
    yield from (each.title for each in day.left_out if each.split_off)


def not_shown(
    full: Sequence[BriefStory], shown: Sequence[BriefStory], followed: Collection[str | None]
) -> Counter[str]:
    """Count the rows of the lead stories that are shown neither there nor, ``followed``, in the ledger or the calendar."""
    told = {row.id for story in shown for table in TABLES for row in getattr(story, table)}
    rows = {table: [row for story in full for row in getattr(story, table)] for table in TABLES}
    return Counter(
        {
            table: sum(row.id not in told and row.id not in followed for row in some)
            for table, some in rows.items()
        }
    )


def _in_words(dropped: Counter[str], labels: Labels) -> Iterator[str]:
    counts = dropped + Counter({"items": sum(dropped[table] for table in TABLES)})
    for kind, noun in _NOUNS.items():
        if number := counts[kind]:
            yield labels.counted(number, noun)
