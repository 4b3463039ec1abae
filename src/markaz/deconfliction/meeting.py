"""Of two operations or of many, those that come within a radius of each other at the same time."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from markaz.deconfliction import approach
from markaz.deconfliction.approach import Approach
from markaz.deconfliction.areas import Areas, of_areas, of_pieces_and_areas
from markaz.deconfliction.earth import Floats, apart_m, straight_m
from markaz.deconfliction.rules import Rules
from markaz.deconfliction.tracks import AIRBORNE, FROM, SAG_M, TO, Track, course, track
from markaz.records.operations.conflict import Overlap
from markaz.records.operations.operation import Operation

Numbers = npt.NDArray[np.int64]
# One approach for each of many pairs, and the number of the other track in each.
Found = tuple[Numbers, Approach]


def overlap(left: Operation, right: Operation, *, rules: Rules) -> Overlap | None:
    """The overlap of two operations, whoever's they are, or None where they keep clear."""
    ours, theirs = (track(course(one), rules=rules) for one in (left, right))
    near = np.array([(a, 0, b) for a in range(len(ours.runs)) for b in range(len(theirs.runs))])
    return next(iter(overlaps(ours, (theirs,), near=near, overflight=rules.overflight)), None)


def overlaps(
    ours: Track, theirs: Sequence[Track], *, near: Numbers, overflight: bool
) -> list[Overlap]:
    """Every overlap of one track with others.

    Args:
        ours: the track that is asked about.
        theirs: the tracks it is compared with.
        near: what is compared, in rows: a run of ours, the number of another track, a run of it.
        overflight: whether aircraft in the air clash with what is on the ground.
    """
    limits_m = np.array([straight_m(_limit_m(ours, other)) for other in theirs])
    found = [
        *_of_lines(ours, theirs, near=near, limits_m=limits_m, overflight=overflight),
        *_of_outlines(ours, theirs, near=near, limits_m=limits_m, overflight=overflight),
    ]
    if not found:
        return []
    numbers = np.concatenate([numbers for numbers, _ in found])
    joined = approach.joined([one for _, one in found])
    kept = np.flatnonzero(joined.gap_m <= limits_m[numbers] + SAG_M)
    if not kept.size:
        return []
    return _told(ours, theirs, numbers=numbers[kept], found=joined.taken(kept))


def _limit_m(ours: Track, theirs: Track) -> float:
    return max(ours.kind.radius_m, theirs.kind.radius_m) + ours.half_m + theirs.half_m


def _of_lines(
    ours: Track, theirs: Sequence[Track], *, near: Numbers, limits_m: Floats, overflight: bool
) -> Iterator[Found]:
    if ours.outline:
        return
    lines = np.array([other.outline is None for other in theirs])
    near = near[lines[near[:, 1]]]
    for run in np.unique(near[:, 0]):
        own = ours.runs[run]
        pieces, numbers = _gathered(theirs, near[near[:, 0] == run])
        meet = (own[:, FROM, None] < pieces[:, TO]) & (pieces[:, FROM] < own[:, TO, None])
        if not overflight:
            meet &= own[:, AIRBORNE, None] == pieces[:, AIRBORNE]
        here, there = np.nonzero(meet)
        which = numbers[there]
        yield which, approach.of_pieces(own[here], pieces[there], limit_m=limits_m[which])


def _of_outlines(
    ours: Track, theirs: Sequence[Track], *, near: Numbers, limits_m: Floats, overflight: bool
) -> Iterator[Found]:
    numbers = np.array([n for n, other in enumerate(theirs) if other.outline], dtype=np.int64)
    areas = Areas([theirs[number] for number in numbers])
    if ours.outline:
        if numbers.size:
            rows, found = of_areas(ours, areas, limit_m=limits_m[numbers])
            yield numbers[rows], found
        pieces, whose = _gathered(theirs, near[~np.isin(near[:, 1], numbers)])
        pairs = np.column_stack((np.arange(len(pieces)), np.zeros_like(whose)))
        areas = Areas([ours])
    elif numbers.size:
        near = near[np.isin(near[:, 1], numbers)]
        pieces, pairs = ours.pieces, _piece_by_piece(ours, near)
        whose = pairs[:, 1].copy()
        pairs[:, 1] = np.searchsorted(numbers, whose)
    else:
        return
    if not overflight:
        down = pieces[pairs[:, 0], AIRBORNE] == 0
        pairs, whose = pairs[down], whose[down]
    rows, found = of_pieces_and_areas(pieces, areas, near=pairs, limit_m=limits_m[whose])
    yield whose[rows], found


def _piece_by_piece(ours: Track, near: Numbers) -> Numbers:
    """Which of our pieces is near which other track."""
    runs = np.unique(near[:, :2], axis=0)
    sizes = np.array([len(run) for run in ours.runs])
    counts = sizes[runs[:, 0]]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    firsts = (np.cumsum(sizes) - sizes)[runs[:, 0]]
    return np.column_stack((np.repeat(firsts, counts) + within, np.repeat(runs[:, 1], counts)))


def _gathered(theirs: Sequence[Track], near: Numbers) -> tuple[Floats, Numbers]:
    """The pieces of the runs that are near, and whose each is."""
    runs = [theirs[number].runs[run] for _, number, run in near.tolist()]
    numbers = np.repeat(near[:, 1], [len(run) for run in runs])
    return np.concatenate(runs) if runs else np.zeros((0, AIRBORNE + 1)), numbers


def _told(
    ours: Track, theirs: Sequence[Track], *, numbers: Numbers, found: Approach
) -> list[Overlap]:
    """Of all approaches the nearest to each other track, where it is within the radius."""
    # A parallel way is equally near all along: of what differs by less than 1 mm, the earliest.
    order = np.lexsort((found.at, np.round(found.gap_m, 3), numbers))
    others, begins = np.unique(numbers[order], return_index=True)
    firsts = np.minimum.reduceat(found.first[order], begins)
    lasts = np.maximum.reduceat(found.last[order], begins)
    best = found.taken(order[begins])
    rows = zip(
        others.tolist(),
        apart_m(best.here, best.there).tolist(),
        best.at.tolist(),
        firsts.tolist(),
        lasts.tolist(),
        strict=True,
    )
    told = {
        theirs[number].key: one
        for number, apart, at, first, last in rows
        if (one := _overlap(ours, theirs[number], apart=apart, at=at, first=first, last=last))
    }
    # One side is always ours, so that the other's key alone gives the order of both.
    return [told[key] for key in sorted(told, key=lambda key: (key.agency, key.reference))]


def _overlap(
    ours: Track, other: Track, *, apart: float, at: float, first: float, last: float
) -> Overlap | None:
    """The overlap where two tracks come as near as that, or None where that is not too near."""
    half_m = ours.half_m + other.half_m
    wider = max(other.kind, ours.kind, key=lambda kind: (kind.radius_m, kind.code))
    if apart > wider.radius_m + half_m:
        return None
    left, right = (ours.key, other.key) if ours.key < other.key else (other.key, ours.key)
    return Overlap(
        left=left,
        right=right,
        first=_moment(min(at, first)),
        last=_moment(max(at, last)),
        closest_m=round(max(0.0, apart - half_m), 1),
        closest_at=_moment(at),
        radius_m=wider.radius_m,
        rule=wider.code,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
