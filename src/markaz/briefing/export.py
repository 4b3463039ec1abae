"""Figures for machines and for spreadsheets."""

import json
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from markaz.briefing.edition import Moved
from markaz.briefing.opening import Opened
from markaz.records.archives import EPOCH, timeless
from markaz.records.figure import Figure, Number

# A spreadsheet's own clock would make every copy differ.
# What XML, and so a workbook, cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_json(figures: Sequence[Figure], *, simulated: bool) -> list[dict[str, Any]]:
    """Each figure as one object, numbers as numbers; each says whether it is simulated."""
    return [{**_figure(figure), "simulated": simulated} for figure in figures]


def json_bytes(figures: Sequence[Figure], *, simulated: bool) -> bytes:
    """The same list as UTF-8 text; the same figures give the same bytes."""
    written = as_json(figures, simulated=simulated)
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def opened_as_json(opened: Opened) -> dict[str, Any]:
    """A figure with its incidents and the reports behind each."""
    return {
        **_figure(opened.figure),
        "total_incidents": opened.total,
        "incidents": [
            {
                "incident": one.number,
                "reports": list(one.reports),
                "amount": number(one.amount),
                "occurred": one.when or None,
                "place": one.place,
                "agencies": list(one.agencies),
            }
            for one in opened.incidents
        ],
    }


def moved_as_json(moved: Moved) -> dict[str, Any]:
    """A figure that stands otherwise than in an edition, and what moved it."""
    return {
        "id": moved.figure,
        "label": moved.label,
        "old": number(moved.old),
        "new": number(moved.new),
        "reports": [
            {"report": one.number, "row": one.row, "old": number(one.old), "new": number(one.new)}
            for one in moved.reports
        ],
        "more_reports": moved.more,
        "rows": [
            {"key": row.key, "old": number(row.old), "new": number(row.new)} for row in moved.rows
        ],
    }


def number(value: Number | None) -> int | float | None:
    """A JSON number: whole where it is whole."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def write_xlsx(path: Path, figures: Sequence[Figure], *, simulated: bool) -> None:
    """One sheet of all figures and one for each that is broken down."""
    book = Workbook()
    overview = book.active
    if not isinstance(overview, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    overview.title = "SIMULATED figures" if simulated else "figures"
    _head(
        overview,
        "id",
        "figure",
        "value",
        "unit",
        "counted",
        "left out",
        "definition",
        "double count expected",
    )
    for figure in figures:
        left_out = "; ".join(f"{e.reports}: {e.reason}" for e in figure.excluded)
        _append(
            overview,
            [figure.id, figure.label, number(figure.value), figure.unit, figure.counted, left_out,
             figure.definition, number(figure.risk.expected) if figure.risk else None],
        )  # fmt: skip
        if figure.rows:
            _breakdown(book.create_sheet(figure.id[:31]), figure)
    book.properties.created = book.properties.modified = EPOCH
    buffer = BytesIO()
    book.save(buffer)
    path.write_bytes(timeless(buffer))


def _figure(figure: Figure) -> dict[str, Any]:
    selection = figure.selection
    return {
        "id": figure.id,
        "label": figure.label,
        "value": number(figure.value),
        "unit": figure.unit,
        "row_unit": figure.unit_of_rows,
        "counted": figure.counted,
        "excluded": [{"reason": e.reason, "reports": e.reports} for e in figure.excluded],
        "basis": selection.basis.value,
        "as_known_on": selection.as_known_on.isoformat() if selection.as_known_on else None,
        "period": [selection.first.isoformat(), selection.last.isoformat()],
        "country": selection.country,
        "definition": figure.definition,
        "population": figure.population,
        "rows": [
            {"key": row.key, "label": row.label, "value": number(row.value),
             "counted": row.counted, **row.attributes}
            for row in figure.rows
        ],
        "notes": list(figure.notes),
        "risk": None if figure.risk is None else {
            "pairs": figure.risk.pairs,
            "share_percent": number(figure.risk.share),
            "expected": number(figure.risk.expected),
        },
    }  # fmt: skip


def _head(sheet: Worksheet, *titles: str) -> None:
    sheet.append(list(titles))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _breakdown(sheet: Worksheet, figure: Figure) -> None:
    attributes = list(figure.rows[0].attributes)
    _head(
        sheet,
        "key",
        figure.label,
        f"value ({figure.unit_of_rows})",
        "counted",
        *attributes,
    )
    for row in figure.rows:
        _append(
            sheet,
            [row.key, row.label, number(row.value), row.counted]
            + [row.attributes.get(name) for name in attributes],
        )


def _append(sheet: Worksheet, values: list[str | int | float | None]) -> None:
    """A row as it is: a place that an agency wrote with "=" in front is never a formula."""
    sheet.append([_UNWRITABLE.sub(" ", v) if isinstance(v, str) else v for v in values])
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"
