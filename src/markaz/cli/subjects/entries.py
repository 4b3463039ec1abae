"""`markaz entry`: the list that an agency keeps itself."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.entries.files import ListedFile, list_file
from markaz.actions.entries.typed import entry
from markaz.actions.subjects import listing
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.store.models import MentionRow
from markaz.store.subjects import seeing

app = typer.Typer(help="Entries of an agency's own list.", no_args_is_help=True)
Agency = Annotated[str, typer.Option(help="Whose list, e.g. ANF.")]
MarkingOption = Annotated[str, typer.Option(help="TLP 2.0: how far it may be told.")]


@app.command()
def add(
    agency: Agency,
    name: Annotated[str, typer.Option(help="A person's or organisation's name.")] = "",
    father: Annotated[str, typer.Option(help="The father's name.")] = "",
    born: Annotated[str, typer.Option(help="The year of birth, or the day as 1980-03-27.")] = "",
    sex: Annotated[str, typer.Option(help="m or f.")] = "",
    phone: Annotated[str, typer.Option(help="A telephone number.")] = "",
    plate: Annotated[str, typer.Option(help="A vehicle's plate.")] = "",
    document: Annotated[str, typer.Option(help="An identity card or a passport.")] = "",
    account: Annotated[str, typer.Option(help="An IBAN or a bank's own account number.")] = "",
    imei: Annotated[str, typer.Option(help="A handset's number.")] = "",
    place: Annotated[str, typer.Option(help="An address or a place.")] = "",
    kind: Annotated[str, typer.Option(help="person, organisation or thing.")] = "person",
    marking: MarkingOption = "AMBER",
    as_json: JsonFlag = False,
) -> None:
    """Put one entry on an agency's list; it answers checks at once."""
    by, now = open_desk()
    said = {
        "kind": kind, "name": name, "father": father, "born": born, "sex": sex, "phone": phone,
        "plate": plate, "document": document, "account": account, "imei": imei, "place": place,
        "marking": marking,
    }  # fmt: skip
    read = entry(said, agency=agency.upper(), marking=marking)
    (row,) = listing.list_entries([(read.listed, read.numbers)], by=by, now=now)
    if as_json:
        show_json(_as_dict(row))
    else:
        console.print(f"Entry {row.id} is on the list of {row.agency}.", highlight=False)


@app.command()
def file(
    path: Annotated[Path, typer.Argument(help="CSV or XLSX, a row for each entry.")],
    agency: Agency,
    marking: MarkingOption = "AMBER",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Put a whole file on an agency's list; what was not read is shown."""
    by, now = open_desk()
    done = list_file(
        existing(path), agency=agency.upper(), marking=marking, by=by, now=now, dry_run=dry_run
    )
    if as_json:
        show_json(done.as_dict())
    else:
        _show(done, dry_run=dry_run)


@app.command("list")
def list_(
    words: Annotated[str, typer.Argument(help="What must stand in an entry.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="So many at the most.")] = 50,
    as_json: JsonFlag = False,
) -> None:
    """List the entries that stand, the latest first."""
    by, _now = open_desk()
    rows = list(seeing.entries(by, words=words).prefetch_related("identifiers")[:limit])
    if as_json:
        show_json([_as_dict(row) for row in rows])
        return
    table = Table("entry", "agency", "marking", "who", "numbers", box=None)
    for row in rows:
        told = _as_dict(row)
        father = f" s/o {row.father_name_text}" if row.father_name_text else ""
        numbers = ", ".join(one.canonical for one in row.identifiers.all())
        who = f"{row.name_text}{father}" or row.address_text
        table.add_row(str(told["entry"]), row.agency, row.marking, who, numbers)
    console.print(table if rows else "No entry stands on the list.")


@app.command()
def end(
    number: Annotated[int, typer.Argument(help="The entry's number.")], as_json: JsonFlag = False
) -> None:
    """Take an entry off its list; it answers no check any more and stays written."""
    by, now = open_desk()
    listing.end_entry(number, by=by, now=now)
    if as_json:
        show_json({"entry": number, "ended_at": now})
    else:
        console.print(f"Entry {number} is off the list.", highlight=False)


def _show(done: ListedFile, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    console.print(
        f"{done.rows:,} rows: {done.listed:,} {would}new on the list, {done.known:,} stood there"
        f" already, {len(done.set_aside):,} not read.",
        highlight=False,
    )
    for name in done.unread:
        console.print(f"Nobody reads the column {name!r}.", style="yellow", highlight=False)
    for one in done.set_aside:
        console.print(f"Row {one.row}: {one.reason}", style="yellow", highlight=False, markup=False)


def _as_dict(row: MentionRow) -> dict[str, object]:
    return {
        "entry": row.id,
        "agency": row.agency,
        "marking": row.marking,
        "kind": row.kind,
        "name": row.name_text,
        "father_name": row.father_name_text,
        "born": row.birth_day or row.birth_first,
        "numbers": [{"kind": one.kind, "number": one.canonical} for one in row.identifiers.all()],
        "place": row.address_text,
        "since": row.noted_at,
    }
