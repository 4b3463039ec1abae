"""Where each node of a neighbourhood is drawn: the middle, its neighbours around it, theirs beyond.

The same neighbourhood is always drawn alike: nothing is thrown, shaken or left to converge.
"""

from dataclasses import dataclass
from math import cos, pi, sin

import pyarrow as pa

# Radii as shares of the drawing's half.  Many nodes of one step stand in rows, one behind another.
_NEAR, _FAR = (0.46,), (0.865,)
_NEAR_ROWS, _FAR_ROWS = (0.34, 0.42, 0.5, 0.58), (0.78, 0.865, 0.95)
_ONLY, _ONLY_ROWS = (0.75,), (0.62, 0.73, 0.84, 0.95)
_ONE_ROW = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A node's place: right and down from the middle, each between -1 and 1, and its angle."""

    x: float
    y: float
    angle: float


def places(nodes: pa.Table) -> tuple[Placed, ...]:
    """Where each row of a neighbourhood's nodes stands (neighbours.NEAR), in their order.

    Each neighbour has a slice of the circle as wide as what it leads to needs.
    """
    steps, via = nodes["step"].to_pylist(), nodes["via"].to_pylist()
    led: dict[int, list[int]] = {place: [] for place, step in enumerate(steps) if step == 1}
    beyond = [place for place, step in enumerate(steps) if step > 1]
    for place in beyond:
        led[via[place]].append(place)
    least = max(1, len(beyond) // (3 * max(1, len(led))))
    widths = [max(least, len(others)) for others in led.values()]
    slots = sum(widths)
    near = _rows(len(led), _NEAR, _NEAR_ROWS) if beyond else _rows(len(led), _ONLY, _ONLY_ROWS)
    far = _rows(slots, _FAR, _FAR_ROWS)
    found = [Placed(0.0, 0.0, 0.0)] * len(steps)
    slot = 0
    for nth, (place, others) in enumerate(led.items()):
        found[place] = _at(near[nth % len(near)], slot + (widths[nth] - 1) / 2, slots)
        inset = slot + (widths[nth] - len(others)) // 2
        for at, other in enumerate(others, start=inset):
            found[other] = _at(far[at % len(far)], at, slots)
        slot += widths[nth]
    return tuple(found)


def _rows(count: int, one: tuple[float, ...], several: tuple[float, ...]) -> tuple[float, ...]:
    return one if count <= _ONE_ROW else several


def _at(radius: float, slot: float, slots: int) -> Placed:
    angle = 2 * pi * slot / slots - pi / 2
    return Placed(radius * cos(angle), radius * sin(angle), angle)
