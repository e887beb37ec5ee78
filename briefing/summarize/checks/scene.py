"""The sentences about a passage, and who speaks in each. Pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefing.gazetteer import EntityKind, MentionForm
from briefing.summarize.checks.lexicon import lexicon
from briefing.summarize.checks.parties import Wanted, heads_in, is_of_party, people_in, places
from briefing.summarize.checks.register import Register, register_of
from briefing.summarize.quotation import quoted_spans
from briefing.text import Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A text in sentences; ``rows`` are the numbers of those that the evidence stands in, ``plain_text`` the
    text with its quotations blanked, offsets kept."""

    text: str
    plain_text: str
    sentences: Sequence[Span]
    rows: tuple[int, ...]
    register: Register

    @classmethod
    def of(cls, text: str, sentences: Sequence[Span], evidence: Sequence[Span]) -> "Scene":
        """Find the sentences that ``evidence`` stands in."""
        starts = [sentence.start for sentence in sentences]
        rows: set[int] = set()
        for span in evidence:
            first = max(bisect_right(starts, span.start) - 1, 0)
            last = max(bisect_right(starts, max(span.end - 1, span.start)) - 1, first)
            rows.update(range(first, min(last + 1, len(sentences))))
        return cls(text, unquoted(text), sentences, tuple(sorted(rows)), register_of(text))

    def plain(self, row: int) -> str:
        """Return a sentence with its quotations blanked."""
        return self.sentences[row].of(self.plain_text)

    def quotes(self, row: int) -> bool:
        """Tell whether the sentence quotes anybody."""
        return self.plain(row) != self.sentences[row].of(self.text)

    def is_quoted(self, row: int) -> bool:
        """Tell whether the sentence is a quotation and says nothing beside it of who speaks."""
        return self.quotes(row) and _SUBSTANCE.search(self.plain(row)) is None

    def goes_on(self, row: int) -> bool:
        """Tell whether the next sentence belongs to the same paragraph."""
        if row + 1 >= len(self.sentences):
            return False
        return "\n\n" not in self.text[self.sentences[row].end : self.sentences[row + 1].start]

    def speakers(self, row: int) -> frozenset[str]:
        """Return who speaks in a sentence: names of people, and nouns that people without a name are called by."""
        sentence = self.sentences[row]
        named = [(one.name, Span(one.start, one.end)) for one in people_in(sentence, self.register)]
        called = [(span.of(self.text).lower(), span) for span in heads_in(sentence, self.plain_text)]
        return frozenset(
            name for name, span in (*named, *called) if is_subject(self.plain_text, span, sentence)
        )

    def has_pronoun_speaking(self, row: int) -> bool:
        """Tell whether "he said" or "she told" stands in a sentence."""
        return _PRONOUN_SPEAKS.search(self.plain(row)) is not None

    def bodies_speaking(self, row: int) -> bool:
        """Tell whether a state or an organisation is what speaks in a sentence, as "Djibouti denies it"."""
        sentence = self.sentences[row]
        return any(
            is_subject(self.plain_text, Span(one.start, one.end), sentence)
            for one in self.register.entities
            if sentence.start <= one.start < sentence.end and one.form is not MentionForm.ADJECTIVE
        ) and not self.has_pronoun_speaking(row)

    def names_anybody(self, row: int) -> bool:
        """Tell whether a sentence names a person outside quotations."""
        named = people_in(self.sentences[row], self.register)
        return any(self.plain_text[one.start].strip() for one in named)

    def has_other_speaker(self, wanted: Wanted, row: int) -> bool:
        """Tell whether a sentence names somebody else as its speaker."""
        others = self.speakers(row) - {wanted.person} - wanted.heads
        return any(not is_of_party(name, wanted, self.register) for name in others)


_SUBSTANCE = re.compile(r"[^\W\d_]{2}")


@lru_cache(maxsize=16)
def unquoted(text: str) -> str:
    """Return ``text`` with what it quotes turned to spaces."""
    parts, position = [], 0
    for span in quoted_spans(text):
        parts.append(text[position : span.start])
        parts.append(" " * (span.end - span.start))
        position = span.end
    return "".join([*parts, text[position:]])


# ── who speaks ────────────────────────────────────────────────────────────────


def speaks(wanted: Wanted, row: int, scene: Scene) -> bool:
    """Tell whether the party is named in a sentence as the one who speaks, asks or judges there."""
    if not 0 <= row < len(scene.sentences):
        return False
    sentence = scene.sentences[row]
    named = [one for one in places(wanted, sentence, scene.register) if not _is_quoted(one, scene)]
    if any(is_subject(scene.plain_text, one, sentence) for one in named):
        return True
    if not named or scene.has_other_speaker(wanted, row) or scene.has_pronoun_speaking(row):
        return False
    first = min(named)
    is_object = _IS_OBJECT.search(scene.plain_text[sentence.start : first.start]) is not None
    return not is_object and _is_first(first, row, scene)


def _is_quoted(one: Span, scene: Scene) -> bool:
    return not one.of(scene.plain_text).strip()


def is_subject(text: str, name: Span, sentence: Span) -> bool:
    """Tell whether a verb of speech, will or judgement goes with a name, or "according to" leads to it."""
    before = text[sentence.start : name.start]
    if _leading().search(before[-120:]):
        return True
    match = _behind().match(text, name.end, sentence.end)
    return match is not None and not _IS_OBJECT.search(before)


def is_named(wanted: Wanted, row: int, scene: Scene) -> bool:
    """Tell whether a sentence names the party at all."""
    return bool(places(wanted, scene.sentences[row], scene.register))


def is_chief(wanted: Wanted, row: int, scene: Scene) -> bool:
    """Tell whether of all people that a sentence names the party comes first."""
    sentence = scene.sentences[row]
    named = [one for one in places(wanted, sentence, scene.register) if not _is_quoted(one, scene)]
    return bool(named) and not any(
        one.name != wanted.person and one.start < named[0].start
        for one in people_in(sentence, scene.register)
    )


def _is_first(name: Span, row: int, scene: Scene) -> bool:
    """Tell whether nobody else is named before ``name`` in a sentence, as somebody and outside quotations."""
    sentence = scene.sentences[row]
    earlier = [
        one.start
        for one in people_in(sentence, scene.register)
        if one.end <= name.start and scene.text[one.end : name.start] not in (" and ", ", ")
    ]
    earlier += [
        one.start
        for one in scene.register.entities
        if sentence.start <= one.start
        and one.end + 40 < name.start
        and one.form is not MentionForm.ADJECTIVE
        and one.entity.kind is not EntityKind.PLACE
    ]
    return not any(scene.plain_text[start].strip() for start in earlier)


@cache
def _behind() -> re.Pattern[str]:
    """Return what follows a speaker: an apposition or not, words between, and the verb."""
    verbs, between = "|".join(lexicon("speech")["verbs"]), "|".join(lexicon("speech")["between"])
    return re.compile(
        r"(?:\.?['’]s?)?(?: (?!and\b|or\b|to\b|that\b)[\w'’.-]+){0,4}?(?:,[^,;:]{1,110},(?: [^,;:]{1,110},)?|,? who\b| \([^)]{1,80}\))?,?"
        rf"(?: (?:{between}|\w+ly)\b)*(?<! to) (?:{verbs})\b(?! by\b)",
        re.IGNORECASE,
    )


@cache
def _leading() -> re.Pattern[str]:
    """Return what precedes a speaker: "according to", or a verb of saying right behind a quotation or a comma."""
    inverting = "|".join(lexicon("speech")["inverting"])
    return re.compile(
        rf"(?:\b[Aa]ccording to|\b[Ii]n the words of|\b[Aa]s|(?:^\W*|[,”\"’']|\s{{2}})\s*(?:{inverting}))\s(?:[\w'’.,&-]+ ){{0,9}}$"
    )


_IS_OBJECT = re.compile(
    r"\b(?:said|says|told|tells|urged|urges|asked|asks|by|whether|if|with|against|to|accused|because|while)"
    r" (?:the )?(?:(?:Mr|Mrs|Ms|Sen|President|Prime Minister)\.? )?$"
)
_PRONOUN_SPEAKS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ ){0,2}?(?:said|says|told|added|wrote|asked|warned|noted)\b"
)
