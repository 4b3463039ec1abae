"""Operations and their shapes refuse what cannot be, and travel without loss."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from tests.deconfliction.plans import KARACHI, NOON, operations, plan

from markaz.records.errors import InvalidValueError
from markaz.records.operations.columns import operations_read, operations_table, overlaps_table
from markaz.records.operations.conflict import Conflict, Overlap
from markaz.records.operations.notation import read, written
from markaz.records.operations.operation import OperationKey, Waiver, Window
from markaz.records.operations.shape import (
    Convoy,
    Flight,
    Point,
    Polygon,
    Position,
    Route,
    Waypoint,
)

HOUR = timedelta(hours=1)
THERE = Position(25.0, 67.2)
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001
LEFT, RIGHT = OperationKey("ANF", "1"), OperationKey("ASF", "1")


def stops(*hours):
    return tuple(Waypoint(KARACHI, NOON + HOUR * hour) for hour in hours)


IMPOSSIBLE = {
    "latitude": lambda: Position(90.1, 0),
    "longitude": lambda: Position(0, 180.1),
    "not a number": lambda: Position(float("nan"), 0),
    "waypoint without zone": lambda: Waypoint(KARACHI, NAIVE),
    "two corners": lambda: Polygon((KARACHI, THERE)),
    "corner twice": lambda: Polygon((KARACHI, THERE, Position(25, 68), KARACHI)),
    "crossing": lambda: Polygon((Position(0, 0), Position(1, 1), Position(0, 1), Position(1, 0))),
    "round a pole": lambda: Polygon((Position(89, 0), Position(89, 120), Position(89, -120))),
    "one stop": lambda: Route(stops(0)),
    "back in time": lambda: Route(stops(1, 0)),
    "two places at once": lambda: Convoy(stops(0, 0), 10),
    "negative length": lambda: Convoy(stops(0, 1), -1),
    "unknown airport": lambda: Flight("XX 1", "KHI", NOON, "QQQ", NOON + HOUR),
    "flight to itself": lambda: Flight("XX 1", "KHI", NOON, "KHI", NOON + HOUR),
    "lands before it starts": lambda: Flight("XX 1", "KHI", NOON, "LHE", NOON - HOUR),
    "no reference": lambda: OperationKey("ANF", ""),
    "window without zone": lambda: Window(NAIVE, NOON),
    "window ends as it starts": lambda: Window(NOON, NOON),
    "no such zone": lambda: Window(NOON, NOON + HOUR, "Asia/Nowhere"),
    "waiver without reason": lambda: Waiver("boss", " ", NOON),
    "waiver without zone": lambda: Waiver("boss", "late call", NAIVE),
    "own waiver": lambda: plan(Point(KARACHI), waiver=Waiver("filer", "late call", NOON)),
    "no contact": lambda: plan(Point(KARACHI), contact=" "),
    "filed without zone": lambda: plan(Point(KARACHI), filed_at=NAIVE),
    "moves past its window": lambda: plan(Route(stops(0, 5)), end=60),
    "overlap with itself": lambda: overlap(right=LEFT),
    "closest elsewhere": lambda: overlap(closest_at=NOON - HOUR),
    "conflict of one": lambda: Conflict(left=LEFT, right=LEFT, opened_at=NOON, steps=()),
    "conflict at no rung": lambda: Conflict(left=LEFT, right=RIGHT, opened_at=NOON, steps=()),
    "no shape": lambda: read('{"type":"blob"}'),
    "half a shape": lambda: read('{"type":"point","coordinates":[1]}'),
    "shape with a bad place": lambda: read('{"type":"point","coordinates":[0,91]}'),
}


def overlap(**changed):
    known = {"left": LEFT, "right": RIGHT, "first": NOON, "last": NOON + HOUR, "closest_m": 12.3,
             "closest_at": NOON, "radius_m": 500, "rule": "search"}  # fmt: skip
    return Overlap(**{**known, **changed})


@pytest.mark.parametrize("make", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(InvalidValueError):
        make()


def test_an_outline_may_cross_the_date_line():
    Polygon((Position(0, 179.5), Position(0, -179.5), Position(1, -179.5), Position(1, 179.5)))


@given(operations(agency="ANF", origin=KARACHI))
def test_a_shape_is_read_as_it_was_written(operation):
    assert read(written(operation.shape)) == operation.shape


@given(operations(agency="ANF", origin=KARACHI))
def test_an_operation_travels_as_columns_without_loss(operation):
    assert operations_read(operations_table([operation])) == [operation]


def test_a_waiver_travels_with_its_operation():
    late = plan(Point(KARACHI), waiver=Waiver("boss", "late call", NOON))
    assert operations_read(operations_table([late])) == [late]


def test_an_overlap_travels_in_whole_decimetres():
    (row,) = overlaps_table([overlap()]).to_pylist()
    assert (row["closest_dm"], row["right_agency"]) == (123, "ASF")
    assert row["first"].astimezone(UTC) == NOON
