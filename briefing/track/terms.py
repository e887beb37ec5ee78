"""What the opening of an article is made of: words, known entities, and the parties it puts in front. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefing.gazetteer import EntityKind, Mention, mentions
from briefing.text import fold, placed_words
from briefing.types import Article

_READ = 2_500
_FOREMOST = 300
_PARTIES = (EntityKind.STATE, EntityKind.TERRITORY, EntityKind.ARMED_GROUP)

_EMPTY = frozenset(
    """
    a about after against all also an and any are as at be because been before being between both but by can
    could did do does during each for from had has have he her here him his i if in into is it its just may me
    might more most my no nor not of on one only or other our out over said say says she should since so some
    such than that the their them then there these they this those three to two under until up us very was we
    were what when where which while who whom will with would you your
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december today yesterday tomorrow week month year day
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How often each term stands in the title, counted twice, and the first pages of the body.

    ``words`` are stems that the gazetteer does not know; those in ``capitals`` have a capital inside a
    sentence of the body, those in ``lower`` stand in lower case. ``entities`` are names of the gazetteer.
    ``parties`` are the states and armed groups named, ``foremost`` those in the title and the lead. ``actors`` are all
    ``entities`` but places: who can want something of somebody.
    """

    words: Counter[str]
    entities: Counter[str]
    capitals: frozenset[str]
    lower: frozenset[str]
    parties: frozenset[str]
    foremost: frozenset[str]
    actors: Counter[str]


def terms_of(article: Article) -> Terms:
    """Read as much of an article as tells what it reports."""
    title = fold(article.title)
    text = f"{title}\n{fold(article.text[:_READ])}"
    body = len(title) + 1
    named = mentions(text)
    known = {at for mention in named for at in range(mention.start, mention.end)}
    stems = [(at, stem_of(word)) for at, word in placed_words(text)]
    told = [(at, stem) for at, stem in stems if at not in known and stem not in _EMPTY]
    return Terms(
        words=_counted(told, body),
        entities=_counted([(mention.start, mention.entity.name) for mention in named], body),
        capitals=frozenset(stem for at, stem in told if at >= body and _is_capital_inside_sentence(text, at)),
        lower=frozenset(stem for at, stem in told if text[at].islower()),
        parties=_parties(named),
        foremost=_parties(mention for mention in named if mention.start < body + _FOREMOST),
        actors=_counted(
            [(each.start, each.entity.name) for each in named if each.entity.kind is not EntityKind.PLACE],
            body,
        ),
    )


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return ``word`` in lower case, without its possessive and its plural (Harman's s-stemmer, 1991)."""
    word = word.lower().removesuffix("'s")
    if len(word) < 5 or not word.isalpha() or word.endswith(("us", "ss")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def words_of_stem(stem: str) -> tuple[str, ...]:
    """Return the words that have a stem: itself, its plural, and either as a possessive."""
    plural = f"{stem[:-1]}ies" if stem.endswith("y") else f"{stem}s"
    return stem, f"{stem}s", f"{stem}'s", plural, f"{plural}'s"


def _counted(places: Iterable[tuple[int, str]], body: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for at, term in places:
        counts[term] += 2 if at < body else 1
    return counts


def _is_capital_inside_sentence(text: str, at: int) -> bool:
    return text[at].isupper() and text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] in ",;)")


def _parties(named: Iterable[Mention]) -> frozenset[str]:
    return frozenset(mention.entity.name for mention in named if mention.entity.kind in _PARTIES)
