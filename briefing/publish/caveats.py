"""What is not known, doubtful or withheld, in one line each. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from briefing.brief.lines import Line
from briefing.brief.stories import BriefStory, story_lines
from briefing.comparing import holds, party_key
from briefing.day import Day
from briefing.labels import Labels
from briefing.publish.grades import is_primary
from briefing.publish.headlines import title_line
from briefing.publish.ledger import parties_without_words
from briefing.publish.lines import ours, quoted_beginning
from briefing.publish.names import in_sentence
from briefing.publish.quotation import is_verbatim
from briefing.types import Article, ArticleFlag, Evidence, Section, Withheld

WITHHELD, QUOTE_WORDS = 2, 10
GAPS = "; "


def caveat_lines(
    day: Day, stories: Sequence[BriefStory], whole: Sequence[BriefStory], grades: Sequence[str]
) -> tuple[Line, ...]:
    """Return the caveats: confidence (L7), withheld claims, the gaps of each lead story (F8), and the rest.

    ``stories`` are as shown, ``whole`` the same uncut: who speaks in them does not hang on the length.
    """
    return (
        *_confidence(whole, grades, day.labels),
        *_withheld(day),
        *_all_gaps(day, stories, whole),
        *_flagged(day),
    )


# ── confidence ────────────────────────────────────────────────────────────────


def _confidence(stories: Sequence[BriefStory], grades: Sequence[str], labels: Labels) -> Iterator[Line]:
    """Yield how far the account can be relied on: independent sources, grades, directness; never a likelihood (L5)."""
    if not stories:
        return
    independent = max(story.independent_sources for story in stories)
    named = any(_is_on_record(line) for story in stories for line in story_lines(story))
    best = min(grades, default="F")
    sources = labels.counted(independent, "independent_source")
    of_each = "caveats.one_each" if independent == 1 else "caveats.at_most"
    told = labels(
        "caveats.level",
        level=labels(f"confidence.{_level(independent, named, best)}"),
        sources=sources if len(stories) == 1 else labels(of_each, sources=sources),
        grade=best,
        speakers=labels("caveats.named_speakers" if named else "caveats.no_named_speaker"),
    )
    yield ours(told, label=labels("caveats.confidence"))


def _level(independent: int, named: bool, best: str) -> str:
    if independent == 1:
        return "low_to_moderate" if named and best in "AB" else "low"
    points = (independent > 2) + named + (best in "AB")
    return ("low_to_moderate", "moderate", "moderate", "high")[points]


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
    quote, statement, against = (
        words if words and words in text else None for words in (item.quote, item.statement, item.against)
    )
    return replace(item, quote=quote, statement=statement, against=against)


def _withheld(day: Day) -> Iterator[Line]:
    """Yield the withheld claims of the news; what an opinion holds is kept apart anyway."""
    items = [each for each in withheld_items(day) if ArticleFlag.OPINION not in each[0].flags]
    for article, item in items[:WITHHELD]:
        yield _withheld_line(article, item, day.labels)
    if len(items) > WITHHELD:
        claims = day.labels.counted(len(items) - WITHHELD, "claim")
        yield ours(day.labels("caveats.more_withheld", claims=claims), label=day.labels("caveats.withheld"))


def _withheld_line(article: Article, item: Withheld, labels: Labels) -> Line:
    """Return why a claim was withheld, with its words if the article has them, and those to the contrary."""
    label, reason = labels("caveats.withheld"), item.reason.rstrip(".")
    if item.quote is None:
        return ours(f"{reason}.", label=label, evidence=title_line(article).evidence)
    claim = quoted_beginning(item.quote, QUOTE_WORDS)
    if item.against is None:
        return ours(f"{claim}: {reason}.", label=label, evidence=(_place(item.quote, article),))
    other = quoted_beginning(item.against, QUOTE_WORDS)
    return ours(
        labels("caveats.contradicted", claim=claim, other=other),
        label=label,
        evidence=(_place(item.quote, article), _place(item.against, article)),
    )


def _place(quote: str, article: Article) -> Evidence:
    start = article.text.index(quote)
    return Evidence(
        article_id=article.id, section=Section.BODY, quote=quote, start=start, end=start + len(quote)
    )


def _all_gaps(day: Day, stories: Sequence[BriefStory], whole: Sequence[BriefStory]) -> Iterator[Line]:
    """Yield one line of gaps, each behind it the numbers of its stories, where the reader has the stories."""
    if "stories" not in day.desk.sections or not stories:
        return
    reports = {each.id: each.article_ids for each in day.stories}
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, (story, uncut) in enumerate(zip(stories, whole, strict=False), start=1):
        own = reports.get(story.id, ())
        primary = any(is_primary(day.articles[each]) for each in own if each in day.articles)
        for gap in _gaps(story, uncut, own, day.labels, primary=primary):
            numbers[gap].append(number)
    of_same: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for gap, some in numbers.items():
        of_same[tuple(some)].append(gap)
    told = (gap_of(", ".join(gaps), some, len(stories), day.labels) for some, gaps in of_same.items())
    yield ours(f"{GAPS.join(told)}.", label=day.labels("caveats.not_known"))


def gap_of(gap: str, numbers: Sequence[int], stories: int, labels: Labels) -> str:
    """Return what is not known with the stories it is not known of, none where the brief has but one."""
    if stories == 1:
        return gap
    if len(numbers) == stories:
        return labels("caveats.gap_of_all", gap=gap)
    return labels("caveats.gap_of", gap=gap, numbers=", ".join(map(str, numbers)))


def _gaps(
    story: BriefStory, whole: BriefStory, own: Collection[str], labels: Labels, *, primary: bool
) -> list[str]:
    silent, unheard = (
        labels("caveats.or").join(in_sentence(each, labels) for each in parties[:3])
        for parties in (silent_parties(whole, story), parties_without_new_words(whole, own))
    )
    gaps = {
        labels("caveats.single_source"): story.independent_sources == 1,
        labels("caveats.nobody_on_record"): not any(map(_is_on_record, story_lines(whole))),
        labels("caveats.no_document"): not (primary or _has_document(whole)),
        labels("caveats.no_words_of", parties=silent): bool(silent),
        labels("caveats.no_new_words_of", parties=unheard): bool(unheard),
    }
    return [gap for gap, is_there in gaps.items() if is_there] or [labels("caveats.in_private")]


def silent_parties(whole: BriefStory, story: BriefStory) -> tuple[str, ...]:
    """Return the parties to the disputes shown who have no words in them, and those with a column of the table who have none in the story."""
    told = " ".join(line.text for line in (whole.headline, *whole.lead))
    unheard = (
        each
        for each in parties_without_words(whole)
        if each in whole.parties and not (is_written(whole) and holds(told, each))
    )
    return tuple({party_key(each): each for each in (*parties_without_words(story), *unheard)}.values())


def parties_without_new_words(whole: BriefStory, own: Collection[str]) -> tuple[str, ...]:
    """Return the parties whose every cell rests on reports that are not the story's ``own`` and whom neither its headline nor its sentences name."""
    told = " ".join(line.text for line in (whole.headline, *whole.lead))
    sides = [(side.party, side.said.evidence) for row in whole.matters for side in row.sides if side.said]
    heard = {party for party, evidence in sides if any(each.article_id in own for each in evidence)}
    return tuple(dict.fromkeys(each for each, _ in sides if each not in heard and not holds(told, each)))


def is_written(story: BriefStory) -> bool:
    """Tell whether a model wrote the lead of a story, over both its sides."""
    return not all(map(is_verbatim, story.lead))


def _has_document(story: BriefStory) -> bool:
    return any(line.speaker and line.speaker.endswith("in writing") for line in story_lines(story))


def _flagged(day: Day) -> Iterator[Line]:
    fresh = [
        day.articles[each] for story in day.stories for each in story.article_ids if each in day.articles
    ]
    checks = (
        (ArticleFlag.MACHINE_ADDRESSED, "caveats.doubtful", "caveats.machine_addressed"),
        (ArticleFlag.ENCODING_SUSPECT, "caveats.doubtful", "caveats.damaged"),
        (ArticleFlag.NO_FULL_TEXT, "caveats.incomplete", "caveats.no_full_text"),
    )
    told = [(sum(flag in article.flags for article in fresh), label, what) for flag, label, what in checks]
    unknown = sum(article.outlet is None for article in fresh)
    told.append((unknown, "caveats.outlet_unknown", "caveats.unknown"))
    for number, label, what in told:
        if number:
            noun = "new_article" if what == "caveats.unknown" else "article"
            articles = day.labels.counted(number, noun)
            yield ours(day.labels(what, articles=articles), label=day.labels(label))
