"""Boxes in space and time by the cells of a grid in both, as whole numbers for a table of keys.

A box is kept under the cells of one grid, whose edges are about as long as itself: a place for an
hour lies in one or two cells, and so does an area for a year.  Whoever asks looks into every grid.
What is kept follows from the plan alone; radius and padding are in the question, so that other
rules move nothing.
"""

import hashlib
from functools import cache
from itertools import product
from math import sqrt

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.deconfliction.earth import Floats
from markaz.deconfliction.rules import Kind, Rules
from markaz.deconfliction.tracks import Course, Track
from markaz.records.operations.whereabouts import (
    ANY_KIND,
    ASKED_BOXES,
    ASKED_KEYS,
    CELLS,
    KEPT,
    RUNS,
    Asked,
    Whereabouts,
)

Numbers = npt.NDArray[np.int64]
# The edges of the grids; what is larger than the largest lies in some more of its cells.
_EDGES_M = (64_000.0, 512_000.0)
_EDGES_S = (6 * 3_600.0, 3 * 86_400.0, 90 * 86_400.0)
# Two operations that clash share a place on the surface, which lies between these distances from
# the centre (the kilometre is for the chord from one to the other); other cells hold nothing.
_NEAREST_M, _FURTHEST_M = 6_355_700.0, 6_379_200.0
_BOUNDS = CELLS.names[3:]


def whereabouts(course: Course) -> Whereabouts:
    """Where the operation of this course is, as the tables keep it."""
    boxes = course.boxes()
    ends = np.array([run.first or run.last for run in course.runs]).astype(np.int64)
    grids = np.column_stack((*_grids(boxes), ends))
    parts = []
    for grid in np.unique(grids, axis=0):
        rows = np.flatnonzero((grids == grid).all(axis=1))
        which, keys = _keys(boxes[rows], *grid.tolist())
        parts.append((rows[which], keys))
    runs, keys = (np.concatenate(column) for column in zip(*parts, strict=True))
    bounds = dict(zip(_BOUNDS, _whole(boxes)[runs].T, strict=True))
    kinds = np.full_like(runs, _number(course.kind))
    cells = pa.table({"run": runs, "key": keys, "kind": kinds, **bounds}, CELLS)
    return Whereabouts(_runs(course), cells)


def asked(track: Track, *, rules: Rules) -> Asked:
    """Under which keys to look for what may come too near, and which bounds it must meet.

    Operations of a kind that the rules no longer know are looked for as far as any kind reaches.
    """
    own, widest = track.boxes(), _widest(rules)
    kinds = {ANY_KIND: widest, **{_number(code): kind for code, kind in rules.kinds.items()}}
    boxes: list[tuple[Numbers, ...]] = []
    keys: list[tuple[Numbers, ...]] = []
    for ends in (0, 1):
        places = np.arange(len(own)) * 2 + ends
        for number, kind in kinds.items():
            bounds = _whole(_widened(own, track.kind, kind, ends=ends))
            boxes.append((places, np.full_like(places, number), *bounds.T))
        wide = _widened(own, track.kind, widest, ends=ends)
        for space, time in product(range(len(_EDGES_M)), range(len(_EDGES_S))):
            which, cells = _keys(wide, space, time, ends)
            keys.append((places[which], cells))
    return Asked(_table(boxes, ASKED_BOXES), _table(keys, ASKED_KEYS))


def near(asked: Asked, found: pa.Table) -> list[tuple[int, int]]:
    """The pairs of a run that asks and a kept one (by its id) whose bounds meet.

    Args:
        asked: the question.
        found: what the tables have within the widest bounds (FOUND).
    """
    kinds = np.unique(asked.boxes["kind"].to_numpy())
    place, run, kind, *own = (column.to_numpy() for column in found.columns)
    # A kind that the rules do not know is looked for as far as any reaches.
    known = np.where(np.isin(kind, kinds), kind, ANY_KIND)
    whose, of_kind, *bounds = (column.to_numpy() for column in asked.boxes.columns)
    order = np.lexsort((of_kind, whose))
    row = order[place * len(kinds) + np.searchsorted(kinds, known)]
    meet = (own[0] < bounds[4][row]) & (own[4] > bounds[0][row])
    for low, high in ((1, 5), (2, 6), (3, 7)):
        meet &= (own[low] <= bounds[high][row]) & (own[high] >= bounds[low][row])
    pairs = np.unique(np.column_stack((place[meet] // 2, run[meet])), axis=0)
    return [(ours, kept) for ours, kept in pairs.tolist()]


def _widened(boxes: Floats, ours: Kind, theirs: Kind, *, ends: int) -> Floats:
    """The boxes by as much as an operation of the other kind may be away in place and time.

    Padding is around the runs with which an operation begins and ends.
    """
    reach_m = max(ours.radius_m, theirs.radius_m)
    low = (theirs.after_min * 60 * ends, *[reach_m] * 3)
    high = (theirs.before_min * 60 * ends, *[reach_m] * 3)
    wide: Floats = boxes + np.array((*(-one for one in low), *high))
    return wide


def _widest(rules: Rules) -> Kind:
    names = ("radius_m", "before_min", "after_min", "lead_min")
    most = {name: max(getattr(one, name) for one in rules.kinds.values()) for name in names}
    return Kind(code="any", en="any", ur="any", **most)


@cache
def _number(kind: str) -> int:
    """A kind as a whole number that is the same everywhere, for a table of numbers alone."""
    return int.from_bytes(hashlib.blake2b(kind.encode(), digest_size=7).digest(), "big")


def _grids(boxes: Floats) -> tuple[Numbers, Numbers]:
    """For each box the number of its grid in space and in time."""
    widths_m = (boxes[:, 5:] - boxes[:, 1:4]).max(axis=1)
    space = np.searchsorted(_EDGES_M, widths_m).clip(max=len(_EDGES_M) - 1)
    time = np.searchsorted(_EDGES_S, boxes[:, 4] - boxes[:, 0]).clip(max=len(_EDGES_S) - 1)
    return space, time


def _keys(boxes: Floats, space: int, time: int, ends: int) -> tuple[Numbers, Numbers]:
    """The cells of one grid that each box shares with the surface of the earth: whose, and which.

    Two cells may get the same key, though hardly ever: bounds are asked besides.
    """
    edge_m = _EDGES_M[space]
    edges = np.array((_EDGES_S[time], edge_m, edge_m, edge_m))
    low = np.floor(boxes[:, :4] / edges).astype(np.int64)
    sizes = np.floor(boxes[:, 4:] / edges).astype(np.int64) - low + 1
    counts = sizes.prod(axis=1)
    which = np.repeat(np.arange(len(boxes)), counts)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    cells = np.empty((len(which), 4), dtype=np.int64)
    for axis in range(4):
        size = sizes[which, axis]
        cells[:, axis] = low[which, axis] + nth % size
        nth //= size
    away_m = np.linalg.norm((cells[:, 1:] + 0.5) * edge_m, axis=1)
    slack_m = edge_m * sqrt(3) / 2
    near = (away_m >= _NEAREST_M - slack_m) & (away_m <= _FURTHEST_M + slack_m)
    return which[near], _mixed(cells[near], (space * len(_EDGES_S) + time) * 2 + ends)


def _mixed(cells: Numbers, grid: int) -> Numbers:
    mixed = np.full(len(cells), grid, dtype=np.uint64)
    for part in (np.zeros(len(cells), dtype=np.int64), *cells.T):
        # A step of the generator splitmix64: neighbours get keys that are nothing alike.
        mixed = (mixed ^ part.astype(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(31)
    return mixed.view(np.int64)


def _whole(boxes: Floats) -> Numbers:
    """Bounds in whole seconds and metres, rounded outward."""
    return np.hstack((np.floor(boxes[:, :4]), np.ceil(boxes[:, 4:]))).astype(np.int64)


def _runs(course: Course) -> pa.Table:
    outline = course.outline.starts.astype(KEPT).tobytes() if course.outline else b""
    rows = [
        {
            "run": number,
            "agency": course.key.agency,
            "reference": course.key.reference,
            "kind": course.kind,
            "first": run.first,
            "last": run.last,
            "half_m": course.half_m,
            "pieces": run.pieces.astype(KEPT).tobytes(),
            "outline": outline,
        }
        for number, run in enumerate(course.runs)
    ]
    return pa.Table.from_pylist(rows, RUNS)


def _table(parts: list[tuple[Numbers, ...]], schema: pa.Schema) -> pa.Table:
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return pa.table(columns, schema)
