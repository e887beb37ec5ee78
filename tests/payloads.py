"""Texts that would change what prints them, and a day on which every text from outside is one."""

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from briefing.brief.coverage import LeftOut
from briefing.day import Day, Desk
from briefing.publish.compose import compose
from briefing.text import strip_controls
from briefing.types import Direction, Failure, Trend
from tests.build import an_article
from tests.days import a_day, a_dispute, a_party, a_story, an_expectation, an_objective, named, with_items

PAYLOADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "ours_render.jsonl"
EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "<https://evil.example>",
    "https://evil.example/a www.evil.example",
    "[x]: https://evil.example",
    "| a | b |",
    "`code` ``` fence",
    "# Heading",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    "---",
    "===",
    "*a* _b_ ~~c~~ **d**",
    "&lt;script&gt; &amp; &#106;",
    "\\[x\\](y) \\",
    "a\nb\r\n\n## c\u2028d\x85e",
    "{{ 7*7 }} {% include 'x' %} {# x #}",
    "</details></summary></table><h1>x</h1>",
    "\u202egpj.exe \u2066x\u2069 sanc\u200btions a\x00b \x1b[31mred",
    "Z" + "\u0335" * 300,
    "\ud800 \uffff \ue000 \ufe0f",
    "<!-- x --> <![CDATA[ x ]]> <?php ?>",
    "'; DROP TABLE x; --",
    "[^1]: note [^1]",
    "$x$ $$y$$",
)


def hostile(payload: str) -> Day:
    """Return a day on which every text that comes from outside holds ``payload``; bodies were cleaned before."""
    clean = " ".join(strip_controls(payload).split())
    wish = f"wants {clean} back"
    article = an_article(
        f"Peru {wish} soon. Chile rejects {clean} outright. Peru may {clean} leave.",
        id="evil",
        title=f"Peru says {payload}",
        outlet=f"Outlet {payload}",
        url="https://news.example/a?b=1&c=2",
    )
    speaker = named(f"Ana {payload}", f"Minister of {payload}")
    rejection = f"Chile rejects {clean} outright"
    summary = with_items(
        article,
        an_objective(article, wish, f"Peru {payload}", attribution=speaker),
        a_dispute(
            article,
            rejection,
            a_party(article, f"Chile {payload}", rejection, speaker),
            a_party(article, f"Peru {payload}", None),
            trend=Trend(direction=Direction.UP, cue=payload),
        ),
        an_expectation(article, f"Peru may {clean} leave", f"Peru {payload}", hedge=f"may {payload}"),
    )
    return a_day(
        [article],
        [summary],
        [a_story(article)],
        left_out=(LeftOut(title=payload, reason=payload), LeftOut(title=payload, reason="undated")),
        failures=(Failure(stage="collect", subject=payload, message=payload),),
        desk=Desk(title=f"Desk {payload}", marking=f"TLP {payload}"),
    )


BENIGN = compose(hostile("the archive"))


def with_payload(value: Any, payload: str) -> Any:
    """Return ``value``, a brief or part of one, with ``payload`` in place of each "the archive" in its texts."""
    if isinstance(value, tuple):
        return tuple(with_payload(each, payload) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: with_payload(getattr(value, each.name), payload) for each in fields(value)}
        return replace(value, **parts)
    return value.replace("the archive", payload) if type(value) is str else value


def payloads(*kinds: str) -> list[str]:
    if not PAYLOADS.exists():
        pytest.skip("../shared is not beside the project")
    lines = PAYLOADS.read_text(encoding="utf-8").splitlines()
    found = map(json.loads, lines)
    return sorted({each["payload"] for each in found if not kinds or each["kind"].startswith(kinds)})


a_tenth_and_all = pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
"""Of the collected payloads the tests take each tenth, the long tests all."""
