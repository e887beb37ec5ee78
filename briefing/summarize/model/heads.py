"""What a model writes over checked lines: the head of a story, the bottom line of an edition. Pure but for the asking.

It is shown lines that passed the checks and nothing else, and what it writes is checked against the evidence of
the lines it cites. A sentence that fails gives way to the first of those lines.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from itertools import accumulate, zip_longest
from string import ascii_lowercase
from typing import NamedTuple

from pydantic import BaseModel

from briefing.comparing import (
    entity_called,
    holds,
    is_vague,
    party_key,
    retells,
    same_party,
    span_of,
    vocabulary,
)
from briefing.gazetteer import mentions, state
from briefing.speakers import speaker_of
from briefing.summarize.checks.claims import Context, days_of_report, days_told, doubts, language_of
from briefing.summarize.model.answers import Answer, Question
from briefing.summarize.model.asking import Allowance, Asking
from briefing.summarize.model.prompt import fill, one_line
from briefing.summarize.model.wire import (
    WireCell,
    WireEdition,
    WireMatter,
    WireOpen,
    WireSentence,
    WireStory,
)
from briefing.text import count_words, fold, strip_controls, words
from briefing.types import (
    Article,
    ArticleSummary,
    Attribution,
    CheckedLine,
    Dispute,
    EditionText,
    EngineInfo,
    Horizon,
    Item,
    Judgement,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    Matter,
    Objective,
    Story,
    StoryText,
    Withheld,
    WrittenCell,
    WrittenDate,
    WrittenSentence,
)


class _Task(NamedTuple):
    name: str
    prompt: str
    schema: type[BaseModel]


_STORY = _Task("story", "story.v8", WireStory)
_EDITION = _Task("edition", "edition.v3", WireEdition)
_REQUESTS = 3
_ANSWER_TOKENS = 2_000
_LINES, _EARLIER, _SIDES = 60, 24, 2
_SET_BESIDE = ("gist", "dispute", "expectation")
_HEADLINE_WORDS, _STORY_SENTENCES, _STORY_WORDS = 16, 4, 100
_COMMENT_WORDS, _WATCH_WORDS, _OUTCOME_WORDS = 50, 20, 20
_MATTERS, _NAME_WORDS, _CELL_WORDS, _DATE_WORDS = 8, 5, 30, 14
_LINES_OF_A_JUDGEMENT = 3
_TOLD, _ANY = 0.5, 0.01
_EDITION_SENTENCES, _EDITION_WORDS = 4, 75
_OWNER = re.compile(r"(?:the )?(\w{4,})'s? (?!critics|rivals|opponents|opposition|foes|enemies)")
_ADVICE_OR_ODDS = re.compile(
    r"\b(?:should|ought to|must|needs? to|ha(?:s|ve) to|likely|unlikely|probabl[ey]|certainly|surely)\b",
    re.IGNORECASE,
)


# ── a story ───────────────────────────────────────────────────────────────────


def write_story(
    asking: Asking,
    story: Story,
    articles: Mapping[str, Article],
    summaries: Mapping[str, ArticleSummary],
    entries: Sequence[LedgerEntry],
) -> StoryText | None:
    """Return the head of ``story`` and what it says of the open ``entries``, an empty one that says why where the model gave none.

    A comment may set the story's lines beside those of the reports that it goes on from. ``None`` where there is nothing to write over.
    """
    used = [summaries[each] for each in story.article_ids if each in summaries]
    lines = _first_of_each([tuple(_lines_of(articles[each.article_id], each)) for each in used], _LINES)
    if not lines:
        return None
    earlier = _earlier_lines(story, articles, summaries)
    shown, days = entries[: len(ascii_lowercase)], [articles[each.article_id].published for each in used]
    latest = max((each for each in days if each), default=None)
    answer = _asked(asking, _STORY, story.id, lines, latest, [_shown_entry(each) for each in shown], earlier)
    wire, desk = answer.value, _Checking(lines, articles)
    if not isinstance(wire, WireStory):
        return _no_story_text(story, _stood_in(asking, answer))
    outcomes = dict(_outcomes(wire.open, shown, desk))
    return StoryText(
        story_id=story.id,
        headline=desk.sentence(wire.headline, _HEADLINE_WORDS),
        bottom_line=desk.sentences(wire.bottom_line, _STORY_SENTENCES, _STORY_WORDS),
        matters=tuple(desk.matters(wire.matters)),
        dates=tuple(desk.dates(wire.dates)),
        same=tuple(_pairs(wire.same, lines)),
        comment=_Checking((*lines, *earlier), articles, desk.withheld, names_reports=True).comment(
            wire.comment
        ),
        watch=desk.sentence(wire.watch, _WATCH_WORDS) if wire.watch else None,
        withheld=tuple(desk.withheld),
        engine=_info(asking, _STORY.prompt, answer),
        judgements=tuple(_judgements(wire.open, shown, desk)),
        outcomes=outcomes,
    )


def _no_story_text(story: Story, engine: EngineInfo) -> StoryText:
    return StoryText(
        story_id=story.id, headline=None, bottom_line=(), same=(), comment=None, withheld=(), engine=engine
    )


def _earlier_lines(
    story: Story, articles: Mapping[str, Article], summaries: Mapping[str, ArticleSummary]
) -> list[CheckedLine]:
    """Return what the reports said that a story goes on from, the latest first: their gist, what was held, what was expected."""
    known = [each for each in story.background_ids if each in summaries and each in articles]
    latest = sorted(known, key=lambda each: articles[each].published or date.min, reverse=True)
    told = (_lines_of(articles[each], summaries[each]) for each in latest)
    return _first_of_each(
        [[line for line in lines if line.about.startswith(_SET_BESIDE)] for lines in told], _EARLIER
    )


def _lines_of(article: Article, summary: ArticleSummary) -> Iterator[CheckedLine]:
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


def _first_of_each(lists: Sequence[Sequence[CheckedLine]], at_most: int) -> list[CheckedLine]:
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


def _pairs(pairs: Sequence[str], lines: Sequence[CheckedLine]) -> Iterator[tuple[str, str]]:
    """Yield the items that the model holds to be one: of one kind, from different articles."""
    for pair in pairs:
        numbers = [int(each) - 1 for each in re.findall(r"\d{1,4}", pair)]
        if len(numbers) != 2 or not all(0 <= each < len(lines) for each in numbers):
            continue
        one, other = (lines[each] for each in numbers)
        if one.item_id and other.item_id and one.about == other.about and one.source != other.source:
            yield one.item_id, other.item_id


def _shown_entry(entry: LedgerEntry) -> str:
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


def _judgements(
    answers: Sequence[WireOpen], entries: Sequence[LedgerEntry], desk: "_Checking"
) -> Iterator[Judgement]:
    """Yield what the model says of open entries: one judgement for each line that it points to, the plainest first."""
    for entry, answer in _named_once(answers, entries):
        is_same = answer.became == "same"
        lines = [line for line in desk.cited(answer.at) if line.evidence and (line.item_id or not is_same)]
        for line in lines[:1] if is_same else lines[:_LINES_OF_A_JUDGEMENT]:
            yield Judgement(
                entry_id=entry.id,
                article_id=line.evidence[0].article_id,
                item_id=line.item_id if is_same else None,
                status=None if is_same else LedgerStatus(answer.became),
                evidence=line.evidence[0],
            )


def _outcomes(
    answers: Sequence[WireOpen], entries: Sequence[LedgerEntry], desk: "_Checking"
) -> Iterator[tuple[str, WrittenSentence]]:
    """Yield in a few words what came of the entries that the model holds to be met or missed, as far as the lines bear it."""
    for entry, answer in _named_once(answers, entries):
        if answer.what and answer.became != "same":
            said = desk.sentence(WireSentence(text=answer.what, at=answer.at), _OUTCOME_WORDS)
            if said:
                yield entry.id, said


def _named_once(
    answers: Sequence[WireOpen], entries: Sequence[LedgerEntry]
) -> list[tuple[LedgerEntry, WireOpen]]:
    """Return the entries that the answers name, each with the first answer of its letter."""
    by_letter = dict(zip(ascii_lowercase, entries, strict=False))
    first: dict[str, WireOpen] = {}
    for each in answers:
        first.setdefault(each.entry.strip().strip("[]").lower(), each)
    return [(by_letter[letter], each) for letter, each in first.items() if letter in by_letter]


# ── an edition ────────────────────────────────────────────────────────────────


def write_edition(
    asking: Asking, lines: Sequence[CheckedLine], articles: Mapping[str, Article], *, today: date
) -> EditionText:
    """Return the bottom line of an edition over the heads of its stories, an empty one that says why where the model gave none."""
    answer = _asked(asking, _EDITION, today.isoformat(), lines, today)
    if not isinstance(answer.value, WireEdition):
        return EditionText(bottom_line=(), withheld=(), engine=_stood_in(asking, answer))
    desk = _Checking(lines, articles)
    return EditionText(
        bottom_line=desk.sentences(answer.value.bottom_line, _EDITION_SENTENCES, _EDITION_WORDS),
        withheld=tuple(desk.withheld),
        engine=_info(asking, _EDITION.prompt, answer),
    )


# ── asking and checking ───────────────────────────────────────────────────────


def _asked(
    asking: Asking,
    task: _Task,
    subject: str,
    lines: Sequence[CheckedLine],
    today: date | None,
    entries: Sequence[str] = (),
    earlier: Sequence[CheckedLine] = (),
) -> Answer:
    shown, before = [_shown(line) for line in lines], [_shown(line) for line in earlier]
    material = "\n".join((*shown, *before, *entries))
    mark = blake2b(material.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    lettered = list(zip(ascii_lowercase, entries, strict=False))
    prompt = fill(
        task.prompt,
        today=today.isoformat() if today else "not known",
        mark=mark,
        lines=shown,
        earlier=before,
        entries=lettered,
    )
    question = Question(
        task=task.name,
        subject=subject,
        prompt_version=task.prompt,
        system=prompt.system,
        user=prompt.user,
        schema=task.schema,
        max_tokens=_ANSWER_TOKENS,
    )
    return asking.ask(question, material, Allowance(_REQUESTS))


def _shown(line: CheckedLine) -> str:
    about = " · ".join(each for each in (line.source, line.about + _when(line.horizon)) if each)
    return one_line(f"{about} · {line.text} ({line.speaker or 'the outlet'})")


def _info(asking: Asking, version: str, answer: Answer) -> EngineInfo:
    return EngineInfo(
        name="openai",
        model=asking.model,
        prompt_version=version,
        calls=answer.requests,
        tokens_in=answer.tokens_in,
        tokens_out=answer.tokens_out,
        cost=answer.cost,
    )


def _stood_in(asking: Asking, answer: Answer) -> EngineInfo:
    """Return that rules write in place of the model, and why."""
    return EngineInfo(name="embedded", instead_of=f"{asking.model}: {answer.outcome}, {answer.message}")


@dataclass(slots=True)
class _Checking:
    """Checks sentences against the evidence of the lines they cite; ``withheld`` collects what did not pass.

    One that ``names_reports`` may say which outlet reported something, and on which day.
    """

    lines: Sequence[CheckedLine]
    articles: Mapping[str, Article]
    withheld: list[Withheld] = field(default_factory=list)
    names_reports: bool = False

    def sentences(
        self, wire: Sequence[WireSentence], most: int, most_words: int
    ) -> tuple[WrittenSentence, ...]:
        """Return as many of the sentences as there is room for; one that fails gives way to a line it cites."""
        found = [self.told(each, most_words) for each in wire[:most]]
        kept = [each for each in found if each]
        sizes = list(accumulate(count_words(each.text) for each in kept))
        return tuple(each for each, size in zip(kept, sizes, strict=True) if size <= most_words)

    def told(self, wire: WireSentence, most_words: int) -> WrittenSentence | None:
        """Return the sentence, or the first line that it cites in its place."""
        return self.sentence(wire, most_words) or self._line_instead(wire)

    def sentence(self, wire: WireSentence, most_words: int) -> WrittenSentence | None:
        """Return the sentence if the lines it cites bear it."""
        text, cited = _plain(wire.text), self.cited(wire.at)
        fault = self._fault(text, cited, most_words)
        if fault is not None:
            self.withheld.append(Withheld(reason=fault, quote=None, statement=text))
            return None
        evidence = tuple(dict.fromkeys(each for line in cited for each in line.evidence))
        return WrittenSentence(
            text=text,
            evidence=evidence,
            speakers=_unnamed(text, cited),
            names=tuple(each for each in self._proved(text, cited) if _has_a_word_of(text, each)),
        )

    def comment(self, wire: WireSentence | None) -> WrittenSentence | None:
        """Return the comment if it is borne by its lines and gives no advice and no odds (F12, L5)."""
        if wire is None:
            return None
        if found := _ADVICE_OR_ODDS.search(wire.text):
            reason = f"a comment gives no advice and no odds: {found.group()!r}"
            self.withheld.append(Withheld(reason=reason, quote=None, statement=_plain(wire.text)))
            return None
        return self.sentence(wire, _COMMENT_WORDS)

    def matters(self, wire: Sequence[WireMatter]) -> Iterator[Matter]:
        """Yield what the lines of items are about; a name that has another word than theirs is left out."""
        for each in wire[:_MATTERS]:
            told = [(cell, self.cited(one.at)) for one in each.cells if (cell := self._cell(one))]
            cells = tuple(cell for cell, _ in told)
            if ids := tuple(dict.fromkeys(item for cell in cells for item in cell.item_ids)):
                name = _name_in(_plain(each.name), [line for _, cited in told for line in cited])
                yield Matter(name=name, item_ids=ids, cells=cells)

    def _cell(self, wire: WireCell) -> WrittenCell | None:
        """Return what stands under a party's name, if lines are of that party; words that fail give way to such a line."""
        parties, cited = _plain(wire.of).split("; "), self.cited(wire.at)
        own = [line for line in cited if any(_is_told_of(each, line) for each in parties)]
        if not all(any(_is_told_of(each, line) for line in own) for each in parties):
            reason = f"no line is of {'; '.join(parties)!r}"
            self.withheld.append(Withheld(reason=reason, quote=None, statement=_plain(wire.text)))
            return None
        name, said = "; ".join(parties), self.sentence(wire, _CELL_WORDS)
        if said is None:
            return WrittenCell(party=name, said=_as_it_stands(own[0]), item_ids=_items_of(own[:1]))
        own_speakers = {line.speaker for line in cited if _speaks_for_any(line, parties)}
        named = (each for each in said.speakers if each in own_speakers)
        speakers = tuple(dict.fromkeys((*named, *_outsiders(said.text, cited, parties))))
        return WrittenCell(party=name, said=replace(said, speakers=speakers), item_ids=_items_of(cited))

    def dates(self, wire: Sequence[WireSentence]) -> Iterator[WrittenDate]:
        """Yield what is ahead in a few words, for the day of the first line that names one; in place of what fails the calendar has its line.

        A line of another day that it cites, as one that puts it in doubt, keeps its own words for that day.
        """
        for each in wire:
            spans = [(span_of(line.horizon), line.evidence) for line in self.cited(each.at)]
            dated = [(span[1], evidence) for span, evidence in spans if span]
            days = tuple((day, evidence) for day, evidence in dated if day == dated[0][0])
            if days and (said := self.sentence(each, _DATE_WORDS)):
                yield WrittenDate(said=said, days=days)

    def _line_instead(self, wire: WireSentence) -> WrittenSentence | None:
        """Return the first line that a sentence cites; where that has a name from its item alone, its evidence verbatim."""
        line = next(iter(self.cited(wire.at)), None)
        if line is None:
            return None
        said = _as_it_stands(line)
        is_borne = self._fault(said.text, [line], count_words(said.text)) is None
        return said if is_borne else replace(said, text=line.evidence[0].quote)

    def cited(self, pointers: Sequence[str]) -> list[CheckedLine]:
        """Return the lines that pointers name; what names none is left out."""
        numbers = [int(each.strip()) - 1 for each in pointers if each.strip().isdecimal() and len(each) < 6]
        return [self.lines[each] for each in dict.fromkeys(numbers) if 0 <= each < len(self.lines)]

    def _fault(self, text: str, cited: Sequence[CheckedLine], most_words: int) -> str | None:
        if not text or count_words(text) > most_words:
            return "it is empty or too long"
        if not cited:
            return "it points to no line"
        quotes = [each.quote for line in cited for each in line.evidence]
        for doubt in doubts(text, quotes, self._context(text, cited)):
            return f"the {doubt.kind} {doubt.words!r} is not in its evidence"
        return None

    def _proved(self, text: str, cited: Sequence[CheckedLine]) -> list[str]:
        """Return whom the cited lines are of and who says so, and the outlets that a comment names whole."""
        told = [name for line in cited for name in (*line.parties, line.speaker) if name]
        ids = dict.fromkeys(each.article_id for line in cited for each in line.evidence)
        outlets = [self.articles[each].outlet or "" for each in ids if each in self.articles]
        named = [each for each in outlets if each and self.names_reports and each in text]
        return list(dict.fromkeys((*told, *named)))

    def _context(self, text: str, cited: Sequence[CheckedLine]) -> Context:
        ids = dict.fromkeys(each.article_id for line in cited for each in line.evidence)
        known = [self.articles[each] for each in ids if each in self.articles]
        published = [each.published for each in known if each.published]
        days = days_told([each for line in cited for each in line.evidence], self.articles)
        return Context(
            published=max(published, default=None),
            proved=tuple(self._proved(text, cited)),
            days=(*days, *(days_of_report(text, published) if self.names_reports else ())),
            article_text="\n\n".join(each.text for each in known),
            title="\n".join(each.title for each in known),
            language=language_of(known),
        )


def _has_a_word_of(text: str, name: str) -> bool:
    return not set(words(name)).isdisjoint(words(text))


def _name_in(name: str, lines: Sequence[CheckedLine]) -> str | None:
    """Return a short name if every word of it stands in the lines or their evidence."""
    known = {word for line in lines for text in (line.text, *_quotes(line)) for word in words(text)}
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


def _is_told_of(party: str, line: CheckedLine) -> bool:
    """Tell whether a line is of a party, its act or position; where a line is of nobody's, whether it names the party.

    A party is called as the line calls it: "Sudan" is not "South Sudan", and nobody is called what no line calls him.
    """
    if not party:
        return False
    if not line.parties:
        return holds(line.text, party) or not _countries(line.text).isdisjoint(_countries(party))
    known = {word for text in (line.text, *line.parties, *_quotes(line)) for word in words(text)}
    if entity_called(party):
        return any(party_key(party) == party_key(each) for each in line.parties)
    return any(same_party(party, each) for each in line.parties) and known.issuperset(words(party))


def _outsiders(text: str, cited: Iterable[CheckedLine], parties: Sequence[str]) -> Iterator[str]:
    """Yield the speakers of lines that words under a party's name draw on, who speak for somebody else and are not named in them (F4).

    Beside a line of the party's own, another that only tells what a "they" in it stands for, few of whose words are taken, is not drawn on.
    """
    plain = fold(text).lower()
    own = [line for line in cited if line.speaker is None or _speaks_for_any(line, parties)]
    taken = vocabulary(text) - vocabulary(
        " ".join(each for line in own for each in (line.text, *_quotes(line)))
    )
    for line in (each for each in cited if each not in own):
        is_drawn_on = _share_of(line.text, taken) >= (_TOLD if own else _ANY)
        if line.speaker and is_drawn_on and _last_word(line.speaker) not in plain:
            yield line.speaker


def _speaks_for_any(line: CheckedLine, parties: Sequence[str]) -> bool:
    return any(same_party(party, each) for party in parties for each in line.speaks_for)


def _quotes(line: CheckedLine) -> Iterator[str]:
    return (each.quote for each in line.evidence)


def _unnamed(text: str, cited: Sequence[CheckedLine]) -> tuple[str, ...]:
    """Return the speakers of the lines whom ``text`` does not name: a claim is never told as a fact (F4).

    A ministry or a minister is named by her state, and who speaks for the holder by the holder. What the outlet says in its own voice is
    nobody else's claim, nor is what a sentence takes no more than a word of.
    """
    if any(line.speaker is None and retells(text, line.text) for line in cited):
        return ()
    told = [line for line in cited if line.speaker and _share_of(line.text, vocabulary(text)) >= _TOLD]
    unnamed = (
        line.speaker
        for line in told
        if not any(_is_named(each, text) for each in (line.speaker, *line.speaks_for) if each)
    )
    return tuple(dict.fromkeys(each for each in unnamed if each))


def _share_of(line: str, told: Collection[str]) -> float:
    """Return which share of a line's words are among those told: of a line that is only pointed to, few."""
    said = vocabulary(line)
    return len(said.intersection(told)) / len(said) if said else 0.0


def _is_named(name: str, text: str) -> bool:
    """Tell whether a text names a speaker: by the surname or noun, by whose body it is ("the fishers' committee"), or by the state."""
    told = fold(text).lower()
    owner = _OWNER.match(fold(name).lower())
    is_told = _last_word(name) in told or (owner is not None and owner[1] in words(told))
    return is_told or not _countries(text).isdisjoint(_countries(name))


def _countries(text: str) -> frozenset[str]:
    return frozenset(each.entity.country for each in mentions(strip_controls(text)) if each.entity.country)


def _last_word(speaker: str) -> str:
    """Return the word by which a speaker is known: a surname, "officials", "ministry"."""
    name = fold(speaker).lower().partition(",")[0].split()
    return name[-1] if name else ""


def _plain(text: str) -> str:
    return " ".join(strip_controls(text).split())
