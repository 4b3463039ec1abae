"""Pages of specimens as a telephone sees them: rendered, blurred, turned, with glare and noise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

# OCR-B in a free cut, as Debian's fonts-ocr-b has it.
FONT = "/usr/share/fonts/opentype/ocr-b/OCRB.otf"
_WIDTH, _HEIGHT = 1_500, 1_050
_MARGIN, _PAPER, _INK = 60, 225, 40


@dataclass(frozen=True, slots=True)
class Distortion:
    """What a photograph does to a page: blur in pixels, turn in degrees, glare and noise of 255."""

    blur: float = 0
    degrees: float = 0
    glare: float = 0
    noise: float = 0


DISTORTIONS: Mapping[str, Distortion] = {
    "as printed": Distortion(),
    "blur 1 px": Distortion(blur=1, noise=6),
    "blur 2 px": Distortion(blur=2, noise=6),
    "blur 3 px": Distortion(blur=3, noise=6),
    "turned 3 degrees": Distortion(degrees=3, blur=1, noise=6),
    "turned 8 degrees": Distortion(degrees=-8, blur=1, noise=6),
    "upside down": Distortion(degrees=182, blur=1, noise=6),
    "glare": Distortion(glare=130, blur=1, noise=6),
    "strong glare": Distortion(glare=200, blur=1, noise=6),
    "all of it": Distortion(blur=1.5, degrees=5, glare=110, noise=10),
}


def page(lines: tuple[str, ...]) -> Image.Image:
    """A page with a portrait's place, some print and the machine-read lines at its foot."""
    picture = Image.new("L", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((_MARGIN, 150, 420, 620), fill=150)
    small = ImageFont.truetype(FONT, 30)
    for at, text in enumerate(("UTOPIA", "Passport / Passeport", "Specimen, not valid")):
        draw.text((480, 160 + 60 * at), text, font=small, fill=_INK + 40)
    size = _size(max(lines, key=len))
    font = ImageFont.truetype(FONT, size)
    for at, line in enumerate(reversed(lines), start=1):
        draw.text((_MARGIN, _HEIGHT - 40 - at * round(size * 1.7)), line, font=font, fill=_INK)
    return picture


def photographed(picture: Image.Image, how: Distortion, *, seed: int) -> Image.Image:
    """The page as photographed, on a darker table."""
    rng = np.random.default_rng(seed)
    table = Image.new("L", (_WIDTH + 240, _HEIGHT + 240), 120)
    table.paste(picture, (120, 120))
    turned = table.rotate(how.degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=120)
    shades = np.asarray(turned.filter(ImageFilter.GaussianBlur(how.blur)), dtype=np.float32)
    if how.glare:
        shades = shades + how.glare * _spot(shades.shape, rng)
    shades = shades + rng.normal(0, how.noise, shades.shape)
    return Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))


def _spot(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """A lamp's reflection somewhere on the lower half, fading to its sides."""
    height, width = shape
    row, column = height * rng.uniform(0.55, 0.9), width * rng.uniform(0.2, 0.8)
    rows, columns = np.ogrid[:height, :width]
    away = ((rows - row) / (height * 0.12)) ** 2 + ((columns - column) / (width * 0.12)) ** 2
    return np.exp(-away / 2)


def _size(line: str) -> int:
    return next(
        size
        for size in range(80, 10, -1)
        if ImageFont.truetype(FONT, size).getlength(line) <= _WIDTH - 2 * _MARGIN
    )


def specimens(texts: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines of each specimen by its format."""
    for name, text in texts.items():
        yield name, tuple(text.splitlines())
