"""What the embedded engine takes beside time for each article: to load, and of memory. Each in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measured import Measurement, spread, timed
from briefing import serial
from briefing.types import Article

LOADING = "from briefing.summarize.embedded import EmbeddedEngine; EmbeddedEngine()"


def footprint(articles: Sequence[Article]) -> list[Measurement]:
    """Measure loading code and weights, beyond the bare interpreter, and the most memory held over ``articles``."""
    begun = timed(children, engine=lambda: python("-c", LOADING), bare=lambda: python("-c", "pass"))
    read = "\n".join(map(serial.dumps, articles))
    return [
        Measurement(
            what="embedded engine, loading with its weights",
            unit="s",
            figure=spread([one - two for one, two in zip(begun["engine"], begun["bare"], strict=True)]),
        ),
        Measurement(
            what="embedded engine, memory of a process that reads them all",
            unit="MB",
            figure=spread([float(python("-m", "benchmarks.footprint", given=read))]),
        ),
    ]


def children() -> float:
    """Return the seconds of the processor that ended processes of ours have taken."""
    spent = os.times()
    return spent.children_user + spent.children_system


def python(*arguments: str, given: str = "") -> str:
    """Run the interpreter and return what it prints."""
    return subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, text=True, input=given
    ).stdout


def main() -> None:
    """Summarize the articles on standard input, one a line, and print the most memory held, in MB."""
    from briefing.summarize.embedded import EmbeddedEngine

    engine = EmbeddedEngine()
    for line in sys.stdin:
        engine.summarize(serial.loads(Article, line))
    print(peak())


def peak() -> float:
    """Return the most memory that this process has held, in MB.

    Not what ``getrusage`` tells, which counts the process that started this one.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
