"""Whether an article names the one whom an item is about: its holder, counterpart or party. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from briefing.gazetteer import EntityKind, mentions
from briefing.summarize.checks.lexicon import empty_words, lexicon
from briefing.summarize.checks.register import Register, is_same_entity, register_of, stem, stems
from briefing.summarize.offices import word_set
from briefing.text import fold


def holder_named(holder: str, text: str, title: str = "") -> bool:
    """Tell whether the article, its title included, names ``holder`` as somebody.

    A state is named by its capital, its people or its bodies, a person by her surname where the given name
    is not another's, anything else by its words: "Western countries". Of several joined in one each must
    be named.
    """
    register = register_of(f"{title}\n\n{text}" if title else text)
    bare = re.sub(r"\([^)]*\)", " ", fold(holder)).strip(" ,;.")
    return bool(bare) and _is_named(bare, register)


@lru_cache(maxsize=512)
def _is_named(holder: str, register: Register) -> bool:
    if _is_one(holder, register):
        return True
    parts = [part.strip() for part in re.split(r";|,| and | & ", holder) if part.strip()]
    return len(parts) > 1 and all(_is_one(part, register) for part in parts)


def _is_one(holder: str, register: Register) -> bool:
    if re.search(rf"(?<!\w){re.escape(holder)}(?!\w)", fold(register.text), re.IGNORECASE):
        return True
    named = [one for one in mentions(holder) if one.entity.kind is not EntityKind.PLACE]
    if not all(any(is_same_entity(one.entity, other.entity) for other in register.entities) for one in named):
        return False
    rest = holder
    for one in reversed(named):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    words = [
        word
        for word in re.findall(r"[^\W\d_][\w'’.-]*", rest)
        if word.lower().rstrip(".") not in empty_words()
    ]
    return _are_words_of(words, register, holds_entity=bool(named))


def _are_words_of(words: Sequence[str], register: Register, *, holds_entity: bool) -> bool:
    """Tell whether the words beside the names of states are the article's: a person's name, an office, a noun."""
    capitals = [word for word in words if word[0].isupper() and word.lower().rstrip(".") not in _titles()]
    nouns = [stem(word) for word in words if word not in capitals]
    if capitals and not _is_name_of_article(capitals, register):
        return False
    if holds_entity or capitals:
        return all(noun in register.stems or noun in _ranks() for noun in nouns)
    return bool(nouns) and all(noun in register.stems for noun in nouns)


def _is_name_of_article(words: Sequence[str], register: Register) -> bool:
    """Tell whether ``words`` make a name of the article: a person with her surname last, or words that all have a capital."""
    roots = [stem(word) for word in words if stem(word) not in _SUFFIXES]
    for person in register.by_short.get(roots[-1], ()) if roots else ():
        own = stems(person.name)
        if len(roots) == 1 or " " not in person.name or own & set(roots[:-1]):
            return True
    return bool(roots) and all(root in register.capital or root in register.stems for root in roots)


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(lexicon("claims")["capitals"]["titles"]) | {
        one.lower().rstrip(".") for one in word_set("honorifics")
    }


@lru_cache(maxsize=1)
def _ranks() -> frozenset[str]:
    """Return the stems of words for those who govern, which need not stand in the article beside their state."""
    heads = lexicon("speech")["heads"]
    return frozenset(stem(word) for kind in ("officials", "ministry") for word in heads[kind]) | {
        stem(word) for word in ("president", "prime", "foreign", *_titles())
    }
