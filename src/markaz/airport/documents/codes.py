"""Finds the boarding pass in a picture: the square or the striped code that an airline prints."""

import zxingcpp
from PIL import Image

from markaz.records.errors import InvalidValueError

# What Resolution 792 allows on paper and on telephones.
_FORMATS = zxingcpp.BarcodeFormats(
    (
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
    )
)
# The striped code is read askew by some four degrees and no more: the picture is turned until it is
# straight.  Quarters of a turn the reader sees by itself.
_STEP = 6
_TURNS = (0, *(sign * step * _STEP for step in range(1, 8) for sign in (1, -1)))
_PAPER = 255


def text_of(picture: Image.Image) -> str:
    """The text of the one boarding pass in a picture.

    Raises:
        InvalidValueError: none is found, or more than one.
    """
    for degrees in _TURNS:
        passes = _passes(_turned(picture, degrees))
        if len(passes) == 1:
            return passes.pop()
        if passes:
            raise InvalidValueError(
                "The picture shows {count} boarding passes: photograph them one by one.",
                count=len(passes),
            )
    raise InvalidValueError(
        "No boarding pass is found in the picture: photograph its code whole and from above."
    )


def _passes(picture: Image.Image) -> set[str]:
    found = zxingcpp.read_barcodes(picture, formats=_FORMATS)
    return {one.text for one in found if one.text.startswith("M")}


def _turned(picture: Image.Image, degrees: int) -> Image.Image:
    if not degrees:
        return picture
    how = Image.Resampling.BICUBIC
    return picture.rotate(degrees, resample=how, expand=True, fillcolor=_PAPER)
