"""One outline as a team claims it, and what becomes of those that cannot stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markaz.crops.areas import Stated
from markaz.records.errors import MarkazError


@dataclass(frozen=True, slots=True)
class Raw:
    """One feature of a file before anything is believed: a shape in degrees, and words."""

    number: int
    shape: Any
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outline:
    """One claimed field.

    Attributes:
        number: which feature or row of the file, the first is 1.
        polygon: Polygon or MultiPolygon in degrees on WGS 84; None where a row states only an area.
        area_m2: on the ellipsoid; of a row without outline, the area as stated.
        drawn: False where the outline is only a circle of the stated area about a centre.
        running: the area is a campaign's total so far: shown, never added to daily ones.
        doubts: what is odd but stops nothing, as refusals whose sentences a face translates.
    """

    number: int
    polygon: Any
    area_m2: float
    stated: Stated | None = None
    crop: str = ""
    method: str = ""
    team: str = ""
    day: date | None = None
    drawn: bool = True
    running: bool = False
    props: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[MarkazError, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A feature or row that cannot stand: kept as written, with the reason."""

    number: int
    reason: MarkazError
    as_written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outlines:
    """All of a file: rows in = kept + set aside."""

    kind: str
    kept: tuple[Outline, ...]
    aside: tuple[Aside, ...]

    @property
    def claimed_m2(self) -> float:
        """The sum of what is claimed, running totals left out."""
        return sum(one.area_m2 for one in self.kept if not one.running)

    @property
    def running_m2(self) -> float:
        """The largest running total, which is beside the sum and no part of it."""
        return max((one.area_m2 for one in self.kept if one.running), default=0.0)
