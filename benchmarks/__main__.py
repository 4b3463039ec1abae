"""Every benchmark in turn: `python -m benchmarks`."""

import runpy
import sys

from rich.console import Console

NAMES = (
    "intake",
    "figures",
    "pages",
    "truth",
    "consolidation",
    "consolidation_scale",
    "arrivals",
    "names",
    "overlaps",
    "bags",
    "slabs",
    "scan",
)

for name in NAMES:
    Console().rule(name)
    sys.argv = [name]
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
