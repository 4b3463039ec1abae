"""Where the live operations are, in tables: kept with each plan, and asked by cell."""

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
from django.db import connection

from markaz.records.operations.operation import OperationKey
from markaz.records.operations.whereabouts import (
    ASKED_BOXES,
    FOUND,
    Asked,
    KeptRun,
    Whereabouts,
)
from markaz.store import bulk
from markaz.store.models import CourseCell, CourseRun

_SEEN = ", ".join(f"cell.{name}" for name in FOUND.names[1:])
_ASKED = "WITH asked (place, key) AS (VALUES {keys}), box ({columns}) AS (VALUES {boxes})"
_MEET = """cell.key = asked.key AND cell.opens < box.shuts AND cell.shuts > box.opens
AND cell.low_x <= box.high_x AND cell.high_x >= box.low_x
AND cell.low_y <= box.high_y AND cell.high_y >= box.low_y
AND cell.low_z <= box.high_z AND cell.high_z >= box.low_z"""
# Both databases are told the order: from a key and its box to the few cells there, and no further.
# Left alone SQLite now and then makes an index over all cells for one question.
_ONCE_EACH = f"""
SELECT box.place, {_SEEN} FROM asked JOIN box ON box.place = asked.place
CROSS JOIN LATERAL (SELECT * FROM store_coursecell cell WHERE {_MEET} OFFSET 0) cell
"""  # noqa: S608 (our own words)
_IN_ORDER = f"""
SELECT box.place, {_SEEN} FROM asked CROSS JOIN box ON box.place = asked.place
CROSS JOIN store_coursecell cell INDEXED BY runs_by_cell_with_bounds ON {_MEET}
"""  # noqa: S608 (our own words)
_RUNS = """
SELECT id, agency, reference, kind, first, last, half_m, pieces, outline
FROM store_courserun WHERE id IN ({ids}) AND {others}
"""


def keep(number: int, where: Whereabouts) -> None:
    """Keep where an operation is, in place of what was kept of it before."""
    forget(number)
    keep_all({number: where})


def keep_all(places: Mapping[int, Whereabouts]) -> None:
    """Keep where new operations are, each by its number."""
    rows = [
        CourseRun(number=number, **row)
        for number, where in places.items()
        for row in where.runs.to_pylist()
    ]
    ids = iter([run.id for run in CourseRun.objects.bulk_create(rows)])
    cells = []
    for where in places.values():
        own = pa.array([next(ids) for _ in range(len(where.runs))], pa.int64())
        runs = own.take(where.cells["run"].combine_chunks())
        cells.append(where.cells.set_column(0, "run", runs))
    bulk.insert(CourseCell, pa.concat_tables(cells).combine_chunks())


def forget(number: int) -> None:
    """Keep no longer where an operation is: it is over."""
    runs = list(CourseRun.objects.filter(number=number).values_list("id", flat=True))
    CourseCell.objects.filter(run__in=runs).delete()
    CourseRun.objects.filter(id__in=runs).delete()


def near(asked: Asked) -> pa.Table:
    """The kept runs whose bounds meet the widest ones of a place that is asked for (FOUND).

    One that lies in several cells may be told more than once.
    """
    question = _ASKED.format(
        keys=_values(asked.keys),
        boxes=_values(asked.widest),
        columns=", ".join(ASKED_BOXES.names),
    )
    cells = _ONCE_EACH if connection.vendor == "postgresql" else _IN_ORDER
    with connection.cursor() as cursor:
        # Whole numbers of our own making; so many parameters no database would take.
        cursor.execute(question + cells)
        rows = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, len(FOUND))
    return pa.table(list(rows.T), FOUND)


def runs(ids: Iterable[int], *, asker: OperationKey, own_agency: bool) -> dict[int, KeptRun]:
    """These runs by their ids: none of the asker's own, and of its agency only where it is said."""
    wanted = ", ".join(map(str, set(ids))) or "0"
    others = "NOT (agency = %s AND reference = %s)" if own_agency else "agency <> %s"
    parameters = [asker.agency, asker.reference] if own_agency else [asker.agency]
    with connection.cursor() as cursor:
        cursor.execute(_RUNS.format(ids=wanted, others=others), parameters)
        return {id_: KeptRun(*rest) for id_, *rest in cursor.fetchall()}


def _values(table: pa.Table) -> str:
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return str(rows).strip("[]")
