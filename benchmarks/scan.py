"""A pair of 1,024 x 1,536 points to map and report, beside its limits of time and memory.

`python -m benchmarks.scan [--times N]`: machine B; time by the clock and of the processor, memory
as the peak of the reading process, interpreter and libraries included.  The same picture through
the shipped detector follows.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from markaz.airport.bags.machine import machine
from markaz.airport.bags.packing import pack
from markaz.airport.bags.scanning import scan_of
from markaz.airport.bags.wedges import calibration
from markaz.airport.detectors import manifest, running
from markaz.airport.physics.calibration import read as read_calibration
from markaz.airport.physics.reading import read_pair
from markaz.airport.physics.verdict import report
from markaz.airport.scans import dicos

SHAPE = (1024, 1536)
LIMIT_S, LIMIT_MIB = 1.0, 512
_NOW = datetime(2026, 3, 2, tzinfo=UTC)


def main() -> None:
    """Scan once; read many times in a process of its own, so that its memory is its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--times", type=int, default=10)
    asked.add_argument("--folder", type=Path, help="read what lies here (the inner process)")
    options = asked.parse_args()
    if options.folder:
        _read(options.folder, options.times)
        return
    chance = np.random.default_rng(2)
    bag = pack(chance, hidden="meth-hcl", canvas=SHAPE)
    scan = scan_of(bag, machine("B"), chance=chance, now=_NOW)
    known = calibration("B", now=_NOW)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for energy, content in zip("lh", dicos.write_scan(scan), strict=False):
            (folder / f"{energy}.dcs").write_bytes(content)
        (folder / "calibration.json").write_text(known.written(), encoding="utf-8")
        call = [sys.executable, "-m", "benchmarks.scan", "--folder", name]
        subprocess.run([*call, "--times", str(options.times)], check=True)
    wall = time.perf_counter()
    answer = running.run(manifest.shipped()[0], scan, calibration=known, uid="1.2.4", now=_NOW)
    print(
        f"the shipped detector in its own process: {time.perf_counter() - wall:.2f} s by the clock,"
        f" {type(answer).__name__}, {len(getattr(answer, 'findings', ()))} marks"
    )


def _read(folder: Path, times: int) -> None:
    known = read_calibration((folder / "calibration.json").read_text(encoding="utf-8"))
    walls, busies, marks = [], [], 0
    for _ in range(times):
        wall, busy = time.perf_counter(), time.process_time()
        whole = dicos.join([dicos.read((folder / f"{one}.dcs").read_bytes()) for one in "lh"])
        aid = read_pair(whole.low, whole.high, calibration=known)
        said = report({1: aid}, whole, calibration=known, uid="1.2.3", now=_NOW)
        dicos.write_tdr(said)
        walls.append(time.perf_counter() - wall)
        busies.append(time.process_time() - busy)
        marks = len(said.findings)
    wall, busy = statistics.median(walls), statistics.median(busies)
    print(
        f"{SHAPE[0]} x {SHAPE[1]} points, files to map and report: {wall:.2f} s by the clock,"
        f" {busy:.2f} s of all processors (limit {LIMIT_S} s: {wall / LIMIT_S:.2f} and"
        f" {busy / LIMIT_S:.2f} of it); peak of the whole process {_peak_mib():.0f} MiB"
        f" (limit {LIMIT_MIB}: {_peak_mib() / LIMIT_MIB:.2f} of it); {marks} marks"
    )


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
