"""Learns the weights of a comparison of names: `python -m tools.learn_names`, from ../shared/data.

Logistic regression with a small penalty, its chances checked by cross-validation; the weights go
to `src/markaz/subjects/names/weights.json`.
"""

import json
import sys
import zlib
from pathlib import Path

import numpy as np
from benchmarks.name_pairs import Pair, labelled, original_script, simulated, transliterated

from markaz.subjects.names.alignment import align
from markaz.subjects.names.features import FEATURES, features
from markaz.subjects.names.words import NameKind, read_name

_FILE = Path(__file__).parents[1] / "src" / "markaz" / "subjects" / "names" / "weights.json"
_STEPS, _FOLDS, _FIXED = 60, 5, 0.5
# The fewer pairs, the less the weights may say.
PENALTIES = {"person": 1.0, "organisation": 4.0}
EDITION = "1"


def table(pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, truth and fold; pairs with the same second name stay in one fold."""
    rows, truth, fold = [], [], []
    for pair in pairs:
        first, second = sorted((pair.left, pair.right))
        kind = NameKind(pair.kind)
        left, right = read_name(first, kind=kind), read_name(second, kind=kind)
        rows.append((1.0, *features(left, right, align(left, right))))
        truth.append(float(pair.same))
        fold.append(zlib.crc32(pair.right.casefold().encode()) % _FOLDS)
    return np.array(rows), np.array(truth), np.array(fold)


def learn(
    rows: np.ndarray, truth: np.ndarray, share: np.ndarray, *, penalised: float
) -> np.ndarray:
    """The weights, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], penalised)
    penalty[0] = 0.001
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share * (truth - chance)) - penalty * weights
        curve = (rows * (share * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        weights += np.linalg.solve(curve, slope)
    return weights


def known_sets(kind: str) -> dict[str, list[Pair]]:
    """What the weights of one kind of name are learned from."""
    sets = {"labelled": [pair for pair in labelled() if pair.kind == kind]}
    if kind == "person":
        sets["transliterated"] = transliterated(seed=11, count=1500)
        sets["simulated"] = simulated(seed=12, count=3000)
        sets["original"] = original_script(seed=13)
    return sets


def learned(
    sets: dict[str, list[Pair]], *, penalised: float
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The weights, and for each set the chances by weights learned without the pair's fold."""
    tables = {name: table(pairs) for name, pairs in sets.items()}
    rows, truth, fold = (np.concatenate([one[at] for one in tables.values()]) for at in range(3))
    # Every set has the same say, whatever its size.
    share = np.concatenate([np.full(len(one[1]), 400 / len(one[1])) for one in tables.values()])
    chances = np.zeros(len(truth))
    for number in range(_FOLDS):
        inside = fold != number
        weights = learn(rows[inside], truth[inside], share[inside], penalised=penalised)
        chances[~inside] = 1 / (1 + np.exp(-rows[~inside] @ weights))
    ends = np.cumsum([len(pairs) for pairs in sets.values()])[:-1]
    unseen = dict(zip(sets, np.split(chances, ends), strict=True))
    return learn(rows, truth, share, penalised=penalised), unseen


def main() -> None:
    """Learn both kinds, print what cross-validation says of each set, write the weights."""
    kinds = {}
    for kind, penalised in PENALTIES.items():
        sets = known_sets(kind)
        weights, unseen = learned(sets, penalised=penalised)
        for name, pairs in sets.items():
            _print(f"{kind}, {name}", unseen[name], np.array([pair.same for pair in pairs]))
        kinds[kind] = {
            "intercept": round(float(weights[0]), 4),
            "weights": {
                name: round(float(w), 4) for name, w in zip(FEATURES, weights[1:], strict=True)
            },
        }
    if "--dry" not in sys.argv:
        _FILE.write_text(json.dumps({"edition": EDITION, "kinds": kinds}, indent=1) + "\n")


def _print(name: str, chances: np.ndarray, truth: np.ndarray) -> None:
    said = chances >= _FIXED
    f1 = 2 * (said & truth).sum() / (said.sum() + truth.sum())
    brier = np.mean((chances - truth) ** 2)
    print(f"{name}: {len(truth)} pairs, F1 at {_FIXED} {f1:.3f}, Brier {brier:.3f}; of those told")
    fifth = np.minimum((chances * 5).astype(int), 4)
    for at, low in enumerate(np.arange(0.0, 1.0, 0.2)):
        told = fifth == at
        if told.any():
            print(
                f"  {low:.0%} to {low + 0.2:.0%}: {told.sum()} pairs, {truth[told].mean():.0%} true"
            )


if __name__ == "__main__":
    main()
