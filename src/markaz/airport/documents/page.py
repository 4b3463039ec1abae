"""Finds the machine-read lines on a photographed page and reads them with Debian's tesseract.

The page is set straight first, by the turn under which its lines of print stand out most; then, for
each way up, the reader is asked where lines stand, until cells of a format lie over them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from markaz.airport.documents.cells import grid, letters, tesseract
from markaz.airport.documents.cells.tesseract import Line
from markaz.airport.documents.layout import LAYOUTS, layout_of
from markaz.records.errors import InvalidValueError

_WIDTH, _SMALL = 1_600, 500
_PAPER = 255
# Degrees by which a page in the hand is askew at most, and how finely that is told.
_ASKEW, _COARSE, _FINE = 12.0, 1.0, 0.25
# A glare is wider than a letter: what is as bright all around is paper.
_AROUND = 0.02
# The lines stand at the foot of every document.
_FOOT = 0.6
# A first guess at a line has so many characters, and at a document's lines so many fillers.
_FEWEST, _LEAST_FILLERS = 18, 2


@dataclass(frozen=True, slots=True)
class Read:
    """The lines as they were read off a page, and by how many degrees it was turned for that."""

    lines: tuple[str, ...]
    degrees: float


def read_page(picture: Image.Image) -> Read:
    """The machine-read lines of a photographed page, as they were read and not as they should be.

    Raises:
        InvalidValueError: tesseract is not installed, or no such lines are found.
    """
    if not tesseract.installed():
        raise InvalidValueError(
            "Pages are read with tesseract, which is not installed: apt-get install tesseract-ocr."
        )
    even = _evened(_sized(picture, _WIDTH))
    for quarter in (0, 180, 90, 270):
        turned = even.rotate(quarter, expand=True)
        askew = _askew(turned)
        lines = _lines(_foot(_turned(turned, askew)))
        if lines:
            return Read(lines, (quarter + askew) % 360)
    raise InvalidValueError(
        "No machine-read lines are found in the picture: photograph the whole page, flat and sharp."
    )


def _sized(picture: Image.Image, width: int) -> Image.Image:
    scale = width / max(picture.size)
    size = (round(picture.width * scale), round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _evened(picture: Image.Image) -> Image.Image:
    """The print on an even ground: shadow and glare are what changes slowly over the page."""
    ground = picture.filter(ImageFilter.BoxBlur(round(max(picture.size) * _AROUND)))
    print_, paper = (np.asarray(one, dtype=np.float32) for one in (picture, ground))
    even = np.clip(print_ / np.maximum(paper, 1) * _PAPER, 0, _PAPER)
    return Image.fromarray(even.astype(np.uint8))


def _askew(picture: Image.Image) -> float:
    """The turn, in degrees, that sets the lines of print straight."""
    small = _sized(picture, _SMALL)
    best = 0.0
    for step, reach in ((_COARSE, _ASKEW), (_FINE, _COARSE)):
        turns = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(turns, key=lambda turn: _contrast(_turned(small, float(turn)))))
    return best


def _contrast(picture: Image.Image) -> float:
    """How much rows of print differ from the rows of paper between them."""
    ink = _PAPER - np.asarray(picture, dtype=np.float32)
    return float(np.square(np.diff(ink.sum(axis=1))).sum())


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_PAPER)


def _foot(picture: Image.Image) -> Image.Image:
    return picture.crop((0, round(picture.height * _FOOT), picture.width, picture.height))


def _lines(foot: Image.Image) -> tuple[str, ...]:
    """The machine-read lines in a picture set straight; none where none lie in cells."""
    long_ones = [line for line in tesseract.lines(foot) if len(line.text) >= _FEWEST]
    dark = grid.ink(foot)
    for some in _candidates(long_ones):
        lengths = {one.length for one in LAYOUTS.values() if one.lines == len(some)}
        cells = grid.laid(dark, some, lengths=lengths)
        layout = cells and layout_of(len(cells), len(cells[0]), first=some[0].text[0])
        if cells and layout:
            return letters.read(cells, layout=layout)
    return ()


def _candidates(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines that may be a document's, the lowest on the page first, three before two."""
    for count in sorted({one.lines for one in LAYOUTS.values()}, reverse=True):
        for start in range(len(lines) - count, -1, -1):
            some = lines[start : start + count]
            if sum(line.text.count("<") for line in some) >= _LEAST_FILLERS:
                yield some
