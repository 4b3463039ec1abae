"""Published files of real agencies: every row is kept or set aside, and known sums stand."""

import csv
import gzip
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

PUBLISHED = Path(__file__).parents[3] / "shared" / "data"
FILES = [
    ("unodc_ids/ids_pakistan_afghanistan_2011_2014.csv", "unodc-ids", 6_491),
    ("unodc_ids/ids_2011_2014.csv.gz", "unodc-ids", 198_381),
    ("us_cbp_seizures/nationwide-drugs-fy19-fy22.csv", "us-cbp-nationwide", 10_092),
    ("us_cbp_seizures/nationwide-drugs-fy20-fy23.csv", "us-cbp-nationwide", 9_924),
    ("us_cbp_seizures/amo-drug-seizures-fy19-fy22.csv", "us-cbp-amo", 1_772),
    ("us_cbp_seizures/amo-drug-seizures-fy20-fy23.csv", "us-cbp-amo", 1_762),
    ("colombia_mindefensa/heroin_seizures.csv", "co-mindefensa-heroin", 14_548),
    ("colombia_mindefensa/aerial_spraying_ha.csv", "co-mindefensa-spraying", 9_889),
]


def _path(name: str) -> Path:
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip(f"the published file {name} is not beside this checkout")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("name", "source", "rows"), FILES, ids=[name for name, _, _ in FILES])
def test_every_row_of_a_published_file_is_kept_or_set_aside(receive, name, source, rows):
    got = receive(_path(name), source=source)
    assert got.rows == rows
    assert len(got.set_aside) < rows / 100


def test_kilograms_of_a_published_file_equal_a_plain_sum_of_its_cells(receive):
    path = _path("unodc_ids/ids_pakistan_afghanistan_2011_2014.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        plain = sum(
            (Decimal(row["AMOUNT"]) * {"Kilogram": 1000, "Gram": 1}[row["DRUG_UNIT"]]).quantize(
                Decimal("0.001")
            )
            for row in csv.DictReader(file, delimiter=";")
            if row["DRUG_UNIT"] in ("Kilogram", "Gram")
        )
    got = receive(path, source="unodc-ids")
    read = [line for line in got.lines if line["unit_text"] in ("Kilogram", "Gram")]
    assert sum(line["mass_mg"] or 0 for line in read) == int(plain * 1000)


def test_a_packed_file_is_read_as_its_plain_text(receive, tmp_path):
    path = _path("unodc_ids/ids_pakistan_afghanistan_2011_2014.csv")
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert receive(packed, source="unodc-ids").reports == receive(path, source="unodc-ids").reports


@pytest.mark.parametrize(
    ("source", "older", "newer", "shared"),
    [
        ("us-cbp-nationwide", "nationwide-drugs-fy19-fy22", "nationwide-drugs-fy20-fy23", 7_559),
        ("us-cbp-amo", "amo-drug-seizures-fy19-fy22", "amo-drug-seizures-fy20-fy23", 1_329),
    ],
)
def test_overlapping_vintages_of_sums_say_the_same_under_the_same_references(
    receive, source, older, newer, shared
):
    first, second = (
        receive(_path(f"us_cbp_seizures/{name}.csv"), source=source) for name in (older, newer)
    )
    said, repeated = (
        {row["reference"]: row["content_hash"] for row in got.reports} for got in (first, second)
    )
    both = said.keys() & repeated.keys()
    assert len(both) == shared
    # The publisher's second file differs from its first in the last digits of a binary number;
    # where the sure digits end just at a half, those digits still decide.
    assert sum(said[key] != repeated[key] for key in both) <= 1
    assert {row["grain"] for row in first.reports} == {"aggregate"}


def test_a_fiscal_year_of_sums_begins_in_october(receive):
    path = _path("us_cbp_seizures/amo-drug-seizures-fy19-fy22.csv")
    days = [row["occurred_first"] for row in receive(path, source="us-cbp-amo").reports]
    assert min(days).isoformat() == "2018-10-01"
    assert max(days).isoformat() == "2022-09-01"


def test_sprayed_hectares_sum_as_written(receive):
    path = _path("colombia_mindefensa/aerial_spraying_ha.csv")
    with path.open(encoding="utf-8", newline="") as file:
        plain = sum(Decimal(row["CANTIDAD"]) for row in csv.DictReader(file))
    got = receive(path, source="co-mindefensa-spraying")
    assert sum(row["area_ha"] for row in got.reports) == plain
    assert Counter(row["kind"] for row in got.reports) == {"clearance": 9_889}
