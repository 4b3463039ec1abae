"""`markaz crops ...`: from files to figures, without a database."""

import io
import json
import sys

import numpy as np
import pytest
import rasterio
import shapely
from benchmarks.invented_fields import Plan, valley
from PIL import ExifTags, Image

from markaz.cli import app as frame

PLAN = Plan(side=400, fields=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("valley")
    drawn = valley(folder, PLAN)
    for name in ("fields", "controls", "bare"):
        written(folder / f"{name}.geojson", getattr(drawn, name))
    written(folder / "again.geojson", drawn.fields[:10])
    (folder / "cleared.txt").write_text(str(drawn.cleared_m2.sum()))
    return folder


def written(path, outlines):
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(one))}
        for one in outlines
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


@pytest.fixture
def run(monkeypatch, capsys):
    """The command's exit code, and what it printed as JSON."""

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["markaz", "crops", *map(str, words), "--json"])
        try:
            code = frame.run()
        except SystemExit as stop:
            code = stop.code or 0
        return code, json.loads(capsys.readouterr().out)

    return call


def measure_words(folder):
    return (
        "measure", folder / "fields.geojson", "--before", folder / "before.tif",
        "--after", folder / "after.tif", "--controls", folder / "controls.geojson",
        "--bare", folder / "bare.geojson", "--before-day", "2026-03-01",
        "--after-day", "2026-03-20", "--lancing", "2026-04-10",
    )  # fmt: skip


def test_measure_prints_the_area_and_what_keeps_it_from_being_a_clearing(run, folder):
    code, told = run(*measure_words(folder))
    assert code == 0
    assert told["cleared_m2"] == pytest.approx(
        float((folder / "cleared.txt").read_text()), rel=0.01
    )
    grades = {(one["grade"], *one["missing"]) for one in told["fields"]}
    assert grades == {("no_change",), ("vegetation_change", "no_photo", "no_mask")}


def test_a_photograph_and_masks_make_it_a_clearing(run, folder, tmp_path):
    drawn = json.loads((folder / "fields.geojson").read_text())["features"]
    fields = [shapely.geometry.shape(one["geometry"]) for one in drawn]
    with rasterio.open(folder / "after.tif") as source:
        profile = {**source.profile, "count": 1, "dtype": "uint8"}
    with rasterio.open(tmp_path / "mask.tif", "w", **profile):
        pass
    for number, field in enumerate(fields[:3]):
        middle = field.centroid
        photo = taken(number, (middle.x, middle.y))
        (tmp_path / f"{number}.jpg").write_bytes(photo)
    mask = tmp_path / "mask.tif"
    code, told = run(
        *measure_words(folder), "--photos", tmp_path, "--before-mask", mask, "--after-mask", mask
    )
    assert code == 0
    assert {one["grade"] for one in told["fields"][:3]} <= {"cleared", "no_change"}
    assert {one["grade"] for one in told["fields"][3:]} == {"vegetation_change", "no_change"}
    assert "cleared" in {one["grade"] for one in told["fields"]}


def taken(number, place):
    """A photograph of its own, taken at a place between the two pictures."""
    chance = np.random.default_rng(number)
    small = Image.fromarray(chance.integers(0, 255, (12, 16, 3), dtype=np.uint8))
    exif = Image.Exif()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLatitudeRef] = "E", "N"
    for tag, value in zip(
        (ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLatitude), place, strict=True
    ):
        gps[tag] = (int(value), 0, round((value - int(value)) * 3600, 4))
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:10 10:00:00"
    out = io.BytesIO()
    small.resize((320, 240), Image.Resampling.BICUBIC).save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_measure_by_dask_prints_the_same(run, folder):
    alone = run(*measure_words(folder))
    assert run(*measure_words(folder), "--engine", "dask", "--scheduler", "threads") == alone


def test_measure_wants_as_many_pictures_after_as_before(run, folder):
    code, told = run(*measure_words(folder), "--before", folder / "before.tif")
    assert code == 1
    assert told["error"].startswith("Name as many pictures after as before")


def test_overlaps_print_the_sum_and_the_union(run, folder):
    code, told = run("overlaps", folder / "fields.geojson", folder / "again.geojson")
    assert code == 0
    assert told["claims"] == 70
    [shared] = told["shared"]
    assert shared["owners"] == ["again.geojson", "fields.geojson"]
    assert told["sum_m2"] - told["union_m2"] == pytest.approx(shared["area_m2"], abs=0.1)


@pytest.mark.parametrize(("other", "told"), [("2025-04-01", (1, 0)), ("2026-03-01", (0, 3))])
def test_a_claim_without_a_day_is_held_against_all_of_its_season(run, tmp_path, other, told):
    table = tmp_path / "claims.csv"
    rows = (f"34.1,71.5,2 acre,{day},{n}" for n, day in enumerate(["2026-04-05", other, ""]))
    table.write_text("latitude,longitude,area,date,team\n" + "\n".join([*rows, ""]))
    code, found = run("overlaps", table)
    assert code == 0
    assert (found["undated_apart"], len(found["overlaps"])) == told


def test_area_prints_what_was_written_beside_what_was_read(run, tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text("latitude,longitude,area,team\n34.1,71.5,12 kanal,A\n34.1,71.5,twelve,A\n")
    code, told = run("area", table)
    assert code == 0
    [file] = told["files"]
    assert [(one["as_written"], one["stated_m2"]) for one in file["kept"]] == [
        ("12 kanal", "6070.2846336")
    ]
    assert [one["number"] for one in file["set_aside"]] == [2]


@pytest.fixture
def claims(tmp_path):
    path = tmp_path / "claims.csv"
    rows = (f"c{n},s{n % 2},{1000 + 37 * n}" for n in range(40))
    path.write_text("name,stratum,area_m2\n" + "\n".join(rows) + "\n")
    return path


def test_a_sample_is_drawn_and_estimated_from(run, claims, tmp_path):
    drawing = ("--size", 10, "--seed", "2026")
    code, told = run("sample", claims, *drawing)
    assert code == 0
    assert run("sample", claims, *drawing) == (0, told)
    visits = tmp_path / "visits.csv"
    found = (f"{one['name']},{one['area_m2'] / 2}" for one in told["drawn"])
    visits.write_text("name,area_m2\n" + "\n".join(found) + "\n")
    code, estimate = run("estimate", claims, visits, *drawing)
    assert code == 0
    assert float(estimate["area_m2"]) == pytest.approx(estimate["claimed_m2"] / 2)
    code, refused = run("estimate", claims, visits, "--size", 10, "--seed", "other")
    assert code == 1
    assert "was not drawn" in refused["error"]


def test_status_names_its_rule_and_never_calls_the_unsurveyed_free(run, tmp_path):
    path = tmp_path / "estimates.csv"
    path.write_text("place,year,area_ha,sigma_ha\nA,2026,10,5\nB,2026,95,10\nC,2026,,\n")
    code, told = run("status", path)
    assert code == 0
    states = {one["place"]: (one["state"], one["chance_below"]) for one in told["statuses"]}
    assert states == {"A": ("free", 1.0), "B": ("not_shown", 0.6915), "C": ("not_surveyed", None)}
    assert {one["rule"] for one in told["statuses"]} == {"unodc-province"}


@pytest.mark.parametrize("text", ["place,year\nA,2026\n", "place,year,area_ha,sigma_ha\nA,x,1,1\n"])
def test_a_table_that_lacks_something_is_refused_in_one_sentence(run, tmp_path, text):
    path = tmp_path / "estimates.csv"
    path.write_text(text)
    code, told = run("status", path)
    assert code == 1
    assert told["error"]
