"""The calibration of a simulated machine, from references laid into it."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import product

import numpy as np

from markaz.airport.bags.machine import SimulatedMachine
from markaz.airport.bags.machine import machine as simulated
from markaz.airport.physics.calibration import Calibration, Sample, calibrate, noise_of
from markaz.airport.physics.materials import material

PHOTONS = 1e5
_LIGHT = (0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 32.0)
_HEAVY = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0)
_ALONE = ("pmma", "delrin", "water", "ptfe", "magnesium", "silicon")
_DEPTHS = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
_UNDER_PVC = (0.5, 1.0, 2.0, 4.0, 8.0)
_PVC = (0.25, 0.5, 1.0, 2.0, 3.0)
_POINTS = (64, 64)


@cache
def calibration(kind: str, *, now: datetime, photons: float = PHOTONS) -> Calibration:
    """The calibration of machine A or B, with no drug among its references."""
    machine = simulated(kind)
    chance = np.random.default_rng(0)
    nothing = {material("water"): np.zeros(_POINTS)}
    opaque = {material("lead"): np.full(_POINTS, 1e3)}
    beam = machine.shot(nothing, photons=photons, chance=chance)
    dark = machine.shot(opaque, photons=photons, chance=chance)
    return calibrate(
        _samples(machine),
        name=f"simulated-{kind}-{now:%Y%m%d}",
        machine=machine.name,
        now=now,
        noise=(noise_of(beam.low, dark.low), noise_of(beam.high, dark.high)),
    )


def _samples(machine: SimulatedMachine) -> list[Sample]:
    stacks = list(_stacks())
    names = sorted({name for stack in stacks for name, _ in stack})
    depths = {name: np.zeros((1, len(stacks))) for name in names}
    for at, stack in enumerate(stacks):
        for name, depth in stack:
            depths[name][0, at] += depth
    view = machine.clean({material(name): column for name, column in depths.items()})
    return [
        Sample(stack, float(low), float(high))
        for stack, low, high in zip(stacks, view.low[0], view.high[0], strict=True)
    ]


def _stacks() -> Iterator[tuple[tuple[str, float], ...]]:
    for light, heavy in product(_LIGHT, _HEAVY):
        if light + heavy:
            yield ("polyethylene", light), ("aluminium", heavy)
    for name, depth in product(_ALONE, _DEPTHS):
        yield ((name, depth),)
    for light, salt in product(_UNDER_PVC, _PVC):
        yield ("polyethylene", light), ("pvc", salt)
