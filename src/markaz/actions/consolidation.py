"""Consolidating the whole ledger: which reports tell of one event."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.ledger import folder, raw_folder
from markaz.actions.voices import proposing
from markaz.consolidation import index
from markaz.consolidation.engines.duckdb import DuckDB
from markaz.consolidation.engines.spark import Spark
from markaz.consolidation.evidence import evidence
from markaz.consolidation.matching import Engine, Matched, match_all
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import raw
from markaz.store.incidents import links, pairs
from markaz.store.models import Link, MatchRun, PairRow


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What a full run did: reports compared, pairs kept, links added and ended, what waits."""

    reports: int
    candidates: int
    pairs: int
    joined: int
    parted: int
    linked: int
    review: int
    model: str
    engine: str


def consolidate(
    *, by: User, now: datetime, engine: Engine | None = None, measure: bool = False
) -> Consolidation:
    """Compare all standing reports, join those that tell of one event, and say what waits.

    Args:
        by: who asks.
        now: the moment from which the links stand.
        engine: what compares; DuckDB in this process where none is given.
        measure: measure the ledger afresh even where the last run's yardstick still fits.
    """
    require(by.permissions, Permission.CONSOLIDATE)
    model = grouping.model_in_use()
    engine = engine or DuckDB()
    with transaction.atomic():
        links.alone()
        raw.export(raw_folder())
        with links.standing_reports(raw_folder()) as connection:
            told = evidence(connection)
        found = folder() / "match" / "new"
        index.remove(found)
        matched = match_all(
            told,
            model=model,
            measured=Yardstick() if measure else _yardstick(model),
            known=pairs.known_pairs(),
            engine=engine,
            folder=found,
        )
        run = _keep(matched, told, model=model, engine=engine.name, by=by, now=now)
        because = grouping.Because(
            Event.REPORTS_CONSOLIDATED,
            subject=f"run {run.id}",
            details={
                "reports": told.num_rows,
                "candidates": matched.candidates,
                "pairs": matched.kept.num_rows,
                "model": model.name,
                "engine": engine.name,
            },
        )
        # What messages tell of one story waits for a person, whatever the matcher makes of it.
        proposing.propose_all(by=by, now=now)
        change = grouping.regroup_all(model=model, because=because, by=by, now=now)
        return Consolidation(
            reports=told.num_rows,
            candidates=matched.candidates,
            pairs=matched.kept.num_rows,
            joined=change.joined,
            parted=change.parted,
            linked=Link.objects.filter(known_to=None).count(),
            review=PairRow.objects.filter(review=True).count(),
            model=model.name,
            engine=engine.name,
        )


def engine_named(name: str, *, master: str, shared: Path | None) -> Engine:
    """The engine of this name; `master` and `shared` say where Spark is and what it sees.

    Raises:
        InvalidValueError: there is no engine of this name.
    """
    match name:
        case "duckdb":
            return DuckDB()
        case "spark":
            return Spark(master, (shared or folder() / "match" / "spark").resolve())
        case _:
            raise InvalidValueError("No engine is called {name!r}: use duckdb or spark.", name=name)


def index_folder(run: int) -> Path:
    """Where the evidence and keys of a full run are kept."""
    return folder() / "match" / str(run)


def _yardstick(model: Model) -> Yardstick:
    run = pairs.latest_run()
    if run is None or run.model != model.name:
        return Yardstick()
    return Yardstick(**run.yardstick)


def _keep(
    matched: Matched, told: pa.Table, *, model: Model, engine: str, by: User, now: datetime
) -> MatchRun:
    before = pairs.latest_run()
    run = MatchRun.objects.create(
        at=now.astimezone(UTC),
        by=by.username,
        model=model.name,
        engine=engine,
        yardstick=asdict(matched.yardstick),
        reports=told.num_rows,
        last_report=pairs.last_report(),
        candidates=matched.candidates,
    )
    pairs.replace_pairs(matched.kept)
    index.remove(index_folder(run.id))
    (folder() / "match" / "new").rename(index_folder(run.id))
    if before is not None:
        # Whoever still has the old files mapped keeps reading them.
        transaction.on_commit(lambda: index.remove(index_folder(before.id)))
    return run
