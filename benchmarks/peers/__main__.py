"""Markaz beside its peers, over the same simulated reports in one run.

`python -m benchmarks.peers [--seed N ...] [--scale X ...] [--profile P ...] [--paper]` prints for
each campaign pairwise precision, recall, F1, seconds and megabytes of each; --paper also writes
docs/consolidation-peers.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from benchmarks.peers import environment, labels, paper, scoring
from benchmarks.peers.paper import Measured
from markaz.simulation.campaign import PROFILES, simulate

ROOT = Path(__file__).resolve().parents[2]
# It takes minutes and gigabytes for two thousand reports: it is asked of the first campaign alone.
DEDUPE = "dedupe"
BESIDE = {"exact key": "exact_key", "Splink, stock": "stock_splink"}
ELSEWHERE = {"recordlinkage": "with_recordlinkage", DEDUPE: "with_dedupe"}


def main() -> None:
    """Lay the campaigns out, ask every peer, print."""
    options = _asked()
    load = os.getloadavg()[0]
    measured: list[Measured] = []
    skipped: list[str] = []
    pythons = _pythons(skipped)
    with tempfile.TemporaryDirectory() as folder:
        taught = Path(folder) / "taught"
        _lay_out(taught, seed=options.labels_seed, scale=1.0, profile=PROFILES[0])
        labelled = labels.write(taught, seed=options.labels_seed)
        for profile, scale, seed in product(options.profile, options.scale, options.seed):
            where = f"{profile}, scale {scale:g}, seed {seed}"
            case = Path(folder) / where.replace(" ", "-")
            ours = _lay_out(case, seed=seed, scale=scale, profile=profile)
            measured += _of(case, where, "Markaz", ours)
            for peer, python in pythons.items():
                answer = _ask(peer, python, case, taught, patience=options.patience)
                if isinstance(answer, str):
                    skipped.append(f"{where}: {answer}")
                else:
                    measured += _of(case, where, peer, answer)
            pythons.pop(DEDUPE, None)
    told = paper.told(measured, skipped, labelled=labelled, load=load, command=sys.argv[1:])
    print(told)
    if options.paper:
        paper.PAPER.write_text(told, encoding="utf-8")


def _pythons(skipped: list[str]) -> dict[str, str]:
    """The interpreter of each peer; those that cannot have one are said to be skipped."""
    found = dict.fromkeys(BESIDE, sys.executable)
    try:
        found |= dict.fromkeys(ELSEWHERE, str(environment.python()))
    except environment.NoEnvironmentError as error:
        skipped.append(str(error))
    return found


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, nargs="+", default=[401, 402])
    asked.add_argument("--scale", type=float, nargs="+", default=[1.0, 10.0])
    asked.add_argument("--profile", nargs="+", choices=PROFILES, default=list(PROFILES))
    asked.add_argument("--labels-seed", type=int, default=499, help="whose pairs teach the peers")
    asked.add_argument("--patience", type=int, default=900, help="seconds a peer may take")
    asked.add_argument("--paper", action="store_true", help=f"write {paper.PAPER.name}")
    return asked.parse_args()


def _lay_out(case: Path, *, seed: int, scale: float, profile: str) -> dict[str, object]:
    """Simulate a campaign, take it in and consolidate it in a process and a home of its own."""
    simulate(case / "files", year=2025, scale=scale, seed=seed, profile=profile)
    home = case / "home"
    home.mkdir()
    return _answer(
        [sys.executable, "-m", "benchmarks.peers.reports", str(case / "files"), str(case)],
        env={**os.environ, "MARKAZ_HOME": str(home), "DATABASE_URL": ""},
    )


def _ask(
    peer: str, python: str, case: Path, taught: Path, *, patience: int
) -> dict[str, object] | str:
    """What a peer took, or one sentence on why it gave nothing."""
    module = f"benchmarks.peers.{({**BESIDE, **ELSEWHERE})[peer]}"
    paths = [str(case / "reports.parquet"), str(taught), str(case / f"{peer}.parquet")]
    try:
        return _answer([python, "-m", module, *paths], patience=patience)
    except subprocess.TimeoutExpired:
        return f"{peer} was stopped after {patience} s."
    except subprocess.CalledProcessError as error:
        return f"{peer} failed: {error.stderr.strip().splitlines()[-1]}"


def _answer(
    command: list[str], *, env: dict[str, str] | None = None, patience: int | None = None
) -> dict[str, object]:
    done = subprocess.run(
        command, env=env, cwd=ROOT, check=True, capture_output=True, text=True, timeout=patience
    )
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _of(case: Path, where: str, peer: str, answer: dict[str, object]) -> list[Measured]:
    """A line for each kind of answer a peer gave: of several thresholds the best."""
    true = scoring.read(case / "truth.parquet").get("incidents", set())
    given = scoring.read(case / f"{peer}.parquet")
    kinds: dict[str, list[str]] = {}
    for variant in answer["variants"]:  # type: ignore[attr-defined]
        kinds.setdefault(variant.split()[0], []).append(variant)
    lines = []
    for variants in kinds.values():
        scores = {name: scoring.score(given.get(name, set()), true) for name in variants}
        best = max(scores, key=lambda name: scores[name].f1)
        note = f"{best}, best of {len(variants)} on the truth" if len(variants) > 1 else best
        lines.append(
            Measured(where, peer, note, scores[best], answer["seconds"], answer["mb"])  # type: ignore[arg-type]
        )
    return lines


if __name__ == "__main__":
    main()
