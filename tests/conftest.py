"""People, a home of one's own and reports in Arrow, for every room's tests."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from django.db import connection, transaction
from django.utils import translation
from hypothesis import settings

from markaz.accounts.models import User
from markaz.records.schemas import READ_LINES, READ_MEANS, READ_PERSONS, READ_REPORTS
from markaz.store import bulk, setup
from markaz.store.models import Batch
from markaz.store.reports import ReadTables

# A busy machine is slow and not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)

REPORT = {
    "first_row": 1,
    "row_count": 1,
    "content_hash": 1,
    "as_written": "{}",
    "agency": "ANF",
    "reference": "A-1",
    "kind": "seizure",
    "grain": "event",
    "marking": "AMBER",
    "occurred_first": date(2025, 3, 4),
    "occurred_last": date(2025, 3, 4),
    "occurred_precision": "day",
    "reported_on": date(2025, 3, 5),
    "country": "PK",
    "province": "PK-PB",
    "district": "PK-PB-lahore",
    "place_precision": "district",
    "place_text": "Lahore",
    "status": "unknown",
    "role": "unknown",
    "arrested": 1,
}
LINE = {
    "line": 1,
    "substance": "CAN-RESIN",
    "substance_text": "charas",
    "quantity_text": "1.234",
    "unit_text": "kg",
    "dimension": "mass",
    "mass_mg": 1_234_000,
}


@pytest.fixture(autouse=True)
def _locks_in_order(monkeypatch) -> None:
    """No act takes a lock after one that stands behind it: two such acts could wait for ever."""
    lock, leave, mine = bulk._lock, transaction.Atomic.__exit__, threading.local()

    def inside() -> bool:
        # A test itself stands in a transaction and a savepoint.
        return len(connection.savepoint_ids) > 1

    def locked(work: str) -> None:
        held = mine.__dict__.setdefault("held", [])
        later = [one for one in held if bulk.ORDER.index(one) > bulk.ORDER.index(work)]
        assert work in held or not later, f"{work} is locked after {later}"
        # Outside of an act's transaction a lock is gone with its statement.
        held += [work] if inside() else []
        lock(work)

    def left(atomic: transaction.Atomic, *error: object) -> None:
        try:
            leave(atomic, *error)
        finally:
            if not inside():
                mine.held = []

    monkeypatch.setattr(bulk, "_lock", locked)
    monkeypatch.setattr(transaction.Atomic, "__exit__", left)


@pytest.fixture(autouse=True)
def _english() -> None:
    """A page asked for in Urdu leaves its language with the thread that answered."""
    translation.activate("en")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    """A MARKAZ_HOME that only this test sees."""
    settings.MARKAZ_HOME = tmp_path / "home"
    settings.MARKAZ_HOME.mkdir()
    return settings.MARKAZ_HOME


def _person(username: str, agency: str, role: str) -> User:
    return User.objects.create(username=username, agency=agency, role=role)


@pytest.fixture
def operator(db) -> User:
    return setup.operator()


@pytest.fixture
def analyst(db) -> User:
    return _person("analyst", "NCC", "analyst")


@pytest.fixture
def anf_liaison(db) -> User:
    return _person("anf", "ANF", "liaison")


@pytest.fixture
def customs_liaison(db) -> User:
    return _person("customs", "CUSTOMS", "liaison")


@pytest.fixture
def auditor(db) -> User:
    return _person("auditor", "NCC", "auditor")


def _filled(schema: pa.Schema, rows: list[dict[str, object]]) -> pa.Table:
    columns = []
    for field in schema:
        empty = "" if pa.types.is_string(field.type) else None
        columns.append(pa.array([row.get(field.name, empty) for row in rows], field.type))
    return pa.table(columns, schema=schema)


@pytest.fixture
def tables() -> Callable[..., ReadTables]:
    """Build the four tables of a chunk from short descriptions of reports and their lines."""

    def build(*reports: dict[str, object]) -> ReadTables:
        heads, lines, persons, means = [], [], [], []
        for ordinal, report in enumerate(reports):
            head = {**REPORT, "first_row": ordinal + 1, **report}
            parts = {name: head.pop(name, ()) for name in ("lines", "persons", "means")}
            heads.append({**head, "ordinal": ordinal})
            for number, line in enumerate(parts["lines"] or ({},), start=1):
                lines.append({**LINE, "line": number, **line, "ordinal": ordinal})
            for part, kept in (("persons", persons), ("means", means)):
                for number, mention in enumerate(parts[part], start=1):
                    kept.append({"mention": number, **mention, "ordinal": ordinal})
        return ReadTables(
            _filled(READ_REPORTS, heads),
            _filled(READ_LINES, lines),
            _filled(READ_PERSONS, persons),
            _filled(READ_MEANS, means),
        )

    return build


@pytest.fixture
def batch(operator: User) -> Callable[..., Batch]:
    """Start a batch received on a given day."""

    def start(*, received_at: datetime = NOW, source: str = "test") -> Batch:
        return Batch.objects.create(
            source=source,
            file_name="file.csv",
            sha256=f"{Batch.objects.count():064d}",
            size=1,
            received_at=received_at,
            recorded_at=NOW,
            received_by=operator.username,
        )

    return start
