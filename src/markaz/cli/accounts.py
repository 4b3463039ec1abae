"""`markaz account`: people's accounts and the tokens of their programs."""

import secrets
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.accounts import make_token, open_account, revoke_token, standing_tokens
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


@app.command()
def token(
    username: Annotated[str, typer.Argument(help="The person whose program it is.")],
    name: Annotated[str, typer.Option(help="What the program is called.")],
    days: Annotated[int, typer.Option(help="How many days the token lasts.")] = 90,
    as_json: JsonFlag = False,
) -> None:
    """Make a token by which a program signs in as this person; it is shown once."""
    by, now = open_desk()
    made = make_token(username, name=name, days=days, by=by, now=now)
    if as_json:
        show_json({"username": username, "name": name, "days": days, "token": made})
    else:
        console.print(
            f"{name} may sign in as {username} for {days} days with {made}",
            highlight=False,
            soft_wrap=True,
        )


@app.command()
def tokens(as_json: JsonFlag = False) -> None:
    """List the tokens that were not revoked."""
    by, _ = open_desk()
    standing = standing_tokens(by=by)
    if as_json:
        shown = ("name", "made_at", "expires_at")
        show_json(
            [
                {"username": one.user.username, **{field: getattr(one, field) for field in shown}}
                for one in standing
            ]
        )
        return
    table = Table("person", "token", "made", "expires", box=None)
    for one in standing:
        days = (f"{timezone.localtime(at):%Y-%m-%d}" for at in (one.made_at, one.expires_at))
        table.add_row(one.user.username, one.name, *days)
    console.print(table)


@app.command()
def revoke(
    username: Annotated[str, typer.Argument(help="The person whose program it is.")],
    name: Annotated[str, typer.Argument(help="The token's name.")],
    as_json: JsonFlag = False,
) -> None:
    """Revoke a token: it opens nothing from now on."""
    by, now = open_desk()
    revoke_token(username, name=name, by=by, now=now)
    if as_json:
        show_json({"username": username, "name": name, "revoked": True})
    else:
        console.print(f"The token {name} of {username} opens nothing any more.", highlight=False)
