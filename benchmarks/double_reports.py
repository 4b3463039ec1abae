"""Real double reports: Colombian heroin seizures by the ministry of defence and by UNODC.

`python -m benchmarks.double_reports [--data DIR]`: both files are read by their own sources and
compared as any two agencies are.  A pair is the same by reference where day and weight to the
milligram are equal and stand once in each file; what has no such twin is counted apart, for nobody
can say what it is.  Says too what becomes of exact repeats inside one file.
"""

import argparse
import csv
import gzip
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.consolidation.clusters import Said, group
from markaz.consolidation.engines.duckdb import DuckDB
from markaz.consolidation.evidence import evidence
from markaz.consolidation.matching import match_all
from markaz.consolidation.weights.model import shipped
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.intake import reading, sources
from markaz.records.schemas import LEDGER_LINES, LEDGER_MEANS, LEDGER_PERSONS, REPORT_FACTS

YEARS = range(2011, 2015)
_APART = 10_000_000
_READ = date(2026, 1, 1)


def main() -> None:
    """Read, compare, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = asked.parse_args().data
    if not (data / "unodc_ids").is_dir():
        sys.exit(f"{data}/unodc_ids is not there: name the folder of both files with --data.")
    with tempfile.TemporaryDirectory() as scratch:
        unodc, ministry = _extract(data, Path(scratch))
        with duckdb.connect() as connection:
            _views(connection, {"co-mindefensa-heroin": ministry, "unodc-ids": unodc})
            told = evidence(connection)
        none = pa.table({"left": pa.array([], pa.int64()), "right": pa.array([], pa.int64())})
        matched = match_all(
            told,
            model=shipped(),
            measured=Yardstick(),
            known=none,
            engine=DuckDB(),
            folder=Path(scratch) / "match",
        )
    _print(told, matched.kept, shift=matched.yardstick.shift)


def _extract(data: Path, scratch: Path) -> tuple[Path, Path]:
    unodc, ministry = scratch / "unodc.csv", scratch / "ministry.csv"
    whole = data / "unodc_ids" / "ids_2011_2014.csv.gz"
    with (
        gzip.open(whole, "rt", encoding="utf-8-sig", newline="") as file,
        unodc.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.reader(file, delimiter=";")
        head = next(rows)
        country, drug = head.index("COUNTRY"), head.index("DRUG_NAME")
        written = csv.writer(out, delimiter=";")
        written.writerow(head)
        written.writerows(
            row for row in rows if (row[country], row[drug]) == ("Colombia", "Heroin")
        )
    with (
        (data / "colombia_mindefensa" / "heroin_seizures.csv").open(
            encoding="utf-8-sig", newline=""
        ) as file,
        ministry.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.reader(file)
        written = csv.writer(out)
        written.writerow(next(rows))
        written.writerows(row for row in rows if int(row[0][:4]) in YEARS)
    return unodc, ministry


def _views(connection: duckdb.DuckDBPyConnection, files: dict[str, Path]) -> None:
    parts: dict[str, list[pa.Table]] = {}
    for at, (name, path) in enumerate(files.items()):
        first = at * _APART + 1
        for chunk in reading.read(path, source=sources.load(name), today=_READ):
            size = chunk.reports.num_rows
            ids = pa.array(range(first, first + size), pa.int64())
            first += size
            facts = {fact: chunk.reports[fact] for fact, _ in REPORT_FACTS}
            whole = pa.table({"report_id": ids, "number": ids, **facts})
            parts.setdefault("reports", []).append(whole)
            for part, schema in (
                ("lines", LEDGER_LINES),
                ("persons", LEDGER_PERSONS),
                ("means", LEDGER_MEANS),
            ):
                table = getattr(chunk, part)
                columns = {col: table[col] for col in schema.names if col != "report_id"}
                parts.setdefault(part, []).append(
                    pa.table({"report_id": ids.take(table["ordinal"]), **columns})
                )
    for part, tables in parts.items():
        connection.register(f"current_{part}", pa.concat_tables(tables))


def _print(told: pa.Table, kept: pa.Table, *, shift: float) -> None:
    rows = {row["number"]: row for row in told.to_pylist()}
    by_agency = Counter(row["agency"] for row in rows.values())
    print(f"reports: {dict(by_agency)}; shift {shift:+.1f} bits; pairs kept {kept.num_rows:,}")
    agencies = {number: row["agency"] for number, row in rows.items()}
    weights = {(one["left"], one["right"]): one["weight_mbits"] for one in kept.to_pylist()}
    incidents = group(weights, agencies, said=Said(), automatic=1000)
    joined = {one.members for one in incidents}
    alike: dict[tuple[int, int], list[int]] = {}
    for number, row in rows.items():
        if row["day"] is not None and row["mass_mg"]:
            alike.setdefault((row["day"], row["mass_mg"]), []).append(number)
    reference = {
        tuple(sorted(group_))
        for group_ in alike.values()
        if len(group_) == 2 and len({agencies[number] for number in group_}) == 2  # noqa: PLR2004
    }
    decided = {number for pair in reference for number in pair}
    held = {pair for pair in joined if set(pair) & decided}
    both = len(held & reference)
    print(f"pairs equal in day and weight, once in each file: {len(reference):,}")
    print(f"  joined: {both:,} (recall {both / max(len(reference), 1):.4f})")
    print(f"  joined otherwise than by it: {len(held) - both:,}"
          f" (precision {both / max(len(held), 1):.4f})")  # fmt: skip
    print(f"joined where day and weight do not decide: {len(joined) - len(held):,}")
    repeats = sum(
        len(numbers) - len({agencies[number] for number in numbers}) for numbers in alike.values()
    )
    print(f"repeats of day and weight inside one file: {repeats:,}; joined:"
          f" {sum(len(one) != len({agencies[n] for n in one}) for one in joined):,}")  # fmt: skip
    missed = sorted(reference - joined)[:5]
    for pair in missed:
        for number in pair:
            row = rows[number]
            print("  missed:", number, *(row[name] for name in ("day", "province", "place", "spot", "mass_mg")), weights.get(pair))  # fmt: skip  # noqa: E501


if __name__ == "__main__":
    main()
