"""Verbs known by their forms, where there is no parser. Pure."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "has",
        "have",
        "had",
        "says",
        "said",
        "set",
        "due",
    ]
)
_AFTER_A_NOUN = frozenset(
    [
        "of",
        "on",
        "over",
        "between",
        "in",
        "at",
        "with",
        "after",
        "amid",
        "and",
        "for",
        "from",
        "under",
        "as",
        "against",
        "",
    ]
)


def is_verb(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a word of a headline is its verb: "Oslo talks end", "Bolivia to free two officers"."""
    return is_finite(tokens, place) or (tokens[place] == "to" and _after(tokens, place) in verb_forms())


def is_finite(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a word, in lower case, can be a finite verb where it stands: not "talks" in "talks on fishing"."""
    word = tokens[place]
    is_noun_here = word in noun_forms() and _after(tokens, place) in _AFTER_A_NOUN
    return word in _FINITE or (word in verb_forms() and not is_noun_here)


def is_named(tokens: Sequence[str], place: int) -> bool:
    """Tell whether the form of a verb is a name or a noun here: "Mr. K. Shun", "the press", "in brief", "minister's visit".

    One who bears a title is one: no bare form is her verb, but "ministers meet" and "president and minister meet" have one.
    """
    word, before = tokens[place], tokens[place - 1]
    if word in _FINITE or word == "to":
        return False
    if before in _BEFORE_A_NOUN or before.endswith(("'s", "’s")):
        return True
    bears_an_initial = len(before) == 1 and before not in ("a", "i")
    bears_a_title = _titles().intersection(tokens[max(0, place - 2) : place]) and "and" not in tokens[:place]
    return word in _bare_forms() and bool(bears_an_initial or bears_a_title)


_BEFORE_A_NOUN = frozenset(["the", "a", "an", "of", "in", "on", "at", "for", "from", "by", "with", "under"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(each.rstrip(".") for each in _data("word_classes.toml")["titles"])


@cache
def _bare_forms() -> frozenset[str]:
    """Return the verbs of which the base form is no past too."""
    verbs, headlines = _data("verbs.toml"), _data("headlines.toml")
    forms = [
        tuple(_forms(each))
        for each in (*verbs["common"], *verbs["reporting"], *verbs["speech"], *headlines["verbs"])
    ]
    return frozenset(each[0] for each in forms) - {form for each in forms for form in each[1:]}


def _after(tokens: Sequence[str], place: int) -> str:
    return tokens[place + 1] if place + 1 < len(tokens) else ""


@cache
def verb_forms() -> frozenset[str]:
    """Return verbs as headlines use them: base, third person, past."""
    return (
        _all_forms(_data("verbs.toml")["common"]) | _all_forms(_data("headlines.toml")["verbs"]) | _telling()
    )


@cache
def asking_verbs() -> frozenset[str]:
    """Return the verbs whose object a clause can be: "decide when", "said that"."""
    return _telling() - noun_forms()


@cache
def _telling() -> frozenset[str]:
    verbs = _data("verbs.toml")
    return _all_forms(verbs["reporting"]) | _all_forms(verbs["speech"])


def _all_forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form in _forms(entry))


@cache
def noun_forms() -> frozenset[str]:
    """Return the words that are verbs or nouns, one or many."""
    return frozenset(form for word in _data("headlines.toml")["nouns"] for form in tuple(_forms(word))[:2])


def _data(name: str) -> Mapping[str, list[str]]:
    return tomllib.loads((files("briefing.data") / name).read_text(encoding="utf-8"))


def _forms(entry: str) -> Iterator[str]:
    """Yield the base form, the third person and the past of a verb written as "say/said/said" or "call for"."""
    base, *irregular = entry.split(maxsplit=1)[0].split("/")
    yield base
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        yield base[:-1] + "ies"
        yield from irregular or (base[:-1] + "ied",)
        return
    yield base + ("es" if base.endswith(("s", "sh", "ch", "x", "o", "z")) else "s")
    yield from irregular or (base + ("d" if base.endswith("e") else "ed"),)
