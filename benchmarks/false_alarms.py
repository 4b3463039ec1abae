"""How often two real series in which nothing was cleared look as if something had been.

`python -m benchmarks.false_alarms`; reads `../shared/data` and says so where it is absent.
"""

import json
import tempfile
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from pyproj import Transformer
from rasterio.transform import from_bounds

from markaz.crops.imagery.evidence import Circumstances, Grade
from markaz.crops.imagery.measured import Beside, How, Measured, Picture, Position
from markaz.crops.imagery.measuring import measure
from markaz.crops.imagery.signatures import USUAL_SOIL
from markaz.records.errors import InvalidValueError

DATA = Path("../shared/data")
# Fields are squares of so many pixels, with one pixel between them.
_SIDE, _GAP = 6, 1
_MOST_HIDDEN = 0.2
_CONTROL_EVERY = 4
_DROP = 0.2
_LARGEST_GAP = 45


def patch() -> None:
    """Sentinel-2 over farmland and forest: every two next clear dates as before and after."""
    folder = DATA / "sentinel2_ndvi_patch"
    if not folder.exists():
        print(f"{folder} is not there: left out")
        return
    ndvi = np.load(folder / "NDVI.npy")[..., 0]
    hidden = np.load(folder / "CLM.npy")[..., 0].astype(bool)
    hidden |= ~np.load(folder / "IS_VALID.npy")[..., 0].astype(bool)
    days = [
        datetime.fromisoformat(one).date()
        for one in json.loads((folder / "timestamps.json").read_text())
    ]
    clear = np.flatnonzero(hidden.mean(axis=(1, 2)) < _MOST_HIDDEN)
    told = [0] * 5
    refused = 0
    with tempfile.TemporaryDirectory() as name:
        for first, second in pairwise(clear):
            if days[second] == days[first]:
                continue
            found = _pair(Path(name), folder, ndvi[[first, second]], hidden[[first, second]],
                          (days[first], days[second]))  # fmt: skip
            if found is None:
                refused += 1
                continue
            told = [sum(both) for both in zip(told, found, strict=True)]
    fields, dropped, changed, granted, alone = told
    print(f"Sentinel-2 patch: {len(clear)} clear dates, {fields:,} looks at a field;")
    print(f"  {refused} pairs refused, since no crop stood in the first picture")
    for what, count in (
        ("mean NDVI fell by more than 0.2", dropped),
        ("ours: vegetation change", changed),
        ("ours: cleared, with a photograph and dates granted, control fields real", granted),
        ("ours: cleared, as it is without a photograph", alone),
    ):
        print(f"  {what}: {count:,} ({100 * count / max(fields, 1):.2f} %)")


def _pair(
    out: Path, folder: Path, ndvi: Any, hidden: Any, days: tuple[date, date]
) -> tuple[int, int, int, int, int] | None:
    pictures = [
        _written(out / f"{at}.tif", folder, ndvi[at], hidden[at], day)
        for at, day in enumerate(days)
    ]
    squares, slices = _squares(folder, ndvi.shape[1:])
    kept = np.arange(len(squares)) % _CONTROL_EVERY == 0
    fields, own = squares[~kept], [one for one, no in zip(slices, kept, strict=True) if not no]
    about = Circumstances(lancing=days[1] + timedelta(days=1), photo=True)
    try:
        found = measure(
            *pictures, list(fields), beside=Beside(controls=list(squares[kept])),
            how=How(position=Position(2.0, 2.0), redraws=3), about=[about] * len(fields),
        )  # fmt: skip
        alone = measure(*pictures, list(fields), beside=Beside(controls=list(squares[kept])))
    except InvalidValueError:
        return None
    seen = ~(hidden[0] | hidden[1])
    fell = 0
    for rows, columns in own:
        use = seen[rows, columns]
        if use.mean() > 1 / 2:
            drop = (ndvi[0] - ndvi[1])[rows, columns][use].mean()
            fell += bool(drop > _DROP)
    changed = _count(found, Grade.VEGETATION_CHANGE) + _count(found, Grade.CLEARED)
    looked = len(found.fields) - _count(found, Grade.NOT_SEEN)
    return looked, fell, changed, _count(found, Grade.CLEARED), _count(alone, Grade.CLEARED)


def _count(found: Measured, grade: Grade) -> int:
    return sum(one.evidence.grade is grade for one in found.fields)


def _bounds(folder: Path) -> tuple[float, float, float, float]:
    """The patch on the plane of UTM 33 N, in metres."""
    written = json.loads((folder / "bbox.geojson").read_text())
    shape = written.get("geometry") or written.get("features", [written])[0]
    shape = shape.get("geometry", shape)
    onto = Transformer.from_crs("OGC:CRS84", "EPSG:32633", always_xy=True)
    found = shapely.geometry.shape(shape)
    if max(np.abs(found.bounds)) <= 180:  # noqa: PLR2004  (degrees)
        found = shapely.transform(found, onto.transform, interleaved=False)
    return tuple(found.bounds)


def _written(path: Path, folder: Path, ndvi: Any, hidden: Any, day: date) -> Picture:
    """Red and near infrared that have this NDVI, as bright together as soil is."""
    bright = sum(USUAL_SOIL)
    bands = np.stack(((1 - ndvi) / 2 * bright, (1 + ndvi) / 2 * bright)).astype(np.float32)
    high, wide = ndvi.shape
    at = from_bounds(*_bounds(folder), wide, high)
    common = {"driver": "GTiff", "width": wide, "height": high, "crs": "EPSG:32633",
              "transform": at}  # fmt: skip
    with rasterio.open(path, "w", count=2, dtype="float32", **common) as out:
        out.write(bands)
    mask = path.with_suffix(".mask.tif")
    with rasterio.open(mask, "w", count=1, dtype="uint8", **common) as out:
        out.write(hidden.astype(np.uint8), 1)
    return Picture(path, day, mask=mask)


def _squares(folder: Path, shape: tuple[int, int]) -> tuple[Any, list[tuple[slice, slice]]]:
    high, wide = shape
    at = from_bounds(*_bounds(folder), wide, high)
    onto = Transformer.from_crs("EPSG:32633", "OGC:CRS84", always_xy=True)
    boxes, slices = [], []
    for top in range(0, high - _SIDE, _SIDE + _GAP):
        for left in range(0, wide - _SIDE, _SIDE + _GAP):
            west, north = at.c + at.a * left, at.f + at.e * top
            boxes.append(shapely.box(west, north + at.e * _SIDE, west + at.a * _SIDE, north))
            slices.append((slice(top, top + _SIDE), slice(left, left + _SIDE)))
    degrees = shapely.transform(np.array(boxes), onto.transform, interleaved=False)
    return degrees, slices


def pixels() -> None:
    """Landsat over single pixels: no neighbours, so never more than a change of vegetation."""
    folder = DATA / "landsat_pixel_series"
    if not folder.exists():
        print(f"{folder} is not there: left out")
        return
    for path in sorted(folder.glob("*.csv")):
        rows = np.loadtxt(path, delimiter=",")
        rows = rows[np.argsort(rows[:, 0])]
        print(f"Landsat {path.name}: {len(rows)} dates")
        for what, use in (("all dates", rows[:, 8] != 255), ("clear dates", rows[:, 8] == 0)):  # noqa: PLR2004
            print(f"  {what}: {_alarms(rows[use])}")


def _alarms(rows: Any) -> str:
    """How often a pixel would lose more than half of a crop's change within 45 days."""
    red, nir = rows[:, 3] / 1e4, rows[:, 4] / 1e4
    crop = np.array([np.median(red), np.percentile(nir, 75)])
    way = np.array(USUAL_SOIL) - crop
    moved = np.column_stack((np.diff(red), np.diff(nir)))
    near = np.diff(rows[:, 0]) <= _LARGEST_GAP
    share = moved @ way / (way @ way)
    alarms = int((share[near] > 1 / 2).sum())
    return f"{alarms} alarms in {near.sum()} pairs ({100 * alarms / max(near.sum(), 1):.1f} %)"


if __name__ == "__main__":
    patch()
    pixels()
