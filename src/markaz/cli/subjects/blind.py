"""`markaz blind`: two agencies' lists held against each other, and neither handed over."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.subjects import blind
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError

app = typer.Typer(help="Hold two agencies' lists against each other without handing them over.")

_Secret = Annotated[Path, typer.Option(help="The file of the secret that both agencies share.")]
_List = Annotated[Path, typer.Argument(help="Your list: CSV with name, father_name, birth_year,"
                                            " numbers.")]  # fmt: skip


@app.command()
def secret(
    out: Annotated[Path, typer.Argument(help="Where to write it.")], as_json: JsonFlag = False
) -> None:
    """Make a secret for two agencies to share; the centre must not have it."""
    blind.make_secret(out)
    if as_json:
        show_json({"secret": str(out)})
    else:
        console.print(f"A secret is in {out}: hand it to the other agency, and to nobody else.")


@app.command()
def encode(
    listed: _List,
    secret: _Secret,
    out: Annotated[Path, typer.Option(help="The file that may leave the agency.")],
    as_json: JsonFlag = False,
) -> None:
    """Write a list as keyed hashes, which say nothing without the secret."""
    by, now = open_desk()
    done = blind.encode_list(listed, out=out, secret=blind.read_secret(secret), by=by, now=now)
    if as_json:
        show_json({"rows": done.rows, "sha256": done.sha256, "file": str(out)})
    else:
        console.print(
            f"{done.rows:,} rows are in {out} (sha-256 {done.sha256[:16]}...).", highlight=False
        )


@app.command()
def match(
    left: Annotated[Path, typer.Argument(help="One agency's blind list.")],
    right: Annotated[Path, typer.Argument(help="The other's.")],
    as_json: JsonFlag = False,
) -> None:
    """Say which rows of two blind lists are likely one person; no name is seen."""
    by, now = open_desk()
    met = blind.match_lists(left, right, by=by, now=now).to_pylist()
    if as_json:
        show_json({"met": met})
        return
    if not met:
        console.print("Nobody is on both lists, as far as they tell.")
        return
    table = Table("left", "right", "likeness", "numbers", "year of birth", box=None)
    for one in met:
        table.add_row(
            one["left"][:12],
            one["right"][:12],
            f"{one['likeness']:.2f}",
            str(one["numbers"]),
            one["year"],
        )
    console.print(table)
    console.print(
        f"{len(met):,} pairs may be one person: a likeness is no identity. With --json each agency"
        " finds its own rows by markaz blind rows.",
        highlight=False,
    )


@app.command()
def rows(
    listed: _List,
    secret: _Secret,
    met: Annotated[Path, typer.Option(help="What match printed with --json.")],
    as_json: JsonFlag = False,
) -> None:
    """Find the rows of your own list that were met on the other agency's."""
    open_desk()
    found = blind.rows_of(_tokens(met), listed, secret=blind.read_secret(secret))
    if as_json:
        show_json({"rows": found})
        return
    for row in found:
        console.print(f"row {row['row']}: {row['name']}", highlight=False, markup=False)
    console.print(f"{len(found):,} rows of {listed.name} were met.", highlight=False)


def _tokens(met: Path) -> set[str]:
    try:
        told = json.loads(met.read_text(encoding="utf-8"))["met"]
        return {one[side] for one in told for side in ("left", "right")}
    except (ValueError, KeyError, TypeError):
        raise InvalidValueError(
            f"{met} is not what markaz blind match --json printed: keep that in a file."
        ) from None
