"""Matching from evidence to kept pairs: the whole ledger at once, or a few reports against it."""

from dataclasses import dataclass, replace
from typing import Protocol

import duckdb
import pyarrow as pa

from markaz.consolidation import keys, pairs
from markaz.consolidation.engines import duckdb as here
from markaz.consolidation.engines.duckdb import Weighed
from markaz.consolidation.weights import prior
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import Yardstick, measured, with_rarity


class Engine(Protocol):
    """What compares reports: DuckDB in this process, or Spark on many machines."""

    name: str

    def weigh(
        self, evidence: pa.Table, found: pa.Table, *, known: pa.Table, model: Model
    ) -> Weighed:
        """Weigh every pair that shares a fine key of `found`, and every known pair."""

    def score(self, evidence: pa.Table, worth: pa.Table, *, model: Model) -> pa.Table:
        """Weigh chosen pairs again and name their levels (gives SCORED)."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What a full run found: pairs worth keeping (schema KEPT), keys, and how it measured."""

    kept: pa.Table
    keys: pa.Table
    yardstick: Yardstick
    candidates: int


def match_all(
    evidence: pa.Table,
    *,
    model: Model,
    yardstick: Yardstick,
    known: pa.Table,
    engine: Engine,
) -> Matched:
    """Compare every report with every other that shares a fine key.

    Args:
        evidence: schema EVIDENCE, in the order of the numbers.
        model: the weights.
        yardstick: that of an earlier run; measured afresh where it does not fit any more.
        known: pairs (left, right) that were compared before, to be compared again.
        engine: what makes and weighs the candidates.
    """
    fits = yardstick.still_fits(evidence.num_rows)
    with duckdb.connect() as connection:
        connection.register("evidence", evidence)
        found = keys.keys(connection)
        if not fits:
            yardstick = measured(connection)
    evidence = with_rarity(evidence, yardstick)
    weighed = engine.weigh(evidence, found, known=known, model=model)
    if not fits:
        shift = prior.shift(weighed.pairs, candidates=weighed.candidates, share=model.share)
        yardstick = replace(yardstick, shift=shift)
    worth = pairs.worth_keeping(weighed.pairs, shift=yardstick.shift)
    scored = engine.score(evidence, worth, model=model)
    return Matched(
        kept=pairs.kept(scored, evidence, shift=yardstick.shift),
        keys=found,
        yardstick=yardstick,
        candidates=weighed.candidates,
    )


def match_some(
    candidates: pa.Table, evidence: pa.Table, *, model: Model, yardstick: Yardstick
) -> pa.Table:
    """Weigh chosen pairs (left, right) with an earlier run's yardstick (gives KEPT)."""
    evidence = with_rarity(evidence, yardstick)
    scored = here.score(evidence, candidates, model=model)
    worth = pairs.worth_keeping(scored, shift=yardstick.shift)
    return pairs.kept(worth, evidence, shift=yardstick.shift)


def match_any(
    chosen: pa.Table, evidence: pa.Table, *, model: Model, yardstick: Yardstick
) -> pa.Table:
    """The same, of every chosen pair, however hopeless."""
    evidence = with_rarity(evidence, yardstick)
    scored = here.score(evidence, chosen, model=model)
    return pairs.kept(scored, evidence, shift=yardstick.shift)
