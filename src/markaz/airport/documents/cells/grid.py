"""Lays the cells over machine-read lines: OCR-B gives every character the same width."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from markaz.airport.documents.cells.tesseract import Line

Ink = NDArray[np.float64]
_SMOOTH, _DARK, _BLACKEST = 1.2, 0.4, 97
# The width of a cell by the height of its letter, as OCR-B has it and a lens may bend it.
_NARROWEST, _WIDEST = 0.75, 1.3
# Gaps in a line, in heights of a letter: of clean print, of a page's edge near it, of a glare.
_GAPS = (0.8, 1.4, 2.2, 12.0)
_THIN_ROW, _FEWEST_POINTS = 0.12, 3
_LAST = 0.2
_WIDTHS = np.linspace(0.98, 1.02, 21)
_OFFSETS = np.arange(-0.35, 0.2, 0.02)
# How much more ink stands in the middle of cells than between them, of both: less is no grid.
_LEAST_CONTRAST = 0.5
_MARGIN = 2


class Grid(NamedTuple):
    """Where the first cell begins and how wide each is, in points, and how many stand in a line."""

    contrast: float
    left: float
    width: float
    cells: int


def ink(picture: object) -> Ink:
    """How dark each point of a picture is."""
    found: Ink = 255 - np.asarray(picture, dtype=np.float64)
    return found


def laid(dark: Ink, lines: Sequence[Line], *, lengths: Iterable[int]) -> list[list[Ink]] | None:
    """The cells of each line, all of one shape; None where no grid of these lengths fits them."""
    even = scipy.ndimage.gaussian_filter(dark, _SMOOTH)
    part = even[lines[0].top : lines[-1].bottom]
    if not part.size:
        return None
    print_ = even > _DARK * np.percentile(part, _BLACKEST)
    bands = [_band(print_, line) for line in lines]
    height = float(np.median([bottom - top for top, bottom in bands]))
    profile = sum((even[top:bottom].mean(axis=0) for top, bottom in bands), np.zeros(dark.shape[1]))
    profile -= np.percentile(profile, _MARGIN)
    ends = {end for band in bands for end in _ends(print_, band)}
    tried = [
        found
        for left, right in ends
        for length in lengths
        if _NARROWEST < (right - left) / (length - _LAST) / height < _WIDEST
        for found in _grids(profile, left, right, length)
    ]
    best = max(tried, default=None)
    if best is None or best.contrast < _LEAST_CONTRAST:
        return None
    return [_cut(dark, band, best, height=height) for band in bands]


def _band(print_: NDArray[np.bool_], line: Line) -> tuple[int, int]:
    """The rows of a line of print; the reader's own boxes take in what stands near."""
    room = (line.bottom - line.top) // 3
    top = max(line.top - room, 0)
    rows = print_[top : line.bottom + room, line.left : line.right].sum(axis=1)
    enough = max(_FEWEST_POINTS, _THIN_ROW * np.percentile(rows, 90))
    runs = list(_runs(rows > enough, gap=2))
    if not runs:
        return line.top, line.bottom
    begins, ends = max(runs, key=lambda run: rows[slice(*run)].sum())
    return top + begins, top + ends


def _ends(print_: NDArray[np.bool_], band: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where a line may begin and end, by how long a gap it may hold."""
    columns = print_[slice(*band)].sum(axis=0)
    for gap in _GAPS:
        runs = list(_runs(columns >= _MARGIN, gap=round(gap * (band[1] - band[0]))))
        if runs:
            yield max(runs, key=lambda run: columns[slice(*run)].sum())


def _runs(true: NDArray[np.bool_], *, gap: int) -> Iterator[tuple[int, int]]:
    """From where to where something is true, over gaps of so many points."""
    places = np.nonzero(true)[0]
    for run in np.split(places, np.nonzero(np.diff(places) > gap)[0] + 1):
        if len(run):
            yield int(run[0]), int(run[-1]) + 1


def _grids(profile: Ink, left: int, right: int, length: int) -> Iterator[Grid]:
    places = np.arange(len(profile))
    for width in (right - left) / (length - _LAST) * _WIDTHS:
        for begins in left + width * _OFFSETS:
            edges = begins + width * np.arange(length + 1)
            between, within = (
                float(np.interp(at, places, profile).mean())
                for at in (edges, edges[:-1] + width / 2)
            )
            contrast = (within - between) / max(within + between, 1e-6)
            yield Grid(contrast, float(begins), float(width), length)


def _cut(dark: Ink, band: tuple[int, int], grid: Grid, *, height: float) -> list[Ink]:
    rows = round(height) + 2 * _MARGIN
    down = (band[0] + band[1]) / 2 - rows / 2 + np.arange(rows)
    across = np.arange(round(grid.width))
    return [
        scipy.ndimage.map_coordinates(
            dark,
            np.meshgrid(down, grid.left + number * grid.width + across, indexing="ij"),
            order=1,
            mode="nearest",
        )
        for number in range(grid.cells)
    ]
