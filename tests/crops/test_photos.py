"""What a photograph proves of a field."""

import io
from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from PIL import ExifTags, Image

from markaz.crops.photos import judged, read
from markaz.records.errors import UnreadableFileError

FIELD = shapely.box(71.5, 34.1, 71.501, 34.101)
SEASON = {"first": date(2026, 3, 1), "last": date(2026, 4, 30)}


def picture(seed=1):
    chance = np.random.default_rng(seed)
    small = Image.fromarray(chance.integers(0, 255, (12, 16, 3), dtype=np.uint8))
    return small.resize((320, 240), Image.Resampling.BICUBIC)


def degrees(value):
    whole = int(value)
    minutes = (value - whole) * 60
    return (whole, int(minutes), round((minutes - int(minutes)) * 60, 4))


def photo(image=None, *, place=(71.5005, 34.1005), taken="2026:04:05 10:00:00",
          satellite=(5, 0, 0), quality=90):  # fmt: skip
    exif = Image.Exif()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    if place:
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLatitudeRef] = "E", "N"
        gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLatitude] = map(degrees, place)
    if taken:
        camera[ExifTags.Base.DateTimeOriginal] = taken
        camera[ExifTags.Base.OffsetTimeOriginal] = "+05:00"
    if satellite:
        gps[ExifTags.GPS.GPSDateStamp] = "2026:04:05"
        gps[ExifTags.GPS.GPSTimeStamp] = satellite
    out = io.BytesIO()
    (image or picture()).save(out, "JPEG", exif=exif, quality=quality)
    return out.getvalue()


def against(content, **more):
    found = judged(read(content, name="new.jpg"), field=FIELD, **SEASON, **more)
    assert found.stands is not bool(found.against or found.again)
    return [str(one) for one in (*found.against, *(again.sentence for again in found.again))]


def test_a_photograph_within_field_and_season_stands():
    assert against(photo()) == []


def test_a_receivers_error_beside_the_field_is_let_be_and_more_is_not():
    assert against(photo(place=(71.5011, 34.1005))) == []
    [sentence] = against(photo(place=(71.5030, 34.1005)))
    assert sentence == "The photograph was taken 185 m outside the field."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (photo(place=None), "The photograph does not say where it was taken."),
        (photo(taken=None, satellite=None), "The photograph does not say when it was taken."),
        (
            photo(taken="2026:02:28 10:00:00", satellite=None),
            "The photograph was taken on 2026-02-28, outside 2026-03-01 to 2026-04-30.",
        ),
        (
            photo(satellite=(4, 0, 0)),
            "The camera's clock is 60 minutes off the satellites'.",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_one_sentence(content, sentence):
    assert against(content) == [sentence]


def test_the_clock_of_the_satellites_counts_for_the_day():
    read_photo = read(photo(taken="2025:04:05 10:00:00"), name="x.jpg")
    assert read_photo.day == date(2026, 4, 5)
    assert read_photo.drift == timedelta(days=-365)


def test_a_photograph_handed_in_before_is_known_again_also_smaller_and_saved_anew():
    first = read(photo(), name="old.jpg")
    assert against(photo(), earlier=[first]) == [
        "The same photograph was handed in before as old.jpg."
    ]
    smaller = photo(picture().resize((200, 150)), quality=60)
    assert against(smaller, earlier=[first]) == [
        "The photograph is nearly the one handed in before as old.jpg: compare them."
    ]


def test_other_pictures_are_not_taken_for_the_same():
    first = read(photo(), name="old.jpg")
    assert [against(photo(picture(seed)), earlier=[first]) for seed in range(2, 30)] == [[]] * 28


@pytest.mark.parametrize("content", [b"", b"no picture", photo()[:200]])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(UnreadableFileError, match="is no whole picture"):
        read(content, name="x.jpg")
