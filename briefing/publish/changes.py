"""What changed since the edition before: a difference that needs no model. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.brief import Brief
from briefing.brief.changes import Change, ChangeKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, ExpectationStatus
from briefing.brief.stories import BriefStory
from briefing.comparing import party_key, span_of
from briefing.day import Day, LedgerNews
from briefing.labels import ENGLISH, Labels
from briefing.publish.continuity import Earlier, earlier_story, same_holding, same_quarrel
from briefing.publish.dates import day_and_month, period
from briefing.publish.denials import Denial, denials
from briefing.publish.followed import news_of, told_changes
from briefing.publish.headlines import title_line
from briefing.publish.ledger_changes import ledger_changes
from briefing.publish.lines import first_words, named, ours, quoted_beginning, shortened
from briefing.publish.names import in_sentence
from briefing.publish.rows import status_on
from briefing.publish.speakers import spoken_by
from briefing.publish.telling import Told, earlier_articles
from briefing.publish.wording import matter_of, subject_matter
from briefing.text import count_words
from briefing.types import Article, Evidence, Section
from briefing.versions import correction_note, corrects

CHANGED, LATE, DATES, QUIET = 4, 3, 3, 3
CLAUSE_WORDS, FEWER, DENIED_WORDS, CORRECTION_WORDS = 11, 5, 20, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The changes that stand whatever room the brief has, ``before`` and ``after`` those of the stories that it shows."""

    before: tuple[Change, ...]
    after: tuple[Change, ...]


def fixed_changes(day: Day, told: Sequence[Told], ledger: Sequence[ExpectationRow]) -> Fixed:
    """Return the differences from ``day.previous`` that do not depend on how much is shown.

    ``told`` are all stories of the day, ``ledger`` the rows of which some are shown.
    """
    previous = day.previous
    if previous is None:
        changes = (*ledger_changes(day, ledger), *_revised(day))
        all_new = told and not any(each.story.repeats for each in told)
        name = "first_on_file" if changes else "first_all_new" if all_new else "first"
        first = Change(kind=ChangeKind.FIRST, line=ours(day.labels(f"told.{name}")))
        return Fixed(before=(first, *changes, *_corrected(day, None), *_late(day)), after=())
    return Fixed(
        before=(
            *_revised(day),
            *ledger_changes(day, ledger, articles_going_on(day)),
        ),
        after=(*_corrected(day, previous), *_late(day), *_quiet(day, told, previous)),
    )


def changes_of(
    day: Day,
    stories: Sequence[BriefStory],
    shown: Sequence[Told],
    ledger: Sequence[ExpectationRow],
    fixed: Fixed,
) -> tuple[Change, ...]:
    """Return the differences from ``day.previous``, in the order in which they are read.

    ``stories`` are the lead stories as shown, ``shown`` those and the ones in one line, whole.
    """
    previous, news = day.previous, news_of(day)
    if previous is None:
        return fixed.before
    changes = (
        *fixed.before,
        *_denied([each.story for each in shown[: len(stories)]], day),
        *_passed(ledger, previous.header.day, day.edition.day),
        *_without_told(_changed(stories, ledger, previous, day.labels), news),
        *_new(shown, news, day.labels),
        *fixed.after,
    )
    return changes or tuple(_going_on(stories, news, day.labels))


def _denied(stories: Sequence[BriefStory], day: Day) -> Iterator[Change]:
    """Yield what an article on file has and a side denies today, both cited, whatever rows have room: yesterday's brief may have told it."""
    known = {story.id: story for story in day.stories}
    for story in stories:
        for each in denials(story.disputes, earlier_articles(known[story.id], day)):
            said = each.by.said
            evidence = (each.sentence, *(said.evidence[:1] if said else ()))
            line = ours(_denial(each, day), evidence=evidence)
            yield Change(kind=ChangeKind.DENIED, line=line, story_id=story.id, item_id=each.row.id)


def _denial(denial: Denial, day: Day) -> str:
    """Return who denies what, in the words of the report that had it: its sentence, of a long one the part with the claim."""
    article = day.articles[denial.claimed.article_id]
    return day.labels(
        "told.denied",
        who=_who_denies(denial, day.labels),
        words=denied_words(denial.sentence.quote, denial.claimed.quote),
        day=day_and_month(article.published, day.labels)
        if article.published
        else day.labels("sources.undated"),
    )


def denied_words(sentence: str, claim: str) -> str:
    """Return a denied ``sentence`` in quotation marks, of a long one the part that has the ``claim``, marked as cut.

    Only what adds is cut: neither a condition nor a quotation that is open.
    """
    before, _, after = sentence.partition(claim)
    found = _FURTHER.search(after)
    part = f"{before}{claim}{after[: found.start()] if found else after}"
    is_shorter = count_words(part) + FEWER <= count_words(sentence) and count_words(part) <= DENIED_WORDS
    if is_shorter and part.count("“") == part.count("”"):
        return f"“{part} …”"
    told = quoted_beginning(sentence, DENIED_WORDS)
    return told if claim in told else f"“{claim}”"


_FURTHER = re.compile(r"[,;]?\s(?:and|which|who)\s(?!(?:only|not|if)\b)|;\s(?!(?:but|if|unless|only)\b)")


def _who_denies(denial: Denial, labels: Labels) -> str:
    """Return who denies something: the one who speaks, by name and office, else the party."""
    speaker = spoken_by(denial.by.said, labels) if denial.by.said else ""
    return (f"{speaker}," if "," in speaker else speaker) or in_sentence(denial.by.party, labels)


def articles_going_on(day: Day) -> frozenset[str]:
    """Return the articles of the day's stories, those on file that they go on from included."""
    return frozenset(each for story in day.stories for each in (*story.article_ids, *story.background_ids))


def _going_on(stories: Sequence[BriefStory], news: LedgerNews, labels: Labels) -> Iterator[Change]:
    """Yield the lead stories that go on, but for those of which the ledger has told a change: where nothing else is to be told, for each says itself since when."""
    told = {change.article_id for change in told_changes(news)}
    for story in stories:
        goes_on = story.continued_from and story.repeats is None
        if goes_on and told.isdisjoint(each.article_id for each in story.headline.evidence):
            yield Change(kind=ChangeKind.CONTINUED, line=_by_its_matter(story, labels), story_id=story.id)


def _new(told: Sequence[Told], news: LedgerNews, labels: Labels) -> Iterator[Change]:
    """Yield the stories that go on with none of the edition before; what answers the ledger is older than it."""
    answers = {change.article_id for change in told_changes(news)}
    for each in told:
        is_new = each.story.continued_from is None and each.story.repeats is None
        if is_new and not each.opinion and answers.isdisjoint(each.article_ids):
            line = _by_its_matter(each.story, labels)
            yield Change(kind=ChangeKind.NEW, line=line, story_id=each.story.id)


def _by_its_matter(story: BriefStory, labels: Labels) -> Line:
    """Return a story by what it is about: its headline stands once, over its story or among those told in one line."""
    # Outside English the countries would be codes.
    about = subject_matter(story, labels) if labels.language == ENGLISH else ""
    return ours(about or first_words(story.headline.text, CLAUSE_WORDS))


def _without_told(changes: Iterable[Change], news: LedgerNews) -> Iterator[Change]:
    """Yield the changes that the ledger has not told already."""
    told = {each.item_id for change in told_changes(news) for each in news.entries[change.entry_id].sightings}
    yield from (change for change in changes if change.item_id not in told)


# ── dates ─────────────────────────────────────────────────────────────────────


def _passed(ledger: Sequence[ExpectationRow], previous: date, today: date) -> Iterator[Change]:
    """Yield what was on file before and whose date has passed since the edition before; what is due the ledger shows."""
    known = [row for row in ledger if row.first_seen and row.first_seen < today]
    passed = [
        row
        for row in known
        if row.status is ExpectationStatus.PASSED and status_on(previous, row.horizon) is not row.status
    ]
    for row in passed[:DATES]:
        line = shortened(row.said, CLAUSE_WORDS)
        yield Change(kind=ChangeKind.PASSED, line=line, item_id=row.id, previous_item_id=row.id)


# ── items ─────────────────────────────────────────────────────────────────────


def _changed(
    stories: Sequence[BriefStory], ledger: Sequence[ExpectationRow], previous: Brief, labels: Labels
) -> Iterator[Change]:
    found = [
        *_disputes_changed(stories, previous, labels),
        *_expectations_changed(stories, ledger, previous, labels),
    ]
    yield from found[:CHANGED]


def _expectations_changed(
    stories: Sequence[BriefStory], ledger: Sequence[ExpectationRow], previous: Brief, labels: Labels
) -> Iterator[Change]:
    before = {row.id: row for row in (*previous.ledger, *_rows(previous.stories))}
    after = {row.id: row for row in (*_rows(stories), *ledger)}
    for row in after.values():
        earlier = next((each for each in before.values() if same_holding(row, each)), None)
        what = _difference(row, earlier, labels) if earlier and row.id not in before else ""
        if earlier and what:
            words = named(row.said.text, row.said.evidence, CLAUSE_WORDS)
            line = ours(f"{what}: {words}", evidence=row.said.evidence)
            yield Change(kind=ChangeKind.CHANGED, line=line, item_id=row.id, previous_item_id=earlier.id)


def _rows(stories: Sequence[BriefStory]) -> Iterator[ExpectationRow]:
    for story in stories:
        yield from story.expectations


def _difference(row: ExpectationRow, earlier: ExpectationRow, labels: Labels) -> str:
    """Return which field differs, old and new, in words."""
    now, then = span_of(row.horizon), span_of(earlier.horizon)
    if now and then and now != then:
        return labels("told.date_moved", old=period(*then, labels), new=period(*now, labels))
    if row.hedge != earlier.hedge and (row.hedge or earlier.hedge):
        return labels("told.hedge_moved", old=_quoted(earlier.hedge, labels), new=_quoted(row.hedge, labels))
    return ""


def _quoted(hedge: str | None, labels: Labels) -> str:
    return f"“{hedge}”" if hedge else labels("told.no_hedge")


def _disputes_changed(stories: Sequence[BriefStory], previous: Brief, labels: Labels) -> Iterator[Change]:
    before = [row for story in previous.stories for row in story.disputes]
    told: set[str] = set()
    for row in (row for story in stories if story.continued_from for row in story.disputes):
        earlier = next((each for each in before if same_quarrel(row, each)), None)
        what = _dispute_difference(row, earlier, labels)
        if what and what not in told:
            told.add(what)
            yield Change(
                kind=ChangeKind.CHANGED,
                line=ours(what, evidence=row.said.evidence),
                item_id=row.id,
                previous_item_id=earlier.id if earlier else None,
            )


def _dispute_difference(row: DisputeRow, earlier: DisputeRow | None, labels: Labels) -> str:
    if earlier is not None:
        silent = {party_key(side.party) for side in earlier.sides if side.said is None}
        heard = [side.party for side in row.sides if side.said and party_key(side.party) in silent]
        if heard:
            label = "told.heard_on" if row.topic_text else "told.heard"
            return labels(label, who=heard[0], topic=matter_of(row, labels))
    return ""


# ── articles ──────────────────────────────────────────────────────────────────


def _late(day: Day) -> Iterator[Change]:
    late = [day.articles[each] for each in sorted(day.late) if each in day.articles]
    for article in late[:LATE]:
        yield Change(kind=ChangeKind.LATE, line=shortened(title_line(article), CLAUSE_WORDS))
    if len(late) > LATE:
        more = day.labels("told.more_late", number=len(late) - LATE)
        yield Change(kind=ChangeKind.LATE, line=ours(more))


def _revised(day: Day) -> Iterator[Change]:
    """Yield that this edition replaces an earlier one of its day (S8)."""
    if day.edition.revision > 1:
        told = day.labels("told.revised", number=day.edition.revision)
        yield Change(kind=ChangeKind.CORRECTED, line=ours(told))


def _corrected(day: Day, previous: Brief | None) -> Iterator[Change]:
    """Yield the new articles that stand where the previous edition had used another text, and those that say that they correct (S8)."""
    used = {row.url for row in previous.sources if row.url and row.cited} if previous else frozenset()
    new = {each for story in day.stories for each in story.article_ids}
    for article_id in sorted(new & day.articles.keys() & day.summaries.keys()):
        article = day.articles[article_id]
        # A later edition has both versions on file: whichever it uses, the change was told when it was new.
        if article.url in used or corrects(article):
            yield Change(kind=ChangeKind.CORRECTED, line=_correction_line(article, day.labels))


def _correction_line(article: Article, labels: Labels) -> Line:
    """Return what an article says that it corrects, else its title."""
    note = correction_note(article)
    if note is None:
        label = None if corrects(article) else labels("told.by_outlet")
        return shortened(title_line(article, label), CLAUSE_WORDS)
    quote = note.of(article.text)
    place = Evidence(article_id=article.id, section=Section.BODY, quote=quote, start=note.start, end=note.end)
    line = Line(text=quote, voice=Voice.FACT, evidence=(place,))
    return shortened(line, CORRECTION_WORDS)


def _quiet(day: Day, told: Sequence[Told], previous: Brief) -> Iterator[Change]:
    """Yield the previous lead stories that nothing new was reported on."""
    background = {story.id: story.background_ids for story in day.stories}
    going_on: list[Earlier | None] = [
        earlier_story(each.story, background[each.story.id], previous) for each in told
    ]
    gone_on = {each.id for each in going_on if each}
    silent = [story for story in previous.stories if story.id not in gone_on]
    for story in silent[:QUIET]:
        yield Change(
            kind=ChangeKind.QUIET,
            line=_by_its_matter(story, day.labels),
            story_id=story.id,
        )
