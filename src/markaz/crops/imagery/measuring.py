"""Measures what was cleared of fields between two pictures, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import ground_areas_m2
from markaz.crops.imagery.coverage import Floats, Grid, Numbers, covered
from markaz.crops.imagery.evidence import LEAST_SEEN, Circumstances, graded
from markaz.crops.imagery.layers import covers, layers
from markaz.crops.imagery.measured import (
    Beside,
    FieldMeasured,
    How,
    Measured,
    Picture,
    Position,
)
from markaz.crops.imagery.pictures import Pair, Pixels, laid_together
from markaz.crops.imagery.redraws import redrawn, spread, sure, together
from markaz.crops.imagery.registering import FARTHEST, Shift, moved, registered
from markaz.crops.imagery.signatures import Change, change
from markaz.crops.imagery.solving.shares import Solved, solve_unsure
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
    drawn = _solved(ground, drawn=outlines, how=how)
    return _told(
        drawn,
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


def _solved(ground: _Ground, *, drawn: Any, how: How) -> Solved:
    """Solve each set of fields that lie apart, and take of each the fields it is for."""
    again = _drawn_again(ground, drawn=drawn, how=how)
    count = len(ground.areas_m2)
    share, variance, seen, within, chance = np.full((5, count), np.nan)
    used = np.zeros(count, dtype=np.int64)
    errors = np.full((count, len(again)), np.nan)
    total = 0.0
    for members, wanted in ground.sets:
        at = np.searchsorted(members, wanted)
        one, grown = _solved_together(ground, members, wanted, again=again)
        share[wanted], variance[wanted] = one.share[at] * grown, one.variance[at] * grown**2
        seen[wanted], used[wanted] = one.seen[at], one.pixels[at]
        within[wanted], chance[wanted] = one.within[at], one.chance[at]
        errors[wanted] = one.errors[at] * grown[:, None]
        # Claims of the same ground err alike: their errors add up, not their variances.
        total = (np.sqrt(total) + np.sqrt(one.total_variance)) ** 2
    return Solved(share, variance, seen, used, total, within=within, chance=chance, errors=errors)


def _solved_together(
    ground: _Ground, members: Numbers, wanted: Numbers, *, again: list[Any]
) -> tuple[Solved, Floats]:
    """One set solved for, and by how much its coverage is larger than each outline wanted."""
    at = np.searchsorted(members, wanted)
    drawn = covers(ground.outlines, members, again or [ground.outlines], ground.grid)
    count = ground.grid.rows * ground.grid.columns
    unsure = together(drawn, count=count) if again else sure(drawn[0])
    areas = np.maximum(shapely.area(ground.outlines[wanted]), _NO_AREA)
    grown = unsure.mean.pixels[at] / areas
    weights = np.zeros(len(unsure.mean.pixels))
    weights[at] = ground.areas_m2[wanted] * grown
    one = solve_unsure(unsure, ground.pixels.cells, ground.shown.share, areas_m2=weights)
    return one, grown


def _drawn_again(ground: _Ground, *, drawn: Any, how: How) -> list[Any]:
    """The outlines of each redraw on the pixels."""
    count = how.redraws if how.position.known else 0
    # What the pictures told of the common shift is no longer unknown.
    position, shift = ground.position(how.position), ground.shift
    found = (redrawn(drawn, position=position, seed=(*how.seed, one)) for one in range(count))
    flat = [ground.grid.on_pixels(one) for one in found]
    return [moved(one, shift) for one in flat] if shift.sure else flat


def _hidden(drawn: Solved) -> list[MarkazError]:
    if (drawn.seen >= LEAST_SEEN).any():
        return []
    return [
        InvalidValueError(
            "The pictures show half of no field: choose two without clouds there, whose masks"
            " reach over the fields."
        )
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
    *,
    ground: _Ground,
    about: list[Circumstances],
    remarks: list[MarkazError],
) -> Measured:
    areas_m2, shown = ground.areas_m2, ground.shown
    cleared_m2 = np.where(drawn.seen >= LEAST_SEEN, drawn.share * areas_m2, np.nan)
    errors_m2 = drawn.errors * areas_m2[:, None]
    noise = np.sqrt(drawn.variance) * areas_m2
    position = np.nan_to_num(spread(errors_m2))
    gain = np.hypot(shown.gain_error, shown.uneven) * np.abs(cleared_m2)
    unseen = drawn.unseen(areas_m2)
    sigma_m2 = np.sqrt(noise**2 + position**2 + gain**2 + unseen**2)
    # What lies beside a field may have changed as well: it makes the field no clearing.
    least_m2 = np.minimum(cleared_m2, drawn.within * areas_m2)
    told_m2 = np.hypot(sigma_m2, np.sqrt(drawn.chance) * areas_m2)
    measured = tuple(
        FieldMeasured(
            field=number,
            area_m2=float(areas_m2[number]),
            cleared_m2=float(cleared_m2[number]),
            sigma_m2=float(sigma_m2[number]),
            seen=float(drawn.seen[number]),
            pixels=int(drawn.pixels[number]),
            evidence=graded(
                float(least_m2[number]),
                sigma_m2=float(told_m2[number]),
                area_m2=float(areas_m2[number]),
                seen=float(drawn.seen[number]),
                about=about[number],
                beside=shown.control,
            ),
        )
        for number in range(len(areas_m2))
    )
    total = float(np.nansum(cleared_m2))
    sums = errors_m2[np.isfinite(cleared_m2)].sum(axis=0)
    parts = {
        "noise": float(np.sqrt(drawn.total_variance)),
        "position": float(spread(sums)),
        "signature": shown.gain_error * abs(total),
        "crop": shown.uneven * float(np.sqrt(np.nansum(cleared_m2**2))),
        "unseen": float(np.sqrt(np.sum(unseen[np.isfinite(cleared_m2)] ** 2))),
    }
    sigma = float(np.sqrt(sum(part**2 for part in parts.values())))
    return Measured(measured, total, sigma, parts, shown.control, shown.signature, tuple(remarks))
