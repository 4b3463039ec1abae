"""Counts ground once that several claims cover, and says who overlaps whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy
import shapely
from pyproj import CRS, Transformer

from markaz.records.errors import InvalidValueError

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
# A hand's breadth along a shared boundary is how two drawings of one line differ.
LEAST_SHARED_M2 = 0.01
_SOWN_FROM_MONTH = 9


def season(day: date) -> str:
    """The season that a day belongs to, by the year of its harvest: poppy is sown in autumn."""
    return str(day.year + (day.month >= _SOWN_FROM_MONTH))


@dataclass(frozen=True, slots=True)
class Overlap:
    """Ground that two claims share; `iou` is the shared part of all that both cover.

    `left` and `right` are the positions of the claims, `left` the earlier one.
    """

    left: int
    right: int
    area_m2: float
    iou: float


@dataclass(frozen=True, slots=True)
class Component:
    """Claims that hang together, with the ground they cover, in degrees on WGS 84."""

    season: str
    members: tuple[int, ...]
    sum_m2: float
    union_m2: float
    outline: Any


@dataclass(frozen=True, slots=True)
class United:
    """What claims add up to, and what they cover; each season is counted apart."""

    components: tuple[Component, ...]
    overlaps: tuple[Overlap, ...]
    sum_m2: float
    union_m2: float

    @property
    def double_m2(self) -> float:
        """Ground that was counted more than once."""
        return self.sum_m2 - self.union_m2


def plane(outlines: Any) -> Transformer:
    """From degrees to an equal-area plane about the middle of the outlines, in metres."""
    west, south, east, north = shapely.total_bounds(outlines)
    around = CRS.from_proj4(
        f"+proj=laea +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +ellps=WGS84 +units=m"
    )
    return Transformer.from_crs("EPSG:4326", around, always_xy=True)


def on_plane(outlines: Any, onto: Transformer, *, back: bool = False) -> Any:
    """The outlines with their corners on the plane, or from there back in degrees."""
    way = "INVERSE" if back else "FORWARD"
    return shapely.transform(
        outlines, lambda east, north: onto.transform(east, north, direction=way), interleaved=False
    )


def unite(polygons: Sequence[Any], *, seasons: Sequence[str] | None = None) -> United:
    """Unite claims piece by piece: only what hangs together is united at all.

    Args:
        polygons: sound outlines in degrees on WGS 84.
        seasons: in which season each was cleared; claims of two seasons are never one.

    Raises:
        InvalidValueError: an outline crosses itself.
    """
    outlines = np.array(polygons, dtype=object)
    if not len(outlines):
        return United((), (), 0.0, 0.0)
    unsound = np.flatnonzero(~shapely.is_valid(outlines))
    if len(unsound):
        raise InvalidValueError(
            "Outline {number} crosses itself: draw it again.", number=int(unsound[0]) + 1
        )
    onto = plane(outlines)
    flat = on_plane(outlines, onto)
    years, season = np.unique(
        np.array(seasons or [""] * len(outlines), dtype=np.str_), return_inverse=True
    )
    areas_m2 = shapely.area(flat)
    pairs = _touching(flat, season)
    groups = _groups(pairs, len(flat))
    covered = _covered(flat, groups)
    union_m2 = shapely.area(np.array(covered, dtype=object))
    outside = on_plane(np.array(covered, dtype=object), onto, back=True)
    components = tuple(
        Component(
            season=str(years[season[members[0]]]),
            members=tuple(members.tolist()),
            sum_m2=float(areas_m2[members].sum()),
            union_m2=float(size),
            outline=outline,
        )
        for members, size, outline in zip(groups, union_m2, outside, strict=True)
    )
    return United(
        components,
        _overlaps(flat, areas_m2, pairs),
        float(areas_m2.sum()),
        float(union_m2.sum()),
    )


def _touching(flat: Any, season: Numbers) -> Numbers:
    """Pairs of one season that meet, the earlier first, in two columns."""
    pairs = shapely.STRtree(flat).query(flat, predicate="intersects").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    one_season: Numbers = pairs[season[pairs[:, 0]] == season[pairs[:, 1]]]
    return one_season


def _groups(pairs: Numbers, claims: int) -> list[Numbers]:
    """The claims that hang together, each group in the order of its first."""
    links = scipy.sparse.coo_array((np.ones(len(pairs)), pairs.T), shape=(claims, claims))
    _, label = scipy.sparse.csgraph.connected_components(links, directed=False)
    order = np.argsort(label, kind="stable")
    groups: list[Numbers] = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return sorted(groups, key=lambda group: int(group[0]))


def _covered(flat: Any, groups: list[Numbers]) -> list[Any]:
    return [
        flat[group[0]] if len(group) == 1 else shapely.union_all(flat[group]) for group in groups
    ]


def _overlaps(flat: Any, areas_m2: Floats, pairs: Numbers) -> tuple[Overlap, ...]:
    left, right = pairs[:, 0], pairs[:, 1]
    shared = shapely.area(shapely.intersection(flat[left], flat[right]))
    iou = shared / (areas_m2[left] + areas_m2[right] - shared)
    return tuple(
        Overlap(int(left[at]), int(right[at]), float(shared[at]), float(iou[at]))
        for at in np.flatnonzero(shared > LEAST_SHARED_M2)
    )


def shared_between(united: United, owners: Sequence[str]) -> dict[tuple[str, str], float]:
    """Square metres that each two owners both claim, an owner's own repeats among them."""
    shared: dict[tuple[str, str], float] = {}
    for one in united.overlaps:
        left, right = sorted((owners[one.left], owners[one.right]))
        shared[left, right] = shared.get((left, right), 0.0) + one.area_m2
    return dict(sorted(shared.items()))
