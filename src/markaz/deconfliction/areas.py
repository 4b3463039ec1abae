"""How near areas come to what moves past them and to each other, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from markaz.deconfliction import approach
from markaz.deconfliction.approach import Approach
from markaz.deconfliction.earth import Floats
from markaz.deconfliction.outlines import Outline, axes, flattened
from markaz.deconfliction.tracks import FROM, PLACE, TO, VELOCITY, Track

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Areas:
    """Tracks that are areas, in rows, their sides one after another."""

    tracks: Sequence[Track]

    @cached_property
    def outlines(self) -> list[Outline]:
        """The outline of each."""
        return [one.outline for one in self.tracks if one.outline]

    @cached_property
    def starts(self) -> Floats:
        """Where each side begins."""
        return np.concatenate([one.starts for one in self.outlines])

    @cached_property
    def ends(self) -> Floats:
        """Where each side ends."""
        following = np.arange(1, len(self.starts) + 1)
        following[self.begins + self.counts - 1] = self.begins
        ends: Floats = self.starts[following]
        return ends

    @cached_property
    def counts(self) -> Numbers:
        """How many sides each area has."""
        return np.array([len(one.starts) for one in self.outlines])

    @cached_property
    def begins(self) -> Numbers:
        """Which side is the first of each area."""
        return np.cumsum(self.counts) - self.counts

    @cached_property
    def spans(self) -> Floats:
        """From when to when each is there."""
        pieces = np.concatenate([one.runs[0][:1] for one in self.tracks])
        spans: Floats = pieces[:, [FROM, TO]]
        return spans

    @cached_property
    def middles(self) -> Floats:
        """A place amid each area."""
        sums: Floats = np.add.reduceat(self.starts, self.begins, axis=0)
        return sums / self.counts[:, None]

    @cached_property
    def radii_m(self) -> Floats:
        """How far from its middle each area reaches."""
        away = self.starts - np.repeat(self.middles, self.counts, axis=0)
        radii_m: Floats = np.maximum.reduceat(np.linalg.norm(away, axis=1), self.begins)
        return radii_m

    def sides(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """All sides of the areas of these rows: of which of `rows`, and which side."""
        counts = self.counts[rows]
        which = np.repeat(np.arange(len(rows)), counts)
        begins = np.cumsum(counts) - counts
        return which, np.arange(len(which)) - begins[which] + self.begins[rows][which]

    def holds(self, rows: Numbers, places: Floats) -> npt.NDArray[np.bool_]:
        """Whether the area of each row holds the place beside it.

        Seen from the earth's centre a straight line in space falls on a straight line of a plane,
        so that sides and plane never disagree about which side a place is on.
        """
        if not len(rows):
            return np.zeros(0, dtype=bool)
        asked, back = np.unique(rows, return_inverse=True)
        which, sides = self.sides(asked)
        planes = axes(self.middles[asked])
        corners = np.stack(flattened(self.starts[sides], planes[which]), axis=-1)
        outlines = shapely.polygons(shapely.linearrings(corners, indices=which))
        return np.asarray(shapely.contains_xy(outlines[back], *flattened(places, planes[back])))


def of_pieces_and_areas(
    pieces: Floats, areas: Areas, *, near: Numbers, limit_m: Floats
) -> tuple[Numbers, Approach]:
    """Pieces against areas: against each side, and whether an end of the piece is within.

    Args:
        pieces: rows of pieces.
        areas: rows of areas.
        near: which piece is compared with which area, in two columns.
        limit_m: how near counts, for each row of `near`.

    Returns:
        The row of `near` beside each approach.
    """
    begin = np.maximum(pieces[near[:, 0], FROM], areas.spans[near[:, 1], 0])
    end = np.minimum(pieces[near[:, 0], TO], areas.spans[near[:, 1], 1])
    meet = np.flatnonzero(begin < end)
    ours = pieces[near[meet, 0]]
    # A circle round the area lets go of most before its sides are asked one by one.
    reach_m = areas.radii_m[near[meet, 1]] + limit_m[meet]
    spans = np.column_stack((begin, end))[meet]
    far = approach.least_m(ours, spans, areas.middles[near[meet, 1]]) > reach_m
    meet, ours, spans = meet[~far], ours[~far], spans[~far]
    rows = near[meet, 1]
    which, sides = areas.sides(rows)
    beside = approach.of_sides(
        ours[which],
        spans[which],
        starts=areas.starts[sides],
        ends=areas.ends[sides],
        limit_m=limit_m[meet][which],
    )
    found = [(meet[which], beside)]
    for moments in (spans[:, 0], spans[:, 1]):
        places = ours[:, PLACE] + ours[:, VELOCITY] * (moments - ours[:, FROM])[:, None]
        inside = areas.holds(rows, places)
        at, here = moments[inside], places[inside]
        found.append((meet[inside], Approach(np.zeros(len(at)), at, here, here, at, at)))
    return np.concatenate([numbers for numbers, _ in found]), approach.joined(
        [one for _, one in found]
    )


def of_areas(ours: Track, theirs: Areas, *, limit_m: Floats) -> tuple[Numbers, Approach]:
    """One area against others, which all stand still; `limit_m` says for each how near counts.

    Returns:
        The row of `theirs` beside each approach.
    """
    own = Areas([ours])
    begin = np.maximum(own.spans[0, 0], theirs.spans[:, 0])
    end = np.minimum(own.spans[0, 1], theirs.spans[:, 1])
    apart_m = np.linalg.norm(own.middles[0] - theirs.middles, axis=1)
    reach_m = own.radii_m[0] + theirs.radii_m + limit_m
    rows = np.flatnonzero((begin < end) & (apart_m <= reach_m))
    which, sides = theirs.sides(rows)
    here = np.repeat(np.arange(len(own.starts)), len(sides))
    there, rows_there = np.tile(sides, len(own.starts)), np.tile(rows[which], len(own.starts))
    ways = own.ends[here] - own.starts[here], theirs.ends[there] - theirs.starts[there]
    gap_m, along, across = approach.between_lines(
        own.starts[here], ways[0], theirs.starts[there], ways[1]
    )
    left = own.starts[here] + ways[0] * along[:, None]
    right = theirs.starts[there] + ways[1] * across[:, None]
    # Where one holds the other no sides need meet: one corner within tells it.
    corners = np.array([one.starts[0] for one in theirs.outlines])[rows]
    holding = own.holds(np.zeros_like(rows), corners)
    held = theirs.holds(rows, np.tile(own.starts[0], (len(rows), 1)))
    places = [left, corners[holding], np.tile(own.starts[0], (held.sum(), 1))]
    others = [right, *places[1:]]
    numbers = np.concatenate((rows_there, rows[holding], rows[held]))
    return numbers, Approach(
        gap_m=np.concatenate((gap_m, np.zeros(len(numbers) - len(gap_m)))),
        at=begin[numbers],
        here=np.concatenate(places),
        there=np.concatenate(others),
        first=begin[numbers],
        last=end[numbers],
    )
