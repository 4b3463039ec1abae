"""A shape as one line of JSON, to be kept and to travel; reading it back gives the same shape."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from markaz.records.errors import InvalidValueError
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


def written(shape: Shape) -> str:
    """The shape as JSON: longitude before latitude, as GeoJSON has it."""
    return json.dumps(_members(shape), separators=(",", ":"))


def read(text: str) -> Shape:
    """The shape that `written` gave as text.

    Raises:
        InvalidValueError: the text is no shape, or the shape refuses itself.
    """
    try:
        members = json.loads(text)
        return _READERS[members["type"]](members)
    except InvalidValueError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidValueError(
            "this is no shape of an operation: {written!r}", written=text[:80]
        ) from error


def _members(shape: Shape) -> dict[str, object]:
    kind = type(shape).__name__.lower()
    match shape:
        case Point(at):
            return {"type": kind, "coordinates": _pair(at)}
        case Polygon(ring):
            return {"type": kind, "coordinates": [_pair(corner) for corner in ring]}
        case Convoy(waypoints, length_m):
            return {"type": kind, "waypoints": _timed(waypoints), "length_m": length_m}
        case Route(waypoints):
            return {"type": kind, "waypoints": _timed(waypoints)}
        case Flight():
            return {
                "type": kind,
                "number": shape.number,
                "departure": [shape.departure, shape.departs_at.isoformat()],
                "arrival": [shape.arrival, shape.arrives_at.isoformat()],
            }


def _pair(at: Position) -> list[float]:
    return [at.longitude, at.latitude]


def _timed(waypoints: tuple[Waypoint, ...]) -> list[list[object]]:
    return [[*_pair(one.at), one.moment.isoformat()] for one in waypoints]


def _position(pair: list[float]) -> Position:
    longitude, latitude = pair
    return Position(float(latitude), float(longitude))


def _waypoints(members: Mapping[str, Any]) -> tuple[Waypoint, ...]:
    return tuple(
        Waypoint(_position(pair), datetime.fromisoformat(moment))
        for *pair, moment in members["waypoints"]
    )


def _flight(members: Mapping[str, Any]) -> Flight:
    (departure, departs_at), (arrival, arrives_at) = members["departure"], members["arrival"]
    return Flight(
        members["number"],
        departure,
        datetime.fromisoformat(departs_at),
        arrival,
        datetime.fromisoformat(arrives_at),
    )


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Shape]] = {
    "point": lambda members: Point(_position(members["coordinates"])),
    "polygon": lambda members: Polygon(tuple(map(_position, members["coordinates"]))),
    "route": lambda members: Route(_waypoints(members)),
    "convoy": lambda members: Convoy(_waypoints(members), float(members["length_m"])),
    "flight": _flight,
}
