"""The briefing's drawings and tables with every shape and row a link to its figure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from markaz.briefing.printing import maps
from markaz.briefing.printing.sheets.parts import Drawing
from markaz.briefing.printing.sheets.tables import Column, Table
from markaz.data.boundaries import provinces_geojson
from markaz.records.figure import Figure, FigureRow

Address = Callable[[str, str], str]
_SHAPE = re.compile(
    r'<path aria-label="(?P<label>[^"]*)" role="graphics-symbol"'
    r' aria-roledescription="(?:bar|geoshape)"(?P<rest>[^>]*?)/>'
)
_TEXTS = re.compile(r"(?:^|; )[\w.]+: ")


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A row of a table with the address that opens it."""

    href: str
    placed: tuple[tuple[bool, str], ...]  # whether each cell is a number, and its text
    total: bool


@dataclass(frozen=True, slots=True)
class LinkedTable:
    """A table whose rows open."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[LinkedRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class LinkedDrawing:
    """A drawing whose shapes open."""

    id: str
    title: str
    svg: SafeString
    note: str


def linked_table(table: Table | None, keys: Sequence[str], *, to: Address) -> LinkedTable | None:
    """The table with each row opening the figure's row of the same place."""
    if table is None:
        return None
    body = [row for row in table.rows if not row.total]
    numeric = [column.numeric for column in table.columns]
    hrefs = [to(table.id, key or "") for key, _row in zip_longest(keys[: len(body)], body)]
    hrefs += [to(table.id, "")] * (len(table.rows) - len(hrefs))
    rows = (
        LinkedRow(href, tuple(zip(numeric, row.cells, strict=True)), row.total)
        for href, row in zip(hrefs, table.rows, strict=True)
    )
    return LinkedTable(table.id, table.title, table.columns, tuple(rows), table.note)


def linked_drawing(
    drawing: Drawing | None, figure: Figure | None, *, to: Address
) -> LinkedDrawing | None:
    """The drawing with each bar or province opening the figure's row that it shows."""
    if drawing is None:
        return None
    keys = _drawn(figure) if figure else []
    shapes = _SHAPE.findall(drawing.svg)
    svg = _open_shapes(drawing, keys, to=to) if len(shapes) == len(keys) else drawing.svg
    # Drawn by this program from numbers; labels inside are escaped by the drawer.
    return LinkedDrawing(drawing.id, drawing.title, mark_safe(svg), drawing.note)  # noqa: S308


def heaviest_first(figure: Figure | None) -> list[FigureRow]:
    """The rows in the order in which tables and bars show them."""
    return sorted(figure.rows, key=lambda row: (-row.value, row.key)) if figure else []


def _drawn(figure: Figure) -> list[str]:
    """The keys of the rows in the order of the drawing's shapes; "" where no row stands."""
    found = {row.key for row in figure.rows}
    if figure.id == "seized_mass_by_province":
        country = figure.selection.country
        if not maps.has_outlines(country):
            return [row.key for row in heaviest_first(figure)]
        features = provinces_geojson(country)["features"]
        codes = [str(feature["properties"]["code"]) for feature in features]
        return [code if code in found else "" for code in codes]
    return sorted(found)


def _open_shapes(drawing: Drawing, keys: list[str], *, to: Address) -> str:
    waiting = iter(keys)

    def opened(shape: re.Match[str]) -> str:
        key = next(waiting)
        label = _TEXTS.sub(" ", shape["label"]).strip()
        path = f'<path role="img" aria-label="{label}"{shape["rest"]}><title>{label}</title></path>'
        if not key:
            return path
        opening = format_html('<a href="{}">', to(drawing.id, key))
        return f"{opening}{path}</a>"

    return _SHAPE.sub(opened, drawing.svg)
