"""What is not known, doubtful or withheld, in one line each. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.brief import BriefStory, Line, story_lines
from briefing.day import Day
from briefing.publish.headlines import title_line
from briefing.publish.ledger import parties_without_words
from briefing.publish.lines import ours, quoted_beginning
from briefing.publish.wording import counted, with_article
from briefing.types import Article, ArticleFlag, Evidence, Section, Withheld

WITHHELD, QUOTE_WORDS = 2, 16


def caveat_lines(day: Day, stories: Sequence[BriefStory], grades: Sequence[str]) -> tuple[Line, ...]:
    """Return the caveats: confidence (L7), withheld claims, one line of gaps for each lead story (F8), and the rest."""
    return (
        *_confidence(stories, grades),
        *_withheld(day),
        *(_gaps(number, story) for number, story in enumerate(stories, start=1)),
        *_flagged(day),
    )


# ── confidence ────────────────────────────────────────────────────────────────


def _confidence(stories: Sequence[BriefStory], grades: Sequence[str]) -> Iterator[Line]:
    """Yield how far the account can be relied on: independent sources, grades, directness; never a likelihood (L5)."""
    if not stories:
        return
    independent = max(story.independent_sources for story in stories)
    named = any(_is_on_record(line) for story in stories for line in story_lines(story))
    best = min(grades, default="F")
    level = _level(independent, named, best)
    sources = counted(independent, "independent source")
    sources = sources if len(stories) == 1 else f"at most {sources} a story"
    reasons = (sources, f"best grade {best}", "named speakers" if named else "no named speaker")
    yield ours(f"{level} ({', '.join(reasons)}).", label="Confidence")


def _level(independent: int, named: bool, best: str) -> str:
    if independent == 1:
        return "low to moderate" if named and best in "AB" else "low"
    points = (independent > 2) + named + (best in "AB")
    return ("low to moderate", "moderate", "moderate", "high")[points]


def _is_on_record(line: Line) -> bool:
    return bool(line.speaker and line.speaker.endswith(("on the record", "in writing")))


# ── withheld and gaps ─────────────────────────────────────────────────────────


def withheld_items(day: Day) -> tuple[tuple[Article, Withheld], ...]:
    """Return what was withheld from the new articles, each with its article.

    Words that do not stand in the article are left out: what was not let into the brief has no second way in.
    """
    fresh = [each for story in day.stories for each in story.article_ids if each in day.summaries]
    return tuple(
        (day.articles[each], _in_its_words(item, day.articles[each].text))
        for each in fresh
        for item in day.summaries[each].withheld
        if not item.replaced
    )


def _in_its_words(item: Withheld, text: str) -> Withheld:
    quote, statement = (words if words and words in text else None for words in (item.quote, item.statement))
    return replace(item, quote=quote, statement=statement)


def _withheld(day: Day) -> Iterator[Line]:
    items = withheld_items(day)
    for article, item in items[:WITHHELD]:
        yield _withheld_line(article, item)
    if len(items) > WITHHELD:
        yield ours(
            f"{counted(len(items) - WITHHELD, 'more claim')}, listed in the JSON form.", label="Withheld"
        )


def _withheld_line(article: Article, item: Withheld) -> Line:
    """Return why a claim was withheld, with its words if the article has them."""
    if item.quote is None:
        return ours(f"{item.reason.rstrip('.')}.", label="Withheld", evidence=title_line(article).evidence)
    start = article.text.index(item.quote)
    place = Evidence(
        article_id=article.id,
        section=Section.BODY,
        quote=item.quote,
        start=start,
        end=start + len(item.quote),
    )
    words = quoted_beginning(item.quote, QUOTE_WORDS)
    return ours(f"{item.reason.rstrip('.')}: {words}", label="Withheld", evidence=(place,))


def _gaps(number: int, story: BriefStory) -> Line:
    silent = parties_without_words(story.disputes)
    gaps = [
        *(("single source",) if story.independent_sources == 1 else ()),
        *((f"no words of {' or '.join(map(with_article, silent[:3]))}",) if silent else ()),
        *(("nobody speaks on the record",) if not any(map(_is_on_record, story_lines(story))) else ()),
        *(("no primary document seen",) if not _has_document(story) else ()),
    ]
    return ours(f"{'; '.join(gaps) or 'what was said in private'}.", label=f"Not known, story {number}")


def _has_document(story: BriefStory) -> bool:
    return any(line.speaker and line.speaker.endswith("in writing") for line in story_lines(story))


def _flagged(day: Day) -> Iterator[Line]:
    fresh = [
        day.articles[each] for story in day.stories for each in story.article_ids if each in day.articles
    ]
    checks = (
        (ArticleFlag.OPINION, "Opinion", "kept apart from events"),
        (ArticleFlag.MACHINE_ADDRESSED, "Doubtful", "text addressed to a machine"),
        (ArticleFlag.ENCODING_SUSPECT, "Doubtful", "damaged characters"),
        (ArticleFlag.NO_FULL_TEXT, "Incomplete", "no full text received"),
    )
    for flag, label, what in checks:
        number = sum(flag in article.flags for article in fresh)
        if number:
            yield ours(f"{counted(number, 'article')}, {what}.", label=label)
    unknown = sum(article.outlet is None for article in fresh)
    if unknown:
        yield ours(f"{counted(unknown, 'new article')}.", label="Outlet unknown")
    undated = sum(each.reason == "undated" for each in day.left_out)
    if undated:
        yield ours(f"{counted(undated, 'article')}, never counted as new.", label="Undated")
