"""`markaz operation`: what an agency telephones in, entered and moved on from a terminal."""

from dataclasses import replace
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.operations import course, planning, writing
from markaz.actions.operations.planning import Answer, Plan
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.cli.operations import lead_time
from markaz.cli.operations.options import (
    Contact,
    Corners,
    Ends,
    FlightOption,
    Kind,
    Length,
    MarkingOption,
    Name,
    Numbers,
    Place,
    Starts,
    Stops,
    Target,
    Title,
    Unit,
    named,
    where,
)
from markaz.records.operations.operation import Window
from markaz.store.models import OperationRow
from markaz.store.operations import seeing

app = typer.Typer(help="Planned operations.", no_args_is_help=True)
app.command("lead-time")(lead_time.lead_time)


@app.command()
def enter(
    agency: Annotated[str, typer.Option(help="The agency that plans it.")],
    title: Title,
    kind: Kind,
    starts: Starts,
    ends: Ends,
    contact: Contact,
    unit: Unit,
    place: Place = "",
    corner: Corners = None,
    stop: Stops = None,
    length: Length = "",
    flight: FlightOption = "",
    reference: Annotated[str, typer.Option(help="The agency's own.")] = "",
    target: Target = "",
    number: Numbers = None,
    marking: MarkingOption = "AMBER",
    silent: Annotated[bool, typer.Option("--silent", help="Do not name the agency.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Enter an operation; say at once whether it is clear, or whom to ring."""
    by, now = open_desk()
    begins = writing.moment(starts)
    fields = where(place=place, corners=corner, stops=stop, length=length, flight=flight)
    plan = Plan(
        agency=agency.upper(),
        reference=reference,
        title=title,
        unit=unit,
        contact=contact,
        kind=kind,
        window=Window(begins, writing.moment(ends), timezone.get_current_timezone_name()),
        shape=writing.shape(lambda name: fields.get(name, ""), day=f"{begins:%Y-%m-%d}"),
        target=target,
        numbers=tuple(number or ()),
        silent=silent,
        marking=marking,
    )
    _tell(planning.enter(plan, by=by, now=now), "Entered", as_json=as_json)


@app.command()
def amend(
    operation: Name,
    title: Title = "",
    kind: Kind = "",
    starts: Starts = "",
    ends: Ends = "",
    contact: Contact = "",
    unit: Unit = "",
    place: Place = "",
    corner: Corners = None,
    stop: Stops = None,
    length: Length = "",
    flight: FlightOption = "",
    target: Target = "",
    number: Numbers = None,
    marking: MarkingOption = "",
    silent: Annotated[
        bool | None, typer.Option("--silent/--named", help="Whether the agency is named.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Change what is said of an operation, and leave the rest; what moves is compared anew."""
    by, now = open_desk()
    kept = planning.as_planned(planning.own(*named(operation)))
    begins, finishes = kept.window.starts_at, kept.window.ends_at
    begins, finishes = (
        writing.moment(said) if said else standing
        for said, standing in ((starts, begins), (ends, finishes))
    )
    words = {
        "title": title, "kind": kind, "contact": contact, "unit": unit, "target": target,
        "marking": marking,
    }  # fmt: skip
    shape = kept.shape
    if place or corner or stop or flight:
        fields = where(place=place, corners=corner, stops=stop, length=length, flight=flight)
        day = f"{timezone.localtime(begins):%Y-%m-%d}"
        shape = writing.shape(lambda name: fields.get(name, ""), day=day)
    plan = replace(
        kept,
        **{name: said for name, said in words.items() if said},
        window=Window(begins, finishes, kept.window.zone),
        shape=shape,
        numbers=kept.numbers if number is None else tuple(number),
        silent=kept.silent if silent is None else silent,
    )
    _tell(planning.amend(plan, by=by, now=now), "Amended", as_json=as_json)


@app.command("allow-late")
def allow_late(
    operation: Name,
    reason: Annotated[str, typer.Option(help="Why it cannot wait; it is kept.")],
    as_json: JsonFlag = False,
) -> None:
    """Let an operation start although it was filed late; nobody allows what they filed."""
    by, now = open_desk()
    row = planning.allow_late(*named(operation), reason=reason, by=by, now=now)
    if as_json:
        waived = {"allowed_by": row.waived_by, "reason": row.waiver_reason}
        show_json({**_as_json(row), **waived})
    else:
        console.print(f"{row.agency}/{row.reference} may start, filed late.", highlight=False)


@app.command("list")
def list_(as_json: JsonFlag = False) -> None:
    """List the operations, the latest start first."""
    by, _now = open_desk()
    rows = list(seeing.operations(by).order_by("-starts_at", "agency", "reference"))
    if as_json:
        show_json([_as_json(row) for row in rows])
        return
    table = Table("operation", "kind", "begins", "ends", "state", box=None)
    for row in rows:
        times = (writing.clock(at) for at in (row.starts_at, row.ends_at))
        table.add_row(f"{row.agency}/{row.reference} {row.title}", row.kind, *times, row.state)
    console.print(table if rows else "No operation is planned.")


@app.command()
def start(operation: Name, as_json: JsonFlag = False) -> None:
    """Say that an operation is under way."""
    by, now = open_desk()
    _moved(course.start(*named(operation), by=by, now=now), as_json=as_json)


@app.command()
def close(
    operation: Name,
    result: Annotated[str, typer.Option(help="What came of it.")],
    as_json: JsonFlag = False,
) -> None:
    """Close an operation with its result."""
    by, now = open_desk()
    _moved(course.close(*named(operation), result=result, by=by, now=now), as_json=as_json)


@app.command()
def cancel(
    operation: Name,
    reason: Annotated[str, typer.Option(help="Why it is called off.")],
    as_json: JsonFlag = False,
) -> None:
    """Call an operation off."""
    by, now = open_desk()
    _moved(course.cancel(*named(operation), reason=reason, by=by, now=now), as_json=as_json)


def _tell(answer: Answer, done: str, *, as_json: bool) -> None:
    told = [
        {"conflict": one.name, "agency": one.notice.agency, "contact": one.notice.contact}
        for one in answer.clashes
    ]
    if as_json:
        entered = _as_json(answer.operation)
        show_json({**entered, "clear": answer.clear, "late": answer.late, "conflicts": told})
        return
    row = answer.operation
    console.print(f"{done}: {row.agency}/{row.reference}", highlight=False)
    if answer.clear:
        console.print(
            "[green]Clear[/]: no other operation comes too near or is after the same subject."
        )
    for one in told:
        console.print(
            f"[bold yellow]Conflict {one['conflict']}[/]: ring {one['agency']}, {one['contact']}",
            highlight=False,
        )
    if answer.late:
        console.print("Filed late: it may not start before a supervisor allows it.")


def _moved(row: OperationRow, *, as_json: bool) -> None:
    if as_json:
        show_json(_as_json(row))
    else:
        console.print(f"{row.agency}/{row.reference} is {row.state}.", highlight=False)


def _as_json(row: OperationRow) -> dict[str, object]:
    return {
        "operation": f"{row.agency}/{row.reference}",
        "title": row.title,
        "kind": row.kind,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "state": str(row.state),
    }
