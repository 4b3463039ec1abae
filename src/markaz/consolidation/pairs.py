"""Pairs that are worth keeping: shifted to the ledger at hand, with levels and stake."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from markaz.consolidation.clusters import UNCOMPARED
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.prior import chances

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
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def worth_keeping(weighed: pa.Table, *, shift: float) -> pa.Table:
    """The pairs (schema WEIGHED) whose shifted weight is not hopeless."""
    bound = pa.scalar(UNCOMPARED / 1000 - shift)
    return weighed.filter(pc.greater_equal(weighed["weight"], bound))


def kept(scored: pa.Table, evidence: pa.Table, *, shift: float) -> pa.Table:
    """Scored pairs (schema SCORED) as they are kept (schema KEPT)."""
    weights = scored["weight"].to_numpy() + shift
    stake = _lighter(scored, evidence) * chances(weights)
    return pa.table(
        {
            "left": scored["left"],
            "right": scored["right"],
            # Whole thousandths, so that two engines' last digits do not order pairs differently.
            "weight_mbits": np.rint(weights * 1000).astype(np.int32),
            "levels": _letters(scored),
            "at_stake_mg": np.rint(stake).astype(np.int64),
        }
    ).cast(KEPT)


def levels(letters: str) -> tuple[int, ...]:
    """The level of each comparison, in their order."""
    return tuple(map(_LETTERS.index, letters))


def _letters(scored: pa.Table) -> pa.Array:
    columns = [scored[known.name].to_pylist() for known in comparisons()]
    rows = zip(*columns, strict=True)
    return pa.array(["".join(_LETTERS[level] for level in row) for row in rows], pa.string())


def _lighter(scored: pa.Table, evidence: pa.Table) -> "np.typing.NDArray[np.float64]":
    """The lighter report's weight in milligrams; 0 where either has none."""
    masses = dict(zip(evidence["number"].to_pylist(), evidence["mass_mg"].to_pylist(), strict=True))
    return np.array(
        [
            min(masses.get(left) or 0, masses.get(right) or 0)
            for left, right in zip(
                scored["left"].to_pylist(), scored["right"].to_pylist(), strict=True
            )
        ],
        dtype=np.float64,
    )
