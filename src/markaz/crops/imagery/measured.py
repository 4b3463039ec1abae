"""What a measurement of fields from two pictures takes and gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from markaz.crops.imagery.evidence import Control, Evidence
from markaz.records.errors import MarkazError


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture from above: red and near-infrared reflectance.

    Attributes:
        path: a GeoTIFF, cloud-optimised or not, in any reference system.
        day: when it was taken.
        red: number of the band, the first is 1; 0 where the file's own band names tell.
        nir: likewise.
        classes: a Sentinel-2 scene classification (SCL) on any grid.
        mask: a raster on any grid; whatever is not 0 is not to be used.
    """

    path: Path
    day: date | None = None
    red: int = 0
    nir: int = 0
    classes: Path | None = None
    mask: Path | None = None

    @property
    def masked(self) -> bool:
        """Whether something says where clouds, shadows and snow are."""
        return self.classes is not None or self.mask is not None


@dataclass(frozen=True, slots=True)
class Tile:
    """The two pictures of one place."""

    before: Picture
    after: Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """Red and near-infrared reflectance of the standing crop and of the ground beneath it."""

    vegetation: tuple[float, float]
    soil: tuple[float, float]
    # Whether the ground was read from outlines known to be bare, or is only usual.
    soil_seen: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """How wrong outlines lie, in metres of one sigma: each corner by itself, and all together."""

    corner_m: float
    shift_m: float

    @property
    def known(self) -> bool:
        """Whether anything was said of it."""
        return self.corner_m > 0 or self.shift_m > 0


UNKNOWN_POSITION = Position(0.0, 0.0)
REDRAWS = 12


@dataclass(frozen=True, slots=True)
class Beside:
    """Outlines near the fields, in degrees: fields nobody claims, and ground known to be bare."""

    controls: Sequence[Any] = ()
    bare: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class How:
    """How to measure.

    Attributes:
        position: how wrong the outlines lie; without it no error and no bias from there is told.
        redraws: how often they are drawn again.
        seed: of the redraws.
        signature: of crop and ground, where it is known better than the pictures tell.
    """

    position: Position = UNKNOWN_POSITION
    redraws: int = REDRAWS
    seed: tuple[int, ...] = (0,)
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class FieldMeasured:
    """One field as measured; areas are on the ellipsoid, NaN where the field was not seen.

    Attributes:
        field: its position among the fields asked.
        area_m2: of its outline.
        cleared_m2: what was cleared of it, with the bias of wrong positions taken off; it may
            fall under 0 or over the area by its error, so that sums stay true.
        sigma_m2: one sigma, of noise, position, signature, and what was not seen, together.
        seen: the share of the field that both pictures show, 0 to 1.
        pixels: how many pixels were used.
    """

    field: int
    area_m2: float
    cleared_m2: float
    sigma_m2: float
    seen: float
    pixels: int
    evidence: Evidence

    @property
    def fraction(self) -> float:
        """The cleared share of the field."""
        return self.cleared_m2 / self.area_m2


@dataclass(frozen=True, slots=True)
class Measured:
    """All fields as measured, and what must be said of the measurement as a whole.

    Attributes:
        cleared_m2: the sum over the fields seen.
        sigma_m2: its error; a common shift of all outlines is in it.
        parts: the error by its causes: noise, position, signature (of all), crop and what was not
            seen (field by field).
        remarks: what was assumed or done on the way, as sentences that a face translates.
    """

    fields: tuple[FieldMeasured, ...]
    cleared_m2: float
    sigma_m2: float
    parts: Mapping[str, float] = field(default_factory=dict)
    control: Control | None = None
    signature: Signature | None = None
    remarks: tuple[MarkazError, ...] = ()


class Engine(StrEnum):
    """Where tiles are measured: one after another in this process, or by Dask."""

    PROCESS = "process"
    DASK = "dask"
