"""Weighing pairs of reports with Splink on DuckDB."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from markaz.consolidation import keys
from markaz.consolidation.weights.comparisons import DUCKDB_MACROS, comparisons
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.settings import splink_settings

# Two reports and their match weight in bits, without the ledger's shift.
WEIGHED = pa.schema([("left", pa.int64()), ("right", pa.int64()), ("weight", pa.float64())])
# The same with the level of each comparison, 0 where it could not be made.
SCORED = pa.schema([*WEIGHED, *((known.name, pa.int8()) for known in comparisons())])


# Of a hundred million pairs at this weight (bits) a few thousandths would be one event.
HOPELESS = -15.0
WEIGHED_COLUMNS = 'number_l AS "left", number_r AS "right", match_weight AS weight'


def scored_columns() -> str:
    """The columns of SCORED, in SQL, from those of a Splink prediction."""
    # Splink numbers levels from the last one up and the null level -1; ours count from the first.
    levels = ", ".join(
        f"CASE WHEN gamma_{known.name} < 0 THEN 0"
        f' ELSE {len(known.levels)} - gamma_{known.name} END AS "{known.name}"'
        for known in comparisons()
    )
    return f"{WEIGHED_COLUMNS}, {levels}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pairs with any hope (schema WEIGHED), and how many were compared in all."""

    pairs: pa.Table
    candidates: int


class DuckDB:
    """Candidates and weights by DuckDB, in this process."""

    name = "duckdb"

    def weigh(
        self, evidence: pa.Table, found: pa.Table, *, known: pa.Table, model: Model
    ) -> Weighed:
        """Weigh every pair that shares a fine key of `found`, and every known pair."""
        with duckdb.connect() as connection:
            for name, table in (("evidence", evidence), ("keys", found), ("known", known)):
                connection.register(name, table)
            candidates = connection.execute(keys.CANDIDATES).to_arrow_table()
        return Weighed(
            _predict(evidence, candidates, model=model, levels=False), candidates.num_rows
        )

    def score(self, evidence: pa.Table, worth: pa.Table, *, model: Model) -> pa.Table:
        """Weigh chosen pairs again and name their levels (gives SCORED)."""
        return score(evidence, worth, model=model)


def score(evidence: pa.Table, pairs: pa.Table, *, model: Model) -> pa.Table:
    """Weigh chosen pairs (left, right), however hopeless, with the level of each comparison.

    Gives a table with the schema SCORED, in the order of left and right.
    """
    return _predict(evidence, pairs, model=model, levels=True)


def _predict(evidence: pa.Table, pairs: pa.Table, *, model: Model, levels: bool) -> pa.Table:
    schema, columns = (SCORED, scored_columns()) if levels else (WEIGHED, WEIGHED_COLUMNS)
    if not pairs.num_rows:
        return schema.empty_table()
    with duckdb.connect() as connection, quietly():
        for macro in DUCKDB_MACROS:
            connection.execute(macro)
        # As tables of its own DuckDB reads them with every core; an Arrow table goes in one piece.
        for name, table in (("reports", evidence), ("blocked", _blocked(pairs))):
            connection.register("arriving", table)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")  # noqa: S608
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register("reports"), splink_settings(model, levels=levels))
        linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
        predicted = linker.inference.predict(
            threshold_match_weight=None if levels else HOPELESS, warning_mode="never"
        ).physical_name
        return (
            connection.execute(
                f"SELECT {columns} FROM {predicted} ORDER BY 1, 2"  # noqa: S608 (Splink's own table)
            )
            .to_arrow_table()
            .cast(schema)
        )


def _blocked(pairs: pa.Table) -> pa.Table:
    """The pairs as Splink takes them when it is not to look for any itself."""
    return pa.table(
        {
            "match_key": pa.repeat("0", pairs.num_rows),
            "join_key_l": pairs["left"],
            "join_key_r": pairs["right"],
        }
    )


@contextmanager
def quietly() -> Iterator[None]:
    """Splink advises on every run; advice belongs to whoever trains, not to a duty officer."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
