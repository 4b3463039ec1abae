"""A scan as it is read: two energies of one view, a second view where there is one, or a volume."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from markaz.records.errors import InvalidValueError

Picture = NDArray[np.float32]
_FLAT, _SOLID = 2, 3


class Kind(StrEnum):
    """What the machine makes: pictures through the bag, or a volume of it."""

    DX = "dx"
    CT = "ct"


class Energy(StrEnum):
    """Which of the two detectors, or tube voltages, a picture comes from."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One direction through the bag.

    Both pictures are transmissions, height x width: 1 is the open beam, 0 is nothing. Noise may
    take single points a little above 1 or below 0.
    """

    low: Picture
    high: Picture

    def __post_init__(self) -> None:
        if self.low.ndim != _FLAT or self.low.shape != self.high.shape:
            raise InvalidValueError("The energies of a view differ in size: send both again.")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when a scan was made, and by what names the machine knows it.

    `spacing_mm` is the distance of rows and of columns, in millimetres.
    """

    machine: str
    series_uid: str
    instance_uid: str
    acquired_at: datetime
    spacing_mm: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """One bag through one machine.

    A `dx` scan has a first view and may have a second; a `ct` scan has a volume, slices x height x
    width, in the machine's CT numbers (water 0, air -1000), and need not have a view. `tip` marks a
    projected test image, which is never a case.
    """

    kind: Kind
    origin: Origin
    first: View | None = None
    second: View | None = None
    volume: Picture | None = None
    slice_spacing_mm: float | None = None
    tip: bool = False

    def __post_init__(self) -> None:
        if self.kind is Kind.DX and self.first is None:
            raise InvalidValueError("A scan of pictures has no pictures: send both energies.")
        if self.kind is Kind.CT and (self.volume is None or self.volume.ndim != _SOLID):
            raise InvalidValueError("A volume scan has no volume: send its slices.")

    @property
    def low(self) -> Picture:
        """The low-energy transmission of the first view."""
        return self._view().low

    @property
    def high(self) -> Picture:
        """The high-energy transmission of the first view."""
        return self._view().high

    def _view(self) -> View:
        if self.first is None:
            raise InvalidValueError("This scan is a volume: it has no pair of pictures to read.")
        return self.first


@dataclass(frozen=True, slots=True, eq=False)
class Half:
    """One energy of one view, as machines send it that write a file for each; a pair is joined."""

    energy: Energy
    picture: Picture
    origin: Origin
    view: int = 1
    tip: bool = False
