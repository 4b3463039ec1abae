"""Keys find what should be compared, and no hub."""

from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest

from markaz.consolidation import keys

NONE = pa.table({"number_l": pa.array([], pa.int64()), "number_r": pa.array([], pa.int64())})


def candidates(table: pa.Table, known: pa.Table = NONE) -> set[tuple[int, int]]:
    with duckdb.connect() as connection:
        connection.register("evidence", table)
        keys.find(connection)
        connection.register("known", known)
        return set(connection.execute(keys.CANDIDATES).fetchall())


OTHER = {"agency": "CUSTOMS"}
DAY = date(2025, 3, 20)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"kg": 40}, {"kg": 13.2}),
        ({"kg": 40, "occurred_first": DAY}, {"kg": 41, "occurred_first": DAY + timedelta(3)}),
        ({"kg": 9.75, "district": ""}, {"kg": 9.75}),
        ({"names": ["Sher Zaman"], "district": ""}, {"names": ["شیر زمان"], "kg": 90}),
        ({"occurred_first": date(2025, 4, 3)}, {"occurred_first": date(2025, 3, 4)}),
        ({"operation_text": "SEA-120", "kg": 1}, {"operation_text": "sea 120", "kg": 700}),
        ({"flight": "ZZ-122", "kg": 1}, {"flight": "ZZ 122", "kg": 4}),
    ],
    ids=["share", "three days", "place vague", "name", "swapped day", "operation", "flight"],
)
def test_two_tellings_of_one_event_are_found(told, ours, theirs):
    both = [{**told_, "occurred_last": told_.get("occurred_first", date(2025, 3, 4))}
            for told_ in (ours, {**OTHER, **theirs})]  # fmt: skip
    assert candidates(told(*both)) == {(1, 2)}


def test_one_agency_is_never_compared_with_itself(told):
    assert candidates(told({}, {})) == set()


def test_strangers_are_not_compared(told):
    far = {"province": "PK-KP", "district": "PK-KP-khyber", "kg": 3, "names": ["Gul Rahim"]}
    late = {"occurred_first": date(2025, 9, 14), "occurred_last": date(2025, 9, 14)}
    assert candidates(told({"names": ["Noor Wali"]}, {**OTHER, **far, **late})) == set()


def test_a_pair_compared_before_is_compared_again(told):
    known = pa.table({"number_l": [1], "number_r": [2]})
    far = {"province": "PK-KP", "district": "PK-KP-khyber", "kg": 3}
    late = {"occurred_first": date(2025, 9, 14), "occurred_last": date(2025, 9, 14)}
    assert candidates(told({}, {**OTHER, **far, **late}), known) == {(1, 2)}


def test_keys_mean_the_same_in_every_process(told):
    with duckdb.connect() as connection:
        connection.register("evidence", told({"operation_text": "SEA-120"}))
        keys.find(connection)
        found = {key for (key,) in connection.execute("SELECT key FROM keys").fetchall()}
        (expected,) = connection.execute(
            "SELECT (md5_number_lower('17|sea120') // 2)::BIGINT"
        ).fetchone()
    assert expected in found
