"""What an outlet takes back: the notes of an article on what an earlier version of it had wrong. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from briefing.text import sentences
from briefing.track.ledger.development_cues import DevelopmentKind, cue_within
from briefing.track.ledger.developments import Development, keys_named
from briefing.track.ledger.matter import Telling
from briefing.types import Actor, Article, Evidence, NoiseReason, Section


def corrections_of(article: Article, actors: Sequence[Actor], published: date) -> Iterator[Development]:
    """Yield what ``article`` corrects of the news that it told; a name, a title or a caption put right is none."""
    for text, evidence in _notes(article):
        found = cue_within("corrected", text)
        if found and cue_within("correcting", text) and not cue_within("of_form", text):
            yield Development(
                kind=DevelopmentKind.CORRECTED,
                article_id=article.id,
                outlet=article.outlet,
                published=published,
                named=keys_named(text, actors),
                telling=Telling(whole=text, behind=text[found.end() :]),
                evidence=evidence,
            )


def _notes(article: Article) -> Iterator[tuple[str, Evidence | None]]:
    """Yield each sentence of the body that may be a note, and the notes that cleaning took out below it."""
    if cue_within("corrected", article.text):
        for span in sentences(article.text):
            text = span.of(article.text)
            yield (
                text,
                Evidence(
                    article_id=article.id, section=Section.BODY, quote=text, start=span.start, end=span.end
                ),
            )
    yield from ((each.text, None) for each in article.noise if each.reason is NoiseReason.POSTSCRIPT)
