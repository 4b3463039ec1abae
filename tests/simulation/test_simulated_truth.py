"""The truth of a simulated year is exact, by a reading of its own."""

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from markaz.data.places import DISTRICTS
from markaz.data.prices import price
from markaz.data.substances import SUBSTANCES
from markaz.data.units import UNITS
from markaz.simulation.campaign import simulate

COUNTED = {"seizure", "arrest", "airport_case"}


def standard(out: Path) -> list[dict[str, str]]:
    with (out / "truth" / "standard.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return list({row["reference"]: row for row in reversed(rows)}.values())


def masses(rows: list[dict[str, str]]) -> list[tuple[dict[str, str], Decimal]]:
    """Each weighed line of the drug total with its grams."""
    found = []
    for row in rows:
        if row["substance"] and SUBSTANCES[row["substance"]].in_drug_total:
            unit = UNITS[row["unit"]]
            if unit.dimension == "mass":
                found.append((row, Decimal(row["quantity"]) * unit.factor))
    return found


def dollars(rows: list[dict[str, str]]) -> Decimal:
    worth = Decimal(0)
    for row, grams in masses(rows):
        on = date.fromisoformat(row["occurred"])
        known = price(row["substance"], level="international", on=on)
        worth += grams * (known.usd_per_kg if known else 0) / 1000
    return worth


def figures(rows: list[dict[str, str]]) -> dict[str, Decimal]:
    reports = first_rows(rows)
    counted = [report for report in reports if report["kind"] in COUNTED]
    cleared = [report for report in reports if report["kind"] == "clearance"]

    def total(which: list[dict[str, str]], column: str) -> Decimal:
        return sum((Decimal(report[column]) for report in which), Decimal(0))

    return {
        "mass_mg": sum((grams for _, grams in masses(rows)), Decimal(0)) * 1000,
        "value_usd": dollars(rows),
        "arrested": total(counted, "arrested"),
        "arrested_foreign": total(counted, "arrested_foreign"),
        "clearance_arrested_foreign": total(cleared, "arrested_foreign"),
        "acres": total(cleared, "area"),
    }


@pytest.mark.parametrize(("year", "seed"), [(2025, 7), (2024, 1), (2031, 20251207)])
def test_a_year_of_scale_one_has_the_figures_of_the_press(
    tmp_path: Path, year: int, seed: int
) -> None:
    simulate(tmp_path / "out", year=year, scale=1, seed=seed)
    assert figures(standard(tmp_path / "out")) == {
        "mass_mg": 134_000_000_000,
        "value_usd": 12_797_000_000,
        "arrested": 2_001,
        "arrested_foreign": 75,
        "clearance_arrested_foreign": 110,
        "acres": 40_659,
    }


@pytest.mark.parametrize("scale", [0.01, 0.037, 0.5, 1.004, 2.31])
def test_at_any_scale_the_truth_equals_the_stated_figures(tmp_path: Path, scale: float) -> None:
    simulate(tmp_path / "out", year=2025, scale=scale, seed=3)
    stated = json.loads((tmp_path / "out" / "truth" / "figures.json").read_text(encoding="utf-8"))
    exact = stated["exact"]
    rows = standard(tmp_path / "out")
    assert exact.pop("incidents") == len(first_rows(rows))
    assert figures(rows) == exact
    assert exact["arrested"] == pytest.approx(2_001 * scale, abs=0.5)
    assert exact["value_usd"] == pytest.approx(12_797_000_000 * scale, abs=0.5)


def test_every_event_lies_in_the_year(year_2025: Path) -> None:
    assert {row["occurred"][:4] for row in standard(year_2025)} == {"2025"}


def test_land_is_cleared_in_three_provinces_and_all_arrested_there_are_afghan(
    year_2025: Path,
) -> None:
    rows = [row for row in standard(year_2025) if row["kind"] == "clearance"]
    assert {row["province"] for row in rows} == {"PK-BA", "PK-KP", "PK-SD"}
    assert {row["nationality"] for row in rows} == {"AF", ""}
    assert all(row["arrested"] == row["arrested_foreign"] for row in rows)


def test_every_foreign_suspect_is_mentioned_with_a_nationality(year_2025: Path) -> None:
    rows = standard(year_2025)
    abroad = Counter(row["reference"] for row in rows if row["nationality"] not in ("", "PK"))
    for report in first_rows(rows):
        assert abroad[report["reference"]] == int(report["arrested_foreign"])


def test_the_lead_agency_has_few_cases_and_most_of_the_weight(year_2025: Path) -> None:
    rows = standard(year_2025)
    cases = [row["agency"].startswith("ANF") for row in first_rows(rows)]
    weight = {True: Decimal(0), False: Decimal(0)}
    for row, grams in masses(rows):
        weight[row["agency"].startswith("ANF")] += grams
    assert sum(cases) / len(cases) < 0.05
    assert weight[True] > weight[False]


def test_without_the_three_largest_the_total_is_visibly_smaller(year_2025: Path) -> None:
    weights: Counter[str] = Counter()
    for row, grams in masses(standard(year_2025)):
        weights[row["reference"]] += int(grams)
    three = sum(grams for _, grams in weights.most_common(3))
    assert 0.15 < three / sum(weights.values()) < 0.5


def test_airport_cases_reach_thirty_five_countries(year_2025: Path) -> None:
    rows = standard(year_2025)
    assert len({row["destination"] for row in rows if row["destination"]}) >= 35


def test_a_district_lies_in_its_province(year_2025: Path) -> None:
    for row in standard(year_2025):
        if row["district"]:
            assert DISTRICTS[row["district"]].province == row["province"]


def test_precursors_doda_and_tablets_stand_beside_the_total(year_2025: Path) -> None:
    beside = {
        (row["substance"], row["unit"])
        for row in standard(year_2025)
        if row["unit"] in ("l", "tablet") or row["substance"] == "OPI-POPPY-STRAW"
    }
    assert {("PRE-ACETIC-ANHYDRIDE", "l"), ("OPI-POPPY-STRAW", "kg")} <= beside
    assert any(unit == "tablet" for _, unit in beside)


def test_a_hostile_year_tells_badly_of_the_same_events(year_2025: Path, hostile_2025: Path) -> None:
    assert standard(year_2025) == standard(hostile_2025)
