"""Fields somewhere in Balochistan, and what a satellite would have seen of them."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np
import rasterio
from rasterio.features import rasterize
from rasterio.transform import from_origin

WEST, SOUTH = 66.4, 30.6
# About 100 m there: a square of one step is about one hectare.
STEP = 0.001
_PIXEL = 0.0001
_CROP, _SOIL, _SCRUB = (500, 4200), (1900, 2600), (1500, 2400)


def square(east: float, north: float, *, size: float = 1) -> list[list[list[float]]]:
    west, south, side = WEST + east * STEP, SOUTH + north * STEP, size * STEP
    ring = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return [[[west + x, south + y] for x, y in ring]]


def feature(coordinates: object, **said: str) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": said, "geometry": geometry}


def geojson(*features: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def picture(path: Path, *, crop: Sequence[object], bare: Sequence[object] = ()) -> Path:
    """A picture of twelve steps each way in which these squares bear a crop or are bare."""
    size = round(12 * STEP / _PIXEL)
    grid = from_origin(WEST - STEP, SOUTH + 11 * STEP, _PIXEL, _PIXEL)
    rng = np.random.default_rng(7)
    kinds = np.zeros((size, size), dtype=np.uint8)
    for kind, squares in ((1, crop), (2, bare)):
        shapes = [({"type": "Polygon", "coordinates": one}, kind) for one in squares]
        if shapes:
            drawn = rasterize(shapes, out_shape=(size, size), transform=grid, dtype="uint8")
            kinds = np.where(drawn > 0, drawn, kinds)
    table = np.array([_SCRUB, _CROP, _SOIL])
    bands = table[kinds].transpose(2, 0, 1) + rng.normal(scale=40, size=(2, size, size))
    with rasterio.open(
        path, "w", driver="GTiff", width=size, height=size, count=2, dtype="uint16",
        crs="EPSG:4326", transform=grid,
    ) as raster:  # fmt: skip
        raster.write(bands.astype(np.uint16))
    return path


def photograph(seed: str, *, east: float, north: float, taken: datetime) -> bytes:
    from markaz.simulation.season.photos import photograph as taken_at

    latitude, longitude = SOUTH + north * STEP, WEST + east * STEP
    return taken_at(seed, latitude=latitude, longitude=longitude, taken=taken)


CLEARED_ON = date(2025, 3, 4)
