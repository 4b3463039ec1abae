"""`markaz task`: tasks and requests for information, given and answered from a terminal."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.operations import writing
from markaz.actions.operations.desk import tasking
from markaz.actions.operations.desk.tasking import Order
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.store.models import TaskRow
from markaz.store.operations import seeing

app = typer.Typer(help="Tasks and requests for information.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The task's name, as it was printed.")]
What = Annotated[str, typer.Argument(help="What is asked, in words.")]
To = Annotated[str, typer.Option(help="The agency that is asked, e.g. ANF.")]
Due = Annotated[str, typer.Option(help="By when: '2026-01-17 09:30'.")]
Owner = Annotated[str, typer.Option(help="Who there answers for it, if that is known.")]
About = Annotated[str, typer.Option(help="The operation it is about: AGENCY/REFERENCE.")]


@app.command("list")
def list_(
    done: Annotated[bool, typer.Option("--done", help="Those that are done as well.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """List tasks and requests, what is due first on top."""
    by, now = open_desk()
    found = seeing.tasks(by).order_by("done_at", "due_at", "id")
    rows = list(found if done else found.filter(done_at__isnull=True))
    if as_json:
        show_json([_as_json(row) for row in rows])
        return
    table = Table("name", "kind", "what", "from", "to", "due", "state", box=None)
    for row in rows:
        state = "overdue" if row.done_at is None and row.due_at < now else _state(row)
        to = f"{row.to_agency} {row.owner}".strip()
        due = writing.clock(row.due_at)
        table.add_row(row.name, row.kind, row.what, row.from_agency, to, due, state)
    console.print(table if rows else "Nothing is open.")


@app.command()
def add(
    what: What, to: To, due: Due, owner: Owner = "", about: About = "", as_json: JsonFlag = False
) -> None:
    """Give an agency a task."""
    kind = TaskRow.Kind.TASK
    _give(kind, what, to=to, due=due, owner=owner, about=about, as_json=as_json)


@app.command()
def ask(
    what: What, to: To, due: Due, owner: Owner = "", about: About = "", as_json: JsonFlag = False
) -> None:
    """Ask an agency for information."""
    kind = TaskRow.Kind.REQUEST
    _give(kind, what, to=to, due=due, owner=owner, about=about, as_json=as_json)


@app.command()
def acknowledge(task: Name, as_json: JsonFlag = False) -> None:
    """Say that a task or a request has arrived."""
    by, now = open_desk()
    _tell(tasking.acknowledge(task, by=by, now=now), as_json=as_json)


@app.command()
def done(
    task: Name,
    answer: Annotated[str, typer.Option(help="What was done or found.")],
    as_json: JsonFlag = False,
) -> None:
    """Say that a task is done, or answer a request."""
    by, now = open_desk()
    _tell(tasking.finish(task, answer=answer, by=by, now=now), as_json=as_json)


def _give(
    kind: str, what: str, *, to: str, due: str, owner: str, about: str, as_json: bool
) -> None:
    by, now = open_desk()
    order = Order(
        kind=kind,
        what=what,
        to_agency=to.upper(),
        due_at=writing.moment(due),
        owner=owner,
        operation=tasking.about(about, by=by),
    )
    _tell(tasking.give(order, by=by, now=now), as_json=as_json)


def _tell(row: TaskRow, *, as_json: bool) -> None:
    if as_json:
        show_json(_as_json(row))
    else:
        console.print(f"{row.kind.capitalize()} {row.name} is {_state(row)}.", highlight=False)


def _state(row: TaskRow) -> str:
    if row.done_at:
        return "done"
    return "acknowledged" if row.acknowledged_at else "not acknowledged"


def _as_json(row: TaskRow) -> dict[str, object]:
    return {
        "task": row.name,
        "kind": row.kind,
        "what": row.what,
        "from": row.from_agency,
        "to": row.to_agency,
        "owner": row.owner,
        "due": row.due_at.isoformat(),
        "state": _state(row),
        "answer": row.answer,
    }
