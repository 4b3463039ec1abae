"""The cleared share of every field at once, from pixels that several fields share.

A pixel shows the sum over its fields of the share that each covers times the share of the field
that was cleared.  Weighing each pixel by its share again, as a zonal mean does, would count an
edge pixel by the square of what it shows and always find too little.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import scipy

from markaz.crops.imagery.coverage import Coverage, Floats, Numbers
from markaz.crops.imagery.redraws import Redrawn
from markaz.crops.imagery.solving.way import factored, way_of

# A field that shows less than this of one pixel cannot be solved for.
LEAST_WEIGHT = 1e-3
# So much of a cell and more is inside.
WHOLE = 0.999
_FEWEST_INSIDE = 8
_STEP, _FEWEST_PAIRS = 2, 30
# Whose own pixels differ twice as much as pixels do was cleared in patches.
_PATCHY = 2.0
_MAD = 1.4826


@dataclass(frozen=True, eq=False)
class Solved:
    """The cleared share of each field and its variance from noise; NaN where nothing was seen.

    Attributes:
        seen: the share of each field that was seen.
        pixels: how many pixels tell of each.
        total_variance: of the sum over all fields, each by the weight that was given.
        explained: how much of the squared change of all pixels the fields tell.
        within: the share that was cleared of the field itself, what lies beside its edge left out.
        chance: the variance of that share from noise, edges and patches together: how far another
            day's look at a field that nobody touched may lie off.
        errors: of each field in each redraw, if the field truly lay so; as shares of it.
    """

    share: Floats
    variance: Floats
    seen: Floats
    pixels: Numbers
    total_variance: float = 0.0
    explained: float = 0.0
    within: Floats = field(default_factory=lambda: np.zeros(0))
    chance: Floats = field(default_factory=lambda: np.zeros(0))
    errors: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def unseen(self, areas_m2: Floats) -> Floats:
        """How far what is hidden of a field may differ from what is seen, in square metres.

        A field cleared whole or not at all is so under a cloud too; of one cleared in part the
        hidden part may be either.
        """
        share = np.clip(np.nan_to_num(self.share), 0.0, 1.0)
        hidden = np.clip(1 - self.seen, 0.0, 1.0)
        found: Floats = hidden * areas_m2 * np.sqrt(share * (1 - share))
        return found


def solve(cover: Coverage, cells: Numbers, change: Floats) -> Solved:
    """Solve for the share of every field by plain least squares, and leave errors out.

    Args:
        cover: which cells the fields cover.
        cells: the cells read from the pictures, in order; others count as not seen.
        change: the cleared share that each shows, NaN where it was not seen.
    """
    cells, change = _told_of(cover, cells, change)
    matrix = _matrix(cover, cells)
    found = _nothing(cover, matrix)
    normal = (matrix.T @ matrix).tocsc()
    solvable = np.flatnonzero(normal.diagonal() > LEAST_WEIGHT)
    if not len(solvable):
        return found
    told = (matrix.T @ change)[solvable]
    found.share[solvable] = factored(normal[solvable][:, solvable].tocsc()).solve(told)
    return replace(found, explained=float(found.share[solvable] @ told))


def solve_unsure(redrawn: Redrawn, cells: Numbers, change: Floats, *, areas_m2: Floats) -> Solved:
    """Solve for every field whose outline may lie as wrongly as its redraws, with its errors.

    Of a pixel that an edge may or may not cross the coverage is not known, and of a field that was
    cleared in patches the share of one pixel is not that of another.  Such pixels bear less on the
    share of their field; but what they show beyond the expected is cleared ground of the field, and
    counts as far as it is more than noise.

    Args:
        redrawn: the coverage to be expected, how unsure it is, and each redraw's own.
        cells: as for `solve`.
        change: likewise.
        areas_m2: of each field, to tell the error of the sum.
    """
    cover = redrawn.mean
    first = solve(cover, cells, change)
    cells, change = _told_of(cover, cells, change)
    matrix, unsure = (
        _matrix(one, cells) for one in (cover, replace(cover, share=redrawn.variance))
    )
    solved = np.flatnonzero(np.isfinite(first.share))
    errors = np.full((len(first.share), len(redrawn.draws)), np.nan)
    within, chance = np.full((2, len(first.share)), np.nan)
    found = replace(first, within=within, chance=chance, errors=errors)
    if not len(solved):
        return found
    noise, patches = _noise(matrix, cells, change, first.share)
    areas = cover.pixels[solved]
    way = way_of(
        matrix[:, solved], unsure[:, solved], areas, share=first.share[solved],
        noise=noise, patches=patches[solved],
    )  # fmt: skip
    first.share[solved] = way.areas(change) / areas
    first.variance[solved] = way.variances() / areas**2
    # What each redraw would show, were it the truth, against what it covers.
    share = way.shares(change)
    within[solved], chance[solved] = share, way.chance()
    for number, draw in enumerate(redrawn.draws):
        shown = _matrix(draw, cells)[:, solved] @ share
        errors[solved, number] = way.areas(shown) / areas - draw.pixels[solved] / areas * share
    total = way.variance_of(areas_m2[solved] / areas)
    return replace(found, total_variance=total)


def _told_of(cover: Coverage, cells: Numbers, change: Floats) -> tuple[Numbers, Floats]:
    """The cells that fields cover and both pictures show, and the change of each."""
    touched = np.zeros(len(cells), dtype=bool)
    if len(cells):
        at = np.minimum(np.searchsorted(cells, cover.cell), len(cells) - 1)
        touched[at[cells[at] == cover.cell]] = True
    used = touched & np.isfinite(change)
    return cells[used], change[used]


def _matrix(cover: Coverage, cells: Numbers) -> "scipy.sparse.csc_array":
    """The share of each of these cells, in rows, by field."""
    shape = (len(cells), len(cover.pixels))
    if not len(cells):
        return scipy.sparse.csc_array(shape)
    at = np.minimum(np.searchsorted(cells, cover.cell), len(cells) - 1)
    used = cells[at] == cover.cell
    return scipy.sparse.coo_array(
        (cover.share[used], (at[used], cover.field[used])), shape=shape
    ).tocsc()


def _nothing(cover: Coverage, matrix: "scipy.sparse.csc_array") -> Solved:
    """How much of each field is seen, before anything is solved for."""
    fields = len(cover.pixels)
    seen = np.asarray(matrix.sum(axis=0)) / np.maximum(cover.pixels, LEAST_WEIGHT)
    share, variance = np.full((2, fields), np.nan)
    return Solved(share, variance, seen, np.diff(matrix.indptr).astype(np.int64))


def _noise(matrix: Any, cells: Numbers, change: Floats, share: Floats) -> tuple[float, Floats]:
    """The variance of a pixel's noise, and of its share in each field that is patchy, else 0."""
    rest = change - matrix @ np.nan_to_num(share)
    held = matrix.tocoo()
    inside = held.data >= WHOLE
    field, row = held.col[inside], held.row[inside]
    own = rest[row]
    if not len(own):
        return float(np.mean(rest**2)), np.zeros(matrix.shape[1])
    common = _of_neighbours(field, cells[row], change[row])
    if common is None:
        common = float((_MAD * np.median(np.abs(own))) ** 2)
    counts = np.bincount(field, minlength=matrix.shape[1])
    of_field = np.bincount(field, own**2, matrix.shape[1]) / np.maximum(counts - 1, 1)
    patchy = (counts >= _FEWEST_INSIDE) & (of_field > _PATCHY * common)
    return common, np.where(patchy, of_field - common, 0.0)


def _of_neighbours(field: Numbers, cells: Numbers, shown: Floats) -> float | None:
    """The variance of noise from what pixels of one field two apart differ by; None where few are.

    A field cleared in patches differs from itself by more than noise; pixels near to one another
    mostly do not.  Next to one another they share noise where a picture was resampled.
    """
    order = np.lexsort((cells, field))
    field, cells, shown = field[order], cells[order], shown[order]
    near = (field[_STEP:] == field[:-_STEP]) & (cells[_STEP:] - cells[:-_STEP] == _STEP)
    apart = (shown[_STEP:] - shown[:-_STEP])[near]
    if len(apart) < _FEWEST_PAIRS:
        return None
    return float((_MAD * np.median(np.abs(apart))) ** 2 / 2)
