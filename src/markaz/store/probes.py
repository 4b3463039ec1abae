"""Rows found by many texts at once, each through the index that begins with it.

A planner that does not know yet how a table grew would rather read the whole of it than go to an
index five hundred times: PostgreSQL is given no choice here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

# As many texts as a statement of SQLite takes at ease.
_AT_ONCE = 500


def rows(
    model: type[models.Model],
    columns: Sequence[str],
    *,
    key: str,
    texts: Sequence[str],
    having: Mapping[str, int | Sequence[int] | None],
) -> Iterator[tuple[Any, ...]]:
    """The columns of each row whose `key` is one of the texts, in no order.

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
