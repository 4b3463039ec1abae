"""Pictures that do not fit, and ground that they do not show."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from benchmarks.invented_fields import Plan
from rasterio.transform import from_origin
from rasterio.warp import Resampling, calculate_default_transform, reproject

from markaz.crops.imagery.evidence import Grade
from markaz.crops.imagery.measured import Beside, Picture
from markaz.crops.imagery.measuring import measure
from markaz.records.errors import MarkazError

PLAN = Plan(side=400, fields=60)


@pytest.fixture
def valley(seen):
    return seen(PLAN)


def measured(valley, **instead):
    valley = replace(valley, **instead)
    return measure(
        valley.before, valley.after, valley.fields, beside=Beside(valley.controls, valley.bare)
    )


def written(path: Path, like: Path, values=None, **profile) -> Picture:
    with rasterio.open(like) as source:
        told = {**source.profile, **profile}
        shown = source.read() if values is None else values
    if not told.get("tiled"):
        told = {key: value for key, value in told.items() if not key.startswith("block")}
    with rasterio.open(path, "w", **told) as out:
        out.write(shown)
    return Picture(path)


def values(picture: Picture):
    with rasterio.open(picture.path) as source:
        return source.read()


REFUSED = {
    "a photograph of three colours": {"count": 3, "dtype": "uint8"},
    "4 bands without names": {"count": 4},
    "does not say where on the earth": {"crs": None},
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_picture_that_lacks_something_is_refused_in_one_sentence(valley, tmp_path, sentence):
    profile = REFUSED[sentence]
    shown = values(valley.after)
    shown = np.resize(shown, (profile.get("count", 2), *shown.shape[1:]))
    after = written(
        tmp_path / "odd.tif", valley.after.path, shown.astype(profile.get("dtype", "uint16")),
        **profile,
    )  # fmt: skip
    with pytest.raises(MarkazError, match=sentence):
        measured(valley, after=after)


def test_bands_are_found_by_name_or_by_number(valley, tmp_path):
    shown = values(valley.after)
    four = np.concatenate([np.zeros_like(shown), shown])
    after = written(tmp_path / "four.tif", valley.after.path, four, count=4)
    plain = measured(valley)
    assert measured(valley, after=replace(after, red=3, nir=4)).fields == plain.fields
    with rasterio.open(after.path, "r+") as out:
        out.descriptions = ("B02", "B03", "B04", "B08")
    assert measured(valley, after=after).fields == plain.fields
    with pytest.raises(MarkazError, match="has 4 bands: name bands that it has"):
        measured(valley, after=replace(after, red=3, nir=5))


def test_a_text_or_a_file_cut_short_is_refused(valley, tmp_path):
    (tmp_path / "no.tif").write_text("no picture")
    with pytest.raises(MarkazError, match="is no picture that can be read"):
        measured(valley, after=Picture(tmp_path / "no.tif"))
    content = valley.after.path.read_bytes()
    (tmp_path / "half.tif").write_bytes(content[: len(content) // 3])
    with pytest.raises(MarkazError, match=r"half.tif (is no picture|ends in the middle)"):
        measured(valley, after=Picture(tmp_path / "half.tif"))


def test_a_format_that_may_name_other_files_is_not_opened(valley, tmp_path):
    (tmp_path / "far.vrt").write_text("<VRTDataset rasterXSize='1' rasterYSize='1'/>")
    with pytest.raises(MarkazError, match="is no picture that can be read"):
        measured(valley, after=Picture(tmp_path / "far.vrt"))


def test_another_grid_is_resampled_and_said_so(valley, tmp_path):
    after = _warped(valley.after.path, tmp_path / "zone43.tif", "EPSG:32643")
    found = measured(valley, after=after)
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.05)
    assert "zone43.tif lies on another grid and was resampled to that of before.tif." in [
        str(one) for one in found.remarks
    ]


def test_pictures_of_two_places_or_of_two_kinds_are_refused(valley, tmp_path):
    with rasterio.open(valley.after.path) as source:
        at = source.transform
    far = written(tmp_path / "far.tif", valley.after.path, transform=at.translation(9e5, 0) @ at)
    with pytest.raises(MarkazError, match="show no common ground"):
        measured(valley, after=far)
    coarse = written(
        tmp_path / "coarse.tif", valley.after.path, values(valley.after)[:, ::3, ::3].copy(),
        width=134, height=134, transform=at @ at.scale(3), tiled=False,
    )  # fmt: skip
    with pytest.raises(MarkazError, match="differ too much in size"):
        measured(valley, after=coarse)


def test_pixels_that_are_no_number_are_left_out(valley, tmp_path):
    shown = values(valley.after).astype(np.float32) / 10_000
    shown[:, :, :200] = np.nan
    after = written(tmp_path / "nan.tif", valley.after.path, shown, dtype="float32")
    found = measured(valley, after=after)
    unseen = [one for one in found.fields if one.evidence.grade is Grade.NOT_SEEN]
    seen = [one for one in found.fields if one.seen > 0.999]
    assert unseen
    assert all(np.isnan(one.cleared_m2) or one.seen < 0.5 for one in unseen)
    assert sum(one.cleared_m2 for one in seen) == pytest.approx(
        valley.cleared_m2[[one.field for one in seen]].sum(), rel=0.03
    )


@pytest.mark.parametrize("kind", ["classes", "mask"])
def test_what_clouds_hide_is_not_measured(valley, tmp_path, kind):
    """A cloud of 20 m pixels over the west, bright enough to look like cleared ground."""
    shown = values(valley.after)
    shown[:, :, :200] = 6_000
    cloud = np.full((1, 200, 200), 5 if kind == "classes" else 0, np.uint8)
    cloud[:, :, :101] = 9 if kind == "classes" else 1
    with rasterio.open(valley.after.path) as source:
        at = source.transform
    layer = written(
        tmp_path / "layer.tif", valley.after.path, cloud, count=1, dtype="uint8",
        width=200, height=200, transform=at @ at.scale(2), tiled=False,
    )  # fmt: skip
    after = written(tmp_path / "cloudy.tif", valley.after.path, shown)
    found = measured(valley, after=replace(after, **{kind: layer.path}))
    seen = [one for one in found.fields if one.evidence.grade is not Grade.NOT_SEEN]
    assert 0 < len(seen) < len(found.fields)
    true_m2 = valley.cleared_m2[[one.field for one in seen]].sum()
    assert found.cleared_m2 == pytest.approx(true_m2, rel=0.05)


def _warped(path: Path, out: Path, system: str) -> Picture:
    with rasterio.open(path) as source:
        at, wide, high = calculate_default_transform(
            source.crs, system, source.width, source.height, *source.bounds, resolution=10
        )
        profile = {**source.profile, "crs": system, "transform": at, "width": wide, "height": high}
        with rasterio.open(out, "w", **{**profile, "nodata": 0}) as target:
            for band in (1, 2):
                reproject(
                    rasterio.band(source, band), rasterio.band(target, band),
                    resampling=Resampling.cubic,
                )  # fmt: skip
    return Picture(out)


def test_pictures_that_show_nothing_say_so(valley, tmp_path):
    nothing = np.full_like(values(valley.after), np.nan, dtype=np.float32)
    after = written(tmp_path / "nan.tif", valley.after.path, nothing, dtype="float32")
    found = measured(valley, after=after)
    assert {one.evidence.grade for one in found.fields} == {Grade.NOT_SEEN}
    assert [str(one) for one in found.remarks if "show half of no field" in str(one)]


def _mask(valley, out: Path, **profile) -> Path:
    """A mask in which nothing is hidden, on the pictures' grid or elsewhere."""
    with rasterio.open(valley.after.path) as source:
        size = profile.get("height", source.height), profile.get("width", source.width)
    clear = np.zeros((1, *size), np.uint8)
    told = {"count": 1, "dtype": "uint8", "tiled": False, **profile}
    return written(out, valley.after.path, clear, **told).path


def _grid(valley):
    with rasterio.open(valley.after.path) as source:
        return source.transform


@pytest.mark.parametrize("which", ["before", "after"])
@pytest.mark.parametrize("kind", ["classes", "mask"])
@pytest.mark.parametrize(
    "where",
    [
        lambda at: {"transform": at.translation(9e5, 0) @ at},
        # Degrees written as metres, and metres written as degrees.
        lambda at: {"transform": from_origin(66.4, 34.3, 1e-4, 1e-4)},
        lambda at: {"crs": "EPSG:4326"},
        lambda at: {"crs": "EPSG:32610", "width": 200, "height": 200},
    ],
    ids=["beside", "degrees as metres", "metres as degrees", "of another zone"],
)
def test_a_mask_of_other_ground_is_refused_by_its_name(valley, tmp_path, where, kind, which):
    mask = _mask(valley, tmp_path / "other.tif", **where(_grid(valley)))
    picture = getattr(valley, which)
    said = f"other.tif shows none of the ground of {picture.path.name}: choose the mask that was"
    with pytest.raises(MarkazError, match=said):
        measured(valley, **{which: replace(picture, **{kind: mask})})


def test_a_mask_without_a_reference_system_is_refused_by_its_name(valley, tmp_path):
    mask = _mask(valley, tmp_path / "nowhere.tif", crs=None)
    with pytest.raises(MarkazError, match=r"nowhere.tif does not say where on the earth"):
        measured(valley, after=replace(valley.after, mask=mask))


def test_beside_a_mask_nothing_is_taken_as_clear(valley, tmp_path):
    """A mask of the west half: of the east nobody said what clouds hide."""
    mask = _mask(valley, tmp_path / "half.tif", width=200)
    found = measured(valley, after=replace(valley.after, mask=mask))
    whole = measured(valley)
    seen = [one.field for one in found.fields if one.seen > 0.999]
    assert 0 < len(seen) < len(found.fields)
    assert all(one.seen < 0.001 or one.pixels for one in found.fields)
    assert sum(one.seen for one in found.fields) == pytest.approx(len(seen), rel=0.1)
    # What the mask reaches over is measured as it was.
    assert sum(found.fields[at].cleared_m2 for at in seen) == pytest.approx(
        sum(whole.fields[at].cleared_m2 for at in seen), rel=0.01
    )


def test_pictures_whose_mask_reaches_over_no_field_say_so(valley, tmp_path):
    mask = _mask(valley, tmp_path / "corner.tif", width=1, height=1)
    found = measured(valley, after=replace(valley.after, mask=mask))
    assert {one.evidence.grade for one in found.fields} == {Grade.NOT_SEEN}
    assert [str(one) for one in found.remarks if "whose masks reach over the fields" in str(one)]
