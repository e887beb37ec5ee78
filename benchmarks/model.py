"""The model engine against its limits: the time of a model that answers after a second, the tokens of the articles.

The model is one on loopback that says what stands in its prompt.
"""

import json
import math
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from multiprocessing import Pipe, Process
from pathlib import Path
from typing import Any

from briefing.pipeline import make_edition
from briefing.settings import ModelSettings, Settings
from briefing.summarize.model.schema import schema_text
from briefing.summarize.model.tokens import count
from briefing.summarize.model.wire import WireArticle, WireEdition, WireStory
from briefing.types import Source
from briefing.workplace import SAMPLE_DAYS, named_sources, open_workplace, sample_source
from tests.honest_model import honest
from tests.hostile import hostile
from tests.newsroom import DAY, fill_folder

ARTICLES, CONCURRENCY, LATENCY = 100, 8, 1.0
WAVES = ("article_summary", "story", "edition")
COUNTED_FOR = "gpt-5.4-mini"
VOCABULARY = Path(__file__).resolve().parents[2] / "shared" / "data" / "tiktoken"
if VOCABULARY.is_dir():
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(VOCABULARY))


def wall_over_ideal(seed: int) -> float:
    """Return the time from the first request of a day of 100 articles to its last answer, over that of the waves."""
    here, there = Pipe()
    server = Process(target=serve_slowly, args=(there,))
    server.start()
    with tempfile.TemporaryDirectory() as name:
        notes = named_sources([str(fill_folder(Path(name) / "notes", seed, ARTICLES))])
        edition(Path(name) / "outputs", here.recv(), notes, [DAY])
    here.send("enough")
    asked: list[tuple[str, float, float]] = here.recv()
    server.join()
    tasks = Counter(task for task, _, _ in asked)
    ideal = sum(math.ceil(tasks[task] / CONCURRENCY) * LATENCY for task in WAVES)
    return (max(end for _, _, end in asked) - min(began for _, began, _ in asked)) / ideal


def serve_slowly(pipe: Any) -> None:
    """Answer after a second each, in a process of its own, as a model's server is; then tell what was asked when."""
    asked: list[tuple[str, float, float]] = []

    def slow(request: dict[str, Any]) -> str:
        began = time.monotonic()
        answer = honest(request)
        time.sleep(max(0.0, began + LATENCY - time.monotonic()))
        asked.append((task_of(request), began, time.monotonic()))
        return answer

    with hostile(slow) as server:
        pipe.send(server.url("ok"))
        pipe.recv()
    pipe.send(asked)


def task_of(request: dict[str, Any]) -> str:
    return str(request["response_format"]["json_schema"]["name"])


def edition(outputs: Path, url: str, sources: Sequence[Source], days: Sequence[Any]) -> dict[str, str]:
    """Make the editions of ``days`` and return the texts of all articles by the mark that fences them in a prompt."""
    settings = Settings(
        outputs=outputs, model=ModelSettings(base_url=url, name=COUNTED_FOR, concurrency=CONCURRENCY)
    )
    now = datetime(2026, 3, 5, tzinfo=UTC)
    with open_workplace(settings, lambda *_: None, "openai", now=now) as work:
        for day in days:
            make_edition(work, profile="default", day=day, sources=sources, now=now)
        archive = work.store.archive
        found = archive.articles([head.id for head in archive.dated(date.min, date.max)]).values()
    return {blake2b(each.text.encode(), digest_size=4).hexdigest(): each.text for each in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Tokens sent over those of the articles' bodies: article by article, in sum, and with what else is sent."""

    of_articles: list[float]
    in_sum: float
    with_heads: float
    with_static: float


def days_of_the_sample() -> Sent:
    """Return what is sent for the sample's editions; the static part of a prompt, which a server can cache, counts last."""
    with tempfile.TemporaryDirectory() as name, hostile(honest) as server:
        texts = edition(Path(name), server.url("ok"), [sample_source()], SAMPLE_DAYS)
        requests = [json.loads(body) for body in server.bodies()]
    asked = [
        (task_of(each), each["messages"][0]["content"], each["messages"][1]["content"]) for each in requests
    ]
    ratios, sent, told = [], 0, 0
    for _, _, user in (each for each in asked if each[0] == "article_summary"):
        body = texts[user.partition("=== article ")[2][:8]]
        ratios.append(tokens(user) / tokens(body))
        sent, told = sent + tokens(user), told + tokens(body)
    schemas = {"article_summary": WireArticle, "story": WireStory, "edition": WireEdition}
    whole = sum(
        tokens(system) + tokens(schema_text(schemas[task])) + tokens(user) for task, system, user in asked
    )
    heads = sum(tokens(user) for task, _, user in asked if task != "article_summary")
    return Sent(
        of_articles=ratios,
        in_sum=sent / told,
        with_heads=(sent + heads) / told,
        with_static=whole / told,
    )


def tokens(text: str) -> int:
    return count(text, COUNTED_FOR, os.environ).tokens


def counted_by() -> str:
    return "the estimator" if count("", COUNTED_FOR, os.environ).estimated else "tiktoken"
