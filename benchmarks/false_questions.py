"""How often the checker asks about sound reports: `python -m benchmarks.false_questions`.

A simulated year for each seed is read file by file, and each file is asked about as a batch.  Every
question counts as false, though some agencies of the campaign do write slips on purpose.  Then a
slip is planted in sound reports for each rule: how often it could have asked, and how often it did.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from benchmarks.planted_slips import Tally
from markaz.checking.filed import Filed
from markaz.checking.reports import questions
from markaz.intake import sources
from markaz.intake.reading import read
from markaz.simulation.campaign import simulate

YEAR = 2025
TODAY = datetime(YEAR + 1, 6, 30, tzinfo=UTC)


def main() -> None:
    """Simulate, read, ask and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    asked.add_argument("--profiles", nargs="+", default=["plain"], help="plain, hostile")
    asked.add_argument("--show", type=int, default=0, help="so many questions in full")
    options = asked.parse_args()
    for profile in options.profiles:
        for seed in options.seeds:
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "year"
                simulate(out, year=YEAR, scale=1, seed=seed, profile=profile)
                _asked(out, f"{profile}, seed {seed}", show=options.show)


def _asked(out: Path, name: str, *, show: int) -> None:
    begun, thread = time.perf_counter(), time.thread_time()
    reports, found, slips = 0, Counter[str](), Tally()
    for filed in _batches(out):
        reports += filed.reports.num_rows
        slips.take(filed)
        for one in questions(filed):
            found[one.rule] += 1
            if found.total() <= show:
                print(one)
    wall, spent = time.perf_counter() - begun, time.thread_time() - thread
    print(
        f"{name}: {found.total()} questions on {reports} reports"
        f" ({100 * found.total() / reports:.2f} in 100) {dict(found)};"
        f" {wall:.1f} s by the clock, {spent:.1f} s of this thread"
    )
    for line in slips.lines():
        print(line)


def _batches(out: Path) -> Iterator[Filed]:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        layout = sources.load(entry["source"])
        for chunk in read(out / entry["file"], source=layout, today=TODAY.date()):
            if chunk.reports.num_rows:
                yield Filed(_named(chunk.reports, number=True), _named(chunk.lines, number=False))


def _named(table: pa.Table, *, number: bool) -> pa.Table:
    """A chunk's table as the ledger names it: by the report's id."""
    ids = table["ordinal"].cast(pa.int64())
    named = table.append_column("report_id", ids)
    if not number:
        return named
    moments = pa.array([TODAY] * len(table), pa.timestamp("us", tz="UTC"))
    return named.append_column("number", ids).append_column("received_at", moments)


if __name__ == "__main__":
    main()
