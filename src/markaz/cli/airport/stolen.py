"""`markaz stolen`: lists of lost and stolen documents as hashes, and one document asked of them."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.airport import documents
from markaz.actions.subjects.blind import read_secret
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.store.airport import stolen
from markaz.subjects.blind.documents import document

app = typer.Typer(help="Lists of lost and stolen documents, as keyed hashes.", no_args_is_help=True)
_Secret = Annotated[Path, typer.Option(help="The secret that the list's owner and the desk share.")]


@app.command()
def encode(
    listed: Annotated[Path, typer.Argument(help="CSV with kind, issuer, number.")],
    secret: _Secret,
    out: Annotated[Path, typer.Option(help="The file that may leave the owner.")],
    as_json: JsonFlag = False,
) -> None:
    """Write a list as keyed hashes, which say nothing without the secret."""
    by, now = open_desk()
    count = documents.encode_list(
        existing(listed), out=out, secret=read_secret(secret), by=by, now=now
    )
    if as_json:
        show_json({"documents": count, "file": str(out)})
    else:
        console.print(f"{count:,} documents are in {out} as hashes.", highlight=False)


@app.command("import")
def import_(
    listed: Annotated[Path, typer.Argument(help="What markaz stolen encode wrote.")],
    name: Annotated[
        str, typer.Option(help="What the list is called; the last one so called goes.")
    ],
    as_json: JsonFlag = False,
) -> None:
    """Keep a list of hashes, in the place of the last one of its name."""
    by, now = open_desk()
    row = documents.keep_list(existing(listed), name=name, by=by, now=now)
    if as_json:
        show_json({"list": row.name, "documents": row.documents, "sha256": row.sha256})
    else:
        console.print(f"{row.name} holds {row.documents:,} documents.", highlight=False)


@app.command()
def check(
    number: Annotated[str, typer.Option(help="The document's number.")],
    issuer: Annotated[str, typer.Option(help="The issuer's three letters, e.g. PAK.")],
    secret: _Secret,
    purpose: Annotated[str, typer.Option(help="For what case or operation.")],
    kind: Annotated[str, typer.Option(help="passport, identity-card, visa ...")] = "passport",
    as_json: JsonFlag = False,
) -> None:
    """Ask the lists about one document; the question stands in the audit log."""
    by, now = open_desk()
    asked = document(kind, issuer, number)
    held = documents.check_document(
        asked, secret=read_secret(secret), purpose=purpose, by=by, now=now
    )
    if as_json:
        show_json({"on": held.on, "asked": held.asked})
    elif held.on:
        console.print(f"On {', '.join(held.on)}: a person must look at the document.")
    else:
        console.print(f"On none of {held.asked} lists.", highlight=False)


@app.command("list")
def list_(as_json: JsonFlag = False) -> None:
    """List the lists that are held."""
    open_desk()
    rows = list(stolen.lists())
    if as_json:
        show_json(
            [{"list": row.name, "documents": row.documents, "kept_at": row.kept_at} for row in rows]
        )
        return
    table = Table("list", "documents", "kept", box=None)
    for row in rows:
        table.add_row(row.name, f"{row.documents:,}", f"{row.kept_at:%Y-%m-%d %H:%M}")
    console.print(table if rows else "No list is held.")
