"""Fact, source, judgement (briefcraft 1.2), on a published edition. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing.brief import Brief
from briefing.brief.changes import ChangeKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, ObjectiveRow
from briefing.brief.stories import AlsoReported, BriefStory, rows_of, worded_rows
from briefing.comparing import same_party
from briefing.gazetteer import mentions
from briefing.publish.caveats import GAPS, gap_of
from briefing.publish.columns import is_press, is_told_above, table_parties
from briefing.publish.ledger import parties_without_words
from briefing.publish.provenance import source_line
from briefing.publish.quotation import is_verbatim
from briefing.publish.speakers import spoken_by, told_by
from briefing.publish.wording import dispute_name, is_heard
from briefing.rules.finding import (
    Fault,
    Published,
    end_mark,
    heads_of_tables,
    outside_quotes,
    phrases,
    printed,
    shown,
)
from briefing.rules.forms import said_by_forms
from briefing.rules.places import lines_with_places, new_sources_of
from briefing.speakers import NOBODY
from briefing.speakers import RULES as GROUND_RULES
from briefing.types import PublishedBasis

_OURS = (Voice.OURS, Voice.COMMENT)
# Where a line of ours counts or asks, and needs no source.
_OURS_TO_SAY = ("change ", "watch ", "caveat ")


def voices_are_kept_apart(edition: Published) -> Iterator[Fault]:
    """F1: a claim has a speaker, a fact and our own words have none, a comment is labelled as ours."""
    for place, line in lines_with_places(edition.brief):
        if line.voice is Voice.CLAIM and not line.speaker:
            yield Fault(place, "is a claim without a speaker")
        if line.voice is not Voice.CLAIM and line.speaker:
            yield Fault(place, f"is a {line.voice} with the speaker {line.speaker!r}")
        if line.voice is Voice.COMMENT and ", comment " not in place:
            yield Fault(place, "is a comment outside the place of comments")
    for number, story in enumerate(edition.brief.stories, start=1):
        for form in _without_label(story.comments[0], edition) if story.comments else ():
            yield Fault(f"story {number}, comment", f"is not labelled as ours in {form}")


def _without_label(comment: Line, edition: Published) -> Iterator[str]:
    label, text = re.escape(edition.labels("lines.comment")), re.escape(shown(comment.text))
    labelled = re.compile(rf"{label}\W*{text}")
    yield from (name for name, told in said_by_forms(edition).items() if not labelled.search(told))


def statements_are_cited(edition: Published) -> Iterator[Fault]:
    """F2: each statement has evidence, cites the sources that it stands in, and they are listed; one mark may serve a paragraph or a table."""
    numbers = {row.article_id: row.number for row in edition.brief.sources}
    elsewhere = _told_by_others(edition.brief)
    own = _OURS_TO_SAY if edition.brief.stories else (*_OURS_TO_SAY, "bottom line ")
    for place, line in lines_with_places(edition.brief):
        ours_alone = line.voice is Voice.OURS and place.startswith(own)
        if not line.evidence and not ours_alone:
            yield Fault(place, f"has no evidence: {shown(line.text)!r}")
        unlisted = {each.article_id for each in line.evidence} - numbers.keys()
        if unlisted:
            yield Fault(place, f"rests on articles that are not listed: {', '.join(sorted(unlisted))}")
        elif line.evidence and set(line.citations) != {numbers[each.article_id] for each in line.evidence}:
            yield Fault(place, f"cites {list(line.citations)}, not the sources of its evidence")
        elif not line.citations or line in elsewhere:
            continue
        elif not _is_marked(line, printed(edition, line.text), edition):
            yield Fault(place, f"is printed without its marks {list(line.citations)}")


def _is_marked(line: Line, rows: Sequence[str], edition: Published) -> bool:
    """Tell whether a mark stands in the paragraph or the row of a line, or serves its whole table at the head."""
    wanted = set(map(str, line.citations))
    told = (each for row in rows for each in (row, *heads_of_tables(edition, row)))
    marks = (found for each in told for found in _MARK.findall(each))
    return not rows or any(wanted <= set(each.split(", ")) for each in marks)


_MARK = re.compile(r"\[(\d+(?:, \d+)*)\]")


def claims_name_their_speaker(edition: Published) -> Iterator[Fault]:
    """F4: the speaker stands in the sentence or row of the claim, or heads its column, and is never "sources" alone."""
    elsewhere = _told_by_others(edition.brief)
    for place, line in lines_with_places(edition.brief):
        if line.voice is not Voice.CLAIM or not line.speaker:
            continue
        if _NOBODY.fullmatch(line.speaker):
            yield Fault(place, f"is said by {line.speaker!r}, whom nobody can place")
        rows, speaker = printed(edition, line.text), shown(spoken_by(line, edition.labels))
        told = (each for row in rows for each in (row, *heads_of_tables(edition, row)))
        if rows and line not in elsewhere and not any(speaker in each for each in told):
            yield Fault(place, f"is printed without its speaker {line.speaker!r}")


def _told_by_others(brief: Brief) -> list[Line]:
    """Return the lines that the text does not print: a dispute whose sides are heard is told by their words, a row of a matter by that
    one's, a step of a history by the page alone.

    The same words may stand elsewhere, as another line with marks and a speaker of its own.
    """
    heard = [row.said for story in brief.stories for row in story.disputes if is_heard(row)]
    steps = [step.said for row in brief.ledger for step in row.history if step.said]
    return [*heard, *steps, *(line for story in brief.stories for line in _told_by_matters(story))]


_NOBODY = re.compile(r"(?:an? |the |some )?(?:sources?|reports?|people|observers)", re.IGNORECASE)


def sources_are_described(edition: Published) -> Iterator[Fault]:
    """F6: each source has a grade, a date with its basis (or none), and stands in the source list with them."""
    seen = "\n".join(edition.markdown)
    for row in edition.brief.sources:
        place = f"source {row.number}"
        if not re.fullmatch("[A-F]", row.grade) or row.grade_basis not in ("desk", "inferred"):
            yield Fault(place, f"has the grade {row.grade!r}, {row.grade_basis!r}")
        undated = row.published_basis == PublishedBasis.UNDATED
        if undated is not (row.published is None):
            yield Fault(place, f"has the date {row.published}, known by {row.published_basis!r}")
        if row.cited and shown(source_line(row, edition.labels)) not in seen:
            yield Fault(place, "is not described in the source list of brief.md")


def sources_are_counted_by_origin(edition: Published) -> Iterator[Fault]:
    """F7: what is counted as independent are origins, of which a story has those that it rests on and no more than there are."""
    brief = edition.brief
    if brief.header.independent_sources > brief.header.new_reports:
        yield Fault("header", "counts more independent sources than new reports")
    fresh = len({row.origin for row in brief.sources if row.new})
    for number, story in enumerate(brief.stories, start=1):
        cited, told = len({row.origin for row in new_sources_of(brief, story)}), story.independent_sources
        if not cited <= told <= fresh:
            yield Fault(f"story {number}", f"counts {told} independent sources, rests on {cited} of {fresh}")


def gaps_are_stated(edition: Published) -> Iterator[Fault]:
    """F8: the caveats say what is not known of each story, with the sides that have no words."""
    for number, story in enumerate(edition.brief.stories, start=1):
        gaps = shown(" ".join(_gaps_told_of(number, edition)))
        if not gaps:
            yield Fault(f"story {number}", "has no word on what is not known")
            continue
        for party in parties_without_words(story)[:3]:
            if shown(party) not in gaps:
                yield Fault(f"story {number}", f"does not say that {party} has no words")


def _gaps_told_of(number: int, edition: Published) -> Iterator[str]:
    """Yield what the caveats tell as not known of the story with a number: what bears it, and what is of all stories."""
    stories, labels = len(edition.brief.stories), edition.labels
    for line in (each for each in edition.brief.caveats if each.label == labels("caveats.not_known")):
        for told in line.text.removesuffix(".").split(GAPS):
            gap, _, of = told.rpartition(" (")
            is_of_all = stories == 1 or told == gap_of(gap, range(stories), stories, labels)
            if is_of_all or str(number) in re.findall(r"\d+", of):
                yield told


def production_is_stated(edition: Published) -> Iterator[Fault]:
    """F11: every form says that it was compiled automatically, and each text is kept by its digest."""
    for place, text in said_by_forms(edition).items():
        if end_mark(edition.labels) not in text:
            yield Fault(place, "does not say that it was compiled automatically")
    for row in edition.brief.sources:
        if not re.fullmatch("[0-9a-f]{64}", row.sha256):
            yield Fault(f"source {row.number}", "has no digest of its text")


def no_advice(edition: Published) -> Iterator[Fault]:
    """F12: outside quotations, and the sources' own sentences, nothing says what a government should do."""
    for place, line in lines_with_places(edition.brief):
        if line.voice in _OURS or not is_verbatim(line):
            text = outside_quotes(line.text)
            found = phrases("advice").search(text)
            if found and mentions(text[: found.start()]):
                yield Fault(place, f"gives advice: {shown(line.text)!r}")


# ── ground rules, sides, repetition ───────────────────────────────────────────


def _unheard_in_matters(story: BriefStory, edition: Published) -> Iterator[str]:
    """Yield the chief sides of disputes told in the words of a matter of which that matter has neither a cell nor their own words.

    Whom else it hears decides who wrote it.
    """
    chief = story.parties or table_parties(story)
    for matter in (each for each in story.matters if each.sides):
        parties = [part for side in matter.sides for part in side.party.split("; ")]
        for dispute in (row for row in story.disputes if row.id in matter.item_ids):
            for side in (each for each in dispute.sides if each.said and not is_press(each.party)):
                is_worded = any(same_party(side.party, each) for each in parties)
                told = side.said.text if side.said else ""
                is_chief = any(same_party(side.party, each) for each in chief)
                is_missing = is_chief and not is_worded
                if is_missing and not is_told_above(told, story) and not printed(edition, told):
                    yield side.party


def _told_by_matters(story: BriefStory) -> Iterator[Line]:
    """Yield the own lines of the rows that are printed in the words of a matter."""
    for row in (row for row in rows_of(story) if row.id in worded_rows(story)):
        yield row.said
        if isinstance(row, DisputeRow):
            yield from (side.said for side in row.sides if side.said)


def ground_rules_are_shown(edition: Published) -> Iterator[Fault]:
    """F5: each speaker of a claim stands with the ground rule that she spoke under."""
    known = [edition.labels(f"speakers.{name}", who="") for name in GROUND_RULES]
    nobody = [edition.labels(f"speakers.{name}") for name in NOBODY]
    for place, line in lines_with_places(edition.brief):
        for speaker in (line.speaker or "").split("; "):
            told = speaker in nobody or any(rule.strip(", ") in speaker for rule in known)
            if speaker and not told:
                yield Fault(place, f"is said by {speaker!r}, under no ground rule")


def sides_share_a_row(edition: Published) -> Iterator[Fault]:
    """F9: the words of all sides of a dispute stand in one row."""
    for number, story in enumerate(edition.brief.stories, start=1):
        worded = worded_rows(story)
        told = [(f"matter {row}", each.sides) for row, each in enumerate(story.matters, start=1)]
        told += [
            (f"dispute {row}", each.sides)
            for row, each in enumerate(story.disputes, start=1)
            if each.id not in worded
        ]
        for place, sides in told:
            heard = [shown(side.said.text) for side in sides if side.said]
            if not any(all(words in line for words in heard) for line in edition.markdown):
                yield Fault(f"story {number}, {place}", "has its sides in several rows")
        for party in _unheard_in_matters(story, edition):
            yield Fault(f"story {number}", f"has words of {party!r} in a dispute, and prints none")


def repeated_is_not_new(edition: Published) -> Iterator[Fault]:
    """F10: what goes on is not told as new, and what is repeated is marked so."""
    stories: tuple[BriefStory | AlsoReported, ...] = (*edition.brief.stories, *edition.brief.also)
    going_on = {story.id for story in stories if story.continued_from}
    for number, change in enumerate(edition.brief.changes, start=1):
        if change.kind is ChangeKind.NEW and change.story_id in going_on:
            yield Fault(f"change {number}", "calls new what goes on")
    for place, mark in _repeated(edition):
        if not printed(edition, mark):
            yield Fault(place, f"is printed without {mark!r}")


def _repeated(edition: Published) -> Iterator[tuple[str, str]]:
    """Yield the rows that the edition before had already, each with the words that mark it so."""
    for number, story in enumerate(edition.brief.stories, start=1):
        rows: tuple[ObjectiveRow | ExpectationRow, ...] = (*story.objectives, *story.expectations)
        for row in rows:
            if row.repeated:
                yield f"story {number}, {row.holder}", told_by(row, edition.labels)
        for dispute in story.disputes:
            if dispute.repeated:
                yield f"story {number}, dispute", dispute_name(dispute, edition.labels)
