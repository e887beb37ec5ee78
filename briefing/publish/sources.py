"""The source list, the numbers of its entries, and the passages that quotes stand in. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from briefing.brief import Brief, lines_of, lines_of_page, with_each_line
from briefing.brief.lines import Line
from briefing.brief.sources import Passage, SourceRow
from briefing.brief.stories import story_lines
from briefing.day import Day
from briefing.labels import Labels
from briefing.publish.grades import grade_of
from briefing.text import Span, paragraphs
from briefing.types import Article, ArticleFlag, ArticleSummary, Evidence, Section

LONGEST_PASSAGE = 1_400

EMBEDDED = "embedded"


def with_sources(brief: Brief, day: Day, origins: Mapping[str, int], new: Iterable[str]) -> Brief:
    """Return ``brief`` with its sources numbered in the order in which they are first read.

    After them come those that only the page's histories and time line rest on, then the ``new`` articles that no line rests on: they
    were read, and are not passed over in silence.
    """
    cited = dict.fromkeys(each.article_id for line in lines_of(brief) for each in line.evidence)
    earlier = dict.fromkeys(each.article_id for line in lines_of_page(brief) for each in line.evidence)
    listed = dict.fromkeys([*cited, *earlier, *new])
    numbers = {article_id: number for number, article_id in enumerate(listed, start=1)}
    numbered = _numbered(brief, numbers)
    order = {
        origin: rank for rank, origin in enumerate(dict.fromkeys(origins[each] for each in listed), start=1)
    }
    fresh = {article_id for story in day.stories for article_id in story.article_ids}
    rows = tuple(
        _source_row(
            day, article_id, number, order[origins[article_id]], article_id in fresh, article_id in cited
        )
        for article_id, number in numbers.items()
    )
    return replace(numbered, sources=rows, passages=tuple(passages_of(numbered, day.articles)))


def _numbered(brief: Brief, numbers: Mapping[str, int]) -> Brief:
    """Return ``brief`` with the citations of every line in it; a story cites what its lines cite."""

    def cited(line: Line) -> Line:
        found = sorted({numbers[each.article_id] for each in line.evidence})
        return replace(line, citations=tuple(found)) if found else line

    told: Brief = with_each_line(brief, cited)
    return replace(
        told,
        stories=tuple(replace(each, citations=_union(story_lines(each))) for each in told.stories),
        also=tuple(replace(each, citations=each.headline.citations) for each in told.also),
    )


def _union(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(sorted({number for line in lines for number in line.citations}))


def _source_row(day: Day, article_id: str, number: int, origin: int, new: bool, cited: bool) -> SourceRow:
    article = day.articles[article_id]
    grade, basis = grade_of(article, day.desk.grades)
    return SourceRow(
        number=number,
        article_id=article_id,
        title=article.title.strip() or day.labels("sources.untitled"),
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        published_basis=article.published_basis,
        grade=grade,
        grade_basis=basis,
        origin=origin,
        new=new,
        late=article_id in day.late,
        opinion=ArticleFlag.OPINION in article.flags,
        cited=cited,
        copies=tuple(_copies(day, article_id)),
        engine=engine_of(day.summaries.get(article_id), day.labels),
        sha256=sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _copies(day: Day, article_id: str) -> Iterator[str]:
    """Yield the outlets, else the titles, of the copies of an article."""
    for group in day.groups:
        if group.canonical_id == article_id:
            copies = [day.articles[each] for each in group.article_ids if each in day.articles]
            yield from (each.outlet or each.title for each in copies if each.id != article_id)


def engine_of(summary: ArticleSummary | None, labels: Labels) -> str:
    """Return which engine read an article, in words."""
    if summary is None:
        return labels("engines.none")
    engine = summary.engine
    if engine.name == EMBEDDED:
        name = "engines.in_place_of" if engine.instead_of else "engines.embedded"
        return labels(name, model=engine.instead_of)
    name = "engines.prompt" if engine.prompt_version else "engines.model"
    return labels(name, model=engine.model, prompt=engine.prompt_version)


# ── passages ──────────────────────────────────────────────────────────────────


def passages_of(brief: Brief, articles: Mapping[str, Article]) -> Iterator[Passage]:
    """Yield the paragraph, caption or title around each piece of evidence once, in reading order."""
    found = dict.fromkeys(
        passage_of(each, articles[each.article_id])
        for line in (*lines_of(brief), *lines_of_page(brief))
        for each in line.evidence
    )
    return iter(found)


def passage_of(evidence: Evidence, article: Article) -> Passage:
    """Return the passage that a piece of evidence stands in; a very long paragraph is cut around the quote."""
    section = section_text(evidence, article)
    span = Span(0, len(section))
    if evidence.section is Section.BODY:
        span = _around(section, evidence)
    return Passage(
        article_id=evidence.article_id,
        section=evidence.section,
        index=evidence.index,
        start=span.start,
        text=span.of(section),
    )


def section_text(evidence: Evidence, article: Article) -> str:
    """Return the text that the offsets of ``evidence`` point into."""
    match evidence.section:
        case Section.BODY:
            return article.text
        case Section.TITLE:
            return article.title
        case Section.CAPTION:
            return article.captions[evidence.index or 0]


def _around(text: str, evidence: Evidence) -> Span:
    touched = [span for span in paragraphs(text) if span.start < evidence.end and evidence.start < span.end]
    if not touched:
        return Span(evidence.start, evidence.end)
    start, end = touched[0].start, touched[-1].end
    if end - start <= LONGEST_PASSAGE:
        return Span(start, end)
    spare = max(0, LONGEST_PASSAGE - (evidence.end - evidence.start)) // 2
    return Span(
        _next_word(text, max(start, evidence.start - spare), evidence.start),
        _last_word(text, evidence.end, min(end, evidence.end + spare)),
    )


def _next_word(text: str, start: int, limit: int) -> int:
    """Return where the first whole word after ``start`` begins, ``limit`` at most."""
    if start == 0 or text[start - 1].isspace():
        return start
    space = text.find(" ", start, limit)
    return limit if space < 0 else space + 1


def _last_word(text: str, limit: int, end: int) -> int:
    """Return where the last whole word before ``end`` ends, ``limit`` at least."""
    if end == len(text) or text[end].isspace():
        return end
    space = text.rfind(" ", limit, end)
    return limit if space < 0 else space
