"""`markaz overlap`: the conflicts of operations, from their taking to their closing."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.operations import clock, looking, settling
from markaz.actions.operations.looking import DeskFile
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.deconfliction import ladder
from markaz.records.operations.conflict import Conflict

app = typer.Typer(help="Conflicts of planned operations.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The conflict's name, as it was printed.")]
Side = Annotated[str, typer.Option(help="The agency that says so.")]


@app.command("list")
def list_(as_json: JsonFlag = False) -> None:
    """List the open conflicts, those first that nobody has taken."""
    by, now = open_desk()
    files = looking.watch(by=by, now=now)
    if as_json:
        show_json([_as_json(one) for one in files])
        return
    table = Table("conflict", "between", "called", "owner", "left", "next", box=None)
    for one in files:
        between = " and ".join(side.agency for side in one.sides)
        left = "" if one.seconds_left is None else f"{one.seconds_left // 60} min"
        owner = one.conflict.owner or "nobody"
        table.add_row(one.row.name, between, one.conflict.rung, owner, left, one.step)
    console.print(table if files else "No conflict is open.")


@app.command()
def take(conflict: Name, as_json: JsonFlag = False) -> None:
    """Own a conflict."""
    by, now = open_desk()
    _tell(conflict, settling.take(conflict, by=by, now=now), as_json=as_json)


@app.command("hand-over")
def hand_over(
    conflict: Name,
    to: Annotated[str, typer.Option(help="Who at the watch desk takes it.")],
    as_json: JsonFlag = False,
) -> None:
    """Hand a conflict that one owns to a colleague of the watch desk."""
    by, now = open_desk()
    _tell(conflict, settling.hand_over(conflict, to=to, by=by, now=now), as_json=as_json)


@app.command()
def consent(conflict: Name, side: Side, as_json: JsonFlag = False) -> None:
    """Note that a side lets the other see its details, once the other does the same."""
    by, now = open_desk()
    _tell(conflict, settling.consent(conflict, side=side, by=by, now=now), as_json=as_json)


@app.command()
def withdraw(conflict: Name, side: Side, as_json: JsonFlag = False) -> None:
    """Take a side's consent back, while the other side has not consented."""
    by, now = open_desk()
    _tell(conflict, settling.withdraw(conflict, side=side, by=by, now=now), as_json=as_json)


@app.command()
def outcome(
    conflict: Name,
    side: Side,
    ending: Annotated[str, typer.Option(help="Such as 'moved in time' or 'called off'.")],
    remark: Annotated[str, typer.Option(help="In a few words.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Note what a side says came of it."""
    by, now = open_desk()
    said = settling.say_outcome(conflict, side=side, ending=ending, remark=remark, by=by, now=now)
    _tell(conflict, said, as_json=as_json)


@app.command()
def close(conflict: Name, as_json: JsonFlag = False) -> None:
    """Close a conflict that one owns, once both sides have given an outcome."""
    by, now = open_desk()
    _tell(conflict, settling.close(conflict, by=by, now=now), as_json=as_json)


@app.command()
def call(as_json: JsonFlag = False) -> None:
    """Call every desk that is due on the ladder now; the worker does so by itself."""
    by, now = open_desk()
    called = clock.call_due(by=by, now=now)
    if as_json:
        show_json({"called": called})
    else:
        console.print(f"{called} called.")


def _tell(name: str, conflict: Conflict, *, as_json: bool) -> None:
    said = {
        "conflict": name.upper(),
        "owner": conflict.owner,
        "called": conflict.rung,
        "consented": conflict.consented,
        "outcomes": {
            side.agency: ending.value for side, ending in ladder.endings(conflict).items()
        },
        "closed": conflict.closed,
    }
    if as_json:
        show_json(said)
        return
    state = "closed" if conflict.closed else f"open, owned by {conflict.owner or 'nobody'}"
    both = "both sides have consented" if conflict.consented else "not both have consented"
    console.print(f"Conflict {said['conflict']}: {state}; {both}.", highlight=False)


def _as_json(file: DeskFile) -> dict[str, object]:
    return {
        "conflict": file.row.name,
        "sides": [f"{side.agency}/{side.reference}" for side in file.sides],
        "contacts": [side.contact for side in file.sides],
        "called": file.conflict.rung,
        "owner": file.conflict.owner,
        "seconds_left": file.seconds_left,
        "overlaps_from": file.overlap.first.isoformat() if file.overlap else None,
        "overlaps_to": file.overlap.last.isoformat() if file.overlap else None,
        "closest_m": file.overlap.closest_m if file.overlap else None,
        "same_subject": file.same_subject,
        "next": file.step,
    }
