"""What a model writes over checked lines, held against the evidence of those that it cites. Pure.

A sentence that fails gives way to the first of those lines, or to nothing.
"""

import re
from calendar import month_name
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, chain

from briefing.comparing import (
    SAME,
    entity_called,
    has_a_word_of,
    holds,
    overlap,
    party_key,
    same_party,
    span_of,
)
from briefing.gazetteer import mentions
from briefing.summarize.checks.claims import Context, days_of_report, days_told, doubts, language_of
from briefing.summarize.model.saying import (
    countries_in,
    insiders,
    is_a_plan_of_the_outlets,
    is_described,
    leaves_out_who_says_so,
    outsiders,
    quotes_of,
    speakers_of,
    speaks_for_any,
    unnamed,
)
from briefing.summarize.model.statements import MOST_CHARACTERS
from briefing.summarize.model.wire import WireCell, WireMatter, WireSentence
from briefing.text import count_words, one_line, words
from briefing.types import (
    SENTENCE,
    Article,
    CheckedLine,
    EventStatus,
    Evidence,
    Matter,
    Prospect,
    Withheld,
    WrittenCell,
    WrittenSentence,
)

_MATTERS, _NAME_WORDS, _CELL_WORDS, _AHEAD_WORDS = 8, 5, 30, 14
_COMMENT_WORDS, _COMMENT_SENTENCES = 40, 3
_FORESEEN = "expectation"
_DONE = f"event, {EventStatus.OCCURRED}"
_ADVICE = re.compile(r"\b(?:should|ought to|must|needs? to|(?<!would )ha(?:s|ve) to)\b", re.IGNORECASE)
_NEED = re.compile(r"\b(?:must|needs? to|ha(?:ve|s|d) to|requires?|required)\b", re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:expected|due(?! to)|planned)\b", re.IGNORECASE)
_PAIR = re.compile(r"\b(?:the two|both)\b", re.IGNORECASE)
_ODDS = re.compile(r"\b(?:likely|unlikely|probabl[ey]|certainly|surely)\b", re.IGNORECASE)


@dataclass(slots=True)
class Checking:
    """Checks sentences against the evidence of the lines they cite; ``withheld`` collects what did not pass.

    One that ``names_reports`` may say on which day something was reported; ``of_stories`` its lines are the heads of
    several: who speaks in one of them speaks in no other (F4). One that ``asks`` claims nothing, so that it may name any party of the story.
    """

    lines: Sequence[CheckedLine]
    articles: Mapping[str, Article]
    withheld: list[Withheld] = field(default_factory=list)
    names_reports: bool = False
    of_stories: bool = False
    asks: bool = False

    def sentences(
        self, wire: Sequence[WireSentence], most: int, most_words: int, *, longest: int | None = None
    ) -> tuple[WrittenSentence, ...]:
        """Return as many of the sentences as there is room for, each of at most ``longest`` words; one that fails gives way to a line it cites, unless another one tells that."""
        borne = [self.sentence(each, longest or most_words) for each in wire[:most]]
        told = [each.text for each in borne if each]
        found = [said or self._line_instead(each, told) for said, each in zip(borne, wire, strict=False)]
        kept = [each for each in found if each]
        sizes = list(accumulate(count_words(each.text) for each in kept))
        return tuple(each for each, size in zip(kept, sizes, strict=True) if size <= most_words)

    def sentence(self, wire: WireSentence, most_words: int) -> WrittenSentence | None:
        """Return the sentence if the lines it cites bear it.

        One of several stories that calls something expected need not say which unnamed officials do.
        """
        text, cited = one_line(wire.text), self.cited(wire.at)
        is_endless = len(text) > MOST_CHARACTERS
        fault = "it is too long" if is_endless else self._fault(text, cited, most_words)
        if fault is not None:
            self._withhold(fault, text)
            return None
        evidence = tuple(dict.fromkeys(each for line in cited for each in line.evidence))
        speakers = unnamed(text, cited)
        if not speakers and leaves_out_who_says_so(text, cited):
            self._withhold("it leaves out who says so", text)
            return None
        is_of_several = self.of_stories and len({line.story for line in cited}) > 1
        if is_of_several and (_EXPECTED.search(text) or is_a_plan_of_the_outlets(text, cited)):
            speakers = tuple(each for each in speakers if not each.endswith("on background"))
        if is_of_several and speakers:
            reason = f"{speakers[0]!r} would be said to say what other stories tell"
            self._withhold(reason, text)
            return None
        return WrittenSentence(
            text=text,
            evidence=evidence,
            speakers=speakers,
            names=tuple(each for each in self._proved(cited) if _is_spoken_of(each, text)),
        )

    def headline(self, wire: WireSentence, most_words: int) -> WrittenSentence | None:
        """Return the headline if the lines it cites bear it and it names who says so: nothing stands behind a headline (F4)."""
        said = self.sentence(wire, most_words)
        if said is None or not said.speakers:
            return said
        reason = f"a headline names who says so: {said.speakers[0]!r}"
        self._withhold(reason, said.text)
        return None

    def comment(self, wire: Sequence[WireSentence]) -> Iterator[WrittenSentence]:
        """Yield the sentences of the comment that their lines bear and that give no advice and no odds of ours (F12, L5)."""
        for each in wire[:_COMMENT_SENTENCES]:
            if found := self._advice_or_odds(each):
                reason = f"a comment gives no advice and no odds: {found!r}"
                self._withhold(reason, one_line(each.text))
            elif said := self.sentence(each, _COMMENT_WORDS):
                silent = [who for who in said.speakers if not is_described(who, said.text)]
                if silent:
                    reason = f"a comment names who says so, or by what he is: {silent[0]!r}"
                    self._withhold(reason, said.text)
                else:
                    yield replace(said, speakers=())

    def _advice_or_odds(self, wire: WireSentence) -> str | None:
        """Return a word of advice, or one of likelihood that is ours: that of a cited line is its speaker's if he is named or described.

        What has to be is told where a line has it so: "all 27 have to agree".
        """
        spoken = [
            line for line in self.cited(wire.at) if line.speaker and is_described(line.speaker, wire.text)
        ]
        theirs = {word for line in spoken for quote in quotes_of(line) for word in words(quote)}
        odds = (each.group() for each in _ODDS.finditer(wire.text) if each.group().lower() not in theirs)
        needs = {
            word for line in self.cited(wire.at) for quote in quotes_of(line) for word in _NEED.findall(quote)
        }
        advice = (
            each.group() for each in _ADVICE.finditer(wire.text) if not (needs and _NEED.match(each.group()))
        )
        return next(chain(advice, odds), None)

    def matters(
        self, wire: Sequence[WireMatter], *, of_today: Collection[CheckedLine] | None = None
    ) -> Iterator[Matter]:
        """Yield what lines are about; a name that has another word than theirs is left out.

        What rests on no line ``of_today`` is told with the day of its report (F10).
        """
        today = self.lines if of_today is None else of_today
        for each in wire[:_MATTERS]:
            told = [(cell, self.cited(one.at)) for one in each.cells if (cell := self.cell(one, today))]
            cells = tuple(cell for cell, _ in told)
            if cells:
                name = _name_in(one_line(each.name), [line for _, cited in told for line in cited])
                ids = tuple(dict.fromkeys(item for cell in cells for item in cell.item_ids))
                yield Matter(name=name, item_ids=ids, cells=cells)

    def cell(self, wire: WireCell, of_today: Collection[CheckedLine]) -> WrittenCell | None:
        """Return what stands under a party's name, if lines are of that party; words that fail give way to such a line ``of_today``, or that tells its day."""
        parties, cited = one_line(wire.of).split("; "), self.cited(wire.at)
        own = [line for line in cited if any(_is_told_of(each, line) for each in parties)]
        if not all(any(_is_told_of(each, line) for line in own) for each in parties):
            reason = f"no line is of {'; '.join(parties)!r}"
            self._withhold(reason, one_line(wire.text))
            return None
        name, said = "; ".join(parties), self.sentence(wire, _CELL_WORDS)
        fresh = [line for line in own if line in of_today]
        if said and not fresh and not self.tells_its_day(said):
            self._withhold("what an earlier report has is told with its day", said.text)
            said = None
        if said is None:
            whole = (line for line in own if line in fresh or self.tells_its_day(line))
            stand_in = next((line for line in whole if not line.about.startswith(SENTENCE)), None)
            return (
                WrittenCell(party=name, said=_as_it_stands(stand_in), item_ids=_items_of([stand_in]))
                if stand_in
                else None
            )
        own_speakers = {each for line in cited if speaks_for_any(line, parties) for each in speakers_of(line)}
        named = [each for each in said.speakers if each in own_speakers]
        theirs = named or insiders(said.text, cited, parties)
        speakers = tuple(dict.fromkeys((*theirs, *outsiders(said.text, cited, parties))))
        return WrittenCell(party=name, said=replace(said, speakers=speakers), item_ids=_items_of(cited))

    def tells_its_day(self, said: WrittenSentence | CheckedLine) -> bool:
        """Tell whether words name the day of a report that they rest on."""
        known = (self.articles[each.article_id] for each in said.evidence if each.article_id in self.articles)
        days = (each.published for each in known if each.published)
        named = (rf"(?<!\d)(?<!by )(?<!until ){each.day} {month_name[each.month]}\b" for each in days)
        return any(re.search(each, said.text) for each in named)

    def ahead(self, wire: Sequence[WireSentence]) -> Iterator[Prospect]:
        """Yield what is ahead in a few words, for the day of the first line that names one; in place of what fails its line stands.

        A line of another day that it cites, as one that puts it in doubt, keeps its own words for that day. Where no line names a day,
        the words are of the first that expects something: what somebody is to say or wants is no outlook.
        """
        for each in wire:
            cited = self.cited(each.at)
            days = tuple(_days_of(cited)) or tuple(_foreseen(cited))
            if days and (said := self.sentence(each, _AHEAD_WORDS)):
                yield Prospect(said=said, days=days, when=None if days[0][0] else _words_for_the_time(cited))

    def _line_instead(self, wire: WireSentence, told: Sequence[str]) -> WrittenSentence | None:
        """Return the first line that a sentence cites, if it is not ``told``; where that has a name from its item alone, its evidence verbatim."""
        line = next(iter(self.cited(wire.at)), None)
        if line is None or any(overlap(each, line.text) >= SAME for each in told):
            return None
        said = _as_it_stands(line)
        is_borne = self._fault(said.text, [line], count_words(said.text)) is None
        return said if is_borne else replace(said, text=line.evidence[0].quote)

    def cited(self, pointers: Sequence[str]) -> list[CheckedLine]:
        """Return the lines with evidence that pointers name."""
        return [line for line in self.named(pointers) if line.evidence]

    def named(self, pointers: Sequence[str]) -> list[CheckedLine]:
        """Return the lines that pointers name; what names none is left out."""
        numbers = [int(each.strip()) - 1 for each in pointers if each.strip().isdecimal() and len(each) < 6]
        return [self.lines[each] for each in dict.fromkeys(numbers) if 0 <= each < len(self.lines)]

    def _withhold(self, reason: str, statement: str) -> None:
        self.withheld.append(Withheld(reason=reason, quote=None, statement=statement))

    def _fault(self, text: str, cited: Sequence[CheckedLine], most_words: int) -> str | None:
        if not text or count_words(text) > most_words:
            return "it is empty or too long"
        if not cited:
            return "it points to no line"
        quotes = [each.quote for line in cited for each in line.evidence]
        for doubt in doubts(text, quotes, self._context(text, cited)):
            return f"the {doubt.kind} {doubt.words!r} is not in its evidence"
        return None

    def _proved(self, cited: Sequence[CheckedLine]) -> list[str]:
        """Return whom the cited lines are of and who says so; of "the two" and "both", the parties of the story are these."""
        is_of_a_pair = any(_PAIR.search(quote) for line in cited for quote in quotes_of(line))
        parties = [each for line in self.lines for each in line.parties] if self.asks or is_of_a_pair else []
        told = ((*line.parties, *line.names, *line.speaks_for, line.speaker) for line in cited)
        named = (name for names in told for name in names if name)
        return list(dict.fromkeys((*named, *parties)))

    def _context(self, text: str, cited: Sequence[CheckedLine]) -> Context:
        ids = dict.fromkeys(each.article_id for line in cited for each in line.evidence)
        known = [self.articles[each] for each in ids if each in self.articles]
        published = [each.published for each in known if each.published]
        days = days_told([each for line in cited for each in line.evidence], self.articles)
        return Context(
            published=max(published, default=None),
            proved=tuple(self._proved(cited)),
            days=(*days, *(days_of_report(text, published) if self.names_reports else ())),
            article_text="\n\n".join(each.text for each in known),
            title="\n".join(each.title for each in known),
            outlets=tuple(each.outlet for each in known if each.outlet),
            language=language_of(known),
        )


Days = Iterator[tuple[date | None, tuple[Evidence, ...]]]


def _days_of(lines: Iterable[CheckedLine]) -> Days:
    """Yield the first day that lines name of what is not done yet, with the evidence of each line that names it."""
    spans = [(span_of(line.horizon), line.evidence) for line in lines if line.about != _DONE]
    dated = [(span[1], evidence) for span, evidence in spans if span]
    yield from ((day, evidence) for day, evidence in dated if day == dated[0][0])


def _foreseen(lines: Iterable[CheckedLine]) -> Days:
    """Yield the evidence of the first line that expects something, without a day."""
    yield from [(None, line.evidence) for line in _expecting(lines)][:1]


def _words_for_the_time(lines: Iterable[CheckedLine]) -> str | None:
    times = [line.horizon.text if line.horizon else None for line in _expecting(lines)]
    return times[0] if times else None


def _expecting(lines: Iterable[CheckedLine]) -> list[CheckedLine]:
    return [line for line in lines if line.about.startswith(_FORESEEN)]


def _name_in(name: str, lines: Sequence[CheckedLine]) -> str | None:
    """Return a short name if every word of it stands in the lines or their evidence."""
    known = {word for line in lines for text in (line.text, *quotes_of(line)) for word in words(text)}
    fits = 0 < count_words(name) <= _NAME_WORDS and set(words(name)) <= known
    return name if fits else None


def _items_of(lines: Iterable[CheckedLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.item_id for line in lines if line.item_id))


def _as_it_stands(line: CheckedLine) -> WrittenSentence:
    """Return a line as a sentence; a position without the party that stands before it."""
    text = next(
        (line.text.removeprefix(f"{each}: ") for each in line.parties if line.text.startswith(f"{each}: ")),
        line.text,
    )
    return WrittenSentence(
        text=text, evidence=line.evidence, speakers=(line.speaker,) if line.speaker else ()
    )


def _is_spoken_of(name: str, text: str) -> bool:
    """Tell whether a text names somebody by a word of the name, or a state by another name of it: the United States by "US"."""
    return has_a_word_of(text, name) or party_key(name) in {each.entity.name for each in mentions(text)}


def _is_told_of(party: str, line: CheckedLine) -> bool:
    """Tell whether a line is of a party, its act or position; where a line of an article is of nobody's, whether it names the party.

    A party is called as the line calls it: "Sudan" is not "South Sudan", and nobody is called what no line calls him.
    """
    if not party:
        return False
    if not line.parties:
        if line.story:
            return False
        return holds(line.text, party) or not countries_in(line.text).isdisjoint(countries_in(party))
    known = {word for text in (line.text, *line.parties, *quotes_of(line)) for word in words(text)}
    if entity_called(party):
        return any(party_key(party) == party_key(each) for each in line.parties)
    return any(same_party(party, each) for each in line.parties) and known.issuperset(words(party))
