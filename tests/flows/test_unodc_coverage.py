"""Real individual seizures, taken in and briefed by the ordinary code."""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest

from markaz.actions.briefing import brief
from markaz.actions.intake import receive_file
from markaz.data.places import country_code
from markaz.data.substances import SUBSTANCES, substance_code
from markaz.records.figure import Figure, Selection

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "unodc_ids"
FILE = FOLDER / "ids_pakistan_afghanistan_2011_2014.csv"
WHOLE = FOLDER / "ids_2011_2014.csv.gz"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not FILE.is_file(), reason=f"{FILE.name} is not beside this checkout"),
]


@pytest.fixture
def seizures(home, operator, now):
    return receive_file(FILE, source="unodc-ids", by=operator, now=now).tally


def test_every_row_is_kept_or_set_aside(seizures):
    with FILE.open(encoding="utf-8") as file:
        rows = sum(1 for _ in file) - 1
    assert seizures.rows == rows == seizures.kept + seizures.set_aside


@pytest.mark.slow
def test_every_row_of_all_countries_is_kept_or_set_aside_with_its_reason(home, operator, now):
    receipt = receive_file(WHOLE, source="unodc-ids", by=operator, now=now).tally
    with gzip.open(WHOLE, "rt", encoding="utf-8-sig", newline="") as file:
        rows = sum(1 for _ in csv.DictReader(file, delimiter=";"))
    assert receipt.rows == rows == receipt.kept + receipt.set_aside
    everything = Selection(first=date(2011, 1, 1), last=date(2014, 12, 31), country="all")
    cases, clearances = brief(
        everything, by=operator, now=now, ids=["seizure_cases", "land_cleared"]
    ).figures
    assert cases.counted + clearances.counted + _left_out(clearances) == receipt.kept


@pytest.mark.parametrize("country", ["PK", "AF"])
def test_four_years_of_one_country_are_the_sum_of_each(seizures, operator, now, country):
    def mass(first: int, last: int):
        period = Selection(first=date(first, 1, 1), last=date(last, 12, 31), country=country)
        return brief(period, by=operator, now=now, ids=["seized_mass"]).figures[0]

    whole = mass(2011, 2014)
    years = [mass(year, year) for year in range(2011, 2015)]
    assert whole.value == sum(year.value for year in years) > 0
    assert whole.counted == sum(year.counted for year in years)


@pytest.mark.parametrize("country", ["PK", "AF"])
def test_what_is_counted_and_what_is_left_out_are_all_seizures_of_drugs(
    seizures, operator, now, country
):
    period = Selection(first=date(2011, 1, 1), last=date(2014, 12, 31), country=country)
    mass, by_substance, tablets = brief(
        period, by=operator, now=now, ids=["seized_mass", "seized_mass_by_substance",
                                           "tablets_counted"],
    ).figures  # fmt: skip
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        drugs = [row["DRUG_UNIT"] for row in rows if _drug(row, country)]
    # One row is one report of one line, so a row is weighed or left out; pieces are no weight.
    for figure in (mass, by_substance):
        assert figure.counted + _left_out(figure) == len(drugs)
    assert mass.counted == sum(unit in ("Kilogram", "Gram") for unit in drugs)
    assert tablets.counted <= _left_out(mass)
    assert sum(row.value for row in by_substance.rows) == mass.value * 1000


def _drug(row: dict[str, str], country: str) -> bool:
    code = substance_code(row["DRUG_NAME"]) or "OTH-OTHER"
    known = SUBSTANCES[code].in_drug_total and row["DRUG_UNIT"] != "Acres"
    return known and country_code(row["COUNTRY"]) == country


def _left_out(figure: Figure) -> int:
    return sum(exclusion.reports for exclusion in figure.excluded)


def test_what_left_afghanistan_has_countries_of_destination(seizures, operator, now):
    period = Selection(first=date(2011, 1, 1), last=date(2014, 12, 31), country="AF")
    routes, destinations = brief(
        period, by=operator, now=now, ids=["flows", "destination_countries"]
    ).figures
    assert destinations.value == len(destinations.rows) > 30
    assert sum(row.value for row in routes.rows) == routes.counted == destinations.counted
