"""The declared conditions mean in Python what they mean in SQL, whatever is unknown."""

import random

import duckdb
import pyarrow as pa
import pytest

from markaz.consolidation.evidence import EVIDENCE
from markaz.consolidation.weights import conditions
from markaz.consolidation.weights.comparisons import (
    DUCKDB_MACROS,
    Comparison,
    Level,
    comparisons,
)
from markaz.consolidation.weights.conditions import ConditionError, level_finder

PAIRS = 4_000
# Few values of each kind, so that they meet, and amounts that stand in the ratios asked about.
TEXTS = ("lead", "joint", "UNK", "seizure", "arrest", "ANF", "CUSTOMS")
NUMBERS = (0, 1, 2, 3, 5, 9, 1000, 1133, 2205, 11_660, 1_000_000, 1_002_000, 2_000_000_000)


def drawn(kind: pa.DataType, by: random.Random) -> object:
    if by.random() < 0.25:
        return None
    if pa.types.is_list(kind):
        among = TEXTS if pa.types.is_string(kind.value_type) else NUMBERS
        return sorted(by.sample(among, by.randint(1, 3)))
    return by.choice(TEXTS if pa.types.is_string(kind) else NUMBERS)


@pytest.fixture(scope="module")
def sides() -> list[list[dict[str, object]]]:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 (shown when the test fails)
    by = random.Random(seed)
    return [
        [{field.name: drawn(field.type, by) for field in EVIDENCE} for _ in range(PAIRS)]
        for _ in "lr"
    ]


def asked(known: Comparison) -> str:
    """The comparison as a query asks it."""
    levels = (f"WHEN {level.condition} THEN {at}" for at, level in enumerate(known.levels[:-1], 1))
    return f"CASE WHEN {known.unknown} THEN 0 {' '.join(levels)} ELSE {len(known.levels)} END"


def test_every_comparison_is_at_the_level_that_a_query_gives(sides):
    columns = {
        f"{field.name}_{side}": pa.array([row[field.name] for row in rows], field.type)
        for side, rows in zip("lr", sides, strict=True)
        for field in EVIDENCE
    }
    with duckdb.connect() as connection:
        for macro in DUCKDB_MACROS:
            connection.execute(macro)
        connection.register("pairs", pa.table(columns))
        wanted = connection.execute(
            f"SELECT {', '.join(map(asked, comparisons()))} FROM pairs"
        ).fetchall()
    found = [level_finder()(left, right) for left, right in zip(*sides, strict=True)]
    assert found == wanted
    for at, known in enumerate(comparisons()):
        assert len({levels[at] for levels in found}) > 1, known.name


def test_a_condition_in_words_unknown_here_is_refused(monkeypatch):
    strange = Comparison("odd", "", "", "day_l IS NULL", (Level("day_l LIKE '2%'", 1.0, "", ""),))
    monkeypatch.setattr(conditions, "comparisons", lambda: (strange,))
    with pytest.raises(ConditionError, match="is not spoken here"):
        level_finder.__wrapped__()
