"""Items reduced to what is compared: the characters they rest on, whose they are, who says them, and for when. Pure."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.evaluation.labelled import Kind, LabelledItem
from briefing.text import fold
from briefing.types import AttributionType, Dispute, Evidence, Item, Objective

COMMITMENT = "commitment"
_MOST_OTHER_WORDS = 4
_MOST_WORDS_OF_SIDES = 24


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mark:
    """An item, labelled or found. ``pieces`` are the characters of its quotations, one by one, ``characters`` of all.

    ``parties`` are the names of a dispute's sides; ``due`` is the last day of a horizon.
    """

    kind: Kind
    subkind: str
    core: bool
    quotes: tuple[str, ...]
    pieces: tuple[frozenset[int], ...]
    characters: frozenset[int]
    holder: str | None
    parties: tuple[str, ...]
    speaker: AttributionType | None
    due: date | None


def labelled_mark(item: LabelledItem, text: str) -> Mark:
    """Return a labelled item as it is compared."""
    quotes = tuple(each.quote for each in item.evidence)
    pieces = _pieces(quotes, text)
    return Mark(
        kind=item.kind,
        subkind=item.subkind,
        core=item.core,
        quotes=quotes,
        pieces=pieces,
        characters=frozenset().union(*pieces),
        holder=item.holder,
        parties=tuple(each for each in (item.holder, item.counterpart) if each),
        speaker=item.attribution.type if item.attribution else None,
        due=item.horizon.end if item.horizon else None,
    )


def found_mark(item: Item, text: str) -> Mark:
    """Return an item of a summary as it is compared."""
    parties = item.parties if isinstance(item, Dispute) else ()
    quotes = tuple(each.quote for each in evidence_of(item))
    pieces = _pieces(quotes, text)
    return Mark(
        kind=_kind(item),
        subkind=item.subkind,
        core=False,
        quotes=quotes,
        pieces=pieces,
        characters=frozenset().union(*pieces),
        holder=None if isinstance(item, Dispute) else item.holder,
        parties=tuple(each.party for each in parties),
        speaker=item.attribution.type,
        due=None if isinstance(item, Dispute) or item.horizon is None else item.horizon.end,
    )


def evidence_of(item: Item) -> list[Evidence]:
    """Return what an item rests on, a dispute's sides included."""
    parties = item.parties if isinstance(item, Dispute) else ()
    return [*item.evidence, *(one for party in parties for one in party.evidence)]


def _kind(item: Item) -> Kind:
    if isinstance(item, Dispute):
        return "dispute"
    return "objective" if isinstance(item, Objective) else "expectation"


def _pieces(quotes: Iterable[str], text: str) -> tuple[frozenset[int], ...]:
    """Return where each quotation stands first, typography aside: engines that give no offsets are compared alike."""
    folded = fold(text)
    return tuple(_characters(folded.find(fold(quote)), quote) for quote in quotes)


def _characters(start: int, quote: str) -> frozenset[int]:
    return frozenset(range(start, start + len(quote))) if start >= 0 else frozenset()


# ── names ─────────────────────────────────────────────────────────────────────


def is_same_holder(found: str | None, labelled: str) -> bool:
    """Tell whether two names mean one party: half the words of the shorter name, and few beside the labelled ones."""
    mine, theirs = name_words(found or ""), name_words(labelled)
    shared = len(mine & theirs)
    few_others = len(mine) <= len(theirs) + _MOST_OTHER_WORDS
    return shared > 0 and shared >= 0.5 * min(len(mine), len(theirs)) and few_others


def names_side(found: Iterable[str], labelled: str) -> bool:
    """Tell whether one of the names of a found dispute's sides is the ``labelled`` side; not where all of a text is named."""
    mine = name_words(" ".join(found))
    return bool(mine & name_words(labelled)) and len(mine) <= _MOST_WORDS_OF_SIDES


def name_words(name: str) -> frozenset[str]:
    """Return what tells one party from another: the words of a name, capitals and peoples as the state they stand for."""
    alike, name = _alike(), name.lower()
    for phrase, one in alike["phrases"].items():
        name = name.replace(phrase, one)
    found = {alike["words"].get(word, word) for word in _NAME_WORD.findall(name)}
    return frozenset(found - alike["no_name"])


_NAME_WORD = re.compile(r"[\w.\-]+")


@cache
def _alike() -> dict[str, Any]:
    read = tomllib.loads((files("briefing.data") / "names_alike.toml").read_text(encoding="utf-8"))
    words = {word: one for one, others in read["alike"].items() for word in others}
    return {"phrases": read["phrases"], "words": words, "no_name": frozenset(read["no_name"])}
