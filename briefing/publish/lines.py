"""Lines of a brief: an article's own words, with who says them under which ground rule. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from briefing.brief.lines import Line, Voice
from briefing.comparing import FUNCTION_WORDS
from briefing.labels import Labels
from briefing.publish.clauses import INSIDE_A_LIST, LISTED, QUALIFIES, is_before_its_words, whole_clause
from briefing.speakers import NOBODY, RULES, speaker_of
from briefing.text import Span, count_words, fold, sentences, word_spans, words
from briefing.types import Attribution, AttributionType, Evidence, WrittenSentence

_RANK = {kind: rank for rank, kind in enumerate(AttributionType)}


def said(text: str, attribution: Attribution, evidence: Sequence[Evidence]) -> Line:
    """Return ``text``, without its dateline, as a line in the voice of whoever stands behind it (F1, F4, F5).

    "According to an official," at its beginning is told by the speaker behind it.
    """
    return Line(
        text=_without_speaker(without_dateline(text), attribution),
        voice=_voice(attribution),
        speaker=speaker_of(attribution),
        evidence=tuple(evidence),
    )


def _without_speaker(text: str, attribution: Attribution) -> str:
    """Return ``text`` from behind "According to" and the very name of who speaks, unless more of him may follow: another comma is near."""
    name = re.escape(attribution.name) if attribution.name else None
    opens = re.match(rf"According to (?:an? |the )?{name}, (?=\w)", text, re.IGNORECASE) if name else None
    rest = text[opens.end() :] if opens else text
    return text if opens and any("," in word for word in rest.split()[:_OF_A_SPEAKER]) else rest


_OF_A_SPEAKER = 12  # words in which an office or another name would end


def written(sentence: WrittenSentence) -> Line:
    """Return a sentence that a model wrote over checked lines; whom it does not name speaks behind it."""
    return Line(
        text=sentence.text,
        voice=Voice.CLAIM if sentence.speakers else Voice.FACT,
        speaker="; ".join(sentence.speakers) or None,
        evidence=sentence.evidence,
        names=sentence.names,
    )


def comment(sentence: WrittenSentence) -> Line:
    """Return a comment that a model wrote over checked lines: ours, and called so (F1)."""
    return replace(written(sentence), voice=Voice.COMMENT)


def ours(text: str, *, label: str | None = None, evidence: Iterable[Evidence] = ()) -> Line:
    """Return a line in our own words."""
    return Line(text=text, voice=Voice.OURS, label=label, evidence=tuple(evidence))


def _voice(attribution: Attribution) -> Voice:
    own = (AttributionType.OUTLET_VOICE, AttributionType.CAPTION)
    return Voice.FACT if attribution.type in own else Voice.CLAIM


def strength(attribution: Attribution) -> int:
    """Return a number that is lower the stronger the speaker (briefcraft 2.3)."""
    return _RANK[attribution.type]


def is_by_analyst(line: Line) -> bool:
    """Tell of an outsider's forecast: what she expects is no appointment."""
    return (line.speaker or "").endswith("analyst")


# ── speakers ──────────────────────────────────────────────────────────────────


def spoken_in(line: Line, labels: Labels) -> Line:
    """Return a line whose speaker's ground rule is in the language of ``labels``; her name and role stay as they are."""
    if line.speaker is None:
        return line
    return replace(line, speaker="; ".join(_speaker_in(each, labels) for each in line.speaker.split("; ")))


def _speaker_in(speaker: str, labels: Labels) -> str:
    name, separator, rule = speaker.rpartition(", ")
    if separator and rule in _RULES:
        return labels(f"speakers.{_RULES[rule]}", who=_speaker_in(name, labels))
    return labels(f"speakers.{_NOBODY[speaker]}") if speaker in _NOBODY else speaker


_RULES = {words: name for name, words in RULES.items()}
_NOBODY = {words: name for name, words in NOBODY.items()}


# ── datelines ─────────────────────────────────────────────────────────────────

_COUNTRY = r"(?:, [A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ][\w.]+)?)?"
_DAY = r",? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"(?:[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{{2,40}}{_COUNTRY}(?:{_DAY})?(?: ?\([^)]{{2,40}}\))?"
    rf"|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){{0,2}}{_COUNTRY}{_DAY} \([A-Z][^)]{{1,40}}\)) ?[—–-]+ (?=\S)"
)
"""A place in capitals needs no more than its dash; of another only a day and an agency prove that it is no name."""


def opens_with_dateline(text: str) -> bool:
    """Tell whether ``text`` begins with the place it was written at: "GENEVA, March 2 (Agency) - "."""
    return _DATELINE.match(text) is not None


def without_dateline(text: str) -> str:
    """Return ``text`` from where its dateline ends."""
    found = _DATELINE.match(text)
    return text[found.end() :] if found else text


# ── cutting ───────────────────────────────────────────────────────────────────

_PUNCTUATION = re.compile(rf"\s*(?:[;:]|\s[—–-]|,(?!{LISTED}))(?=\s)")
_JOINT = re.compile(
    r"\s+(?=(?:and(?!\s[A-Z])|as|while|when|which|who|whose|where|after|before|because|since|amid|following)\s)"
)
_RELATIVE = re.compile(r"[\s,]*(?:which|who|whose|whom)\s")


def first_words(text: str, limit: int) -> str:
    """Return ``text``, or its beginning of at most ``limit`` words, up to a border of clauses where there is one.

    What is returned stands letter for letter at the beginning of ``text``. A condition or a negation is
    not cut off: a text with one in its tail is returned whole while it has fewer than twice the words.
    """
    spans = word_spans(text)
    if len(spans) <= limit:
        return text
    beginning = _to_a_border(text, limit) or _to_a_word(text, spans[:limit])
    qualified = not QUALIFIES.isdisjoint(words(text[len(beginning) :]))
    return text if qualified and len(spans) < 2 * limit else beginning


def _to_a_border(text: str, limit: int) -> str | None:
    """Return the longest beginning that ends with a clause and has half to all of ``limit`` words.

    A relative clause is cut off its noun only where there is no other border.
    """
    for border in (_PUNCTUATION, _JOINT):
        is_relative = {
            text[: found.start()].rstrip(" ,"): bool(_RELATIVE.match(text, found.start()))
            for found in border.finditer(text)
        }
        whole = [
            each for each in is_relative if not INSIDE_A_LIST.search(each) and not is_before_its_words(each)
        ]
        kept = [each for each in whole if limit // 2 <= len(word_spans(each)) <= limit]
        if kept:
            return max(kept, key=lambda each: (not is_relative[each], len(each)))
    return None


def _to_a_word(text: str, spans: Sequence[Span]) -> str:
    """Return the beginning that the ``spans`` of words make, without articles, prepositions and bare numbers at its end."""
    kept = list(spans)
    while len(kept) > 3 and ((last := kept[-1].of(text).lower()) in FUNCTION_WORDS or last.isdecimal()):
        kept.pop()
    return text[: kept[-1].end]


def told_whole(text: str, limit: int, *, with_speaker: bool = True) -> str | None:
    """Return ``text``, or a beginning of it that stands alone, in ``limit`` words or, where that cannot be, in twice as many.

    ``with_speaker`` keeps who says it, where nobody else does.
    """
    for most in (limit, 2 * limit):
        if (
            whole := text
            if count_words(text) <= most
            else whole_clause(text, most, with_speaker=with_speaker)
        ):
            return whole
    return None


def quoted_beginning(text: str, limit: int, *, with_speaker: bool = True) -> str:
    """Return the first words of ``text`` in quotation marks, an ellipsis after them where they do not stand alone.

    Of words that were quoted from before on, ("…we leave,” said the envoy"), those up to their mark are taken.
    """
    spoken, mark, _ = text.partition("”")
    text = spoken.rstrip(",") if mark and "“" not in spoken else text
    whole = told_whole(text, limit, with_speaker=with_speaker)
    return f"“{whole}”" if whole else f"“{first_words(text, limit)}” …"


def named(text: str, evidence: Iterable[Evidence], limit: int) -> str:
    """Return what an item says, to be spoken of in a line of ours: the source's words quoted, a model's as they are.

    The ledger names who says it. Quotation marks stand only around words of the evidence; what a model worded is not cut before twice ``limit`` words.
    """
    bare = text.rstrip(".!")
    if any(fold(bare) in fold(each.quote) for each in evidence):
        return quoted_beginning(bare, limit, with_speaker=False)
    told = first_words(bare, 2 * limit)
    return told if told == bare else f"{told} …"


def shortened(line: Line, limit: int) -> Line:
    """Return ``line`` with its first words: a clause that stands alone, else marked as cut where there are more.

    A line that is longer by a fifth at most is not cut: it would lose its point for a few words.
    """
    if count_words(line.text) <= limit + limit // 5:
        return line
    text = first_words(line.text, limit)
    whole = whole_clause(line.text, limit, with_speaker=line.speaker is None) if text != line.text else None
    if whole and 3 * count_words(whole) >= 2 * limit:
        return replace(line, text=whole)
    return replace(line, text=text, cut=line.cut or text != line.text)


@lru_cache(maxsize=2048)
def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text`` as strings."""
    return tuple(span.of(text) for span in sentences(text))
