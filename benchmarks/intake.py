"""Rows a second and peak memory of intake, beside the sqlite3 module on the same bytes.

Each measurement runs in a process of its own, so that its peak memory is its own.
`python -m benchmarks.intake [--rows N] [--seed N]`; PostgreSQL is measured on a server that
tools/postgres starts for the purpose, so that no invented row can reach one that is in use.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import standard_file

_TOOL = str(Path(__file__).parents[1] / "tools" / "postgres")
_RAW = """
import csv, json, resource, sqlite3, sys, time
source, target = sys.argv[1:]
begun = time.perf_counter()
base = sqlite3.connect(target)
base.execute("PRAGMA journal_mode=WAL"); base.execute("PRAGMA synchronous=NORMAL")
with open(source, encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    header = next(rows)
    base.execute(f"CREATE TABLE raw ({', '.join(header)})")
    base.executemany(f"INSERT INTO raw VALUES ({', '.join('?' * len(header))})", rows)
base.commit()
print(json.dumps({"s": time.perf_counter() - begun,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
_MARKAZ = """
import json, os, resource, sys, time
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "markaz.config.settings"
import django
django.setup()
from django.utils import timezone
from markaz.actions.intake import receive_file
from markaz.store import setup
setup.ensure()
by = setup.operator()
begun = time.perf_counter()
tally = receive_file(Path(sys.argv[1]), source="markaz-standard", by=by, now=timezone.now()).tally
print(json.dumps({"s": time.perf_counter() - begun, **tally.as_dict(),
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=11)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), rows=options.rows, seed=options.seed)


def _measure(folder: Path, *, rows: int, seed: int) -> None:
    whole, tenth = folder / "whole.csv", folder / "tenth.csv"
    standard_file.write(whole, rows=rows, seed=seed)
    standard_file.write(tenth, rows=rows // 10, seed=seed)
    raw = _run(_RAW, str(whole), str(folder / "raw.sqlite3"))
    small = _run(_MARKAZ, str(tenth), home=folder / "small")
    ours = _run(_MARKAZ, str(whole), home=folder / "ours")
    size = whole.stat().st_size / 1e6
    print(f"file: {rows:,} rows, {size:.0f} MB, {len(standard_file.HEADER)} columns")
    print(f"sqlite3 module, same bytes raw: {rows / raw['s']:,.0f} rows/s, {raw['mb']:.0f} MB")
    print(
        f"markaz into SQLite: {rows / ours['s']:,.0f} rows/s, {ours['mb']:.0f} MB;"
        f" {ours['s'] / raw['s']:.2f} times the raw insert (limit 6);"
        f" kept {ours['kept']:,.0f}, set aside {ours['set_aside']:,.0f}"
    )
    growth = ours["mb"] / small["mb"]
    print(f"memory for a tenth of the file: {small['mb']:.0f} MB; growth {growth:.2f} times")
    with _postgresql() as url:
        if url is None:
            print("markaz into PostgreSQL: not measured, PostgreSQL is not installed")
            return
        served = _run(_MARKAZ, str(whole), home=folder / "served", url=url)
    print(
        f"markaz into PostgreSQL: {rows / served['s']:,.0f} rows/s, {served['mb']:.0f} MB;"
        f" {served['s'] / raw['s']:.2f} times the raw insert into SQLite;"
        f" kept {served['kept']:,.0f}, set aside {served['set_aside']:,.0f}"
    )


@contextmanager
def _postgresql() -> Iterator[str | None]:
    """The address of a PostgreSQL of our own while it is used, None where none can be started."""
    started = subprocess.run([_TOOL, "start"], capture_output=True, text=True, check=False)
    if started.returncode:
        print(started.stderr, end="", file=sys.stderr)
        yield None
        return
    cluster = started.stdout.strip()
    try:
        yield (Path(cluster) / "url").read_text(encoding="utf-8").strip()
    finally:
        subprocess.run([_TOOL, "stop", cluster], check=True)


def _run(
    program: str, *arguments: str, home: Path | None = None, url: str = ""
) -> dict[str, float]:
    environment = {**os.environ, "DATABASE_URL": url}
    if home:
        environment["MARKAZ_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    main()
