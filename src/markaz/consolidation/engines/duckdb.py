"""Weighing pairs of reports by Splink's statement on DuckDB."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from markaz.consolidation import keys
from markaz.consolidation.engines.plan import prepare, weighing
from markaz.consolidation.weights.comparisons import WEIGHED
from markaz.consolidation.weights.model import Model

# Of a hundred million pairs at this weight (bits) a few thousandths would be one event.
HOPELESS = -15.0
# So many pairs are weighed together: what they touch of the reports stands in memory twice.
_PIECE = 20_000_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pairs with any hope (schema WEIGHED), and how many were compared in all."""

    pairs: pa.Table
    candidates: int


class DuckDB:
    """Candidates and weights by DuckDB, in this process."""

    name = "duckdb"

    def weigh(self, connection: duckdb.DuckDBPyConnection, *, model: Model) -> Weighed:
        """Weigh every pair that shares a fine key, and every known pair.

        Reads the tables `evidence` (schema RATED), `keys` and `known` of the connection.
        """
        find(connection)
        return weigh(connection, model=model, least=HOPELESS)


def find(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `candidates` (number_l, number_r) from `evidence`, `keys` and `known`."""
    # In order, so that a piece of it touches few reports.
    connection.execute(
        f"CREATE OR REPLACE TABLE candidates AS SELECT * FROM ({keys.CANDIDATES})"  # noqa: S608
        " ORDER BY number_l"
    )


def weigh(connection: duckdb.DuckDBPyConnection, *, model: Model, least: float | None) -> Weighed:
    """Weigh the pairs of the table `candidates` (number_l, number_r), piece by piece.

    Reads the table `evidence` (schema RATED); leaves pairs out that weigh less than `least`.
    """
    prepare(connection)
    total = connection.execute("SELECT count(*) FROM candidates").fetchall()[0][0]
    where = "" if least is None else f" WHERE weight >= {least}"
    statement = f"SELECT * FROM ({weighing(model)}){where}"  # noqa: S608 (Splink's own)
    connection.execute(
        'CREATE OR REPLACE TABLE weighed ("left" BIGINT, "right" BIGINT, weight DOUBLE,'
        " levels VARCHAR)"
    )
    for first in range(0, total, _PIECE):
        _lay_out(connection, first=first, whole=total <= _PIECE)
        connection.execute(f"INSERT INTO weighed {statement}")
    found = connection.execute('SELECT * FROM weighed ORDER BY "left", "right"').to_arrow_table()
    return Weighed(found.cast(WEIGHED), total)


def _lay_out(connection: duckdb.DuckDBPyConnection, *, first: int, whole: bool) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW blocked AS SELECT '0' AS match_key,"  # noqa: S608 (numbers)
        " number_l AS join_key_l, number_r AS join_key_r"
        f" FROM candidates WHERE rowid >= {first} AND rowid < {first + _PIECE}"
    )
    for side, name in (("l", "lefts"), ("r", "rights")):
        touched = "" if whole else f" SEMI JOIN blocked ON number = join_key_{side}"
        made = "VIEW" if whole else "TABLE"
        connection.execute(f"DROP {made} IF EXISTS {name}")
        connection.execute(
            f"CREATE TEMP {made} {name} AS SELECT evidence.* FROM evidence{touched}"  # noqa: S608
        )
