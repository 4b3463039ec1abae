"""Plain statements for what is asked of every report that comes alone.

Django takes several times as long to word such a statement as a database takes to answer it; two
dozen of them are most of what a report costs.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models

# So many numbers at a time as one statement takes.
_MANY = 400


def rows(
    model: type[models.Model],
    columns: Collection[str],
    *,
    by: Sequence[str],
    numbers: Iterable[int],
    standing: bool = False,
) -> Iterator[tuple[Any, ...]]:
    """The columns of each row that has one of these numbers in one of the columns `by`.

    `standing` leaves out what is known no longer.  Values are the driver's own.
    """
    named = ", ".join(f'"{column}"' for column in columns)
    also = " AND known_to IS NULL" if standing else ""
    with connection.cursor() as cursor:
        for some in in_parts(numbers):
            # Whole numbers and our models' own names.
            cursor.execute(
                f'SELECT {named} FROM "{model._meta.db_table}"'  # noqa: S608
                f" WHERE ({_has(some, by)}){also}"
            )
            yield from cursor.fetchall()


def delete(model: type[models.Model], *, by: Sequence[str], numbers: Iterable[int]) -> None:
    """Delete the rows that have one of these numbers in one of these columns."""
    with connection.cursor() as cursor:
        for some in in_parts(numbers):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE {_has(some, by)}')  # noqa: S608


def insert(
    model: type[models.Model], columns: Collection[str], values: Sequence[tuple[Any, ...]]
) -> None:
    """Add one row for each of these values."""
    named = ", ".join(f'"{column}"' for column in columns)
    places = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for first in range(0, len(values), _MANY):
            some = values[first : first + _MANY]
            cursor.execute(
                f'INSERT INTO "{model._meta.db_table}" ({named})'  # noqa: S608
                f" VALUES {', '.join([places] * len(some))}",
                list(chain.from_iterable(some)),
            )


def in_parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    """The numbers in order, so many at a time as one statement takes."""
    ordered = sorted(numbers)
    return (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))


def _has(numbers: Iterable[int], by: Sequence[str]) -> str:
    listed = ", ".join(f"{number:d}" for number in numbers)
    return " OR ".join(f'"{column}" IN ({listed})' for column in by)
