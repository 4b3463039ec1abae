"""All declared figures over a ledger of many reports, beside hand-written SQL for the same sums.

`python -m benchmarks.figures [--reports N ...] [--seed N]`; the reports are invented by SQL, all
in one year, so that nothing can be skipped.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from markaz.briefing.figures import compute
from markaz.briefing.ledger import build, open_ledger
from markaz.consolidation.choosing import conflicts, values
from markaz.records.figure import Selection
from markaz.records.schemas import LEDGER_BRIEFS, LEDGER_DECISIONS, LEDGER_OPEN_PAIRS

_REPORTS = """
SELECT i AS report_id, i AS number, 1 AS revision, 'bench' AS source,
       TIMESTAMPTZ '2025-12-31 12:00:00+00' AS received_at, received_at AS known_from,
       NULL::TIMESTAMPTZ AS known_to,
       ['ANF', 'CUSTOMS', 'ASF', 'PCG', 'POLICE-PB', 'POLICE-KP', 'FC-BAL'][1 + h % 7] AS agency,
       'R-' || i AS reference,
       ['seizure', 'seizure', 'seizure', 'airport_case', 'arrest'][1 + h // 7 % 5] AS kind,
       'event' AS grain, NULL::INTEGER AS event_count, 'AMBER' AS marking, '' AS grading,
       DATE '2025-01-01' + (h // 35 % 365)::INTEGER AS occurred_first,
       occurred_first AS occurred_last, 'day' AS occurred_precision,
       occurred_first + 2 AS reported_on, 'PK' AS country,
       ['PK-PB', 'PK-SD', 'PK-KP', 'PK-BA', 'PK-IS'][1 + h // 11 % 5] AS province,
       '' AS district, '' AS airport, 'province' AS place_precision, 'somewhere' AS place_text,
       'unknown' AS status, 'lead' AS role, '' AS partners_text, '' AS operation_text,
       '' AS transport, '' AS concealment, '' AS detection, '' AS origin,
       CASE WHEN h % 20 = 0 THEN 'PK' ELSE '' END AS departure, '' AS transit,
       CASE WHEN h % 20 = 0 THEN ['AE', 'SA', 'GB', 'OM'][1 + h // 20 % 4] ELSE '' END
           AS destination,
       '' AS route_text, (h % 3)::INTEGER AS arrested, (h % 97 = 0)::INTEGER AS arrested_foreign,
       NULL::BIGINT AS stated_value_usd_cents, '' AS crop, NULL::DECIMAL(18, 11) AS area_ha,
       '' AS area_text, '' AS remarks
FROM (SELECT i, (hash(i + {seed}) % 1000003)::BIGINT AS h FROM range(1, {reports} + 1) AS t (i))
"""
_LINES = """
SELECT i AS report_id, 1::SMALLINT AS line,
       ['CAN-RESIN', 'OPI-HEROIN', 'ATS-METH', 'OPI-OPIUM', 'CAN-HERB', 'PRE-HCL'][1 + h % 6]
           AS substance,
       '' AS substance_text, '' AS form, '' AS quantity_text, 'kg' AS unit_text,
       'mass' AS dimension,
       CASE WHEN h % 50 = 0 THEN NULL ELSE (h % 5000 + 1) * 1000 END::BIGINT AS mass_mg,
       NULL::BIGINT AS volume_ul, NULL::BIGINT AS pieces, NULL::BIGINT AS mass_low_mg,
       NULL::BIGINT AS mass_high_mg, '' AS question
FROM (SELECT i, (hash(i * 7 + {seed}) % 1000003)::BIGINT AS h FROM range(1, {reports} + 1) AS t (i))
"""
_PERIOD = "occurred_first BETWEEN DATE '2025-01-01' AND DATE '2025-12-31' AND known_to IS NULL"
_DRUGS = "kind IN ('seizure', 'airport_case') AND in_total AND NOT duplicate AND country = 'PK'"
# What an engineer would type who knows the ledger and needs only these sums.
_BY_HAND = (
    *(
        f"SELECT {key}, sum(mass_mg), count(*) FROM fact_lines JOIN dims USING (dim)"
        f" WHERE {_PERIOD} AND {_DRUGS} GROUP BY 1"
        for key in ("1", "substance", "province", "agency", "occurred_month")
    ),
    f"SELECT sum(value_uusd) FROM fact_lines JOIN dims USING (dim) WHERE {_PERIOD} AND {_DRUGS}",
    "SELECT kind, count(*), sum(arrested), sum(arrested_foreign) FROM fact_reports"
    f" JOIN dims USING (dim) WHERE {_PERIOD} AND NOT duplicate AND country = 'PK' GROUP BY 1",
    "SELECT quantile_disc(drug_mg, 0.5) FROM fact_reports JOIN dims USING (dim)"
    f" WHERE {_PERIOD} AND NOT duplicate AND country = 'PK'",
    "SELECT incident, drug_mg FROM fact_reports JOIN dims USING (dim)"
    f" WHERE {_PERIOD} AND NOT duplicate AND country = 'PK'"
    " ORDER BY drug_mg DESC NULLS LAST LIMIT 10",
    "SELECT flow, count(*) FROM fact_reports JOIN dims USING (dim)"
    f" WHERE {_PERIOD} AND NOT duplicate AND flow IS NOT NULL GROUP BY 1",
)


def main() -> None:
    """Measure each size and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--reports", type=int, nargs="+", default=[1_000_000, 10_000_000])
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    for reports in options.reports:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), reports=reports, seed=options.seed)


def _measure(folder: Path, *, reports: int, seed: int) -> None:
    _write_raw(folder, reports=reports, seed=seed)
    target = folder / "facts.duckdb"
    built = _seconds(lambda: _build(folder, target))
    selection = Selection(
        first=date(2025, 1, 1), last=date(2025, 12, 31), as_known_on=date(2026, 1, 31)
    )
    # Every report was known by then, and no link yet.
    past = Selection(
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
        known_at=datetime(2025, 12, 31, 12, 30, tzinfo=UTC),
    )
    with open_ledger(target, raw=folder) as connection:
        ours, by_hand = _pairs(
            lambda: compute(connection, selection),
            lambda: [connection.execute(sql).fetchall() for sql in _BY_HAND],
        )
        earlier = _seconds(lambda: compute(connection, past))
        figures = len(compute(connection, selection))
    opened = _seconds(lambda: open_ledger(target, raw=folder).close())
    print(
        f"{reports:,} reports: {figures} figures in {ours * 1000:.0f} ms (limit 1000);"
        f" hand-written SQL {by_hand * 1000:.0f} ms; ratio {ours / by_hand:.2f} (limit 2);"
        f" as known at a past moment {earlier * 1000:.0f} ms; opening {opened * 1000:.0f} ms;"
        f" building the ledger {built:.1f} s, {target.stat().st_size / 1e6:.0f} MB"
    )


def _write_raw(folder: Path, *, reports: int, seed: int) -> None:
    for name in ("reports", "lines"):
        (folder / name).mkdir()
    with duckdb.connect() as connection:
        for name, sql in (("reports", _REPORTS), ("lines", _LINES)):
            rows = sql.format(reports=reports, seed=seed)
            if name == "reports":
                rows = f"SELECT * EXCLUDE (known_to) FROM ({rows})"
            connection.execute(f"COPY ({rows}) TO '{folder}/{name}/all.parquet' (FORMAT parquet)")
        connection.execute(
            "COPY (SELECT 0::BIGINT AS report_id, NULL::TIMESTAMPTZ AS known_to WHERE false)"
            f" TO '{folder}/superseded.parquet' (FORMAT parquet)"
        )
        # One report in fifty repeats the one before it.
        connection.execute(
            "COPY (SELECT i AS number, i - 1 AS incident,"
            " TIMESTAMPTZ '2025-12-31 13:00:00+00' AS known_from, NULL::TIMESTAMPTZ AS known_to"
            f" FROM range(50, {reports}, 50) AS t (i))"
            f" TO '{folder}/links.parquet' (FORMAT parquet)"
        )


def _build(folder: Path, target: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = '{folder}/spill'")
        for name in ("reports", "lines"):
            connection.execute(
                f"CREATE VIEW raw_{name} AS SELECT *"
                + (", NULL::TIMESTAMPTZ AS known_to" if name == "reports" else "")
                + f" FROM read_parquet('{folder}/{name}/*.parquet')"
            )
        connection.execute(
            f"CREATE VIEW raw_links AS SELECT * FROM read_parquet('{folder}/links.parquet')"
        )
        for name, schema in (
            ("decisions", LEDGER_DECISIONS),
            ("open_pairs", LEDGER_OPEN_PAIRS),
            ("briefs", LEDGER_BRIEFS),
        ):
            connection.register(f"raw_{name}", schema.empty_table())
        values.choose(connection)
        conflicts.lay_out(connection)
        build(connection, target=target)


def _pairs(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Medians of five turns, A B A B, after one turn of warming."""
    ours(), theirs()
    turns = [(_seconds(ours), _seconds(theirs)) for _ in range(5)]
    return statistics.median(a for a, _ in turns), statistics.median(b for _, b in turns)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
