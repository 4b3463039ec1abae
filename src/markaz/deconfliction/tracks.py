"""Where an operation is at every moment of its padded window, in even straight pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np

from markaz.deconfliction.earth import Floats, between, places
from markaz.deconfliction.outlines import Outline, outline
from markaz.deconfliction.rules import Kind, Rules
from markaz.records.operations.operation import Operation, OperationKey
from markaz.records.operations.shape import Convoy, Flight, Point, Polygon, Waypoint

# A piece of this length leaves the ground by SAG_M at its middle and is even in speed to 1 mm.
PIECE_M = 5_000.0
SAG_M = 0.5
PIECES_TOGETHER = 8

# The columns of a piece: its two moments, where it begins, its velocity, whether it is in the air.
FROM, TO, PLACE, VELOCITY, AIRBORNE = 0, 1, slice(2, 5), slice(5, 8), 8
COLUMNS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """An operation's pieces in the order of time; an area stands still in one piece."""

    key: OperationKey
    kind: Kind
    half_m: float
    pieces: Floats
    outline: Outline | None = None

    @property
    def reach_m(self) -> float:
        """How far from the pieces somebody else is too near, by this operation's own radius."""
        return self.kind.radius_m + self.half_m

    def boxes(self) -> Floats:
        """For each run of pieces: earliest moment, least place, latest moment, greatest place.

        The places are widened by the reach, so that two operations that clash have boxes that
        meet.
        """
        begins = np.arange(0, len(self.pieces), PIECES_TOGETHER)
        low, high, margin_m = self._ends()
        lows = np.minimum.reduceat(low, begins) - margin_m
        highs = np.maximum.reduceat(high, begins) + margin_m
        earliest = np.minimum.reduceat(self.pieces[:, FROM], begins)
        latest = np.maximum.reduceat(self.pieces[:, TO], begins)
        return np.column_stack((earliest, lows, latest, highs))

    def run(self, number: int) -> Floats:
        """The pieces of one of the boxes."""
        return self.pieces[number * PIECES_TOGETHER : (number + 1) * PIECES_TOGETHER]

    def _ends(self) -> tuple[Floats, Floats, float]:
        margin_m = self.reach_m + SAG_M
        if self.outline:
            corners = self.outline.starts
            low, high = corners.min(axis=0)[None], corners.max(axis=0)[None]
            return low, high, margin_m + self.outline.bulge_m
        begin = self.pieces[:, PLACE]
        lasts_s = (self.pieces[:, TO] - self.pieces[:, FROM])[:, None]
        end = begin + self.pieces[:, VELOCITY] * lasts_s
        return np.minimum(begin, end), np.maximum(begin, end), margin_m


def track(operation: Operation, *, rules: Rules) -> Track:
    """The track of one operation, its window padded as its kind says."""
    kind = rules.kind(operation.kind)
    shape = operation.shape
    opens = (operation.window.starts_at - timedelta(minutes=kind.before_min)).timestamp()
    shuts = (operation.window.ends_at + timedelta(minutes=kind.after_min)).timestamp()
    sides: Outline | None = None
    if isinstance(shape, Polygon):
        sides = outline(shape, longest_m=PIECE_M)
        pieces = _still(sides.starts[0], opens, shuts)
    elif isinstance(shape, Point):
        pieces = _still(places((shape.at,))[0], opens, shuts)
    else:
        legs = _legs(shape.waypoints, opens, shuts, airborne=isinstance(shape, Flight))
        pieces = np.concatenate(list(legs))
        # Where no padding is, the wait before the way and the stay after it last no time.
        pieces = pieces[pieces[:, TO] > pieces[:, FROM]]
    half_m = shape.length_m / 2 if isinstance(shape, Convoy) else 0.0
    return Track(key=operation.key, kind=kind, half_m=half_m, pieces=pieces, outline=sides)


def _still(place: Floats, begin_s: float, end_s: float) -> Floats:
    return np.array([[begin_s, end_s, *place, 0, 0, 0, 0]])


def _legs(
    waypoints: Sequence[Waypoint], opens: float, shuts: float, *, airborne: bool
) -> Iterator[Floats]:
    """It waits where it sets out, moves, and stays where it arrives."""
    moments = [one.moment.timestamp() for one in waypoints]
    yield _still(places((waypoints[0].at,))[0], opens, moments[0])
    for first, last in pairwise(waypoints):
        knots = between(first.at, last.at, longest_m=PIECE_M)
        times = np.linspace(first.moment.timestamp(), last.moment.timestamp(), len(knots))
        leg = np.zeros((len(knots) - 1, COLUMNS))
        leg[:, FROM], leg[:, TO], leg[:, PLACE] = times[:-1], times[1:], knots[:-1]
        leg[:, VELOCITY] = np.diff(knots, axis=0) / np.diff(times)[:, None]
        leg[:, AIRBORNE] = airborne
        yield leg
    yield _still(places((waypoints[-1].at,))[0], moments[-1], shuts)
