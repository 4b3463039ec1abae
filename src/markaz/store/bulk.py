"""Many rows at once, in and out of a table, on SQLite and on PostgreSQL."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from django.db import connection, models

# As many texts as a statement of SQLite takes at ease.
_AT_ONCE = 500
# Locks only writers that ask for the same number; readers never wait (PostgreSQL).  A transaction
# takes them in this order, or two that took them otherwise would wait for each other for ever.
# Every act ends in the log, so its lock is the last: what else an act needs it takes before.
_LOCKS = {
    "operations": 7_210_005,
    "airport": 7_210_008,
    "checks": 7_210_006,
    "intake": 7_210_001,
    "lookup": 7_210_007,
    "links": 7_210_003,
    "decisions": 7_210_004,
    "audit": 7_210_002,
}
ORDER = tuple(_LOCKS)


def one_at_a_time(*works: str) -> None:
    """Let only one transaction do each of these; SQLite's own write lock does so already."""
    for work in sorted(works, key=ORDER.index):
        _lock(work)


def _lock(work: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCKS[work]])


def reserve(model: type[models.Model], count: int) -> list[int]:
    """So many ids that no row of the model has or will be given, in ascending order.

    Call it in the transaction that adds the rows, where one at a time does such work.
    """
    name = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [name, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # SQLite goes on from here after rows that brought their ids along.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))


def insert(model: type[models.Model], table: pa.Table) -> None:
    """Add every row of the table; its column names are the model's database columns."""
    if table.num_rows == 0:
        return
    table = table.select([name for name in table.column_names if _says_something(table[name])])
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, table)
    else:
        _execute_many(model._meta.db_table, table)


def _says_something(column: pa.ChunkedArray) -> bool:
    """Whether any value differs from what the table puts there by itself: null or empty text."""
    if column.null_count == len(column):
        return False
    if not pa.types.is_string(column.type):
        return True
    return bool(pc.sum(pc.binary_length(column)).as_py())


def _copy(name: str, table: pa.Table) -> None:
    # Valid values quoted, nulls bare: COPY then tells an empty text from a missing one.
    buffer = BytesIO()
    pa_csv.write_csv(
        table, buffer, pa_csv.WriteOptions(include_header=False, quoting_style="all_valid")
    )
    columns = ", ".join(f'"{column}"' for column in table.column_names)
    # Table and column names are our models' own.
    statement = f'COPY "{name}" ({columns}) FROM STDIN (FORMAT csv)'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(buffer.getbuffer())


def _execute_many(name: str, table: pa.Table) -> None:
    columns = ", ".join(f'"{column}"' for column in table.column_names)
    places = ", ".join("?" for _ in table.column_names)
    rows = zip(*(_plain(column) for column in table.columns), strict=True)
    connection.ensure_connection()
    # The driver's own cursor: Django's would rewrite each statement's placeholders.
    connection.connection.executemany(
        f'INSERT INTO "{name}" ({columns}) VALUES ({places})',  # noqa: S608 (our models' names)
        rows,
    )


def _plain(column: pa.ChunkedArray) -> list[object]:
    """Values as SQLite keeps them: dates and decimals as Django writes them, as text."""
    kind = column.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind) or pa.types.is_decimal(kind):
        # A file has few days and one moment of receipt: each is written once.
        encoded = column.combine_chunks().dictionary_encode()
        column = _texts(encoded.dictionary).take(encoded.indices)
    values: list[object] = column.to_pylist()
    return values


def _texts(values: pa.Array) -> pa.Array:
    if not pa.types.is_timestamp(values.type):
        return values.cast(pa.string())
    # Django leaves a fraction of zero away; one form, so that text compares as time does.
    written = pc.strftime(values, format="%Y-%m-%d %H:%M:%S")
    return pc.replace_substring_regex(written, r"\.0+$", "")


def found(
    model: type[models.Model],
    columns: Sequence[str],
    *,
    key: str,
    texts: Sequence[str],
    having: Mapping[str, int | Sequence[int] | None],
) -> Iterator[tuple[Any, ...]]:
    """The columns of each row whose `key` is one of the texts, each looked up in the index of it.

    A planner that does not know yet how a table grew would rather read the whole of it than go to
    an index five hundred times: PostgreSQL is given no choice.  The rows come in no order.

    `having` narrows them: to one number of a column, to any of several, or to none where it is
    None.  Names are our models' own; values are the driver's own.
    """
    narrowed, values = _narrowed(having)
    named = ", ".join(f'"{column}"' for column in columns)
    table = f'SELECT {named} FROM "{model._meta.db_table}" WHERE "{key}"'  # noqa: S608
    if connection.vendor == "postgresql":
        # OFFSET 0 keeps the inner question whole: one look into the index for each text.
        asked = (
            "SELECT found.* FROM unnest(%s::text[]) asked (wanted)"  # noqa: S608
            f" CROSS JOIN LATERAL ({table} = asked.wanted{narrowed} OFFSET 0) found"
        )
        yield from _answered(asked, [list(texts), *values])
        return
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        places = ", ".join(["%s"] * len(some))
        yield from _answered(f"{table} IN ({places}){narrowed}", [*some, *values])


def _narrowed(having: Mapping[str, int | Sequence[int] | None]) -> tuple[str, list[int]]:
    said, values = "", []
    for column, wanted in having.items():
        if wanted is None:
            said += f' AND "{column}" IS NULL'
            continue
        numbers = [wanted] if isinstance(wanted, int) else list(wanted)
        said += f' AND "{column}" IN ({", ".join(["%s"] * len(numbers))})'
        values += numbers
    return said, values


def _answered(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
