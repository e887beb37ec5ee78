"""Shape and length (briefcraft 1.1), on a published edition. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing.brief import KEPT
from briefing.brief.changes import ChangeKind
from briefing.brief.stories import BriefStory
from briefing.gazetteer import mentions
from briefing.publish.bottom_line import SENTENCES, WORDS
from briefing.publish.compose import WORDS_A_MINUTE
from briefing.publish.dates import full_date, weekday_date
from briefing.publish.header import counts, cut_off, reading_time
from briefing.publish.headlines import SUBJECT_LENGTH, claims
from briefing.publish.horizons import empty_calendar
from briefing.publish.verbs import verb_forms
from briefing.rules.finding import Fault, Published, end_mark, outside_quotes, phrases, shown
from briefing.rules.forms import said_by_forms, tree
from briefing.rules.places import lines_with_places
from briefing.text import count_words, sentences, strip_controls, words

MOST_WORDS, MOST_STORIES, ITEM_WORDS = 900, 5, 150


# ── S1, S3: what stands first ─────────────────────────────────────────────────


def bottom_line_is_short_and_first(edition: Published) -> Iterator[Fault]:
    """S1: the first section is the bottom line, of at most 4 sentences and 75 words."""
    if edition.brief.bottom_line and headings(edition)[:1] != [edition.labels("sections.bottom_line")]:
        yield Fault("brief.md", "the first section is not the bottom line")
    if edition.brief.stories and not edition.brief.bottom_line:
        yield Fault("bottom line", "says nothing of the stories")
    texts = [strip_controls(line.text) for line in edition.brief.bottom_line]
    if (number := sum(map(count_words, texts))) > WORDS:
        yield Fault("bottom line", f"has {number} words, more than {WORDS}")
    if (number := sum(len(sentences(text)) for text in texts)) > SENTENCES:
        yield Fault("bottom line", f"has {number} sentences, more than {SENTENCES}")


def subject_and_titles_carry_the_news(edition: Published) -> Iterator[Fault]:
    """S3: the subject has at most 60 characters, and the first five words of it and of titles name an actor or act."""
    subject = edition.brief.header.subject
    if len(subject) > SUBJECT_LENGTH:
        yield Fault("subject", f"has {len(subject)} characters, more than {SUBJECT_LENGTH}")
    titles = [
        (f"story {number}, headline", story.headline.text)
        for number, story in enumerate(edition.brief.stories, start=1)
    ]
    for place, text in (("subject", subject), *titles):
        if _DAILY.match(text) or (edition.brief.stories and not _has_news(text)):
            yield Fault(place, f"does not begin with the news: {shown(text)!r}")


_DAILY = re.compile(r"(?:the |your )?(?:diplomatic )?(?:daily|morning) (?:brief|briefing)\b", re.IGNORECASE)


def _has_news(text: str) -> bool:
    first = strip_controls(text).split()[:5]
    capitals = any(word.lstrip("“‘\"'(")[:1].isupper() for word in first[1:])
    verbs = any(word in verb_forms() for word in words(" ".join(first)))
    return capitals or verbs or bool(mentions(" ".join(first)))


def titles_are_claims(edition: Published) -> Iterator[Fault]:
    """S2: the title of a story has a finite verb, or names who says what; no label is a title. So has a subject that is not cut."""
    for number, story in enumerate(edition.brief.stories, start=1):
        if not claims(strip_controls(story.headline.text)):
            yield Fault(f"story {number}, headline", f"claims nothing: {shown(story.headline.text)!r}")
    subject, stories = edition.brief.header.subject, edition.brief.stories
    if (
        stories
        and claims(strip_controls(stories[0].headline.text))
        and not (claims(subject) or subject[-1:] == "…")
    ):
        yield Fault("subject", f"claims nothing: {shown(subject)!r}")


def summary_stands_alone(edition: Published) -> Iterator[Fault]:
    """S4: bottom line and comments name who acts, without the stories beneath them."""
    comments = (line for story in edition.brief.stories for line in story.comments)
    texts = [strip_controls(line.text) for line in (*edition.brief.bottom_line, *comments)]
    if edition.brief.stories and not any(map(mentions, texts)):
        yield Fault("bottom line", "names nobody")


# ── S5: the budget ────────────────────────────────────────────────────────────


def length_and_reading_time(edition: Published) -> Iterator[Fault]:
    """S5: at most 900 words (or what the desk allows), five stories of 150 words, a true reading time, an end mark.

    Words are those that brief.md shows before its sources; marks of citations such as [3] are none.
    """
    brief, header = edition.brief, edition.brief.header
    limit, told = max(MOST_WORDS, edition.max_words), printed_words(edition)
    if told > limit:
        yield Fault("brief", f"has {told} words, more than {limit}")
    if len(brief.stories) > max(MOST_STORIES, edition.max_stories):
        yield Fault(
            "stories", f"are {len(brief.stories)}, more than {max(MOST_STORIES, edition.max_stories)}"
        )
    for number, story in enumerate(brief.stories, start=1):
        if (length := _words_before_tables(story)) > ITEM_WORDS:
            yield Fault(f"story {number}", f"has {length} words before its tables, more than {ITEM_WORDS}")
    minutes = max(0.1, told / WORDS_A_MINUTE)
    if abs(header.reading_minutes - minutes) > 0.25 * minutes + 0.05:
        yield Fault("header", f"says {header.reading_minutes} minutes for {told} words")
    if end_mark(edition.labels) not in "".join(edition.markdown[-1:]):
        yield Fault("brief.md", "has no end mark")


def printed_words(edition: Published) -> int:
    """Count the words that brief.md shows, without its sources, its end mark and the marks of citations."""
    sources, before_end = f"## {edition.labels('sections.sources')}", edition.markdown[:-1]
    told, counts = [], True
    for source, line in zip(edition.source.splitlines(), before_end, strict=False):
        counts = source.strip() != sources if source.startswith("## ") else counts
        told += [line] if counts else []
    return sum(count_words(_MARKS.sub(" ", line)) for line in told)


_MARKS = re.compile(r"\[\d+(?:, \d+)*\]")


def _words_before_tables(story: BriefStory) -> int:
    return sum(count_words(line.text) for line in (story.headline, *story.lead))


# ── S6, S7: the skeleton and the header ───────────────────────────────────────


def headings(edition: Published) -> list[str]:
    """Return the names of the sections of the Markdown, without the date of the edition before."""
    found = re.findall(r"^## (.+?)\s*$", edition.source, re.MULTILINE)
    return [_bare(name, edition) for name in found]


def _bare(heading: str, edition: Published) -> str:
    header, name = edition.brief.header, " ".join(heading.split())
    since = full_date(header.previous, edition.labels) if header.previous else ""
    return name.removesuffix(edition.labels("page.since", date=since)).strip()


def page_headings(page: str, edition: Published) -> list[str]:
    """Return the names of the sections of a page."""
    return [_bare(each.text_content(), edition) for each in tree(page).iter("h2")]


def sections_are_the_fixed_ones(edition: Published) -> Iterator[Fault]:
    """S6: every form has the date, the reading time and the profile's sections in their order; an empty one says so."""
    parts = edition.brief.header.sections
    names = [edition.labels(f"sections.{part}") for part in parts]
    forms = {
        "brief.md": headings(edition),
        "brief.html": page_headings(edition.page, edition),
        "email.eml, page": page_headings(edition.mail_page, edition),
        "email.eml, text": [name for name in names if f"\n{name.upper()}\n" in edition.mail_text],
    }
    if missing := [part for part in KEPT if part not in parts]:
        yield Fault("header", f"is without the sections {', '.join(missing)}")
    for place, found in forms.items():
        if found != names:
            yield Fault(place, f"has the sections {_listed(found)}, not {_listed(names)}")
    for place, text in said_by_forms(edition).items():
        yield from (Fault(place, f"does not state: {each}") for each in _fixed(edition) if each not in text)
        # Editions of earlier versions say of every empty calendar what is now said where no date is ahead at all.
        reasons = (empty_calendar(edition.brief, edition.labels), edition.labels("empty.calendar"))
        is_empty = "calendar" in parts and not edition.brief.calendar
        if is_empty and not any(shown(each) in text for each in reasons):
            yield Fault(place, f"does not state: {reasons[0]}")


def _fixed(edition: Published) -> Iterator[str]:
    """Yield what every edition says on any day: its date, how long it takes, which sections are empty."""
    header, labels = edition.brief.header, edition.labels
    yield shown(weekday_date(header.day, labels))
    yield shown(reading_time(header.reading_minutes, labels))
    empty = (part for part in header.sections if part not in _TOLD_APART and not getattr(edition.brief, part))
    yield from (shown(labels(f"empty.{part}")) for part in empty)


_TOLD_APART = ("coverage", "calendar")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def header_states_cut_off_and_counts(edition: Published) -> Iterator[Fault]:
    """S7: the header of every form has the cut-off, the number of new reports and that of independent sources."""
    header, rows = edition.brief.header, [row for row in edition.brief.sources if row.new]
    told = (header.new_reports, header.independent_sources)
    listed = (len(rows), len({row.origin for row in rows}))
    if told != listed:
        yield Fault("header", f"counts {told} new reports and independent sources, the source list {listed}")
    wanted = (counts(header, edition.labels), cut_off(header, edition.labels))
    for place, text in said_by_forms(edition).items():
        for sentence in wanted:
            if shown(sentence) not in text:
                yield Fault(place, f"does not state: {sentence}")


# ── S8 to S10 ────────────────────────────────────────────────────────────────────


def one_edition_a_day(edition: Published) -> Iterator[Fault]:
    """S8: the brief is that of its profile and day; a revision says that it replaces an earlier one."""
    header = edition.brief.header
    if (header.profile, header.day) != (edition.profile, edition.day):
        yield Fault("header", f"is of profile {header.profile}, {header.day}")
    if header.revision == 1:
        return
    corrected = any(change.kind is ChangeKind.CORRECTED for change in edition.brief.changes)
    if "changes" in header.sections and not corrected:
        yield Fault("changes", f"do not say that this is revision {header.revision}")
    told = edition.labels("header.revision", number=header.revision)
    for place, text in said_by_forms(edition).items():
        if told not in text:
            yield Fault(place, f"does not state: {told}")


def no_filler(edition: Published) -> Iterator[Fault]:
    """S9: no words that only say that something was said."""
    for place, line in lines_with_places(edition.brief):
        if found := phrases("filler").search(outside_quotes(line.text)):
            yield Fault(place, f"has the filler {found.group()!r}")


def comments_are_few(edition: Published) -> Iterator[Fault]:
    """S10: a story has one comment of ours or none, and nothing else bears its label."""
    label = f"**{edition.labels('lines.comment')}.**"
    told = sum(line.startswith(label) for line in edition.markdown)
    if told > (written := sum(bool(story.comments) for story in edition.brief.stories)):
        yield Fault("brief.md", f"has {told} comments, the brief {written}")
