"""The derived ledger: brought up to date when somebody asks, opened as the asker may see it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from django.conf import settings

from markaz.briefing import ledger
from markaz.governance.visibility import Viewer, predicate
from markaz.store import raw

# Raised whenever the derived files change their form, so that older ones are built afresh.
FORM = 5


def folder() -> Path:
    """Where the ledger's files are."""
    return Path(settings.MARKAZ_HOME) / "ledger"


def raw_folder() -> Path:
    """Where the tables stand as Parquet parts."""
    return folder() / "raw"


def refresh() -> Path:
    """The ledger's facts as the database stands, built afresh where it has moved on."""
    # Asked once: a file taken in meanwhile must not change the name between look and open.
    target = _facts(raw.version())
    if target.exists():
        return target
    with _alone():
        if target.exists():
            return target  # another process was quicker
        raw.export(raw_folder())
        with duckdb.connect() as connection:
            raw.lay_out(connection, raw_folder())
            ledger.build(connection, target=target, time_zone=settings.TIME_ZONE)
        for old in folder().glob("facts-*.duckdb"):
            if old != target:
                old.unlink()  # a reader that has it open keeps reading it
    return target


def open_ledger(viewer: Viewer) -> duckdb.DuckDBPyConnection:
    """The ledger, up to date, showing only what the viewer may see."""
    return ledger.open_ledger(refresh(), raw=raw_folder(), visible=predicate(viewer))


def _facts(version: int) -> Path:
    return folder() / f"facts-{FORM}-{version}.duckdb"


@contextmanager
def _alone() -> Iterator[None]:
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
