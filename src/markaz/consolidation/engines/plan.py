"""The SQL by which Splink weighs pairs, asked of it once for each model.

Splink plans anew at every call and lays its result down with every column.  Asked once, its own
statement serves the whole ledger piece by piece.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import duckdb
import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from markaz.consolidation.evidence import EVIDENCE
from markaz.consolidation.weights.comparisons import DUCKDB_MACROS, LETTERS, comparisons
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.settings import splink_settings
from markaz.consolidation.weights.yardstick import RARE

# What stands in the table `evidence` where pairs are weighed.
RATED = pa.schema([*EVIDENCE, *((f"tf_{column}", pa.float64()) for column in RARE)])
# Pairs as Splink takes them when it is not to look for any itself.
BLOCKED = pa.schema(
    [("match_key", pa.string()), ("join_key_l", pa.int64()), ("join_key_r", pa.int64())]
)
# Splink names its pruned copies of the reports anew each time.
_INPUTS = re.compile(r"__splink__df_pruned_predict_input_([lr])_[0-9a-f]+")
_TABLES = {"l": "lefts", "r": "rights"}


def weighing(model: Model) -> str:
    """The query that weighs the pairs of `blocked` between `lefts` and `rights` (gives WEIGHED).

    `lefts` and `rights` have the schema RATED, `blocked` the schema BLOCKED.
    """
    return _weighing(json.dumps(splink_settings(model)))


def weighed_columns() -> str:
    """The columns of WEIGHED, in SQL, from those of a Splink prediction."""
    # Splink numbers levels from the last one up and the null level -1; ours count from the first.
    letters = ", ".join(
        f"CASE WHEN gamma_{known.name} < 0 THEN '0'"
        f" ELSE substr('{LETTERS}', {len(known.levels)} - gamma_{known.name} + 1, 1) END"
        for known in comparisons()
    )
    return f"number_l, number_r, match_weight AS weight, concat({letters}) AS levels"


@contextmanager
def quietly() -> Iterator[None]:
    """Splink advises on every run; advice belongs to whoever trains, not to a duty officer."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the functions that the conditions use."""
    for macro in DUCKDB_MACROS:
        connection.execute(macro)


@lru_cache(maxsize=4)
def _weighing(settings: str) -> str:
    with duckdb.connect() as connection, quietly():
        prepare(connection)
        for name, schema in (("reports", RATED), ("blocked", BLOCKED)):
            connection.register("none", schema.empty_table())
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM none")  # noqa: S608
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register("reports"), json.loads(settings))
        linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
        predicted = linker.inference.predict(warning_mode="never")
    sql = _INPUTS.sub(lambda found: _TABLES[found[1]], predicted.sql_used_to_create)
    return f"SELECT {weighed_columns()} FROM ({sql})"  # noqa: S608 (Splink's own statement)
