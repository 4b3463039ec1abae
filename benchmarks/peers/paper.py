"""The table of the peers, in print and as docs/consolidation-peers.md."""

import os
import platform
import statistics
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.scoring import Score

PAPER = Path(__file__).resolve().parents[2] / "docs" / "consolidation-peers.md"
_HEAD = (
    "| Peer | Takes for one event | Precision | Recall | F1 | Seconds | MB |\n"
    "|---|---|---:|---:|---:|---:|---:|"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One peer's answer on one campaign."""

    where: str
    peer: str
    variant: str
    score: Score
    seconds: float
    mb: float


def told(
    measured: list[Measured], skipped: list[str], *, labelled: int, load: float, command: list[str]
) -> str:
    """The whole paper."""
    parts = [_opening(labelled, load=load, command=command)]
    for where in dict.fromkeys(one.where for one in measured):
        lines = [one for one in measured if one.where == where]
        parts.append(f"## {where[0].upper()}{where[1:]}\n\n{_table(lines)}\n")
    parts.append(_means(measured))
    if skipped:
        parts.append("## Not measured\n\n" + "\n".join(f"- {reason}" for reason in skipped) + "\n")
    return "\n".join(parts)


def _opening(labelled: int, *, load: float, command: list[str]) -> str:
    today = datetime.now(UTC).date().isoformat()
    called = " ".join(["python -m benchmarks.peers", *command])
    return f"""# Consolidation beside its peers

Written by `{called}` on {today} ({os.cpu_count()}
cores, load {load:.1f} at the start, Python {platform.python_version()}).

Each campaign is simulated and taken in by the ordinary actions; every peer then gets the same event
reports, already read (days, codes of places and substances, kilograms), and is scored on pairs of
reports that tell of one event. No pair of one agency is asked of anybody.

- **Markaz** is the whole `consolidate` action: reading the ledger, evidence, candidates, weights,
  incidents, and writing them. Its shipped model was learned from labelled pairs of other simulated
  campaigns. It reads names by their sound in any script; the peers see them as written.
- **Exact key**: equal day, province, district, substances, kilograms and arrests.
- **Splink, stock**: the comparisons of its library (exact, date differences, percentage
  differences, Jaro-Winkler), blocked by place and week, substance and day, name; trained without
  labels.
- **recordlinkage**: logistic regression on {labelled} labelled pairs of another campaign, the same
  blocks as Splink.
- **dedupe**: its own blocking and classifier on the same labelled pairs. It takes minutes for two
  thousand reports, so it is asked of the first campaign alone.

Where a threshold was chosen, it was chosen on the truth, which flatters the peer. Seconds leave out
imports and were taken on a machine with other work on it.
"""


def _table(lines: list[Measured]) -> str:
    rows = [
        f"| {one.peer} | {one.variant} | {one.score.precision:.4f} | {one.score.recall:.4f}"
        f" | {one.score.f1:.4f} | {one.seconds:.1f} | {one.mb:,.0f} |"
        for one in lines
    ]
    true = lines[0].score.true
    return "\n".join([f"{true:,} pairs tell of one event.\n", _HEAD, *rows])


def _means(measured: list[Measured]) -> str:
    best: dict[tuple[str, str], float] = {}
    for one in measured:
        key = one.peer, one.where
        best[key] = max(best.get(key, 0.0), one.score.f1)
    rows = []
    for peer in dict.fromkeys(one.peer for one in measured):
        found = [value for (name, _), value in best.items() if name == peer]
        rows.append(f"| {peer} | {len(found)} | {statistics.mean(found):.4f} | {min(found):.4f} |")
    head = "| Peer | Campaigns | Mean F1 | Worst F1 |\n|---|---:|---:|---:|"
    return "\n".join(["## Best F1 of each\n", head, *rows, ""])
