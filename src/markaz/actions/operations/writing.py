"""Places, areas and routes as an officer types them, and typed again from what was kept."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from django.conf import settings
from django.utils import timezone

from markaz.data.airports import AIRPORTS, airport_code
from markaz.data.places import DISTRICTS, district_code
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

# Degrees with a fraction, or degrees, minutes and seconds; a letter instead of a sign.
_HALF = r"([+-]?\d+(?:\.\d+)?)\s*°?(?:\s*(\d+(?:\.\d+)?)\s*['′])?(?:\s*(\d+(?:\.\d+)?)\s*[\"″])?"
_PAIR = re.compile(rf"{_HALF}\s*([NS]?)\s*[,;\s]\s*{_HALF}\s*([EW]?)", re.IGNORECASE)
# A decimetre on the ground.
_PLACES = 6
_MOMENT = re.compile(r"(?:(\d{4}-\d\d-\d\d)[T ]+)?(\d{1,2}:\d\d)\s+(.+)")


def position(text: str) -> Position:
    """A place from typed coordinates, latitude first, or from the name of a district or airport.

    Raises:
        InvalidValueError: it is neither, or names something too wide to be a place.
    """
    typed = " ".join(text.split())
    if pair := _PAIR.fullmatch(typed):
        parts = pair.groups()
        return Position(_degrees(parts[:4]), _degrees(parts[4:]))
    if code := airport_code(typed):
        return Position(AIRPORTS[code].latitude, AIRPORTS[code].longitude)
    district = DISTRICTS.get(district_code(typed, country=settings.MARKAZ_COUNTRY) or "")
    if district and district.latitude is not None and district.longitude is not None:
        return Position(district.latitude, district.longitude)
    raise InvalidValueError(
        "No place is called {written!r}: write coordinates as 24.9065, 67.1608, or name a"
        " district or an airport.",
        written=typed[:60],
    )


def moment(text: str, *, day: str = "") -> datetime:
    """A moment of the centre's clock, written as 2026-01-17 09:30."""
    written = " ".join(text.replace("T", " ").split())
    if day and re.fullmatch(r"\d{1,2}:\d\d", written):
        written = f"{day} {written}"
    try:
        return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=_zone())
    except ValueError:
        raise InvalidValueError(
            "{written!r} is no moment: write it as 2026-01-17 09:30.", written=written[:40]
        ) from None


def area(text: str) -> Polygon:
    """An area from its corners, one to a line."""
    return Polygon(tuple(position(line) for line in _lines(text)))


def stops(text: str, *, day: str) -> tuple[Waypoint, ...]:
    """Timed places, one to a line: the time, then the place; without a day it is the first one."""
    return tuple(_stop(line, day=day) for line in _lines(text))


def shape(said: Callable[[str], str], *, day: str) -> Shape:
    """The shape that the fields of a form, or the options of a command, describe.

    Args:
        said: the text of a field: shape, place, corners, stops, length, flight, departure,
            departs, arrival or arrives.
        day: the day on which times without one are, as 2026-01-17.
    """
    match said("shape"):
        case "polygon":
            return area(said("corners"))
        case "route":
            return Route(stops(said("stops"), day=day))
        case "convoy":
            return Convoy(stops(said("stops"), day=day), _metres(said("length")))
        case "flight":
            return Flight(
                said("flight").strip().upper(),
                _airport(said("departure")),
                moment(said("departs"), day=day),
                _airport(said("arrival")),
                moment(said("arrives"), day=day),
            )
        case _:
            return Point(position(said("place")))


def typed(kept: Shape) -> dict[str, str]:
    """The fields that describe a shape again, for an officer who amends it."""
    match kept:
        case Point(at):
            return {"shape": "point", "place": _pair(at)}
        case Polygon(ring):
            return {"shape": "polygon", "corners": "\n".join(map(_pair, ring))}
        case Convoy(waypoints, length_m):
            return {"shape": "convoy", "stops": _way(waypoints), "length": f"{length_m:g}"}
        case Route(waypoints):
            return {"shape": "route", "stops": _way(waypoints)}
        case Flight():
            return {
                "shape": "flight",
                "flight": kept.number,
                "departure": kept.departure,
                "departs": clock(kept.departs_at),
                "arrival": kept.arrival,
                "arrives": clock(kept.arrives_at),
            }


def clock(at: datetime) -> str:
    """A moment as it is typed."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _stop(line: str, *, day: str) -> Waypoint:
    found = _MOMENT.fullmatch(line)
    if not found:
        raise InvalidValueError(
            "{written!r} is no stop: write the time and then the place, as 10:30 Karachi South.",
            written=line[:60],
        )
    on, time, place = found.groups()
    return Waypoint(position(place), moment(time, day=on or day))


def _degrees(parts: tuple[str | None, ...]) -> float:
    whole, minutes, seconds, letter = parts
    size = abs(float(whole or 0)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    if minutes:
        size = round(size, _PLACES)
    below = (whole or "").startswith("-") or (letter or "").upper() in {"S", "W"}
    return -size if below else size


def _metres(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InvalidValueError("Write the convoy's length in metres, as 400.") from None


def _airport(text: str) -> str:
    return airport_code(text) or text.strip().upper()


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _pair(at: Position) -> str:
    # Every digit: a plan that is read again must be the same plan, or it would be filed anew.
    return f"{at.latitude!r}, {at.longitude!r}"


def _way(waypoints: tuple[Waypoint, ...]) -> str:
    return "\n".join(f"{clock(one.moment)} {_pair(one.at)}" for one in waypoints)


def _zone() -> tzinfo:
    return timezone.get_current_timezone()
