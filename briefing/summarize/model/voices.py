"""Who says it: a model's word for the speaker, kept only where the article names him at the evidence. Pure."""

import re
from dataclasses import dataclass

from briefing.summarize.checks.speaker import speaker_standing
from briefing.summarize.embedded.names import Names, side_of
from briefing.summarize.model.pointers import Found, Ground, quoted
from briefing.text import Span
from briefing.types import Attribution, AttributionType, Evidence

_BORDER = re.compile(r"[,;:—“”\"]\s*|\s[–-]\s")
_PRONOUNS = ("he", "she", "they", "it")
_TYPES = frozenset(AttributionType) - {AttributionType.CAPTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An attribution that stands, and the sentence beside the evidence that names the speaker, where one is needed."""

    attribution: Attribution
    evidence: tuple[Evidence, ...]


NOBODY = Heard(attribution=Attribution(type=AttributionType.OUTLET_VOICE), evidence=())


def hear(
    voice: str, holder: str, found: Found, ground: Ground, names: Names, *, imputed: bool = False
) -> Heard:
    """Return who says it, from "type: name". A speaker named neither at the evidence nor beside it loses the name."""
    kind, _, name = (each.strip() for each in voice.partition(":"))
    if kind not in _TYPES or kind == AttributionType.OUTLET_VOICE:
        return NOBODY
    nameless = Heard(attribution=Attribution(type=AttributionType(kind)), evidence=())
    if not name or name.lower() in _PRONOUNS:
        return nameless
    standing = speaker_standing(
        name, found.spans, ground.article.text, ground.sentences, AttributionType(kind)
    )
    if not standing.holds:
        return nameless
    person = names.cast.by_name.get(name)
    attribution = Attribution(
        type=AttributionType(kind),
        name=person.name if person else name,
        role=person.role if person else None,
        imputed=imputed or not _is_own(person.name if person else name, holder, names),
    )
    beside = _naming(name, standing.sentence, ground) if standing.sentence else None
    return Heard(attribution=attribution, evidence=(beside,) if beside else ())


def _naming(name: str, sentence: Span, ground: Ground) -> Evidence:
    """Return the words of the sentence beside the evidence that name the speaker: between commas and quotation marks."""
    text = ground.article.text
    surname = name.rsplit(maxsplit=1)[-1]
    at = text.find(surname, sentence.start, sentence.end)
    if at < 0:
        return quoted(ground.article, sentence)
    start = max(sentence.start, *(end.end() for end in _BORDER.finditer(text, sentence.start, at)), 0)
    border = _BORDER.search(text, at + len(surname), sentence.end)
    return quoted(ground.article, Span(start, border.start() if border else sentence.end))


def _is_own(speaker: str, holder: str, names: Names) -> bool:
    """Tell whether the speaker tells her own will, or that of the side she belongs to."""
    side = side_of(names, speaker)
    return any(
        side == side_of(names, each) or each in speaker or speaker in each
        for each in map(str.strip, holder.split(";"))
    )
