"""Two lists are matched by their keyed hashes alone."""

import random
import secrets
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.simulated_names import simulated_pairs

from markaz.subjects.blind.encoding import BLIND, LISTED, encode, token
from markaz.subjects.blind.matching import match

SHARED = Path(__file__).parents[4] / "shared" / "data"
SECRET = secrets.token_bytes(32)


def blind(*rows: dict[str, object]) -> pa.Table:
    plain = {"father_name": "", "birth_year": None, "numbers": []}
    told = [{"row": row, **plain, **one} for row, one in enumerate(rows)]
    return encode(pa.Table.from_pylist(told, schema=LISTED), secret=SECRET)


def met(left: pa.Table, right: pa.Table) -> list[tuple[int, int, int, str]]:
    """The rows that met, by their places in the lists (at most ten rows each)."""
    rows = {token(row, secret=SECRET): row for row in range(10)}
    return [
        (rows[one["left"]], rows[one["right"]], one["numbers"], one["year"])
        for one in match(left, right).to_pylist()
    ]


def test_a_name_is_found_across_scripts_and_a_stranger_is_not():
    ours = blind({"name": "Sher Zaman"}, {"name": "Noor Wali"})
    theirs = blind({"name": "Aftab Hussain"}, {"name": "شیر زمان"})
    assert met(ours, theirs) == [(0, 1, 0, "not stated by both")]


def test_a_number_is_enough_and_stands_first():
    ours = blind({"name": "Gul Rahim"}, {"name": "Noor Wali", "numbers": ["0300-1234567"]})
    theirs = blind({"name": "Gul Raheem"}, {"name": "Lal Din", "numbers": ["+92 300 1234567"]})
    assert [pair[:3] for pair in met(ours, theirs)] == [(1, 1, 1), (0, 0, 0)]


@pytest.mark.parametrize(
    ("years", "said"),
    [((1987, 1987), "the same"), ((1987, 1990), "another"), ((1987, None), "not stated by both")],
)
def test_the_year_of_birth_is_said(years, said):
    ours, theirs = (blind({"name": "Sher Zaman", "birth_year": year}) for year in years)
    assert met(ours, theirs) == [(0, 0, 0, said)]


def test_the_fathers_name_tells_two_men_of_one_name_apart():
    ours = blind({"name": "Gul Khan", "father_name": "Rahim Dad"})
    theirs = blind({"name": "Gul Khan", "father_name": "Sikandar Hayat"}, {"name": "Gul Khan"})
    assert [pair[1] for pair in met(ours, theirs)] == [1]


def test_empty_lists_have_nobody_in_common():
    assert match(BLIND.empty_table(), blind({"name": "Gul Rahim"})).num_rows == 0
    assert match(blind({"name": ""}), blind({"name": ""})).num_rows == 0


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_most_spellings_of_one_name_are_found_and_few_others():
    seed = random.randrange(1_000_000)
    pairs = simulated_pairs(seed=seed, count=1_000, shared=SHARED)
    ours, theirs = (blind(*({"name": pair[side]} for pair in pairs)) for side in (0, 1))
    rows = {token(row, secret=SECRET): row for row in range(len(pairs))}
    found = [
        rows[one["left"]]
        for one in match(ours, theirs).to_pylist()
        if rows[one["left"]] == rows[one["right"]]
    ]
    true = {row for row, pair in enumerate(pairs) if pair[2]}
    # Half the pairs are two men who share most of their words: the hardest there are.
    assert len(true & set(found)) / len(true) > 0.78, f"seed {seed}"
    assert len(true & set(found)) / len(found) > 0.9, f"seed {seed}"
