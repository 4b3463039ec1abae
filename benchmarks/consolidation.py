"""How well consolidation recovers what is one event, on simulated campaigns, before any review.

`python -m benchmarks.consolidation [--seeds N ...] [--scales S ...] [--profiles P ...]
[--peers]`: each campaign is read by the real readers, consolidated by the real action in a home of
its own, and held against its truth.  With `--peers`, other tools stand beside it on the same rows.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import homes
from benchmarks.report_rows import Campaign, events, write

YEAR = 2025


def main() -> None:
    """Measure each campaign in a process of its own: a process has one home."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, nargs="+", default=[501, 502])
    asked.add_argument("--scales", type=float, nargs="+", default=[1, 10])
    asked.add_argument("--profiles", nargs="+", default=["plain", "hostile"])
    asked.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.run:
        scale, seed, profile = options.run
        _measure(Campaign(YEAR, float(scale), int(seed), profile))
        return
    for scale in options.scales:
        for profile in options.profiles:
            for seed in options.seeds:
                words = [sys.executable, "-m", "benchmarks.consolidation", "--run"]
                subprocess.run([*words, str(scale), str(seed), profile], check=True)


def _measure(campaign: Campaign) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        os.environ |= {"MARKAZ_HOME": str(home), "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
        import django

        django.setup()
        raw = Path(scratch) / "raw"
        write(raw, [campaign], under=Path(scratch))
        known = events([campaign], raw, under=Path(scratch))
        truth = json.loads(
            (campaign.files(Path(scratch)) / "truth" / "figures.json").read_text(encoding="utf-8")
        )
        _report(campaign, raw, known=known, exact=truth["exact"])


def _report(campaign: Campaign, raw: Path, *, known: object, exact: dict[str, int]) -> None:
    from django.db import transaction
    from django.utils import timezone

    from markaz.actions.consolidation import consolidate
    from markaz.store import setup

    setup.ensure()
    by, now = setup.operator(), timezone.now()
    with transaction.atomic():
        homes.fill(raw, by=by.username, now=now)
    begun = time.perf_counter()
    done = consolidate(by=by, now=now)
    print(
        f"\n== {campaign.profile}, scale {campaign.scale:g}, seed {campaign.seed}:"
        f" {done.reports:,} reports, {done.candidates:,} pairs,"
        f" {time.perf_counter() - begun:.1f} s, model {done.model}"
    )
    _print_recovery(known)
    _print_figures(exact, by=by, now=now)
    print(f"waiting for a person: {done.review:,} pairs")
    _print_blocking(raw, known)


def _print_recovery(known: object) -> None:
    import pyarrow as pa

    from markaz.consolidation.recovery import EVENTS, calibration, recovery
    from markaz.store.models import Link, PairRow

    links = dict(Link.objects.filter(known_to=None).values_list("number", "incident"))
    found = {**{incident: incident for incident in links.values()}, **links}
    told = pa.table({"number": list(found), "event": list(found.values())}, schema=EVENTS)
    scored = recovery(known, told)
    for name, score in (("pairs", scored.pairs), ("incidents", scored.incidents)):
        print(
            f"{name}: precision {score.precision:.4f}, recall {score.recall:.4f},"
            f" F1 {score.f1:.4f} ({score.both:,} of {score.found:,} found, {score.true:,} true)"
        )
    rows = list(PairRow.objects.values_list("left", "right", "weight_mbits"))
    names = ("left", "right", "weight_mbits")
    kept = pa.table(dict(zip(names, map(pa.array, zip(*rows, strict=True)), strict=True)))
    print("of the pairs said to be true with a chance of   pairs   said   true")
    for one in calibration(kept, known):
        print(
            f"  {one.least:>22.3f} to {one.most:<12.3f} {one.pairs:>12,} {one.said:>6.3f}"
            f" {one.true:>6.3f}"
        )


def _print_figures(exact: dict[str, int], *, by: object, now: object) -> None:
    from datetime import date

    from markaz.actions.briefing import brief
    from markaz.records.figure import Selection

    year = Selection(first=date(YEAR, 1, 1), last=date(YEAR, 12, 31))
    figures = {figure.id: figure.value for figure in brief(year, by=by, now=now).figures}
    for name, unit, target in (
        ("seized_mass", 1_000_000_000, exact["mass_mg"]),
        ("suspects_arrested", 1, exact["arrested"]),
    ):
        value = float(figures[name] or 0) * unit
        print(f"{name}: {100 * (value / target - 1):+.2f} % of the truth")


def _print_blocking(raw: Path, known: object) -> None:
    import duckdb

    from benchmarks.report_rows import views
    from markaz.consolidation.evidence import evidence
    from markaz.consolidation.recovery import blocking

    with views(raw) as connection:
        told = evidence(connection)
    with duckdb.connect() as connection:
        connection.register("told", told)
        connection.execute("CREATE TABLE evidence AS SELECT * FROM told")
        print(f"{'rule':<42}{'pairs':>12}{'recall':>9}{'lost without it':>17}")
        for one in blocking(connection, known):
            print(f"{one.rule:<42}{one.pairs:>12,}{one.recall:>9.4f}{one.alone:>17.4f}")


if __name__ == "__main__":
    main()
