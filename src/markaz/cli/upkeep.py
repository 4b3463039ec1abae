"""`markaz backup`, `restore`, `doctor` and `audit verify`."""

from pathlib import Path
from typing import Annotated

import typer

from markaz.actions import upkeep
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import MarkazError
from markaz.store import audit

audit_app = typer.Typer(help="The audit log.", no_args_is_help=True)


def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder.")], as_json: JsonFlag = False
) -> None:
    """Copy the living database and the received files, with a hash of what they hold."""
    by, now = open_desk()
    _tell(upkeep.back_up(folder, by=by, now=now), as_json=as_json)


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder made by markaz backup.")],
    as_json: JsonFlag = False,
) -> None:
    """Bring a backup back into an empty installation and prove it by the hash."""
    by, now = open_desk()
    _tell(upkeep.restore(folder, by=by, now=now), as_json=as_json)


def doctor(as_json: JsonFlag = False) -> None:
    """Look at tables, files, audit log and disk; say what is not well."""
    open_desk()
    findings = upkeep.examine()
    if as_json:
        show_json([{"what": f.what, "well": f.well, "sentence": f.sentence} for f in findings])
    else:
        for finding in findings:
            mark = "[green]well[/]" if finding.well else "[red]ill[/] "
            console.print(f"{mark}  {finding.what}: {finding.sentence}", highlight=False)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@audit_app.command()
def verify(as_json: JsonFlag = False) -> None:
    """Check that no row of the log was altered or taken out."""
    open_desk()
    broken = list(audit.broken_rows())
    if as_json:
        show_json({"whole": not broken, "broken_rows": broken})
    if broken:
        raise MarkazError(
            f"The audit log was altered at row {broken[0]}"
            f" ({len(broken)} rows do not follow): compare it with a backup."
        )
    if not as_json:
        console.print("The audit log is whole.")


def _tell(done: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        show_json(done)
        return
    for name, value in done.items():
        console.print(f"{name}: {value}", highlight=False)
