"""Whether the one to whom words are ascribed is named where they stand, and speaks there. Pure.

That the article names somebody elsewhere does not make her the speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.summarize.checks.parties import Wanted, wanted_in
from briefing.summarize.checks.scene import Scene, is_chief, is_named, speaks
from briefing.text import Span
from briefing.types import AttributionType


class Standing(StrEnum):
    """How a speaker is named: in the evidence's sentence, in one right beside it, or by a pronoun or a title."""

    IN_EVIDENCE = "in_evidence"
    BESIDE = "beside"
    BY_REFERENCE = "by_reference"
    NOT_NAMED = "not_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerStanding:
    """``sentence`` is the one beside the evidence that names the speaker, and becomes evidence as well."""

    standing: Standing
    sentence: Span | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the attribution may keep its name."""
        return self.standing is not Standing.NOT_NAMED


_NOT_NAMED = SpeakerStanding(standing=Standing.NOT_NAMED)


def speaker_standing(
    name: str,
    evidence: Sequence[Span],
    text: str,
    sentences: Sequence[Span],
    type: AttributionType | None = None,  # noqa: A002  (the contract's name)
) -> SpeakerStanding:
    """Return how ``name`` is named as the speaker of ``evidence``, spans of ``text``.

    ``sentences`` are all those of ``text``, in order. Of several names joined in one each must be named.
    An institution or people without a name are named by what they are called ("officials", "ministry").
    """
    scene = Scene.of(text, sentences, evidence)
    if type is AttributionType.DOCUMENT:
        name = f"{name} document"
    found = [_standing(one, scene) for one in wanted_in(name, scene.register)]
    return min(found, key=lambda one: one.holds, default=_NOT_NAMED) if scene.rows else _NOT_NAMED


def tells_speech(evidence: Sequence[Span], text: str, sentences: Sequence[Span]) -> bool:
    """Tell whether somebody speaks in the evidence's sentences: a verb of speech, "according to", a quotation."""
    scene = Scene.of(text, sentences, evidence)
    return any(scene.quotes(row) or SPEECH.search(scene.plain(row)) for row in scene.rows)


SPEECH = re.compile(
    r"\b(?:according to|in (?:the|a|his|her|its|their) (?:statement|speech|letter|interview|words)|s(?:aid|ays?|aying)|t(?:old|ells?|elling)|add(?:ed|s|ing)|"
    r"w(?:rote|rites|riting)|tweet\w+|announc\w+|declar\w+|insist\w*|argu(?:ed?|es|ing)|ask(?:ed|s|ing)|claim\w*|den(?:y|ied|ies)|"
    r"suggest\w*|predict\w*|urg(?:ed?|es|ing)|vow\w*|pledg\w*|promis\w*|stress\w*|reiterat\w*|acknowledg\w*|warn\w*|call(?:ed|s|ing)?|"
    r"demand\w*|reject\w*|accus\w*|condemn\w*|denounc\w*|blam(?:ed?|es|ing)|complain\w*|object\w*|confirm\w*|report(?:ed|s|edly)|"
    r"conced\w*|contend\w*|express\w*|welcom\w*|repeat\w*|maintain\w*|alleg\w*|testif\w*|recall\w*|propos\w*|not(?:ed|es|ing)|"
    r"explain\w*|repl(?:y|ied|ies)|respond\w*|describ\w*|hop(?:ed?|es|ing)|expect\w*|believ\w*|think\w*|thought)\b",
    re.IGNORECASE,
)
"""What tells that somebody speaks."""


# ── the speaker among those named ─────────────────────────────────────────────


def _standing(wanted: Wanted, scene: Scene) -> SpeakerStanding:
    if any(speaks(wanted, row, scene) for row in scene.rows):
        return SpeakerStanding(standing=Standing.IN_EVIDENCE)
    free = [row for row in scene.rows if not scene.has_other_speaker(wanted, row)]
    found = (look(wanted, row, scene) for row in free for look in (_by_title, _before, _behind))
    return next((one for one in found if one.holds), _NOT_NAMED)


def _by_title(wanted: Wanted, row: int, scene: Scene) -> SpeakerStanding:
    """Look for an office in the sentence ("the admiral") that nobody but her has in the article."""
    for title in _TITLE.findall(scene.plain(row).lower()):
        if _only_holder(title, scene) == wanted.person is not None:
            named = (before for before in range(row - 1, -1, -1) if is_named(wanted, before, scene))
            sentence = next((scene.sentences[before] for before in named), None)
            return SpeakerStanding(standing=Standing.BY_REFERENCE, sentence=sentence)
    return _NOT_NAMED


_TITLE = re.compile(r"\bthe ((?:prime |vice |foreign |defen[cs]e |deputy )?[a-z-]+)\b")


def _only_holder(title: str, scene: Scene) -> str | None:
    """Return the one person of the article whose office is ``title``, or the only one whose office ends so."""
    roles = {one.name: one.role.lower() for one in scene.register.people if one.role}
    exact = [name for name, role in roles.items() if role == title]
    alike = exact or [name for name, role in roles.items() if role.endswith(f" {title}")]
    return alike[0] if len(alike) == 1 else None


def _before(wanted: Wanted, row: int, scene: Scene) -> SpeakerStanding:
    """Look back for the one whom a pronoun means or whose words a quotation goes on with."""
    opens = _SOMEBODY_OPENS if wanted.person else _PRONOUN_OPENS
    refers = opens.search(scene.plain(row)) is not None or scene.has_pronoun_speaking(row)
    if not refers and scene.bodies_speaking(row):
        return _NOT_NAMED
    for before in range(row - 1, max(row - _CHAIN, 0) - 1, -1):
        if speaks(wanted, before, scene) or (refers and is_chief(wanted, before, scene)):
            standing = Standing.BY_REFERENCE if refers else Standing.BESIDE
            return SpeakerStanding(standing=standing, sentence=scene.sentences[before])
        names_another = scene.names_anybody(before) and not scene.has_pronoun_speaking(before)
        if names_another or scene.speakers(before) or not (refers or scene.quotes(row)):
            break
    return _NOT_NAMED


def _behind(wanted: Wanted, row: int, scene: Scene) -> SpeakerStanding:
    """Look behind a quotation for the one who is named as its speaker in the next sentence."""
    if scene.is_quoted(row) and scene.goes_on(row) and speaks(wanted, row + 1, scene):
        return SpeakerStanding(standing=Standing.BESIDE, sentence=scene.sentences[row + 1])
    return _NOT_NAMED


_CHAIN = 8
_PRONOUN_OPENS = re.compile(
    r"(?:^\W*|, |” |\" )(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|His|Her|Their|Its)\b|^\W*The [a-z]+\b"
)
_SOMEBODY_OPENS = re.compile(r"(?:^\W*|\b)(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")
