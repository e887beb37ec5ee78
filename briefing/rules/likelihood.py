"""Likelihood, confidence and diplomatic language (briefcraft 1.3 and 1.4), on a published edition. Pure."""

import re
from collections.abc import Iterator

from briefing.brief import BriefStory, ExpectationRow, Line, Voice
from briefing.comparing import holds
from briefing.gazetteer import state
from briefing.hedges import band, find_hedges
from briefing.publish.wording import is_verbatim
from briefing.rules.finding import Fault, Published, outside_quotes, phrases, printed, shown
from briefing.rules.places import expectations, lines_with_places
from briefing.text import fold, strip_controls, words
from briefing.topics import TOPICS

_OURS = (Voice.OURS, Voice.COMMENT)
_PER_CENT = re.compile(r"\b\d[\d.,]*\s?(?:%|per ?cent\b)")
_TWO_SOURCES, _FORECAST = 2, 6


# ── hedges and bands ──────────────────────────────────────────────────────────


def hedges_are_the_sources_own(edition: Published) -> Iterator[Fault]:
    """L1: a hedge stands in the words it is taken from, and is printed in the row that it hedges."""
    for place, row in expectations(edition.brief):
        if not row.hedge:
            continue
        if not any(holds(each.quote, row.hedge) for each in row.said.evidence):
            yield Fault(place, f"has the hedge {row.hedge!r}, which is not in its evidence")
        if not any(holds(each, row.hedge) for each in printed(edition, row.said.text)):
            yield Fault(place, f"is printed without its hedge {row.hedge!r}")


def bands_come_from_the_table(edition: Published) -> Iterator[Fault]:
    """L2: a band is the one that the table gives the hedge; without a graded hedge there is none."""
    for place, row in expectations(edition.brief):
        if row.band is not None and row.band != _band(row):
            yield Fault(
                place, f"has the band {row.band!r}, the hedge {row.hedge!r} gives {_band(row) or 'none'}"
            )


def _band(row: ExpectationRow) -> str | None:
    found = band(row.hedge) if row.hedge else None
    return found.name if found else None


def possibility_gives_no_odds(edition: Published) -> Iterator[Fault]:
    """L3: "may", "could", "might" and "possibly" alone have no band."""
    for place, row in expectations(edition.brief):
        told = set(words(row.hedge or ""))
        if row.band and told and all(phrases("possible").fullmatch(word) for word in told):
            yield Fault(place, f"gives the hedge {row.hedge!r} the band {row.band!r}")


def no_odds_of_ours(edition: Published) -> Iterator[Fault]:
    """L4: no percentage but the source's own."""
    for place, line in lines_with_places(edition.brief):
        for found in _PER_CENT.findall(fold(line.text)):
            if not any(found in fold(each.quote) for each in line.evidence) and line.voice in _OURS:
                yield Fault(place, f"has {found!r}, which no source says")


def confidence_and_likelihood_are_apart(edition: Published) -> Iterator[Fault]:
    """L5: none of our sentences has both a level of confidence and a likelihood."""
    for place, line in lines_with_places(edition.brief):
        if line.voice not in _OURS:
            continue
        text = outside_quotes(f"{line.label or ''}: {line.text}")
        sure = line.label == edition.labels("caveats.confidence") or phrases("confidence").search(text)
        if sure and (found := phrases("likelihood").search(text)):
            yield Fault(place, f"tells a confidence and {found.group()!r} in one sentence")


def digits_are_computed(edition: Published) -> Iterator[Fault]:
    """L8: 6 for what is to come, 2 only with two independent sources, else 3; letters from A to F."""
    origins = {row.article_id: row.origin for row in edition.brief.sources}
    for place, row in expectations(edition.brief):
        if row.credibility != _FORECAST:
            yield Fault(place, f"is graded {row.credibility}, not {_FORECAST}")
    for number, story in enumerate(edition.brief.stories, start=1):
        for kind, digit, line in _graded(story):
            several = len({origins.get(each.article_id) for each in line.evidence}) > 1
            if digit not in (2, 3) or (digit == _TWO_SOURCES and not several):
                yield Fault(f"story {number}, {kind}", f"is graded {digit} on one independent source")


def _graded(story: BriefStory) -> Iterator[tuple[str, int, Line]]:
    for number, objective in enumerate(story.objectives, start=1):
        yield f"objective {number}", objective.credibility, objective.said
    for number, dispute in enumerate(story.disputes, start=1):
        yield f"dispute {number}", dispute.credibility, dispute.said


# ── diplomatic language ───────────────────────────────────────────────────────


def tone_stays_in_quotation_marks(edition: Published) -> Iterator[Fault]:
    """D2: a formula of tone is the source's wording, or stands in quotation marks."""
    for place, line in lines_with_places(edition.brief):
        if line.voice is Voice.COMMENT or is_verbatim(line):
            continue
        if found := phrases("manner").search(outside_quotes(line.text)):
            yield Fault(place, f"has the formula {found.group()!r} outside quotation marks")


def what_is_to_come_is_not_told_as_done(edition: Published) -> Iterator[Fault]:
    """D3: an expectation in other words than its source's keeps a hedge where the source has one."""
    for place, row in expectations(edition.brief):
        line = row.said
        if is_verbatim(line) or line.cut or not row.hedge:
            continue
        if not find_hedges(strip_controls(line.text)) and not _is_infinitive(line.text):
            yield Fault(place, f"is told without its {row.hedge!r}: {shown(line.text)!r}")


def _is_infinitive(text: str) -> bool:
    return re.search(r"\bto \w", fold(text)) is not None


def stories_are_tagged(edition: Published) -> Iterator[Fault]:
    """D7: a story has one to three countries and one or two topics of the list."""
    for number, story in enumerate(edition.brief.stories, start=1):
        if not 1 <= len(story.countries) <= 3 or not all(map(state, story.countries)):
            yield Fault(f"story {number}", f"has the countries {', '.join(story.countries) or 'none'}")
        if not 1 <= len(story.topics) <= 2 or not set(story.topics) <= set(TOPICS):
            yield Fault(f"story {number}", f"has the topics {', '.join(story.topics) or 'none'}")
