"""What a photograph can prove: where and when it was taken, and that it is no old one."""

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
import shapely
from PIL import ExifTags, Image, UnidentifiedImageError

from markaz.crops.areas import GEOD
from markaz.records.errors import InvalidValueError, MarkazError, UnreadableFileError

# A phone's receiver in the open is right to within this on nineteen days of twenty.
PLACE_ERROR_M = 15.0
DRIFT = timedelta(minutes=5)
# Of 64 bits; another picture of the same field differs in a third of them.
NEAR_DUPLICATE_BITS = 6
MOST_PIXELS = 100_000_000
_SIDE = 8


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as its file tells of itself.

    Attributes:
        sha256: of the bytes.
        likeness: 64 bits that stay nearly the same when the picture is saved again or made smaller.
        longitude: of the place where it was taken, WGS 84, None where the file does not say.
        taken: by the camera's clock, without a zone.
        satellite: by the satellites' clock, in UTC, which no hand sets.
    """

    name: str
    sha256: str
    likeness: int
    longitude: float | None
    latitude: float | None
    taken: datetime | None
    offset: timedelta | None
    satellite: datetime | None

    @property
    def drift(self) -> timedelta | None:
        """How far the camera's clock runs ahead of the satellites'; None if a clock is missing."""
        if self.taken is None or self.satellite is None or self.offset is None:
            return None
        return self.taken - self.offset - self.satellite.replace(tzinfo=None)

    @property
    def day(self) -> date | None:
        """The day it was taken on, by the satellites' clock if there is one."""
        if self.satellite is not None:
            shift = self.offset or timedelta(0)
            return (self.satellite + shift).date()
        return self.taken.date() if self.taken else None


def read(content: bytes, *, name: str) -> Photo:
    """Read a photograph.

    Raises:
        UnreadableFileError: it is no picture, or larger than any camera's.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content))
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadableFileError(
                    "{name} is larger than any camera's picture: send the original.", name=name
                )
            exif = picture.getexif()
            likeness = _likeness(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise UnreadableFileError(
            "{name} is no whole picture: send the JPEG that the camera wrote.", name=name
        ) from None
    place, camera = exif.get_ifd(ExifTags.IFD.GPSInfo), exif.get_ifd(ExifTags.IFD.Exif)
    return Photo(
        name=name,
        sha256=sha256(content).hexdigest(),
        likeness=likeness,
        longitude=_degrees(place, ExifTags.GPS.GPSLongitude, negative="W"),
        latitude=_degrees(place, ExifTags.GPS.GPSLatitude, negative="S"),
        taken=_moment(camera.get(ExifTags.Base.DateTimeOriginal)),
        offset=_offset(camera.get(ExifTags.Base.OffsetTimeOriginal)),
        satellite=_satellite(place),
    )


def _likeness(picture: Image.Image) -> int:
    """The difference hash: whether each of 8 x 8 patches is brighter than its left neighbour."""
    small = picture.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    grey = np.asarray(small, dtype=np.int16)
    bits = (grey[:, 1:] > grey[:, :-1]).ravel()
    return int.from_bytes(np.packbits(bits).tobytes())


def _degrees(place: dict[int, Any], tag: int, *, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in place[tag])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    size = degrees + minutes / 60 + seconds / 3600
    # The letter of the hemisphere is the tag before the numbers.
    found = -size if str(place.get(tag - 1, "")).strip("\0 ") == negative else size
    return found if np.isfinite(found) else None


def _moment(written: object) -> datetime | None:
    try:
        return datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _offset(written: object) -> timedelta | None:
    try:
        zone = datetime.strptime(str(written).strip("\0 "), "%z")
    except ValueError:
        return None
    return zone.utcoffset()


def _satellite(place: dict[int, Any]) -> datetime | None:
    try:
        day = datetime.strptime(str(place[ExifTags.GPS.GPSDateStamp]).strip("\0 "), "%Y:%m:%d")  # noqa: DTZ007
        hours, minutes, seconds = (float(one) for one in place[ExifTags.GPS.GPSTimeStamp])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return day.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Again:
    """An earlier photograph that one repeats, by its name: to the byte, or nearly."""

    name: str
    exact: bool

    @property
    def sentence(self) -> MarkazError:
        """What is said of it to whoever may know of the earlier one."""
        if self.exact:
            return InvalidValueError(
                "The same photograph was handed in before as {name}.", name=self.name
            )
        return InvalidValueError(
            "The photograph is nearly the one handed in before as {name}: compare them.",
            name=self.name,
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands against a photograph as evidence of one field.

    Attributes:
        against: what the photograph says against itself.
        again: the earlier photographs that it repeats, whoever handed them in.
    """

    photo: Photo
    against: tuple[MarkazError, ...]
    again: tuple[Again, ...]

    @property
    def stands(self) -> bool:
        """Whether the photograph supports the claim."""
        return not self.against and not self.again


def judged(
    photo: Photo, *, field: Any, first: date, last: date, earlier: Iterable[Photo] = ()
) -> Judged:
    """Hold a photograph against its field.

    Args:
        photo: as read.
        field: the outline in degrees on WGS 84.
        first: the first day on which the clearing may have been photographed.
        last: the last such day.
        earlier: every photograph that was handed in before, for any field.
    """
    found = (_place(photo, field), _season(photo, first, last), _clock(photo))
    again = (_again(photo, one) for one in earlier)
    return Judged(
        photo,
        tuple(one for one in found if one is not None),
        tuple(one for one in again if one is not None),
    )


def _place(photo: Photo, field: Any) -> MarkazError | None:
    if photo.longitude is None or photo.latitude is None:
        return InvalidValueError("The photograph does not say where it was taken.")
    here = shapely.Point(photo.longitude, photo.latitude)
    if field.covers(here):
        return None
    apart_m = GEOD.geometry_length(shapely.shortest_line(field, here))
    if apart_m <= PLACE_ERROR_M:
        return None
    return InvalidValueError(
        "The photograph was taken {metres:.0f} m outside the field.", metres=apart_m
    )


def _season(photo: Photo, first: date, last: date) -> MarkazError | None:
    if photo.day is None:
        return InvalidValueError("The photograph does not say when it was taken.")
    if first <= photo.day <= last:
        return None
    return InvalidValueError(
        "The photograph was taken on {day}, outside {first} to {last}.",
        day=photo.day,
        first=first,
        last=last,
    )


def _clock(photo: Photo) -> MarkazError | None:
    if photo.drift is None or abs(photo.drift) <= DRIFT:
        return None
    return InvalidValueError(
        "The camera's clock is {minutes:.0f} minutes off the satellites'.",
        minutes=photo.drift / timedelta(minutes=1),
    )


def _again(photo: Photo, other: Photo) -> Again | None:
    exact = photo.sha256 == other.sha256
    if exact or (photo.likeness ^ other.likeness).bit_count() <= NEAR_DUPLICATE_BITS:
        return Again(other.name, exact)
    return None
