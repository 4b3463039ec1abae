"""What too many reports share finds nothing: no ledger is so alike that it cannot be compared."""

import duckdb
import pyarrow as pa
import pytest

from markaz.consolidation import keys
from markaz.consolidation.evidence import EVIDENCE
from markaz.consolidation.keys import LARGEST_BUCKET

ALIKE = {
    "kind": "seizure",
    "country": "PK",
    "day": 20_000,
    "last_day": 20_000,
    "province": "PK-PB",
    "place": "lahore",
    "substance": "OPI-HEROIN",
    "substances": ["OPI-HEROIN"],
    "families": ["OPI"],
    "mass_mg": 1_500_500,
    "amount": 1_500_500,
    "amounts": [1_500_500],
    "step": 1,
    "names": ["slm"],
    "documents": ["03001234567"],
}


def ledger(connection: duckdb.DuckDBPyConnection, reports: int) -> None:
    one = pa.Table.from_pylist([{"number": 0, "agency": "ANF", **ALIKE}], schema=EVIDENCE)
    connection.register("one", one)
    connection.execute(
        "CREATE TABLE evidence AS SELECT one.* REPLACE (n AS number, 'A' || n % 7 AS agency)"
        f" FROM one, range({reports}) r (n)"
    )
    connection.execute("CREATE TABLE known (number_l BIGINT, number_r BIGINT)")
    keys.find(connection)


def candidates(connection: duckdb.DuckDBPyConnection) -> int:
    return connection.execute(f"SELECT count(*) FROM ({keys.CANDIDATES})").fetchall()[0][0]


@pytest.fixture
def connection():
    with duckdb.connect() as made:
        yield made


@pytest.mark.slow
def test_a_million_reports_that_are_all_alike_make_hubs_and_no_pair(connection):
    ledger(connection, 1_000_000)
    assert candidates(connection) == 0


def test_a_value_that_100_000_reports_share_is_a_hub_and_finer_keys_still_find(connection):
    ledger(connection, 100_000)
    connection.execute(
        "INSERT INTO evidence SELECT one.* REPLACE (200000 + n AS number, 'B' || n AS agency,"
        " 'elsewhere' AS place, 'PK-SD' AS province, 7_777_777 AS amount) FROM one, range(2) r (n)"
    )
    keys.find(connection)
    assert candidates(connection) == 1


@pytest.mark.parametrize(
    ("reports", "found"), [(LARGEST_BUCKET, True), (LARGEST_BUCKET + 1, False)]
)
def test_a_key_finds_as_long_as_no_more_than_so_many_share_it(connection, reports, found):
    ledger(connection, reports)
    assert (candidates(connection) > 0) is found


def test_each_rule_says_how_many_hubs_it_left_out(connection):
    ledger(connection, 100)
    spread = {one.rule: one for one in keys.measure(connection)}
    assert spread["document or phone"].left_out == 1
    assert spread["document or phone"].reports_left_out == 100
    assert spread["operation"].keys == 0
