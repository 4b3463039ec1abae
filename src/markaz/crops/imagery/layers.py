"""Fields of which none lies on another: only such can be solved for together."""

from typing import Any

import numpy as np
import shapely

from markaz.crops.imagery.coverage import Numbers

# Neighbours drawn some steps into one another are still two fields; past half they are one.
LARGEST_SHARED = 0.5


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
