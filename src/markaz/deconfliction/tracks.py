"""Where an operation is at every moment of its padded window, in even straight pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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
class Run:
    """Some pieces that follow each other; in the first it has yet to begin, in the last it ends."""

    pieces: Floats
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """An operation's pieces by its plan alone, in the order of time, whatever the rules say.

    A moving operation begins and ends with a piece that stands still, if only for no time; an area
    stands still in one piece.
    """

    key: OperationKey
    kind: str
    half_m: float
    runs: tuple[Run, ...]
    outline: Outline | None = None

    def boxes(self) -> Floats:
        """For each run: earliest moment, least place, latest moment, greatest place."""
        margin_m = self.half_m + SAG_M
        return _boxes([run.pieces for run in self.runs], self.outline, margin_m)


@dataclass(frozen=True, eq=False)
class Track:
    """An operation's pieces in runs, in the order of time, its window padded as its kind says."""

    key: OperationKey
    kind: Kind
    half_m: float
    runs: tuple[Floats, ...]
    outline: Outline | None = None

    @cached_property
    def pieces(self) -> Floats:
        """The pieces of all runs."""
        return np.concatenate(self.runs)

    def boxes(self) -> Floats:
        """For each run: earliest moment, least place, latest moment, greatest place."""
        return _boxes(self.runs, self.outline, self.half_m + SAG_M)


def track(course: Course, *, rules: Rules) -> Track:
    """The track of a course under the rules, or of those of its runs that it holds."""
    kind = rules.kind(course.kind)
    pieces = np.concatenate([run.pieces for run in course.runs])
    sizes = [len(run.pieces) for run in course.runs]
    pads = [kind.pad_s(first=run.first, last=run.last) for run in course.runs]
    # Where no padding is, the wait before the way and the stay after it last no time.
    runs = tuple(one for one in padded(pieces, sizes=sizes, pads=pads) if len(one))
    return Track(course.key, kind, course.half_m, runs, course.outline)


def padded(
    pieces: Floats, *, sizes: Sequence[int], pads: Sequence[tuple[float, float]]
) -> list[Floats]:
    """Each run's pieces with its window widened; what lasts no time is left out.

    Args:
        pieces: the rows of all runs, one run after another.
        sizes: how many are each run's.
        pads: by how many seconds each begins earlier and ends later.
    """
    wide, ends = pieces.copy(), np.cumsum(sizes)
    before_s, after_s = zip(*pads, strict=True)
    wide[ends - sizes, FROM] -= before_s
    wide[ends - 1, TO] += after_s
    lasting = wide[:, TO] > wide[:, FROM]
    kept, shut = wide[lasting], np.cumsum(lasting)[ends - 1].tolist()
    return [kept[begin:end] for begin, end in zip((0, *shut), shut, strict=False)]


def course(operation: Operation) -> Course:
    """The course of one operation."""
    shape = operation.shape
    opens, shuts = (
        moment.timestamp() for moment in (operation.window.starts_at, operation.window.ends_at)
    )
    sides: Outline | None = None
    if isinstance(shape, Polygon):
        sides = outline(shape, longest_m=PIECE_M)
        pieces = _still(sides.starts[0], opens, shuts)
    elif isinstance(shape, Point):
        pieces = _still(places((shape.at,))[0], opens, shuts)
    else:
        legs = _legs(shape.waypoints, opens, shuts, airborne=isinstance(shape, Flight))
        pieces = np.concatenate(list(legs))
    half_m = shape.length_m / 2 if isinstance(shape, Convoy) else 0.0
    return Course(operation.key, operation.kind, half_m, _runs(pieces), sides)


def _runs(pieces: Floats) -> tuple[Run, ...]:
    begins = range(0, len(pieces), PIECES_TOGETHER)
    return tuple(
        Run(pieces[begin : begin + PIECES_TOGETHER], begin == begins[0], begin == begins[-1])
        for begin in begins
    )


def _boxes(runs: Sequence[Floats], outline: Outline | None, margin_m: float) -> Floats:
    pieces = np.concatenate(runs)
    begins = np.cumsum([0, *(len(run) for run in runs[:-1])])
    if outline:
        low, high = outline.starts.min(axis=0)[None], outline.starts.max(axis=0)[None]
        margin_m += outline.bulge_m
    else:
        place = pieces[:, PLACE]
        end = place + pieces[:, VELOCITY] * (pieces[:, TO] - pieces[:, FROM])[:, None]
        low, high = np.minimum(place, end), np.maximum(place, end)
    return np.column_stack(
        (
            np.minimum.reduceat(pieces[:, FROM], begins),
            np.minimum.reduceat(low, begins) - margin_m,
            np.maximum.reduceat(pieces[:, TO], begins),
            np.maximum.reduceat(high, begins) + margin_m,
        )
    )


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
