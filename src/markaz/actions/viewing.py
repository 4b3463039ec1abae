"""Looking at what is sensitive, and handing a briefing out: both leave a receipt."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

import duckdb
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.intake import extra_sources
from markaz.actions.ledger import open_ledger
from markaz.briefing import incidents
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.visibility import predicate
from markaz.intake import reading, sources
from markaz.records.figure import Selection
from markaz.store import audit, raw
from markaz.store.pages import incident as pages
from markaz.store.pages.found import IncidentLine, incident_lines


@transaction.atomic
def view_incident(number: int, *, by: User, now: datetime) -> pages.IncidentFile | None:
    """The reports of one incident side by side; who looked is written down first."""
    require(by.permissions, Permission.SEE_REPORTS)
    file = pages.incident(number, by=by)
    if file is not None:
        audit.log(
            Event.REPORT_VIEWED,
            subject=f"incident {file.number}",
            by=by,
            now=now,
            details={"reports": [filed.report.id for filed in file.filed]},
        )
    return file


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the incidents that a search found, and how many there are in all."""

    incidents: tuple[IncidentLine, ...]
    total: int


def search_incidents(search: incidents.Search, *, by: User, limit: int, offset: int = 0) -> Found:
    """The incidents that answer a search, among the reports the person may see."""
    require(by.permissions, Permission.SEE_REPORTS)
    keep_warm(by=by)
    with open_ledger(by.viewer) as connection:
        found = incidents.find(connection, search, limit=limit, offset=offset)
    return Found(incident_lines(found.numbers, spoken=found.spoken, by=by), found.total)


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A field of an incident on which reports differ, beside the incident as a list shows it."""

    conflict: incidents.Conflict
    incident: IncidentLine


@dataclass(frozen=True, slots=True)
class Contradictions:
    """One page of the values in conflict, and how many there are in all."""

    rows: tuple[Contradicted, ...]
    total: int


def values_in_conflict(*, by: User, limit: int, offset: int = 0) -> Contradictions:
    """Where reports that the person may see contradict each other and nobody has decided."""
    require(by.permissions, Permission.SEE_REPORTS)
    keep_warm(by=by)
    with open_ledger(by.viewer) as connection:
        found = incidents.conflicts(connection, limit=limit, offset=offset)
    numbers = list(dict.fromkeys(row.incident for row in found.rows))
    lines = {one.number: one for one in incident_lines(numbers, spoken=found.spoken, by=by)}
    return Contradictions(
        tuple(
            Contradicted(row, lines[row.incident]) for row in found.rows if row.incident in lines
        ),
        found.total,
    )


# How many ledgers a process holds open: the centre's, and those of the agencies at work.
_MOST_WARM = 8


@dataclass(slots=True)
class _Warm:
    """The ledgers last asked, each held open by one connection that nobody questions."""

    lock: Lock = field(default_factory=Lock)
    held: OrderedDict[tuple[str, int, str], duckdb.DuckDBPyConnection] = field(
        default_factory=OrderedDict
    )


_warm = _Warm()


def keep_warm(*, by: User) -> None:
    """Hold the person's ledger open between two questions, so that its pages stay in memory."""
    require(by.permissions, Permission.SEE_REPORTS)
    home, version = str(settings.MARKAZ_HOME), raw.version()
    key = (home, version, predicate(by.viewer))
    with _warm.lock:
        if key not in _warm.held:
            _warm.held[key] = open_ledger(by.viewer)
        _warm.held.move_to_end(key)
        past = [old for old in _warm.held if old[:2] != (home, version)]
        for old in [*past, *list(_warm.held)[:-_MOST_WARM]]:
            if held := _warm.held.pop(old, None):
                held.close()


def countries(*, by: User) -> tuple[str, ...]:
    """The countries of the events that the person may see reports of."""
    require(by.permissions, Permission.SEE_REPORTS)
    with open_ledger(by.viewer) as connection:
        return incidents.countries(connection)


def first_reports(
    path: Path, *, source: str, by: User, now: datetime, limit: int
) -> list[dict[str, object]]:
    """The first reports of a file as they would be read, each with its lines; nothing is kept."""
    require(by.permissions, Permission.RECEIVE_FILE)
    layout = sources.load(source, extra=extra_sources())
    today = timezone.localtime(now).date()
    first: list[dict[str, object]] = []
    for chunk in reading.read(path, source=layout, today=today, chunk_rows=limit * 25):
        lines = chunk.lines.to_pylist()
        first += (
            {**report, "lines": [x for x in lines if x["ordinal"] == report["ordinal"]]}
            for report in chunk.reports.slice(0, limit - len(first)).to_pylist()
        )
        if len(first) == limit:
            break
    return first


@transaction.atomic
def hand_out(
    selection: Selection, *, form: str, by: User, now: datetime, details: Mapping[str, str]
) -> None:
    """Write down that a briefing left the console as a file."""
    require(by.permissions, Permission.SEE_REPORTS)
    audit.log(
        Event.BRIEFING_PRINTED,
        subject=f"{selection.first} to {selection.last}, {selection.country}",
        by=by,
        now=now,
        details={"form": form, "basis": selection.basis.value, **details},
    )
