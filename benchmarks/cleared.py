"""What was cleared of 5,000 fields of a whole tile: ours beside two zonal means, in one run.

`python -m benchmarks.cleared [SIDE] [FIELDS] [--adjacent]`; a whole tile (10980 5000) writes 1.5 GB
to the folder of temporary files.  The run with redraws gets outlines that were drawn wrongly.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from exactextract import exact_extract
from rasterio.windows import Window
from rasterstats import zonal_stats

from benchmarks.invented_fields import CROP, SOIL, Plan, valley
from markaz.crops.areas import ground_areas_m2
from markaz.crops.imagery.measured import (
    UNKNOWN_POSITION,
    Beside,
    How,
    Picture,
    Position,
)
from markaz.crops.imagery.measuring import measure
from markaz.crops.imagery.redraws import redrawn

WRONG = Position(3.0, 2.0)
# What ours must keep on a whole tile: bias of the total, fields within two sigma, seconds of the
# wall without and with redraws, GiB of memory.
LARGEST_BIAS, WITHIN, SECONDS, LARGEST_GIB = 0.005, (0.90, 0.98), (30.0, 60.0), 2.0
_ROWS = 512


def ours(folder: Path, position: Position, fields: str) -> dict[str, Any]:
    """Joint least squares, as `markaz crops measure` does it."""
    beside = Beside(_outlines(folder, "controls"), _outlines(folder, "bare"))
    before, after = (Picture(folder / f"{name}.tif") for name in ("before", "after"))
    found = measure(
        before, after, _outlines(folder, fields), beside=beside, how=How(position=position)
    )
    return {
        "cleared_m2": [one.cleared_m2 for one in found.fields],
        "sigma_m2": [one.sigma_m2 for one in found.fields],
    }


def coverage_mean(folder: Path) -> dict[str, Any]:
    """The mean of the cleared share, each pixel weighted by how much of it a field covers."""
    on_plane = _on_plane(folder)
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(one)}
        for one in shapely.to_geojson(on_plane)
    ]
    found = exact_extract(str(_change(folder)), features, ["mean"])
    return _of_means(folder, [one["properties"]["mean"] for one in found])


def centre_mean(folder: Path) -> dict[str, Any]:
    """rasterstats: the mean over pixels whose centre lies in the field."""
    found = zonal_stats(list(_on_plane(folder)), str(_change(folder)), stats=["mean"], nodata=-999)
    return _of_means(folder, [one["mean"] or 0.0 for one in found])


def _of_means(folder: Path, means: list[float]) -> dict[str, Any]:
    return {"cleared_m2": list(np.array(means) * ground_areas_m2(_outlines(folder, "fields")))}


def _outlines(folder: Path, name: str) -> Any:
    return shapely.from_wkb(json.loads((folder / f"{name}.json").read_text()))


def _on_plane(folder: Path) -> Any:
    from pyproj import Transformer

    onto = Transformer.from_crs("OGC:CRS84", "EPSG:32642", always_xy=True)
    return shapely.transform(_outlines(folder, "fields"), onto.transform, interleaved=False)


def _change(folder: Path) -> Path:
    """The cleared share of each pixel as a raster, with the signature known exactly."""
    out = folder / "change.tif"
    way = SOIL - CROP
    with ExitStack() as stack:
        before, after = (
            stack.enter_context(rasterio.open(folder / f"{one}.tif")) for one in ("before", "after")
        )
        profile = {**before.profile, "count": 1, "dtype": "float32"}
        made = stack.enter_context(rasterio.open(out, "w", **profile))
        for top in range(0, before.height, _ROWS):
            window = Window(0, top, before.width, min(_ROWS, before.height - top))
            moved = after.read(window=window).astype(np.float32) - before.read(window=window)
            share = np.tensordot(way, moved, axes=1) / (1e4 * way @ way)
            made.write(share.astype(np.float32), 1, window=window)
    return out


METHODS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "ours, positions taken as right": lambda folder: ours(folder, UNKNOWN_POSITION, "fields"),
    "ours, 12 redraws, drawn wrongly": lambda folder: ours(folder, WRONG, "drawn"),
    "coverage-weighted mean (exactextract)": coverage_mean,
    "mean by centres (rasterstats)": centre_mean,
}


def _child(folder: Path, name: str) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    told = METHODS[name](folder)
    told["wall_s"], told["cpu_s"] = time.perf_counter() - wall, time.process_time() - cpu
    told["peak_gib"] = _peak_gib()
    (folder / "told.json").write_text(json.dumps(told, default=float))


def _peak_gib() -> float:
    """The most memory held by this process; what getrusage tells counts the parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 2**20


def _beyond(told: dict[str, Any], error: Any, true_m2: Any, *, longest_s: float) -> str:
    """Which of the limits at the head of the table were not kept, for a whole tile."""
    inside = np.mean(np.abs(error) <= 2 * np.array(told["sigma_m2"]))
    kept = {
        "total": abs(error.sum() / true_m2.sum()) <= LARGEST_BIAS,
        "2 sigma": WITHIN[0] <= inside <= WITHIN[1],
        "wall": told["wall_s"] <= longest_s,
        "peak": told["peak_gib"] <= LARGEST_GIB,
    }
    return ", ".join(name for name, held in kept.items() if not held)


def _row(name: str, told: dict[str, Any], true_m2: Any) -> str:
    error = np.array(told["cleared_m2"]) - true_m2
    total = 100 * error.sum() / true_m2.sum()
    rmse = np.sqrt(np.mean(error**2))
    inside = beyond = ""
    if "sigma_m2" in told:
        beyond = _beyond(told, error, true_m2, longest_s=SECONDS["redraws" in name])
        inside = f"{100 * np.mean(np.abs(error) <= 2 * np.array(told['sigma_m2'])):.1f} %"
    return (
        f"{name:40} {total:+7.2f} % {rmse:7.0f} m2 {inside:>8} {told['wall_s']:7.1f} s"
        f" {told['cpu_s']:7.1f} s {told['peak_gib']:6.2f} GiB"
        + (f"  BEYOND THE LIMIT: {beyond}" if beyond else "")
    )


def main(words: list[str]) -> None:
    """Draw the valley, then run each method in a process of its own."""
    numbers = [int(word) for word in words if word.isdigit()]
    plan = Plan(
        *(numbers or [10_980, 5_000]),
        adjacent="--adjacent" in words,
    )
    print(plan)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn = valley(folder, plan)
        wrong = redrawn(drawn.fields, position=WRONG, seed=(plan.seed, 99))
        for kind, outlines in (
            ("fields", drawn.fields),
            ("drawn", wrong),
            ("controls", drawn.controls),
            ("bare", drawn.bare),
        ):
            shapes = shapely.to_wkb(outlines, hex=True)
            (folder / f"{kind}.json").write_text(json.dumps(list(shapes)))
        print(
            f"limits of ours: total {LARGEST_BIAS:.1%}; within 2 sigma {WITHIN[0]:.0%} to"
            f" {WITHIN[1]:.0%}; wall {SECONDS[0]:.0f} s, with redraws {SECONDS[1]:.0f} s;"
            f" peak {LARGEST_GIB:.0f} GiB"
        )
        print(f"truth: {drawn.cleared_m2.sum() / 4046.8564224:,.1f} acres")
        print(
            f"{'':40} {'total':>9} {'RMSE':>10} {'2 sigma':>8} {'wall':>9} {'cpu':>9} {'peak':>10}"
        )
        for method in METHODS:
            subprocess.run(
                [sys.executable, "-m", "benchmarks.cleared", "--child", name, method], check=True
            )
            told = json.loads((folder / "told.json").read_text())
            print(_row(method, told, drawn.cleared_m2), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(Path(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1:])
