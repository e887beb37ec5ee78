"""The proper names of a statement that its evidence does not bear out. Pure.

A name is borne out where the evidence has it in some form: a person's surname, a state's capital or people, an
organisation's abbreviation; or where a pronoun or a title of the evidence means it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.gazetteer import EntityKind, Mention, MentionForm, is_never_a_name, mentions, state
from briefing.summarize.checks.lexicon import capitals
from briefing.summarize.checks.passages import Passage
from briefing.summarize.checks.register import Register, is_same_entity, stem, stems
from briefing.summarize.offices import word_set
from briefing.summarize.people import PersonMention, short_forms
from briefing.text import Span, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the evidence of one statement names. ``told`` is the evidence and what is proved
    besides, ``article`` the register of the whole article, ``before`` the text right before the passages."""

    article: Register
    entities: tuple[Mention, ...]
    stems: frozenset[str]
    capital: frozenset[str]
    words: frozenset[str]
    acronyms: frozenset[str]
    told: str
    before: str


def unnamed(
    statement: str,
    evidence: Sequence[Passage],
    besides: Sequence[str],
    article: Register,
    no_names: Sequence[Span],
    outlets: Sequence[Span] = (),
) -> list[Span]:
    """Return where ``statement`` names somebody or something that neither the evidence nor ``besides`` names.

    ``besides`` are names proved elsewhere; ``no_names`` where it tells the time or a number, ``outlets`` where it names whose report it is.
    """
    inside, names = _names(statement, evidence, besides, article)
    inside = [one for one in inside if not any(each.start <= one.start < each.end for each in outlets)]
    doubted = [Span(one.start, one.end) for one in inside if not _is_entity_named(one, names)]
    covered = [Span(one.start, one.end) for one in inside] + [*no_names, *outlets]
    for run in _runs(statement, covered):
        if _is_made_up_of_common_words(statement, run, names):
            doubted.extend(run)
        else:
            doubted.extend(word for word in run if not _is_borne_out(statement, word, run, names))
    return doubted


def _names(
    statement: str, evidence: Sequence[Passage], besides: Sequence[str], article: Register
) -> tuple[list[Mention], Names]:
    """Read statement and evidence at once, because what a name means may hang on the words around it."""
    known = [*(passage.whole for passage in evidence), *besides]
    joined = "\n\n".join([statement, *known])
    found = mentions(joined)
    inside = [one for one in found if one.end <= len(statement)]
    told = "\n".join(known)
    folded = fold(told)
    names = Names(
        article=article,
        entities=tuple(one for one in found if one.start > len(statement)),
        stems=stems(told).union(*(stems(one.entity.name) for one in found if one.start > len(statement))),
        capital=frozenset(stem(word) for word in _WORD.findall(folded) if word[0].isupper()),
        words=frozenset(word.lower() for word in _WORD.findall(folded)),
        acronyms=frozenset(word.replace(".", "") for word in _ACRONYM.findall(told)),
        told=told,
        before="\n".join(passage.before for passage in evidence),
    )
    return inside, names


_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"(?<![^\W_])(?:[A-Z]\.?){2,}(?![^\W_])")


# ── states and organisations ──────────────────────────────────────────────────


def _is_entity_named(one: Mention, names: Names) -> bool:
    if any(is_same_entity(one.entity, other.entity) for other in names.entities):
        return True
    if _is_literal(one.surface, names.told) or _is_body_named(one, names):
        return True
    if _is_abbreviated(one.surface, names) or _is_state_of_somebody(one, names):
        return True
    if one.entity.kind is EntityKind.PLACE and " " not in one.surface and _is_place_named(one, names):
        return True
    return _is_meant(one, names)


def _is_literal(surface: str, told: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", told) is not None


def _is_body_named(one: Mention, names: Names) -> bool:
    """Tell whether the evidence has the words that tell one body from others: "Democratic" of the party's."""
    if one.entity.kind in (EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE):
        return False
    roots = stems(one.surface)
    return bool(roots & names.capital) and roots <= names.stems | capitals("titles")


def _is_place_named(one: Mention, names: Names) -> bool:
    """Tell whether a place is part of a name of the evidence ("Korea"), or is somebody's surname."""
    root = stem(one.surface)
    return root in names.stems or _is_person_named(names.article.by_short.get(root, ()), names)


def _is_abbreviated(surface: str, names: Names) -> bool:
    """Tell whether the evidence spells out what ``surface`` abbreviates or abbreviates what it spells out."""
    letters = "".join(part[0] for part in re.findall(r"[A-Z]\w*", surface)).lower()
    if len(letters) > 1 and letters.upper() in names.acronyms:
        return True
    short = surface.replace(".", "").lower()
    return len(short) > 1 and surface.isupper() and short in _initials(names)


def _initials(names: Names) -> frozenset[str]:
    found = set()
    for one in names.entities:
        found.add("".join(part[0] for part in re.findall(r"[A-Z]\w*", one.surface)).lower())
    return frozenset(found)


def _is_state_of_somebody(one: Mention, names: Names) -> bool:
    """Tell whether the evidence names somebody who holds an office of that state or body."""
    if one.entity.kind is EntityKind.PLACE:
        return False
    return any(
        _belongs(person, one)
        for short in names.capital & names.article.by_short.keys()
        for person in names.article.by_short[short]
    )


def _belongs(person: PersonMention, one: Mention) -> bool:
    if person.organisation is not None and person.organisation == one.entity.name:
        return True
    country = state(person.country) if person.country else None
    return country is not None and is_same_entity(one.entity, country)


def _is_meant(one: Mention, names: Names) -> bool:
    """Tell whether a pronoun or a noun of the evidence ("the council") means what the words before it name."""
    if one.entity.kind is not EntityKind.PLACE and any(
        other.surface.split()[-1].lower() in names.words
        for other in names.article.entities
        if " " in other.surface
        and is_same_entity(one.entity, other.entity)
        and one.entity.kind is other.entity.kind
        and other.form is MentionForm.NAME
    ):
        return True
    if not (names.words & capitals("they") or names.words & capitals("bodies")):
        return False
    return any(is_same_entity(one.entity, other.entity) for other in mentions(names.before))


# ── people, and whatever else has a capital ───────────────────────────────────


def _runs(statement: str, covered: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the runs of capitalised words outside ``covered``, each word by itself."""
    run: list[Span] = []
    taken = bytearray(len(statement))
    for one in covered:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    for match in _CAPITALISED.finditer(statement):
        word = Span(*match.span())
        if any(taken[word.start : word.end]):
            continue
        if run and statement[run[-1].end : word.start].strip(" \u00a0.") not in ("", *word_set("particles")):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


_CAPITALISED = re.compile(
    r"(?<![^\W_])(?:[a-z]{1,3}['’]?)?[^\W\da-z_][^\W_]*(?:\.(?=[A-Z]\.)[A-Z])*|(?<![\w.,])[A-Z]-?\d[\w-]*"
)


def _is_made_up_of_common_words(statement: str, run: Sequence[Span], names: Names) -> bool:
    """Tell of a name like "Coast Gazette": no word of it is a name by itself, not all make an office, and none stands in the evidence or the article."""
    inside = (
        run[1:] if _opens(statement, run[0].start) else run
    )  # the first word of a sentence owes its capital to that
    written = [word.of(statement) for word in inside]
    if len(inside) < 2 or not all(map(is_never_a_name, written)):
        return False
    if all(each.lower() in capitals("titles") for each in written):
        return False
    return {stem(each) for each in written}.isdisjoint(names.stems | names.article.capital)


def _is_borne_out(statement: str, word: Span, run: Sequence[Span], names: Names) -> bool:
    written = word.of(statement)
    if not written[-1].isalnum() or _is_ordinary(statement, word, names):
        return True
    root = stem(written)
    if root in names.stems or _is_inflected(root, names):
        return root in names.stems or root not in names.article.by_short
    if _is_spelt_out(written, names):
        return True
    return _is_of_a_name(statement, word, run, names)


def _is_ordinary(statement: str, word: Span, names: Names) -> bool:
    written = word.of(statement)
    lower = fold(written).lower()
    if lower == "i" or lower in capitals("titles"):
        return True
    if is_never_a_name(written) and _is_no_person(written, names):
        return True
    return _opens(statement, word.start) and _may_open(written, names)


def _is_no_person(written: str, names: Names) -> bool:
    """Tell whether nobody in the article bears the name ``written``."""
    return stem(written) not in names.article.by_short


def _opens(statement: str, start: int) -> bool:
    before = statement[:start].rstrip(" \t\n\"'“‘(—–-")
    return not before or before[-1] in ".:;!?”"


def _may_open(written: str, names: Names) -> bool:
    """Tell whether the first word of a sentence owes its capital to that alone."""
    lower = written.lower()
    if lower in capitals("openers"):
        return True
    if not _is_no_person(written, names) or written in word_set("given"):
        return False
    if lower in names.article.lower or lower in names.words:
        return True
    return len(lower) > 5 and lower.endswith(tuple(capitals("endings")))


_INFLECTED = ("n", "an", "ian", "ist", "ic", "ism", "er", "y")


def _is_inflected(root: str, names: Names) -> bool:
    """Tell whether the evidence has the word with another ending: "Thatcherism", "Asian"."""
    return any(
        (root.endswith(ending) and len(root) - len(ending) > 3 and root[: -len(ending)] in names.capital)
        or root + ending in names.capital
        for ending in _INFLECTED
        if len(root) > 3
    )


def _is_spelt_out(written: str, names: Names) -> bool:
    """Tell whether ``written`` is an abbreviation of words of the evidence, or the reverse for its initials."""
    letters = written.replace(".", "").lower()
    if len(letters) < 2 or not written.replace(".", "").isupper():
        return False
    return letters in names.stems or letters in _initials(names)


def _is_of_a_name(statement: str, word: Span, run: Sequence[Span], names: Names) -> bool:
    """Tell whether ``word`` belongs to a name that the article has and the evidence has in part or means."""
    root, article = stem(word.of(statement)), names.article
    if root not in article.capital:
        return False
    persons = [
        person for person in article.by_short.get(root, ()) if _fits(statement, run, person)
    ] or _persons_of_run(statement, run, article)
    if persons:
        return _is_person_named(persons, names)
    if root in article.by_short:
        return False
    others = {stem(one.of(statement)) for one in run if one != word} - capitals("titles")
    return bool(others & names.capital)


def _fits(statement: str, run: Sequence[Span], person: PersonMention) -> bool:
    """Tell whether the run's other words belong to the person's name or are titles."""
    parts = stems(person.name)
    return all(
        (root := stem(one.of(statement))) in parts
        or root in capitals("titles")
        or one.of(statement) in word_set("honorifics")
        for one in run
    )


def _persons_of_run(statement: str, run: Sequence[Span], article: Register) -> list[PersonMention]:
    return [
        person
        for one in run
        for person in article.by_short.get(stem(one.of(statement)), ())
        if _fits(statement, run, person)
    ]


def _is_person_named(persons: Sequence[PersonMention], names: Names) -> bool:
    for person in persons:
        if any(stem(short) in names.stems for short in short_forms(person.name)):
            return True
    return any(_is_person_meant(person, names) for person in persons)


def _is_person_meant(person: PersonMention, names: Names) -> bool:
    """Tell whether a title of the evidence is the person's, or a pronoun means her because she was named last."""
    role = (person.role or "").lower().split()
    if role and role[-1] in names.words and role[-1] not in names.capital and not _is_held(role[-1], names):
        return True
    if not names.words & capitals("he"):
        return False
    roots = stems(names.before)
    return any(stem(short) in roots for short in short_forms(person.name))


def _is_held(office: str, names: Names) -> bool:
    """Tell whether the evidence names somebody who holds ``office``, so that nobody else is meant by it."""
    return any(
        person.role is not None and person.role.lower().endswith(office)
        for short in names.capital & names.article.by_short.keys()
        for person in names.article.by_short[short]
    )
