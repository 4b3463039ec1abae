"""Tells the filler, an open arrow to the left, from letters: no reader of letters knows it."""

from collections.abc import Sequence

import numpy as np
import scipy
from PIL import Image, ImageDraw

from markaz.airport.documents.cells.grid import Ink

# As shares of a letter: the tip and the ends of both strokes, and how thick they are.
_TIP, _ENDS, _EDGE, _STROKE = 0.2, 0.82, 0.06, 0.13
_FINE, _MARGIN = 8, 2
# How alike a cell is to the arrow drawn here, and to the arrows of the same page: K and C come
# nearest to the first (0.64 at the most in rendered print), far from the second.
_ALIKE, _OF_ONE_PAGE = 0.68, 0.85
_FEWEST_OF_A_PAGE = 3
_SHIFTS = (-2, -1, 0, 1, 2)


def fillers(cells: Sequence[Sequence[Ink]]) -> list[list[bool]]:
    """Which cells of each line hold the filler."""
    arrow, least = _drawn(*cells[0][0].shape), _ALIKE
    likeness = [[_likeness(cell, arrow) for cell in line] for line in cells]
    sure = [
        cell
        for line, alike in zip(cells, likeness, strict=True)
        for cell, one in zip(line, alike, strict=True)
        if one >= _ALIKE
    ]
    if len(sure) >= _FEWEST_OF_A_PAGE:
        arrow, least = np.median(sure, axis=0), _OF_ONE_PAGE
        likeness = [[_likeness(cell, arrow) for cell in line] for line in cells]
    return [[one >= least for one in alike] for alike in likeness]


def _drawn(height: int, width: int) -> Ink:
    tall, wide = (height - 2 * _MARGIN) * _FINE, width * _FINE
    picture = Image.new("L", (wide, tall), 0)
    corners = [
        (wide * _ENDS, tall * _EDGE),
        (wide * _TIP, tall / 2),
        (wide * _ENDS, tall * (1 - _EDGE)),
    ]
    ImageDraw.Draw(picture).line(corners, fill=255, width=round(wide * _STROKE))
    small = picture.resize((width, height - 2 * _MARGIN), Image.Resampling.LANCZOS)
    return np.pad(np.asarray(small, dtype=np.float64), ((_MARGIN, _MARGIN), (0, 0)))


def _likeness(cell: Ink, arrow: Ink) -> float:
    """The correlation of both, where the arrow lies best."""
    return max(
        _correlation(cell, scipy.ndimage.shift(arrow, (down, right), order=0))
        for down in _SHIFTS
        for right in _SHIFTS
    )


def _correlation(one: Ink, other: Ink) -> float:
    one, other = one - one.mean(), other - other.mean()
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum() + 1e-9))
