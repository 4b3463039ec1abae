"""`markaz refer`: a report of irregular migration handed to the agency competent for it."""

from typing import Annotated

import typer

from markaz.actions.airport import referring
from markaz.actions.operations import writing
from markaz.cli.desk import JsonFlag, console, open_desk, show_json


def refer(
    report: Annotated[int, typer.Argument(help="The report's number.")],
    due: Annotated[str, typer.Option(help="By when: '2026-01-17 09:30'.")],
    to: Annotated[str, typer.Option(help="The competent agency.")] = "FIA",
    words: Annotated[str, typer.Option(help="What is asked beyond taking it over.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Hand a report of irregular migration to the competent agency, as a task."""
    by, now = open_desk()
    asked = referring.Referral(to_agency=to.upper(), due_at=writing.moment(due), words=words)
    task = referring.refer(report, asked, by=by, now=now)
    if as_json:
        show_json({"task": task.name, "to": task.to_agency, "what": task.what})
    else:
        console.print(f"Task {task.name} is given to {task.to_agency}.", highlight=False)
