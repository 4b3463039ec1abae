"""How near two things in even motion come, when, and while they are within a limit.

Every function works on many pairs at once: row n of each argument belongs to pair n.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from markaz.deconfliction.earth import Floats
from markaz.deconfliction.tracks import FROM, PLACE, TO, VELOCITY

# Slower than this nothing moves in a year.
_STILL_M_S = 1e-9


@dataclass(frozen=True, slots=True)
class Approach:
    """The nearest moment of each pair, where both are then, and from when to when they are near.

    `first` is later than `last` where they never are within the limit.
    """

    gap_m: Floats
    at: Floats
    here: Floats
    there: Floats
    first: Floats
    last: Floats

    def taken(self, rows: npt.NDArray[np.int64]) -> "Approach":
        """The approaches of these rows."""
        return Approach(*(getattr(self, field.name)[rows] for field in fields(self)))


def joined(parts: Sequence[Approach]) -> Approach:
    """The approaches of all parts, one after another."""
    names = [field.name for field in fields(Approach)]
    return Approach(*(np.concatenate([getattr(one, name) for one in parts]) for name in names))


def of_pieces(ours: Floats, theirs: Floats, *, limit_m: Floats) -> Approach:
    """Pieces against pieces that share some time."""
    begin = np.maximum(ours[:, FROM], theirs[:, FROM])
    lasts_s = np.minimum(ours[:, TO], theirs[:, TO]) - begin
    here, there = _place(ours, begin), _place(theirs, begin)
    apart, drift = here - there, ours[:, VELOCITY] - theirs[:, VELOCITY]
    after_s = np.clip(_ratio(-_dot(apart, drift), _dot(drift, drift)), 0, lasts_s)
    gap_m = np.linalg.norm(apart + drift * after_s[:, None], axis=1)
    first, last = _within(apart, drift, limit_m, np.zeros_like(lasts_s), lasts_s)
    return Approach(
        gap_m=gap_m,
        at=begin + after_s,
        here=here + ours[:, VELOCITY] * after_s[:, None],
        there=there + theirs[:, VELOCITY] * after_s[:, None],
        first=begin + first,
        last=begin + last,
    )


def of_sides(
    pieces: Floats, spans: Floats, *, starts: Floats, ends: Floats, limit_m: Floats
) -> Approach:
    """Pieces against sides that stand still, each pair during one span of time."""
    begin, lasts_s = spans[:, 0], spans[:, 1] - spans[:, 0]
    here, drift = _place(pieces, begin), pieces[:, VELOCITY]
    gap_m, along, across = between_lines(here, drift * lasts_s[:, None], starts, ends - starts)
    first, last = _beside(here - starts, drift, ends - starts, limit_m, lasts_s)
    after_s = along * lasts_s
    return Approach(
        gap_m=gap_m,
        at=begin + after_s,
        here=here + drift * after_s[:, None],
        there=starts + (ends - starts) * across[:, None],
        first=begin + first,
        last=begin + last,
    )


def least_m(pieces: Floats, spans: Floats, places: Floats) -> Floats:
    """How near each piece comes, in its span of time, to a place that stands still."""
    apart, drift = _place(pieces, spans[:, 0]) - places, pieces[:, VELOCITY]
    after_s = np.clip(_ratio(-_dot(apart, drift), _dot(drift, drift)), 0, spans[:, 1] - spans[:, 0])
    gap_m: Floats = np.linalg.norm(apart + drift * after_s[:, None], axis=1)
    return gap_m


def between_lines(
    place: Floats, way: Floats, other: Floats, other_way: Floats
) -> tuple[Floats, Floats, Floats]:
    """The least distance of two straight lines, and how far along each (0 to 1) it is met."""
    apart = place - other
    a, e, b = _dot(way, way), _dot(other_way, other_way), _dot(way, other_way)
    c, f = _dot(way, apart), _dot(other_way, apart)
    # Parallel lines are nearest all along; the begin of ours will do, corrected just below.
    along = np.clip(_ratio(b * f - c * e, a * e - b * b, floor=1e-9 * a * e), 0, 1)
    across = np.clip(_ratio(b * along + f, e), 0, 1)
    along = np.clip(_ratio(b * across - c, a), 0, 1)
    across = np.clip(_ratio(b * along + f, e), 0, 1)
    gap = apart + way * along[:, None] - other_way * across[:, None]
    return np.linalg.norm(gap, axis=1), along, across


def _beside(
    apart: Floats, drift: Floats, side: Floats, limit_m: Floats, lasts_s: Floats
) -> tuple[Floats, Floats]:
    """While a moving place is within the limit of a standing side: of either end, or beside it."""
    whole = np.zeros_like(lasts_s)
    spans = [
        _within(apart, drift, limit_m, whole, lasts_s),
        _within(apart - side, drift, limit_m, whole, lasts_s),
    ]
    length = np.linalg.norm(side, axis=1)
    unit = side / np.where(length > 0, length, 1)[:, None]
    ahead, pace = _dot(apart, unit), _dot(drift, unit)
    enters, leaves = _ratio(-ahead, pace), _ratio(length - ahead, pace)
    level = np.abs(pace) < _STILL_M_S
    stays = (ahead >= 0) & (ahead <= length)
    early = np.where(level, np.where(stays, 0, np.inf), np.minimum(enters, leaves))
    late = np.where(level, np.where(stays, np.inf, -np.inf), np.maximum(enters, leaves))
    spans.append(
        _within(
            apart - unit * ahead[:, None],
            drift - unit * pace[:, None],
            limit_m,
            np.maximum(early, 0),
            np.minimum(late, lasts_s),
        )
    )
    firsts, lasts = zip(*spans, strict=True)
    return np.minimum.reduce(firsts), np.maximum.reduce(lasts)


def _within(
    apart: Floats, drift: Floats, limit_m: Floats, begin_s: Floats, end_s: Floats
) -> tuple[Floats, Floats]:
    """From when to when two places drifting apart evenly are within the limit."""
    a, b = _dot(drift, drift), _dot(apart, drift)
    c = _dot(apart, apart) - limit_m**2
    root = np.sqrt(np.maximum(b * b - a * c, 0))
    still = a < _STILL_M_S**2
    enters = np.where(still, begin_s, _ratio(-b - root, a))
    leaves = np.where(still, end_s, _ratio(-b + root, a))
    first, last = np.maximum(enters, begin_s), np.minimum(leaves, end_s)
    never = (first > last) | np.where(still, c > 0, b * b < a * c)
    return np.where(never, np.inf, first), np.where(never, -np.inf, last)


def _place(pieces: Floats, moments: Floats) -> Floats:
    return pieces[:, PLACE] + pieces[:, VELOCITY] * (moments - pieces[:, FROM])[:, None]


def _dot(left: Floats, right: Floats) -> Floats:
    products: Floats = np.einsum("ij,ij->i", left, right)
    return products


def _ratio(top: Floats, bottom: Floats, *, floor: Floats | float = 1e-18) -> Floats:
    """The quotient, 0 where there is nothing to divide by."""
    sound = np.abs(bottom) > floor
    return np.where(sound, top / np.where(sound, bottom, 1), 0)
