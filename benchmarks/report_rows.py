"""Reports of simulated campaigns as the raw Parquet that the store writes, without a database.

The agencies' files are read by the real readers; only the tables between are left out.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from markaz.intake import reading, sources
from markaz.records.schemas import (
    LEDGER_LINES,
    LEDGER_MEANS,
    LEDGER_PERSONS,
    LEDGER_REPORTS,
    REPORT_FACTS,
)
from markaz.simulation.campaign import simulate

_MOMENT = pa.timestamp("us", tz="UTC")
_SUPERSEDED = pa.schema([("report_id", pa.int64()), ("known_to", _MOMENT)])
# Ids of one campaign begin where no other's end.
APART = 10_000_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """One simulated year."""

    year: int
    scale: float
    seed: int
    profile: str = "plain"

    def files(self, under: Path) -> Path:
        """The folder of its files, simulated where it is not there yet."""
        folder = under / f"{self.year}-{self.scale:g}-{self.seed}-{self.profile}"
        if not (folder / "manifest.json").is_file():
            simulate(folder, year=self.year, scale=self.scale, seed=self.seed, profile=self.profile)
        return folder


def write(raw: Path, campaigns: list[Campaign], *, under: Path, workers: int = 1) -> None:
    """Write `reports/`, `lines/`, `persons/`, `means/` and `superseded.parquet` into a folder."""
    for name in ("reports", "lines", "persons", "means"):
        (raw / name).mkdir(parents=True)
    tasks = [(number * APART, campaign) for number, campaign in enumerate(campaigns)]
    make = partial(_make, raw=raw, under=under)
    if workers == 1:
        old = [make(task) for task in tasks]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            old = list(pool.map(make, tasks))
    pq.write_table(pa.concat_tables(old), raw / "superseded.parquet")


def views(raw: Path, *, years: int = 10_000) -> duckdb.DuckDBPyConnection:
    """A connection with the views `current_*` over the first years that `write` wrote."""
    connection = duckdb.connect()
    # As the store reads it.
    connection.execute("SET memory_limit = '6GB'")
    connection.execute(f"SET temp_directory = '{raw / 'spilled'}'")
    files = {
        name: [str(path) for path in sorted((raw / name).glob("*.parquet"))[:years]]
        for name in ("reports", "lines", "persons", "means")
    }
    connection.execute(
        f"CREATE VIEW current_reports AS SELECT * FROM read_parquet({files['reports']})"
        f" WHERE report_id NOT IN (SELECT report_id FROM read_parquet('{raw}/superseded.parquet'))"
    )
    for name in ("lines", "persons", "means"):
        connection.execute(
            f"CREATE VIEW current_{name} AS SELECT * FROM read_parquet({files[name]})"
            " WHERE report_id IN (SELECT report_id FROM current_reports)"
        )
    return connection


def events(campaigns: list[Campaign], raw: Path, *, under: Path) -> pa.Table:
    """What the campaigns' truth says of the reports (columns number and event)."""
    with views(raw) as connection:
        told = [
            f"SELECT agency, reference, incident + {number * APART} AS event FROM"
            f" read_csv('{campaign.files(under)}/truth/reports.csv', header=true)"
            for number, campaign in enumerate(campaigns)
        ]
        return connection.execute(
            "SELECT number, any_value(event)::BIGINT AS event FROM current_reports"
            f" JOIN ({' UNION ALL '.join(told)}) USING (agency, reference) GROUP BY number"
        ).to_arrow_table()


def _make(task: tuple[int, Campaign], *, raw: Path, under: Path) -> pa.Table:
    first, campaign = task
    parts: dict[str, list[pa.Table]] = {"reports": [], "lines": [], "persons": [], "means": []}
    at = first
    for received, chunk in _chunks(campaign.files(under)):
        size = chunk.reports.num_rows
        ids = pa.array(range(at + 1, at + size + 1), pa.int64())
        parts["reports"].append(_reports(chunk.reports, ids, received))
        for name, schema in (
            ("lines", LEDGER_LINES),
            ("persons", LEDGER_PERSONS),
            ("means", LEDGER_MEANS),
        ):
            part = getattr(chunk, name)
            columns = {name: part[name] for name in schema.names if name != "report_id"}
            parts[name].append(
                pa.table({"report_id": ids.take(part["ordinal"]), **columns}).cast(schema)
            )
        at += size
    with duckdb.connect() as connection:
        connection.register("filed", pa.concat_tables(parts["reports"]))
        # A reference that comes again is a later revision of the same report.
        numbered = connection.execute(
            "SELECT * REPLACE (min(report_id) OVER same AS number,"
            " row_number() OVER (same ORDER BY report_id)::INTEGER AS revision)"
            " FROM filed WINDOW same AS (PARTITION BY agency, reference) ORDER BY report_id"
        ).to_arrow_table()
        connection.register("numbered", numbered)
        old = connection.execute(
            "SELECT report_id, received_at AS known_to FROM numbered QUALIFY row_number()"
            " OVER (PARTITION BY agency, reference ORDER BY report_id DESC) > 1"
        ).to_arrow_table()
    name = f"{first:012d}.parquet"
    pq.write_table(numbered.drop_columns(["known_to"]), raw / "reports" / name)
    for part in ("lines", "persons", "means"):
        pq.write_table(pa.concat_tables(parts[part]), raw / part / name)
    return old.cast(_SUPERSEDED)


def _chunks(folder: Path) -> Iterator[tuple[datetime, reading.Chunk]]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        received = datetime.fromisoformat(entry["received"])
        layout = _layout(entry["source"])
        today: date = received.date()
        for chunk in reading.read(folder / entry["file"], source=layout, today=today):
            yield received, chunk


@cache
def _layout(name: str) -> sources.Source:
    return sources.load(name)


def _reports(reports: pa.Table, ids: pa.Array, received: datetime) -> pa.Table:
    size = len(ids)
    moment = pa.repeat(pa.scalar(received, _MOMENT), size)
    return pa.table(
        {
            "report_id": ids,
            "number": ids,
            "revision": pa.repeat(pa.scalar(1, pa.int32()), size),
            "source": pa.repeat("simulated", size),
            "received_at": moment,
            "known_from": moment,
            "known_to": pa.nulls(size, _MOMENT),
            **{name: reports[name] for name, _ in REPORT_FACTS},
        }
    ).cast(LEDGER_REPORTS)
