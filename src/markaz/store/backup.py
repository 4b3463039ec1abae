"""Copies of a living database: SQLite's own backup, or pg_dump on one snapshot."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction

from markaz.records.errors import MarkazError
from markaz.store.content import content_hash, standing_hash

_AS_DJANGO_READS = sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES


def copy_out(folder: Path) -> tuple[Path, str]:
    """Write the database into a folder; give the file and the hash of what it holds."""
    return _sqlite_out(folder) if connection.vendor == "sqlite" else _postgres_out(folder)


def copy_in(folder: Path) -> str:
    """Put a backup in the place of the database; give the hash of what now stands."""
    if connection.vendor == "sqlite":
        _sqlite_in(folder / "markaz.sqlite3")
    else:
        _postgres_in(folder / "markaz.pgdump")
    return standing_hash()


def _sqlite_out(folder: Path) -> tuple[Path, str]:
    target = folder / "markaz.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(target, detect_types=_AS_DJANGO_READS)) as copy:
        connection.connection.backup(copy)
        # The copy travels alone: no side files.
        copy.execute("PRAGMA journal_mode=DELETE")
        return target, content_hash(copy.cursor())


def _sqlite_in(source: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        # Page by page inside SQLite's own transaction: a kill leaves the old database standing.
        copy.backup(connection.connection)


def _postgres_out(folder: Path) -> tuple[Path, str]:
    target = folder / "markaz.pgdump"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        return target, standing_hash()


def _postgres_in(source: Path) -> None:
    connection.close()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={connection.settings_dict['NAME']}",
        str(source),
    )


def _run(program: str, *arguments: str) -> None:
    described = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": described["HOST"] or "127.0.0.1",
        "PGPORT": described["PORT"] or "5432",
        "PGUSER": described["USER"],
        "PGPASSWORD": described["PASSWORD"],
        "PGDATABASE": described["NAME"],
    }
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program, our own arguments)
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise MarkazError(
            "{program} is not installed: install PostgreSQL's client tools.", program=program
        ) from None
    if done.returncode:
        raise MarkazError(
            "{program} failed: {reason}",
            program=program,
            reason=done.stderr.strip().splitlines()[-1],
        )
