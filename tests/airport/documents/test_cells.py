"""Cells laid over rendered lines, fillers told from letters, names read as they stand."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.rendered_pages import FONT, Distortion, page, photographed
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from markaz.airport.documents.cells import grid, letters, tesseract
from markaz.airport.documents.cells.fillers import fillers
from markaz.airport.documents.cells.tesseract import Line
from markaz.airport.documents.layout import LAYOUTS, Format
from markaz.airport.documents.page import read_page

needs_font = pytest.mark.skipif(
    not Path(FONT).is_file(), reason="OCR-B is not installed: apt-get install fonts-ocr-b"
)
needs_reader = pytest.mark.skipif(
    not (tesseract.installed() and Path(FONT).is_file()),
    reason="tesseract or OCR-B is not installed: apt-get install tesseract-ocr fonts-ocr-b",
)
LENGTHS = {30, 36, 44}
# Every letter, those beside fillers that a reader takes fillers for.
NAMES = "P<UTOKLECKX<<CLEKSQ<JZWYBH<FDGPV<MRNTIAUO<<<"
BELOW = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def printed(*lines, blur=0.0, edge=False):
    """Lines in OCR-B, and a box around each that is a little too large."""
    font = ImageFont.truetype(FONT, 40)
    picture = Image.new("L", (1_400, 40 + 70 * len(lines)), 255)
    draw, boxes = ImageDraw.Draw(picture), []
    for at, text in enumerate(lines):
        draw.text((50, 30 + 70 * at), text, font=font, fill=30)
        left, top, right, bottom = draw.textbbox((50, 30 + 70 * at), text, font=font)
        boxes.append(Line(text, int(left), int(top) - 6, int(right), int(bottom) + 6))
    if edge:
        draw.line([(1_370, 0), (1_370, picture.height)], fill=90, width=3)
    return grid.ink(picture.filter(ImageFilter.GaussianBlur(blur))), boxes


@needs_font
@pytest.mark.parametrize("edge", [False, True], ids=["bare", "beside a page's edge"])
@pytest.mark.parametrize("blur", [0.0, 2.0])
def test_cells_lie_over_the_characters(blur, edge):
    cells = grid.laid(*printed(NAMES, BELOW, blur=blur, edge=edge), lengths=LENGTHS)
    assert [len(line) for line in cells] == [44, 44]
    assert len({cell.shape for line in cells for cell in line}) == 1
    for cell in (cells[0][0], cells[1][43]):
        columns = cell.sum(axis=0)
        assert columns[[0, -1]].max() < columns.max() / 2


@needs_font
@pytest.mark.parametrize("blur", [0.0, 1.0, 2.0])
def test_fillers_are_told_from_every_letter(blur):
    found = fillers(grid.laid(*printed(NAMES, BELOW, blur=blur), lengths=LENGTHS))
    assert found == [[char == "<" for char in line] for line in (NAMES, BELOW)]


def test_there_are_no_cells_where_nothing_is_of_one_width():
    noise = np.random.default_rng(0).normal(20, 20, (60, 900)).clip(0)
    assert grid.laid(noise, [Line("X" * 30, 10, 10, 890, 50)], lengths=LENGTHS) is None


@needs_reader
@pytest.mark.slow
def test_lines_are_read_by_their_cells():
    cells = grid.laid(*printed(NAMES, BELOW), lengths=LENGTHS)
    assert letters.read(cells, layout=LAYOUTS[Format.TD3]) == (NAMES, BELOW)


@needs_reader
@pytest.mark.slow
@pytest.mark.parametrize(
    "how",
    [
        Distortion(blur=2, noise=6),
        Distortion(degrees=-8, blur=1, noise=6),
        Distortion(glare=130, blur=1, noise=6),
    ],
    ids=["blurred", "askew", "glare"],
)
def test_a_name_is_read_off_a_photographed_page(how):
    """The reader alone takes the fillers for K, C, S and X, and a run of them for fewer."""
    lines = ("P<UTOQAZEMO<<KARI<BOLXAN<<<<<<<<<<<<<<<<<<<<", BELOW)
    assert read_page(photographed(page(lines), how, seed=7)).lines[0] == lines[0]


def test_a_reader_that_fails_has_read_nothing(monkeypatch):
    monkeypatch.setattr(tesseract, "PROGRAM", "no-such-reader")
    blank = Image.new("L", (40, 40), 255)
    assert tesseract.lines(blank) == []
    assert tesseract.row(blank, alphabet="A") == []
