"""50,000 claims of two agencies, a fifth of them claimed twice, beside shapely.union_all."""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import ACRE_M2
from markaz.crops.union import on_plane, plane, unite

_CORNERS = 20
_AGAIN_M = 4.0
_METRE = 1 / 111_000


def claims(count: int, *, seed: int = 1) -> Any:
    """Outlines in degrees, of which a fifth are others drawn again some metres off."""
    chance = np.random.Generator(np.random.PCG64(seed))
    first = count - count // 5
    middle = np.column_stack((chance.uniform(64, 66, first), chance.uniform(30, 32, first)))
    turn = 2 * np.pi * np.arange(_CORNERS) / _CORNERS
    radius = chance.lognormal(np.log(36), 0.4, (first, 1)) * chance.uniform(
        0.8, 1.2, (first, _CORNERS)
    )
    around = np.stack((np.cos(turn) * radius / 0.857, np.sin(turn) * radius), axis=-1) * _METRE
    corners = middle[:, None, :] + around
    again = corners[chance.choice(first, count // 5, replace=False)]
    again = again + chance.normal(0, _AGAIN_M * _METRE, again.shape)
    outlines = shapely.polygons(np.concatenate([corners, again]))
    crossed = ~shapely.is_valid(outlines)
    outlines[crossed] = shapely.convex_hull(outlines[crossed])
    return outlines


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What the work gives, its wall time and its processor time in seconds."""
    wall, cpu = time.perf_counter(), time.thread_time()
    given = work()
    return given, time.perf_counter() - wall, time.thread_time() - cpu


def main(count: int) -> None:
    """Print both areas, their difference and both times."""
    outlines = claims(count)
    united, wall, cpu = timed(lambda: unite(outlines))
    flat = on_plane(outlines, plane(outlines))
    whole, peer_wall, peer_cpu = timed(lambda: shapely.union_all(flat).area)
    acre = float(ACRE_M2)
    print(f"{count:,} claims, sum {united.sum_m2 / acre:,.1f} acres")
    print(f"{len(united.overlaps):,} overlaps, {len(united.components):,} components")
    for name, area, seconds, own in (
        ("ours", united.union_m2, wall, cpu),
        ("shapely.union_all", whole, peer_wall, peer_cpu),
    ):
        print(f"{name:18} {area / acre:12,.2f} acres {seconds:6.2f} s wall {own:6.2f} s cpu")
    print(f"apart by {abs(united.union_m2 - whole):.4f} m2; ours takes {cpu / peer_cpu:.2f} of it")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
