"""Finds the machine-read lines on a photographed page and reads them with Debian's tesseract.

The page is set straight first, by the turn under which its lines of print stand out most; then the
reader is asked, for each way up, until lines of a format come back.
"""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from markaz.airport.documents.layout import LAYOUTS, Layout
from markaz.records.errors import InvalidValueError

_PROGRAM = "tesseract"
_SECONDS = 60
_WIDTH, _SMALL = 1_600, 500
_PAPER = 255
# Degrees by which a page in the hand is askew at most, and how finely that is told.
_ASKEW, _COARSE, _FINE = 12.0, 1.0, 0.25
# A glare is wider than a letter: what is as bright all around is paper.
_AROUND = 0.02
# The lines stand at the foot of every document.
_FOOT = 0.6
_LINE = re.compile(r"[A-Z0-9<]{24,}")
# The reader knows no fillers: it takes some of a long run for such letters, or miscounts them.
_FILLERS = re.compile(r"[<KCESL]{5,}")
_LEAST_FILLERS = 2
_ORDER = (
    *("--psm", "6", "-l", "eng"),
    *("-c", "tessedit_char_whitelist=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"),
    *("-c", "load_system_dawg=0", "-c", "load_freq_dawg=0"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """The lines as they were read off a page, and by how many degrees it was turned for that."""

    lines: tuple[str, ...]
    degrees: float


def installed() -> bool:
    """Whether tesseract is on this machine."""
    return shutil.which(_PROGRAM) is not None


def read_page(picture: Image.Image) -> Read:
    """The machine-read lines of a photographed page, as they were read and not as they should be.

    Raises:
        InvalidValueError: tesseract is not installed, or no such lines are found.
    """
    if not installed():
        raise InvalidValueError(
            "Pages are read with tesseract, which is not installed: apt-get install tesseract-ocr."
        )
    even = _evened(_sized(picture, _WIDTH))
    for quarter in (0, 180, 90, 270):
        turned = even.rotate(quarter, expand=True)
        askew = _askew(turned)
        lines = _lines(_recognised(_foot(_turned(turned, askew))))
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


def _recognised(picture: Image.Image) -> str:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    try:
        done = subprocess.run(  # noqa: S603 (our own words, and a picture as input)
            [_PROGRAM, "stdin", "stdout", *_ORDER],
            input=kept.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            # Its threads wait for each other where others work too.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _lines(text: str) -> tuple[str, ...]:
    """The last lines of a text that fit a layout; none where none do."""
    found = [line for line in map(_joined, text.splitlines()) if _LINE.fullmatch(line)]
    for layout, start in _candidates(found):
        lines = tuple(_fitted(line, layout.length) for line in found[start : start + layout.lines])
        if all(len(line) == layout.length for line in lines):
            return lines
    return ()


def _candidates(found: list[str]) -> Iterator[tuple[Layout, int]]:
    """Each layout and the line it may begin at, the lowest on the page first."""
    for layout in LAYOUTS.values():
        for start in range(len(found) - layout.lines, -1, -1):
            some = found[start : start + layout.lines]
            if sum(line.count("<") for line in some) >= _LEAST_FILLERS:
                yield layout, start


def _joined(line: str) -> str:
    return line.replace(" ", "")


def _fitted(line: str, length: int) -> str:
    """The line with its longest run of fillers as long as the line's length leaves room for."""
    runs = [run for run in _FILLERS.finditer(line) if run[0].count("<") >= _LEAST_FILLERS]
    if not runs:
        return line
    longest = max(runs, key=lambda run: len(run[0]))
    before, after = line[: longest.start()], line[longest.end() :]
    return before + "<" * (length - len(before) - len(after)) + after
