"""Pairs that are worth keeping: shifted to the ledger at hand, with levels and stake."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from markaz.consolidation.clusters import UNCOMPARED
from markaz.consolidation.weights.comparisons import LETTERS
from markaz.consolidation.weights.prior import chances

Numbers = npt.NDArray[np.float64]
Pair = tuple[int, int]

# Below so many bits a pair is as good as uncompared, and is not kept.
LEAST = UNCOMPARED / 1000

# `levels` has one letter for each comparison, in their order: 0 to 9, then a to z.
KEPT = pa.schema(
    [
        ("left", pa.int64()),
        ("right", pa.int64()),
        ("weight_mbits", pa.int32()),
        ("levels", pa.string()),
        ("at_stake_mg", pa.int64()),
    ]
)


class Kept(NamedTuple):
    """One pair as it is kept: a row of KEPT."""

    left: int
    right: int
    weight_mbits: int
    levels: str
    at_stake_mg: int


def kept(weighed: pa.Table, evidence: pa.Table, *, shift: float, least: float = LEAST) -> pa.Table:
    """The pairs (schema WEIGHED) whose shifted weight is at `least` so much, as they are kept.

    `evidence` has the reports in the order of their numbers.  Gives a table with the schema KEPT.
    """
    bound = pa.scalar(least - shift)
    worth = weighed.filter(pc.greater_equal(weighed["weight"], bound))
    weights = worth["weight"].to_numpy() + shift
    mbits, stake = _whole(weights, _lighter(worth, evidence))
    columns = {
        "left": worth["left"],
        "right": worth["right"],
        "weight_mbits": mbits,
        "levels": worth["levels"],
        "at_stake_mg": stake,
    }
    return pa.table(columns).cast(KEPT)


def alone(weighed: Sequence[tuple[int, int, float, str, int]]) -> list[Kept]:
    """A few pairs as they are kept.

    Of each is given: both reports, its shifted weight in bits, its levels as letters, and the
    lighter report's milligrams.
    """
    weights = np.array([weight for _, _, weight, _, _ in weighed])
    lighter = np.array([lighter for _, _, _, _, lighter in weighed], dtype=np.float64)
    mbits, stake = _whole(weights, lighter)
    return [
        Kept(left, right, weight, letters, at_stake)
        for (left, right, _, letters, _), weight, at_stake in zip(
            weighed, mbits.tolist(), stake.tolist(), strict=True
        )
    ]


def levels(letters: str) -> tuple[int, ...]:
    """The level of each comparison, in their order."""
    return tuple(map(LETTERS.index, letters))


def _whole(
    weights: Numbers, lighter: Numbers
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Weights in whole thousandths of a bit, and what is at stake in whole milligrams."""
    # Whole thousandths, so that two engines' last digits do not order pairs differently.
    mbits = np.rint(weights * 1000).astype(np.int32)
    return mbits, np.rint(lighter * chances(weights)).astype(np.int64)


def _lighter(weighed: pa.Table, evidence: pa.Table) -> Numbers:
    """The lighter report's weight in milligrams; 0 where either has none."""
    numbers = evidence["number"].to_numpy()
    masses = pc.fill_null(evidence["mass_mg"], 0).to_numpy()
    if not weighed.num_rows:
        return np.zeros(0)
    left, right = (
        masses[np.searchsorted(numbers, weighed[side].to_numpy())] for side in ("left", "right")
    )
    lighter: Numbers = np.minimum(left, right).astype(np.float64)
    return lighter
