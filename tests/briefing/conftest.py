"""Small ledgers of invented reports, built as the real one is."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from markaz.briefing.ledger import build, open_ledger
from markaz.consolidation.choosing import conflicts, values
from markaz.records.schemas import (
    LEDGER_BRIEFS,
    LEDGER_DECISIONS,
    LEDGER_FIELDS,
    LEDGER_LINES,
    LEDGER_LINKS,
    LEDGER_OPEN_PAIRS,
    LEDGER_PERSONS,
    LEDGER_REPORTS,
)

MARCH = datetime(2025, 3, 10, tzinfo=UTC)
REPORT = {
    "revision": 1,
    "source": "test",
    "agency": "ANF",
    "kind": "seizure",
    "grain": "event",
    "marking": "AMBER",
    "occurred_first": date(2025, 3, 4),
    "occurred_precision": "day",
    "country": "PK",
    "province": "PK-PB",
    "place_precision": "province",
    "status": "unknown",
    "role": "unknown",
}
LINE = {"substance": "CAN-RESIN", "dimension": "mass", "mass_mg": 1_000_000}

Ledger = Callable[..., duckdb.DuckDBPyConnection]


def _table(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    return pa.table(
        [
            pa.array(
                [row.get(f.name, "" if pa.types.is_string(f.type) else None) for row in rows],
                f.type,
            )
            for f in schema
        ],
        schema=schema,
    )


def _report(number: int, described: dict[str, object]) -> dict[str, object]:
    report = {**REPORT, "report_id": number, "number": number, "reference": f"R-{number}"}
    report |= described
    report.setdefault("occurred_last", report["occurred_first"])
    report.setdefault("reported_on", report["occurred_last"])
    report.setdefault("received_at", MARCH)
    report.setdefault("known_from", report["received_at"])
    return report


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Build and open a ledger of reports described by what differs from the ordinary one."""
    with ExitStack() as stack:
        count = iter(range(1_000))

        def lay_out(
            *described: dict[str, object],
            links: list[tuple[int, int]] | list[dict[str, object]] = (),
            decisions: list[dict[str, object]] = (),
            open_pairs: list[tuple[object, ...]] = (),
            briefs: list[tuple[object, ...]] = (),
            fields: list[dict[str, object]] = (),
            visible: str = "true",
        ) -> duckdb.DuckDBPyConnection:
            folder = tmp_path / str(next(count))
            reports, lines, persons = [], [], []
            for number, one in enumerate(described, start=1):
                head = {
                    name: value for name, value in one.items() if name not in ("lines", "persons")
                }
                report = _report(number, head)
                reports.append(report)
                for n, line in enumerate(one.get("lines", ({},)), start=1):
                    lines.append({**LINE, "line": n, **line, "report_id": report["report_id"]})
                for n, person in enumerate(one.get("persons", ()), start=1):
                    persons.append({"mention": n, **person, "report_id": report["report_id"]})
            held = [
                link
                if isinstance(link, dict)
                else {"number": link[0], "incident": link[1], "known_from": MARCH}
                for link in links
            ]
            _write(folder, reports, lines, held)
            target = folder / "facts.duckdb"
            with duckdb.connect() as connection:
                connection.execute("SET TimeZone = 'UTC'")
                for name, table in _raw(reports, lines, held).items():
                    connection.register(f"all_{name}", table)
                connection.register("raw_links", _table(held, LEDGER_LINKS))
                decided = [{"id": n, **one} for n, one in enumerate(decisions, start=1)]
                connection.register("raw_decisions", _table(decided, LEDGER_DECISIONS))
                pairs = [
                    {"known_from": MARCH, **dict(zip(LEDGER_OPEN_PAIRS.names, one, strict=False))}
                    for one in open_pairs
                ]
                connection.register("raw_open_pairs", _table(pairs, LEDGER_OPEN_PAIRS))
                summed = [dict(zip(LEDGER_BRIEFS.names, one, strict=False)) for one in briefs]
                connection.register("raw_briefs", _table(summed, LEDGER_BRIEFS))
                _show(connection, persons, visible=visible)
                values.choose(connection)
                conflicts.lay_out(connection)
                outlined = [{"known_from": MARCH, **one} for one in fields]
                build(connection, target=target, fields=_table(outlined, LEDGER_FIELDS))
            return stack.enter_context(open_ledger(target, raw=folder, visible=visible))

        yield lay_out


def _show(connection: duckdb.DuckDBPyConnection, persons: list, *, visible: str) -> None:
    """What the asker may see of reports, and of their lines and persons."""
    connection.register("all_persons", _table(persons, LEDGER_PERSONS))
    connection.execute(f"CREATE VIEW raw_reports AS SELECT * FROM all_reports WHERE {visible}")
    for parts in ("lines", "persons"):
        connection.execute(
            f"CREATE VIEW raw_{parts} AS SELECT * FROM all_{parts}"
            " SEMI JOIN raw_reports USING (report_id)"
        )


def _raw(reports: list, lines: list, links: list) -> dict[str, pa.Table]:
    return {
        "reports": _table(reports, LEDGER_REPORTS),
        "lines": _table(lines, LEDGER_LINES),
        "links": _table(links, LEDGER_LINKS),
    }


def _write(folder: Path, reports: list, lines: list, links: list) -> None:
    tables = _raw(reports, lines, links)
    for name in ("reports", "lines"):
        (folder / name).mkdir(parents=True)
    pq.write_table(tables["reports"].drop_columns(["known_to"]), folder / "reports" / "a.parquet")
    pq.write_table(tables["lines"], folder / "lines" / "a.parquet")
    pq.write_table(tables["links"], folder / "links.parquet")
    pq.write_table(
        tables["reports"]
        .select(["report_id", "known_to"])
        .filter(tables["reports"]["known_to"].is_valid()),
        folder / "superseded.parquet",
    )
