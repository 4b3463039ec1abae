"""Whether a shape can be a field, and what its words say about it."""

from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import GEOD, Stated, ground_m2, stated
from markaz.crops.outlines.outline import Outline, Raw
from markaz.crops.outlines.words import day, meant
from markaz.crops.running import is_running
from markaz.records.errors import InvalidValueError, MarkazError

Bounds = tuple[float, float, float, float]
# Pakistan, Afghanistan and the fields along their borders.
HOME: Bounds = (60.0, 23.0, 80.0, 39.5)
LARGEST_M2 = 50_000_000.0
LEAST_M2 = 1.0
# A track is closed by a person who walks back to where he began, give or take a receiver's error.
WIDEST_GAP_M = 30.0
NEAR_ENOUGH = 0.1
_POLE, _DATE_LINE = 90.0, 180.0
_CIRCLE_SIDES = 64


def judged(raw: Raw, *, region: str, home: Bounds | None) -> Outline:
    """The outline that a feature claims.

    Raises:
        InvalidValueError: it is no field, and why.
    """
    words = meant(raw.words)
    doubts: list[MarkazError] = []
    written = _stated(words, region=region, doubts=doubts)
    drawn = raw.shape is not None and raw.shape.geom_type != "Point"
    polygon = _polygon(raw.shape, written, home=home)
    # What is drawn is ground, whatever is said of it: if others draw it too it is counted once.
    running = not drawn and is_running(" ".join(raw.words.values()))
    if running:
        doubts.append(
            InvalidValueError("By its words this is a total so far, so it is not added to others.")
        )
    size_m2 = float(written.square_metres) if polygon is None and written else ground_m2(polygon)
    if drawn and written:
        doubts.extend(_apart(written, size_m2))
    cleared = day(words["day"]) if "day" in words else None
    if "day" in words and cleared is None:
        doubts.append(
            InvalidValueError("{day!r} is no plain day: write it as 2026-04-05.", day=words["day"])
        )
    return Outline(
        number=raw.number,
        polygon=polygon,
        area_m2=size_m2,
        stated=written,
        crop=words.get("crop", ""),
        method=words.get("method", ""),
        team=words.get("team", ""),
        day=cleared,
        drawn=drawn,
        running=running,
        props=dict(raw.words),
        doubts=tuple(doubts),
    )


def _stated(words: dict[str, str], *, region: str, doubts: list[MarkazError]) -> Stated | None:
    if "area" not in words:
        return None
    read = stated(words["area"], unit=words.get("unit", ""), region=region)
    if not LEAST_M2 <= read.square_metres <= LARGEST_M2:
        raise InvalidValueError(
            "An area of {text!r} is no field's: correct the amount or its unit.", text=read.text
        )
    if read.rough:
        doubts.append(
            InvalidValueError(
                "{text!r} is rough: a {unit} differs from place to place.",
                text=read.text,
                unit=read.unit,
            )
        )
    return read


def _polygon(shape: Any, written: Stated | None, *, home: Bounds | None) -> Any:
    """The shape as an area: a track closed, a centre widened to the stated area."""
    if shape is None and written is None:
        raise InvalidValueError("There is no outline and no area: draw the field.")
    if shape is None:
        return None
    if shape.is_empty or not np.isfinite(shapely.get_coordinates(shape)).all():
        raise InvalidValueError("The outline has no corners, or one that is no number: draw it.")
    _in_place(shape, home=home)
    if shape.geom_type == "Point":
        if written is None:
            raise InvalidValueError("A point has no area: draw the outline or state the size.")
        return _circle(shape, float(written.square_metres))
    polygon = _closed(shape) if shape.geom_type == "LineString" else shape
    return _sound(polygon)


def _in_place(shape: Any, *, home: Bounds | None) -> None:
    west, south, east, north = shapely.bounds(shape)
    if max(abs(south), abs(north)) > _POLE or max(abs(west), abs(east)) > _DATE_LINE:
        if max(abs(west), abs(east)) <= _POLE and max(abs(south), abs(north)) <= _DATE_LINE:
            raise InvalidValueError(
                "Latitude and longitude look swapped: write longitude first, or name the columns."
            )
        raise InvalidValueError(
            "The numbers are no degrees and the file names no reference system: export it in"
            " WGS 84."
        )
    if east - west > _DATE_LINE:
        raise InvalidValueError(
            "The outline crosses the date line: cut it there, or correct its longitudes."
        )
    if home is None or _within((west, south, east, north), home):
        return
    if _within((south, west, north, east), home):
        raise InvalidValueError(
            "Latitude and longitude look swapped: write longitude first, or name the columns."
        )
    raise InvalidValueError(
        "The outline lies at {latitude:.2f} north, {longitude:.2f} east, where no team works:"
        " correct its place.",
        latitude=float((south + north) / 2),
        longitude=float((west + east) / 2),
    )


def _within(bounds: Bounds, home: Bounds) -> bool:
    west, south, east, north = bounds
    return home[0] <= west and home[1] <= south and east <= home[2] and north <= home[3]


def _circle(centre: Any, size_m2: float) -> Any:
    """A round field of this size on the ellipsoid: only the centre and the size are known."""
    # The polygon has the area of the circle, not its radius.
    step = 2 * np.pi / _CIRCLE_SIDES
    radius_m = np.sqrt(2 * size_m2 / (_CIRCLE_SIDES * np.sin(step)))
    same = np.ones(_CIRCLE_SIDES)
    longitude, latitude, _ = GEOD.fwd(
        centre.x * same,
        centre.y * same,
        np.degrees(step) * np.arange(_CIRCLE_SIDES),
        radius_m * same,
    )
    return shapely.Polygon(np.column_stack((longitude, latitude)))


def _closed(track: Any) -> Any:
    places = shapely.get_coordinates(track)
    if len(places) < 4:  # noqa: PLR2004  (three corners and the way back)
        raise InvalidValueError("The track has fewer than three corners: walk round the field.")
    gap_m = GEOD.line_length(places[[0, -1], 0], places[[0, -1], 1])
    if gap_m > WIDEST_GAP_M:
        raise InvalidValueError(
            "The track ends {gap:.0f} m from where it began: walk round the whole field.", gap=gap_m
        )
    return shapely.Polygon(places)


def _sound(polygon: Any) -> Any:
    if polygon.geom_type not in ("Polygon", "MultiPolygon"):
        raise InvalidValueError(
            "The outline mixes lines and areas: send each field as one polygon."
        )
    if not polygon.is_valid:
        # GEOS ends its sentence with the place in brackets.
        _, _, where = shapely.is_valid_reason(polygon).rstrip("]").partition("[")
        raise InvalidValueError(
            "The outline crosses or touches itself near {where}: draw it again.", where=where
        )
    size_m2 = ground_m2(polygon)
    if not LEAST_M2 <= size_m2 <= LARGEST_M2:
        raise InvalidValueError(
            "The outline covers {size:.1f} m2, which is no field: draw it again.", size=size_m2
        )
    return shapely.force_2d(polygon)


def _apart(written: Stated, size_m2: float) -> list[MarkazError]:
    claimed = float(written.square_metres)
    if abs(claimed - size_m2) <= NEAR_ENOUGH * size_m2:
        return []
    return [
        InvalidValueError(
            "The area is written as {text}, the outline covers {size:.0f} m2: which holds?",
            text=written.text,
            size=size_m2,
        )
    ]
