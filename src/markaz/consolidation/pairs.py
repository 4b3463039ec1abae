"""Pairs that are worth keeping: shifted to the ledger at hand, with levels and stake."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from markaz.consolidation.clusters import UNCOMPARED
from markaz.consolidation.weights.comparisons import LETTERS
from markaz.consolidation.weights.prior import chances

Numbers = npt.NDArray[np.float64]

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


def kept(weighed: pa.Table, evidence: pa.Table, *, shift: float, least: float = LEAST) -> pa.Table:
    """The pairs (schema WEIGHED) whose shifted weight is at `least` so much, as they are kept.

    `evidence` has the reports in the order of their numbers.  Gives a table with the schema KEPT.
    """
    bound = pa.scalar(least - shift)
    worth = weighed.filter(pc.greater_equal(weighed["weight"], bound))
    weights = worth["weight"].to_numpy() + shift
    stake = _lighter(worth, evidence) * chances(weights)
    return pa.table(
        {
            "left": worth["left"],
            "right": worth["right"],
            # Whole thousandths, so that two engines' last digits do not order pairs differently.
            "weight_mbits": np.rint(weights * 1000).astype(np.int32),
            "levels": worth["levels"],
            "at_stake_mg": np.rint(stake).astype(np.int64),
        }
    ).cast(KEPT)


def levels(letters: str) -> tuple[int, ...]:
    """The level of each comparison, in their order."""
    return tuple(map(LETTERS.index, letters))


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
