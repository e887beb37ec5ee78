"""A found item before it gets its final form: what, whose, towards whom, who says so, and where it stands."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.cues import FoundCue, Kind
from briefing.summarize.embedded.names import Names, Voice
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NEGATION,
    PAST,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    SPEECH,
    STRONG,
    TIME,
    Form,
    Token,
    word_set,
)
from briefing.text import Span


class Draft(NamedTuple):
    """``clause`` is the statement's span, ``evidence`` the spans of text that the item rests on, both of the
    article. ``voice`` says it (``None`` for the outlet); ``own`` tells that this is the holder herself.
    ``rule`` is the number of the decision rule in briefcraft 2.2 that made it; ``positions`` are the words of
    both sides where one statement holds them; ``announced`` tells that the outlet reports a dispute in words
    that are neither side's position; ``leans`` that its object is a pronoun ("denied it"), which the sentence before
    explains; ``contrast`` that its positions are only set side by side. ``past`` tells that the cue is a verb in the past, ``tag`` where the
    speaker is named with her verb: "said the envoy"."""

    kind: Kind
    subkind: str
    rule: int
    strength: int
    sentence: int
    clause: Span
    evidence: tuple[Span, ...]
    holder: str | None
    counterpart: str | None
    voice: Voice | None
    own: bool
    negative: bool
    cue: Span
    positions: tuple[Span, Span] | None = None
    announced: bool = False
    leans: bool = False
    contrast: bool = False
    past: bool = False
    tag: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the finders look at: the article's text, its names, and its sentences with their speakers."""

    text: str
    names: Names
    spoken: tuple[Spoken, ...]


# ── the clause that carries an item ───────────────────────────────────────────

_CONTINUING = (Link.CONTENT, Link.SUBORDINATE, Link.RELATIVE)
_LEADING = re.compile(
    r"^(?:(?:and|but|or|so|yet|(?-i:that)|which|while|though|although|however|meanwhile|partly)\b[\s,]*|[\s,;:\"“”'‘’()\-—–]+)+",
    re.IGNORECASE,
)
_MOST_MARKS = 40  # characters at the end of a clause that may be marks
_TRAILING = re.compile(r"[\s,;:\-—–(\"“”]+$")


def statement(reading: Reading, spoken: Spoken, position: int) -> Span:
    """Return the clause at ``position`` so that it stands alone: from its subject on, with what depends on it."""
    sentence = spoken.sentence
    begin, end = _clauses_around(sentence, position)
    begin = 0 if _is_left_over(sentence, begin) else begin
    if not any(clause.verb is not None and begin <= clause.verb < end for clause in sentence.clauses):
        begin, end = _part(sentence, begin, end)
    words = _tidy(reading.text, sentence.span(begin, end), sentence.end)
    return _without_half_a_quotation(reading.text, sentence, words, position)


def _without_half_a_quotation(text: str, sentence: Sentence, span: Span, position: int) -> Span:
    """Return ``span``, which begins inside a quotation, up to the end of that, or with the mark that opens it.

    Behind what is said stands only who says it: "We want a deal," he said on Monday.
    """
    tokens, quoted = sentence.tokens, sentence.quoted
    first = bisect_left(tokens, span.start, key=attrgetter("start"))
    if first == len(tokens) or not quoted[first]:
        return span
    close = next((n for n in range(first, len(tokens)) if not quoted[n]), len(tokens))
    if close == len(tokens) or tokens[close].start >= span.end or tokens[close].word not in _DOUBLE:
        return span
    within = [n for n in range(close + 1, len(tokens)) if tokens[n].end <= span.end]
    ends = tokens[close - 1].word in _CLOSED or all(tokens[n].word == "." for n in within)
    if ends and not any(quoted[n] for n in within) and _is_said_there(tokens, close, position):
        said = text[span.start : tokens[close - 1].end]
        return Span(span.start, span.start + len(_TRAILING.sub("", said)))
    opens = first > 0 and tokens[first - 1].bits & QUOTE
    return Span(tokens[first - 1].start, span.end) if opens else span


def _is_said_there(tokens: Sequence[Token], close: int, position: int) -> bool:
    """Tell whether a statement hangs on what is said before ``close``, also where its cue is the "said" behind that."""
    says = next((n for n in range(close, len(tokens)) if tokens[n].bits & SPEECH), close)
    return position < close or position == says


_DOUBLE = frozenset({'"', "''"})
_CLOSED = frozenset({",", ".", "?", "!", "-"})


def clause_around(reading: Reading, spoken: Spoken, position: int) -> Span:
    """Return the clause at ``position`` with what depends on it, also where it leans on what precedes it."""
    sentence = spoken.sentence
    return _tidy(reading.text, sentence.span(*_clauses_around(sentence, position)), sentence.end)


def _clauses_around(sentence: Sentence, position: int) -> tuple[int, int]:
    """Return the tokens from the subject of the clause at ``position`` to the end of what depends on it."""
    number = last = sentence.number_of_clause(position)
    while last + 1 < len(sentence.clauses) and _continues(sentence, last + 1):
        last += 1
    if sentence.tokens[sentence.clauses[last].last - 1].word == ":" and last + 1 < len(sentence.clauses):
        last += 1
    first = min(_with_subject(sentence.clauses, number), _with_condition_before(sentence, number))
    if sentence.clauses[number].link is Link.SUBORDINATE and not _sets_off(sentence, number):
        lead, last = _with_condition(sentence.clauses, number, last)
        first = min(first, _with_subject(sentence.clauses, lead))
    begin, end = sentence.clauses[first].first, sentence.clauses[last].last
    return (begin, end) if end - begin >= _FEWEST else _part(sentence, begin, end)


def _continues(sentence: Sentence, number: int) -> bool:
    """Tell whether a clause belongs to the one before it, as "wants a deal" does in "Oslo, which chairs the talks, wants a deal"."""
    clause, before = sentence.clauses[number], sentence.clauses[max(0, number - 2)]
    is_apart = sentence.clauses[number - 1].link is Link.RELATIVE and before.verb is None
    if _is_within_where(sentence, number):
        return True
    resumes = is_apart and clause.link is Link.COORDINATE and clause.verb is not None
    return clause.link in _CONTINUING or (resumes and not sentence.tokens[clause.first].bits & CONJUNCTION)


def _is_within_where(sentence: Sentence, number: int) -> bool:
    """Tell of "the bay, where Oslo fishes and Riga drills": behind a bare "and", the second clause tells of the bay too."""
    clause, inside = sentence.clauses[number], sentence.clauses[number - 1]
    joins = clause.link is Link.COORDINATE and sentence.tokens[clause.first].word == "and"
    bare = joins and sentence.tokens[clause.first - 1].word != ","
    return bare and inside.link is Link.RELATIVE and sentence.tokens[inside.first].word in ("where", "whose")


def _sets_off(sentence: Sentence, number: int) -> bool:
    """Tell of ", while Riga supports it"; "cannot be signed while Riga refuses" goes on, as "until" and "unless" do."""
    first = sentence.clauses[number].first
    opening = sentence.tokens[first].word
    goes_on = opening == "while" and first > 0 and sentence.tokens[first - 1].word != ","
    return opening in _SETTING_OFF and not goes_on


_SETTING_OFF = frozenset({"while", "whereas", "although", "though"})


def _part(sentence: Sentence, begin: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence, between semicolons, in which some tokens stand."""
    marks = [n for n, token in enumerate(sentence.tokens) if token.word == ";"]
    first = max((mark + 1 for mark in marks if mark < begin), default=0)
    return first, min((mark for mark in marks if mark >= end), default=len(sentence.tokens))


def _is_left_over(sentence: Sentence, begin: int) -> bool:
    """Tell whether a clause cut off at ``begin`` would lean on what stands before it: "where he …", "since …"."""
    while begin < len(sentence.tokens) - 1 and sentence.tokens[begin].bits & (QUOTE | STRONG):
        begin += 1
    first = sentence.tokens[begin]
    if begin == 0 or first.capital or first.word in _CONDITIONS:
        return False
    return (
        first.word in _LEANING
        or bool(first.bits & (PAST | BASE))
        or any(clause.verb == begin for clause in sentence.clauses)
    )


_LEANING = frozenset(
    {
        "since",
        "where",
        "when",
        "because",
        "as",
        "after",
        "before",
        "until",
        "once",
        "whose",
        "whom",
        "who",
        "whereas",
    }
)


_FEWEST = 5


def _with_subject(clauses: Sequence[Clause], number: int) -> int:
    """Return the clause in which the subject of clause ``number`` stands, its own or an earlier one."""
    subject = clauses[number].subject
    if clauses[number].link is Link.RELATIVE and number > 0:
        number -= 1
    while number > 0 and (subject is None or clauses[number].first > subject[0]):
        number -= 1
        subject = subject or clauses[number].subject
    return number


def _with_condition_before(sentence: Sentence, number: int) -> int:
    """Return the clause of the condition in front of clause ``number``: "If …, the bank is ready to …"."""
    opening = sentence.clauses[0]
    conditional = opening.link is Link.SUBORDINATE and not _CONDITIONS.isdisjoint(
        sentence.words(opening.first, min(opening.first + 3, opening.last))
    )
    between = sentence.clauses[1:number]
    hangs = sentence.clauses[number].link is Link.MAIN or (
        bool(between)
        and all(clause.link is Link.TAIL for clause in between)  # "If …, it warned, the bank will …"
    )
    return 0 if conditional and hangs else number


_CONDITIONS = frozenset({"if", "unless"})


def _with_condition(clauses: Sequence[Clause], first: int, last: int) -> tuple[int, int]:
    """A condition is told with what depends on it: "if …, then …"."""
    if first == 0:
        return 0, min(last + 1, len(clauses) - 1) if last + 1 < len(clauses) and clauses[
            last + 1
        ].link is Link.MAIN else last
    if clauses[first - 1].link in (Link.MAIN, Link.CONTENT, Link.COORDINATE):
        return first - 1, last
    return first, last


def _tidy(text: str, span: Span, limit: int) -> Span:
    """Return ``span`` without what only joins it to its neighbours, its quotation marks in pairs."""
    words = span.of(text)
    lead = _LEADING.match(words)
    start = span.start + (lead.end() if lead and lead.end() < len(words) - 8 else 0)
    trail = _TRAILING.search(text, max(start, span.end - _MOST_MARKS), span.end)
    end = trail.start() if trail else span.end
    return _paired(text, Span(start, end), limit) if end > start else span


def trimmed(text: str, span: Span) -> Span:
    """Return ``span`` without marks at its ends."""
    lead = len(span.of(text)) - len(span.of(text).lstrip(_AT_ENDS))
    return Span(span.start + lead, span.start + len(span.of(text).rstrip(_AT_ENDS)))


_AT_ENDS = ' ,;:-—–“”"'


def _paired(text: str, span: Span, limit: int) -> Span:
    """Return ``span`` as far as a quotation reaches that opens within it."""
    last = max([text.rfind(mark, span.start, span.end) for mark in _MARKS])
    if last < 0 or not _opens(text, last, span.start):
        return span
    closing = _CLOSES.search(text, span.end, limit)
    return Span(span.start, closing.end()) if closing else span


def _opens(text: str, position: int, start: int) -> bool:
    return text[position] == "“" or (
        text[position] == '"' and (position == start or text[position - 1] in " (—")
    )


_MARKS = '“”"'
_CLOSES = re.compile(r"[”\"]")


def evidence(reading: Reading, spoken: Spoken, voice: Voice | None) -> tuple[Span, ...]:
    """Return the spans an item rests on: its sentence, and the one beside it that names the speaker."""
    sentence = spoken.sentence
    spans = [Span(sentence.start, sentence.end)]
    if voice is not None and spoken.carried == voice and spoken.source is not None:
        other = reading.spoken[spoken.source].sentence
        if abs(other.index - sentence.index) == 1:
            spans.append(Span(other.start, other.end))
    return tuple(spans)


# ── how a cue stands in its clause ────────────────────────────────────────────


def is_nominal(spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether a word that could be a verb is a noun or an adjective here: "the demands", "the expected visit"."""
    tokens = spoken.sentence.tokens
    position = found.first - 1
    if found.form in (Form.NOUN, Form.FIXED, Form.ING) or position < 0:
        month = found.form is Form.FIXED and _is_month(tokens, found)
        return month or (found.form is Form.ING and _is_an_act(tokens, found))
    while position > 0 and tokens[position].bits & ADVERB:
        position -= 1
    before = tokens[position]
    acts = before.word in _EACH and spoken.sentence.clause_at(found.first).verb == found.first
    if acts or (before.bits & PRONOUN and before.word not in ("this", "that")):
        return False
    if before.bits & DETERMINER:
        return True
    if found.form is Form.BASE and not _may_precede_verb(before):
        return True
    if found.form is Form.THIRD and (
        before.word in ("has", "have", "had") or _is_followed_by_its_verb(tokens, found)
    ):
        return True
    return found.form in (Form.BASE, Form.THIRD) and bool(before.bits & PREPOSITION) and before.word != "to"


_EACH = frozenset({"both", "each"})  # "both accuse Oslo"


def _is_followed_by_its_verb(tokens: Sequence[Token], found: FoundCue) -> bool:
    """Tell of "similar forecasts had been made", of which the verb is the next word."""
    return found.last < len(tokens) and bool(tokens[found.last].bits & AUXILIARY)


def _is_an_act(tokens: Sequence[Token], found: FoundCue) -> bool:
    """Tell of "the smuggling of arms"."""
    after = tokens[found.last].word if found.last < len(tokens) else ""
    return found.first > 0 and bool(tokens[found.first - 1].bits & DETERMINER) and after == "of"


def _may_precede_verb(before: Token) -> bool:
    """Tell whether a bare verb may follow: "to fuel", "they fuel", not "nuclear fuel"."""
    return (
        bool(before.bits & (MODAL | AUXILIARY | PRONOUN | CONJUNCTION | NEGATION | QUOTE | RELATIVE | STRONG))
        or before.word in ("to", ",", "-", "help", "helps", "let", "lets", "people", "men", "women", "police")
        or before.word.endswith("s")
        or before.capital
    )


def _is_month(tokens: Sequence[Token], found: FoundCue) -> bool:
    return found.first > 0 and tokens[found.first].capital and tokens[found.first].word == "may"


def acting_place(sentence: Sentence, place: int) -> int:
    """Return where the act stands that hangs on the condition at ``place``: "would leave" of "would leave unless Oslo paid"."""
    number = sentence.number_of_clause(place)
    clause = sentence.clauses[number]
    if clause.link is not Link.SUBORDINATE or place != clause.first or number == 0:
        return place
    before = sentence.clauses[number - 1]
    return before.first if before.verb is None else before.verb


def is_passive(spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether a verb is in the passive: "was accused", "has been urged", "accused by Oslo"."""
    if found.form not in (Form.PAST, Form.PARTICIPLE):
        return False
    position = found.first - 1
    tokens = spoken.sentence.tokens
    while position > 0 and tokens[position].bits & ADVERB:
        position -= 1
    if position >= 0 and (tokens[position].bits & BE or tokens[position].word in _MADE_PASSIVE):
        return True
    by, after = (tokens[min(found.first + n, len(tokens) - 1)] for n in (1, 2))
    return by.word == "by" and not after.bits & TIME and not after.word[0].isdigit()


_MADE_PASSIVE = frozenset({"when", "once", "being"})


def is_perceived(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of an aim or act that stands in "what it sees as …": the view of somebody else."""
    clause = spoken.sentence.clause_at(found.first)
    before = spoken.sentence.words(clause.first, found.first)
    views = [n for n, word in enumerate(before[:-1]) if word in word_set("perceiving")]
    return any(
        before[n + 1] == "as" and "what" in before[max(0, n - 3) : n] and "," not in before[n:] for n in views
    )


def is_left_unsaid(spoken: Spoken, first: int, last: int) -> bool:
    """Tell of "what we want has not changed" and "we have asked for this", which do not say what; "what we want is a treaty" does."""
    tokens = spoken.sentence.tokens
    after = tokens[last].bits if last < len(tokens) else 0
    return has_only_a_pronoun(spoken, last) or (
        "what" in spoken.sentence.words(max(0, first - 4), first)
        and bool(after & AUXILIARY and not after & BE)
    )


def ends_in_to(spoken: Spoken, first: int, last: int) -> bool:
    """Tell of "the treaty that both agreed to in 2024": a "to" of which the act or the thing stands before the verb."""
    tokens = spoken.sentence.tokens
    if last - first < 2 or tokens[last - 1].word != "to":
        return False
    after = tokens[last] if last < len(tokens) else None
    if after is None or after.word in _BEHIND_TO or after.bits & (STRONG | MODAL):
        return True
    counts = (
        last + 1 < len(tokens) and tokens[last + 1].word[:1].isdigit()
    )  # "agreed to over 100 inspections"
    return (
        bool(after.bits & (PREPOSITION | TIME))
        and not after.bits & (DETERMINER | BASE)
        and not (counts and after.word in _ROUGHLY)
    )


_ROUGHLY = frozenset({"over", "under", "about", "around", "between"})
_BEHIND_TO = frozenset({".", ",", "?", "!", ")", "is", "are", "was", "were", "has", "had"})


def is_given_up(spoken: Spoken, first: int) -> bool:
    """Tell of "no longer plans to" and "is no longer willing to": an aim or a promise that is none any more."""
    before = spoken.sentence.words(max(0, first - 3), first)
    return " ".join(before).endswith("no longer") or " ".join(before[:-1]).endswith("no longer")


def has_only_a_pronoun(spoken: Spoken, last: int) -> bool:
    """Tell of "denied it" and "asked for this three times": the object that begins at ``last`` is a pronoun, and no clause follows."""
    tokens = spoken.sentence.tokens
    if last >= len(tokens) or tokens[last].word not in _PRONOMINAL:
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or after.word in _BEHIND_A_PRONOUN:
        return True
    return after.word != "to" and bool(after.bits & (QUOTE | STRONG | CONJUNCTION | TIME | PREPOSITION))


_PRONOMINAL = frozenset({"it", "this", "that", "them"})
_BEHIND_A_PRONOUN = frozenset(
    {".", ",", "?", "again", "repeatedly", "twice", "two", "three", "many", "several", "last"}
)


def is_hypothetical(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of what stands behind "if": an act that nobody has done."""
    clause = spoken.sentence.clause_at(found.first)
    opening = spoken.sentence.words(clause.first, min(clause.first + 3, clause.last))
    return clause.link is Link.SUBORDINATE and not _CONDITIONS.isdisjoint(opening)


def is_about_affairs(reading: Reading, spoken: Spoken) -> bool:
    """Tell whether a sentence, or one beside it in its paragraph, names a state, a body or somebody in office."""
    if spoken.public:
        return True
    index, paragraph = spoken.sentence.index, spoken.sentence.paragraph
    return any(
        near.public and (near.sentence.paragraph == paragraph or spoken.carried is not None)
        for near in reading.spoken[max(0, index - 2) : index + 2]
    )
