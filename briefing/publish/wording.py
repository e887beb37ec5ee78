"""What our own words say of changes, stories and disputes, once for every form of the brief. Pure."""

import re

from briefing.brief import Brief
from briefing.brief.changes import ChangeKind
from briefing.brief.lines import Line
from briefing.brief.rows import DisputeRow
from briefing.brief.stories import AlsoReported, BriefStory
from briefing.labels import Labels
from briefing.publish.dates import day_and_month
from briefing.publish.names import country_name, in_sentence, together, topic_name
from briefing.types import Direction, Trend


def change_groups(brief: Brief, labels: Labels) -> list[tuple[str, list[Line]]]:
    """Return the changes by kind, under their headings, in the order of their first; each that rests on words by itself."""
    groups: dict[tuple[ChangeKind, int], list[Line]] = {}
    kinds = list(dict.fromkeys(change.kind for change in brief.changes))
    for number, change in enumerate(sorted(brief.changes, key=lambda each: kinds.index(each.kind)), start=1):
        lines = groups.setdefault((change.kind, number if change.line.evidence else 0), [])
        if change.line not in lines:  # two stories of the same two states
            lines.append(change.line)
    return [(labels(f"changes.{kind}"), lines) for (kind, _), lines in groups.items()]


def subject_matter(story: BriefStory | AlsoReported, labels: Labels) -> str:
    """Return whom a story is about and on what: "China and the United States, trade"."""
    names = [in_sentence(country_name(code, labels), labels) for code in story.countries[:2]]
    about = topic_name(next(iter(story.topics), None), labels)
    return ", ".join(part for part in (together(names, labels), about) if part)


def tags(story: BriefStory | AlsoReported, labels: Labels) -> str:
    """Return the countries and the first topic that a story is tagged with (D7)."""
    known = (each for each in story.topics if re.fullmatch("[a-z-]+", each))
    return " · ".join(part for part in (country_tags(story), topic_name(next(known, None), labels)) if part)


def country_tags(story: BriefStory | AlsoReported) -> str:
    """Return the countries that a story is tagged with (D7)."""
    return " ".join(code for code in story.countries if re.fullmatch("[A-Z]{2}", code))


def since(story: BriefStory, labels: Labels) -> str:
    """Return since which edition a story runs, nothing for a new one, and which report it only repeats.

    A story with a comment is held against its earlier days there.
    """
    day = None if story.comments else story.continued_from
    started = labels("lines.since", day=day_and_month(day, labels)) if day else ""
    return " · ".join(part for part in (started, repeats(story, labels)) if part)


def repeats(story: BriefStory | AlsoReported, labels: Labels) -> str:
    """Return which day's report told already all that a story tells, nothing where it has news (F10)."""
    return labels("lines.repeats", day=day_and_month(story.repeats, labels)) if story.repeats else ""


def reasons(story: BriefStory, labels: Labels) -> str:
    """Return why a story stands where it stands, with its independent sources and its first day."""
    return labels("reasons.why", reasons="; ".join(story.reasons))


def matter_of(row: DisputeRow, labels: Labels) -> str:
    """Return what a dispute is about, in the source's words where they are known, else by its topic."""
    kind = "disputes.concern" if row.subkind == "concern" else "disputes.dispute"
    return row.topic_text or topic_name(row.topic, labels) or labels(kind)


def dispute_name(row: DisputeRow, labels: Labels) -> str:
    """Return what stands in a dispute's first cell."""
    name = matter_of(row, labels)
    return labels("disputes.repeated", name=name) if row.repeated else name


def is_heard(row: DisputeRow) -> bool:
    """Tell whether any side of a dispute has words."""
    return any(side.said for side in row.sides)


def trend_words(trend: Trend, labels: Labels) -> str:
    """Return an arrow with its word and the cue that says so; colour never carries it (E6)."""
    sharper = trend.direction is Direction.UP
    told = labels("disputes.sharper" if sharper else "disputes.milder", cue=trend.cue)
    name, _, _ = told.partition(":")
    return name.rstrip() if name.lower().endswith(trend.cue.lower()) else told
