"""The cleared share of every field at once, from pixels that several fields share.

A pixel shows the sum over its fields of the share that each covers times the share of the field
that was cleared.  Weighing each pixel by its share again, as a zonal mean does, would count an
edge pixel by the square of what it shows and always find too little.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from markaz.crops.imagery.coverage import Coverage, Floats, Numbers

# A field that shows less than this of one pixel cannot be solved for.
LEAST_WEIGHT = 1e-3
# So much of a cell and more is inside.
WHOLE = 0.999
_FEWEST_INSIDE = 8
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
    """

    share: Floats
    variance: Floats
    seen: Floats
    pixels: Numbers
    total_variance: float = 0.0
    explained: float = 0.0

    def unseen(self, areas_m2: Floats) -> Floats:
        """How far what is hidden of a field may differ from what is seen, in square metres.

        A field cleared whole or not at all is so under a cloud too; of one cleared in part the
        hidden part may be either.
        """
        share = np.clip(np.nan_to_num(self.share), 0.0, 1.0)
        hidden = np.clip(1 - self.seen, 0.0, 1.0)
        found: Floats = hidden * areas_m2 * np.sqrt(share * (1 - share))
        return found


def solve(cover: Coverage, cells: Numbers, change: Floats, *, areas_m2: Floats | None) -> Solved:
    """Solve for every field.

    Args:
        cover: which cells the fields cover.
        cells: the cells read from the pictures, in order; others count as not seen.
        change: the cleared share that each shows, NaN where it was not seen.
        areas_m2: of each field, to tell the error of the sum; None to leave errors out.
    """
    fields = len(cover.pixels)
    field, rows, matrix = _matrix(cover, cells, change)
    shown = np.bincount(field, cover.share[rows.used], fields)
    seen: Floats = shown / np.maximum(cover.pixels, LEAST_WEIGHT)
    pixels = np.bincount(field, minlength=fields)
    share, variance = np.full(fields, np.nan), np.full(fields, np.nan)
    normal = (matrix.T @ matrix).tocsc()
    solvable = np.flatnonzero(normal.diagonal() > LEAST_WEIGHT)
    if not len(solvable):
        return Solved(share, variance, seen, pixels)
    told = (matrix.T @ change[rows.cells])[solvable]
    normal = normal[solvable][:, solvable].tocsc()
    factors = _factors(normal)
    share[solvable] = factors.solve(told)
    explained = float(share[solvable] @ told)
    if areas_m2 is None:
        return Solved(share, variance, seen, pixels, explained=explained)
    noise = _noise(matrix, change[rows.cells], share)
    variance[solvable] = _inverse_diagonal(normal) * noise[solvable]
    weight = areas_m2[solvable] * np.sqrt(noise[solvable])
    total = float(weight @ factors.solve(weight))
    return Solved(share, variance, seen, pixels, total, explained)


@dataclass(frozen=True, eq=False)
class _Rows:
    """Which entries of a coverage are used, and which of the cells read stand in which row."""

    used: Any
    cells: Numbers


def _matrix(
    cover: Coverage, cells: Numbers, change: Floats
) -> tuple[Numbers, _Rows, "scipy.sparse.csc_array"]:
    """The fields of the entries used, the rows, and the share of each cell by field."""
    at = np.minimum(np.searchsorted(cells, cover.cell), max(len(cells) - 1, 0))
    used = np.zeros(len(at), dtype=bool)
    if len(cells):
        used = (cells[at] == cover.cell) & np.isfinite(change[at])
    field = cover.field[used]
    rows, row = np.unique(at[used], return_inverse=True)
    shape = (len(rows), len(cover.pixels))
    matrix = scipy.sparse.coo_array((cover.share[used], (row, field)), shape=shape).tocsc()
    return field, _Rows(used, rows), matrix


def _factors(normal: "scipy.sparse.csc_array") -> Any:
    """The factors of a symmetric, positive matrix, whose own order keeps them sparse."""
    return scipy.sparse.linalg.splu(
        normal, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}
    )


def _noise(matrix: Any, change: Floats, share: Floats) -> Floats:
    """The variance of one pixel, for each field: of all, or its own where it is patchy."""
    rest = change - matrix @ np.nan_to_num(share)
    held = matrix.tocoo()
    inside = held.data >= WHOLE
    field, own = held.col[inside], rest[held.row[inside]]
    if not len(own):
        return np.full(matrix.shape[1], float(np.mean(rest**2)) if len(rest) else 0.0)
    common = float((_MAD * np.median(np.abs(own))) ** 2)
    counts = np.bincount(field, minlength=matrix.shape[1])
    of_field = np.bincount(field, own**2, matrix.shape[1]) / np.maximum(counts - 1, 1)
    patchy = (counts >= _FEWEST_INSIDE) & (of_field > _PATCHY * common)
    return np.where(patchy, of_field, common)


def _inverse_diagonal(normal: "scipy.sparse.csc_array") -> Floats:
    """The diagonal of the inverse, each from its neighbours and theirs alone.

    Fields further off bear on it by the product of many small shares, which is nothing.
    """
    diagonal: Floats = 1 / normal.diagonal()
    near = normal @ normal
    counts = np.diff(normal.indptr)
    for at in np.flatnonzero(counts > 1):
        members = near.indices[near.indptr[at] : near.indptr[at + 1]]
        own = np.zeros(len(members))
        own[members == at] = 1.0
        local = normal[members][:, members].toarray()
        diagonal[at] = np.linalg.solve(local, own)[members == at][0]
    return diagonal
