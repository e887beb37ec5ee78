"""Progress for people: one moving line on a terminal, plain log lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def progress_line(stream: TextIO) -> Iterator[Callable[[str, int, int], None]]:
    """Yield what a run tells its progress to: stage, how much is done, of how much."""
    if not stream.isatty():
        yield lambda stage, done, total: _log(stream, stage, done, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as shown:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = shown.add_task(stage)
            shown.update(tasks[stage], completed=done, total=total)

        yield tell


def _log(stream: TextIO, stage: str, done: int, total: int) -> None:
    """Only the end of a stage is a line: a log is read later."""
    if done == total:
        print(f"{stage}: {done} of {total}", file=stream)


@contextmanager
def answer_line(stream: TextIO) -> Iterator[Callable[[int], None] | None]:
    """Yield what the characters of a model's answer are told to as they come, ``None`` where nobody watches."""
    if not stream.isatty():
        yield None
        return
    from rich.console import Console

    with Console(file=stream).status("asking …") as shown:
        yield lambda characters: shown.update(f"answering: {characters:,} characters")
