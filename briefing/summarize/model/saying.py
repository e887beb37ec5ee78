"""Who says a line that a model writes over, and whom its words must name. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from briefing.comparing import holds, retells, same_party, vocabulary
from briefing.gazetteer import mentions
from briefing.summarize.checks.speaker import SPEECH
from briefing.summarize.quotation import quoted_spans
from briefing.text import fold, one_line, strip_controls, words
from briefing.types import CheckedLine

_TOLD, _ANY, _FEWEST = 0.5, 0.01, 2
_OWNER = re.compile(r"(?:the )?(\w{4,})'s? (?!critics|rivals|opponents|opposition|foes|enemies)")
_PLANS = re.compile(r"\bplans? to\b")
_CLAIMED = re.compile(
    r"\b(?:says?|said|according to|claim(?:s|ed)|accus(?:es?|ed)|den(?:y|ies|ied)|warn(?:s|ed)|insist(?:s|ed)|argu(?:es?|ed)|alleg(?:es?|ed)|"
    r"maintain(?:s|ed))\b"
)
_CITES = re.compile(r"\b(?:cites?|cited|sees?)\b")
_DENIES = re.compile(r"denies (?:(?!\b(?:and|but|because|as|saying)\b)[^;])+$")


def outsiders(text: str, cited: Iterable[CheckedLine], parties: Sequence[str]) -> Iterator[str]:
    """Yield the speakers of lines that words under a party's name draw on, who speak for somebody else and are not named in them (F4).

    Beside a line of the party's own, another that only tells what a "they" in it stands for, few of whose words are taken, is not drawn on;
    nor is the claim that a party denies, which is the other's and not said under its name.
    """
    plain = fold(text).lower()
    own = [line for line in cited if line.speaker is None or speaks_for_any(line, parties)]
    if own and _DENIES.match(plain):
        return
    taken = vocabulary(text) - vocabulary(
        " ".join(each for line in own for each in (line.text, *quotes_of(line)))
    )
    for line in (each for each in cited if each not in own):
        is_drawn_on = _share_of(line.text, taken) >= (_TOLD if own else _ANY)
        if is_drawn_on:
            yield from (each for each in speakers_of(line) if _last_word(each) not in plain)


def insiders(text: str, cited: Sequence[CheckedLine], parties: Sequence[str]) -> Iterator[str]:
    """Yield the speakers of a party, not named in the words under its name, that have more than one word of these which no other line has (F4)."""
    own = [line for line in cited if line.speaker and speaks_for_any(line, parties)]
    others = " ".join(each for line in cited if line not in own for each in (line.text, *quotes_of(line)))
    taken = vocabulary(text) - vocabulary(others)
    for line in own:
        if len(taken & vocabulary(line.text)) > 1:
            yield from (each for each in speakers_of(line) if not _is_named(each, text))


def speakers_of(line: CheckedLine) -> list[str]:
    """Return who says a line together, each by himself."""
    return line.speaker.split("; ") if line.speaker else []


def speaks_for_any(line: CheckedLine, parties: Sequence[str]) -> bool:
    """Tell whether who says a line speaks for one of the parties."""
    return any(same_party(party, each) for party in parties for each in line.speaks_for)


def quotes_of(line: CheckedLine) -> Iterator[str]:
    """Return the words of articles that a line rests on."""
    return (each.quote for each in line.evidence)


def unnamed(text: str, cited: Sequence[CheckedLine]) -> tuple[str, ...]:
    """Return the speakers of the lines whom ``text`` does not name: a claim is never told as a fact (F4).

    A ministry or a minister is named by her state, and who speaks for the holder by the holder. What the outlet says in its own voice is
    nobody else's claim, nor is what a sentence takes no more than a word of.
    """
    if any(line.speaker is None and retells(text, line.text) for line in cited):
        return ()
    told = [line for line in cited if line.speaker and _is_taken_from(line, text, cited)]
    found = (
        each
        for line in told
        for each in speakers_of(line)
        if not any(_is_named(name, text) for name in (each, *line.speaks_for) if name)
        and not _is_told_in_english(each, text)
    )
    return tuple(dict.fromkeys(found))


def _is_told_in_english(speaker: str, text: str) -> bool:
    """Tell whether words of saying stand for a speaker whom an article in another language calls by what he is: "los transportistas"."""
    return _FOREIGN.match(speaker) is not None and SPEECH.search(text) is not None


_FOREIGN = re.compile(r"(?:[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Uu]na?|[Ll]es?|[Dd]er|[Dd]as|[Ee]ine?) (?=[^\W\d_A-Z])")


def is_a_plan_of_the_outlets(text: str, cited: Iterable[CheckedLine]) -> bool:
    """Tell of a sentence that says what somebody plans to do, as a line of the outlet's own does."""
    return _PLANS.search(text) is not None and any(
        line.speaker is None and _PLANS.search(line.text) for line in cited
    )


def leaves_out_who_says_so(text: str, cited: Sequence[CheckedLine]) -> bool:
    """Tell of a sentence of a page, without any word of saying, that it, or a part of it between semicolons, has most of its words from such a part of a line in which somebody says them (F4)."""
    own = (line for line in cited if line.story and line.speaker is None)
    claims = [vocabulary(part) for line in own for part in _PARTS.split(line.text) if _CLAIMED.search(part)]
    parts = (part for part in _PARTS.split(text) if not (SPEECH.search(part) or _CITES.search(part)))
    return any(
        len(told & claim) >= max(_TOLD * len(told), _FEWEST)
        for told in map(vocabulary, parts)
        for claim in claims
    )


_PARTS = re.compile(r"(?<=[.;])\s")


def _is_taken_from(line: CheckedLine, text: str, cited: Iterable[CheckedLine]) -> bool:
    """Tell whether words tell a line, or are for the most part those that its speaker alone has in the article: a writer sees these behind it."""
    told = vocabulary(text)
    if _share_of(line.text, told) >= _TOLD or _quotes_from(text, line):
        return True
    others = (each for one in cited if one.speaker != line.speaker for each in (one.text, *quotes_of(one)))
    own = vocabulary(" ".join(quotes_of(line))) - vocabulary(" ".join(others))
    return len(own & told) >= _TOLD * len(told)


def _quotes_from(text: str, line: CheckedLine) -> bool:
    """Tell whether a text has words in quotation marks that stand in what a line rests on: these are its speaker's."""
    theirs = [one_line(fold(each)) for each in quotes_of(line)]
    said = (one_line(fold(text[each.start : each.end])) for each in quoted_spans(text))
    return any(each in quote for each in said for quote in theirs)


def _share_of(line: str, told: Collection[str]) -> float:
    """Return which share of a line's words are among those told: of a line that is only pointed to, few."""
    said = vocabulary(line)
    return len(said.intersection(told)) / len(said) if said else 0.0


def _is_named(name: str, text: str) -> bool:
    """Tell whether a text names a speaker: by the surname or noun, by whose body it is ("the fishers' committee"), or by the state."""
    told = fold(text).lower()
    owner = _OWNER.match(fold(name).lower())
    is_told = _last_word(name) in told or (owner is not None and owner[1] in words(told))
    return is_told or not countries_in(text).isdisjoint(countries_in(name))


def is_described(speaker: str, text: str) -> bool:
    """Tell whether a text names a speaker, by either name too ("Xi"), or says whole what he is: "an analyst" for "Ivo Lund, analyst"; a paper is one that is signed or read."""
    if speaker.endswith("in writing") and _IN_WRITING.search(speaker) and _IN_WRITING.search(text):
        return True
    name, *offices = (re.split(r" (?:in|of|from|at) ", each)[0] for each in speaker.split(", "))
    is_person = name.istitle() and len(name.split()) > 1 and not _BODY.search(name)
    parts = name.split() if is_person else [name]
    return _is_named(speaker, text) or any(holds(text, each) for each in (*parts, *offices) if each)


_BODY = re.compile(
    r"\b(?:Ministry|Department|Council|Commission|Committee|Union|Office|Agency|Court|Bank|Party|Parliament|Government|House|Guard|Service)\b"
)
_IN_WRITING = re.compile(
    r"\b(?:text|document|paper|note|signed|agreement|understanding|resolution|statement|draft|communiqu[ée]|reads)\b",
    re.IGNORECASE,
)


def countries_in(text: str) -> frozenset[str]:
    """Return the states that a text names, by their codes."""
    return frozenset(each.entity.country for each in mentions(strip_controls(text)) if each.entity.country)


def _last_word(speaker: str) -> str:
    """Return the word by which a speaker is known: a surname, "officials", "ministry"."""
    name = fold(speaker).lower().partition(",")[0].split()
    return name[-1] if name else ""
