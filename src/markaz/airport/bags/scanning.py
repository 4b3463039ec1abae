"""A packed bag through a simulated machine: both views, or a volume, as a scan with its truth."""

from datetime import datetime
from uuid import UUID

import numpy as np

from markaz.airport.bags.machine import SimulatedMachine
from markaz.airport.bags.packing import UP_MM, Bag
from markaz.airport.bags.things import Box
from markaz.airport.bags.wedges import PHOTONS
from markaz.airport.physics.materials import energies, material
from markaz.airport.scans.image import Kind, Origin, Scan

_CT_KEV = 70.0
_AIR = -1000.0


def scan_of(
    bag: Bag,
    machine: SimulatedMachine,
    *,
    chance: np.random.Generator,
    now: datetime,
    photons: float = PHOTONS,
) -> Scan:
    """Both views of a bag, with noise; the same chance gives the same scan and names."""
    return Scan(
        Kind.DX,
        _origin(machine, chance, now=now, spacing_mm=bag.spacing_mm),
        first=machine.shot(bag.from_above(), photons=photons, chance=chance),
        second=machine.shot(bag.from_side(), photons=photons, chance=chance),
    )


def volume_of(
    bag: Bag,
    machine: SimulatedMachine,
    *,
    chance: np.random.Generator,
    now: datetime,
    step_mm: float = 5.0,
) -> Scan:
    """A bag as a volume of CT numbers at 70 keV, slices along the belt.

    Blocks stand for every shape, which is enough to leaf through; nothing is measured in it.
    """
    reach = Box(bag.canvas[1] * bag.spacing_mm, bag.canvas[0] * bag.spacing_mm, UP_MM)
    along, up, across = (
        np.arange(step_mm / 2, side, step_mm) for side in (reach.along, reach.up, reach.across)
    )
    at = int(np.searchsorted(energies(), _CT_KEV))
    water = material("water").attenuation()[at]
    found = np.zeros((len(along), len(up), len(across)), np.float32)
    for thing in bag.things:
        inside = [
            np.abs(axis - middle) <= side / 2
            for axis, middle, side in (
                (along, thing.middle.along, thing.size.along),
                (up, thing.middle.up, max(thing.size.up, step_mm)),
                (across, thing.middle.across, thing.size.across),
            )
        ]
        thinned = min(thing.size.up / step_mm, 1.0) * thing.filling * thing.material.density
        number = 1000 * thinned * float(thing.material.attenuation()[at] / water)
        found[np.ix_(*inside)] += number
    found += _AIR + chance.normal(0, 15, found.shape)
    return Scan(
        Kind.CT,
        _origin(machine, chance, now=now, spacing_mm=step_mm),
        volume=found.astype(np.float32),
        slice_spacing_mm=step_mm,
    )


def _origin(
    machine: SimulatedMachine, chance: np.random.Generator, *, now: datetime, spacing_mm: float
) -> Origin:
    series, instance = (f"2.25.{UUID(bytes=chance.bytes(16), version=4).int}" for _ in range(2))
    return Origin(machine.name, series, instance, now, (spacing_mm, spacing_mm))
