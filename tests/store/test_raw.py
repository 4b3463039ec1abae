from datetime import UTC, datetime

import duckdb
import pytest

from markaz.store import raw
from markaz.store.models import ReportRow
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db

APRIL = datetime(2026, 4, 6, tzinfo=UTC)


def read(path: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM read_parquet('{path}') ORDER BY 1")
        return [tuple(row.values()) for row in rows.to_arrow_table().to_pylist()]


def test_what_is_exported_is_what_the_tables_hold(tables, batch, tmp_path):
    Keeper(batch()).keep(tables({}, {"reference": "A-2", "arrested": None, "area_ha": None}))
    raw.export(tmp_path)
    reports = read(f"{tmp_path}/reports/*.parquet")
    assert [row[0] for row in reports] == list(ReportRow.objects.values_list("id", flat=True))
    assert [row[2] for row in read(f"{tmp_path}/lines/*.parquet")] == ["CAN-RESIN", "CAN-RESIN"]


def test_a_full_part_is_written_once(tables, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(raw, "_PART_ROWS", 1)
    Keeper(batch()).keep(tables({}))
    raw.export(tmp_path)
    first = {part: part.stat().st_ino for part in (tmp_path / "reports").glob("*.parquet")}
    Keeper(batch()).keep(tables({"reference": "A-2"}))
    raw.export(tmp_path)
    assert all(part.stat().st_ino == inode for part, inode in first.items())
    assert len(read(f"{tmp_path}/reports/*.parquet")) == 2


def test_a_revision_adds_a_row_and_says_what_it_superseded(tables, batch, tmp_path):
    Keeper(batch()).keep(tables({}))
    raw.export(tmp_path)
    Keeper(batch(received_at=APRIL)).keep(tables({"content_hash": 2}))
    raw.export(tmp_path)
    assert len(read(f"{tmp_path}/reports/*.parquet")) == 2
    superseded = read(f"{tmp_path}/superseded.parquet")
    assert len(superseded) == 1
    assert superseded[0][1] == APRIL


def test_an_empty_database_gives_empty_tables(tmp_path, db):
    raw.export(tmp_path)
    assert read(f"{tmp_path}/links.parquet") == []
