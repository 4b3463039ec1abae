"""`markaz subject show`: one subject's file, as its page shows it; the look is logged."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.subjects.network.subject import Mentioned, SubjectFile, view_subject
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError


def show(
    name: Annotated[str, typer.Argument(help="The subject's name, in capitals.")],
    purpose: Annotated[
        str, typer.Option(help="For what case or operation you look; logged, never empty.")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """Show one file: its basis, its names and numbers, and the mentions that are the subject's."""
    by, now = open_desk()
    file = view_subject(name, purpose=purpose, by=by, now=now)
    if file is None:
        raise InvalidValueError(f"There is no subject {name!r} that you may see.")
    if as_json:
        show_json(_as_dict(file))
    else:
        _show(file)


def _show(file: SubjectFile) -> None:
    row = file.row
    console.print(f"[bold]{file.label}[/] ({row.name}), kept by {row.agency}", highlight=False)
    console.print(f"Kept as {row.category}; review by {row.review_by}.", highlight=False)
    console.print(f"Basis: {row.basis}", highlight=False, markup=False)
    names = Table("name or number", "said by", "on", "report", box=None)
    for alias in file.aliases:
        report = str(alias.report or "")
        names.add_row(alias.row.written, alias.row.said_by, str(alias.row.said_on), report)
    mentions = Table("mention", "agency", "day", "report", "why it is theirs", box=None)
    for one in file.mentions:
        told = _mention(one)
        mentions.add_row(*(str(told[key] or "") for key in told))
    for table in (names, mentions):
        if table.row_count:
            console.print(table)


def _as_dict(file: SubjectFile) -> dict[str, object]:
    row = file.row
    return {
        "subject": row.name,
        "called": file.label,
        "agency": row.agency,
        "marking": row.marking,
        "kind": row.kind,
        "category": row.category,
        "basis": row.basis,
        "review_by": row.review_by,
        "names": [
            {
                "kind": alias.row.kind,
                "written": alias.row.written,
                "said_by": alias.row.said_by,
                "said_on": alias.row.said_on,
                "report": alias.report,
            }
            for alias in file.aliases
        ],
        "mentions": [_mention(one) for one in file.mentions],
    }


def _mention(one: Mentioned) -> dict[str, object]:
    return {
        "written": one.held.name or one.held.means,
        "agency": one.held.agency,
        "occurred": one.held.occurred,
        "report": one.report.number if one.report else None,
        "reason": one.reason,
    }
