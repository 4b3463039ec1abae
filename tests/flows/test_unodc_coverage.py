"""Real individual seizures, taken in and briefed by the ordinary code."""

from datetime import date
from pathlib import Path

import pytest

from markaz.actions.briefing import brief
from markaz.actions.intake import receive_file
from markaz.records.figure import Selection

FILE = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "data"
    / "unodc_ids"
    / "ids_pakistan_afghanistan_2011_2014.csv"
)
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


@pytest.mark.parametrize("country", ["PK", "AF"])
def test_four_years_of_one_country_are_the_sum_of_each(seizures, operator, now, country):
    def mass(first: int, last: int):
        period = Selection(first=date(first, 1, 1), last=date(last, 12, 31), country=country)
        return brief(period, by=operator, now=now, ids=["seized_mass"]).figures[0]

    whole = mass(2011, 2014)
    years = [mass(year, year) for year in range(2011, 2015)]
    assert whole.value == sum(year.value for year in years) > 0
    assert whole.counted == sum(year.counted for year in years)


def test_what_left_afghanistan_has_countries_of_destination(seizures, operator, now):
    period = Selection(first=date(2011, 1, 1), last=date(2014, 12, 31), country="AF")
    routes, destinations = brief(
        period, by=operator, now=now, ids=["flows", "destination_countries"]
    ).figures
    assert destinations.value == len(destinations.rows) > 30
    assert sum(row.value for row in routes.rows) == routes.counted == destinations.counted
