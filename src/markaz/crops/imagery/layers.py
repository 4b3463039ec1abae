"""Fields of which none lies on another: only such can be solved for together."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from markaz.crops.imagery.coverage import Coverage, Grid, Numbers, covered, mended

# Neighbours drawn some steps into one another are still two fields; past half they are one.
LARGEST_SHARED = 0.5
# What is left of a field that covers less than this of one pixel bears on nothing.
_LEAST_LEFT = 1.0


def layers(outlines: Any) -> list[tuple[Numbers, Numbers]]:
    """Sets of fields to solve for together, and of each set whose results are to be taken.

    Two claims of one field cannot be told apart by what a pixel shows.  Each is solved for with
    all neighbours that lie on none of the set.
    """
    shared = _sharing(outlines)
    left = set(range(len(outlines)))
    found = []
    while left:
        taken = _apart(sorted(left), shared, set())
        rest = sorted(set(range(len(outlines))) - left)
        beside = _apart(rest, shared, taken)
        found.append((np.array(sorted(taken | beside)), np.array(sorted(taken))))
        left -= taken
    return found


def covers(outlines: Any, members: Numbers, flats: Sequence[Any], grid: Grid) -> list[Coverage]:
    """Coverage of fields solved for together; what all others leave beside them comes last.

    Ground that another claim of the same field reaches and this one does not may have been cleared:
    solved for beside, it is not taken for this one's at the pixels of its edge.

    Args:
        outlines: of all fields, on the pixels.
        members: which of them are solved for together.
        flats: all outlines as drawn, or as drawn again any number of times; others stay.
        grid: the pixels.
    """
    others = np.setdiff1d(np.arange(len(outlines)), members)
    rest = outlines[others]
    first = _left(rest, outlines[members])
    found = []
    for own in (mended(flat[members]) for flat in flats):
        pieces = _left(rest, own)
        onto = _same(pieces, first)
        owner = np.concatenate([np.arange(len(own)), len(own) + onto])
        drawn = np.concatenate([own, pieces])[: len(owner)]
        found.append(covered(drawn, grid).of(owner, len(own) + len(first)))
    return found


def _left(others: Any, own: Any) -> Any:
    """What of other fields lies on none of these, in pieces that lie apart."""
    if not len(others):
        return others
    rest = others.copy()
    at, on = shapely.STRtree(own).query(rest, predicate="intersects")
    for one in np.unique(at):
        rest[one] = shapely.difference(rest[one], shapely.union_all(own[on[at == one]]))
    pieces = shapely.get_parts(shapely.get_parts(shapely.union_all(rest)))
    is_ground = shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON
    return pieces[is_ground & (shapely.area(pieces) >= _LEAST_LEFT)]


def _same(pieces: Any, first: Any) -> Numbers:
    """Which piece of the first drawing each piece of another one is: the nearest."""
    if not len(first) or not len(pieces):
        return np.zeros(len(pieces) if len(first) else 0, dtype=np.int64)
    found: Numbers = shapely.STRtree(first).nearest(pieces)
    return found


def _sharing(outlines: Any) -> dict[int, set[int]]:
    left, right = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    areas = shapely.area(outlines)
    both = shapely.area(shapely.intersection(outlines[left], outlines[right]))
    much = both > LARGEST_SHARED * np.minimum(areas[left], areas[right])
    shared: dict[int, set[int]] = {}
    for one, other in zip(left[much].tolist(), right[much].tolist(), strict=True):
        shared.setdefault(one, set()).add(other)
        shared.setdefault(other, set()).add(one)
    return shared


def _apart(fields: list[int], shared: dict[int, set[int]], taken: set[int]) -> set[int]:
    """Of these fields in their order each that lies on none taken before."""
    chosen: set[int] = set()
    for field in fields:
        on = shared.get(field)
        if on is None or (on.isdisjoint(chosen) and on.isdisjoint(taken)):
            chosen.add(field)
    return chosen
