"""What a model writes over checked lines: the head of a story, the bottom line of an edition. Pure but for the asking.

It is shown lines that passed the checks, for a story with the article's words that they rest on, and nothing else; what it writes is checked
against the evidence of the lines it cites.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from string import ascii_lowercase
from typing import NamedTuple

from pydantic import BaseModel

from briefing.summarize.model.answers import Answer, Question
from briefing.summarize.model.asking import Allowance, Asking
from briefing.summarize.model.checking import Checking
from briefing.summarize.model.prompt import fill
from briefing.summarize.model.shown import (
    earlier_lines,
    first_of_each,
    lines_of,
    shown_entry,
    with_their_words,
)
from briefing.summarize.model.wire import WireEdition, WireOpen, WireSentence, WireStory, WireTold
from briefing.types import (
    COMMENT,
    SENTENCE,
    Article,
    ArticleSummary,
    CheckedLine,
    EditedStory,
    EditionText,
    EngineInfo,
    Judgement,
    LedgerEntry,
    LedgerStatus,
    Story,
    StoryText,
    WrittenSentence,
)


class _Task(NamedTuple):
    name: str
    prompt: str
    schema: type[BaseModel]


class _Shown(NamedTuple):
    """What a question shows as data; ``room`` is for how many words of it a page has room."""

    lines: Sequence[str]
    earlier: Sequence[str] = ()
    entries: Sequence[str] = ()
    room: int | None = None


_STORY = _Task("story", "story.v13", WireStory)
_EDITION = _Task("edition", "edition.v8", WireEdition)
_REQUESTS, _ANSWER_TOKENS = 3, 2_000
_LINES, _LINES_OF_A_JUDGEMENT = 60, 3
_HEADLINE_WORDS, _STORY_SENTENCES, _STORY_WORDS = 16, 6, 140
_WATCH_WORDS = _OUTCOME_WORDS = 20
_QUESTIONS = 3
_EDITION_SENTENCES, _EDITION_WORDS = 4, 75
_TOLD_SENTENCES, _TOLD_WORDS, _TOLD_ROWS, _TOLD_COMMENTS = 5, 40, 4, 2


# ── a story ───────────────────────────────────────────────────────────────────


def write_story(
    asking: Asking,
    story: Story,
    articles: Mapping[str, Article],
    summaries: Mapping[str, ArticleSummary],
    entries: Sequence[LedgerEntry],
) -> StoryText | None:
    """Return the head of ``story`` and what it says of the open ``entries``, an empty one that says why where the model gave none.

    The comment may set the story's lines beside those of the reports that it goes on from; so may its table, where a party says nothing
    of a matter today. ``None`` where there is nothing to write over.
    """
    used = [summaries[each] for each in story.article_ids if each in summaries]
    lines = first_of_each([tuple(lines_of(articles[each.article_id], each)) for each in used], _LINES)
    if not lines:
        return None
    earlier = earlier_lines(story, articles, summaries)
    shown, days = entries[: len(ascii_lowercase)], [articles[each.article_id].published for each in used]
    latest = max((each for each in days if each), default=None)
    told = list(with_their_words((*lines, *earlier)))
    asked = _Shown(told[: len(lines)], told[len(lines) :], [shown_entry(each) for each in shown])
    answer = _asked(asking, _STORY, story.id, latest, asked)
    wire, desk = answer.value, Checking(lines, articles)
    asks = Checking(lines, articles, desk.withheld, asks=True)
    beside = Checking((*lines, *earlier), articles, desk.withheld, names_reports=True)
    if not isinstance(wire, WireStory):
        return _no_story_text(story, _stood_in(asking, answer))
    outcomes = dict(_outcomes(wire.open, shown, desk))
    return StoryText(
        story_id=story.id,
        headline=desk.headline(wire.headline, _HEADLINE_WORDS),
        bottom_line=desk.sentences(wire.bottom_line, _STORY_SENTENCES, _STORY_WORDS),
        matters=tuple(beside.matters(wire.matters, of_today=lines)),
        ahead=tuple(desk.ahead(wire.ahead)),
        same=tuple(_pairs(wire.same, lines)),
        comment=tuple(beside.comment(wire.comment)),
        watch=tuple(filter(None, (asks.sentence(each, _WATCH_WORDS) for each in wire.watch[:_QUESTIONS]))),
        withheld=tuple(desk.withheld),
        engine=_info(asking, _STORY.prompt, answer),
        judgements=tuple(_judgements(wire.open, shown, desk)),
        outcomes=outcomes,
        repeats=wire.repeats and bool(earlier),
    )


def _no_story_text(story: Story, engine: EngineInfo) -> StoryText:
    return StoryText(story_id=story.id, headline=None, bottom_line=(), same=(), withheld=(), engine=engine)


def _pairs(pairs: Sequence[str], lines: Sequence[CheckedLine]) -> Iterator[tuple[str, str]]:
    """Yield the items that the model holds to be one: of one kind, from different articles."""
    for pair in pairs:
        numbers = [int(each) - 1 for each in re.findall(r"\d{1,4}", pair)]
        if len(numbers) != 2 or not all(0 <= each < len(lines) for each in numbers):
            continue
        one, other = (lines[each] for each in numbers)
        if one.item_id and other.item_id and one.about == other.about and one.source != other.source:
            yield one.item_id, other.item_id


def _judgements(
    answers: Sequence[WireOpen], entries: Sequence[LedgerEntry], desk: Checking
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
    answers: Sequence[WireOpen], entries: Sequence[LedgerEntry], desk: Checking
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
    asking: Asking, lines: Sequence[CheckedLine], articles: Mapping[str, Article], *, today: date, room: int
) -> EditionText:
    """Return the bottom line of an edition over the heads of its stories, and these as its page tells them; nothing and why where the model gave none.

    ``room`` says for about how many words of them the page has room.
    """
    asked = _Shown(list(with_their_words(lines)), room=room)
    answer = _asked(asking, _EDITION, today.isoformat(), today, asked)
    if not isinstance(answer.value, WireEdition):
        return EditionText(bottom_line=(), withheld=(), engine=_stood_in(asking, answer))
    bearing = [_empty(line) if line.about.startswith(COMMENT) else line for line in lines]
    desk = Checking(bearing, articles, of_stories=True)
    return EditionText(
        bottom_line=desk.sentences(answer.value.bottom_line, _EDITION_SENTENCES, _EDITION_WORDS),
        stories=tuple(_edited(answer.value.stories, desk, lines, today)),
        withheld=tuple(desk.withheld),
        engine=_info(asking, _EDITION.prompt, answer),
    )


def _edited(
    told: Sequence[WireTold], desk: Checking, lines: Sequence[CheckedLine], today: date
) -> Iterator[EditedStory]:
    """Yield each story as the page tells it, from its own lines alone; a sentence or a comment that fails gives way to one of theirs.

    Our comments bear no sentence and no cell; what they rest on bears another comment. A cell over an earlier report keeps its day.
    """
    known = {line.story for line in lines if line.story}
    unspoken = [replace(line, speaker=None) if line.about.startswith(COMMENT) else line for line in lines]
    for number, each in _numbered(told, known).items():
        writer = replace(desk, lines=_own(desk.lines, number), of_stories=False, names_reports=True)
        fresh = [line for line in writer.lines if not _is_of_before(line, writer, today)]
        yield EditedStory(
            number=number,
            lead=tuple(_lead(each.sentences, writer)),
            rows=tuple(dict.fromkeys(writer.matters(each.rows[:_TOLD_ROWS], of_today=fresh))),
            comments=tuple(
                dict.fromkeys(_comments(each.comments, replace(writer, lines=_own(unspoken, number))))
            ),
        )


def _own(lines: Iterable[CheckedLine], number: int) -> list[CheckedLine]:
    """Return the lines, each at its place, those of other stories empty."""
    return [line if line.story == number else _empty(line) for line in lines]


def _lead(wire: Sequence[WireSentence], desk: Checking) -> Iterator[WrittenSentence]:
    """Yield the sentences of a story; where one fails, only another sentence stands for it."""
    sentences = {line.text for line in desk.lines if line.about.startswith(SENTENCE)}
    own = {" ".join(each.text.split()) for each in wire}
    lead = desk.sentences(wire, _TOLD_SENTENCES, _STORY_WORDS, longest=_TOLD_WORDS)
    yield from (said for said in lead if said.text in own | sentences)


def _is_of_before(line: CheckedLine, desk: Checking, today: date) -> bool:
    """Tell of a line that tells on which earlier day it was reported, and rests on no report of ``today``."""
    reports = [desk.articles[each.article_id] for each in line.evidence if each.article_id in desk.articles]
    is_earlier = all(each.published and each.published < today for each in reports)
    return is_earlier and desk.tells_its_day(line)


def _comments(wire: Sequence[WireSentence], desk: Checking) -> Iterator[WrittenSentence]:
    """Yield the comments that their lines bear; in place of one that fails stands the first comment that it cites."""
    for each in wire[:_TOLD_COMMENTS]:
        cited = [line for line in desk.cited(each.at) if line.about.startswith(COMMENT)]
        own = [WrittenSentence(text=line.text, evidence=line.evidence, names=line.names) for line in cited]
        yield from [*desk.comment([each]), *own][:1]


def _empty(line: CheckedLine) -> CheckedLine:
    """Return a line that keeps its number and bears nothing."""
    return replace(line, evidence=(), parties=(), names=(), speaks_for=(), speaker=None)


def _numbered(told: Sequence[WireTold], known: Collection[int]) -> dict[int, WireTold]:
    """Return the stories by the number that they are told under, each as it is told first; a number of no story is passed over."""
    first: dict[int, WireTold] = {}
    for each in told:
        found = re.search(r"\d{1,3}", each.story)
        if found and int(found[0]) in known:
            first.setdefault(int(found[0]), each)
    return first


# ── asking ───────────────────────────────────────────────────────


def _asked(asking: Asking, task: _Task, subject: str, today: date | None, shown: _Shown) -> Answer:
    entries = list(zip(ascii_lowercase, shown.entries, strict=False))
    room = [str(shown.room)] if shown.room else []
    material = "\n".join((*shown.lines, *shown.earlier, *shown.entries, *room))
    mark = blake2b(material.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    prompt = fill(
        task.prompt,
        today=today.isoformat() if today else "not known",
        mark=mark,
        lines=shown.lines,
        earlier=shown.earlier,
        entries=entries,
        room=shown.room,
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
