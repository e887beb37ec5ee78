"""`make soak`: whole runs against a model's server that answers a third of the requests badly.

Each run is made in a folder for temporary files and checked there; nothing is left behind.
"""

import logging
import os
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from briefing.brief import Brief
from briefing.pipeline import make_edition
from briefing.settings import ModelSettings, Settings
from briefing.workplace import named_sources, open_workplace
from tests.honest_model import honest
from tests.hostile import FAULTS, HostileServer, Mix, hostile
from tests.newsroom import DAY, fill_folder
from tests.test_model_faults import CANARY, EXPECTED, holds_canary
from tests.test_pipeline import FILES, brief_of, quotations

RUNS, ARTICLES, AT_ONCE = 200, 50, 2
NOW = datetime(2025, 3, 12, 20, tzinfo=UTC)
PASSING = tuple(name for name in FAULTS if not EXPECTED[name].closes)
"""Faults after which there is something left to ask."""
_MARK = re.compile(rb"=== article ([0-9a-f]{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What one run came to. ``spent`` is the share of its limit, tokens or cost, whichever is higher."""

    requests: int
    most_for_an_article: int
    by_model: int
    by_rules: int
    spent: float


def soak(seed: int, articles: int) -> Soaked:
    """Make an edition of ``articles`` and check all that must hold. Raises ``AssertionError``."""
    mix = Mix(seed=seed, faults=tuple(FAULTS) if seed % 2 else PASSING)
    limit = 3_000 * articles if seed % 5 == 0 else 2_000_000
    with tempfile.TemporaryDirectory() as name, hostile(honest, mix=mix) as server, _logged() as log:
        folder = Path(name)
        settings = _settings(folder / "outputs", server.url("mix"), limit)
        notes = fill_folder(folder / "notes", seed, articles)
        with open_workplace(settings, lambda *_: None, "openai", now=NOW) as work:
            made = make_edition(
                work, profile="default", day=DAY, sources=named_sources([str(notes)]), now=NOW
            )
            texts = {
                each: article.text
                for each, article in work.store.archive.articles(_cited(made.folder)).items()
            }
        _check_brief(made.brief, made.folder, articles, texts)
        for file in (each for each in folder.rglob("*") if each.is_file()):
            assert not holds_canary(file.read_bytes().decode("latin-1")), (seed, file.name)
        assert not holds_canary(log.getvalue()), (seed, "log")
        spent = _spent(settings)
        assert spent <= 1, (seed, spent)
        return _soaked(made.brief, server, spent)


def _settings(outputs: Path, url: str, limit: int) -> Settings:
    """Return short deadlines: a fault that lasts costs a second, and most others are still asked about twice."""
    model = ModelSettings(
        base_url=url,
        name="small",
        call_seconds=1.2,
        max_tokens=limit,
        max_cost=limit / 1e6,
        price_in=1.0,
        price_out=4.0,
    )
    return Settings(outputs=outputs, model=model)


@contextmanager
def _logged() -> Iterator[StringIO]:
    """Yield everything that any library logs, and set the key that must not be in it."""
    log = StringIO()
    handler, root = logging.StreamHandler(log), logging.getLogger()
    before, had = root.level, os.environ.get("OPENAI_API_KEY")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    os.environ["OPENAI_API_KEY"] = CANARY
    try:
        yield log
    finally:
        os.environ.pop("OPENAI_API_KEY")
        os.environ.update({"OPENAI_API_KEY": had} if had else {})
        root.setLevel(before)
        root.removeHandler(handler)


def _cited(folder: Path) -> set[str]:
    return {each["article_id"] for each in quotations(brief_of(folder)) if each["section"] == "body"}


def _check_brief(brief: Brief, folder: Path, articles: int, texts: dict[str, str]) -> None:
    coverage = brief.coverage
    assert coverage.new + coverage.copies == articles, coverage
    assert all((folder / name).stat().st_size for name in FILES)
    assert all(
        row.engine.startswith(("model small", "embedded engine in place of small: ")) for row in brief.sources
    )
    for each in quotations(brief_of(folder)):
        if each["section"] == "body":
            assert texts[each["article_id"]][each["start"] : each["end"]] == each["quote"]


def _spent(settings: Settings) -> float:
    """Return the share of its limits that the run took, by the record of its calls."""
    with sqlite3.connect(settings.outputs / "briefing.db") as store:
        tokens, cost = store.execute(
            "SELECT total(tokens_in + tokens_out), total(cost) FROM model_call"
        ).fetchone()
    store.close()
    assert settings.model.max_tokens
    assert settings.model.max_cost
    return float(max(tokens / settings.model.max_tokens, cost / settings.model.max_cost))


def _soaked(brief: Brief, server: HostileServer, spent: float) -> Soaked:
    asked = Counter(mark[1] for body in server.bodies() if (mark := _MARK.search(body)))
    most = max(asked.values(), default=0)
    assert most <= 3, asked.most_common(1)
    by_model = sum(row.engine.startswith("model ") for row in brief.sources if row.new)
    return Soaked(
        requests=len(server.asked),
        most_for_an_article=most,
        by_model=by_model,
        by_rules=brief.coverage.new - by_model,
        spent=spent,
    )


def summary(found: Sequence[Soaked], seconds: float) -> str:
    """Return in one line what the runs came to."""
    return (
        f"{len(found)} runs, {len(found)} complete briefs, {sum(each.requests for each in found)} requests; "
        f"articles by the model {sum(each.by_model for each in found)}, by rules "
        f"{sum(each.by_rules for each in found)}; at most {max(each.most_for_an_article for each in found)} "
        f"requests for an article; at most {max(each.spent for each in found):.0%} of a limit spent; "
        f"0 keys shown; {seconds:.0f} s"
    )


def main() -> None:
    """Make all the runs, some at a time; name the seeds of those that failed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    began = time.monotonic()
    with ProcessPoolExecutor(AT_ONCE) as executor:
        made = [executor.submit(soak, seed, ARTICLES) for seed in range(runs)]
    failed = {seed: error for seed, each in enumerate(made) if (error := each.exception())}
    for seed, error in failed.items():
        print(f"seed {seed}: {error!r}")
    print(summary([each.result() for each in made if not each.exception()], time.monotonic() - began))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
