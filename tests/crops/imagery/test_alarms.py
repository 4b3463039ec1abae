"""Snow, cloud and harvest look like clearings in two pictures; no grade says that they are."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from benchmarks.invented_fields import CROP, SOIL, Plan
from pyproj import Transformer
from rasterio.features import rasterize

from markaz.crops.imagery.evidence import Circumstances, Grade, Missing
from markaz.crops.imagery.measured import Beside, Picture
from markaz.crops.imagery.measuring import measure
from markaz.records.errors import InvalidValueError

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 20)
IN_TIME = Circumstances(lancing=SECOND + timedelta(days=14), photo=True)
SNOW, CLOUD = (0.80, 0.78), (0.55, 0.60)
SNOW_CLASS, CLOUD_CLASS, BARE_CLASS = 11, 9, 5


@pytest.fixture
def valley(seen):
    return seen(Plan(side=400, fields=60))


def clear(valley, folder: Path) -> Picture:
    """The first picture, with a mask that hides nothing of it."""
    hidden = _layer(valley, folder / "clear.tif", np.zeros((400, 400), bool), (0, 1))
    return replace(valley.before, day=FIRST, mask=hidden)


def _layer(valley, out: Path, where, codes: tuple[int, int]) -> Path:
    with rasterio.open(valley.after.path) as source:
        profile = {**source.profile, "count": 1, "dtype": "uint8"}
    with rasterio.open(out, "w", **profile) as layer:
        layer.write(np.where(where, codes[1], codes[0]).astype(np.uint8), 1)
    return out


def _covered(valley, out: Path, where, shown) -> Picture:
    """The second picture with this reflectance in the place of what stood there."""
    with rasterio.open(valley.after.path) as source:
        profile, values = source.profile, source.read()
    for band in range(2):
        values[band][where] = round(shown[band] * 10_000)
    with rasterio.open(out, "w", **profile) as after:
        after.write(values)
    return Picture(out, SECOND)


def _on_pixels(valley, outlines):
    with rasterio.open(valley.after.path) as source:
        onto = Transformer.from_crs("OGC:CRS84", source.crs, always_xy=True)
        shapes = [_moved(one, onto) for one in outlines]
        return rasterize([(one, 1) for one in shapes], source.shape, transform=source.transform) > 0


def _moved(outline, onto):
    return shapely.transform(outline, onto.transform, interleaved=False)


def evidence(valley, before, after, about=IN_TIME):
    beside = Beside(valley.controls, valley.bare)
    fields = list(valley.fields)
    found = measure(before, after, fields, beside=beside, about=[about] * len(fields))
    return [one.evidence for one in found.fields]


def graded(found, grade: Grade):
    return [one for one in found if one.grade is grade]


def test_a_clearing_with_all_its_evidence_is_called_one(valley, tmp_path):
    """What the tests below hold back is reached where nothing is missing."""
    mask = clear(valley, tmp_path).mask
    after = replace(valley.after, day=SECOND, mask=mask)
    assert len(graded(evidence(valley, clear(valley, tmp_path), after), Grade.CLEARED)) > 30


def test_snow_that_nobody_masked_clears_nothing(valley, tmp_path):
    where = np.zeros((400, 400), bool)
    where[:150] = True
    after = _covered(valley, tmp_path / "snow.tif", where, SNOW)
    changed = graded(evidence(valley, clear(valley, tmp_path), after), Grade.VEGETATION_CHANGE)
    assert len(changed) > 20
    assert {one.missing for one in changed} == {(Missing.NO_MASK,)}
    where[:] = True
    after = _covered(valley, tmp_path / "snow.tif", where, SNOW)
    with pytest.raises(InvalidValueError, match="nobody claims changed as much as a clearing"):
        evidence(valley, clear(valley, tmp_path), after)


def test_snow_that_the_classes_tell_is_not_seen(valley, tmp_path):
    everywhere = np.ones((400, 400), bool)
    after = _covered(valley, tmp_path / "snow.tif", everywhere, SNOW)
    classes = _layer(valley, tmp_path / "scl.tif", everywhere, (BARE_CLASS, SNOW_CLASS))
    found = evidence(valley, clear(valley, tmp_path), replace(after, classes=classes))
    assert {one.grade for one in found} == {Grade.NOT_SEEN}


def test_a_cloud_over_some_fields_clears_none_of_them(valley, tmp_path):
    """Beside it the control fields are as they were: only a mask tells a cloud from a clearing."""
    west = np.zeros((400, 400), bool)
    west[:, :120] = True
    before = clear(valley, tmp_path)
    under = [one.x < 120 for one in _middles(valley)]
    after = _covered(valley, tmp_path / "cloud.tif", west, CLOUD)
    found = evidence(valley, before, after)
    below = [one for one, hidden in zip(found, under, strict=True) if hidden]
    assert len(graded(below, Grade.VEGETATION_CHANGE)) > 10
    assert graded(found, Grade.CLEARED) == []
    assert all(Missing.NO_MASK in one.missing for one in graded(found, Grade.VEGETATION_CHANGE))
    mask = _layer(valley, tmp_path / "mask.tif", west, (0, 1))
    masked = evidence(valley, before, replace(after, mask=mask))
    below = [one for one, hidden in zip(masked, under, strict=True) if hidden]
    assert {one.grade for one in below} == {Grade.NOT_SEEN}


def _middles(valley):
    with rasterio.open(valley.after.path) as source:
        onto = Transformer.from_crs("OGC:CRS84", source.crs, always_xy=True)
        back = ~source.transform
        middles = [_moved(one.centroid, onto) for one in valley.fields]
    return [type(one)(*(back @ (one.x, one.y))) for one in middles]


def test_a_harvest_of_all_fields_shows_in_those_that_nobody_claims(valley, tmp_path):
    harvested = _on_pixels(valley, [*valley.fields, *valley.controls])
    mask = clear(valley, tmp_path).mask
    dry = CROP + 0.4 * (SOIL - CROP)
    after = _covered(valley, tmp_path / "dry.tif", harvested, dry)
    found = evidence(valley, clear(valley, tmp_path), replace(after, mask=mask))
    assert graded(found, Grade.CLEARED) == []
    for one in graded(found, Grade.VEGETATION_CHANGE):
        assert Missing.CONTROL_CHANGED in one.missing
    after = _covered(valley, tmp_path / "harvest.tif", harvested, SOIL)
    with pytest.raises(InvalidValueError, match="nobody claims changed as much as a clearing"):
        evidence(valley, clear(valley, tmp_path), replace(after, mask=mask))


@pytest.mark.parametrize(
    ("about", "missing"),
    [
        (replace(IN_TIME, lancing=SECOND - timedelta(days=3)), Missing.AFTER_LANCING),
        (replace(IN_TIME, photo=False), Missing.NO_PHOTO),
    ],
)
def test_a_harvest_of_claimed_fields_alone_is_no_clearing(valley, tmp_path, about, missing):
    mask = clear(valley, tmp_path).mask
    harvested = _on_pixels(valley, valley.fields)
    after = _covered(valley, tmp_path / "harvest.tif", harvested, SOIL)
    found = evidence(valley, clear(valley, tmp_path), replace(after, mask=mask), about)
    changed = graded(found, Grade.VEGETATION_CHANGE)
    assert len(changed) > 50
    assert graded(found, Grade.CLEARED) == []
    assert {one.missing for one in changed} == {(missing,)}
