"""Opens a picture of a document, or says why not."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from markaz.records.errors import InvalidValueError

# A telephone's camera makes 12 to 50 million pixels; more is no photograph of a page.
_MOST_PIXELS = 60_000_000


def opened(content: bytes) -> Image.Image:
    """The picture in shades of grey, turned as the camera was held.

    Raises:
        InvalidValueError: it is no picture, a damaged one, or larger than any camera makes.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise InvalidValueError(
                    "The picture has more than {most} million pixels: send it smaller.",
                    most=_MOST_PIXELS // 1_000_000,
                )
            return ImageOps.exif_transpose(picture).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise InvalidValueError(
            "This is no picture that can be opened: send it as JPEG, PNG or TIFF."
        ) from None
