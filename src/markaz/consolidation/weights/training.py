"""Learning what each level weighs from pairs that are known to be the same event or not.

A logistic regression over the levels: unlike weights multiplied as if the fields were independent,
it does not count twice what two fields say together.  Each weight is drawn towards the one its
level declares, so that a level seldom met keeps a person's weight.
"""

from math import log

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.model import Model, prior_model
from markaz.consolidation.weights.yardstick import RARE

Numbers = npt.NDArray[np.float64]

# One standard deviation, in bits, by which a weight may differ from the declared one unprompted.
_SPREAD = 2.0
_ROUNDS = 60
_SMALL = 1e-5
_NATS = log(2)


def learn(
    scored: pa.Table, rarities: pa.Table, same: Numbers, *, name: str, learned_from: str
) -> Model:
    """A model from scored pairs (schema SCORED) and, for each, whether it is one event (1 or 0).

    `rarities` has for each pair and rare column the bits by which its value is rare, 0 where a
    level does not ask for it.
    """
    declared = prior_model()
    features = np.hstack([_levels(scored), _rare(rarities), np.ones((scored.num_rows, 1))])
    before = np.array(
        [bits for known in comparisons() for bits in declared.weights[known.name]]
        + [declared.rarity[column] for column in RARE]
        + [declared.intercept]
    )
    found = _fit(features, same, before=before)
    return Model(
        name=name,
        learned_from=learned_from,
        weights=_by_comparison(found),
        rarity={
            column: round(float(min(max(found[at - len(RARE) - 1], 0.0), 1.0)), 3)
            for at, column in enumerate(RARE)
        },
        intercept=round(float(found[-1]), 3),
        share=round(float(same.mean()), 6),
        automatic=declared.automatic,
        review=declared.review,
    )


def rarities(scored: pa.Table, evidence: pa.Table) -> pa.Table:
    """For each scored pair and rare column: minus log2 of its frequency, where a level asks."""
    where = {number: at for at, number in enumerate(evidence["number"].to_pylist())}
    places = np.array([where[number] for number in scored["left"].to_pylist()], dtype=np.int64)
    columns = {}
    for column in RARE:
        frequency = evidence[f"tf_{column}"].to_numpy()[places]
        columns[column] = np.where(_asked(scored, column), -np.log2(frequency), 0.0)
    return pa.table(columns)


def _asked(scored: pa.Table, column: str) -> npt.NDArray[np.bool_]:
    asked = np.zeros(scored.num_rows, dtype=np.bool_)
    for known in comparisons():
        levels = [at for at, level in enumerate(known.levels, start=1) if level.rarity == column]
        asked |= np.isin(scored[known.name].to_numpy(), levels)
    return asked


def _levels(scored: pa.Table) -> Numbers:
    blocks = []
    for known in comparisons():
        block = np.zeros((scored.num_rows, len(known.levels) + 1))
        block[np.arange(scored.num_rows), scored[known.name].to_numpy()] = 1.0
        blocks.append(block[:, 1:])
    return np.hstack(blocks)


def _rare(rarities: pa.Table) -> Numbers:
    return np.column_stack([rarities[column].to_numpy() for column in RARE])


def _fit(features: Numbers, same: Numbers, *, before: Numbers) -> Numbers:
    """Newton's method on the penalised likelihood, each step halved until it helps; in bits."""
    held = np.full(len(before), 1 / _SPREAD**2)
    held[-1] = 1e-6
    # Pairs alike in every level are one row with a count: there are far fewer of those.
    rows, places = np.unique(features, axis=0, return_inverse=True)
    counts = np.bincount(places.ravel()).astype(np.float64)
    true = np.bincount(places.ravel(), weights=same)

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
