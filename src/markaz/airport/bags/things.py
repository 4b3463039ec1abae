"""Things as they lie in a bag: a shape, a material, a place, and what of them each view sees."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from markaz.airport.physics.materials import Material

Field = NDArray[np.float64]


class Shape(StrEnum):
    """How a thing's depth runs between its edges."""

    BLOCK = "block"
    BALL = "ball"
    TUBE = "tube"


class Box(NamedTuple):
    """A length along each axis in millimetres: across the belt, along it, and up."""

    across: float
    along: float
    up: float


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: where its middle lies and how large it is in mm; `turn` is in radians.

    It is turned about the upright axis, so that the side view sees its unturned width. It leans
    by `lean` radians, as things do that lie on others: seen from the side a sheet is then no line
    of its whole width, but lower depth over more height. From above it changes too little to count.
    """

    material: Material
    shape: Shape
    middle: Box
    size: Box
    turn: float = 0.0
    lean: float = 0.0
    filling: float = 1.0

    def from_above(self, canvas: tuple[int, int], *, spacing_mm: float) -> Field:
        """Its areal density in g/cm2 through the belt, rows along and columns across."""
        return self._seen(
            canvas,
            spacing_mm=spacing_mm,
            middle=(self.middle.along, self.middle.across),
            size=(self.size.along, self.size.across),
            depth=self.size.up,
            turn=self.turn,
        )

    def from_side(self, canvas: tuple[int, int], *, spacing_mm: float) -> Field:
        """Its areal density in g/cm2 across the belt, rows along and columns up."""
        height = self.size.up * np.cos(self.lean) + self.size.across * np.sin(self.lean)
        return self._seen(
            canvas,
            spacing_mm=spacing_mm,
            middle=(self.middle.along, self.middle.up),
            size=(self.size.along, height),
            # What it weighs stays the same.
            depth=self.size.across * self.size.up / height,
            turn=0.0,
        )

    def _seen(
        self,
        canvas: tuple[int, int],
        *,
        spacing_mm: float,
        middle: tuple[float, float],
        size: tuple[float, float],
        depth: float,
        turn: float,
    ) -> Field:
        rows, columns = np.ogrid[: canvas[0], : canvas[1]]
        down = (rows + 0.5) * spacing_mm - middle[0]
        right = (columns + 0.5) * spacing_mm - middle[1]
        v = (down * np.cos(turn) - right * np.sin(turn)) / (size[0] / 2)
        u = (down * np.sin(turn) + right * np.cos(turn)) / (size[1] / 2)
        profile = _PROFILES[self.shape](u, v)
        return profile * depth / 10 * self.material.density * self.filling


def _block(u: Field, v: Field) -> Field:
    return ((np.abs(u) <= 1) & (np.abs(v) <= 1)).astype(float)


def _ball(u: Field, v: Field) -> Field:
    return np.sqrt(np.maximum(1 - u**2 - v**2, 0))


def _tube(u: Field, v: Field) -> Field:
    return np.sqrt(np.maximum(1 - u**2, 0)) * (np.abs(v) <= 1)


_PROFILES: dict[Shape, Callable[[Field, Field], Field]] = {
    Shape.BLOCK: _block,
    Shape.BALL: _ball,
    Shape.TUBE: _tube,
}
