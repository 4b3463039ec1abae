"""Boxes in space and time by the cells of a grid in both: which of them meet a box."""

from array import array
from collections.abc import Iterator
from itertools import product
from math import dist, floor, sqrt

import numpy as np
import numpy.typing as npt

from markaz.deconfliction.earth import Floats

Numbers = npt.NDArray[np.int64]
Cell = tuple[int, int, int, int]

EDGE_M, EDGE_S = 50_000.0, 43_200.0
_CENTRE = (0.0, 0.0, 0.0)
# The surface lies between these distances from the centre; a cell that it does not pass is empty.
_NEAREST_M = 6_356_700.0 - EDGE_M * sqrt(3) / 2
_FURTHEST_M = 6_378_200.0 + EDGE_M * sqrt(3) / 2


class Grid:
    """Numbered boxes, in rows of least and greatest moment and place, added and removed."""

    def __init__(self) -> None:
        self._boxes: Floats = np.zeros((1024, 8))
        self._free: list[int] = []
        self._used = 0
        self._cells: dict[Cell, array[int]] = {}

    def add(self, boxes: Floats) -> list[int]:
        """Keep boxes; give the number of each."""
        rows = [self._row() for _ in boxes]
        self._boxes[rows] = boxes
        for row, box in zip(rows, boxes, strict=True):
            for cell in _cells(box):
                self._cells.setdefault(cell, array("q")).append(row)
        return rows

    def remove(self, rows: list[int]) -> None:
        """Forget the boxes of these numbers."""
        for row in rows:
            for cell in _cells(self._boxes[row]):
                self._cells[cell].remove(row)
                if not self._cells[cell]:
                    del self._cells[cell]
        self._free.extend(rows)

    def near(self, box: Floats) -> Numbers:
        """The numbers of the boxes that meet this one, in order, each once."""
        found = [
            np.frombuffer(self._cells[cell], dtype=np.int64)
            for cell in _cells(box)
            if cell in self._cells
        ]
        if not found:
            return np.zeros(0, dtype=np.int64)
        rows = np.concatenate(found)
        # Time tells most of them apart, so it is asked first.
        rows = rows[(self._boxes[rows, 4] > box[0]) & (self._boxes[rows, 0] < box[4])]
        there = self._boxes[rows]
        meet = (there[:, 5:] >= box[1:4]).all(axis=1) & (there[:, 1:4] <= box[5:]).all(axis=1)
        return np.unique(rows[meet])

    def _row(self) -> int:
        if self._free:
            return self._free.pop()
        if self._used == len(self._boxes):
            self._boxes = np.concatenate((self._boxes, np.zeros_like(self._boxes)))
        self._used += 1
        return self._used - 1


def _cells(box: Floats) -> Iterator[Cell]:
    """The cells of its hours that a box shares with the surface of the earth.

    Two operations that clash share a place, and that place is on the surface.
    """
    low, high = box[1:4].tolist(), box[5:].tolist()
    spans = [
        range(floor(first / EDGE_M), floor(last / EDGE_M) + 1)
        for first, last in zip(low, high, strict=True)
    ]
    halves = range(floor(box[0] / EDGE_S), floor(box[4] / EDGE_S) + 1)
    for east, north, up in product(*spans):
        middle = ((east + 0.5) * EDGE_M, (north + 0.5) * EDGE_M, (up + 0.5) * EDGE_M)
        if _NEAREST_M <= dist(middle, _CENTRE) <= _FURTHEST_M:
            for half in halves:
                yield east, north, up, half
