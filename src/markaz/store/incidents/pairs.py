"""The pairs that were weighed, and the full runs that weighed them."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
from django.db import connection
from django.db.models import Exists, Max, OuterRef

from markaz.records.kinds import Grain
from markaz.store.bulk import insert
from markaz.store.incidents import judging, plain
from markaz.store.incidents.plain import in_parts
from markaz.store.models import (
    ArrivalKey,
    ArrivalRow,
    Link,
    MatchRun,
    OpenPair,
    PairRow,
    ReportRow,
)

Pair = tuple[int, int]
_WEIGHED = ("left", "right", "weight_mbits", "levels", "at_stake_mg")


def last_report() -> int:
    """The id of the newest revision of any report; 0 where there is none."""
    return ReportRow.objects.aggregate(top=Max("id"))["top"] or 0


def latest_run() -> MatchRun | None:
    """The last full run, None before the first; its yardstick is read when it is asked for."""
    return MatchRun.objects.defer("yardstick").first()


def yardstick(run: int) -> dict[str, Any]:
    """What a full run measured the ledger with."""
    found: dict[str, Any] = MatchRun.objects.values_list("yardstick", flat=True).get(id=run)
    return found


def unmatched(run: MatchRun | None) -> int:
    """How many standing reports of events came after the run and were not matched since."""
    standing = ReportRow.objects.filter(known_to=None, grain=Grain.EVENT)
    if run is None:
        return standing.count()
    matched = ArrivalRow.objects.filter(number=OuterRef("number"))
    return standing.filter(id__gt=run.last_report).exclude(Exists(matched)).count()


def replace_pairs(kept: pa.Table) -> None:
    """Let these be the weighed pairs (schema KEPT), and forget who came since the last run."""
    for model in (PairRow, ArrivalKey, ArrivalRow):
        model.objects.all().delete()
    insert(PairRow, kept)


def replace_pairs_of(numbers: Iterable[int], kept: Sequence[tuple[Any, ...]]) -> None:
    """Add these weighed pairs (each as a row of KEPT), in the place of those of these reports."""
    plain.delete(PairRow, by=["left", "right"], numbers=numbers)
    plain.insert(PairRow, _WEIGHED, kept)


def put(kept: Sequence[tuple[Any, ...]]) -> None:
    """Add these weighed pairs (each as a row of KEPT), each in its own place alone."""
    for left, right, *_ in kept:
        PairRow.objects.filter(left=left, right=right).delete()
    plain.insert(PairRow, _WEIGHED, kept)


def known_pairs() -> pa.Table:
    """Every pair that is kept: left, right."""
    rows = list(PairRow.objects.values_list("left", "right"))
    columns = {
        "left": pa.array([left for left, _ in rows], pa.int64()),
        "right": pa.array([right for _, right in rows], pa.int64()),
    }
    return pa.table(columns)


def weights(numbers: Iterable[int] | None = None) -> dict[Pair, int]:
    """The weights of all pairs, or of those between the named reports."""
    if numbers is None:
        rows = PairRow.objects.values_list("left", "right", "weight_mbits").iterator()
        return {(left, right): weight for left, right, weight in rows}
    wanted = set(numbers)
    found: dict[Pair, int] = {}
    for some in in_parts(wanted):
        between = PairRow.objects.filter(left__in=some)
        for left, right, weight in between.values_list("left", "right", "weight_mbits"):
            if right in wanted:
                found[left, right] = weight
    return found


def rows(wanted: Iterable[Pair]) -> dict[Pair, PairRow]:
    """Those of these pairs that are kept."""
    asked = {(min(pair), max(pair)) for pair in wanted}
    found: dict[Pair, PairRow] = {}
    for some in in_parts({left for left, _ in asked}):
        for row in PairRow.objects.filter(left__in=some):
            if (row.left, row.right) in asked:
                found[row.left, row.right] = row
    return found


def component(numbers: Iterable[int], *, automatic: int) -> set[int]:
    """The reports that hang together with these by strong pairs, by a person's word or a link."""
    found = set(numbers)
    fresh = set(found)
    while fresh:
        near = judging.held_with(fresh)
        for some in in_parts(fresh):
            near |= _near(some, automatic=automatic)
        fresh = near - found
        found |= fresh
    return found


def _near(numbers: list[int], *, automatic: int) -> set[int]:
    """What a strong pair or a link ties to any of these, in one statement."""
    pair, link = PairRow._meta.db_table, Link._meta.db_table
    some = f"IN ({', '.join(map(str, numbers))})"
    strong, standing = f"weight_mbits >= {automatic:d}", "known_to IS NULL"
    # Whole numbers and our models' own names.
    statement = (
        f'SELECT "right" FROM "{pair}" WHERE "left" {some} AND {strong}'  # noqa: S608
        f' UNION ALL SELECT "left" FROM "{pair}" WHERE "right" {some} AND {strong}'
        f' UNION ALL SELECT incident FROM "{link}" WHERE number {some} AND {standing}'
        f' UNION ALL SELECT number FROM "{link}" WHERE incident {some} AND {standing}'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {row[0] for row in cursor.fetchall()}


def agencies(numbers: Iterable[int] | None = None) -> dict[int, str]:
    """The agency of each of the named standing reports of events, or of all that are in a pair."""
    standing = ReportRow.objects.filter(known_to=None, grain=Grain.EVENT)
    found: dict[int, str] = {}
    if numbers is None:
        for side in ("left", "right"):
            paired = standing.filter(number__in=PairRow.objects.values(side))
            found.update(paired.values_list("number", "agency").iterator())
        return found
    columns = ("number", "agency", "grain")
    named = plain.rows(ReportRow, columns, by=["number"], numbers=numbers, standing=True)
    return {number: agency for number, agency, grain in named if grain == Grain.EVENT}


def wait(
    wanted: Mapping[Pair, int], *, before: Set[Pair], among: set[int] | None, now: datetime
) -> None:
    """Let these pairs, each with its weight, wait for a person.

    The others of `before`, and those of the reports `among` (of all where it is None) that waited
    until now, wait no longer; that they did is kept.
    """
    _set_review(wanted.keys() - before, review=True)
    _set_review(before - wanted.keys(), review=False)
    columns = ("id", "left", "right", "weight_mbits")
    standing = (
        OpenPair.objects.filter(known_to=None).values_list(*columns).iterator()
        if among is None
        else plain.rows(OpenPair, columns, by=["left", "right"], numbers=among, standing=True)
    )
    held = {(left, right): (row, weight) for row, left, right, weight in standing}
    at = now.astimezone(UTC)
    over = [row for pair, (row, weight) in held.items() if wanted.get(pair) != weight]
    for some in in_parts(over):
        OpenPair.objects.filter(id__in=some).update(known_to=at)
    fresh = [pair for pair, weight in wanted.items() if held.get(pair, (0, None))[1] != weight]
    OpenPair.objects.bulk_create(
        (
            OpenPair(left=left, right=right, weight_mbits=wanted[left, right], known_from=at)
            for left, right in sorted(fresh)
        ),
        batch_size=1000,
    )


def touching(numbers: Iterable[int]) -> tuple[dict[Pair, int], set[Pair]]:
    """The weights of the pairs that have at least one of these reports, and who waits of them."""
    found: dict[Pair, int] = {}
    waiting: set[Pair] = set()
    touched = sorted(numbers)
    columns = ("left", "right", "weight_mbits", "review")
    for left, right, weight, review in plain.rows(
        PairRow, columns, by=["left", "right"], numbers=touched
    ):
        found[left, right] = weight
        if review:
            waiting.add((left, right))
    return found, waiting


def all_waiting() -> set[Pair]:
    """Every pair that waits for a person."""
    return set(PairRow.objects.filter(review=True).values_list("left", "right"))


def _set_review(pairs: Set[Pair], *, review: bool) -> None:
    if pairs:
        with connection.cursor() as cursor:
            cursor.executemany(
                f'UPDATE "{PairRow._meta.db_table}" SET review = %s'  # noqa: S608 (our model's name)
                ' WHERE "left" = %s AND "right" = %s',
                [(review, *pair) for pair in pairs],
            )
