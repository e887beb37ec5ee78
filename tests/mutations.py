"""Correct statements with their evidence, and what becomes of them when one thing in them is made wrong.

The pairs come from the sample's articles and from statements written by hand (``data/claims``). Each mutation
changes one number, date, name or quoted word, takes a quotation from elsewhere, or lets somebody else say it.
What is replaced is found here by plain patterns, not by the checks that are under test.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from briefing.collect.article import articles_of
from briefing.collect.sources import read_source
from briefing.settings import Settings
from briefing.summarize.checks import Context
from briefing.text import Span, sentences
from briefing.types import Article, AttributionType
from briefing.workplace import open_fetcher, sample_settings, sample_source

CLAIMS = Path(__file__).parent / "data" / "claims"
SPEAKERS = Path(__file__).parent / "data" / "speakers.toml"
SEED = 20260304


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A statement and the passages that bear it out."""

    statement: str
    evidence: tuple[str, ...]
    published: date | None
    text: str
    title: str = ""

    @property
    def context(self) -> Context:
        return Context(published=self.published, article_text=self.text, title=self.title)


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Words of an article and who says them."""

    article: Article
    name: str
    type: AttributionType
    evidence: tuple[Span, ...]


# ── correct pairs ─────────────────────────────────────────────────────────────


@cache
def articles() -> tuple[Article, ...]:
    """Return the sample's English articles, each text once."""
    fetcher, now = open_fetcher(sample_settings(Settings())), datetime(2026, 3, 5, tzinfo=UTC)
    read = read_source(sample_source(), fetcher=fetcher, states={}, known=lambda _: False, now=now)
    found = [each for document in read.documents for each in articles_of(document)]
    by_text = {each.text: each for each in reversed(found) if each.language == "en"}
    return tuple(by_text.values())


def written() -> list[Pair]:
    """Return the pairs written by hand."""
    entries = [
        entry
        for path in sorted(CLAIMS.glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["pair"]
    ]
    return [_of_article(entry) if "article" in entry else _invented(entry) for entry in entries]


def _of_article(entry: dict) -> Pair:
    article = next(each for each in articles() if each.title.startswith(entry["article"]))
    return Pair(
        statement=entry["statement"],
        evidence=tuple(entry["evidence"]),
        published=article.published,
        text=article.text,
        title=article.title,
    )


def _invented(entry: dict) -> Pair:
    evidence = tuple(entry["evidence"])
    return Pair(
        statement=entry["statement"],
        evidence=evidence,
        published=entry["published"],
        text="\n\n".join(evidence),
    )


def copied() -> Iterator[Pair]:
    """Yield the articles' sentences as statements: upon themselves, and upon themselves and the next one."""
    for article in articles():
        told = [span.of(article.text) for span in sentences(article.text)]
        for one, following in zip(told, [*told[1:], ""], strict=True):
            for evidence in ((one,), (one, following) if following else ()):
                if evidence:
                    yield Pair(
                        statement=one,
                        evidence=evidence,
                        published=article.published,
                        text=article.text,
                        title=article.title,
                    )


_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]  # fmt: skip


def reworded(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield pairs whose numbers are written the other way: 14 for fourteen, six for 6."""
    for pair in pairs:
        for match in re.finditer(r"(?<![\w.,$€£-])(?:1?\d|20)(?= [a-z])(?! p)", pair.statement):
            if int(match[0]) > 1:
                yield _with(pair, match.span(), _WORDS[int(match[0])])
        for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(_WORDS[2:])})(?= [a-z])", pair.statement):
            yield _with(pair, match.span(), str(_WORDS.index(match[0])))


def _with(pair: Pair, span: tuple[int, int], words: str) -> Pair:
    start, end = span
    return replace(pair, statement=pair.statement[:start] + words + pair.statement[end:])


@cache
def pairs() -> tuple[Pair, ...]:
    """Return all correct pairs."""
    base = [*written(), *copied()]
    unquoted = [pair for pair in base if '"' not in pair.statement and "“" not in pair.statement]
    return (*base, *reworded(unquoted))


# ── numbers and dates ─────────────────────────────────────────────────────────

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DATE = re.compile(rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)})(?: (?P<day2>\d{{1,2}})\b)?")
_NUMBER = re.compile(
    rf"(?<![\w.,-])\d+(?:[.,]\d+)*(?=[ %-]|bn|m\b)(?! (?:{'|'.join(_MONTHS)}))|(?<![\w-])(?:{'|'.join(_WORDS[2:])})(?=[ -][a-z])"
)


def numbers(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Change a number that is not part of a date into one that the evidence does not give."""
    told = numbers_told(pair)
    dates = [match.span() for match in _DATE.finditer(pair.statement)]
    for match in _NUMBER.finditer(_unquoted(pair.statement)):
        if any(start <= match.start() < end for start, end in dates) or re.fullmatch(
            r"(?:19|20)\d\d", match[0]
        ):
            continue
        yield _with(pair, match.span(), _another_number(match[0], told, rng))


def numbers_told(pair: Pair) -> frozenset[str]:
    """Return the numbers of the evidence as plain digits, those in words up to twenty as well."""
    words = re.findall(r"\w+(?:[.,]\d+)*", " ".join(pair.evidence).lower())
    return frozenset(str(_WORDS.index(word)) if word in _WORDS else word.replace(",", "") for word in words)


def _another_number(written_: str, told: frozenset[str], rng: random.Random) -> str:
    while True:
        other = _any_number(written_, rng)
        plain = str(_WORDS.index(other)) if other in _WORDS else other.replace(",", "")
        if plain not in told and other != written_:
            return other


def _any_number(written_: str, rng: random.Random) -> str:
    if not written_[0].isdigit():
        return rng.choice(_WORDS[2:])
    if written_.isdigit() and rng.random() < 0.3:
        return written_ + "0"
    at = rng.choice([i for i, char in enumerate(written_) if char.isdigit()])
    return written_[:at] + rng.choice("123456789") + written_[at + 1 :]


def exchanged(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Exchange two numbers, days or states of the statement: each is borne out, but of something else."""
    plain = _unquoted(pair.statement)
    for pattern in (
        _NUMBER.pattern,
        rf"\b(?:{'|'.join(_DAYS)})\b",
        rf"\b(?:{'|'.join(r[0] for r in STATES)})\b",
    ):
        found = list(re.finditer(pattern, plain))
        if len({match[0] for match in found}) > 1:
            first, second = found[0], rng.choice([match for match in found if match[0] != found[0][0]])
            if first.start() < second.start():
                later = _with(pair, second.span(), first[0])
                yield _with(later, first.span(), second[0])


def dates(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Change a month, a day of the month, a day of the week, a year, or last week into last month.

    A date that the evidence gives elsewhere is not taken: then two are exchanged (``exchanged``).
    """
    told = " ".join(pair.evidence)
    plain = _unquoted(pair.statement)
    for match in _DATE.finditer(plain):
        yield _with(
            pair,
            match.span("month"),
            rng.choice([m for m in _MONTHS if m not in told and m != match["month"]]),
        )
        for group in ("day", "day2"):
            if match[group]:
                day = rng.choice(
                    [n for n in range(1, 29) if not re.search(rf"\b{n}\b", told) and n != int(match[group])]
                )
                yield _with(pair, match.span(group), str(day))
    for match in re.finditer(rf"\b(?:{'|'.join(_DAYS)})\b", plain):
        yield _with(pair, match.span(), rng.choice([d for d in _DAYS if d not in told and d != match[0]]))
    for match in re.finditer(r"(?<![\d.,$])(?:19|20)\d\d\b", plain):
        years = [str(int(match[0]) + step) for step in (-7, -3, -2, -1, 1, 2, 4)]
        yield _with(pair, match.span(), rng.choice([year for year in years if year not in told]))
    for match in re.finditer(r"\b(?:last|next) (?:week|month|year)\b", plain):
        others = [f"{w} {u}" for w in ("last", "next") for u in ("week", "month", "year")]
        yield _with(pair, match.span(), rng.choice([other for other in others if other != match[0]]))


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"|'[^']*'(?!\w)", lambda match: "_" * len(match[0]), text)


# ── names ─────────────────────────────────────────────────────────────────────

# A state, as it may stand in a text; every word of a row means the same one.
STATES = tuple(
    tuple(row.split("|"))
    for row in (
        "Bolivia|Bolivian|La Paz Chile|Chilean|Santiago Senegal|Senegalese|Dakar Mauritania|Mauritanian|Nouakchott "
        "Djibouti|Djiboutian Eritrea|Eritrean|Asmara Kazakhstan|Kazakh|Astana Bulgaria|Bulgarian|Sofia Paraguay|Paraguayan|Asunción "
        "Brazil|Brazilian Argentina|Argentine|Tuvalu Zambia|Zambian|Lusaka Tanzania|Tanzanian Fiji|Fijian|Suva Ghana|Ghanaian|Accra "
        "Norway|Norwegian|Oslo Egypt|Egyptian|Cairo Peru|Peruvian|Lima Hungary|Hungarian|Budapest Sweden|Swedish|Stockholm "
        "Portugal|Portuguese|Lisbon Vietnam|Vietnamese|Hanoi Kenya|Kenyan|Nairobi Australia|Australian|Canberra Iran|Iranian|Tehran"
    ).replace("La Paz", "La_Paz").split()
)  # fmt: skip
PEOPLE = (
    "Ibrahim Salavati",
    "Greta Lindqvist",
    "Tomasz Wierzba",
    "Oluwaseun Adeyinka",
    "Marwick",
    "Daneshvar",
    "Brunkhorst",
)
PLACES = ("Geneva", "Reykjavik", "Tbilisi", "Montevideo", "Antananarivo", "Gothenburg")


def names(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Put another state, person or place for one that the statement names, one that the evidence does not name."""
    plain, told = _unquoted(pair.statement), " ".join(pair.evidence)
    for row in STATES:
        for form, spelled in enumerate(row):
            for match in re.finditer(rf"(?<![\w-]){spelled.replace('_', ' ')}(?![\w-])", plain):
                others = [r for r in STATES if r != row and len(r) > form and not _is_told(r, told)]
                yield _with(pair, match.span(), rng.choice(others)[form].replace("_", " "))
    everybody = [name for name in (*persons_of(pair.text), *PEOPLE) if name.split()[-1] not in told]
    for name in persons_of(pair.text):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", plain):
            other = rng.choice([one for one in everybody if one != name] or list(PEOPLE))
            yield _with(pair, match.span(), other)
    for match in re.finditer(r"(?<=\bin )[A-Z][a-zé]{3,}(?! [A-Z])(?=[ ,.])", plain):
        if match[0] not in _MONTHS and match[0] not in {word for row in STATES for word in row}:
            yield _with(pair, match.span(), rng.choice([place for place in PLACES if place not in told]))


def _is_told(row: Sequence[str], told: str) -> bool:
    return any(word.replace("_", " ") in told for word in row)


@cache
def persons_of(text: str) -> tuple[str, ...]:
    """Return surnames and full names of those who are introduced by what they are, found by plain patterns."""
    full = re.findall(
        r"(?:[Mm]inister|[Aa]mbassador|commissioner|[Ee]nvoy|negotiator|official|security|governance|said),? "
        r"((?:[A-ZÀ-Þ][\w’'-]+ ){1,3}[A-ZÀ-Þ][\w’'-]+)(?=[,. ])",
        text,
    )
    found = [
        name for name in dict.fromkeys(full) if not re.search(r"Minister|European|Union|UN|States|The ", name)
    ]
    return tuple(dict.fromkeys([*found, *(name.split()[-1] for name in found)]))


# ── quotations ────────────────────────────────────────────────────────────────


def quotes_in(pair: Pair) -> list[tuple[int, int]]:
    """Return where the statement quotes."""
    found = re.finditer(r"(?:“([^”]+)”|\"([^\"]+)\"|(?<= )'([^']+)'(?!\w))", pair.statement)
    return [match.span(match.lastindex or 0) for match in found]


def quote_words(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Change, add or drop a word of a quotation."""
    for start, end in quotes_in(pair):
        yield _with(pair, (start, end), changed(pair.statement[start:end], rng))


_OTHERS = [
    "never",
    "firmly",
    "weapons",
    "border",
    "always",
    "promise",
    "billion",
    "secretly",
    "delay",
    "refuse",
]


def changed(quote: str, rng: random.Random) -> str:
    """Return ``quote`` with one word changed, added or dropped; a word in the middle where there is one."""
    words = quote.split(" ")
    at = rng.choice([i for i, word in enumerate(words) if any(char.isalnum() for char in word)])
    other = rng.choice([word for word in _OTHERS if word not in quote])
    if len(words) < 3 or at in (0, len(words) - 1):
        words[at] = other
        return " ".join(words)
    return rng.choice([
        " ".join([*words[:at], other, *words[at + 1 :]]),
        " ".join([*words[:at], other, *words[at:]]),
        " ".join([*words[:at], *words[at + 1 :]]),
    ])  # fmt: skip


def foreign_quotes(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Put a quotation of another article for one of the statement."""
    foreign = [
        quote for article in articles() if article.text != pair.text for quote in _quoted(article.text)
    ]
    for start, end in quotes_in(pair):
        others = [quote for quote in foreign if quote not in " ".join(pair.evidence)]
        yield _with(pair, (start, end), rng.choice(others))


@cache
def _quoted(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"“([^”]{12,})”", text))


def frankenquotes(pair: Pair, rng: random.Random) -> Iterator[Pair]:
    """Join halves of two passages of the article into one quotation."""
    told = [span.of(pair.text) for span in sentences(pair.text)]
    for start, end in quotes_in(pair):
        first, second = pair.statement[start:end].split(), rng.choice(told).split()
        seam = rng.choice(["…", "...", "and"])
        joined = [*first[: len(first) // 2 + 1], seam, *second[len(second) // 2 :]]
        yield _with(pair, (start, end), " ".join(joined).replace("”", "").replace("“", "").replace('"', ""))


# ── who said it ───────────────────────────────────────────────────────────────


@cache
def spoken() -> tuple[Spoken, ...]:
    """Return who says what in the sample's articles, as read by hand."""
    entries = tomllib.loads(SPEAKERS.read_text("utf-8"))["spoken"]
    return tuple(_spoken(entry) for entry in entries)


def _spoken(entry: dict) -> Spoken:
    article = next(each for each in articles() if each.title.startswith(entry["article"]))
    start = article.text.index(entry["evidence"])
    span = Span(start, start + len(entry["evidence"]))
    return Spoken(article=article, name=entry["name"], type=AttributionType(entry["type"]), evidence=(span,))


def misattributed(one: Spoken, rng: random.Random) -> Iterator[Spoken]:
    """Let others of the same article say it."""
    heard = [other.name for other in spoken() if other.article is one.article]
    known = {*heard, *(name for name in persons_of(one.article.text) if " " in name)}
    others = sorted(name for name in known if not set(name.split()) & set(one.name.split()))
    for name in rng.sample(others, min(10, len(others))):
        yield replace(one, name=name, type=_type_of(name))


def _type_of(name: str) -> AttributionType:
    return next((one.type for one in spoken() if one.name == name), AttributionType.NAMED_OFFICIAL)


Mutation = Callable[[Pair, random.Random], Iterator[Pair]]


def mutants(mutation: Mutation, least: int = 500) -> list[Pair]:
    """Return mutants of all pairs, each once, at least so many where the texts give them."""
    rng = random.Random(SEED)
    found: dict[Pair, None] = {}
    for _ in range(8):
        for pair in pairs():
            found.update(dict.fromkeys(mutation(pair, rng)))
        if len(found) >= least:
            break
    return list(found)
