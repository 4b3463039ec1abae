"""`markaz part`: which agencies take part in an operation, given, acknowledged and ended."""

from typing import Annotated

import typer

from markaz.actions.operations import course
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.cli.operations.options import Name, named
from markaz.store.models import PartRow

app = typer.Typer(help="The agencies that take part in an operation.", no_args_is_help=True)
Partner = Annotated[str, typer.Argument(help="The agency that takes part, e.g. ASF.")]


@app.command()
def give(
    operation: Name,
    partner: Partner,
    role: Annotated[PartRow.Role, typer.Option(help="What it does there.")],
    as_json: JsonFlag = False,
) -> None:
    """Let another agency take part; up to AMBER it sees the operation from then on."""
    by, now = open_desk()
    agency = partner.upper()
    part = course.give_part(*named(operation), partner=agency, role=role.value, by=by, now=now)
    _tell(operation, agency, f"takes part ({part.role})", as_json=as_json)


@app.command()
def end(operation: Name, partner: Partner, as_json: JsonFlag = False) -> None:
    """Let an agency take part no longer."""
    by, now = open_desk()
    agency = partner.upper()
    course.end_part(*named(operation), partner=agency, by=by, now=now)
    _tell(operation, agency, "takes part no longer", as_json=as_json)


@app.command()
def acknowledge(operation: Name, as_json: JsonFlag = False) -> None:
    """Say yes to the part that the centre itself was given."""
    by, now = open_desk()
    course.acknowledge_part(*named(operation), by=by, now=now)
    _tell(operation, by.agency, "has said yes", as_json=as_json)


def _tell(operation: str, agency: str, said: str, *, as_json: bool) -> None:
    if as_json:
        show_json({"operation": operation.upper(), "agency": agency, "part": said})
    else:
        console.print(f"{agency} {said}.", highlight=False)
