"""A hash over everything the tables hold: what proves that a backup came back whole."""

import hashlib
from typing import Protocol

from django.apps import apps
from django.db import connection, models

# Sessions and attempts at signing in are of the moment; they are not what a backup is for.
_LEFT_OUT = {"sessions", "axes", "contenttypes", "django_tasks_db", "account"}


def tables() -> list[type[models.Model]]:
    """The models whose rows a backup must bring back, in a fixed order."""
    kept = [m for m in apps.get_models() if m._meta.app_label not in _LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.db_table)


class Cursor(Protocol):
    """As much of a database cursor as the hash needs."""

    def execute(self, sql: str, /) -> object:
        """Run one statement."""

    def fetchmany(self, size: int, /) -> list[tuple[object, ...]]:
        """The next rows, none at the end."""


def content_hash(cursor: Cursor) -> str:
    """SHA-256 over every row of every kept table, in the order of its key."""
    sha = hashlib.sha256()
    for model in tables():
        columns = ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields if f.column)
        order = ", ".join(f'"{name}"' for name in _key(model))
        sha.update(model._meta.db_table.encode())
        cursor.execute(
            f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY {order}'  # noqa: S608 (our models' names)
        )
        while rows := cursor.fetchmany(10_000):
            for row in rows:
                sha.update(repr(tuple(_plain(value) for value in row)).encode())
    return sha.hexdigest()


def standing_hash() -> str:
    """The hash of the database in use."""
    with connection.cursor() as cursor:
        return content_hash(cursor)


def _key(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.pk_fields if field.column]


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview | bytearray) else value
