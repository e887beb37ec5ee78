"""What the checks say of statements that people wrote about real articles; skipped where these are not at hand."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from briefing.summarize.checks import Context, doubts, speaker_standing
from briefing.text import Span, sentences
from briefing.types import AttributionType

# Annotators write from the article: of the statements doubted when this was measured (12 of 222), all but one name
# somebody or something that their quotations do not.
MOST_DOUBTED = 0.06
MOST_DROPPED = 0.03


def labelled(shared: Path) -> Iterator[tuple[dict, dict]]:
    for path in sorted((shared / "labelled").glob("*.json")):
        article = json.loads(path.read_text("utf-8"))
        for item in article["items"]:
            yield article, item


def published(article: dict) -> date | None:
    written = article["published"]
    return date.fromisoformat(written if len(written) > 7 else f"{written}-15") if written else None


def test_statements_of_annotators_are_seldom_doubted(shared: Path) -> None:
    tried, doubted = 0, []
    for article, item in labelled(shared):
        names = (item["holder"], item["counterpart"], item["attribution"]["name"])
        context = Context(
            published=published(article),
            article_text=article["text"],
            title=article["title"],
            proved=tuple(name for name in names if name),
        )
        tried += 1
        if found := doubts(item["statement"], [one["quote"] for one in item["evidence"]], context):
            doubted.append(f"{article['id']} {[(one.kind.value, one.words) for one in found]}")
    print(f"doubted {len(doubted)} of {tried}", *doubted, sep="\n  ")
    assert len(doubted) <= MOST_DOUBTED * tried


def test_speakers_of_annotators_are_seldom_dropped(shared: Path) -> None:
    tried, dropped = 0, []
    for article, item in labelled(shared):
        name, kind = item["attribution"]["name"], AttributionType(item["attribution"]["type"])
        if not name or kind is AttributionType.OUTLET_VOICE:
            continue
        spans = [Span(one["start"], one["end"]) for one in item["evidence"]]
        tried += 1
        if not speaker_standing(name, spans, article["text"], sentences(article["text"]), kind).holds:
            dropped.append(f"{article['id']} {kind} {name}")
    print(f"dropped {len(dropped)} of {tried}", *dropped, sep="\n  ")
    assert len(dropped) <= MOST_DROPPED * tried
