"""The briefing as a PDF of A4 pages, the same bytes for the same figures."""

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from markaz.briefing.printing.sheets.sheet import Occasion, sheet
from markaz.briefing.printing.words import Lang
from markaz.data.fonts import FONTS
from markaz.records.figure import Figure

_BOLD = 700


def briefing_pdf(  # noqa: PLR0913 - what is printed on a page, each under its own name
    figures: Sequence[Figure],
    *,
    lang: Lang,
    title: str,
    subtitle: str,
    simulated: bool,
    printed_on: date,
    edition: str | None,
    ledger_note: str = "",
    consistency: Sequence[str] = (),
) -> bytes:
    """Set the figures as a PDF; same input, same bytes, and nothing is fetched."""
    occasion = Occasion(title, subtitle, simulated, printed_on, edition, ledger_note, consistency)
    written = asdict(sheet(figures, lang=lang, occasion=occasion))
    written["heading"]["printed_day"] = [printed_on.year, printed_on.month, printed_on.day]
    sheet_json = json.dumps(written, ensure_ascii=False).encode()
    # A dictionary is a whole project in memory; the library's type stub forgets to name it.
    pdf = typst.compile(  # type: ignore[call-overload]
        {**_templates(), "sheet.json": sheet_json}, font_paths=_fonts(), timestamp=0
    )
    return bytes(pdf)


@cache
def _templates() -> dict[str, bytes]:
    """The templates; the one named `main` is compiled."""
    folder = files(__package__).joinpath("templates")
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.name.endswith(".typ")}


@cache
def _fonts() -> typst.Fonts:
    """The shipped typefaces and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_font_folder().name]
    )


@cache
def _font_folder() -> TemporaryDirectory[str]:
    """The typefaces, each bold one saying so: a bold Nastaliq of 2020 claims the regular weight."""
    folder = TemporaryDirectory(prefix="markaz-fonts-")
    for path in sorted(FONTS.glob("*.ttf")):
        content = path.read_bytes()
        copy = Path(folder.name) / path.name
        copy.write_bytes(_weighing(content, _BOLD) if path.stem.endswith("-Bold") else content)
    return folder


def _weighing(font: bytes, weight: int) -> bytes:
    """The same font with this weight in its OS/2 table (`usWeightClass`, its third field)."""
    (tables,) = struct.unpack(">H", font[4:6])
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, offset, _ = struct.unpack(">4sIII", font[at : at + 16])
        if tag == b"OS/2":
            return font[: offset + 4] + struct.pack(">H", weight) + font[offset + 6 :]
    return font
