"""Who says a line, and whose act it tells, where its own words do not name them. Pure."""

import re

from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow, ObjectiveRow
from briefing.comparing import entity_called, holds
from briefing.data import table
from briefing.gazetteer import mentions
from briefing.labels import Labels
from briefing.publish.hedging import hedge_left_out
from briefing.publish.names import together


def spoken_by(line: Line, labels: Labels) -> str:
    """Return who says a line; a ground rule is told where it is another than "on the record" (F5).

    "The official" is "an official" to who has not read the article.
    """
    on_record = labels("speakers.on_record", who="")
    speakers = (each.removesuffix(on_record) for each in (line.speaker or "").split("; "))
    return "; ".join(_BARE.sub(_indefinite, each) for each in speakers)


_BARE = re.compile(r"^[Tt]he (?=(official|diplomat|minister|envoy|spokes\w+|adviser|source)(?:$|,))")


def _indefinite(bare: re.Match[str]) -> str:
    return "an " if bare[1][0] in "aeo" else "a "


def told_by(row: ObjectiveRow | ExpectationRow, labels: Labels) -> str:
    """Return who stands behind a row, nobody being the outlet, and that it is repeated where it is (F10)."""
    repeated = labels("lines.repeated") if row.repeated else ""
    is_aim = isinstance(row, ObjectiveRow)
    speaker = speaker_under(row.holder, row.said, labels) if is_aim else spoken_by(row.said, labels)
    return "; ".join(part for part in (speaker, repeated) if part)


def is_told_by_its_words(line: Line, labels: Labels) -> bool:
    """Tell whether the words of a line name everybody who says it: a body or a state by any of its names, a person by the surname."""
    speakers = filter(None, spoken_by(line, labels).split("; "))
    return all(_is_named_in(line.text, each.partition(",")[0]) for each in speakers)


def speaker_under(party: str, line: Line, labels: Labels) -> str:
    """Return who says what stands under the name of ``party``: nothing where that is the party, or the words name the speaker."""
    speaker = spoken_by(line, labels)
    anywhere = "" if " " not in speaker else r".*\b"
    is_told = speaker and re.match(
        rf"(?:the |{anywhere}){re.escape(speaker)}\b|{re.escape(speaker)}\b", line.text, re.IGNORECASE
    )
    return "" if speaker == party or is_told else speaker


def of_whom(row: ExpectationRow, labels: Labels) -> str:
    """Return whose act is expected, where neither the row's words nor its speaker name them: "Bolivia and Chile:"."""
    told = f"{row.said.text} {spoken_by(row.said, labels)}"
    is_named = all(_is_named_in(told, each) for each in row.holder.split("; "))
    return "" if is_named else labels("lines.of_whom", who=together(row.holder.split("; "), labels))


def whom(row: ExpectationRow, labels: Labels) -> str:
    """Return who says what is expected, where nobody does the outlet, and the hedge where the row's first words leave it out (L1)."""
    outlet = row.outlet or labels("lines.outlet")
    parts = (spoken_by(row.said, labels) or outlet, hedge_left_out(row, labels))
    return "; ".join(part for part in parts if part)


def _is_named_in(text: str, name: str) -> bool:
    """Tell whether a text names a party: whole, by another of its names ("the EU"), or a person by the surname."""
    entity = entity_called(name)
    if entity is not None:
        return any(each.entity == entity for each in mentions(text))
    first, *others = name.split() or [""]
    is_person = bool(others) and all(map(_is_of_a_person, (first, *others)))
    return holds(text, others[-1] if is_person else name)


def _is_of_a_person(word: str) -> bool:
    """Tell of a word of a person's name: "Leyen", "McDonald", "J.", "von"; not of "UN" or "ministry"."""
    if word in table("people")["particles"]:
        return True
    return word[:1].isupper() and not (len(word) > 1 and word.isalpha() and word.isupper())
