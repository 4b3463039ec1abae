"""Reads cells of machine-read lines: fillers left out, each field by its own alphabet."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from markaz.airport.documents.cells import tesseract
from markaz.airport.documents.cells.fillers import fillers
from markaz.airport.documents.cells.grid import Ink
from markaz.airport.documents.layout import DIGITS_ONLY, LETTERS_ONLY, Layout

_Place = tuple[int, int]
_FILLER = "<"
_EITHER = tesseract.LETTERS + tesseract.DIGITS
_PAPER, _INK, _BLACKEST = 255, 225, 99
_BETWEEN = 140
_NEAR = 0.75


class _Strip(NamedTuple):
    """Cells in one row with gaps between groups, how wide each is, and the middle of each."""

    dark: Ink
    width: int
    middles: Mapping[_Place, float]


class _Look(NamedTuple):
    """One way to show a row to the reader: the height of its cells, and whether in black alone."""

    height: int
    black: bool


# The third is asked only where the first two differ.
_LOOKS = (_Look(32, black=False), _Look(44, black=False), _Look(44, black=True))
_SURE = 2


def read(cells: Sequence[Sequence[Ink]], *, layout: Layout) -> tuple[str, ...]:
    """The lines as read; a cell in which nothing was read holds the filler."""
    empty = fillers(cells)
    alphabets = _alphabets(layout)
    places = [
        (line, at)
        for line in range(layout.lines)
        for at in range(layout.length)
        if not empty[line][at]
    ]
    votes: dict[_Place, Counter[str]] = defaultdict(Counter)
    for alphabet in (tesseract.LETTERS, tesseract.DIGITS, _EITHER):
        some = [one for one in places if alphabets.get(one, _EITHER) == alphabet]
        _vote(votes, some, cells, alphabet)
    return tuple(
        "".join(_chosen(votes.get((line, at))) for at in range(layout.length))
        for line in range(layout.lines)
    )


def _chosen(votes: Counter[str] | None) -> str:
    return votes.most_common(1)[0][0] if votes else _FILLER


def _alphabets(layout: Layout) -> dict[_Place, str]:
    """What may stand in each place; a place that is not named holds either."""
    found: dict[_Place, str] = {}
    for spot in layout.spots:
        alphabet = tesseract.LETTERS if spot.kind in LETTERS_ONLY else _EITHER
        alphabet = tesseract.DIGITS if spot.kind in DIGITS_ONLY else alphabet
        found |= {(spot.line, at): alphabet for at in range(spot.start, spot.end)}
        if spot.digit is not None:
            found[spot.line, spot.digit] = tesseract.DIGITS
    if layout.composite:
        found[layout.composite] = tesseract.DIGITS
    return found


def _vote(
    votes: dict[_Place, Counter[str]],
    places: Sequence[_Place],
    cells: Sequence[Sequence[Ink]],
    alphabet: str,
) -> None:
    if not places:
        return
    strip = _strip(list(_groups(places)), cells)
    for number, look in enumerate(_LOOKS):
        if number >= _SURE and all(max(votes[one].values(), default=0) >= _SURE for one in places):
            return
        for place, char in _seen(strip, look, alphabet).items():
            votes[place][char] += 1


def _groups(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Places that stand beside one another."""
    for _, some in groupby(enumerate(places), key=lambda one: (one[1][0], one[1][1] - one[0])):
        yield [place for _, place in some]


def _strip(groups: Sequence[Sequence[_Place]], cells: Sequence[Sequence[Ink]]) -> _Strip:
    height, width = cells[0][0].shape
    gap = np.zeros((height, width))
    parts: list[Ink] = [gap, gap]
    middles: dict[_Place, float] = {}
    for group in groups:
        for line, at in group:
            middles[line, at] = (len(parts) + 0.5) * width
            parts.append(cells[line][at])
        parts.append(gap)
    strip = np.pad(np.hstack([*parts, gap]), ((height // 2, height // 2), (0, 0)))
    return _Strip(strip, width, middles)


def _seen(strip: _Strip, look: _Look, alphabet: str) -> dict[_Place, str]:
    """What the reader makes of a row, each character in the cell that it stands in."""
    scale = look.height / (strip.dark.shape[0] / 2)
    places, at = list(strip.middles), np.array(list(strip.middles.values())) * scale
    found: dict[_Place, str] = {}
    shown = _shown(strip.dark, scale, black=look.black)
    for char, middle in tesseract.row(shown, alphabet=alphabet):
        nearest = int(np.argmin(np.abs(at - middle)))
        if abs(at[nearest] - middle) < _NEAR * strip.width * scale:
            found.setdefault(places[nearest], char)
    return found


def _shown(dark: Ink, scale: float, *, black: bool) -> Image.Image:
    """The row as print on paper."""
    blackest = max(float(np.percentile(dark[dark > 0], _BLACKEST)), 1.0) if dark.any() else 1.0
    shades = np.clip(_PAPER - dark / blackest * _INK, 0, _PAPER).astype(np.uint8)
    size = (round(dark.shape[1] * scale), round(dark.shape[0] * scale))
    picture = Image.fromarray(shades).resize(size, Image.Resampling.BICUBIC)
    if not black:
        return picture
    even = np.asarray(picture.filter(ImageFilter.GaussianBlur(1)))
    return Image.fromarray(np.where(even < _BETWEEN, 0, _PAPER).astype(np.uint8))
