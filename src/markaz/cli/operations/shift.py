"""`markaz shift`: what is open at the desk, the hand-over of it, and the notes that were left."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.operations import writing
from markaz.actions.operations.desk import shift
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.store.models import HandoverRow
from markaz.store.operations import seeing

app = typer.Typer(help="The change of shift.", no_args_is_help=True)


@app.command("open")
def open_(as_json: JsonFlag = False) -> None:
    """Show what the next shift would take over now."""
    by, now = open_desk()
    items = [asdict(one) for one in shift.open_items(by=by, now=now)]
    if as_json:
        show_json(items)
    else:
        console.print(_table(items) if items else "Nothing is open.")


@app.command("hand-over")
def hand_over(
    to: Annotated[str, typer.Argument(help="The colleague who takes the desk over.")],
    remark: Annotated[str, typer.Option(help="What the note says besides.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Leave the desk to a colleague, with a note of what is open."""
    by, now = open_desk()
    note = shift.hand_over(to=to, remark=remark, by=by, now=now)
    if as_json:
        show_json(_as_json(note))
        return
    count = len(note.open_items)
    console.print(f"The desk is {note.to}'s; {count} open in the note.", highlight=False)


@app.command()
def notes(
    limit: Annotated[int, typer.Option(min=1, help="So many at the most.")] = 5,
    as_json: JsonFlag = False,
) -> None:
    """Show the notes that the desk's shifts left, the latest first."""
    by, _now = open_desk()
    found = list(seeing.handovers(by).order_by("-at", "-id")[:limit])
    if as_json:
        show_json([_as_json(note) for note in found])
        return
    for note in found:
        at = writing.clock(note.at)
        console.print(f"[bold]{at}[/] {note.by} to {note.to}: {note.remark}", highlight=False)
        if note.open_items:
            console.print(_table(note.open_items))
    if not found:
        console.print("No note was left.")


def _table(items: list[dict[str, str]]) -> Table:
    table = Table("kind", "name", "state", "who", "due", box=None)
    for one in items:
        due = writing.clock(datetime.fromisoformat(one["due"])) if one["due"] else ""
        table.add_row(one["kind"], one["name"], one["state"], one["who"], due)
    return table


def _as_json(note: HandoverRow) -> dict[str, object]:
    return {
        "at": note.at.isoformat(),
        "by": note.by,
        "to": note.to,
        "remark": note.remark,
        "open": note.open_items,
    }
