"""Where the pixels of an opened picture lie, and whether two pictures show one ground."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import rasterio
import shapely
from pyproj import CRS, Transformer
from rasterio.errors import RasterioIOError
from rasterio.warp import transform_bounds

from markaz.crops.areas import ground_m2
from markaz.crops.imagery.coverage import Grid, Numbers
from markaz.crops.imagery.measured import Picture
from markaz.records.errors import InvalidValueError, UnreadableFileError

# Pictures whose pixels differ more in size cannot show the same edge.
LARGEST_RATIO = 1.5
_SAME_PIXELS = 1e-3
# Sides of a picture are laid in degrees in this many parts, since they are bent there.
_PARTS = 16
_DRIVERS = (
    (b"II*\x00", "GTiff"), (b"MM\x00*", "GTiff"), (b"II+\x00", "GTiff"), (b"MM\x00+", "GTiff"),
    (b"\x00\x00\x00\x0cjP  ", "JP2OpenJPEG"),
)  # fmt: skip


def opened(path: Path) -> Any:
    """A picture, opened.

    Raises:
        UnreadableFileError: it is none.
    """
    with path.open("rb") as file:
        start = file.read(12)
    try:
        # Only by these two, of which neither can name other files or addresses.
        driver = next(name for mark, name in _DRIVERS if start.startswith(mark))
        return rasterio.open(path, driver=driver)
    except (StopIteration, RasterioIOError):
        raise UnreadableFileError(
            "{name} is no picture that can be read: send a GeoTIFF.", name=path.name
        ) from None


def grid_of(source: Any) -> Grid:
    """The pixels of an opened picture."""
    inverse = ~source.transform
    return Grid(
        source.height,
        source.width,
        (inverse.a, inverse.b, inverse.c, inverse.d, inverse.e, inverse.f),
        CRS.from_user_input(source.crs.to_wkt()) if source.crs else _no_system(source),
    )


def pixel_m(source: Any) -> float:
    """The side of a pixel in the middle of a picture, on the ellipsoid."""
    column, row = source.width // 2, source.height // 2
    corners = [
        source.transform @ place
        for place in ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
    ]
    onto = Transformer.from_crs(source.crs.to_wkt(), "OGC:CRS84", always_xy=True)
    pixel = shapely.transform(shapely.Polygon(corners), onto.transform, interleaved=False)
    return float(ground_m2(pixel) ** 0.5)


def footprint(path: Path) -> Any:
    """The ground that a picture covers, as a polygon in degrees on WGS 84."""
    with opened(path) as source:
        if source.crs is None:
            _no_system(source)
        wide, high, parts = source.width, source.height, _PARTS + 1
        edge = np.linspace(0, 1, parts)
        none, all_ = np.zeros(parts), np.ones(parts)
        across = np.concatenate([edge, all_, edge[::-1], none]) * wide
        down = np.concatenate([none, edge, all_, edge[::-1]]) * high
        at = source.transform
        onto = Transformer.from_crs(source.crs.to_wkt(), "OGC:CRS84", always_xy=True)
        x, y = (at.a * across + at.b * down + at.c, at.d * across + at.e * down + at.f)
    return shapely.Polygon(np.column_stack(onto.transform(x, y)))


def _no_system(source: Any) -> CRS:
    raise InvalidValueError(
        "{name} does not say where on the earth it lies: export it with its reference system.",
        name=Path(source.name).name,
    )


def same_grid(first: Any, second: Any) -> bool:
    """Whether two opened pictures have the same pixels at the same place."""
    if second.crs is None:
        _no_system(second)
    if first.crs != second.crs or first.shape != second.shape:
        return False
    # Corners of the second in pixels of the first.
    corners = [(0, 0), (second.width, second.height)]
    apart = [
        np.subtract(~first.transform @ (second.transform @ corner), corner) for corner in corners
    ]
    return bool(np.abs(apart).max() < _SAME_PIXELS)


def refuse_elsewhere(layer: Path, picture: Path) -> None:
    """Refuse a mask, or scene classes, that show none of the ground of their picture.

    Raises:
        UnreadableFileError, InvalidValueError: likewise, or one of them is no picture.
    """
    shown, ground = footprint(layer), footprint(picture)
    # A place that the layer's own reference system does not have is nowhere.
    if not np.isfinite(shown.bounds).all() or not shown.intersects(ground):
        raise InvalidValueError(
            "{mask} shows none of the ground of {picture}: choose the mask that was made for it.",
            mask=layer.name,
            picture=picture.name,
        )


def shows(layer: Any, grid: Any, rows: Numbers, columns: Numbers) -> npt.NDArray[np.bool_]:
    """Whether an opened layer shows the middle of each of these pixels of another grid."""
    onto = Transformer.from_crs(grid.crs.to_wkt(), layer.crs.to_wkt(), always_xy=True)
    right, down = columns + 0.5, rows + 0.5
    at, back = grid.transform, ~layer.transform
    x, y = onto.transform(at.a * right + at.b * down + at.c, at.d * right + at.e * down + at.f)
    column, row = back.a * x + back.b * y + back.c, back.d * x + back.e * y + back.f
    found: npt.NDArray[np.bool_] = (
        (column >= 0) & (column < layer.width) & (row >= 0) & (row < layer.height)
    )
    return found


def refuse_far(first: Any, second: Any, *, before: Picture, after: Picture) -> None:
    """Refuse two pictures that show no common ground, or of which one is much coarser."""
    west, south, east, north = transform_bounds(second.crs, first.crs, *second.bounds)
    bounds = first.bounds
    if west >= bounds.right or east <= bounds.left or south >= bounds.top or north <= bounds.bottom:
        raise InvalidValueError(
            "{before} and {after} show no common ground: choose two pictures of one place.",
            before=before.path.name,
            after=after.path.name,
        )
    size = abs(first.transform.determinant) ** 0.5
    other = (((east - west) * (north - south)) / (second.width * second.height)) ** 0.5
    if max(size / other, other / size) > LARGEST_RATIO:
        raise InvalidValueError(
            "The pixels of {before} and {after} differ too much in size: choose two pictures of"
            " one kind.",
            before=before.path.name,
            after=after.path.name,
        )
