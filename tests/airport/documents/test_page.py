"""A rendered page is found, set straight and read; what no digit covers may be misread."""

from datetime import date
from pathlib import Path

import pytest
from benchmarks.rendered_pages import FONT, Distortion, page, photographed
from PIL import Image
from tests.airport.documents.specimens import MRZ

from markaz.airport.documents import page as reader
from markaz.airport.documents.cells import tesseract
from markaz.airport.documents.mrz import read
from markaz.records.errors import InvalidValueError

TODAY = date(2026, 11, 26)
PROTECTED = ("number", "birth", "expiry", "optional")
needs_reader = pytest.mark.skipif(
    not (tesseract.installed() and Path(FONT).is_file()),
    reason="tesseract or OCR-B is not installed: apt-get install tesseract-ocr fonts-ocr-b",
)


@needs_reader
@pytest.mark.slow
@pytest.mark.parametrize(
    "how",
    [Distortion(), Distortion(degrees=-8, blur=1, noise=6), Distortion(degrees=182, noise=6)],
    ids=["as printed", "askew", "upside down"],
)
def test_the_fields_that_digits_cover_are_read_off_a_passport(how):
    lines = tuple(MRZ["TD3"].splitlines())
    found = reader.read_page(photographed(page(lines), how, seed=1))
    document = read("\n".join(found.lines), today=TODAY)
    told = read(MRZ["TD3"], today=TODAY)
    assert [document.fields[one].value for one in PROTECTED] == [
        told.fields[one].value for one in PROTECTED
    ]
    assert document.failed == ()


@needs_reader
@pytest.mark.slow
def test_a_page_without_lines_is_refused_with_a_sentence():
    with pytest.raises(InvalidValueError, match="No machine-read lines"):
        reader.read_page(Image.new("L", (800, 600), 220))


def test_without_the_reader_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(tesseract.shutil, "which", lambda _name: None)
    with pytest.raises(InvalidValueError, match="apt-get install tesseract-ocr"):
        reader.read_page(Image.new("L", (800, 600), 220))
