"""The derived ledger: brought up to date when somebody asks, of what the asker may see."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from django.conf import settings

from markaz.actions.ground.shares import ledger_fields
from markaz.briefing import ledger
from markaz.consolidation.choosing import conflicts, values
from markaz.governance.visibility import CENTRE, Viewer, predicate
from markaz.store import raw

# Raised whenever the derived files change their form, so that older ones are built afresh.
FORM = 9


def folder() -> Path:
    """Where the ledger's files are."""
    return Path(settings.MARKAZ_HOME) / "ledger"


def raw_folder() -> Path:
    """Where the tables stand as Parquet parts."""
    return folder() / "raw"


def refresh(viewer: Viewer = CENTRE) -> Path:
    """The facts of what a viewer may see as the database stands, built where it has moved on."""
    scope = _scope(viewer)
    # Asked once: a file taken in meanwhile must not change the name between look and open.
    target = folder() / f"facts-{FORM}-{raw.version()}-{scope}.duckdb"
    if target.exists():
        return target
    with _alone(scope):
        if target.exists():
            return target  # another process was quicker
        raw.export(raw_folder())
        with duckdb.connect() as connection:
            raw.lay_out(connection, raw_folder(), visible=predicate(viewer))
            values.choose(connection)
            conflicts.lay_out(connection)
            ledger.build(
                connection,
                target=target,
                time_zone=settings.TIME_ZONE,
                fields=ledger_fields(viewer),
            )
        _clear(beside=target)
    return target


def open_ledger(viewer: Viewer) -> duckdb.DuckDBPyConnection:
    """The ledger, up to date, of nothing but what the viewer may see."""
    return ledger.open_ledger(refresh(viewer), raw=raw_folder(), visible=predicate(viewer))


def _scope(viewer: Viewer) -> str:
    """A short name for what a viewer may see; who may see the same shares one file."""
    return hashlib.sha256(predicate(viewer).encode()).hexdigest()[:12]


def _clear(*, beside: Path) -> None:
    """Remove what is of another form or version than the file just built, whoever's it was.

    A reader that has one open keeps reading it.
    """
    current, scope = beside.stem.rsplit("-", 1)
    for old in folder().glob("facts-*"):
        # Another viewer's file may be in the making; only its builder removes its pieces.
        piece = old.suffix != ".duckdb" and not old.stem.endswith(scope)
        if old != beside and not piece and not old.name.startswith(f"{current}-"):
            old.unlink(missing_ok=True)


@contextmanager
def _alone(scope: str) -> Iterator[None]:
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f".lock-{scope}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
