"""`markaz detectors`: which detectors are installed, and which of them a desk asks."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.airport.desk import desks
from markaz.actions.airport.machines import detectors
from markaz.actions.airport.machines.detectors import Installed
from markaz.cli.desk import JsonFlag, console, open_desk, show_json

app = typer.Typer(help="Detectors of others, asked beside the reading aid.", no_args_is_help=True)
_Airport = Annotated[str, typer.Option(help="The airport's IATA code.")]
_Agency = Annotated[str, typer.Option(help="Whose desk it is.")]
_Name = Annotated[str, typer.Argument(help="The detector's name.")]
_Why = Annotated[str, typer.Option(help="Why it is switched; the log keeps it.")]


@app.command("list")
def list_(airport: _Airport, agency: _Agency = "ASF", as_json: JsonFlag = False) -> None:
    """List the installed detectors with their state at a desk."""
    by, _ = open_desk()
    found = detectors.installed(desks.own(airport, agency, by=by), by=by)
    if as_json:
        show_json([_as_dict(one) for one in found])
        return
    table = Table("detector", "state", "asked of", "marked", "why", box=None)
    for one in found:
        told = _as_dict(one)
        table.add_row(
            f"{told['detector']} {told['version']}".strip(), str(told["state"]),
            str(one.scans), str(one.marked), str(told["why"]),
        )  # fmt: skip
    console.print(table)


@app.command()
def on(
    name: _Name, airport: _Airport, why: _Why, agency: _Agency = "ASF", as_json: JsonFlag = False
) -> None:
    """Let a desk ask a detector of each scan."""
    _switch(name, airport, agency, turned_on=True, why=why, as_json=as_json)


@app.command()
def off(
    name: _Name, airport: _Airport, why: _Why, agency: _Agency = "ASF", as_json: JsonFlag = False
) -> None:
    """Let a desk ask a detector no longer."""
    _switch(name, airport, agency, turned_on=False, why=why, as_json=as_json)


def _switch(
    name: str, airport: str, agency: str, *, turned_on: bool, why: str, as_json: bool
) -> None:
    by, now = open_desk()
    desk = desks.own(airport, agency, by=by)
    row = detectors.switch(name, desk=desk, on=turned_on, why=why, by=by, now=now)
    if as_json:
        show_json({"detector": row.detector, "version": row.version, "on": row.on, "why": row.why})
    else:
        state = "on" if row.on else "off"
        console.print(f"{str(row).capitalize()} is {state} at {desk}.", highlight=False)


def _as_dict(one: Installed) -> dict[str, object]:
    made = one.switch
    if one.detector is None:
        state, why = "cannot be read", str(one.refused)
    elif one.on:
        state, why = "on", made.why if made else ""
    else:
        state = "off: it went wrong" if made and made.fault else "off"
        why = (made.fault or made.why) if made else ""
    return {
        "detector": one.detector.name if one.detector else one.file,
        "version": one.detector.version if one.detector else "",
        "sha256": one.detector.sha256 if one.detector else None,
        "model_whole": one.whole,
        "state": state,
        "asked_of": one.scans,
        "marked": one.marked,
        "why": why,
        "by": made.by if made else None,
        "at": made.at if made else None,
    }
