"""`make scale`: a day of 500 new articles on an archive of 1,000 and on one of 100,000, each in a process of its own.

Filling the large archive takes most of the time and gigabytes of a temporary folder; other sizes may be named, multiples of
a thousand. What was measured is kept in ``results.json``.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks import readme
from benchmarks.archive import fill
from benchmarks.dispatches import dispatch
from benchmarks.measured import Measurement, spread
from briefing.pipeline import Made, make_edition
from briefing.settings import Settings
from briefing.workplace import named_sources, open_workplace

SIZES = (1_000, 100_000)
DAY = date(2026, 3, 10)
NEW, BEFORE, ROUNDS = 500, 50, 3
GAP = timedelta(days=5)
_NUMBERS_A_DAY = 1_000


def main(sizes: Sequence[int]) -> None:
    """Measure, keep and print."""
    taken = dict(days_on_archives(sizes))
    found = [asdict(each) for each in measurements(taken)]
    results = json.loads(readme.RESULTS.read_text(encoding="utf-8")) | {"scale": found}
    readme.RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    readme.main()
    print(json.dumps(taken, indent=1))


def days_on_archives(sizes: Sequence[int]) -> Iterator[tuple[int, list[dict[str, float]]]]:
    """Yield what the edition of a day takes on an archive of each of these sizes, some times over: seconds, megabytes."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            archive, began = Path(name) / "archive", time.monotonic()
            archive.mkdir()
            fill(archive, size, DAY - GAP)
            tell(f"{size:,} articles stored after {time.monotonic() - began:.0f} s")
            apart(archive, DAY - timedelta(days=1), BEFORE)
            yield size, [_on_a_copy(archive) for _ in range(ROUNDS)]


def _on_a_copy(archive: Path) -> dict[str, float]:
    """Return what the day takes on a copy: an archive has each day once."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as name:
        copy = shutil.copytree(archive, Path(name) / "copy")
        return apart(copy, DAY, NEW)


def tell(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def apart(outputs: Path, day: date, number: int) -> dict[str, float]:
    """Make the edition of a day with so many new articles in a process of its own, and return what it took."""
    script = "import benchmarks.scale as scale, sys; scale.alone(*sys.argv[1:])"
    notes = fill_notes(outputs / f"notes of {day}", day, number)
    command = [sys.executable, "-c", script, str(outputs), str(notes), day.isoformat()]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    taken: dict[str, float] = json.loads(ran.stdout)
    tell(f"the edition of {day} from {number} new articles: {taken}")
    return taken


def fill_notes(folder: Path, day: date, number: int) -> Path:
    """Write the new articles of a day into ``folder`` and return it."""
    folder.mkdir(parents=True)
    for each in range(number):
        text = dispatch(day.toordinal() * _NUMBERS_A_DAY + each, day)
        (folder / f"{each:04}.txt").write_text(text, encoding="utf-8")
    return folder


def alone(outputs: str, notes: str, day: str) -> None:
    """Print as JSON the seconds of the processor and the megabytes that an edition takes."""
    began = time.process_time()
    made = edition(Path(outputs), Path(notes), date.fromisoformat(day))
    seconds = time.process_time() - began
    print(json.dumps({"seconds": seconds, "megabytes": peak(), "new": made.brief.header.new_reports}))


def peak() -> float:
    """Return the megabytes that this process had at most; Linux counts those of the one it was forked from in its usage."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def edition(outputs: Path, notes: Path, day: date) -> Made:
    """Make the edition of a day from a folder of notes, with the embedded engine."""
    now = datetime.combine(day, datetime.max.time(), tzinfo=UTC)
    with open_workplace(Settings(outputs=outputs), lambda *_: None, "embedded", now=now) as work:
        return make_edition(work, profile="default", day=day, sources=named_sources([str(notes)]), now=now)


def measurements(taken: Mapping[int, Sequence[Mapping[str, float]]]) -> Iterator[Measurement]:
    """Yield the figures of each archive and the ratios of the largest to the smallest."""
    small, large = min(taken), max(taken)
    for name, unit in (("seconds", "s"), ("megabytes", "MB")):
        for size in taken:
            what = f"a day of {NEW} new articles on an archive of {size:,}"
            yield Measurement(what=what, unit=unit, figure=spread([each[name] for each in taken[size]]))
        ratio = spread(
            [one[name] / other[name] for one, other in zip(taken[large], taken[small], strict=True)]
        )
        yield Measurement(
            what=f"{name} of a day on {large:,} over those on {small:,}", unit="x", figure=ratio
        )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
