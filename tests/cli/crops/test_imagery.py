"""`markaz crops imagery|look`: pictures registered, and fields measured in them."""

from pathlib import Path

import pytest
import rasterio
from tests import fields as land
from tests.cli.crops.conftest import SQUARES

from markaz.store.models import Job, MeasureRow, SceneRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(tmp_path) -> list[object]:
    """The words that register a picture of the four fields before and one after."""
    before = land.picture(tmp_path / "b.tif", crop=SQUARES)
    after = land.picture(tmp_path / "a.tif", crop=SQUARES[2:], bare=SQUARES[:2])
    days = ("--before-on", "2025-02-20", "--after-on", "2025-03-09")
    return ["imagery", before, after, *days, "--title", "Pishin"]


def test_pictures_are_registered_and_measured_by_looking(call, filed, pictures):
    code, told = call(*pictures)
    assert (code, told) == (0, {"scene": SceneRow.objects.get().name, "season": 2025})
    assert Job.objects.get().state == Job.State.WAITING
    code, seen = call("look")
    assert (code, [(one["title"], one["fields"]) for one in seen]) == (0, [("Pishin", 5)])
    assert MeasureRow.objects.count() == 5
    assert call("look") == (0, [])


def test_pictures_left_in_place_are_not_copied(call, home, pictures):
    call(*pictures, "--in-place")
    assert SceneRow.objects.get().before == str(pictures[1])
    assert not list((home / "files").rglob("*"))


def test_looking_names_the_scene_that_cannot_be_measured(call, filed, pictures):
    call(*pictures, "--in-place")
    pictures[1].unlink()
    code, [told] = call("look")
    assert code == 1
    assert "is not where it was" in told["error"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({3: "--after-on", 5: "--before-on"}, "swap them"),
        ({4: "soon"}, "is not a day"),
        ({1: Path("none.tif")}, "none.tif is not there"),
    ],
)
def test_pictures_that_do_not_hold_are_refused(refused, pictures, change, words):
    asked = [change.get(at, one) for at, one in enumerate(pictures)]
    assert words in refused(*asked)
    assert not SceneRow.objects.exists()


def test_a_text_is_no_picture(refused, pictures, tmp_path):
    pictures[2] = tmp_path / "a.txt"
    pictures[2].write_text("no picture")
    assert "is no picture that can be read" in refused(*pictures)


def test_a_photograph_of_three_colours_is_not_registered(refused, pictures, tmp_path):
    with rasterio.open(pictures[2]) as source:
        profile = {**source.profile, "count": 3, "dtype": "uint8"}
    pictures[2] = tmp_path / "rgb.tif"
    with rasterio.open(pictures[2], "w", **profile):
        pass
    assert "a photograph of three colours" in refused(*pictures)
    assert not SceneRow.objects.exists()


def test_the_same_pictures_are_registered_once(call, refused, pictures):
    call(*pictures)
    assert "registered already" in refused(*pictures)
    assert SceneRow.objects.count() == Job.objects.count() == 1
