"""Learning what each level weighs from pairs that are known to be the same event or not.

A logistic regression over the levels: unlike weights multiplied as if the fields were independent,
it does not count twice what two fields say together.  Each weight is drawn towards the one it had
before, so that a level seldom met keeps it.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import log, log2

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.samples import Numbers, Sample, decoded, together
from markaz.consolidation.weights.yardstick import RARE

# One standard deviation, in bits, by which a weight may differ from the earlier one unprompted.
_SPREAD = 2.0
_ROUNDS = 60
_SMALL = 1e-5
_NATS = log(2)


def learn(samples: Sequence[Sample], *, start: Model, name: str, learned_from: str) -> Model:
    """A model learned from known pairs, beginning with another's weights.

    Each sample has an intercept of its own: a denser ledger has more strangers among its
    candidates, and that should not move what a field weighs.
    """
    pairs, of = together(samples)
    before = np.array(
        [bits for known in comparisons() for bits in start.weights[known.name]]
        + [start.rarity[column] for column in RARE]
        + [start.intercept] * len(samples)
    )
    rows, counts, true = _alike(pairs, of)
    found = _fit(rows, counts, true, before=before, free=len(samples))
    learned = replace(
        start,
        name=name,
        learned_from=learned_from,
        weights=_by_comparison(found),
        rarity={
            column: round(float(min(max(bits, 0.0), 1.0)), 3)
            for column, bits in zip(RARE, found[_levels() :], strict=False)
        },
    )
    return _with_intercept(learned, samples, found[-len(samples) :])


def _with_intercept(model: Model, samples: Sequence[Sample], intercepts: Numbers) -> Model:
    """The intercept at the mean share of the whole samples; as it was where there are none."""
    whole = [at for at, one in enumerate(samples) if one.whole]
    if not whole:
        return model
    share = float(np.concatenate([samples[at].same for at in whole]).mean())
    beyond = [intercepts[at] - _logit(float(samples[at].same.mean())) for at in whole]
    intercept = float(np.mean(beyond)) + _logit(share)
    return replace(model, intercept=round(intercept, 3), share=round(share, 6))


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    return log2(bounded / (1 - bounded))


def _levels() -> int:
    return sum(len(known.levels) for known in comparisons())


def _alike(pairs: pa.Table, of: npt.NDArray[np.int64]) -> tuple[Numbers, Numbers, Numbers]:
    """One row of features for all pairs that are alike, how many they are, how many of them true.

    Of hundreds of thousands of pairs there are few kinds.
    """
    told = pairs["levels"].combine_chunks().dictionary_encode()
    kind = told.indices.to_numpy().astype(np.int64) * (int(of.max(initial=0)) + 1) + of
    for column in RARE:
        values, places = np.unique(pairs[column].to_numpy(), return_inverse=True)
        kind = kind * len(values) + places
    first, places = np.unique(kind, return_index=True, return_inverse=True)[1:]
    counts = np.bincount(places).astype(np.float64)
    true = np.bincount(places, weights=pairs["same"].to_numpy()).astype(np.float64)
    chosen = pairs.take(pa.array(first))
    whose = np.zeros((len(first), int(of.max(initial=0)) + 1))
    whose[np.arange(len(first)), of[first]] = 1.0
    rare = [chosen[column].to_numpy()[:, None] for column in RARE]
    return np.hstack([_indicators(decoded(chosen["levels"])), *rare, whose]), counts, true


def _indicators(levels: npt.NDArray[np.int8]) -> Numbers:
    blocks = []
    for at, known in enumerate(comparisons()):
        block = np.zeros((len(levels), len(known.levels) + 1))
        block[np.arange(len(levels)), levels[:, at]] = 1.0
        blocks.append(block[:, 1:])
    return np.hstack(blocks)


def _fit(rows: Numbers, counts: Numbers, true: Numbers, *, before: Numbers, free: int) -> Numbers:
    """Newton's method on the penalised likelihood, each step halved until it helps; in bits."""
    held = np.full(len(before), 1 / _SPREAD**2)
    held[-free:] = 1e-6

    def loss(at: Numbers) -> float:
        logits = rows @ at * _NATS
        likelihood = true @ logits - counts @ np.logaddexp(0.0, logits)
        return float(0.5 * held @ (at - before) ** 2 - likelihood)

    found = before.copy()
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ found * _NATS))
        slope = rows.T @ (true - counts * chance) * _NATS - held * (found - before)
        spread = counts * chance * (1 - chance)
        bend = (rows * spread[:, None]).T @ rows * _NATS**2
        step = np.linalg.solve(bend + np.diag(held), slope)
        while loss(found + step) > loss(found) and float(np.abs(step).max()) > _SMALL:
            step = step / 2
        found = found + step
        if float(np.abs(step).max()) < _SMALL:
            break
    return found


def _by_comparison(found: Numbers) -> dict[str, tuple[float, ...]]:
    weights, at = {}, 0
    for known in comparisons():
        size = len(known.levels)
        weights[known.name] = tuple(round(float(bits), 3) for bits in found[at : at + size])
        at += size
    return weights
