"""One new operation against 100,000 live ones in the tables, beside a scan through them all.

`python -m benchmarks.overlaps [--live N] [--new N] [--days N] [--seed N]`: invented operations of
every kind, moving ones included, over some days.  Asked are the check as the action makes it, from
an operation to its overlaps, and the whole entry with the rows that it keeps, conflicts included.
SQLite in a new home, or the empty database that DATABASE_URL names.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.invented_operations import BEGIN, SORTS, invented
from markaz.deconfliction.meeting import overlap
from markaz.deconfliction.rules import shipped
from markaz.records.operations.operation import Operation

if TYPE_CHECKING:
    from markaz.accounts.models import User

LIMIT_MS = 50
_SAMPLE, _WARM, _AT_ONCE = 5_000, 20, 2_000


class Taken(NamedTuple):
    """How long one question took by the clock and of the processor, and how much it found."""

    sort: str
    wall_ms: float
    busy_ms: float
    found: int


def main() -> None:
    """Fill, ask and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--live", type=int, default=100_000)
    asked.add_argument("--new", type=int, default=1_000)
    asked.add_argument("--days", type=int, default=14)
    asked.add_argument(
        "--scanned", type=int, default=5, help="how many are also found by a scan of a sample"
    )
    asked.add_argument("--seed", type=int, default=4)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MARKAZ_HOME": home, "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
        import django

        django.setup()
        _run(options)


def _run(options: argparse.Namespace) -> None:
    from django.db import connection, transaction

    from markaz.actions.operations import checking
    from markaz.store import setup

    setup.ensure()
    chance = random.Random(options.seed)
    live = [invented(chance, f"L-{n}", days=options.days)[1] for n in range(options.live)]
    begun = time.perf_counter()
    _fill(live)
    print(
        f"{connection.vendor}: {len(live):,} live operations over {options.days} days kept in"
        f" {time.perf_counter() - begun:.1f} s"
    )
    sample = chance.sample(live, min(_SAMPLE, len(live)))
    scanned_of = len(live)
    # A process that answers holds none of them, nor has its memory searched for what to let go.
    del live
    new = [invented(chance, f"N-{n}", days=options.days) for n in range(options.new)]
    first = time.perf_counter()
    with transaction.atomic():
        checking.overlaps(new[0][1])
    print(f"the first answer of this process: {_since(first):.1f} ms")

    @transaction.atomic
    def check(operation: Operation) -> int:
        return len(checking.overlaps(operation))

    p50_ms = _say("check", [_timed(sort, check, one) for sort, one in new])
    officer = setup.operator()
    _say("entry", [_timed(sort, partial(_entered, by=officer), one) for sort, one in new])
    _scan(sample, [one for _, one in new[: options.scanned]], all_=scanned_of, p50_ms=p50_ms)


def _fill(live: list[Operation]) -> None:
    from django.db import connection, transaction

    from markaz.actions.operations import checking
    from markaz.store.models import OperationRow
    from markaz.store.operations import plans, whereabouts

    numbers = iter(range(1, len(live) + 1))
    for begin in range(0, len(live), _AT_ONCE):
        some = live[begin : begin + _AT_ONCE]
        with transaction.atomic():
            rows = [
                OperationRow(
                    number=next(numbers), agency=one.key.agency, reference=one.key.reference,
                    title="simulated", changed_by=one.filed_by, known_from=one.filed_at,
                    **plans.planned(one),
                )
                for one in some
            ]  # fmt: skip
            OperationRow.objects.bulk_create(rows)
            whereabouts.keep_all(
                {row.number: checking.where(one) for row, one in zip(rows, some, strict=True)}
            )
    with connection.cursor() as cursor:
        # PostgreSQL does both by itself within a minute: not just while it is measured.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _entered(operation: Operation, *, by: "User") -> int:
    """Enter it as its officer would, and let it be as if it had not been."""
    from django.db import transaction

    from markaz.actions.operations import planning

    plan = planning.Plan(
        agency=operation.key.agency, reference=operation.key.reference, title="simulated",
        unit=operation.unit, contact=operation.contact, kind=operation.kind,
        window=operation.window, shape=operation.shape,
    )  # fmt: skip
    with transaction.atomic():
        clashes = planning.enter(plan, by=by, now=BEGIN).clashes
        transaction.set_rollback(True)
    return len(clashes)


def _timed(sort: str, ask: Callable[[Operation], int], operation: Operation) -> Taken:
    begun, worked = time.perf_counter(), time.thread_time()
    found = ask(operation)
    busy_ms = (time.thread_time() - worked) * 1000
    return Taken(sort, _since(begun), busy_ms, found)


def _say(what: str, taken: list[Taken]) -> float:
    by_sort = defaultdict(list, {"all": taken[_WARM:]})
    for one in taken[_WARM:]:
        by_sort[one.sort].append(one)
    for sort in (*(name for name, *_ in SORTS), "all"):
        rows = by_sort[sort]
        if rows:
            wall, busy = (sorted(column) for column in list(zip(*rows, strict=True))[1:3])
            at = int(len(rows) * 0.99)
            print(
                f"  {what}: {sort:<19} {len(rows):5,} asked   p50 {statistics.median(wall):6.1f} ms"
                f"   p99 {wall[at]:6.1f} ms   processor p50 {statistics.median(busy):6.1f} ms"
                f"   p99 {busy[at]:6.1f} ms   {sum(one.found for one in rows) / len(rows):6.1f}"
                " overlaps each"
            )
    print(
        f"{what}, p99 of all: {wall[at]:.1f} ms by the clock, {busy[at]:.1f} ms of the processor"
        f" (limit {LIMIT_MS} ms{'' if wall[at] < LIMIT_MS else ', MISSED by the clock'})"
    )
    return statistics.median(wall)


def _scan(sample: list[Operation], new: list[Operation], *, all_: int, p50_ms: float) -> None:
    from django.db import transaction

    from markaz.actions.operations import checking

    sampled = {operation.key for operation in sample}
    taken_ms = 0.0
    for operation in new:
        begun = time.perf_counter()
        scanned = {
            found
            for one in sample
            if one.key.agency != operation.key.agency
            and (found := overlap(operation, one, rules=shipped()))
        }
        taken_ms += _since(begun) / len(new)
        with transaction.atomic():
            told = checking.overlaps(operation)
        asked = {found for found in told if sampled & {found.left, found.right}}
        print(
            f"  {operation.key.reference}: {len(scanned)} overlaps by a scan of {len(sample):,}"
            f", the same from the tables: {'yes' if scanned == asked else 'NO'}"
        )
    whole_ms = taken_ms * all_ / len(sample)
    print(
        f"a scan pair by pair takes {taken_ms:,.0f} ms for these, some {whole_ms:,.0f} ms for all:"
        f" {whole_ms / p50_ms:,.0f} times the p50"
    )


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
