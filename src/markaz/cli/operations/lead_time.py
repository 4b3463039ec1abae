"""`markaz operation lead-time`: how agencies keep to the rule on filing early."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.operations import writing
from markaz.actions.operations.desk import compliance
from markaz.actions.operations.desk.compliance import Filed
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError
from markaz.records.operations.operation import Filing


def lead_time(
    agency: Annotated[str, typer.Option(help="Open this agency's numbers, with --month.")] = "",
    month: Annotated[str, typer.Option(help="The month of filing, as 2026-01.")] = "",
    filing: Annotated[Filing | None, typer.Option(help="Only those filed so.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Count the operations filed in time, late by a waiver and late with none, by month."""
    by, _now = open_desk()
    if bool(agency) != bool(month) or (filing and not agency):
        raise InvalidValueError("Name an agency and a month to open their numbers: give both.")
    if agency:
        found = compliance.behind(agency=agency.upper(), month=month, filing=filing or "", by=by)
        _open(found, as_json=as_json)
        return
    rows = compliance.compliance(by=by)
    if as_json:
        counted = [{one.value: number for one, number in row.parts} for row in rows]
        head = [{"agency": row.agency, "month": row.month, "filed": row.filed} for row in rows]
        show_json([{**left, **right} for left, right in zip(head, counted, strict=True)])
        return
    table = Table("month", "agency", "filed", "in time", "by waiver", "late", box=None)
    for row in rows:
        numbers = (row.filed, *(number for _filing, number in row.parts))
        table.add_row(row.month, row.agency, *map(str, numbers))
    console.print(table if rows else "No operation is planned.")


def _open(found: tuple[Filed, ...], *, as_json: bool) -> None:
    told = [
        {
            "operation": f"{one.row.agency}/{one.row.reference}",
            "title": one.row.title,
            "filed_at": writing.clock(one.row.filed_at),
            "starts_at": writing.clock(one.row.starts_at),
            "given_min": one.given_min,
            "required_min": one.required_min,
            "filing": one.filing.value,
            "waived_by": one.row.waived_by,
            "waiver_reason": one.row.waiver_reason,
        }
        for one in found
    ]
    if as_json:
        show_json(told)
        return
    table = Table("operation", "filed", "begins", "minutes", "required", "filed how", box=None)
    for one in told:
        keys = ("operation", "filed_at", "starts_at", "given_min", "required_min", "filing")
        table.add_row(*(str(one[key]) for key in keys))
    console.print(table if told else "No operation was filed so.")
