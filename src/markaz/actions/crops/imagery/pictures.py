"""Pictures from above as a person sees them: green where plants stand, brown where they do not."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import rasterio
from PIL import Image
from rasterio.transform import from_bounds
from rasterio.warp import Resampling, reproject

from markaz.crops.imagery.bands import red_and_nir, to_reflectance
from markaz.crops.imagery.grids import opened
from markaz.crops.imagery.measured import Picture
from markaz.records.errors import UnreadableFileError

Bounds = tuple[float, float, float, float]
_WGS84 = "EPSG:4326"
# Reflectance that is drawn as full brightness.
_BRIGHT_RED, _BRIGHT_NIR = 0.30, 0.45


def bounds_of(picture: Picture) -> Bounds:
    """West, south, east and north of a picture that can be measured in, in degrees.

    Raises:
        UnreadableFileError: it is no raster that says where it lies.
        InvalidValueError: its bands do not tell which is red and which near infrared.
    """
    with opened(picture.path) as raster:
        if raster.crs is None:
            raise UnreadableFileError(
                "{name} does not say where it lies: give it a reference system.",
                name=picture.path.name,
            )
        red_and_nir(picture, raster)
        west, south, east, north = rasterio.warp.transform_bounds(
            raster.crs, _WGS84, *raster.bounds
        )
    return west, south, east, north


def png(
    picture: Picture, *, bounds: Bounds, size: tuple[int, int], within: Sequence[Bounds] = ()
) -> bytes:
    """The part of a picture inside these degrees, as a PNG; nothing is drawn where it has none.

    Where `within` names parts, nothing is drawn beside them.

    Raises:
        InvalidValueError: its bands do not tell which is red and which near infrared.
    """
    with opened(picture.path) as source:
        bands = red_and_nir(picture, source)
        scales, offsets = to_reflectance(source, bands)
        stored = [_warped(source, band, bounds, size) for band in bands]
    red, nir = (band * scales[at] + offsets[at] for at, band in enumerate(stored))
    seen = np.isfinite(red) & np.isfinite(nir)
    if within:
        seen &= _inside(within, bounds, size)
    bright, green = red / _BRIGHT_RED, nir / _BRIGHT_NIR
    layers = (0.92 * bright, 0.42 * bright + 0.5 * green, 0.62 * bright)
    drawn = np.stack([*(_bytes(layer) for layer in layers), np.where(seen, 255, 0)], axis=-1)
    written = io.BytesIO()
    Image.fromarray(drawn.astype(np.uint8), "RGBA").save(written, "PNG", optimize=False)
    return written.getvalue()


def _warped(source: Any, band: int, bounds: Bounds, size: tuple[int, int]) -> Any:
    width, height = size
    found = np.full((height, width), np.nan, dtype=np.float32)
    reproject(
        rasterio.band(source, band),
        found,
        src_nodata=source.nodata,
        dst_transform=from_bounds(*bounds, width, height),
        dst_crs=_WGS84,
        dst_nodata=np.nan,
        resampling=Resampling.nearest,
    )
    return found


def _inside(parts: Sequence[Bounds], bounds: Bounds, size: tuple[int, int]) -> Any:
    """Which pixels lie in one of the parts."""
    width, height = size
    west, south, east, north = bounds
    x = west + (np.arange(width) + 0.5) * (east - west) / width
    y = north - (np.arange(height) + 0.5) * (north - south) / height
    found = np.zeros((height, width), dtype=bool)
    for left, low, right, high in parts:
        found |= ((low <= y) & (y <= high))[:, None] & ((left <= x) & (x <= right))
    return found


def _bytes(layer: Any) -> Any:
    # The eye tells dark tones apart better than light ones.
    return np.nan_to_num(np.clip(layer, 0, 1) ** (1 / 1.6) * 255)


def spread(bounds: Sequence[float], *, by: float) -> Bounds:
    """Bounds with a part of their size free on each side."""
    west, south, east, north = bounds
    wide, high = (east - west) * by, (north - south) * by
    return west - wide, south - high, east + wide, north + high


def shared(one: Bounds, other: Bounds) -> Bounds | None:
    """What lies within both; None where nothing does."""
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None
