"""`markaz operation`: what an agency telephones in, entered and moved on from a terminal."""

from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.operations import course, planning, writing
from markaz.actions.operations.planning import Answer, Plan
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError
from markaz.records.operations.operation import Window
from markaz.store.models import OperationRow
from markaz.store.operations import seeing

app = typer.Typer(help="Planned operations.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="AGENCY/REFERENCE.")]


@app.command()
def enter(
    agency: Annotated[str, typer.Option(help="The agency that plans it.")],
    title: Annotated[str, typer.Option(help="Its name.")],
    kind: Annotated[str, typer.Option(help="A kind of the desk's rules, such as raid.")],
    starts: Annotated[str, typer.Option(help="When it begins: '2026-01-17 09:30'.")],
    ends: Annotated[str, typer.Option(help="When it ends.")],
    contact: Annotated[str, typer.Option(help="Whom the other side rings.")],
    unit: Annotated[str, typer.Option(help="Which unit goes.")],
    place: Annotated[str, typer.Option(help="'24.9065, 67.1608', a district, an airport.")] = "",
    corner: Annotated[list[str] | None, typer.Option(help="A corner of an area; repeat.")] = None,
    stop: Annotated[
        list[str] | None, typer.Option(help="'09:30 PLACE', a stop of a route; repeat.")
    ] = None,
    length: Annotated[str, typer.Option(help="Of a convoy, in metres.")] = "",
    flight: Annotated[
        str, typer.Option(help="'PK 301, KHI 10:15, ISB 12:05': number, from, to.")
    ] = "",
    reference: Annotated[str, typer.Option(help="The agency's own.")] = "",
    target: Annotated[str, typer.Option(help="Shown only once both consent.")] = "",
    number: Annotated[
        list[str] | None,
        typer.Option(help="A number of the target: '0300 1234567', 'plate: LEA 1234'; repeat."),
    ] = None,
    marking: Annotated[str, typer.Option(help="TLP 2.0.")] = "AMBER",
    silent: Annotated[bool, typer.Option("--silent", help="Do not name the agency.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Enter an operation; say at once whether it is clear, or whom to ring."""
    by, now = open_desk()
    begins = writing.moment(starts)
    where = _where(place=place, corners=corner, stops=stop, length=length, flight=flight)
    plan = Plan(
        agency=agency.upper(),
        reference=reference,
        title=title,
        unit=unit,
        contact=contact,
        kind=kind,
        window=Window(begins, writing.moment(ends), timezone.get_current_timezone_name()),
        shape=writing.shape(lambda name: where.get(name, ""), day=f"{begins:%Y-%m-%d}"),
        target=target,
        numbers=tuple(number or ()),
        silent=silent,
        marking=marking,
    )
    _tell(planning.enter(plan, by=by, now=now), as_json=as_json)


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
    _moved(course.start(*_name(operation), by=by, now=now), as_json=as_json)


@app.command()
def close(
    operation: Name,
    result: Annotated[str, typer.Option(help="What came of it.")],
    as_json: JsonFlag = False,
) -> None:
    """Close an operation with its result."""
    by, now = open_desk()
    _moved(course.close(*_name(operation), result=result, by=by, now=now), as_json=as_json)


@app.command()
def cancel(
    operation: Name,
    reason: Annotated[str, typer.Option(help="Why it is called off.")],
    as_json: JsonFlag = False,
) -> None:
    """Call an operation off."""
    by, now = open_desk()
    _moved(course.cancel(*_name(operation), reason=reason, by=by, now=now), as_json=as_json)


def _where(
    *, place: str, corners: list[str] | None, stops: list[str] | None, length: str, flight: str
) -> dict[str, str]:
    """The fields of a shape, as the form has them."""
    if sum(map(bool, (place, corners, stops, flight))) != 1:
        raise InvalidValueError("Say where in one way: --place, --corner, --stop or --flight.")
    if corners:
        return {"shape": "polygon", "corners": "\n".join(corners)}
    if stops:
        shape = "convoy" if length else "route"
        return {"shape": shape, "stops": "\n".join(stops), "length": length}
    if flight:
        try:
            number, leaves, arrives = (part.split(maxsplit=1) for part in flight.split(","))
            (departure, departs), (arrival, lands) = leaves, arrives
        except ValueError:
            raise InvalidValueError(
                f"{flight!r} is no flight: write it as 'PK 301, KHI 10:15, ISB 12:05'."
            ) from None
        return {"shape": "flight", "flight": " ".join(number), "departure": departure,
                "departs": departs, "arrival": arrival, "arrives": lands}  # fmt: skip
    return {"shape": "point", "place": place}


def _name(text: str) -> tuple[str, str]:
    agency, slash, reference = text.partition("/")
    if not slash:
        raise InvalidValueError(f"{text!r} names no operation: write AGENCY/REFERENCE.")
    return agency.strip().upper(), reference.strip()


def _tell(answer: Answer, *, as_json: bool) -> None:
    told = [
        {"conflict": one.name, "agency": one.notice.agency, "contact": one.notice.contact}
        for one in answer.clashes
    ]
    if as_json:
        entered = _as_json(answer.operation)
        show_json({**entered, "clear": answer.clear, "late": answer.late, "conflicts": told})
        return
    row = answer.operation
    console.print(f"Entered: {row.agency}/{row.reference}", highlight=False)
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
