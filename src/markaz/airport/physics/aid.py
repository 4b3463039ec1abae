"""The reading aid's answer for one pair of pictures."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from markaz.airport.scans.report import Finding


class Material(IntEnum):
    """The codes of the material map; the picture's colours follow them."""

    OPEN = 0
    ORGANIC = 1
    MIXED = 2
    METAL = 3
    NOT_INSPECTED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Aid:
    """What two energies tell, point by point and region by region.

    `material` holds `Material` codes; `zeff` is the effective atomic number and `areal_density`
    is in g/cm2, both not-a-number where nothing stands or nothing was seen; `not_inspected` is true
    where the machine could not see. All are height x width.
    """

    material: NDArray[np.uint8]
    zeff: NDArray[np.float32]
    areal_density: NDArray[np.float32]
    not_inspected: NDArray[np.bool_]
    findings: tuple[Finding, ...]
