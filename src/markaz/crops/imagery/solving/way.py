"""The way from what pixels show to the cleared area of each field: linear, with its errors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from markaz.crops.imagery.coverage import Floats

# Pictures without any noise are drawn by hand; nothing is weighed without end.
_LEAST_VARIANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Way:
    """The way from what pixels show to the cleared area of each field, in pixels; it is linear.

    Attributes:
        matrix: the coverage of each pixel by field.
        precision: one over the variance of each pixel, of noise, coverage and patches.
        kept: how much of what a pixel shows beyond the expected counts to each field.
        rest: what of a field's share is left to its area, the kept part taken off.
        noise: the variance of a pixel's noise alone.
        patches: the variance of the share from pixel to pixel, of each field.
    """

    matrix: Any
    precision: Floats
    kept: Any
    rest: Any
    normal: Any
    factors: Any
    noise: float
    patches: Floats

    def shares(self, shown: Floats) -> Floats:
        """The cleared share of each field, from what pixels show."""
        found: Floats = self.factors.solve(self.matrix.T @ (shown * self.precision))
        return found

    def areas(self, shown: Floats) -> Floats:
        """The cleared area of each field in pixels, from what pixels show."""
        found: Floats = self.rest @ self.shares(shown) + self.kept @ shown
        return found

    def chance(self) -> Floats:
        """The variance of each field's share from all that its pixels are weighed by."""
        found: Floats = _inverse(self.normal).diagonal()
        return found

    def variances(self) -> Floats:
        """The variance of each field's area from noise and patches."""
        near = self.rest @ _inverse(self.normal) @ self.matrix.T @ _diagonal(self.precision)
        weights = (near + self.kept).tocsr()
        covered = self.matrix.T.tocsr()
        # A patch bears on the area by as much as its pixel is not counted for once.
        off = weights.multiply(covered) - covered
        squares = self.noise * _squared(weights) + self.patches * _squared(off)
        return np.asarray(squares)

    def variance_of(self, weight: Floats) -> float:
        """The same of the fields' weighted sum."""
        back = self.matrix @ self.factors.solve(self.rest.T @ weight)
        weights = back * self.precision + self.kept.T @ weight
        held = self.matrix.tocoo()
        off = held.data * (weights[held.row] - weight[held.col])
        return float(self.noise * (weights @ weights) + self.patches[held.col] @ off**2)


def _squared(weights: Any) -> Floats:
    found: Floats = np.asarray(weights.multiply(weights).sum(axis=1)).ravel()
    return found


def way_of(
    matrix: Any, unsure: Any, areas: Floats, *, share: Floats, noise: float, patches: Floats
) -> Way:
    """Weigh each pixel by its noise and by how unsure it is what of each field it shows."""
    # Negative shares are noise, and more than a field cannot be cleared.
    squares = np.clip(share, 0.0, 1.0) ** 2
    told = unsure @ _diagonal(squares) + matrix.multiply(matrix) @ _diagonal(patches)
    precision = 1 / np.maximum(told.sum(axis=1) + noise, _LEAST_VARIANCE)
    kept = told.T @ _diagonal(precision)
    rest = (_diagonal(areas) - kept @ matrix).tocsc()
    normal = (matrix.T @ _diagonal(precision) @ matrix).tocsc()
    return Way(matrix, precision, kept, rest, normal, factored(normal), noise, patches)


def _diagonal(values: Floats) -> "scipy.sparse.dia_array":
    return scipy.sparse.diags_array(values)


def factored(normal: "scipy.sparse.csc_array") -> Any:
    """The factors of a symmetric, positive matrix, whose own order keeps them sparse."""
    return scipy.sparse.linalg.splu(
        normal, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}
    )


def _inverse(normal: "scipy.sparse.csc_array") -> "scipy.sparse.csc_array":
    """The inverse, each column from a field's neighbours and theirs alone.

    Fields further off bear on it by the product of many small shares, which is nothing.
    """
    near = (normal @ normal).tocsc()
    values = np.zeros(near.nnz)
    alone = np.diff(near.indptr) == 1
    values[near.indptr[:-1][alone]] = 1 / normal.diagonal()[alone]
    for at in np.flatnonzero(~alone):
        column = slice(near.indptr[at], near.indptr[at + 1])
        members = near.indices[column]
        local = normal[members][:, members].toarray()
        values[column] = np.linalg.solve(local, (members == at).astype(np.float64))
    return scipy.sparse.csc_array((values, near.indices, near.indptr), shape=near.shape)
