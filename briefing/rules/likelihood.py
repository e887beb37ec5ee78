"""Likelihood, confidence and diplomatic language (briefcraft 1.3 and 1.4), on a published edition. Pure."""

import re
from collections.abc import Iterator

from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationRow
from briefing.brief.stories import AlsoReported, BriefStory, story_lines, worded_rows
from briefing.comparing import holds
from briefing.gazetteer import state
from briefing.hedges import band_of_event, find_hedges
from briefing.publish.hedging import tells_hedge
from briefing.publish.quotation import is_verbatim
from briefing.rules.finding import Fault, Published, outside_quotes, phrases, printed, readout_verbs, shown
from briefing.rules.places import expectations, lines_with_places
from briefing.text import count_words, fold, strip_controls, words
from briefing.topics import TOPICS
from briefing.types import Polarity

_OURS = (Voice.OURS, Voice.COMMENT)
_PER_CENT = re.compile(r"\b(\d+(?:[.,]\d+)*)[\s-]?(?:%|per[ -]?cent\b)", re.IGNORECASE)
_TWO_SOURCES, _SINGLE_SOURCE, _FORECAST = 2, 3, 6


# ── hedges and bands ──────────────────────────────────────────────────────────


def hedges_are_the_sources_own(edition: Published) -> Iterator[Fault]:
    """L1: a hedge stands in the words it is taken from, and is printed in the row that it hedges, or in that of its matter."""
    worded = {each for story in edition.brief.stories for each in worded_rows(story)}
    for place, row in expectations(edition.brief):
        if not row.hedge:
            continue
        if not any(holds(each.quote, row.hedge) for each in row.said.evidence):
            yield Fault(place, f"has the hedge {row.hedge!r}, which is not in its evidence")
        if row.id in worded and place.startswith("story"):
            continue
        if not any(tells_hedge(each, row.hedge) for each in printed(edition, row.said.text)):
            yield Fault(place, f"is printed without its hedge {row.hedge!r}")
    yield from _hedges_of_matters(edition)


def _hedges_of_matters(edition: Published) -> Iterator[Fault]:
    for number, story in enumerate(edition.brief.stories, start=1):
        told = ((side, side.said) for matter in story.matters for side in matter.sides if side.said)
        for side, line in told:
            for hedge in (each for each in side.hedges if not tells_hedge(line.text, each)):
                noted = shown(edition.labels("when.hedge", words=hedge))
                if not any(noted in row for row in printed(edition, line.text)):
                    yield Fault(f"story {number}, {side.party}", f"is printed without its hedge {hedge!r}")


def bands_come_from_the_table(edition: Published) -> Iterator[Fault]:
    """L2: a band is the one that the table gives the hedge; without a graded hedge there is none."""
    for place, row in expectations(edition.brief):
        if row.band is not None and row.band != _band(row):
            yield Fault(
                place, f"has the band {row.band!r}, the hedge {row.hedge!r} gives {_band(row) or 'none'}"
            )


def _band(row: ExpectationRow) -> str | None:
    return band_of_event(row.hedge, negative=row.polarity is Polarity.NEGATIVE)


def possibility_gives_no_odds(edition: Published) -> Iterator[Fault]:
    """L3: "may", "could", "might" and "possibly" alone have no band."""
    for place, row in expectations(edition.brief):
        told = set(words(row.hedge or ""))
        if row.band and told and all(phrases("possible").fullmatch(word) for word in told):
            yield Fault(place, f"gives the hedge {row.hedge!r} the band {row.band!r}")


def no_odds_of_ours(edition: Published) -> Iterator[Fault]:
    """L4: no percentage but the source's own, in whatever voice."""
    for place, line in lines_with_places(edition.brief):
        known = {number for each in line.evidence for number in _per_cents(each.quote)}
        if odds := sorted(_per_cents(line.text) - known):
            yield Fault(place, f"has {odds[0]} per cent, which no source says")


def _per_cents(text: str) -> set[str]:
    return set(_PER_CENT.findall(fold(text)))


def confidence_and_likelihood_are_apart(edition: Published) -> Iterator[Fault]:
    """L5: none of our sentences has both a level of confidence and a likelihood."""
    for place, line in lines_with_places(edition.brief):
        if line.voice not in _OURS:
            continue
        text = outside_quotes(f"{line.label or ''}: {line.text}")
        sure = line.label == edition.labels("caveats.confidence") or phrases("confidence").search(text)
        if sure and (found := phrases("likelihood").search(text)):
            yield Fault(place, f"tells a confidence and {found.group()!r} in one sentence")


def confidence_has_its_reason(edition: Published) -> Iterator[Fault]:
    """L7: where there are stories the caveats state a confidence, with its reason in brackets."""
    label = edition.labels("caveats.confidence")
    told = [line.text for line in edition.brief.caveats if line.label == label]
    if edition.brief.stories and not told:
        yield Fault("caveats", "state no confidence")
    yield from (Fault("caveats", "state a confidence without a reason") for text in told if "(" not in text)


def digits_are_computed(edition: Published) -> Iterator[Fault]:
    """L8: 6 for what is to come, 2 with two independent sources, else 3."""
    origins = {row.article_id: row.origin for row in edition.brief.sources}
    for place, row in expectations(edition.brief):
        if row.credibility != _FORECAST:
            yield Fault(place, f"is graded {row.credibility}, not {_FORECAST}")
    for number, story in enumerate(edition.brief.stories, start=1):
        for kind, digit, line in _graded(story):
            several = len({origins.get(each.article_id) for each in line.evidence}) > 1
            due = _TWO_SOURCES if several else _SINGLE_SOURCE
            if digit != due:
                yield Fault(f"story {number}, {kind}", f"is graded {digit}, by its independent sources {due}")


def _graded(story: BriefStory) -> Iterator[tuple[str, int, Line]]:
    for number, objective in enumerate(story.objectives, start=1):
        yield f"objective {number}", objective.credibility, objective.said
    for number, dispute in enumerate(story.disputes, start=1):
        yield f"dispute {number}", dispute.credibility, dispute.said


# ── diplomatic language ───────────────────────────────────────────────────────


def verbs_of_the_readout_are_kept(edition: Published) -> Iterator[Fault]:
    """D1: where a source says "noted", no line of it says "demanded"."""
    for place, line in lines_with_places(edition.brief):
        if is_verbatim(line):
            continue
        told, known = _readout(line.text), {verb for each in line.evidence for verb in _readout(each.quote)}
        if told and known and told.isdisjoint(known):
            yield Fault(place, f"says {_listed(told)} where its source says {_listed(known)}")


def _listed(verbs: set[str]) -> str:
    return ", ".join(map(repr, sorted(verbs)))


def _readout(text: str) -> set[str]:
    """Return the verbs of readouts in ``text``, each by its base form."""
    return {verb for verb, forms in readout_verbs().items() if forms.search(fold(text))}


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
        is_hedged = find_hedges(strip_controls(line.text)) or tells_hedge(line.text, row.hedge)
        if not is_hedged and not _is_infinitive(line.text):
            yield Fault(place, f"is told without its {row.hedge!r}: {shown(line.text)!r}")


def _is_infinitive(text: str) -> bool:
    return re.search(r"\bto \w", fold(text)) is not None


def stories_are_tagged(edition: Published) -> Iterator[Fault]:
    """D7: a story, in depth or in one line, has one to three countries and one or two topics of the list."""
    for place, story in _told(edition):
        if not 1 <= len(story.countries) <= 3 or not all(map(state, story.countries)):
            yield Fault(place, f"has not one to three countries: {', '.join(story.countries) or 'none'}")
        if not 1 <= len(story.topics) <= 2 or not set(story.topics) <= set(TOPICS):
            yield Fault(place, f"has not one or two topics: {', '.join(story.topics) or 'none'}")


def _told(edition: Published) -> Iterator[tuple[str, BriefStory | AlsoReported]]:
    yield from ((f"story {number}", each) for number, each in enumerate(edition.brief.stories, start=1))
    yield from ((f"also reported {number}", each) for number, each in enumerate(edition.brief.also, start=1))


def what_to_watch_is_asked(edition: Published) -> Iterator[Fault]:
    """D8: what to watch is a question, perhaps with the words that it is about behind it."""
    for number, line in enumerate(edition.brief.watch, start=1):
        if "?" not in outside_quotes(line.text):
            yield Fault(f"watch {number}", f"asks nothing: {shown(line.text)!r}")


def long_stories_have_a_summary(edition: Published) -> Iterator[Fault]:
    """D9: a story of more than 300 words begins with a sentence that sums it up, unless the bottom line has it."""
    told_first = {number for line in edition.brief.bottom_line for number in line.citations}
    for number, story in enumerate(edition.brief.stories, start=1):
        length = sum(count_words(line.text) for line in story_lines(story))
        summed_up = story.lead or not told_first.isdisjoint(story.headline.citations)
        if length > LONG_WORDS and not summed_up:
            yield Fault(f"story {number}", f"has {length} words and no summary")


LONG_WORDS = 300
