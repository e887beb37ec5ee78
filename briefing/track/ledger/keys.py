"""By which keys an entry is found again: its block, its articles, and who is to do what. Pure.

The store keeps the same keys, so that a day looks at the entries that it may concern and not at the archive.
"""

from collections.abc import Iterator
from itertools import combinations

from briefing.comparing import entity_called, runs_in, vocabulary
from briefing.gazetteer import mentions, state
from briefing.text import strip_controls
from briefing.track.ledger.acts import acts_expected
from briefing.track.ledger.development_cues import DevelopmentKind
from briefing.track.ledger.developments import Development
from briefing.track.ledger.matter import stems_told
from briefing.track.ledger.outcome import Outcome
from briefing.track.ledger.parties import capitalised, entities_in, holder_key, parts_of
from briefing.track.ledger.reports import Report, told_parties
from briefing.track.terms import words_of_stem
from briefing.types import Alike, AttributionType, LedgerEntry, LedgerKind, Polarity

_NAMED = 6
_OF_DISPUTES = (DevelopmentKind.SETTLED, DevelopmentKind.CORRECTED)
_COMMON = frozenset({"expected", "expects", "likely", "may", "could", "wants", "said", "says", "also", "new"})


def block_of(entry: LedgerEntry) -> str:
    """Return the blocking key: what differs in it is never one. Topics differ between engines and are left out."""
    if entry.kind is LedgerKind.DISPUTE:
        return "dispute " + "+".join(sorted(holder_key(each, None) for each in entry.parties))
    polarity = entry.polarity.value if entry.polarity else ""
    return f"{polarity} {holder_key(entry.holder, entry.holder_country)}"


def keys_of(entry: LedgerEntry) -> frozenset[str]:
    """Return the keys that a stored entry is found by."""
    if entry.kind is LedgerKind.DISPUTE:
        return near_keys(entry)
    return near_keys(entry).union(_run_keys(entry, block_of(entry)))


def near_keys(entry: LedgerEntry) -> frozenset[str]:
    """Return the keys that an entry is found by among those that a day has read: its words are at hand there."""
    articles = (article_key(each.article_id) for each in entry.sightings)
    return frozenset((block_of(entry), *articles, *act_keys(entry), *_speaker_keys(entry)))


def word_keys(entry: LedgerEntry) -> frozenset[str]:
    """Return the keys of its words by which an entry is found that is no dispute: many have one, few have several."""
    if entry.kind is LedgerKind.DISPUTE:
        return frozenset()
    block = block_of(entry)
    return frozenset(f"{block} {word}" for word in vocabulary(entry.statement))


def _run_keys(entry: LedgerEntry, block: str) -> Iterator[str]:
    return (f"{block} = {each}" for each in runs_in(entry.statement))


def article_key(article_id: str) -> str:
    """Return the key of all entries that an article was a sighting of."""
    return f"article {article_id}"


def sought(report: Report) -> frozenset[str]:
    """Return the keys of the entries that a report may concern, but for those told in its words."""
    found = {article_key(report.article_id)}
    for each in report.entries:
        block = block_of(each)
        found.update((block,) if each.kind is LedgerKind.DISPUTE else _run_keys(each, block))
    found.update(key for outcome in report.outcomes for key in answer_keys(outcome))
    of_disputes = [each for each in report.developments if each.kind in _OF_DISPUTES]
    found.update(f"dispute {holder}" for each in of_disputes for holder in _holders(each))
    return frozenset(found)


def words_sought(report: Report) -> Iterator[frozenset[str]]:
    """Yield keys of words, of which an entry has two that is no dispute and that a development of a report may move.

    What stands in the sentence before is told by the same article, whose entries are :func:`sought`.
    """
    for each in report.developments:
        if each.kind is not DevelopmentKind.SETTLED and each.before is None:
            yield frozenset(_moved(each))


def _moved(development: Development) -> Iterator[str]:
    """Yield the keys of the words that a development is about, those by which it names a holder aside."""
    about = development.telling.behind
    named = [
        (each.entity.country or each.entity.name, each.surface) for each in mentions(strip_controls(about))
    ]
    for holder in _holders(development):
        own = frozenset(stem for key, name in named if key in holder.split("+") for stem in stems_told(name))
        words = [word for stem in stems_told(about) - own for word in words_of_stem(stem)]
        yield from (f"{polarity} {holder} {word}" for polarity in Polarity for word in words)


def alike(entry: LedgerEntry) -> Alike | None:
    """Return what tells of the stored entries which are told in the words of ``entry``; of a dispute all are sought."""
    if entry.kind is LedgerKind.DISPUTE:
        return None
    block, told, telling = block_of(entry), vocabulary(entry.statement), telling_words(entry)
    return Alike(
        words=frozenset(f"{block} {word}" for word in told),
        telling=frozenset(f"{block} {word}" for word in telling),
        acts=frozenset(act_keys(entry)) if entry.horizon and entry.counterpart else frozenset(),
    )


def answer_keys(outcome: Outcome) -> frozenset[str]:
    """Return the keys of the entries that an outcome may answer."""
    named = {*entities_in(outcome.sentence), *capitalised(outcome.sentence)}
    named.update(led.name for each in outcome.leaders | outcome.officials if (led := state(each)))
    told = {f"said {name}" for name in capitalised(outcome.doers)} if outcome.is_passive else set()
    return frozenset(f"{act} {name}" for act in outcome.acts for name in named | told)


def development_keys(development: Development) -> frozenset[str]:
    """Return the keys of the entries that a development may move: of one holder or of two together, or a dispute of two."""
    holders = _holders(development)
    disputes = [f"dispute {each}" for each in holders if development.kind in _OF_DISPUTES]
    if development.kind is DevelopmentKind.SETTLED:
        return frozenset(disputes)
    found = {f"{polarity} {holder}" for polarity in Polarity for holder in holders}
    return frozenset((*found, *disputes, article_key(development.article_id)))


def _holders(development: Development) -> list[str]:
    one = sorted(development.named)[:_NAMED]
    return [*one, *("+".join(pair) for pair in combinations(one, 2))]


def telling_words(entry: LedgerEntry) -> frozenset[str]:
    """Return the words of an entry that tell it from others of its block: no names of its parties, no hedge."""
    named = vocabulary(f"{entry.holder} {entry.counterpart or ''} {entry.hedge or ''}")
    return vocabulary(entry.statement) - named - _COMMON


def act_keys(entry: LedgerEntry) -> Iterator[str]:
    """Yield by whom which acts are expected."""
    if entry.kind is LedgerKind.DISPUTE:
        return
    for act in acts_expected(entry.statement):
        for name in _names_of(next(iter(parts_of(told_parties(entry)[0])), "")):
            yield f"{act} {name}"


def _speaker_keys(entry: LedgerEntry) -> Iterator[str]:
    """Yield by whom it was foretold which acts are expected: who was to act may be left out where he tells of it again."""
    if entry.kind is LedgerKind.DISPUTE or entry.attribution.type is not AttributionType.NAMED_OFFICIAL:
        return
    for act in acts_expected(entry.statement):
        yield from (f"{act} said {name}" for name in capitalised(entry.attribution.name or ""))


def _names_of(party: str) -> Iterator[str]:
    """Yield the words by which a report may name a party: an entity's name, else each capitalised one of a person's."""
    entity = entity_called(party)
    if entity is not None:
        yield entity.name
    else:
        yield from capitalised(party)
