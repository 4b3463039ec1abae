"""Consolidation of very many reports, stage by stage, and how its cost grows.

`python -m benchmarks.consolidation_scale [--years N ...] [--scale S] [--keep DIR]`: simulated
years of S times the published campaign (40: some 100,000 reports each), read by the real readers,
then compared, grouped and stored.  Every size runs in a process of its own, so that its peak
memory is its own.  `--dense` takes one single year of as many reports.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report_rows import Campaign, views, write

LIMITS = {1_000_000: 90, 10_000_000: 1_200}
_MEMORY_GB = 16
_FIRST_YEAR, _FIRST_SEED = 2016, 400


def main() -> None:
    """Simulate what is not there yet, then run each size in its own process."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--years", type=int, nargs="+", default=[1, 3, 10])
    asked.add_argument("--scale", type=float, default=40)
    asked.add_argument("--dense", action="store_true", help="one year, as many times denser")
    asked.add_argument("--keep", type=Path, help="keep the simulated years in this folder")
    asked.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.run:
        print(json.dumps(_run(options.run, years=options.years[0])))
        return
    with tempfile.TemporaryDirectory() as scratch:
        keep = options.keep or Path(scratch)
        if options.dense:
            raws = [(raw_of(keep, 1, options.scale * years), 1) for years in options.years]
        else:
            raw = raw_of(keep, max(options.years), options.scale)
            raws = [(raw, years) for years in options.years]
        _print([_in_a_process(raw, years) for raw, years in raws])


def raw_of(keep: Path, years: int, scale: float) -> Path:
    """The raw rows of so many years, made where they are not there yet."""
    raw = keep / f"raw-{years}-{scale:g}"
    if not (raw / "superseded.parquet").is_file():
        campaigns = [
            Campaign(2000 + (_FIRST_YEAR - 2000 + at) % 101, scale, _FIRST_SEED + at)
            for at in range(years)
        ]
        write(raw, campaigns, under=keep / "campaigns", workers=min(2, years))
    return raw


def _in_a_process(raw: Path, years: int) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.consolidation_scale"]
    done = subprocess.run(
        [*words, "--run", str(raw), "--years", str(years)], check=True, capture_output=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _run(raw: Path, *, years: int) -> dict[str, float]:
    """One size, stage by stage."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MARKAZ_HOME": folder, "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
        import django

        django.setup()
        return _stages(raw, Path(folder), years=years)


def _stages(raw: Path, folder: Path, *, years: int) -> dict[str, float]:  # noqa: PLR0915 (a list of stages)
    import pyarrow as pa
    import pyarrow.compute as pc
    from django.db import transaction
    from django.utils import timezone

    from markaz.actions import grouping
    from markaz.consolidation import index, pairs
    from markaz.consolidation.clusters import Said, group
    from markaz.consolidation.engines import duckdb as engine
    from markaz.consolidation.evidence import evidence
    from markaz.consolidation.matching import lay_out, workbench
    from markaz.consolidation.weights import model as models
    from markaz.consolidation.weights import prior, yardstick
    from markaz.store import setup
    from markaz.store.incidents import links
    from markaz.store.incidents import pairs as stored

    setup.ensure()
    clock = _Clock()
    model = models.shipped()
    none = pa.table({"left": pa.array([], pa.int64()), "right": pa.array([], pa.int64())})
    with views(raw, years=years) as connection:
        told = evidence(connection)
    clock.lap("evidence")
    with workbench(folder / "match") as connection:
        connection.register("evidence", told)
        measured = yardstick.measured(connection)
        connection.unregister("evidence")
        lay_out(connection, told, measured=measured, known=none)
        clock.lap("keys")
        index.write(folder / "match", evidence=told, connection=connection)
        clock.lap("index")
        engine.find(connection)
        clock.lap("candidates")
        weighed = engine.weigh(connection, model=model, least=engine.HOPELESS)
        clock.lap("weighing")
    shift = prior.shift(
        weighed.pairs["weight"].to_numpy(), candidates=weighed.candidates, share=model.share
    )
    kept = pairs.kept(weighed.pairs, told, shift=shift)
    clock.lap("keeping")
    with transaction.atomic():
        stored.replace_pairs(kept)
        clock.lap("storing pairs")
        held = told.filter(pc.is_in(told["number"], pa.concat_arrays(_ends(kept))))
        agencies = dict(zip(held["number"].to_pylist(), held["agency"].to_pylist(), strict=True))
        grouped = group(stored.weights(), agencies, said=Said(), automatic=1000)
        clock.lap("grouping")
        links.stand(grouping.joined(grouped, rule=model.name), now=timezone.now())
    clock.lap("storing links")
    return {
        "reports": told.num_rows,
        "pairs": weighed.candidates,
        "kept": kept.num_rows,
        "incidents": len(grouped),
        **clock.laps,
        "all": sum(clock.laps.values()),
        "all, of CPU": clock.cpu,
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }


def _ends(kept: Any) -> list[Any]:
    """Every report of a kept pair: the others need no agency, as in the real action."""
    return [kept[side].combine_chunks() for side in ("left", "right")]


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.cpu = 0.0
        self._at = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name], self._at = now - self._at, now
        self.cpu = time.process_time()


def _print(rows: list[dict[str, float]]) -> None:
    first = rows[0]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors at the end")
    for name in first:
        print(f"{name:<16}" + "".join(_cell(name, row[name]) for row in rows))
    base = first["all"] / (first["reports"] * math.log(first["reports"]))
    ratios = [row["all"] / (row["reports"] * math.log(row["reports"])) / base for row in rows]
    print(f"{'to n log n':<16}" + "".join(f"{ratio:>14.2f}" for ratio in ratios))
    for row in rows:
        for reports, seconds in LIMITS.items():
            if 0.9 * reports <= row["reports"] <= 1.1 * reports:
                print(
                    f"{row['reports']:,.0f} reports: {row['all']:.0f} s of {seconds} s,"
                    f" {row['peak_gb']:.1f} GB of {_MEMORY_GB} GB"
                )


def _cell(name: str, value: float) -> str:
    counted = name in ("reports", "pairs", "kept", "incidents")
    return f"{value:>14,.0f}" if counted else f"{value:>14.1f}"


if __name__ == "__main__":
    main()
