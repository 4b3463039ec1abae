"""Matching the whole ledger at once, from evidence to kept pairs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from markaz.consolidation import index, keys, pairs
from markaz.consolidation.engines.duckdb import Weighed
from markaz.consolidation.weights import prior, yardstick
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import Yardstick

# What does not fit is laid down on the disk: other programs keep the rest of the machine.
_MEMORY = "6GB"


class Engine(Protocol):
    """What compares reports: DuckDB in this process, or Spark on many machines."""

    name: str

    def weigh(self, connection: duckdb.DuckDBPyConnection, *, model: Model) -> Weighed:
        """Weigh every pair that shares a fine key, and every known pair.

        Reads the tables `evidence` (schema RATED), `keys` and `known` of the connection.
        """


@dataclass(frozen=True, slots=True)
class Matched:
    """What a full run found: pairs worth keeping (schema KEPT), and how it measured."""

    kept: pa.Table
    yardstick: Yardstick
    candidates: int


def match_all(
    evidence: pa.Table,
    *,
    model: Model,
    measured: Yardstick,
    known: pa.Table,
    engine: Engine,
    folder: Path,
) -> Matched:
    """Compare every report with every other that shares a fine key.

    Args:
        evidence: schema EVIDENCE, in the order of the numbers.
        model: the weights.
        measured: the yardstick of an earlier run; taken afresh where it does not fit any more.
        known: pairs (left, right) that were compared before, to be compared again.
        engine: what makes and weighs the candidates.
        folder: where the evidence and keys are written for reports that come later.
    """
    fits = measured.still_fits(evidence.num_rows)
    with workbench(folder) as connection:
        if not fits:
            connection.register("evidence", evidence)
            measured = yardstick.measured(connection)
            connection.unregister("evidence")
        lay_out(connection, evidence, measured=measured, known=known)
        index.write(folder, evidence=evidence, connection=connection)
        weighed = engine.weigh(connection, model=model)
    if not fits:
        weights = weighed.pairs["weight"].to_numpy()
        shift = prior.shift(weights, candidates=weighed.candidates, share=model.share)
        measured = replace(measured, shift=shift)
    return Matched(
        kept=pairs.kept(weighed.pairs, evidence, shift=measured.shift),
        yardstick=measured,
        candidates=weighed.candidates,
    )


def lay_out(
    connection: duckdb.DuckDBPyConnection,
    evidence: pa.Table,
    *,
    measured: Yardstick,
    known: pa.Table,
) -> None:
    """Make the tables `evidence` (schema RATED), `keys` and `known` that an engine reads."""
    yardstick.rate(connection, evidence, measured)
    keys.find(connection)
    connection.register("arriving", known)
    connection.execute(
        'CREATE TABLE known AS SELECT "left" AS number_l, "right" AS number_r FROM arriving'
    )
    connection.unregister("arriving")


@contextmanager
def workbench(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that lays down in the folder what its share of the memory does not hold."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute(f"SET temp_directory = '{folder / 'spilled'}'")
        connection.execute("SET preserve_insertion_order = false")
        yield connection
