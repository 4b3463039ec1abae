"""Measures what was cleared of fields between two pictures, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import ground_areas_m2
from markaz.crops.imagery.coverage import Coverage, Floats, Grid, Numbers, covered
from markaz.crops.imagery.evidence import LEAST_SEEN, Circumstances, graded
from markaz.crops.imagery.layers import layers, left_beside
from markaz.crops.imagery.measured import (
    Beside,
    FieldMeasured,
    How,
    Measured,
    Picture,
    Position,
)
from markaz.crops.imagery.pictures import Pair, Pixels, laid_together
from markaz.crops.imagery.redraws import redrawn, spread
from markaz.crops.imagery.registering import FARTHEST, Shift, moved, registered
from markaz.crops.imagery.signatures import Change, change
from markaz.crops.imagery.solving import Solved, solve
from markaz.records.errors import InvalidValueError, MarkazError

# A corner is drawn further off than this once in sixteen thousand times.
_FAR_SIGMAS = 4.0
_NO_AREA = 1e-9


_NO_BESIDE, _HOW = Beside(), How()


@dataclass(frozen=True, eq=False)
class _Ground:
    """The fields on the pixels, moved to where the pictures show them, and what pixels show."""

    outlines: Any
    grid: Grid
    pixels: Pixels
    shown: Change
    sets: list[tuple[Numbers, Numbers]]
    areas_m2: Floats
    shift: Shift
    pixel_m: float

    def position(self, told: Position) -> Position:
        """How wrong the outlines still lie, once the pictures told how far all lie beside."""
        return Position(told.corner_m, min(told.shift_m, self.shift.sigma * self.pixel_m))

    def covers(self, flat: Any) -> list[Coverage]:
        """Coverage of each set of fields solved for together; what others leave comes last."""
        return [
            covered(np.concatenate([flat[members], left_beside(flat, members)]), self.grid)
            for members, _ in self.sets
        ]


def measure(
    before: Picture,
    after: Picture,
    fields: Sequence[Any],
    *,
    beside: Beside = _NO_BESIDE,
    how: How = _HOW,
    about: Sequence[Circumstances] | None = None,
) -> Measured:
    """Measure fields from two pictures.

    Args:
        before: the picture with the crop standing.
        after: the picture after the clearing.
        fields: sound outlines in degrees on WGS 84.
        beside: control fields and bare ground.
        how: positions, redraws, signature.
        about: what else is known of each field; dates and masks are taken from the pictures.

    Raises:
        InvalidValueError: the pictures cannot be laid on one another, or show no field.
    """
    outlines = np.array(fields, dtype=object)
    if not len(outlines):
        raise InvalidValueError("There is no field to measure: hand in outlines.")
    with laid_together(before, after) as pair:
        ground = _ground(outlines, pair, beside=beside, how=how)
    drawn = _solved(ground)
    again = _drawn_again(ground, drawn=outlines, how=how)
    return _told(
        drawn,
        again,
        ground=ground,
        about=_about(before, after, about, len(outlines)),
        remarks=[
            *pair.remarks,
            *ground.shown.remarks,
            *_unsure(how),
            *ground.shift.told(ground.pixel_m),
            *_hidden(drawn),
        ],
    )


def _ground(outlines: Any, pair: Pair, *, beside: Beside, how: How) -> _Ground:
    grid = pair.grid
    onto = grid.on_pixels(outlines)
    sets = layers(onto)
    farthest = (
        FARTHEST + _FAR_SIGMAS * max(how.position.corner_m, how.position.shift_m) / pair.pixel_m
    )
    controls, bare = (
        covered(grid.on_pixels(np.array(one, dtype=object)), grid)
        for one in (beside.controls, beside.bare)
    )
    near = covered(shapely.buffer(onto, farthest, quad_segs=2), grid)
    pixels = pair.pixels(np.unique(np.concatenate([near.cell, controls.cell, bare.cell])))
    apart = onto[sets[0][0]]

    def shown(fields: Any) -> Change:
        claimed = covered(fields, grid)
        return change(
            pixels, claimed=claimed, controls=controls, bare=bare, signature=how.signature
        )

    first = shown(apart)
    shift = registered(apart, grid, pixels.cells, first.share)
    # Seen where they are, the fields show their crop without what lies beside it.
    told, flat = (shown(moved(apart, shift)), moved(onto, shift)) if shift.sure else (first, onto)
    return _Ground(flat, grid, pixels, told, sets, ground_areas_m2(outlines), shift, pair.pixel_m)


def _solved(ground: _Ground) -> Solved:
    """Solve each set of fields that lie apart, and take of each the fields it is for."""
    count = len(ground.areas_m2)
    share, variance, seen = np.full((3, count), np.nan)
    used = np.zeros(count, dtype=np.int64)
    total = 0.0
    for cover, (members, wanted) in zip(ground.covers(ground.outlines), ground.sets, strict=True):
        at = np.searchsorted(members, wanted)
        weights = np.zeros(len(cover.pixels))
        weights[at] = ground.areas_m2[wanted]
        one = solve(cover, ground.pixels.cells, ground.shown.share, areas_m2=weights)
        share[wanted], variance[wanted] = one.share[at], one.variance[at]
        seen[wanted], used[wanted] = one.seen[at], one.pixels[at]
        # Claims of the same ground err alike: their errors add up, not their variances.
        total = (np.sqrt(total) + np.sqrt(one.total_variance)) ** 2
    return Solved(share, variance, seen, used, total)


def _drawn_again(ground: _Ground, *, drawn: Any, how: How) -> Floats:
    """What each redraw finds, in square metres: fields in rows, redraws in columns."""
    count = how.redraws if how.position.known else 0
    found = np.full((len(ground.areas_m2), count), np.nan)
    pixels = np.maximum(shapely.area(ground.outlines), _NO_AREA)
    # What the pictures told of the common shift is no longer unknown.
    position = ground.position(how.position)
    for number in range(count):
        flat = ground.grid.on_pixels(redrawn(drawn, position=position, seed=(*how.seed, number)))
        flat = moved(flat, ground.shift) if ground.shift.sure else flat
        for cover, (members, wanted) in zip(ground.covers(flat), ground.sets, strict=True):
            at = np.searchsorted(members, wanted)
            share = solve(cover, ground.pixels.cells, ground.shown.share, areas_m2=None).share[at]
            # An outline drawn again has another area; how much is told in pixels.
            grown = cover.pixels[at] / pixels[wanted]
            found[wanted, number] = share * ground.areas_m2[wanted] * grown
    return found


def _hidden(drawn: Solved) -> list[MarkazError]:
    if (drawn.seen >= LEAST_SEEN).any():
        return []
    return [
        InvalidValueError("The pictures show half of no field: choose two without clouds there.")
    ]


def _unsure(how: How) -> list[MarkazError]:
    if how.position.known:
        return []
    return [
        InvalidValueError(
            "How wrong the outlines lie was not said, so the areas may be a few percent too small"
            " and the error leaves that out: say it in metres."
        )
    ]


def _about(
    before: Picture, after: Picture, about: Sequence[Circumstances] | None, count: int
) -> list[Circumstances]:
    told = list(about) if about is not None else [Circumstances()] * count
    return [
        Circumstances(before.day, after.day, one.lancing, one.photo, before.masked and after.masked)
        for one in told
    ]


def _told(
    drawn: Solved,
    again: Floats,
    *,
    ground: _Ground,
    about: list[Circumstances],
    remarks: list[MarkazError],
) -> Measured:
    areas_m2, shown = ground.areas_m2, ground.shown
    plain_m2 = np.where(drawn.seen >= LEAST_SEEN, drawn.share * areas_m2, np.nan)
    lost_m2 = plain_m2 - again.mean(axis=1) if again.shape[1] else np.zeros(len(areas_m2))
    # A field that a redraw pushed out of sight has no bias that could be told.
    cleared_m2 = plain_m2 + np.nan_to_num(lost_m2)
    noise = np.sqrt(drawn.variance) * areas_m2
    position = np.nan_to_num(spread(again))
    gain = np.hypot(shown.gain_error, shown.uneven) * np.abs(cleared_m2)
    unseen = drawn.unseen(areas_m2)
    sigma_m2 = np.sqrt(noise**2 + position**2 + gain**2 + unseen**2)
    measured = tuple(
        FieldMeasured(
            field=number,
            area_m2=float(areas_m2[number]),
            cleared_m2=float(cleared_m2[number]),
            sigma_m2=float(sigma_m2[number]),
            seen=float(drawn.seen[number]),
            pixels=int(drawn.pixels[number]),
            evidence=graded(
                float(cleared_m2[number]),
                sigma_m2=float(sigma_m2[number]),
                area_m2=float(areas_m2[number]),
                seen=float(drawn.seen[number]),
                about=about[number],
                beside=shown.control,
            ),
        )
        for number in range(len(areas_m2))
    )
    total = float(np.nansum(cleared_m2))
    sums = again[np.isfinite(again).all(axis=1)].sum(axis=0)
    parts = {
        "noise": float(np.sqrt(drawn.total_variance)),
        "position": float(spread(sums)),
        "signature": shown.gain_error * abs(total),
        "crop": shown.uneven * float(np.sqrt(np.nansum(cleared_m2**2))),
        "unseen": float(np.sqrt(np.sum(unseen[np.isfinite(cleared_m2)] ** 2))),
    }
    sigma = float(np.sqrt(sum(part**2 for part in parts.values())))
    return Measured(measured, total, sigma, parts, shown.control, shown.signature, tuple(remarks))
