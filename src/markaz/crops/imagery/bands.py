"""Which bands of a picture are red and near infrared, and how their numbers become reflectance."""

from typing import Any

import numpy as np

from markaz.crops.imagery.coverage import Floats
from markaz.crops.imagery.measured import Picture
from markaz.records.errors import InvalidValueError

_WHOLE_NUMBERS = 10_000.0
_EIGHT_BITS = 255.0
_PHOTO_BANDS = 3
_RED, _NIR = ("red", "b04", "b4", "band 4"), ("nir", "b08", "b8", "band 8", "nir08", "b8a")


def red_and_nir(picture: Picture, source: Any) -> tuple[int, int]:
    """The numbers of the two bands, as asked or as the file names them; the first is 1.

    Raises:
        InvalidValueError: the file does not tell, or has no near infrared.
    """
    if picture.red and picture.nir:
        if max(picture.red, picture.nir) > source.count:
            raise InvalidValueError(
                "{name} has {count} bands: name bands that it has.",
                name=picture.path.name,
                count=source.count,
            )
        return picture.red, picture.nir
    names = [str(name or "").lower() for name in source.descriptions]
    red = next((at for at, name in enumerate(names, start=1) if name in _RED), 0)
    nir = next((at for at, name in enumerate(names, start=1) if name in _NIR), 0)
    if red and nir:
        return red, nir
    if source.count == len((red, nir)):
        return 1, 2
    if source.count == _PHOTO_BANDS:
        raise InvalidValueError(
            "{name} is a photograph of three colours without near infrared: send a picture with"
            " red and near infrared.",
            name=picture.path.name,
        )
    raise InvalidValueError(
        "{name} has {count} bands without names: say which is red and which near infrared.",
        name=picture.path.name,
        count=source.count,
    )


def to_reflectance(source: Any, bands: tuple[int, int]) -> tuple[Floats, Floats]:
    """How stored numbers become reflectance: as the file says, or by what its numbers can hold."""
    scale = np.array([source.scales[band - 1] for band in bands])
    offset = np.array([source.offsets[band - 1] for band in bands])
    kind = np.dtype(source.dtypes[bands[0] - 1])
    if np.issubdtype(kind, np.integer) and (scale == 1).all() and (offset == 0).all():
        scale = scale / (_EIGHT_BITS if kind.itemsize == 1 else _WHOLE_NUMBERS)
    return scale, offset
