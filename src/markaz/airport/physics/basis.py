"""Two energies as depths of polyethylene and of aluminium: one polynomial there, one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from markaz.airport.physics.materials import Material, material

Floats = NDArray[np.floating]
DEGREE = 4
# Fitted so that salts, which hold chlorine, read without bias beside the calibration materials.
EXPONENT = 3.3
_PIECE = 1 << 14
_LIGHT, _HEAVY = "polyethylene", "aluminium"


@dataclass(frozen=True, slots=True)
class Polynomial:
    """Two quantities as a polynomial of two others, without a constant: nothing gives nothing.

    `coefficients` has one row for each quantity, in the order of `powers`.
    """

    degree: int
    coefficients: tuple[tuple[float, ...], tuple[float, ...]]

    def at(self, first: Floats, second: Floats) -> Floats:
        """Both quantities, stacked before the shape of what they come from."""
        found = np.empty((2, *first.shape), first.dtype)
        flat = found.reshape(2, -1)
        one, other = first.ravel(), second.ravel()
        # In pieces that stay in the processor's cache, and so that a large picture needs no room.
        for start in range(0, one.size, _PIECE):
            part = slice(start, start + _PIECE)
            terms = np.stack(_terms(one[part], other[part], self.degree))
            flat[:, part] = np.array(self.coefficients, first.dtype) @ terms
        return found

    def slopes(self, first: Floats, second: Floats) -> Floats:
        """How fast each quantity changes with each of the two: (quantity, with which, ...)."""
        found = np.zeros((2, 2, *first.shape))
        for at, (i, j) in enumerate(powers(self.degree)):
            by_first = i * first ** max(i - 1, 0) * second**j
            by_second = j * first**i * second ** max(j - 1, 0)
            for quantity in (0, 1):
                weight = self.coefficients[quantity][at]
                found[quantity, 0] += weight * by_first
                found[quantity, 1] += weight * by_second
        return found


def fitted(given: Floats, wanted: Floats, *, weights: Floats, degree: int = DEGREE) -> Polynomial:
    """The polynomial nearest to samples, rows of pairs; the sum of squares is weighed by sample."""
    terms = np.stack(list(_terms(given[:, 0], given[:, 1], degree)), axis=1)
    by = weights[:, None]
    solved = np.linalg.lstsq(terms * by, wanted * by, rcond=None)[0]
    return Polynomial(degree, (tuple(solved[:, 0].tolist()), tuple(solved[:, 1].tolist())))


@cache
def powers(degree: int) -> tuple[tuple[int, int], ...]:
    """The exponents of both quantities in each term."""
    return tuple((i, rank - i) for rank in range(1, degree + 1) for i in range(rank + 1))


def _terms(first: Floats, second: Floats, degree: int) -> Sequence[Floats]:
    ones = np.ones_like(first)
    rising = [[ones], [ones]]
    for row, one in zip(rising, (first, second), strict=True):
        for _ in range(degree):
            row.append(row[-1] * one)
    return [rising[0][i] * rising[1][j] for i, j in powers(degree)]


@cache
def _moments(exponent: float) -> NDArray[np.float64]:
    """Electrons, and electrons weighed by atomic number, in a gram of each basis material."""
    both = material(_LIGHT), material(_HEAVY)
    return np.array([[one.electrons() for one in both], [one.moment(exponent) for one in both]])


def depths_of(goods: Material, *, exponent: float) -> Floats:
    """The depths of the basis that hold the same electrons and moment as a gram of the goods."""
    wanted = [goods.electrons(), goods.moment(exponent)]
    found: Floats = np.linalg.solve(_moments(exponent), wanted)
    return found


def zeff(depths: Floats, *, exponent: float) -> Floats:
    """The effective atomic number of depths (2 x ...); not a number where no electrons are left."""
    electrons, moment = _moments(exponent).astype(depths.dtype)
    below = electrons[0] * depths[0] + electrons[1] * depths[1]
    above = moment[0] * depths[0] + moment[1] * depths[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((below > 0) & (above > 0), above / below, np.nan)
        found: Floats = ratio ** depths.dtype.type(1 / exponent)
    return found
