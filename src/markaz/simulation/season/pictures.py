"""What a satellite would have seen of a simulated district before and after its clearings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from rasterio.features import rasterize
from rasterio.transform import from_origin

from markaz.simulation.season.fields import District

PIXEL_M = 20.0
_REFLECTANCE = 10_000
# Red and near infrared of a field in bloom, of bare soil, and of the scrub around.
_CROP, _SOIL, _SCRUB = (0.05, 0.42), (0.19, 0.26), (0.15, 0.24)
_NOISE = 0.006
_FINER = 5


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where the pictures of a district and their cloud masks were written."""

    before: Path
    after: Path
    after_mask: Path
    before_mask: Path


def write(district: District, folder: Path, *, seed: int, cloud: float) -> Pictures:
    """Write the district before and after, and where the second is clouded, as GeoTIFF.

    Args:
        district: its fields.
        folder: where to write.
        seed: of noise and clouds.
        cloud: which share of the second picture is clouded, about.
    """
    rng = np.random.default_rng([seed, *district.code.encode()])
    size = int(np.ceil(2 * district.half_m / PIXEL_M))
    grid = from_origin(-district.half_m, district.half_m, PIXEL_M, PIXEL_M)
    grown = [one.cleared for one in district.fields if not one.again] + list(district.controls)
    grown += [
        shapely.difference(one.outline, one.cleared) for one in district.fields if not one.again
    ]
    planted = _covered([one for one in grown if not one.is_empty], grid, size)
    cleared = _covered([one.cleared for one in district.fields if not one.again], grid, size)
    bare = _covered(list(district.bare), grid, size)
    scrub = _texture(rng, size)
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"{district.code}-{which}.tif" for which in ("before", "after", "after-m", "before-m"))
    told = Pictures(*(folder / name for name in names))
    before = [_mixed(planted, bare, band, scrub) for band in range(2)]
    after = [_mixed(planted, cleared + bare, band, scrub) for band in range(2)]
    clouds = _clouds(rng, size, cloud)
    after = [np.where(clouds, 0.55 + 0.1 * scrub, band) for band in after]
    _write(told.before, before, grid, district.plane, rng)
    _write(told.after, after, grid, district.plane, rng)
    _write_mask(told.after_mask, clouds, grid, district.plane)
    _write_mask(told.before_mask, np.zeros_like(clouds), grid, district.plane)
    return told


def _covered(shapes: list[Any], grid: Any, size: int) -> Any:
    """Which share of each pixel the shapes cover."""
    fine = rasterize(
        [(shape, 1) for shape in shapes],
        out_shape=(size * _FINER, size * _FINER),
        transform=grid @ grid.scale(1 / _FINER),
        dtype="uint8",
    )
    blocks = fine.reshape(size, _FINER, size, _FINER)
    return blocks.mean(axis=(1, 3), dtype=np.float32)


def _mixed(planted: Any, naked: Any, band: int, scrub: Any) -> Any:
    """What a band shows where crops were planted and some ground, of them or beside, is naked."""
    standing = np.clip(planted - naked, 0, 1)
    around = _SCRUB[band] * (1 + 0.12 * scrub)
    return around * (1 - standing - naked) + _CROP[band] * standing + _SOIL[band] * naked


def _texture(rng: Any, size: int) -> Any:
    """Ground that is not the same everywhere: hills and dry beds, smooth over some way."""
    coarse = rng.normal(size=(size // 12 + 3, size // 12 + 3))
    at = np.linspace(0, coarse.shape[0] - 2.001, size)
    low, part = at.astype(int), at % 1
    rows = coarse[low] * (1 - part)[:, None] + coarse[low + 1] * part[:, None]
    return rows[:, low] * (1 - part) + rows[:, low + 1] * part


def _clouds(rng: Any, size: int, share: float) -> Any:
    if not share:
        return np.zeros((size, size), dtype=bool)
    heights = _texture(rng, size)
    return heights > np.quantile(heights, 1 - share)


def _write(path: Path, bands: list[Any], grid: Any, plane: str, rng: Any) -> None:
    noisy = [band + rng.normal(scale=_NOISE, size=band.shape) for band in bands]
    told = np.clip(np.stack(noisy) * _REFLECTANCE, 1, None).astype(np.uint16)
    _raster(path, told, grid, plane, "uint16")


def _write_mask(path: Path, mask: Any, grid: Any, plane: str) -> None:
    _raster(path, mask[None].astype(np.uint8), grid, plane, "uint8")


def _raster(path: Path, bands: Any, grid: Any, plane: str, kind: str) -> None:
    count, height, width = bands.shape
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=width,
        height=height,
        count=count,
        dtype=kind,
        crs=plane,
        transform=grid,
        compress="deflate",
        tiled=True,
    ) as raster:
        raster.write(bands)
        raster.update_tags(note="SIMULATED, nothing real")
