"""What a model is shown to write over: the checked lines of articles, and what earlier days left open. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from briefing.comparing import entity_called, has_a_word_of, is_vague, span_of, vocabulary
from briefing.gazetteer import mentions, state
from briefing.speakers import speaker_of
from briefing.text import one_line
from briefing.types import (
    Article,
    ArticleSummary,
    Attribution,
    CheckedLine,
    Dispute,
    Horizon,
    Item,
    LedgerEntry,
    LedgerKind,
    Objective,
    Story,
)

_EARLIER, _SIDES, _QUOTES = 32, 2, 2
_SET_BESIDE = ("gist", "objective", "dispute", "expectation")


def earlier_lines(
    story: Story, articles: Mapping[str, Article], summaries: Mapping[str, ArticleSummary]
) -> list[CheckedLine]:
    """Return what the reports said that a story goes on from, the latest first: their gist, what was wanted, held and expected."""
    known = [each for each in story.background_ids if each in summaries and each in articles]
    latest = sorted(known, key=lambda each: articles[each].published or date.min, reverse=True)
    told = (_set_beside(lines_of(articles[each], summaries[each])) for each in latest)
    return first_of_each(list(told), _EARLIER)


def _set_beside(lines: Iterable[CheckedLine]) -> list[CheckedLine]:
    """Return the lines that today's may be set beside; what one side says in two disputes once."""
    return list({line.text: line for line in lines if line.about.startswith(_SET_BESIDE)}.values())


def lines_of(article: Article, summary: ArticleSummary) -> Iterator[CheckedLine]:
    """Yield what one article says, most needed first: the gist, what was done and when what is ahead, then its items."""
    published = f", {article.published.isoformat()}" if article.published else ""
    source = f"{article.outlet or 'outlet unknown'}{published}"
    gist = summary.bottom_line
    if gist.evidence:
        yield CheckedLine(
            text=gist.text, about="gist", source=source, speaker=None, item_id=None, evidence=gist.evidence
        )
    for event in summary.events:
        yield CheckedLine(
            text=event.what,
            about=f"event, {event.status}",
            source=source,
            speaker=None,
            item_id=None,
            evidence=event.evidence,
            horizon=event.when,
        )
    items: tuple[Item, ...] = (*summary.objectives, *summary.disputes, *summary.expectations)
    sides = _sides_of(summary)
    for item in items:
        yield from _lines_of_item(item, source, sides)


def first_of_each(lists: Sequence[Sequence[CheckedLine]], at_most: int) -> list[CheckedLine]:
    """Return at most so many lines, as many of each article as find room, one article's after the other's."""
    ranks = zip_longest(*([(number, line) for line in lines] for number, lines in enumerate(lists)))
    chosen = [each for rank in ranks for each in rank if each][:at_most]
    return [line for _, line in sorted(chosen, key=lambda each: each[0])]


def _sides_of(summary: ArticleSummary) -> Mapping[str, str]:
    """Return whom speakers speak for, by their names: the state of an office, or the party whose position they tell."""
    officials = {each.name: state(each.country) for each in summary.actors if each.role and each.country}
    parties = (party for dispute in summary.disputes for party in dispute.parties if party.attribution)
    told = {
        each.attribution.name: each.party for each in parties if each.attribution and each.attribution.name
    }
    return {**told, **{name: found.name for name, found in officials.items() if found}}


def _lines_of_item(item: Item, source: str, sides: Mapping[str, str]) -> Iterator[CheckedLine]:
    speaker = speaker_of(item.attribution)
    if isinstance(item, Dispute):
        about = "dispute"
        positions = list(_positions(item, source, sides))
        yield from positions
        if len(positions) >= _SIDES:
            return
        holders = [party.party for party in item.parties]
    else:
        kind = "objective" if isinstance(item, Objective) else "expectation"
        about = f"{kind} of {item.holder}"
        holders = [item.holder]
    yield CheckedLine(
        text=item.statement,
        about=about,
        source=source,
        speaker=speaker,
        item_id=item.id,
        evidence=item.evidence,
        speaks_for=_spoken_for("".join(holders[:1]), item.attribution, sides),
        parties=_with_states(holders, sides),
        horizon=None if isinstance(item, Dispute) else item.horizon,
    )


def _positions(dispute: Dispute, source: str, sides: Mapping[str, str]) -> Iterator[CheckedLine]:
    """Yield what each side of a dispute holds: where two are heard, the dispute itself adds nothing."""
    for party in dispute.parties:
        if party.position and party.position != dispute.statement and party.evidence:
            attribution = party.attribution or dispute.attribution
            yield CheckedLine(
                text=f"{party.party}: {party.position}",
                about="dispute",
                source=source,
                speaker=speaker_of(attribution),
                item_id=dispute.id,
                evidence=party.evidence,
                speaks_for=_spoken_for(party.party, attribution, sides),
                parties=_with_states([party.party], sides),
            )


def _with_states(parties: Iterable[str], sides: Mapping[str, str]) -> tuple[str, ...]:
    """Return parties, those joined in one name each, and the states that people among them act for."""
    single = [each for party in parties for each in (party, *party.split("; "))]
    return tuple(dict.fromkeys((*single, *(sides[each] for each in single if each in sides))))


def _spoken_for(holder: str, attribution: Attribution, sides: Mapping[str, str]) -> tuple[str, ...]:
    """Return whom the speaker speaks for: the holder, if that is her side, and her own side."""
    own = sides.get(attribution.name or "", "")
    return tuple(each for each in (own, "" if attribution.imputed else holder) if each)


def with_their_words(lines: Sequence[CheckedLine]) -> Iterator[str]:
    """Yield lines as they are shown, each with the first two quotations that it rests on, where they tell more than the line.

    Where the very same stood behind an earlier line its number does.
    """
    first: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, start=1):
        quotes = tuple(one_line(each.quote) for each in line.evidence[:_QUOTES])
        if quotes in first:
            yield f"{shown_line(line)} ‹as [{first[quotes]}]›"
        elif vocabulary(" ".join(quotes)) <= vocabulary(line.text):
            yield shown_line(line)
        else:
            first[quotes] = number
            yield f"{shown_line(line)} ‹{' … '.join(quotes)}›"


def shown_line(line: CheckedLine) -> str:
    place = f"story {line.story}" if line.story else line.source
    about = " · ".join(each for each in (place, line.about + _when(line.horizon)) if each)
    return one_line(f"{about} · {line.text} ({_shown_speaker(line)})")


def _shown_speaker(line: CheckedLine) -> str:
    """Return who says a line, with the state or body that she speaks for where neither her title nor the line names it."""
    if line.speaker is None:
        return "the outlet"
    own = next(iter(line.speaks_for), "")
    told, entity = f"{line.speaker} {line.about} {line.text}", entity_called(own)
    is_named = has_a_word_of(told, own) or any(each.entity == entity for each in mentions(told))
    is_person = _FULL_NAME.search(line.speaker) is not None
    return f"{line.speaker}, for {own}" if is_person and entity and not is_named else line.speaker


_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+ [A-Z]")


def shown_entry(entry: LedgerEntry) -> str:
    if entry.kind is LedgerKind.DISPUTE:
        who = f"dispute of {' and '.join(entry.parties)}"
    else:
        towards = f" towards {entry.counterpart}" if entry.counterpart else ""
        who = f"{entry.kind} of {entry.holder}{towards}"
    reported = f"first reported {entry.first_seen.isoformat()}"
    return one_line(f"{who}, {reported}{_when(entry.horizon)} · {entry.statement}")


def _when(horizon: Horizon | None) -> str:
    """Return the days of a horizon as they stand behind what a line is; where none is named, the source's words."""
    span = span_of(horizon)
    if horizon is None or span is None:
        return ""
    if is_vague(horizon):
        return f", for “{horizon.text}”"
    first, last = (each.isoformat() for each in span)
    return f", for {first}" if first == last else f", for {first} to {last}"
