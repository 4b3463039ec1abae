"""Where an operation takes place: standing shapes, and moving ones with a moment for each place."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import isfinite

import shapely

from markaz.data.airports import AIRPORTS
from markaz.records.errors import InvalidValueError

LONGEST_CONVOY_M = 20_000
POLE, DATE_LINE = 90, 180
FEWEST_CORNERS, FEWEST_STOPS = 3, 2
# Wider outlines are no plan of an operation, and an outline may not run round a pole.
WIDEST_OUTLINE_DEGREES = 20.0


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the WGS 84 ellipsoid, in degrees; east and north are positive."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (isfinite(self.latitude) and abs(self.latitude) <= POLE):
            raise InvalidValueError(
                "latitude {latitude} is outside -90 to 90: write degrees, latitude first",
                latitude=self.latitude,
            )
        if not (isfinite(self.longitude) and abs(self.longitude) <= DATE_LINE):
            raise InvalidValueError(
                "longitude {longitude} is outside -180 to 180: write degrees",
                longitude=self.longitude,
            )


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A place and the moment at which a moving operation is there."""

    at: Position
    moment: datetime

    def __post_init__(self) -> None:
        if self.moment.tzinfo is None:
            raise InvalidValueError(
                "{moment} has no time zone: say which clock it is by", moment=self.moment
            )


@dataclass(frozen=True, slots=True)
class Point:
    """One place for the whole of the operation."""

    at: Position


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area within an outline whose sides are geodesics; the last corner joins the first."""

    ring: tuple[Position, ...]

    def __post_init__(self) -> None:
        if len(set(self.ring)) < FEWEST_CORNERS or len(set(self.ring)) != len(self.ring):
            raise InvalidValueError(
                "an outline needs three corners or more, each given once: leave out the last one"
            )
        corners = unrolled(self.ring)
        for degrees in zip(*corners, strict=True):
            if max(degrees) - min(degrees) > WIDEST_OUTLINE_DEGREES:
                raise InvalidValueError(
                    "an outline may span {widest:.0f} degrees: draw it smaller",
                    widest=WIDEST_OUTLINE_DEGREES,
                )
        if not shapely.Polygon(corners).is_valid:
            raise InvalidValueError("the outline crosses itself: give its corners in order")


@dataclass(frozen=True, slots=True)
class Route:
    """A way through timed places; between two of them the speed is even, along the geodesic."""

    waypoints: tuple[Waypoint, ...]

    def __post_init__(self) -> None:
        _require_order(self.waypoints)


@dataclass(frozen=True, slots=True)
class Convoy:
    """A route of many vehicles: the waypoints are of its middle, `length_m` from head to tail."""

    waypoints: tuple[Waypoint, ...]
    length_m: float

    def __post_init__(self) -> None:
        _require_order(self.waypoints)
        if not 0 <= self.length_m <= LONGEST_CONVOY_M:
            raise InvalidValueError(
                "a convoy of {length} m is not planned as one: write 0 to {most} m, or split it",
                length=self.length_m,
                most=LONGEST_CONVOY_M,
            )


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight between two airports, named by their IATA codes."""

    number: str
    departure: str
    departs_at: datetime
    arrival: str
    arrives_at: datetime

    def __post_init__(self) -> None:
        for code in (self.departure, self.arrival):
            if code not in AIRPORTS:
                raise InvalidValueError(
                    "no airport has the code {code!r}: write IATA letters", code=code
                )
        if self.departure == self.arrival:
            raise InvalidValueError(
                "a flight from {departure} to itself: give it as a route", departure=self.departure
            )
        _require_order(self.waypoints)

    @property
    def waypoints(self) -> tuple[Waypoint, Waypoint]:
        """Both airports with their moments."""
        return (
            Waypoint(_airport(self.departure), self.departs_at),
            Waypoint(_airport(self.arrival), self.arrives_at),
        )


Shape = Point | Polygon | Route | Convoy | Flight
Moving = Route | Convoy | Flight


def unrolled(ring: tuple[Position, ...]) -> list[tuple[float, float]]:
    """Longitude and latitude of each corner, with no jump where the ring crosses 180 degrees."""
    first = ring[0].longitude
    return [
        (first + (corner.longitude - first + 180) % 360 - 180, corner.latitude) for corner in ring
    ]


def _airport(code: str) -> Position:
    airport = AIRPORTS[code]
    return Position(airport.latitude, airport.longitude)


def _require_order(waypoints: tuple[Waypoint, ...]) -> None:
    if len(waypoints) < FEWEST_STOPS:
        raise InvalidValueError("a way needs two timed places or more: add where it ends")
    for earlier, later in pairwise(waypoints):
        if later.moment.timestamp() <= earlier.moment.timestamp():
            raise InvalidValueError(
                "{later} does not come after {earlier}: give places in their order",
                later=later.moment,
                earlier=earlier.moment,
            )
