"""Packs a bag at random: clothes under everything, things over and beside one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from markaz.airport.bags.things import Box, Field, Shape, Thing
from markaz.airport.physics.materials import Material, material

CANVAS = (480, 640)
SPACING_MM = 1.0
UP_MM = 220.0
FEWEST, MOST = 10, 21
# Degrees: nothing in a packed bag lies flat on the belt.
_LEANS, _SAGS = (20.0, 60.0), 8.0


class Ware(NamedTuple):
    """One sort of thing that bags hold: shapes it comes in, and its sizes in mm, least to most."""

    name: str
    shapes: tuple[Shape, ...]
    sides: tuple[float, float]
    thickness: tuple[float, float]


# Clothes lie in most bags, metal is thin or small; nothing here is a drug or a look-alike.
WARES: tuple[Ware, ...] = (
    Ware("cotton", (Shape.BLOCK, Shape.BALL), (120, 300), (20, 90)),
    Ware("polyester", (Shape.BLOCK,), (60, 220), (2, 10)),
    Ware("paper", (Shape.BLOCK,), (100, 210), (5, 35)),
    Ware("nylon", (Shape.BLOCK, Shape.TUBE), (60, 200), (4, 20)),
    Ware("water", (Shape.TUBE, Shape.BALL), (50, 180), (30, 70)),
    Ware("sugar", (Shape.BLOCK, Shape.BALL), (50, 120), (15, 50)),
    Ware("soap", (Shape.BLOCK,), (50, 90), (20, 35)),
    Ware("pmma", (Shape.BLOCK,), (40, 160), (3, 20)),
    Ware("wood", (Shape.BLOCK, Shape.TUBE), (40, 200), (8, 30)),
    Ware("salted-meat", (Shape.BALL,), (60, 130), (25, 60)),
    Ware("ethanol", (Shape.TUBE,), (40, 140), (25, 50)),
    Ware("rubber", (Shape.BLOCK,), (80, 260), (4, 20)),
    Ware("glass", (Shape.BLOCK, Shape.TUBE), (40, 120), (2, 8)),
    Ware("aluminium", (Shape.BLOCK,), (60, 300), (0.5, 4)),
    Ware("steel", (Shape.BLOCK,), (15, 180), (0.3, 2.5)),
    Ware("copper", (Shape.BLOCK,), (20, 90), (0.1, 0.6)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """The things of one bag; `hidden` is the one whose truth is asked for, None in a clean bag."""

    things: tuple[Thing, ...]
    hidden: Thing | None
    canvas: tuple[int, int] = CANVAS
    spacing_mm: float = SPACING_MM

    def from_above(self) -> Mapping[Material, Field]:
        """Areal densities in g/cm2 by material, through the belt."""
        return _summed(
            (thing.material, thing.from_above(self.canvas, spacing_mm=self.spacing_mm))
            for thing in self.things
        )

    def from_side(self) -> Mapping[Material, Field]:
        """Areal densities in g/cm2 by material, across the belt."""
        upright = (self.canvas[0], round(UP_MM / self.spacing_mm))
        return _summed(
            (thing.material, thing.from_side(upright, spacing_mm=self.spacing_mm))
            for thing in self.things
        )

    def truth(self) -> Field:
        """The areal density in g/cm2 of the hidden thing alone, seen from above."""
        if self.hidden is None:
            return np.zeros(self.canvas)
        return self.hidden.from_above(self.canvas, spacing_mm=self.spacing_mm)


def pack(
    chance: np.random.Generator,
    *,
    hidden: str = "",
    shape: Shape = Shape.BLOCK,
    canvas: tuple[int, int] = CANVAS,
) -> Bag:
    """A bag of ten to twenty-one things, with the named material in a shape among them or not."""
    reach = Box(canvas[1] * SPACING_MM, canvas[0] * SPACING_MM, UP_MM)
    things = [_lining(reach)]
    things += [_thing(chance, reach) for _ in range(chance.integers(FEWEST, MOST + 1))]
    threat = _hidden(chance, material(hidden), shape, reach) if hidden else None
    *others, last = _settled([*things, threat] if threat else things, chance)
    return Bag((*others, last), last if threat else None, canvas)


def _settled(things: list[Thing], chance: np.random.Generator) -> list[Thing]:
    """Things as they come to lie: leaning on one another, and one over the other, not in one.

    The cloth of the bag itself sags. From above nothing changes.
    """
    lining, *others = things
    leans = np.radians(chance.uniform(*_LEANS, len(others)))
    heights = UP_MM * (0.1 + 0.8 * (chance.permutation(len(others)) + 0.5) / len(others))
    return [
        replace(lining, lean=float(np.radians(_SAGS))),
        *(
            replace(one, lean=float(lean), middle=one.middle._replace(up=float(height)))
            for one, lean, height in zip(others, leans, heights, strict=True)
        ),
    ]


def _lining(reach: Box) -> Thing:
    """The bag itself: two walls of cloth."""
    middle = Box(reach.across / 2, reach.along / 2, reach.up / 2)
    size = Box(reach.across * 0.9, reach.along * 0.9, 3.0)
    return Thing(material("polyester"), Shape.BLOCK, middle, size)


def _thing(chance: np.random.Generator, reach: Box) -> Thing:
    ware = WARES[chance.integers(len(WARES))]
    one, other = chance.uniform(*ware.sides, 2)
    thickness = chance.uniform(*ware.thickness)
    return Thing(
        material(ware.name),
        ware.shapes[chance.integers(len(ware.shapes))],
        _somewhere(chance, reach),
        Box(min(one, other), max(one, other), thickness),
        turn=chance.uniform(0, np.pi),
    )


def _hidden(chance: np.random.Generator, of: Material, shape: Shape, reach: Box) -> Thing:
    size = Box(*chance.uniform((40, 60, 10), (90, 140, 45)))
    middle = _somewhere(chance, reach)
    return Thing(of, shape, middle, size, turn=chance.uniform(0, np.pi))


def _somewhere(chance: np.random.Generator, reach: Box) -> Box:
    return Box(*(side * chance.uniform(0.15, 0.85) for side in reach))


def _summed(layers: Iterator[tuple[Material, Field]]) -> Mapping[Material, Field]:
    found: dict[Material, Field] = {}
    for of, layer in layers:
        found[of] = found[of] + layer if of in found else layer
    return found
