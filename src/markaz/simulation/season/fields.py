"""The fields of a simulated season: each clearance of the campaign cut into outlined fields.

Teams of the provinces outline what they cleared, but for one that outlines far more; a second
agency claims ground that was claimed before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil, cos, pi, sin, sqrt
from random import Random
from typing import Any

import numpy as np
import shapely
import shapely.affinity
import shapely.geometry
from pyproj import Transformer

from markaz.data.places import DISTRICTS

ACRE_M2 = 4046.8564224
EXAGGERATING, EXAGGERATION = "Team Barg", 1.6
SECOND_AGENCY = "ANF"
_ACRES_OF_FIELD, _MOST_FIELDS = 150, 8
_SECOND_IN = ("PK-BA-pishin", "PK-BA-qilla-abdullah")
_EXAGGERATES_IN = "PK-KP-mohmand"
_SHARE_CLAIMED_AGAIN = 0.6
_APART_M = 160.0
_BARE = 3
_CENTI = 100


@dataclass(frozen=True, slots=True)
class Clearing:
    """One clearance of the campaign as its agency reported it."""

    agency: str
    reference: str
    day: date
    district: str
    acres: int


@dataclass(frozen=True, slots=True)
class Planted:
    """One field: the outline that is claimed, in metres about the district's middle, and the truth.

    `cleared` is the ground that was cleared, empty where a claim is of ground cleared by others.
    """

    agency: str
    reference: str
    label: str
    team: str
    day: date
    district: str
    outline: Any
    claimed: str
    cleared: Any
    verified: str

    @property
    def again(self) -> bool:
        """Whether another agency claimed the ground before."""
        return bool(self.cleared.is_empty)


@dataclass(frozen=True, slots=True)
class District:
    """The fields of one district, neighbours that nobody claims, and ground that is bare all year.

    All in metres about the district's middle.
    """

    code: str
    fields: tuple[Planted, ...]
    controls: tuple[Any, ...]
    bare: tuple[Any, ...]
    half_m: float

    @property
    def plane(self) -> str:
        """The equal-area plane about the district's headquarters."""
        place = DISTRICTS[self.code]
        return f"+proj=laea +lat_0={place.latitude} +lon_0={place.longitude} +ellps=WGS84 +units=m"

    def in_degrees(self, shape: Any) -> Any:
        """A shape of the district in degrees."""
        way = _to_degrees(self.plane)
        return shapely.transform(shape, lambda at: np.column_stack(way.transform(*at.T)))


@lru_cache(maxsize=32)
def _to_degrees(plane: str) -> Transformer:
    return Transformer.from_crs(plane, "EPSG:4326", always_xy=True)


def districts(clearings: Sequence[Clearing], *, seed: int) -> Iterator[District]:
    """The season, district by district; the same for the same clearings and seed."""
    by_district: dict[str, list[Clearing]] = {}
    for one in clearings:
        by_district.setdefault(one.district, []).append(one)
    for code in sorted(by_district):
        yield _district(code, by_district[code], rng=Random(f"{seed} {code}"))  # noqa: S311 (a simulation)


def _district(code: str, clearings: Sequence[Clearing], *, rng: Random) -> District:
    wanted = [
        (one, acres)
        for one in sorted(clearings, key=lambda c: (c.day, c.reference))
        for acres in _cut(one.acres, rng)
    ]
    claims = EXAGGERATION if code == _EXAGGERATES_IN else 1.0
    widest_m = max(sqrt(acres / _CENTI * ACRE_M2 * claims) for _, acres in wanted) * 1.35
    step_m = widest_m + _APART_M
    places = _cells(len(wanted) + max(6, len(wanted) // 4) + _BARE, step_m, rng)
    fields: list[Planted] = []
    counts: dict[str, int] = {}
    for (clearing, acres), place in zip(wanted, places, strict=False):
        counts[clearing.reference] = counts.get(clearing.reference, 0) + 1
        fields.append(_field(clearing, acres, place, counts[clearing.reference], claims, rng))
    beside = [_shape(widest_m**2 * 0.4, place, rng) for place in places[len(wanted) :]]
    if code in _SECOND_IN:
        fields += _again(fields, rng)
    reach = max(max(abs(x), abs(y)) for x, y in places) + step_m
    return District(code, tuple(fields), tuple(beside[_BARE:]), tuple(beside[:_BARE]), reach)


def _cut(acres: int, rng: Random) -> list[int]:
    """A clearing's acres as fields, in hundredths of an acre: they add up exactly."""
    parts = min(_MOST_FIELDS, max(1, ceil(acres / _ACRES_OF_FIELD)))
    weights = [0.5 + rng.random() for _ in range(parts)]
    whole = acres * _CENTI
    sizes = [max(1, int(whole * weight / sum(weights))) for weight in weights]
    sizes[0] += whole - sum(sizes)
    return sizes


def _cells(count: int, step_m: float, rng: Random) -> list[tuple[float, float]]:
    side = ceil(sqrt(count))
    cells = [
        ((column - (side - 1) / 2) * step_m, (row - (side - 1) / 2) * step_m)
        for row in range(side)
        for column in range(side)
    ]
    rng.shuffle(cells)
    return cells[:count]


def _shape(area_m2: float, place: tuple[float, float], rng: Random) -> Any:
    """An uneven polygon of exactly this area about a place."""
    corners = rng.randint(6, 9)
    turn = rng.random() * pi
    points = []
    for nth in range(corners):
        angle = turn + 2 * pi * (nth + 0.3 * (rng.random() - 0.5)) / corners
        radius = 0.85 + 0.3 * rng.random()
        points.append((radius * cos(angle), radius * sin(angle)))
    rough = shapely.Polygon(points)
    scale = sqrt(area_m2 / rough.area)
    return shapely.affinity.translate(
        shapely.affinity.scale(rough, scale, scale, origin=(0, 0)), *place
    )


def _field(
    clearing: Clearing,
    acres: int,
    place: tuple[float, float],
    nth: int,
    claims: float,
    rng: Random,
) -> Planted:
    cleared = _shape(acres / _CENTI * ACRE_M2, place, rng)
    outline = cleared
    if claims > 1:
        side = sqrt(claims)
        outline = shapely.affinity.scale(cleared, side, side, origin=place)
    team = EXAGGERATING if claims > 1 else f"Team {'ABCD'[nth % 4]}"
    return Planted(
        agency=clearing.agency,
        reference=clearing.reference,
        label=f"{clearing.reference.rpartition('/')[2]}-{nth}",
        team=team,
        day=clearing.day,
        district=clearing.district,
        outline=outline,
        claimed=f"{acres * claims / _CENTI:.2f} acres",
        cleared=cleared,
        verified=f"{acres / _CENTI:.2f} acres",
    )


def _again(fields: Sequence[Planted], rng: Random) -> list[Planted]:
    """What the second agency claims: ground of the first, a few steps beside it."""
    found = []
    for nth, one in enumerate(fields, start=1):
        if rng.random() > _SHARE_CLAIMED_AGAIN:
            continue
        beside = [(rng.random() - 0.5) * 60 for _ in range(2)]
        outline = shapely.affinity.translate(one.outline, *beside)
        found.append(
            Planted(
                agency=SECOND_AGENCY,
                reference=f"{SECOND_AGENCY}/FIELD/{one.district.rpartition('-')[2]}/{nth:03d}",
                label=f"{SECOND_AGENCY}-{one.label}",
                team="Joint party",
                day=one.day,
                district=one.district,
                outline=outline,
                claimed=f"{outline.area / ACRE_M2:.2f} acres",
                cleared=shapely.Polygon(),
                verified="0 acres",
            )
        )
    return found


def as_feature(field: Planted, outline: Any) -> Mapping[str, object]:
    """A field as its agency writes it in GeoJSON; the outline is in degrees."""
    return {
        "type": "Feature",
        "properties": {
            "reference": field.reference,
            "field": field.label,
            "area": field.claimed,
            "crop": "poppy",
            "method": "manual",
            "team": field.team,
            "date": field.day.isoformat(),
            "district": DISTRICTS[field.district].label_en,
            "remarks": "SIMULATED, nothing real",
        },
        "geometry": shapely.geometry.mapping(outline),
    }
