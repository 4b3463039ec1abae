"""Which share of each pixel a field covers, exactly, on a picture's own grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from exactextract import exact_extract
from exactextract.feature import Feature, FeatureSource
from exactextract.raster import RasterSource
from pyproj import CRS, Transformer

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
_NO_CELLS, _NO_SHARES = np.zeros(0, dtype=np.int64), np.zeros(0)


@dataclass(frozen=True, eq=False)
class Grid:
    """The pixels of a picture: how many, and where they lie in degrees.

    Outlines are measured in pixels with rows counted from the bottom, so that a turned or
    stretched grid is as good as any; areas are never taken from the projection.
    """

    rows: int
    columns: int
    # Columns and rows of a place on the picture's plane, row by row: a, b, c, d, e, f.
    inverse: tuple[float, float, float, float, float, float]
    system: CRS

    def on_pixels(self, outlines: Any) -> Any:
        """Outlines in degrees as they lie on the pixels."""
        onto = Transformer.from_crs("OGC:CRS84", self.system, always_xy=True)
        a, b, c, d, e, f = self.inverse

        def pixels(east: Floats, north: Floats) -> tuple[Floats, Floats]:
            x, y = onto.transform(east, north)
            return a * x + b * y + c, self.rows - (d * x + e * y + f)

        return shapely.transform(outlines, pixels, interleaved=False)


@dataclass(frozen=True, eq=False)
class Coverage:
    """Cells that fields cover: of which field, which cell counted from the top, which share.

    `pixels` is the area of each outline in pixels, what lies outside the picture included.
    """

    field: Numbers
    cell: Numbers
    share: Floats
    pixels: Floats

    def of(self, owner: Numbers, count: int) -> "Coverage":
        """The same, if each outline is a part of the field that `owner` says, of so many."""
        pixels = np.bincount(owner, self.pixels, count).astype(np.float64)
        return Coverage(owner[self.field], self.cell, self.share, pixels)


class _Shares(RasterSource):  # type: ignore[misc]
    """A picture of nothing: only its grid is asked for."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self.set_name("cover")

    def res(self) -> tuple[float, float]:
        return 1.0, 1.0

    def extent(self) -> tuple[float, float, float, float]:
        return 0.0, 0.0, float(self._grid.columns), float(self._grid.rows)

    def read_window(self, _x: int, _y: int, columns: int, rows: int) -> npt.NDArray[np.uint8]:
        return np.zeros((rows, columns), dtype=np.uint8)

    def nodata_value(self) -> None:
        return None

    def srs_wkt(self) -> None:
        return None


class _Field(Feature):  # type: ignore[misc]
    def __init__(self, number: int, shape: bytes) -> None:
        super().__init__()
        self._number, self._shape = number, shape

    def geometry(self) -> bytes:
        return self._shape

    def get(self, _name: str) -> int:
        return self._number

    def set(self, _name: str, _value: object) -> None:
        """Nothing is kept in the outline itself."""

    def fields(self) -> list[str]:
        return ["number"]


class _Fields(FeatureSource):  # type: ignore[misc]
    def __init__(self, shapes: list[bytes]) -> None:
        super().__init__()
        self._shapes = shapes

    def count(self) -> int:
        return len(self._shapes)

    def __iter__(self) -> Iterator[_Field]:
        return (_Field(number, shape) for number, shape in enumerate(self._shapes))

    def srs_wkt(self) -> None:
        return None


def covered(outlines: Any, grid: Grid) -> Coverage:
    """Which cells the outlines cover and how much of each.

    Args:
        outlines: polygons on the pixels, as `Grid.on_pixels` gives them.
        grid: the pixels.
    """
    sound = mended(outlines)
    found = exact_extract(
        _Shares(grid),
        _Fields([bytes(one) for one in shapely.to_wkb(sound)]),
        ["cell_id", "coverage"],
        include_cols=["number"],
    )
    told = [one["properties"] for one in found]
    cells = [_told(one["cell_id"], _NO_CELLS) for one in told]
    shares = [_told(one["coverage"], _NO_SHARES) for one in told]
    return Coverage(
        np.repeat(np.array([one["number"] for one in told], np.int64), [len(c) for c in cells]),
        np.concatenate([_NO_CELLS, *cells]).astype(np.int64),
        np.concatenate([_NO_SHARES, *shares]).astype(np.float64),
        np.asarray(shapely.area(sound)),
    )


def _told(cells: Any, nothing: Any) -> Any:
    """What was told of one field; a field wholly outside the picture is told nothing of."""
    return nothing if cells is None else np.atleast_1d(cells)


def mended(outlines: Any) -> Any:
    """The outlines, where a redraw made one cross itself with the crossing undone."""
    sound = np.array(outlines, dtype=object)
    crossed = np.flatnonzero(~shapely.is_valid(sound))
    if len(crossed):
        # What is left of a crossing besides areas are lines, which cover nothing.
        sound[crossed] = shapely.buffer(shapely.make_valid(sound[crossed]), 0)
    return sound
