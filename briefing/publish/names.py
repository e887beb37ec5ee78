"""Countries, parties and topics by the names that a sentence has for them. Pure."""

import re
from collections.abc import Sequence

from briefing.comparing import entity_called
from briefing.gazetteer import EntityKind, state
from briefing.labels import ENGLISH, Labels

_SHORT_WITH_ARTICLE = ("AU", "EU", "UAE", "UK", "UN", "US")
_WITH_ARTICLE = re.compile(
    r"(?:United |Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros|Seychelles|.* Islands$|.* Republic$|.*Emirates$)"
)


def topic_name(topic: str | None, labels: Labels) -> str:
    """Return a topic of the controlled list as words."""
    return labels.texts.get(f"topics.{topic}", topic) if topic else ""


def country_name(code: str, labels: Labels) -> str:
    """Return the name of a country that has an ISO code; where the labels are not English, the code."""
    found = state(code) if labels.language == ENGLISH else None
    return found.name if found else code


def in_sentence(name: str, labels: Labels) -> str:
    """Return a name as it stands inside an English sentence: "the African Union", "the United States"."""
    if labels.language != ENGLISH:
        return name
    entity = entity_called(name)
    collective = entity is not None and entity.kind in (EntityKind.ORGANISATION, EntityKind.BLOC)
    needed = bool(_WITH_ARTICLE.match(name)) or (collective and " " in name) or name in _SHORT_WITH_ARTICLE
    return f"the {name}" if needed and not name.lower().startswith("the ") else name


def together(names: Sequence[str], labels: Labels) -> str:
    """Return two names joined by a word, more as a list."""
    return labels("told.of_two", one=names[0], other=names[1]) if len(names) == 2 else ", ".join(names)
