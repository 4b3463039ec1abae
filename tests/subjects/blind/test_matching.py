"""Two lists are matched by their keyed hashes alone."""

import random
import secrets
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.simulated_names import simulated_pairs

from markaz.subjects.blind.encoding import LISTED, encode, tokens
from markaz.subjects.blind.matching import match

SHARED = Path(__file__).parents[4] / "shared" / "data"
SECRET = secrets.token_bytes(32)


def listed(*rows: dict[str, object]) -> pa.Table:
    plain = {"father_name": "", "birth_year": None, "numbers": []}
    return pa.Table.from_pylist(
        [{"row": row, **plain, **one} for row, one in enumerate(rows)], schema=LISTED
    )


def met(left: pa.Table, right: pa.Table) -> list[tuple[int, int, int, str]]:
    """The rows of two lists that met, by their places: likest first."""
    at = {
        token: row
        for table in (left, right)
        for row, token in enumerate(tokens(table, secret=SECRET))
    }
    found = match(encode(left, secret=SECRET), encode(right, secret=SECRET))
    return [
        (at[one["left"]], at[one["right"]], one["numbers"], one["year"])
        for one in found.to_pylist()
    ]


def test_a_name_is_found_across_scripts_and_a_stranger_is_not():
    ours = listed({"name": "Sher Zaman"}, {"name": "Noor Wali"})
    theirs = listed({"name": "Aftab Hussain"}, {"name": "شیر زمان"})
    assert met(ours, theirs) == [(0, 1, 0, "not stated by both")]


def test_a_number_is_enough_and_stands_first():
    ours = listed({"name": "Gul Rahim"}, {"name": "Noor Wali", "numbers": ["0300-1234567"]})
    theirs = listed({"name": "Gul Raheem"}, {"name": "Lal Din", "numbers": ["+92 300 1234567"]})
    assert [pair[:3] for pair in met(ours, theirs)] == [(1, 1, 1), (0, 0, 0)]


@pytest.mark.parametrize(
    ("years", "said"),
    [((1987, 1987), "the same"), ((1987, 1990), "another"), ((1987, None), "not stated by both")],
)
def test_the_year_of_birth_is_said(years, said):
    ours, theirs = (listed({"name": "Sher Zaman", "birth_year": year}) for year in years)
    assert met(ours, theirs) == [(0, 0, 0, said)]


def test_the_fathers_name_tells_two_men_of_one_name_apart():
    ours = listed({"name": "Gul Khan", "father_name": "Rahim Dad"})
    theirs = listed({"name": "Gul Khan", "father_name": "Sikandar Hayat"}, {"name": "Gul Khan"})
    assert [pair[1] for pair in met(ours, theirs)] == [1]


def test_empty_lists_have_nobody_in_common():
    assert met(LISTED.empty_table(), listed({"name": "Gul Rahim"})) == []
    assert met(listed({"name": ""}), listed({"name": ""})) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_most_spellings_of_one_name_are_found_and_few_others():
    seed = random.randrange(1_000_000)
    pairs = simulated_pairs(seed=seed, count=1_000, shared=SHARED)
    ours, theirs = (listed(*({"name": pair[side]} for pair in pairs)) for side in (0, 1))
    found = [left for left, right, *_ in met(ours, theirs) if left == right]
    true = {row for row, pair in enumerate(pairs) if pair[2]}
    # Half the pairs are two men who share most of their words: the hardest there are.
    assert len(true & set(found)) / len(true) > 0.78, f"seed {seed}"
    assert len(true & set(found)) / len(found) > 0.9, f"seed {seed}"
