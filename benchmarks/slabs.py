"""How surely single slabs are read, what a drift moves, and what passes a shield.

`python -m benchmarks.slabs` prints, for machines A and B, the root mean square error of the
effective atomic number over goods that no calibration saw, of one point (the mean of three by
three, as the map has it) and of a region of ten by ten points, and that of the areal density.
"""

import time
from datetime import UTC, datetime

import numpy as np

from markaz.airport.bags.machine import machine, slab
from markaz.airport.bags.wedges import calibration
from markaz.airport.physics import reading
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.drift import LIMIT
from markaz.airport.physics.materials import Material, material, materials
from markaz.airport.scans.image import View

USES = ("salt", "base", "resin", "other")
DEPTHS = (0.5, 1.0, 2.0, 5.0)
SHIELDS = {"8 mm of steel": ("steel", 6.296), "1 mm of lead": ("lead", 1.134)}
DRIFTING = ("cocaine-hcl", (1.0, 3.0))
_SIDE, _PHOTONS = 30, 1e5
_REGION = slice(10, 20)


def main() -> None:
    """Print both machines."""
    begun, busy = time.perf_counter(), time.thread_time()
    goods = [one for one in materials().values() if one.use in USES]
    print(f"{len(goods)} goods, {_PHOTONS:g} photons; point, region, areal density of a region")
    for kind in ("A", "B"):
        known = calibration(kind, now=datetime(2026, 1, 1, tzinfo=UTC))
        for depth in DEPTHS:
            point, region, density = _errors(kind, known, goods, depth)
            print(f"{kind} {depth:3g} g/cm2: {point:.2f} {region:.2f} {density:.1%}")
        name, depths = DRIFTING
        for depth in depths:
            low, high = (_moved(kind, known, name, depth, channel) for channel in (0, 1))
            print(
                f"{kind} drift of {LIMIT:.1%}, {depth:g} g/cm2: {low:.2f} (low), {high:.2f} (high)"
            )
        for label, (name, depth) in SHIELDS.items():
            seen = machine(kind).clean(slab(name, depth))
            print(
                f"{kind} behind {label}: {seen.low[0, 0]:.2%} (low), {seen.high[0, 0]:.2%} (high)"
            )
    print(
        f"{time.perf_counter() - begun:.1f} s by the clock, {time.thread_time() - busy:.1f} s"
        " of this process"
    )


def _errors(
    kind: str, known: Calibration, goods: list[Material], depth: float
) -> tuple[float, float, float]:
    points, regions, densities = [], [], []
    chance = np.random.default_rng(int(100 * depth))
    for one in goods:
        field = {one: np.full((_SIDE, _SIDE), depth)}
        view = machine(kind).shot(field, photons=_PHOTONS, chance=chance)
        numbers = known.zeff(reading.depths_of(view, calibration=known))[_REGION, _REGION]
        inside = View(view.low[_REGION, _REGION], view.high[_REGION, _REGION])
        found = known.depths(
            *(-np.log(np.array([part.mean()], float)) for part in (inside.low, inside.high))
        )
        wanted = one.zeff(known.exponent)
        points += list((numbers - wanted).ravel())
        regions.append(float(known.zeff(found)[0]) - wanted)
        densities.append(float(found.sum()) / depth - 1)
    point, region, density = (
        float(np.sqrt(np.nanmean(np.square(one)))) for one in (points, regions, densities)
    )
    return point, region, density


def _moved(kind: str, known: Calibration, name: str, depth: float, channel: int) -> float:
    """How far a number moves where one energy's gain drifts to the limit of the alarm."""
    seen = machine(kind).clean({material(name): np.full((1, 1), depth)})
    light = np.array([seen.low[0, 0], seen.high[0, 0]], float)
    drifted = light.copy()
    drifted[channel] *= 1 - LIMIT
    numbers = [
        float(known.zeff(known.depths(*(-np.log(both))[:, None]))[0]) for both in (light, drifted)
    ]
    return abs(numbers[1] - numbers[0])


if __name__ == "__main__":
    main()
