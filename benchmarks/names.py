"""Comparing names beside its peers: `python -m benchmarks.names [--seed N ...]`.

Each method is asked for a score of the same pairs.  Its threshold is chosen for it on four fifths
of a set and counted on the last, five times over; pairs that share their second name stay
together.  Our weights were learned from the labelled pairs themselves and from other draws of the
other sets: for the labelled ones the row "Markaz, unseen" has weights learned without the fifth
that is counted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rich.console import Console
from rich.table import Table
from tools.learn_names import PENALTIES, known_sets, learned

from benchmarks.name_pairs import (
    SHARED,
    Pair,
    labelled,
    original_script,
    simulated,
    transliterated,
)
from benchmarks.splink_names import splink_scores
from markaz.subjects.names.comparing import compare_names
from markaz.subjects.names.words import NameKind

_HERE = Path(__file__).parent
_FOLDS = 5
# What each method's own papers or habit call a match.
_FIXED = {
    "Markaz": 0.5, "Markaz, unseen": 0.5, "ratio": 0.85, "token_sort_ratio": 0.85, "WRatio": 0.85,
    "Jaro-Winkler": 0.9, "Splink stock": 0.75, "logic-v1": 0.7, "logic-v2": 0.7,
}  # fmt: skip
_RATIOS: dict[str, Callable[[str, str], float]] = {
    "ratio": lambda left, right: fuzz.ratio(left, right) / 100,
    "token_sort_ratio": lambda left, right: fuzz.token_sort_ratio(left, right) / 100,
    "WRatio": lambda left, right: fuzz.WRatio(left, right) / 100,
    "Jaro-Winkler": JaroWinkler.similarity,
}


def main() -> None:
    """Print one table for all sets and methods."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, nargs="+", default=[1, 2])
    asked.add_argument("--no-peer", action="store_true", help="leave nomenklatura out")
    options = asked.parse_args()
    if not SHARED.is_dir():
        print("the public collections are not beside this checkout: nothing to measure")
        return
    sets = _sets(options.seed)
    peer = None if options.no_peer else _peer_python()
    shown = Table(
        title="precision / recall / F1 at the cross-validated threshold; F1 at a fixed one"
    )
    for head in ("set", "method", "pairs", "P", "R", "F1", "fixed at", "F1"):
        shown.add_column(head)
    for name, pairs in sets.items():
        truth = np.array([pair.same for pair in pairs])
        for method, scores in _scored(pairs, peer).items():
            shown.add_row(name, method, str(len(pairs)), *_measured(pairs, scores, truth, method))
        shown.add_section()
    Console(width=110).print(shown)


def _sets(seeds: list[int]) -> dict[str, list[Pair]]:
    known = labelled()
    return {
        "labelled persons": [pair for pair in known if pair.kind == "person"],
        "labelled organisations": [pair for pair in known if pair.kind == "organisation"],
        "Arabic-Latin words": [p for seed in seeds for p in transliterated(seed=seed, count=200)],
        "sanctions list, original script": original_script(seed=seeds[0]),
        "simulated Urdu and Pashto": [p for s in seeds for p in simulated(seed=s, count=300)],
    }


def _scored(pairs: list[Pair], peer: Path | None) -> dict[str, np.ndarray]:
    """The scores of every method; ratios get lower case, as they are used."""
    low = [(pair.left.casefold(), pair.right.casefold()) for pair in pairs]
    scores = {"Markaz": np.array([_ours(pair) for pair in pairs])}
    kind = pairs[0].kind
    if pairs == known_sets(kind)["labelled"]:
        _, unseen = learned(known_sets(kind), penalised=PENALTIES[kind])
        scores["Markaz, unseen"] = unseen["labelled"]
    for name, ratio in _RATIOS.items():
        scores[name] = np.array([ratio(*pair) for pair in low])
    scores["Splink stock"] = splink_scores(low)
    if peer:
        scores.update(_peer_scores(pairs, peer))
    return scores


def _ours(pair: Pair) -> float:
    return compare_names(pair.left, pair.right, kind=NameKind(pair.kind)).score


def _measured(
    pairs: list[Pair], scores: np.ndarray, truth: np.ndarray, method: str
) -> tuple[str, ...]:
    fold = np.array([zlib.crc32(pair.right.casefold().encode()) % _FOLDS for pair in pairs])
    said = np.zeros(len(pairs), dtype=bool)
    for number in range(_FOLDS):
        inside = fold != number
        said[~inside] = scores[~inside] >= _threshold(scores[inside], truth[inside])
    fixed = _FIXED[method]
    chosen, standing = _counted(said, truth), _counted(scores >= fixed, truth)
    return (*(f"{value:.3f}" for value in chosen), f"{fixed:g}", f"{standing[2]:.3f}")


def _threshold(scores: np.ndarray, truth: np.ndarray) -> float:
    return max(np.unique(scores), key=lambda at: (_counted(scores >= at, truth)[2], at))


def _counted(said: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    hit = float((said & truth).sum())
    precision = hit / max(1.0, float(said.sum()))
    recall = hit / max(1.0, float(truth.sum()))
    return precision, recall, 2 * hit / max(1.0, float(said.sum() + truth.sum()))


def _peer_python() -> Path | None:
    """The peer's own environment, made from its locked list; None where that cannot be."""
    home = Path(tempfile.gettempdir()) / "markaz-nomenklatura"
    python = home / "bin" / "python"
    locked = _HERE / "nomenklatura.txt"
    steps = [
        [sys.executable, "-m", "venv", str(home)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(locked)],
    ]
    for step in steps:
        try:
            subprocess.run(step, check=True, capture_output=True, timeout=600)
        except (OSError, subprocess.SubprocessError):
            print("nomenklatura could not be installed here, so its rows are left out")
            return None
    return python


def _peer_scores(pairs: list[Pair], python: Path) -> dict[str, np.ndarray]:
    asked = {
        "algorithms": ["logic-v1", "logic-v2"],
        "pairs": [(pair.left, pair.right, pair.kind) for pair in pairs],
    }
    told = subprocess.run(
        [str(python), str(_HERE / "nomenklatura_worker.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: np.array(scores) for name, scores in json.loads(told.stdout).items()}


if __name__ == "__main__":
    main()
