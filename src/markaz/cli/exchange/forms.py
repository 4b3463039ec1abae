"""`markaz arq` and `markaz seizures`: forms of United Nations offices, from the ledger."""

from pathlib import Path
from typing import Annotated

import typer

from markaz.actions.exchange import forms
from markaz.cli.desk import JsonFlag, console, day, open_desk, show_json
from markaz.exchange.forms.arq import Cell, Row
from markaz.records.errors import InvalidValueError

Year = Annotated[int, typer.Argument(help="The year reported on.")]
KnownOn = Annotated[
    str, typer.Option("--as-known-on", help="As the ledger stood at that day's end.")
]


def arq(
    year: Year,
    out: Annotated[Path, typer.Option(help="FILE.xlsx")],
    as_known_on: KnownOn = "",
    as_json: JsonFlag = False,
) -> None:
    """Fill the seizure table of the UN annual report questionnaire; each cell names its sources."""
    _demand(out, ".xlsx")
    by, now = open_desk()
    known_on = day(as_known_on) if as_known_on else None
    made = forms.fill_questionnaire(year, by=by, now=now, as_known_on=known_on)
    out.write_bytes(made.workbook)
    if as_json:
        show_json(
            {
                "year": year,
                "file": str(out),
                "rows": [_row(row) for row in made.rows],
                "blanks": [{"drug": drug, "why": why} for drug, why in made.blanks],
            }
        )
        return
    known = len(made.rows) - len(made.blanks)
    console.print(
        f"Written: {out} ({known} of {len(made.rows)} drugs, {len(made.blanks)} blank)",
        highlight=False,
        soft_wrap=True,
    )


def seizures(
    year: Year,
    out: Annotated[Path, typer.Option(help="FILE.csv")],
    as_known_on: KnownOn = "",
    as_json: JsonFlag = False,
) -> None:
    """Write single seizures in the columns in which UNODC collects them."""
    _demand(out, ".csv")
    by, now = open_desk()
    known_on = day(as_known_on) if as_known_on else None
    made = forms.list_individual_seizures(year, by=by, now=now, as_known_on=known_on)
    out.write_text(made.text, encoding="utf-8")
    if as_json:
        show_json({"year": year, "file": str(out), "lines": made.lines, "left_out": made.left_out})
        return
    console.print(
        f"Written: {out} (lines: {made.lines:,}; left out, without one day or a sure quantity:"
        f" {made.left_out:,})",
        highlight=False,
        soft_wrap=True,
    )


def _demand(out: Path, suffix: str) -> None:
    if out.suffix != suffix:
        raise InvalidValueError(f"{out.name} does not end in {suffix}: name such a file.")


def _row(row: Row) -> dict[str, object]:
    return {
        "group": row.group,
        "drug": row.drug,
        "seizures": row.seizures.value,
        "kg": _number(row.kilograms),
        "litres": _number(row.litres),
        "units": _number(row.units),
        "unmeasured": row.unmeasured,
    }


def _number(cell: Cell) -> float | None:
    return None if cell.value is None else float(cell.value)
