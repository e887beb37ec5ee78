"""What a development does to an entry: partly met, advanced, blocked, given up, replaced, settled, withdrawn. Pure.

The same thing must be told, of the same holder, and of nobody else. Where the reports of one day tell several things of
an entry, the weightiest counts, so that the order of articles does not matter.
"""

from collections.abc import Iterable
from datetime import date

from briefing.comparing import same_party, span_of, vocabulary
from briefing.text import Span
from briefing.track.ledger.acts import acts_expected, acts_reported, marks_expected
from briefing.track.ledger.development_cues import DevelopmentKind
from briefing.track.ledger.developments import Development, Named
from briefing.track.ledger.keys import telling_words
from briefing.track.ledger.lifecycle import turned_to, withdrawn_by
from briefing.track.ledger.matter import (
    Telling,
    has_other_names,
    has_strangers,
    is_alike,
    opens_with_words_of,
)
from briefing.track.ledger.parties import entities_in, holder_key, names, parts_of
from briefing.track.ledger.reports import SCHEDULED, concerned_words, doer_of
from briefing.types import (
    ExpectationSubkind,
    LedgerChange,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    ObjectiveSubkind,
    Polarity,
)

_WEIGHT = {kind: rank for rank, kind in enumerate(DevelopmentKind)}
_UNDER_WAY = frozenset(
    {
        LedgerStatus.NEW,
        LedgerStatus.PURSUED,
        LedgerStatus.ADVANCED,
        LedgerStatus.BLOCKED,
        LedgerStatus.OPEN,
        LedgerStatus.MOVED,
        LedgerStatus.DUE,
        LedgerStatus.OVERDUE,
        LedgerStatus.CLOSED,
        LedgerStatus.PARTLY_MET,
        LedgerStatus.DORMANT,
        LedgerStatus.UNCHANGED,
        LedgerStatus.ESCALATED,
        LedgerStatus.EASED,
    }
)
_TURNS = {
    DevelopmentKind.PROGRESS: (LedgerStatus.PARTLY_MET, "2.7 partly met: a part of it is reported"),
    DevelopmentKind.REFUSED: (LedgerStatus.BLOCKED, "2.7 blocked: the counterpart rejects it"),
    DevelopmentKind.DENIED: (LedgerStatus.BLOCKED, "2.7 blocked: its holder denies the promise"),
    DevelopmentKind.REPLACED: (
        LedgerStatus.SUPERSEDED,
        "2.7 superseded: its holder now wants something else",
    ),
    DevelopmentKind.DROPPED: (LedgerStatus.ABANDONED, "2.7 abandoned: its holder gives it up"),
    DevelopmentKind.SETTLED: (LedgerStatus.SETTLED, "2.7 settled: the parties end it"),
}
_PROMISES = (ExpectationSubkind.COMMITMENT, ExpectationSubkind.FORECAST, SCHEDULED)


def affected(
    entry: LedgerEntry, developments: Iterable[Development], day: date
) -> tuple[LedgerEntry, tuple[LedgerChange, ...]] | None:
    """Return ``entry`` as the developments of a day leave it, ``None`` where they do nothing to it."""
    bearing = [each for each in developments if _bears_on(each, entry)]
    if not bearing:
        return None
    first = max(
        bearing, key=lambda each: (_WEIGHT[each.kind], each.published, each.article_id, each.telling.whole)
    )
    if first.kind is DevelopmentKind.CORRECTED:
        return withdrawn_by(entry, day, first.article_id, first.evidence)
    status, rule = _turn(entry, first.kind)
    if status is entry.status:
        return None
    return turned_to(entry, status, day, rule, first.evidence)


def _turn(entry: LedgerEntry, kind: DevelopmentKind) -> tuple[LedgerStatus, str]:
    if kind is DevelopmentKind.PROGRESS and entry.kind is LedgerKind.OBJECTIVE:
        return LedgerStatus.ADVANCED, "2.7 advanced: a part of it is reported"
    return _TURNS[kind]


def _bears_on(development: Development, entry: LedgerEntry) -> bool:
    if (development.dated or development.published) < entry.first_seen or entry.status not in _UNDER_WAY:
        return False
    if development.kind is DevelopmentKind.CORRECTED:
        return _is_corrected(development, entry)
    if _is_told_there(development, entry):
        return False
    return _concerns(development, entry) and _is_about(development, entry)


def _concerns(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether an entry is of a kind that such a development moves, and whoever must act is the one who does."""
    if development.kind is DevelopmentKind.SETTLED:
        return entry.kind is LedgerKind.DISPUTE and _is_by_its_parties(development, entry)
    if development.kind is DevelopmentKind.PROGRESS:
        in_time = _may_be_done_in_part(entry) and _has_begun(entry, development.published)
        return in_time and _is_by(development.doer, entry, doer_of(entry))
    if development.kind is DevelopmentKind.DENIED:
        return _is_promise_of(development, entry)
    if entry.kind is not LedgerKind.OBJECTIVE:
        return False
    if development.kind is DevelopmentKind.REFUSED:
        return _is_refused(development, entry)
    is_by = _is_by(development.doer, entry, entry.holder) or _is_in_its_voice(development, entry)
    return is_by and _is_own(development.whose, entry)


def _may_be_done_in_part(entry: LedgerEntry) -> bool:
    if entry.kind is LedgerKind.DISPUTE or entry.polarity is not Polarity.POSITIVE:
        return False
    return entry.kind is LedgerKind.OBJECTIVE or entry.subkind in _PROMISES


def _has_begun(entry: LedgerEntry, day: date) -> bool:
    """Tell whether the time of an expectation has begun: what is told before proves nothing of it (T1)."""
    span = span_of(entry.horizon)
    return entry.kind is LedgerKind.OBJECTIVE or span is None or span[0] <= day


# ── who ───────────────────────────────────────────────────────────────────────


def _is_by(doer: Named | None, entry: LedgerEntry, party: str) -> bool:
    """Tell whether the one who acts is ``party``: he himself, or the state for one who speaks for it."""
    if doer is None:
        return False
    if same_party(doer.name, party):
        return True
    country = entry.holder_country if party == entry.holder else None
    return doer.key == holder_key(party, country)


def _is_in_its_voice(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether who told of the holder's aim now tells that the holder, and nobody else, does something with it."""
    doer, voice = development.doer, entry.attribution.name
    if doer is None or voice is None or entry.subkind == ObjectiveSubkind.IMPUTED:
        return False
    others = development.named - {doer.key, holder_key(entry.holder, entry.holder_country)}
    return same_party(doer.name, voice) and names(development.telling.whole, entry.holder) and not others


def _is_refused(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether the counterpart refuses, or somebody else refuses what the words call the holder's."""
    if development.doer is None or _is_by(development.doer, entry, entry.holder):
        return False
    if entry.counterpart and _is_by(development.doer, entry, entry.counterpart):
        return True
    return names(development.whose, entry.holder)


def _is_promise_of(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether what is denied is a promise, and who denies it is who is said to have made it."""
    is_promise = entry.subkind == ExpectationSubkind.COMMITMENT and entry.polarity is Polarity.POSITIVE
    is_by = _is_by(development.doer, entry, entry.holder)
    return is_promise and is_by and _is_own(development.whose, entry)


def _is_own(whose: str, entry: LedgerEntry) -> bool:
    """Tell whether an aim that is given up is the holder's: "its demand", not "Chile's proposal"."""
    return not entities_in(whose) or names(whose, entry.holder)


def _is_by_its_parties(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether it is parties to a dispute who act, and all of them are named."""
    parts = [part for party in entry.parties for part in parts_of(party)]
    acting = development.doer.key.split("+") if development.doer else []
    return (
        len(entry.parties) > 1
        and {holder_key(part, None) for part in parts}.issuperset(acting)
        and all(names(development.telling.whole, part) for part in parts)
    )


# ── what ──────────────────────────────────────────────────────────────────────


def _is_about(development: Development, entry: LedgerEntry) -> bool:
    if development.before is not None:
        return _stands_before(development, entry)
    parties = " ".join((entry.holder, entry.counterpart or "", *entry.parties))
    if development.kind is not DevelopmentKind.CORRECTED and not _is_of_its_act(development, entry, parties):
        return False
    if not is_alike(telling_words(entry), development.telling.behind, parties):
        return False
    expected = Telling(whole=concerned_words(entry), behind=entry.statement)
    if has_other_names(expected, development.telling, parties):
        return False
    return not has_strangers(expected.whole, development.telling.whole)


def _is_of_its_act(development: Development, entry: LedgerEntry, parties: str) -> bool:
    """Tell whether what goes on, ends or is refused is what the entry is about: not "begun to hide the archive"."""
    acts, about = acts_expected(entry.statement), development.telling.behind
    if development.act and acts:
        return development.act in acts
    told = next(iter((*marks_expected(about), *acts_reported(about))), None)
    if told and told.act in acts and not vocabulary(about[: told.start]):
        return True
    return opens_with_words_of(entry.statement, about, parties)


def _stands_before(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether the entry's words stand in the sentence before one that says "in these areas"."""
    return development.before is not None and _rests_on(entry, development.article_id, development.before)


def _is_told_there(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether the words of a development are those that the entry itself rests on."""
    told = development.evidence
    return told is not None and _rests_on(entry, told.article_id, Span(told.start, told.end))


def _rests_on(entry: LedgerEntry, article_id: str, place: Span) -> bool:
    return any(
        each.article_id == article_id and each.start < place.end and place.start < each.end
        for each in entry.evidence
    )


def _is_corrected(development: Development, entry: LedgerEntry) -> bool:
    """Tell whether an outlet takes back what it alone had told, and no longer tells."""
    sightings = entry.sightings
    if development.outlet is None or any(each.outlet != development.outlet for each in sightings):
        return False
    if any(each.article_id == development.article_id for each in sightings):
        return False
    return names(development.telling.whole, entry.holder) and _is_about(development, entry)
