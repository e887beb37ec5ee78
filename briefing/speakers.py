"""Who speaks and under which ground rule, in the words of a brief. Pure."""

from briefing.types import Attribution, AttributionType

RULES = {
    "on_record": "on the record",
    "in_writing": "in writing",
    "on_background": "on background",
    "unnamed": "unnamed",
    "analyst": "analyst",
}
"""The ground rules, by the names of their labels; one stands behind a speaker's name."""
NOBODY = {
    "an_official": "an official",
    "a_document": "a document",
    "an_unnamed_official": "an unnamed official",
    "unnamed_sources": "unnamed sources",
    "an_analyst": "an analyst",
    "photo_caption": "photo caption",
}
"""Speakers whom a source does not name, by the names of their labels."""


def speaker_of(attribution: Attribution) -> str | None:
    """Return who speaks, by role and name (D6), and under which ground rule, ``None`` for the outlet's own voice.

    The ground rules are those of the US State Department: on the record, on background (F5).
    """
    named = _named(attribution)
    match attribution.type:
        case AttributionType.OUTLET_VOICE:
            speaker = None
        case AttributionType.CAPTION:
            speaker = NOBODY["photo_caption"]
        case AttributionType.DOCUMENT:
            speaker = _under("in_writing", named or NOBODY["a_document"])
        case AttributionType.NAMED_OFFICIAL | AttributionType.INSTITUTION:
            speaker = _under("on_record", named or NOBODY["an_official"])
        case AttributionType.UNNAMED_OFFICIAL:
            speaker = _under("on_background", named or NOBODY["an_unnamed_official"])
        case AttributionType.UNNAMED_SOURCES:
            speaker = _marked(named, "unnamed", NOBODY["unnamed_sources"])
        case AttributionType.ANALYST:
            speaker = _marked(named, "analyst", NOBODY["an_analyst"])
    return speaker


def _under(rule: str, who: str) -> str:
    return f"{who}, {RULES[rule]}"


def _marked(named: str | None, rule: str, nobody: str) -> str:
    """Return the speaker with the rule's mark, which is not said twice."""
    if named is None:
        return nobody
    return named if RULES[rule] in named.lower() else _under(rule, named)


def _named(attribution: Attribution) -> str | None:
    """Join role and name as a reader would: "Foreign Minister X", "X, foreign ministry spokesperson"."""
    name, role = attribution.name, attribution.role
    if not name or not role:
        return name or role
    if role.lower() in name.lower() or name.lower() in role.lower():
        return max(name, role, key=len)
    return f"{role} {name}" if role[:1].isupper() and "," not in role else f"{name}, {role}"
