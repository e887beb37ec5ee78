"""Fact, source, judgement (briefcraft 1.2), on a published edition. Pure."""

import re
from collections.abc import Iterator

from briefing.brief import Line, Voice
from briefing.gazetteer import mentions
from briefing.publish.caveats import gaps_label
from briefing.publish.ledger import parties_without_words
from briefing.publish.wording import source_line
from briefing.rules.finding import Fault, Published, outside_quotes, phrases, printed, shown
from briefing.rules.forms import page_text
from briefing.rules.places import lines_with_places
from briefing.types import PublishedBasis

_OURS = (Voice.OURS, Voice.COMMENT)
_TOLD = (Voice.FACT, Voice.CLAIM, Voice.COMMENT)


def voices_are_kept_apart(edition: Published) -> Iterator[Fault]:
    """F1: a claim has a speaker, a fact and our own words have none, a comment is labelled as ours."""
    for place, line in lines_with_places(edition.brief):
        if line.voice is Voice.CLAIM and not line.speaker:
            yield Fault(place, "is a claim without a speaker")
        if line.voice is not Voice.CLAIM and line.speaker:
            yield Fault(place, f"is a {line.voice} with the speaker {line.speaker!r}")
    for number, story in enumerate(edition.brief.stories, start=1):
        if story.comment and not any(_is_labelled(story.comment, each, edition) for each in edition.markdown):
            yield Fault(f"story {number}, comment", "is not labelled as ours")


def _is_labelled(comment: Line, line: str, edition: Published) -> bool:
    return line.startswith(f"**{edition.labels('lines.comment')}.**") and shown(comment.text) in line


def statements_are_cited(edition: Published) -> Iterator[Fault]:
    """F2: each statement has evidence, cites the sources that it stands in, and they are listed."""
    numbers = {row.article_id: row.number for row in edition.brief.sources}
    for place, line in lines_with_places(edition.brief):
        if line.voice in _TOLD and not line.evidence:
            yield Fault(place, f"has no evidence: {shown(line.text)!r}")
        unlisted = {each.article_id for each in line.evidence} - numbers.keys()
        if unlisted:
            yield Fault(place, f"rests on articles that are not listed: {', '.join(sorted(unlisted))}")
        elif line.evidence and set(line.citations) != {numbers[each.article_id] for each in line.evidence}:
            yield Fault(place, f"cites {list(line.citations)}, not the sources of its evidence")


def claims_name_their_speaker(edition: Published) -> Iterator[Fault]:
    """F4: the speaker stands in the sentence or row of the claim, and is never "sources" alone."""
    for place, line in lines_with_places(edition.brief):
        if line.voice is not Voice.CLAIM or not line.speaker:
            continue
        if _NOBODY.fullmatch(line.speaker):
            yield Fault(place, f"is said by {line.speaker!r}, whom nobody can place")
        rows, speaker = printed(edition, line.text), shown(line.speaker)
        if not any(speaker in each for each in rows):
            yield Fault(place, f"is printed without its speaker {line.speaker!r}")


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
        if shown(source_line(row, edition.labels)) not in seen:
            yield Fault(place, "is not described in the source list of brief.md")


def sources_are_counted_by_origin(edition: Published) -> Iterator[Fault]:
    """F7: what is counted as independent are origins, of which there are no more than articles."""
    origins = {row.number: row.origin for row in edition.brief.sources}
    if edition.brief.header.independent_sources > edition.brief.header.new_reports:
        yield Fault("header", "counts more independent sources than new reports")
    for number, story in enumerate(edition.brief.stories, start=1):
        fresh = {row.origin for row in edition.brief.sources if row.new}
        cited = {origins[each] for each in story.citations if each in origins} & fresh
        if story.independent_sources > len(fresh) or (cited and story.independent_sources < 1):
            yield Fault(
                f"story {number}", f"counts {story.independent_sources} independent sources of {len(fresh)}"
            )


def gaps_are_stated(edition: Published) -> Iterator[Fault]:
    """F8: the caveats have a line on what is not known of each story, with the sides that have no words."""
    told = {
        number: line.text
        for line in edition.brief.caveats
        if line.label and (numbers := [int(each) for each in re.findall(r"\d+", line.label)])
        if line.label == gaps_label(numbers, edition.labels)
        for number in numbers
    }
    for number, story in enumerate(edition.brief.stories, start=1):
        text = told.get(number)
        if not text:
            yield Fault(f"story {number}", "has no line on what is not known")
            continue
        for party in parties_without_words(story.disputes)[:3]:
            if shown(party) not in shown(text):
                yield Fault(f"story {number}", f"does not say that {party} has no words")


def production_is_stated(edition: Published) -> Iterator[Fault]:
    """F11: every form says that it was compiled automatically, and each text is kept by its digest."""
    forms = {
        "brief.md": "\n".join(edition.markdown),
        "brief.html": page_text(edition.page),
        "email.eml, text": edition.mail_text,
        "email.eml, page": page_text(edition.mail_page),
    }
    for place, text in forms.items():
        if edition.labels("page.statement") not in " ".join(text.split()):
            yield Fault(place, "does not say that it was compiled automatically")
    for row in edition.brief.sources:
        if not re.fullmatch("[0-9a-f]{64}", row.sha256):
            yield Fault(f"source {row.number}", "has no digest of its text")


def no_advice(edition: Published) -> Iterator[Fault]:
    """F12: outside quotations, none of our sentences says what a government should do."""
    for place, line in lines_with_places(edition.brief):
        if line.voice in _OURS:
            text = outside_quotes(line.text)
            found = phrases("advice").search(text)
            if found and mentions(text[: found.start()]):
                yield Fault(place, f"gives advice: {shown(line.text)!r}")
