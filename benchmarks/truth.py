"""How near the value rules bring the totals to a simulated campaign's truth, its links being right.

Reports are joined by the campaign's own list of who told of what, so that nothing is measured
but the choice of values.  `python -m benchmarks.truth [--seed N ...] [--scale X] [--profile P]`.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

from markaz.records.figure import Selection
from markaz.simulation.campaign import PROFILES, simulate

_YEAR = 2025
_LIMIT = 0.5
_FIGURES = {
    "seized_mass": ("mass_mg", 1_000_000_000),
    "suspects_arrested": ("arrested", 1),
    "suspects_foreign": ("arrested_foreign", 1),
}


def main() -> None:
    """Measure each campaign in a process and a home of its own, and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--profile", nargs="+", choices=PROFILES, default=list(PROFILES))
    asked.add_argument("--campaign", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.campaign:
        _measure(options.campaign)
        return
    for profile in options.profile:
        for seed in options.seed:
            with tempfile.TemporaryDirectory() as folder:
                _campaign(Path(folder), seed=seed, scale=options.scale, profile=profile)


def _campaign(folder: Path, *, seed: int, scale: float, profile: str) -> None:
    simulate(folder / "files", year=_YEAR, scale=scale, seed=seed, profile=profile)
    home = folder / "home"
    home.mkdir()
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.truth", "--campaign", str(folder / "files")],
        env={**os.environ, "MARKAZ_HOME": str(home), "DATABASE_URL": ""},
        check=True,
        capture_output=True,
        text=True,
    )
    print(f"{profile}, seed {seed}, scale {scale:g} (limit {_LIMIT} %): {found.stdout.strip()}")


def _measure(files: Path) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "markaz.config.settings")
    django.setup()
    from django.utils import timezone

    from markaz.actions.briefing import brief
    from markaz.store import setup

    setup.ensure()
    by, now = setup.operator(), timezone.now()
    take_in(files, by=by, now=now)
    reports, linked = link_by_truth(files, now=now)
    truth = json.loads((files / "truth" / "figures.json").read_text(encoding="utf-8"))["exact"]
    year = Selection(first=date(_YEAR, 1, 1), last=date(_YEAR, 12, 31))
    print(f"{reports:,} reports, {linked:,} joined;", end="")
    for figure in brief(year, by=by, now=timezone.now(), ids=list(_FIGURES)).figures:
        name, unit = _FIGURES[figure.id]
        off = (float(figure.value or 0) * unit / truth[name] - 1) * 100
        print(f" {figure.id} {off:+.3f} %", end=";")


def take_in(files: Path, *, by: object, now: datetime) -> None:
    """Take in every file of a campaign, each on the day it was received."""
    from markaz.actions.intake import receive_file

    for entry in json.loads((files / "manifest.json").read_text(encoding="utf-8"))["files"]:
        receive_file(
            files / entry["file"],
            source=entry["source"],
            by=by,  # type: ignore[arg-type]
            now=now,
            received_at=datetime.fromisoformat(entry["received"]),
        )


def link_by_truth(files: Path, *, now: datetime) -> tuple[int, int]:
    """Join what the truth says is one; give how many reports stand and how many were joined."""
    import pyarrow as pa
    from django.db import transaction

    from markaz.actions.ledger import folder
    from markaz.store.incidents import links
    from markaz.store.models import ReportRow

    with (files / "truth" / "reports.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["agency"], row["reference"]): row["incident"] for row in csv.DictReader(file)}
    together: dict[str, list[int]] = defaultdict(list)
    standing = ReportRow.objects.filter(known_to=None)
    for number, agency, reference in standing.values_list("number", "agency", "reference"):
        together[told[agency, reference]].append(number)
    pairs = [(one, min(all_)) for all_ in together.values() for one in all_ if one != min(all_)]
    joined = {
        "number": [number for number, _ in pairs],
        "incident": [incident for _, incident in pairs],
        "rule": ["truth"] * len(pairs),
        "weight_mbits": pa.nulls(len(pairs), pa.int32()),
    }
    with transaction.atomic():
        links.stand(pa.table(joined, schema=links.JOINED), now=now)
    for facts in folder().glob("facts-*"):
        facts.unlink()  # links alone leave no audit row by which the ledger knows
    return sum(map(len, together.values())), len(pairs)


if __name__ == "__main__":
    main()
