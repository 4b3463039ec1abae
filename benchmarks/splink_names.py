"""Splink's stock comparison of names, read out of Splink and asked of DuckDB."""

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_library as library


def splink_scores(pairs: list[tuple[str, str]]) -> np.ndarray:
    """The level of each pair by `NameComparison`, from 0 (all else) to 1 (the same).

    With one column there is nothing to weigh against: Splink's match weight rises with the level
    and a threshold can only be drawn between two of them, so the level stands for the weight.
    """
    stock = library.NameComparison("name").get_comparison("duckdb")
    levels = [level for level in stock.comparison_levels if not level.is_null_level]
    cases = " ".join(
        f"WHEN {level.sql_condition} THEN {1 - at / (len(levels) - 1)}"
        for at, level in enumerate(levels)
        if level.sql_condition != "ELSE"
    )
    table = pa.table(
        {
            "place": range(len(pairs)),
            "name_l": [left for left, _ in pairs],
            "name_r": [right for _, right in pairs],
        }
    )
    with duckdb.connect() as connection:
        connection.register("pairs", table)
        found = connection.execute(
            f"SELECT CASE {cases} ELSE 0 END FROM pairs ORDER BY place"
        ).fetchnumpy()
    return next(iter(found.values())).astype(float)
