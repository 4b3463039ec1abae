"""Reports as evidence without a database: invented one by one, or those of a whole campaign."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from benchmarks import report_rows
from markaz.consolidation.evidence import evidence
from markaz.records.schemas import LEDGER_LINES, LEDGER_MEANS, LEDGER_PERSONS, LEDGER_REPORTS

REPORT = {
    "agency": "ANF", "kind": "seizure", "grain": "event", "occurred_first": date(2025, 3, 4),
    "occurred_last": date(2025, 3, 4), "occurred_precision": "day", "country": "PK",
    "province": "PK-SD", "district": "PK-SD-karachi", "airport": "", "place_text": "Toll plaza",
    "partners_text": "", "operation_text": "", "role": "unknown", "transport": "",
    "concealment": "", "detection": "", "origin": "", "destination": "", "crop": "", "arrested": 1,
    "arrested_foreign": 0,
}  # fmt: skip
Told = Callable[..., pa.Table]


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{n: row.get(n) for n in schema.names} for row in rows], schema)


@pytest.fixture
def told() -> Told:
    """Evidence of reports given by what differs from a usual one; `kg`, `names` for short."""

    def tell(*reports: dict[str, Any]) -> pa.Table:
        heads, lines, persons, means = [], [], [], []
        for number, given in enumerate(reports, start=1):
            heads.append({**REPORT, "report_id": number, "number": number, **given})
            drugs = given.get("lines", [("CAN-RESIN", given.get("kg", 12.5))])
            for line, (substance, kg) in enumerate(drugs, start=1):
                mass = None if kg is None else round(kg * 1_000_000)
                lines.append(
                    {"report_id": number, "line": line, "substance": substance, "mass_mg": mass}
                )
            for mention, name in enumerate(given.get("names", ()), start=1):
                person = {"name_text": name, "document_text": "", "phone_text": ""}
                persons.append(
                    {"report_id": number, "mention": mention, **person, **given.get("person", {})}
                )
            if "flight" in given:
                means.append(
                    {"report_id": number, "mention": 1, "identifier_text": given["flight"]}
                )
        with duckdb.connect() as connection:
            for name, rows, schema in (
                ("current_reports", heads, LEDGER_REPORTS),
                ("current_lines", lines, LEDGER_LINES),
                ("current_persons", persons, LEDGER_PERSONS),
                ("current_means", means, LEDGER_MEANS),
            ):
                connection.register(name, _table(rows, schema))
            return evidence(connection)

    return tell


@dataclass(frozen=True)
class Filed:
    """What a campaign's reports bring, the raw rows behind it, and the truth of it."""

    evidence: pa.Table
    raw: Path
    events: pa.Table


def filed(folder: Path, *campaigns: report_rows.Campaign) -> Filed:
    raw = folder / "raw"
    report_rows.write(raw, list(campaigns), under=folder)
    with report_rows.views(raw) as connection:
        found = evidence(connection)
    return Filed(found, raw, report_rows.events(list(campaigns), raw, under=folder))


@pytest.fixture(scope="session")
def campaign(tmp_path_factory) -> Filed:
    """A third of the year, told badly."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 (shown when a test fails)
    year = report_rows.Campaign(2025, 0.3, seed, "hostile")
    return filed(tmp_path_factory.mktemp("campaign"), year)
