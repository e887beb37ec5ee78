"""Who is named in an article: persons by their office, by how they are introduced, by given name. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.gazetteer import Mention, is_never_a_name, mentions
from briefing.summarize.offices import (
    UPPER,
    Marked,
    Office,
    administration,
    data,
    explains,
    has_served,
    is_honorific,
    is_past,
    is_said_to_have_served,
    mark,
    office_after,
    office_before,
    without_possessive,
    word_set,
)
from briefing.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """One naming of a person: ``text[start:end] == surface``.

    ``name`` is the fullest form that the article gives: "Antony Blinken" also where it says
    "Blinken". ``role`` is as written, without country and organisation. Role, country (ISO code) and
    organisation are the person's throughout the article. ``analyst`` tells those who explain affairs
    from those who take part in them.
    """

    start: int
    end: int
    surface: str
    name: str
    role: str | None = None
    country: str | None = None
    organisation: str | None = None
    analyst: bool = False


def people(text: str, named: Sequence[Mention] | None = None) -> tuple[PersonMention, ...]:
    """Return the mentions of persons in ``text``, in order.

    ``named`` are the entities of ``text``, where the caller has them. Somebody is a person whom an
    office, an honorific, an apposition, a verb of saying or a given name introduces; after that her
    surname suffices. Her office is what this very text calls her, so that it is of its date (D5).
    """
    marked = mark(text, mentions(text) if named is None else named)
    seen = [_seen(marked, run) for run in _runs(marked)]
    return tuple(_resolved(marked, seen, _Register.of(seen)))


@lru_cache(maxsize=4096)
def short_forms(name: str) -> tuple[str, ...]:
    """Return how somebody is called after the first time: the surname, first where it comes first."""
    parts = [part for part in name.split() if part not in _SUFFIXES]
    first = parts[:1] if len(parts) > 1 and parts[0] in word_set("family_first") else []
    with_particles = _WITH_PARTICLES.search(" ".join(parts))
    return (*first, parts[-1], *([with_particles[0]] if with_particles else []))


_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_WITH_PARTICLES = re.compile(rf"(?:\b[a-z]+ )+[{UPPER}][\w'’-]*$")


# ── runs of capitalised words ─────────────────────────────────────────────────


@cache
def _run_pattern() -> re.Pattern[str]:
    """Return a pattern that begins with a capital, so that the search skips all else in one step."""
    initials = rf"[{UPPER}]\.(?:-?[{UPPER}]\.)*"
    capitalised = rf"(?:[dO]['’])?[{UPPER}]\w*(?:[-'’]\w+)*(?:(?<=\bJr)\.|(?<=\bSr)\.)?"
    following = rf"(?:,(?= Jr))?[ \u00a0](?:{_particle()}[ \u00a0]){{0,2}}(?:[ae][lsdr]-)?(?:{initials}|{capitalised})"
    return re.compile(rf"[{UPPER}](?<![\w'’].)(?:\.(?:-?[{UPPER}]\.)*|\w*(?:[-'’]\w+)*)(?:{following})*")


@cache
def _leading_particles() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{_particle()} ){{0,2}}(?:[ae][lsdr]-)?$")


@cache
def _particle() -> str:
    return f"(?:{'|'.join(data()['particles'])})"


def _runs(marked: Marked) -> Iterator[Span]:
    """Yield the stretches of capitalised words that could be a person's name."""
    for match in _run_pattern().finditer(marked.text):
        if _SPACE.isdisjoint(match.group()):  # most are one word, nobody's name
            cut = [] if _is_no_name(marked, match, first=True) else [match.span()]
        else:
            cut = [*_cut(marked, *match.span())]
        for start, end in cut:
            yield from _trimmed(marked.text, Span(_with_particles(marked.text, start), end))


def _with_particles(text: str, start: int) -> int:
    """Return where the name that goes on at ``start`` begins: "von der Leyen", "al-Sudani"."""
    before = text[max(0, start - 10) : start]
    if not before.endswith(("-", " ")):
        return start
    leading = _leading_particles().search(before)
    return start - (len(leading[0]) if leading else 0)


def _cut(marked: Marked, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a run where an entity, an office or a word that is nobody's name stands in it.

    What precedes "Institute" and the like goes with it: "James Martin Center" names nobody.
    """
    start = end = begin
    for match in _WORD.finditer(marked.text, begin, stop):
        word = match.group()
        if not _is_no_name(marked, match, first=start == end):
            start, end = (match.start() if start == end else start), match.end()
            continue
        if start < end and (marked.covered[match.start()] or word not in word_set("institutions")):
            yield start, end
        start = end = match.end()
    if start < end:
        yield start, end


_WORD = re.compile(r"[^ \u00a0]+")
_SPACE = frozenset(" \u00a0")


def _is_no_name(marked: Marked, word: re.Match[str], *, first: bool) -> bool:
    written = word.group()
    if marked.covered[word.start()] or written in word_set("honorifics"):
        return True
    plain = without_possessive(written).rstrip(".,")
    if plain == "He":
        return first and _NAME_FOLLOWS.match(marked.text, word.end()) is None
    if plain in _GIVEN_AND_MONTHS:
        return _SURNAME_FOLLOWS.match(marked.text, word.end()) is None
    if plain == "May":
        return first or _DAY_FOLLOWS.match(marked.text, word.end()) is not None
    return is_never_a_name(plain) and (len(plain) > 1 or first)


_GIVEN_AND_MONTHS = frozenset({"Jan", "Jun"})
_SURNAME_FOLLOWS = re.compile(rf" [{UPPER}]\w+")
_DAY_FOLLOWS = re.compile(r" \d")
_NAME_FOLLOWS = re.compile(rf" [{UPPER}]\w+,")


def _trimmed(text: str, run: Span) -> Iterator[Span]:
    """Yield ``run`` without a possessive ending or the full stop of a sentence."""
    name = without_possessive(run.of(text))
    if name.endswith(".") and not _ABBREVIATED.search(name):
        name = name[:-1]
    if len(name) > 1:
        yield Span(run.start, run.start + len(name))


_ABBREVIATED = re.compile(rf"(?:\b[{UPPER}]|Jr|Sr)\.$")


# ── what introduces a person ──────────────────────────────────────────────────


class _Seen(NamedTuple):
    span: Span
    name: str
    introduced: bool
    office: Office | None


def _seen(marked: Marked, run: Span) -> _Seen:
    name = run.of(marked.text)
    office = None
    if not any(part in word_set("institutions") for part in name.split()) and not _is_home(marked, run):
        office = office_before(marked, run) or office_after(marked, run)
    introduced = office is not None or _is_spoken_of(marked, run, name.split())
    past = office is None or is_past(office)
    served = has_served(office) if office else is_said_to_have_served(marked.text, run.end)
    if introduced and (served or (past and explains(marked.text, run.end))):
        office = (office or Office())._replace(analyst=True)
    return _Seen(span=run, name=name, introduced=introduced, office=office)


def _is_home(marked: Marked, run: Span) -> bool:
    """Tell of "Senator Ann Lee of Ohio, the chairman": the office behind a place is that of who comes from there."""
    before = marked.text[max(0, run.start - _NEAR) : run.start]
    return (
        before.endswith(" of ") and " " not in run.of(marked.text) and _COMES_FROM.search(before) is not None
    )


_NEAR = 40
_COMES_FROM = re.compile(rf"[{UPPER}][\w'’-]+ of $")


def _is_spoken_of(marked: Marked, run: Span, parts: Sequence[str]) -> bool:
    """Tell whether an honorific, a given name, an initial or a verb of saying makes a name a person's."""
    text, before = marked.text, marked.text[max(0, run.start - 14) : run.start]
    if is_honorific(before):
        return True
    if not 2 <= len(parts) <= 5 or any(part in word_set("institutions") for part in parts):
        return False
    if parts[0] in word_set("given") or _has_initial(parts):
        return not _is_a_ship(text, run)
    if parts[0] in word_set("family_first") and len(parts) <= 3:
        return True
    # "US Geological Survey said": whom a state's name precedes without an office is a body of that state.
    return run.start - 1 not in marked.entity_ends and _says(before, _NEXT_WORD.match(text, run.end))


def _is_a_ship(text: str, run: Span) -> bool:
    """Tell of "the Don Beto" and "the trawler Don Beto", here or elsewhere in ``text``: who has an article is nobody."""
    if _SHIPS.search(text, max(0, run.start - _NEAR), run.start):
        return True
    name = run.of(text)
    places = (
        found.end() for found in re.finditer(re.escape(name), text) if text.endswith(_THE, 0, found.start())
    )
    return any(_ALONE.match(text, end) for end in places)


_THE = ("the ", "The ")
_SHIPS = re.compile(
    r"\b(?:boats?|ships?|vessels?|trawlers?|tankers?|freighters?|ferry|ferries|frigates?|destroyers?|corvettes?|cutters?)"
    r"(?: [A-Z][\w'’-]*)*(?: and (?:the )?)? ?$"
)
_ALONE = re.compile(
    r"['’]s |[,.;:)”\"]| (?:and|or|was|were|is|has|had|will|would|to|in|on|at|off|from|near|left|sailed|sank)\b"
)


def _has_initial(parts: Sequence[str]) -> bool:
    return (
        len(parts) > 2
        and len(parts[0]) > 2
        and any(len(part) == 2 and part[1] == "." for part in parts[1:-1])
    )


def _says(before: str, after: re.Match[str] | None) -> bool:
    verbs = word_set("said")
    previous = before.rstrip().rpartition(" ")[2].lstrip('”",')
    return (before.endswith(" ") and previous in verbs) or (after is not None and after[1] in verbs)


_NEXT_WORD = re.compile(r" (?:also |later |recently |has |had |previously )?([a-z]+)\b")


# ── one person, several mentions ──────────────────────────────────────────────


@dataclass(slots=True)
class _Person:
    name: str
    office: Office = field(default_factory=Office)

    def learn(self, office: Office) -> None:
        """Fill in what is not known yet: the first office that an article gives somebody is hers."""
        known = self.office
        self.office = Office(
            role=known.role or office.role,
            country=known.country or office.country,
            organisation=known.organisation or office.organisation,
            analyst=known.analyst or (office.analyst and known.role is None),
        )


@dataclass(slots=True)
class _Register:
    """The persons of an article by key, by short form, by first name; ``None`` where a nickname fits several."""

    by_key: dict[tuple[str, str], _Person] = field(default_factory=dict)
    by_nickname: dict[tuple[str, str], _Person | None] = field(default_factory=dict)
    by_short: dict[str, list[_Person]] = field(default_factory=dict)
    by_first: dict[str, _Person] = field(default_factory=dict)

    @classmethod
    def of(cls, seen: Iterable[_Seen]) -> "_Register":
        """Enter those who are introduced, full names before surnames."""
        register = cls()
        introduced = [one for one in seen if one.introduced]
        for one in sorted(introduced, key=lambda one: " " not in one.name or one.name[0].islower()):
            person = register.find(one.name, introduced=True) or register._enter(one.name)
            if one.office is not None:
                person.learn(one.office)
        return register

    def _enter(self, name: str) -> _Person:
        person = self.by_key[_key(name)] = _Person(name=name)
        nickname = _nickname(name)
        self.by_nickname[nickname] = None if nickname in self.by_nickname else person
        self.by_first.setdefault(name.split(maxsplit=1)[0], person)
        for short in dict.fromkeys(short_forms(name)):
            self.by_short.setdefault(short, []).append(person)
        return person

    def find(self, name: str, *, introduced: bool, last: _Person | None = None) -> _Person | None:
        """Return whom ``name`` means; of several namesakes the one spoken of ``last``."""
        if person := self.by_key.get(_key(name)):
            return person
        if " " in name and (person := self.by_nickname.get(_nickname(name))):
            return person
        namesakes = self.by_short.get(name) or self.by_short.get(name[0].lower() + name[1:], [])
        if last in namesakes:
            return last
        return namesakes[0] if namesakes else (self.by_first.get(name) if introduced else None)


def _nickname(name: str) -> tuple[str, str]:
    """Return what "Joseph R. Biden Jr." and "Joe Biden" have in common: surname and beginning."""
    first, surname = _key(name)
    return (first[:2] if len(first) > 2 else first, surname)


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str, str]:
    """Return first and last part of a name, alike for "Kim Jong Un" and "Kim Jong-un"."""
    parts = [part for part in name.lower().replace("-", " ").split() if part.strip(".,") not in ("jr", "sr")]
    parts = parts or [name.lower()]
    return (parts[0], parts[-1].strip(",")) if len(parts) > 1 else ("", parts[0])


def _resolved(marked: Marked, seen: Sequence[_Seen], register: _Register) -> Iterator[PersonMention]:
    last: _Person | None = None
    for one in seen:
        person = register.find(one.name, introduced=one.introduced, last=last)
        if person is not None and (one.introduced or not _is_a_common_word(marked.text, one.span)):
            last = person
            yield _mention(one, person)


def _is_a_common_word(text: str, span: Span) -> bool:
    """Tell whether a capital at the start of a sentence is all that makes a word a surname ("Small")."""
    word = span.of(text).lower()
    if word not in word_set("word_surnames") or _ACTS.match(text, span.end):
        return False
    return _OPENS_SENTENCE.search(text, max(0, span.start - 3), span.start) is not None


_OPENS_SENTENCE = re.compile(r"(?:^|[.?!:\n][”\"’']? ?|[“\"])$")
_ACTS = re.compile(
    r"['’]s |,| (?:said|says|told|added|wrote|has|had|is|was|will|would|also|did|does|could|may|might|noted|argued|warned)\b"
)


def _mention(one: _Seen, person: _Person) -> PersonMention:
    office = person.office
    country = office.country
    if country is None and office.role and office.role.lower().endswith("president"):
        country = administration(short_forms(person.name)[-1])
    return PersonMention(
        start=one.span.start,
        end=one.span.end,
        surface=one.name,
        name=person.name,
        role=office.role,
        country=country,
        organisation=office.organisation,
        analyst=office.analyst,
    )
