"""Photographs that a team would have taken at simulated fields, as a camera writes them."""

import io
from datetime import datetime
from random import Random

from PIL import ExifTags, Image, ImageDraw

_SIZE = (480, 320)
_SIXTIETHS = 60


def photograph(seed: str, *, latitude: float, longitude: float, taken: datetime) -> bytes:
    """An invented field as a JPEG that says where and when it was taken."""
    rng = Random(seed)  # noqa: S311 (a simulation)
    picture = Image.new("RGB", _SIZE, (166, 190, 214))
    pen = ImageDraw.Draw(picture)
    horizon = rng.randint(90, 150)
    pen.polygon(_hills(rng, horizon), fill=(120, 112, 96))
    pen.rectangle((0, horizon, *_SIZE), fill=(150, 118, 84))
    for _ in range(220):
        x, y = rng.randint(0, _SIZE[0]), rng.randint(horizon, _SIZE[1])
        wide, shade = 6 + rng.randint(0, 60), rng.randint(-34, 34)
        colour = (150 + shade, 118 + shade, 84 + shade // 2)
        pen.ellipse((x, y, x + wide, y + wide // 4), fill=colour)
    pen.text((12, _SIZE[1] - 24), "SIMULATED", fill=(255, 255, 255))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=82, exif=_exif(latitude, longitude, taken))
    return written.getvalue()


def _hills(rng: Random, horizon: int) -> list[tuple[int, int]]:
    ridge = [(x, horizon - rng.randint(4, 70)) for x in range(0, _SIZE[0] + 1, 60)]
    return [(0, horizon), *ridge, (_SIZE[0], horizon)]


def _exif(latitude: float, longitude: float, taken: datetime) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "simulated"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = "+05:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: _parts(latitude),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: _parts(longitude),
        }
    )
    return exif


def _parts(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(degrees, 1)
    minutes, rest = divmod(rest * _SIXTIETHS, 1)
    return whole, minutes, round(rest * _SIXTIETHS, 4)
