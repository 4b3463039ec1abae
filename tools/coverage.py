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

Written by `python tools/coverage.py --data ../shared/data` on {on.isoformat()}
({machine}) from UNODC's individual drug seizures 2011-2014 (all countries but those
held out) and UNODC's yearly totals to 2012.

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
    rows, remarks, sent = [], [], []
    for year in YEARS:
        mass, cases = _computed(country, year, by=by, now=now)
        sent.append(f"{cases.value:,} in {year}")
        for line in mass.rows:
            kilograms = float(line.value)
            total = yearly.get((NAMES.get(line.key, ""), year), 0.0)
            share = f"{kilograms / total:.0%}" if total else ""
            beside = f"{total:,.1f}" if total else "none published here"
            rows.append(f"| {year} | `{line.key}` | {kilograms:,.1f} | {beside} | {share} |")
            if kilograms > total > 0:
                remarks.append(_above(country, year, line, total, by=by, now=now))
    head = "| Year | Substance | Individual seizures, kg | Yearly total, kg | Covered |"
    table = f"{head}\n|---|---|---:|---:|---:|\n" + "\n".join(rows) + "\n"
    told = "".join(f"\n{remark}\n" for remark in remarks)
    return f"## {name}\n\n{table}\nSeizures sent singly: {', '.join(sent)}.\n{told}"


def _computed(country: str, year: int, *, by, now):
    from markaz.actions.briefing import brief

    ids = ["seized_mass_by_substance", "seizure_cases"]
    return brief(_period(year, year, country=country), by=by, now=now, ids=ids).figures


def _period(first: int, last: int, *, country: str):
    from markaz.records.figure import Selection

    return Selection(first=date(first, 1, 1), last=date(last, 12, 31), country=country)


def _above(country: str, year: int, line, total: float, *, by, now) -> str:
    """What the single seizures above a published total are made of."""
    from markaz.actions.briefing import open_figure

    opened = open_figure(
        "seized_mass_by_substance", _period(year, year, country=country), by=by, now=now,
        row=line.key, limit=2,
    )  # fmt: skip
    heaviest = " and ".join(f"{one.amount:,} kg on {one.when}" for one in opened.incidents)
    return (
        f"`{line.key}` in {year} is above the published total: {opened.total:,} seizures, of which"
        f"\n{heaviest}, against {total:,.1f} kg for the whole year."
        "\nWhich of the two is wrong cannot be told from these files; neither is altered."
    )


def _destinations(*, by, now) -> str:
    from markaz.actions.briefing import brief
    from markaz.briefing.printing.charts import flows_chart, svg

    selection = _period(2011, 2014, country="AF")
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

- Individual seizures are partial: a country sends what it keeps singly, often only large ones, and
  far fewer in some years than in others (see how many each year has).
- The file read here lacks cannabis altogether, so its yearly totals have nothing beside them.
- The yearly table ends in 2012; 2013 and 2014 have no total to be set beside.
- Some of its pairs of drug and year stand twice; the larger is taken, never the sum.
- "Opium" is weighed opium. "Opium Poppy" in acres is land cleared, poppy straw and seed stand
  beside the total, and "Non-specified" names no drug to be set beside.
- A repeat of a row is no proof of a double report: each is counted.
- Tablets, litres and ampoules join no weight; they are counted apart (`tablets_counted`,
  `volumes_precursors`), while the yearly table turns them into kilograms.
- A single enormous row moves a year; it is kept, questioned, and visible in `top_incidents`.
"""


if __name__ == "__main__":
    main()
