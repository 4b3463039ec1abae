"""How likely a candidate pair is in the ledger at hand, before its fields are looked at.

The weights were learned where a certain share of the candidates were true.  A denser ledger finds
more strangers by the same keys, so the share is less; it is found from the pairs themselves by
expectation maximisation over that one number, the weights held fixed.
"""

from math import log2

import numpy as np
import numpy.typing as npt

# A small ledger says little about itself: so many pairs' worth of the learned share go in.
_AS_LEARNED = 30.0
_ROUNDS = 200
_SMALL = 1e-4


def shift(weights: npt.NDArray[np.float64], *, candidates: int, share: float) -> float:
    """What to add to every weight, in bits.

    Args:
        weights: of the pairs with any hope, in bits; the others count as strangers.
        candidates: how many pairs were compared in all.
        share: the share of true pairs among the candidates that the weights were learned from.
    """
    learned = _logit(share)
    found = 0.0
    for _ in range(_ROUNDS):
        true = chances(weights + found).sum() + _AS_LEARNED * share
        following = _logit(true / (candidates + _AS_LEARNED)) - learned
        if abs(following - found) < _SMALL:
            break
        found = following
    return round(float(found), 3)


def chances(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The probability that each weight (bits) stands for."""
    return 1.0 / (1.0 + np.exp2(-np.clip(weights, -60, 60)))


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-9), 1 - 1e-9)
    return log2(bounded / (1 - bounded))
