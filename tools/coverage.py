"""Writes docs/coverage.md: individual seizures beside UNODC's yearly totals, by the figure code.

`python tools/coverage.py --data ../shared/data` takes the individual seizures in through the
ordinary action, into a home of its own, and prints nothing it did not compute.
"""

import argparse
import csv
import os
import platform
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "coverage.md"
DRAWING = ROOT / "docs" / "images" / "afghanistan-destinations.svg"
SEIZURES = "unodc_ids/ids_2011_2014.csv.gz"
YEARLY = "unodc_annual_seizures/annual_1970_2012.csv"
COUNTRIES = {"PK": "Pakistan", "AF": "Afghanistan"}
# The yearly table's names for what the ledger keeps by code.
NAMES = {
    "OPI-OPIUM": "Opium",
    "OPI-MORPHINE": "Illicit morphine",
    "OPI-HEROIN": "Heroin",
    "COC-SALT": "Cocaine salts",
    "ATS-METH": "Methamphetamine",
    "ATS-AMPH": "Amphetamine",
    "ATS-MDMA": "Ecstasy-type substances",
}
YEARS = range(2011, 2015)


def main() -> None:
    """Take the seizures in, compute, compare, write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = asked.parse_args().data
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MARKAZ_HOME": home, "DATABASE_URL": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "markaz.config.settings"
        _write(data)


def _write(data: Path) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from markaz.actions.intake import receive_file
    from markaz.store import setup

    setup.ensure()
    by, now = setup.operator(), timezone.now()
    tally = receive_file(data / SEIZURES, source="unodc-ids", by=by, now=now).tally
    parts = [_head(tally.as_dict(), on=now.date())]
    yearly = _yearly(data / YEARLY)
    for country, name in COUNTRIES.items():
        parts.append(_table(country, name, yearly[name], by=by, now=now))
    parts += [_destinations(by=by, now=now), _reasons()]
    PAPER.write_text("\n".join(parts), encoding="utf-8")


def _head(tally: dict[str, int], *, on: date) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# Coverage: individual seizures beside yearly totals

Written by `tools/coverage.py` on {on.isoformat()} ({machine}) from UNODC's individual
drug seizures 2011-2014 (all countries but those held out) and UNODC's yearly totals to 2012.

{tally["rows"]:,} rows = {tally["kept"]:,} kept + {tally["set_aside"]:,} set aside;
{tally["questions"]:,} questions. Kilograms by the figure `seized_mass_by_substance`.
"""


def _yearly(path: Path) -> dict[str, dict[tuple[str, int], float]]:
    totals: dict[str, dict[tuple[str, int], float]] = defaultdict(dict)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            written = row["KG Equivalent"].replace(",", "")
            if written in ("", "NULL"):
                continue
            key = row["Drug"], int(row["Year"])
            # Some pairs stand twice with nearly the same value: the larger, never the sum.
            known = totals[row["country"]].get(key, 0.0)
            totals[row["country"]][key] = max(known, float(written))
    return totals


def _table(country: str, name: str, yearly: dict[tuple[str, int], float], *, by, now) -> str:
    rows = []
    for year in YEARS:
        ours = _mass(country, year, by=by, now=now)
        for code, kilograms in sorted(ours.items(), key=lambda entry: -entry[1]):
            total = yearly.get((NAMES.get(code, ""), year), 0.0)
            share = f"{kilograms / total:.0%}" if total else ""
            beside = f"{total:,.1f}" if total else "none published here"
            rows.append(f"| {year} | `{code}` | {kilograms:,.1f} | {beside} | {share} |")
    head = "| Year | Substance | Individual seizures, kg | Yearly total, kg | Covered |"
    return f"## {name}\n\n{head}\n|---|---|---:|---:|---:|\n" + "\n".join(rows) + "\n"


def _mass(country: str, year: int, *, by, now) -> dict[str, float]:
    from markaz.actions.briefing import brief
    from markaz.records.figure import Selection

    selection = Selection(first=date(year, 1, 1), last=date(year, 12, 31), country=country)
    made = brief(selection, by=by, now=now, ids=["seized_mass_by_substance"])
    return {row.key: float(row.value) for row in made.figures[0].rows}


def _destinations(*, by, now) -> str:
    from markaz.actions.briefing import brief
    from markaz.briefing.printing.charts import flows_chart, svg
    from markaz.records.figure import Selection

    selection = Selection(first=date(2011, 1, 1), last=date(2014, 12, 31), country="AF")
    made = brief(selection, by=by, now=now, ids=["flows", "destination_countries"])
    flows, destinations = made.figures
    DRAWING.parent.mkdir(parents=True, exist_ok=True)
    DRAWING.write_text(svg(flows_chart(flows, lang="en")), encoding="utf-8")
    listed = ", ".join(f"{row.label} ({row.value})" for row in destinations.rows)
    return f"""## Where what left Afghanistan was bound, 2011-2014

{destinations.counted:,} seizures name {destinations.value} countries of destination:
seized anywhere with Afghanistan as country of production or departure, or in Afghanistan with a
destination stated (which the rows of Afghanistan never do). Most were seized in Pakistan.

![Destinations](images/afghanistan-destinations.svg)

{listed}.
"""


def _reasons() -> str:
    return """## Why the two do not agree

- Individual seizures are partial: a country sends what it keeps singly, often only large ones.
- The file read here lacks cannabis altogether, so its yearly totals have nothing beside them.
- The yearly table ends in 2012; 2013 and 2014 have no total to be set beside.
- A repeat of a row is no proof of a double report: each is counted.
- Tablets, litres and ampoules join no weight; they are counted apart (`tablets_counted`,
  `volumes_precursors`), while the yearly table turns them into kilograms.
- A single enormous row moves a year; it is kept, questioned, and visible in `top_incidents`.
- Above 100 % the single seizures exceed the published total: the total was compiled elsewhere, for
  another territory, or by another date.
"""


if __name__ == "__main__":
    main()
