"""`markaz account add`."""

import secrets
from typing import Annotated

import typer

from markaz.actions.accounts import open_account
from markaz.cli.desk import JsonFlag, console, open_desk, show_json

app = typer.Typer(help="People's accounts.", no_args_is_help=True)


@app.callback()
def accounts() -> None:
    """People's accounts."""


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="The name they sign in with.")],
    agency: Annotated[str, typer.Option(help="Code of their agency, e.g. ANF.")],
    role: Annotated[
        str, typer.Option(help="liaison, analyst, watch, head, auditor, administrator.")
    ],
    as_json: JsonFlag = False,
) -> None:
    """Open an account; its first password is made here and shown once."""
    by, now = open_desk()
    password = secrets.token_urlsafe(12)
    open_account(username, agency=agency, role=role, password=password, by=by, now=now)
    if as_json:
        show_json({"username": username, "password": password})
    else:
        console.print(f"{username} ({role}, {agency}) may sign in with {password}", highlight=False)
