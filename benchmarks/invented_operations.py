"""Invented operations of every kind around the places of Pakistan's districts.

The larger share is near three cities; all are over some days.
"""

import random
from datetime import UTC, datetime, timedelta

from pyproj import Geod

from markaz.data.airports import AIRPORTS
from markaz.data.places import DISTRICTS
from markaz.records.operations.operation import Operation, OperationKey, Window
from markaz.records.operations.shape import (
    Convoy,
    Flight,
    Point,
    Polygon,
    Position,
    Route,
    Shape,
    Waypoint,
)

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
_GEOD = Geod(ellps="WGS84")
_AGENCIES = ("ANF", "ASF", "CUSTOMS", "FIA", "PCG", "RANGERS-SD", "POLICE-PB", "POLICE-KP")
_CITIES = (Position(24.87, 67.03), Position(31.53, 74.34), Position(34.01, 71.56))
_CROWDED = 0.4
_OFF_KARACHI = Position(24.3, 66.8)
_PLACES = tuple(
    Position(one.latitude, one.longitude)
    for one in DISTRICTS.values()
    if one.latitude is not None and one.longitude is not None and one.code.startswith("PK-")
)
_AIRPORTS = tuple(sorted(code for code, one in AIRPORTS.items() if one.country == "PK"))
# Shape, its share of all operations, kinds, and how many hours it takes at least and at most.
SORTS = (
    ("point", 0.45, ("raid", "surveillance", "checkpoint", "buy", "search", "airport"), (2, 12)),
    ("point, a week long", 0.03, ("surveillance",), (120, 200)),
    ("polygon", 0.12, ("crop_clearance", "search"), (4, 72)),
    ("polygon at sea", 0.05, ("maritime",), (4, 48)),
    ("route", 0.15, ("surveillance", "controlled_delivery"), (2, 14)),
    ("convoy", 0.10, ("convoy",), (3, 14)),
    ("flight", 0.10, ("controlled_delivery", "airport"), (1, 3)),
)


def invented(chance: random.Random, reference: str, *, days: int) -> tuple[str, Operation]:
    """One operation, with the name of its sort."""
    sort, _, kinds, (least_h, most_h) = chance.choices(SORTS, [one[1] for one in SORTS])[0]
    begin = BEGIN + timedelta(seconds=chance.randrange(days * 86_400))
    end = begin + timedelta(hours=chance.uniform(least_h, most_h))
    operation = Operation(
        key=OperationKey(chance.choice(_AGENCIES), reference),
        unit="Unit 1",
        contact="duty officer",
        kind=chance.choice(kinds),
        window=Window(begin, end),
        shape=_shape(chance, sort, begin, end),
        filed_by="officer",
        filed_at=BEGIN - timedelta(days=2),
    )
    return sort, operation


def _shape(chance: random.Random, sort: str, begin: datetime, end: datetime) -> Shape:
    if sort == "flight":
        departure, arrival = chance.sample(_AIRPORTS, 2)
        return Flight(f"XX {chance.randrange(999)}", departure, begin, arrival, end)
    place = _place(chance)
    if sort == "polygon at sea":
        place = _aside(_OFF_KARACHI, chance.uniform(240, 290), chance.uniform(0, 500_000))
    if sort.startswith("polygon"):
        return Polygon(tuple(_aside(place, turn, chance.uniform(800, 4_000)) for turn in _turns()))
    if sort.startswith("point"):
        return Point(place)
    stops, ahead = [place], chance.uniform(0, 360)
    hours = (end - begin) / timedelta(hours=1)
    legs = chance.randint(2, 5)
    for _ in range(legs):
        # Thirty to seventy kilometres an hour, roughly onward.
        length_m = chance.uniform(30_000, 70_000) * hours / legs
        stops.append(_aside(stops[-1], ahead + chance.gauss(0, 40), length_m))
    timed = tuple(
        Waypoint(stop, begin + (end - begin) * (n / legs)) for n, stop in enumerate(stops)
    )
    return Convoy(timed, chance.uniform(50, 2_000)) if sort == "convoy" else Route(timed)


def _turns() -> range:
    return range(0, 360, 60)


def _place(chance: random.Random) -> Position:
    crowded = chance.random() < _CROWDED
    middle = chance.choice(_CITIES if crowded else _PLACES)
    spread_m = 12_000 if crowded else 25_000
    return _aside(middle, chance.uniform(0, 360), abs(chance.gauss(0, spread_m)))


def _aside(place: Position, azimuth: float, length_m: float) -> Position:
    longitude, latitude, _ = _GEOD.fwd(place.longitude, place.latitude, azimuth, length_m)
    return Position(latitude, longitude)
