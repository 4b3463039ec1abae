"""Asks Debian's tesseract: where lines stand in a picture, and which letters stand in a row."""

import io
import os
import shutil
import subprocess
from typing import NamedTuple

from PIL import Image

PROGRAM = "tesseract"
LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
_SECONDS = 60
_PLAIN = ("-l", "eng", "-c", "load_system_dawg=0", "-c", "load_freq_dawg=0")
_BLOCK, _ROW = "6", "7"
_WORD, _COLUMNS = "5", 12
_BOX = 6
_SAME = 0.5


class Line(NamedTuple):
    """What was read in a line, and the box around it in points."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


def installed() -> bool:
    """Whether tesseract is on this machine."""
    return shutil.which(PROGRAM) is not None


def lines(picture: Image.Image) -> list[Line]:
    """The lines of print in a picture, from the top; the letters in them are a first guess."""
    told = _asked(picture, _BLOCK, LETTERS + DIGITS + "<", "tessedit_create_tsv=1")
    found: list[Line] = []
    for word in sorted(_words(told), key=lambda one: one.left):
        for at, line in enumerate(found):
            shared = min(line.bottom, word.bottom) - max(line.top, word.top)
            if shared > _SAME * min(line.bottom - line.top, word.bottom - word.top):
                found[at] = _with(line, word)
                break
        else:
            found.append(word)
    return sorted(found, key=lambda one: one.top)


def row(picture: Image.Image, *, alphabet: str) -> list[tuple[str, float]]:
    """The characters of one row, each with the middle of its box from the left in points."""
    told = _asked(picture, _ROW, alphabet, "tessedit_create_boxfile=1")
    parts = [line.split(" ") for line in told.splitlines()]
    return [
        (one[0], (int(one[1]) + int(one[3])) / 2)
        for one in parts
        if len(one) == _BOX and len(one[0]) == 1
    ]


def _words(told: str) -> list[Line]:
    rows = [line.split("\t") for line in told.splitlines()[1:]]
    found = []
    for one in rows:
        if len(one) == _COLUMNS and one[0] == _WORD:
            left, top, width, height = map(int, one[6:10])
            found.append(Line(one[11].replace(" ", ""), left, top, left + width, top + height))
    return found


def _with(line: Line, word: Line) -> Line:
    return Line(
        line.text + word.text,
        min(line.left, word.left),
        min(line.top, word.top),
        max(line.right, word.right),
        max(line.bottom, word.bottom),
    )


def _asked(picture: Image.Image, mode: str, alphabet: str, *settings: str) -> str:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    chosen = [f"tessedit_char_whitelist={alphabet}", *settings]
    words = [part for one in chosen for part in ("-c", one)]
    try:
        done = subprocess.run(  # noqa: S603 (our own words, and a picture as input)
            [PROGRAM, "stdin", "stdout", "--psm", mode, *_PLAIN, *words],
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
