"""Who speaks and under which ground rule, in the words of a brief. Pure."""

from briefing.types import Attribution, AttributionType


def speaker_of(attribution: Attribution) -> str | None:
    """Return who speaks and under which ground rule, ``None`` for the outlet's own voice.

    The ground rules are those of the US State Department: on the record, on background (F5).
    """
    named = _named(attribution)
    match attribution.type:
        case AttributionType.OUTLET_VOICE:
            speaker = None
        case AttributionType.CAPTION:
            speaker = "photo caption"
        case AttributionType.DOCUMENT:
            speaker = f"{named or 'a document'}, in writing"
        case AttributionType.NAMED_OFFICIAL | AttributionType.INSTITUTION:
            speaker = f"{named or 'an official'}, on the record"
        case AttributionType.UNNAMED_OFFICIAL:
            speaker = f"{named or 'an unnamed official'}, on background"
        case AttributionType.UNNAMED_SOURCES:
            speaker = _marked(named, "unnamed", "unnamed sources")
        case AttributionType.ANALYST:
            speaker = _marked(named, "analyst", "an analyst")
    return speaker


def _marked(named: str | None, mark: str, nobody: str) -> str:
    """Return the speaker with ``mark``, which is not said twice."""
    if named is None:
        return nobody
    return named if mark in named.lower() else f"{named}, {mark}"


def _named(attribution: Attribution) -> str | None:
    """Join role and name as a reader would: "Foreign Minister X", "X, foreign ministry spokesperson"."""
    name, role = attribution.name, attribution.role
    if not name or not role:
        return name or role
    if role.lower() in name.lower() or name.lower() in role.lower():
        return max(name, role, key=len)
    return f"{role} {name}" if role[:1].isupper() and "," not in role else f"{name}, {role}"
