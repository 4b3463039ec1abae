"""Every spelling in the public series used for benchmarks is known, where they are at hand."""

import csv
import gzip
from pathlib import Path

import pytest

from markaz.data.places import country_code, resolve
from markaz.data.simple import concealment_code, transport_code
from markaz.data.substances import substance_code
from markaz.data.units import unit_code

SERIES = Path(__file__).parents[2].parent / "shared" / "data"
UNODC = SERIES / "unodc_ids" / "ids_2011_2014.csv.gz"
NEIGHBOURS = SERIES / "unodc_ids" / "ids_pakistan_afghanistan_2011_2014.csv"
CBP = SERIES / "us_cbp_seizures"
COLUMNS = {
    "DRUG_NAME": substance_code,
    "DRUG_UNIT": unit_code,
    "TRANSPORT": transport_code,
    "HIDING_PLACE": concealment_code,
    "COUNTRY": country_code,
    "PRODUCING_COUNTRY": country_code,
    "DEPARTURE_COUNTRY": country_code,
    "DESTINATION_COUNTRY": country_code,
}
NO_COUNTRY = {"Unknown", "Other"}


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"the public series {path} is not at hand")


@needs(UNODC)
@pytest.mark.slow
def test_every_name_in_the_unodc_series_is_known():
    met: dict[str, set[str]] = {column: set() for column in COLUMNS}
    with gzip.open(UNODC, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            for column, names in met.items():
                names.add(row[column])
    unknown = {
        (column, name)
        for column, names in met.items()
        for name in names - {""} - (NO_COUNTRY if "COUNTRY" in column else set())
        if COLUMNS[column](name) is None
    }
    assert not unknown


@needs(NEIGHBOURS)
@pytest.mark.parametrize(("country", "code"), [("Pakistan", "PK"), ("Afghanistan", "AF")])
def test_nearly_every_place_in_the_region_is_resolved_to_its_province(country, code):
    with NEIGHBOURS.open(encoding="utf-8", newline="") as file:
        places = [
            row["PLACE"] for row in csv.DictReader(file, delimiter=";") if row["COUNTRY"] == country
        ]
    known = sum(resolve(place, country=code).province is not None for place in places)
    assert known / len(places) > 0.99


@needs(CBP)
def test_every_drug_type_of_us_customs_is_known():
    for path in CBP.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = {row["Drug Type"] for row in csv.DictReader(file)}
        assert [name for name in names if substance_code(name) is None] == []
