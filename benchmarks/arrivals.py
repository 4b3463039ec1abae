"""One new report matched against a ledger of a million, one at a time.

`python -m benchmarks.arrivals [--years N] [--scale S] [--keep DIR]`: fills a home with all but the
last reports of N simulated years, consolidates it, then lets the last ones come one by one.  A kept
home lets the next ones come that it has not seen.  Uses the database that DATABASE_URL names,
SQLite where it names none.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import homes
from benchmarks.consolidation_scale import raw_of

LIMIT_MS = 20
_WARM = 20
# So many of the last rows are no part of the first run.
_HELD_OUT = 6_000


def main() -> None:
    """Fill, consolidate, let the reports come, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--years", type=int, default=10)
    asked.add_argument("--scale", type=float, default=40)
    asked.add_argument("--reports", type=int, default=500)
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        keep = options.keep or Path(scratch)
        home = keep / f"home-{options.years}-{options.scale:g}"
        ready = home.is_dir()
        home.mkdir(exist_ok=True)
        os.environ |= {"MARKAZ_HOME": str(home), "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
        import django

        django.setup()
        raw = raw_of(keep, options.years, options.scale)
        if not ready:
            _fill(raw)
        _measure(reports=options.reports)


def _fill(raw: Path) -> None:
    from django.db import transaction
    from django.utils import timezone

    from markaz.actions.consolidation import consolidate
    from markaz.store import setup

    setup.ensure()
    by, now = setup.operator(), timezone.now()
    first = pc.max(pq.read_table(raw / "reports", columns=["report_id"])[0]).as_py() - _HELD_OUT
    begun = time.perf_counter()
    with transaction.atomic():
        total = homes.fill(raw, by=by.username, now=now, until=first)
    print(f"{total:,} rows of reports filled in {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    done = consolidate(by=by, now=now)
    print(f"{done.reports:,} reports consolidated in {time.perf_counter() - begun:.0f} s")
    with transaction.atomic():
        homes.fill(raw, by=by.username, now=now, after=first)


def _measure(*, reports: int) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from markaz.actions.arrivals import match_arrivals
    from markaz.store import setup
    from markaz.store.incidents import pairs
    from markaz.store.models import ArrivalRow, ReportRow

    by, now = setup.operator(), timezone.now()
    since = ReportRow.objects.filter(known_to=None, id__gt=pairs.latest_run().last_report)
    unseen = since.exclude(number__in=ArrivalRow.objects.values("number")).order_by("id")
    coming = list(unseen.values_list("number", flat=True)[: reports + _WARM])
    if len(coming) < reports + _WARM:
        raise SystemExit("Every report of the kept home has come: remove it and begin anew.")
    walls, cpus = [], []
    for number in coming:
        wall, cpu = time.perf_counter(), time.thread_time()
        with transaction.atomic():
            match_arrivals([number], by=by, now=now)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.thread_time() - cpu) * 1000)
    print(f"{connection.vendor}, {ReportRow.objects.count():,} rows; load {os.getloadavg()[0]:.1f}")
    for name, times in (("by the clock", walls[_WARM:]), ("of processor", cpus[_WARM:])):
        ordered = sorted(times)
        p99 = ordered[int(len(ordered) * 0.99) - 1]
        print(
            f"  {name}: p50 {statistics.median(ordered):.1f} ms, p99 {p99:.1f} ms,"
            f" most {ordered[-1]:.1f} ms (limit {LIMIT_MS} ms at p99)"
        )


if __name__ == "__main__":
    main()
