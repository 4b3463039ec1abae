"""Invented operations: one by one for a sentence, or drawn at random around difficult places."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from pyproj import Geod

from markaz.deconfliction.rules import shipped
from markaz.records.errors import InvalidValueError
from markaz.records.operations.operation import Operation, OperationKey, Window
from markaz.records.operations.shape import (
    Convoy,
    Flight,
    Point,
    Polygon,
    Position,
    Route,
    Waypoint,
)

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
GEOD = Geod(ellps="WGS84")
KARACHI = Position(24.9065, 67.1608)
RULES = shipped()
OVER_ALL = replace(RULES, overflight=True)


def at(minutes, *, since=NOON):
    return since + timedelta(minutes=minutes)


def aside(origin, *, east_m=0.0, north_m=0.0):
    """A place so many metres from another."""
    longitude, latitude, _ = GEOD.fwd(origin.longitude, origin.latitude, 90, east_m)
    longitude, latitude, _ = GEOD.fwd(longitude, latitude, 0, north_m)
    return Position(latitude, longitude)


def square(middle, *, side_m):
    half = side_m / 2
    return Polygon(
        tuple(
            aside(middle, east_m=east, north_m=north)
            for east, north in ((-half, -half), (half, -half), (half, half), (-half, half))
        )
    )


def way(*stops):
    """A route through places, each with its minutes past noon."""
    return Route(tuple(Waypoint(place, at(minutes)) for place, minutes in stops))


def plan(shape, *, agency="ANF", reference="R-1", begin=0, end=120, **changed):
    known = {
        "key": OperationKey(agency, reference),
        "unit": "Unit 1",
        "contact": "duty officer, 021-1234",
        "kind": "raid",
        "window": Window(at(begin), at(end)),
        "shape": shape,
        "filed_by": "filer",
        "filed_at": at(-6000),
        "target": "a godown behind the bypass",
    }
    return Operation(**{**known, **changed})


# A city, the date line, both sides of Greenwich on the equator, and one degree from a pole.
HARD_PLACES = (KARACHI, Position(24.9, 180.0), Position(0.0, 0.0), Position(89.0, 30.0))


def _spread(metres):
    """Distances spread evenly, and now and then none: left alone, most drawn would be 0."""
    return st.randoms(use_true_random=False).map(
        lambda chance: chance.choice((0.0, 1.0, 1.0, 1.0)) * chance.uniform(-metres, metres)
    )


_metres, _far_metres = _spread(9_000), _spread(250_000)


@st.composite
def _position(draw, origin, metres=_metres):
    return aside(origin, east_m=draw(metres), north_m=draw(metres))


@st.composite
def _waypoints(draw, origin, begin, end):
    minutes = sorted(draw(st.sets(st.integers(begin, end), min_size=2, max_size=4)))
    metres = draw(st.sampled_from((_metres, _metres, _far_metres)))
    return tuple(Waypoint(draw(_position(origin, metres)), at(one)) for one in minutes)


@st.composite
def _polygon(draw, origin):
    try:
        return Polygon(tuple(draw(st.lists(_position(origin), min_size=3, max_size=5))))
    except InvalidValueError:
        return square(draw(_position(origin)), side_m=draw(st.floats(50, 8_000)))


@st.composite
def _flight(draw, begin, end):
    departure, arrival = draw(st.permutations(("KHI", "ISB", "LHE", "UET")))[:2]
    departs = draw(st.integers(begin, end - 20))
    arrives = draw(st.integers(departs + 20, end))
    return Flight("XX 1", departure, at(departs), arrival, at(arrives))


@st.composite
def operations(draw, *, agency, origin, reference="R-1"):
    begin = draw(st.integers(-120, 120))
    end = begin + draw(st.integers(30, 150))
    shape = draw(st.sampled_from(("point", "polygon", "route", "route", "convoy", "flight")))
    if shape == "point":
        drawn = Point(draw(_position(origin)))
    elif shape == "polygon":
        drawn = draw(_polygon(origin))
    elif shape == "flight":
        drawn = draw(_flight(begin, end))
    else:
        waypoints = draw(_waypoints(origin, begin, end))
        length_m = draw(st.floats(0, 2_000))
        drawn = Route(waypoints) if shape == "route" else Convoy(waypoints, length_m)
    kind = draw(st.sampled_from(sorted(RULES.kinds)))
    return plan(drawn, agency=agency, reference=reference, begin=begin, end=end, kind=kind)


@st.composite
def pairs(draw):
    origin = draw(st.sampled_from(HARD_PLACES))
    return tuple(draw(operations(agency=agency, origin=origin)) for agency in ("ANF", "ASF"))
