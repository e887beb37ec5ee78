"""The two sides that an article is about: whom "both", "the two" and "the talks" mean. Pure."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing.gazetteer import EntityKind, Mention

_CLEAR = 1.3
_BALANCED = 0.25
_FEWEST = 2
_NEAR = 700
_JUST_BEFORE = 400
_JOINTS = frozenset({" and ", " and the ", ", and "})


class Couple(NamedTuple):
    """Two parties named side by side at ``start``: "Oslo and Riga"."""

    start: int
    one: str
    other: str

    @property
    def name(self) -> str:
        return f"{self.one} and {self.other}"


class Couples(NamedTuple):
    """``main`` are the two whom the whole article is about, where two stand out, ``chief`` the one named
    far more often than anybody; ``named`` are those joined by "and", ``acting`` all who act, with the place."""

    main: Couple | None
    chief: str | None
    named: tuple[Couple, ...]
    acting: tuple[tuple[int, str], ...] = ()

    def at(self, position: int) -> Couple | None:
        """Return whom "both sides" means at ``position``: a couple just named, else the article's two."""
        index = bisect_left(self.named, position, key=lambda couple: couple.start)
        if index and position - self.named[index - 1].start < _NEAR:
            couple = self.named[index - 1]
            same = self.main is not None and {couple.one, couple.other} == {self.main.one, self.main.other}
            return self.main if same else couple
        return self.main

    def meant(self, position: int) -> Couple | None:
        """Return whom "each side" at ``position`` can only mean: its couple, else the only two who are named just before."""
        if couple := self.at(position):
            return couple
        first, last = (bisect_left(self.acting, (place,)) for place in (position - _JUST_BEFORE, position))
        names = tuple(dict.fromkeys(name for _, name in self.acting[first:last]))
        return Couple(self.acting[first][0], *names) if len(names) == 2 else None

    def partner(self, party: str) -> str | None:
        """Return the other of the article's two sides, where ``party`` is one of them."""
        if self.main is None or party not in (self.main.one, self.main.other):
            return None
        return self.main.other if party == self.main.one else self.main.one


def couples_of(text: str, acting: Sequence[Mention], of_people: Iterable[str]) -> Couples:
    """Return the couples of ``text``, in which ``acting`` entities and people of the states ``of_people`` are named."""
    often = Counter(mention.entity.name for mention in acting if mention.entity.kind is not EntityKind.PLACE)
    often.update(of_people)
    if often["European Union"]:
        often["European Union"] += often.pop("European countries", 0)
    places = tuple((mention.start, mention.entity.name) for mention in acting)
    return Couples(_main(often, acting), _chief(often), tuple(_joined(text, acting)), places)


def _main(often: Counter[str], acting: Sequence[Mention]) -> Couple | None:
    (one, first), (other, second), (_, third) = (*often.most_common(3), ("", 0), ("", 0), ("", 0))[:3]
    if second < max(_FEWEST, _BALANCED * first) or second < _CLEAR * third:
        return None
    order = {name: number for number, name in enumerate(mention.entity.name for mention in reversed(acting))}
    one, other = sorted((one, other), key=lambda name: -order.get(name, 0))
    return Couple(0, one, other)


def _chief(often: Counter[str]) -> str | None:
    (one, first), (_, second) = (*often.most_common(2), ("", 0), ("", 0))[:2]
    return one if first >= max(_FEWEST, 2 * second) else None


def _joined(text: str, acting: Sequence[Mention]) -> Iterable[Couple]:
    for before, after in pairwise(acting):
        between = text[before.end : after.start]
        government = _OF_A_GOVERNMENT.fullmatch(between) is not None
        apart = _is_listed(text, before) or text.endswith(_TOWARDS, 0, before.start)
        joined = between in _JOINTS or government or _OF_A_REPUBLIC.fullmatch(between) is not None
        if joined and not apart:
            one, other = before.entity.name, after.entity.name
            if one != other and (before.form is after.form or government):
                yield Couple(before.start, one, other)


_OF_A_REPUBLIC = re.compile(
    r",? and (?:the )?(?:Republic|Kingdom|State) of (?:the )?"
)  # as communiqués call both
_TOWARDS = (" complaints with ", " complaint with ")  # before whom two others quarrel


# "Yemen's government and the Houthi movement"
_OF_A_GOVERNMENT = re.compile(r"(?:['’]s)? (?:government|army|military|leaders|junta),? and (?:the )?")


def _is_listed(text: str, mention: Mention) -> bool:
    """Tell whether ``mention`` goes on a list, as Riga does in "Oslo, Riga and Rome"."""
    return _ON_A_LIST.search(text, max(0, mention.start - 40), mention.start) is not None


_ON_A_LIST = re.compile(r"\b[A-Z][\w'’-]*, $")
