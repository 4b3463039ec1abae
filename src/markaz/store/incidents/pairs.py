"""The pairs that were weighed, and the reports that came since the last full run."""

import io
from collections.abc import Iterable, Mapping

import pyarrow as pa
from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q

from markaz.records.kinds import Grain
from markaz.store.bulk import insert
from markaz.store.incidents import judging
from markaz.store.models import ArrivalKey, ArrivalRow, Link, MatchRun, PairRow, ReportRow

Pair = tuple[int, int]
_MANY = 400


def last_report() -> int:
    """The id of the newest revision of any report; 0 where there is none."""
    return ReportRow.objects.aggregate(top=Max("id"))["top"] or 0


def latest_run() -> MatchRun | None:
    """The last full run, None before the first."""
    return MatchRun.objects.first()


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


def replace_pairs_of(numbers: Iterable[int], kept: pa.Table) -> None:
    """Let these be the weighed pairs of these reports (schema KEPT)."""
    for some in _in_parts(numbers):
        PairRow.objects.filter(Q(left__in=some) | Q(right__in=some)).delete()
    insert(PairRow, kept)


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
    for some in _in_parts(wanted):
        between = PairRow.objects.filter(left__in=some)
        for left, right, weight in between.values_list("left", "right", "weight_mbits"):
            if right in wanted:
                found[left, right] = weight
    return found


def component(numbers: Iterable[int], *, automatic: int) -> set[int]:
    """The reports that hang together with these by strong pairs, by a person's word or a link."""
    found = set(numbers)
    fresh = set(found)
    while fresh:
        near = judging.held_with(fresh)
        for some in _in_parts(fresh):
            strong = PairRow.objects.filter(weight_mbits__gte=automatic)
            near.update(strong.filter(left__in=some).values_list("right", flat=True))
            near.update(strong.filter(right__in=some).values_list("left", flat=True))
            standing = Link.objects.filter(known_to=None)
            near.update(standing.filter(number__in=some).values_list("incident", flat=True))
            near.update(standing.filter(incident__in=some).values_list("number", flat=True))
        fresh = near - found
        found |= fresh
    return found


def agencies(numbers: Iterable[int] | None = None) -> dict[int, str]:
    """The agency of each standing report, or of the named ones."""
    standing = ReportRow.objects.filter(known_to=None)
    if numbers is None:
        return dict(standing.values_list("number", "agency").iterator())
    found: dict[int, str] = {}
    for some in _in_parts(numbers):
        found.update(standing.filter(number__in=some).values_list("number", "agency"))
    return found


def flag(reviewed: Mapping[Pair, bool]) -> None:
    """Set for each of these pairs whether a person should look at it."""
    table = PairRow._meta.db_table
    for wanted in (True, False):
        rows = [(wanted, *pair) for pair, review in reviewed.items() if review is wanted]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(
                    f'UPDATE "{table}" SET review = %s WHERE "left" = %s AND "right" = %s',  # noqa: S608
                    rows,
                )


def rows(wanted: Iterable[Pair]) -> dict[Pair, PairRow]:
    """Those of these pairs that are kept."""
    asked = {(min(pair), max(pair)) for pair in wanted}
    found: dict[Pair, PairRow] = {}
    for some in _in_parts({left for left, _ in asked}):
        for row in PairRow.objects.filter(left__in=some):
            if (row.left, row.right) in asked:
                found[row.left, row.right] = row
    return found


def touching(numbers: Iterable[int]) -> dict[Pair, int]:
    """The weights of the pairs that have at least one of these reports."""
    found: dict[Pair, int] = {}
    for some in _in_parts(numbers):
        rows = PairRow.objects.filter(Q(left__in=some) | Q(right__in=some))
        for left, right, weight in rows.values_list("left", "right", "weight_mbits"):
            found[left, right] = weight
    return found


def keep_arrivals(evidence: pa.Table, keys: pa.Table) -> None:
    """Remember reports that were matched by themselves, in the place of what was known of them."""
    numbers = evidence["number"].to_pylist()
    for model in (ArrivalKey, ArrivalRow):
        for some in _in_parts(numbers):
            model.objects.filter(number__in=some).delete()
    insert(ArrivalKey, keys)
    ArrivalRow.objects.bulk_create(
        ArrivalRow(number=number, evidence=_as_bytes(evidence.slice(at, 1)))
        for at, number in enumerate(numbers)
    )


def arrivals_sharing(keys: Iterable[int]) -> set[int]:
    """Reports that came since the last full run and share any of these keys."""
    found: set[int] = set()
    for some in _in_parts(keys):
        found.update(ArrivalKey.objects.filter(key__in=some).values_list("number", flat=True))
    return found


def arrived(numbers: Iterable[int]) -> list[pa.Table]:
    """The evidence of those of these reports that came since the last full run."""
    found: list[pa.Table] = []
    for some in _in_parts(numbers):
        rows = ArrivalRow.objects.filter(number__in=some).values_list("evidence", flat=True)
        found.extend(pa.ipc.open_stream(bytes(row)).read_all() for row in rows)
    return found


def _as_bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _in_parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(numbers)
    return (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))
