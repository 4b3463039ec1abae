"""`markaz subject`: files on subjects, opened, listed and reviewed from a terminal."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.entries import suggesting
from markaz.actions.entries.opening import mention_numbers, open_from
from markaz.actions.subjects import keeping
from markaz.actions.subjects.keeping import Said
from markaz.cli.desk import JsonFlag, console, day, open_desk, show_json
from markaz.cli.subjects import file
from markaz.governance.marking import Marking
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store.models import SubjectRow
from markaz.store.subjects import seeing
from markaz.subjects.identifiers.identifier import IdentifierKind

app = typer.Typer(help="Files on subjects.", no_args_is_help=True)
app.command()(file.show)
Number = Annotated[int, typer.Argument(help="The file's number.")]
Basis = Annotated[str, typer.Option(help="Which facts allow the file, in words.")]
ReviewBy = Annotated[str, typer.Option(help="The day of review, YYYY-MM-DD.")]


@app.command("open")
def open_(
    mentions: Annotated[str, typer.Argument(help="The entries it is opened from: 12,15.")],
    agency: Annotated[str, typer.Option(help="Whose file, e.g. ANF.")],
    category: Annotated[Category, typer.Option(help="As whom the subject is kept.")],
    basis: Basis,
    review_by: ReviewBy,
    reason: Annotated[str, typer.Option(help="Why the entries are one and the same.")],
    kind: Annotated[SubjectKind, typer.Option(help="What it is.")] = SubjectKind.PERSON,
    marking: Annotated[Marking, typer.Option(help="TLP 2.0.")] = Marking.AMBER,
    as_json: JsonFlag = False,
) -> None:
    """Open a file; without basis, category and day of review there is none."""
    by, now = open_desk()
    on = Subject(kind, category, basis, day(review_by), timezone.localdate(now))
    row = open_from(
        on, mention_numbers(mentions), agency=agency.upper(), marking=marking, reason=reason,
        by=by, now=now,
    )  # fmt: skip
    _tell([row], as_json=as_json, said="is open")


@app.command("list")
def list_(
    due: Annotated[
        int | None, typer.Option(help="Only those due for review within so many days.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """List the files, the next review first."""
    by, now = open_desk()
    rows = seeing.subjects(by)
    if due is not None:
        rows = rows.filter(review_by__lte=timezone.localdate(now) + timedelta(days=due))
    found = list(rows)
    if as_json or not found:
        _tell(found, as_json=as_json, said="")
        return
    names = seeing.names([row.id for row in found])
    table = Table("file", "agency", "who", "kept as", "review by", "basis", box=None)
    for row in found:
        who = names.get(row.id, "")
        table.add_row(
            str(row.id), row.agency, who, row.category, str(row.review_by), row.basis[:60]
        )
    console.print(table)


@app.command()
def review(number: Number, basis: Basis, review_by: ReviewBy, as_json: JsonFlag = False) -> None:
    """Review a file: a new basis moves the day of the next review."""
    by, now = open_desk()
    row = keeping.validate_subject(number, basis=basis, review_by=day(review_by), by=by, now=now)
    _tell([row], as_json=as_json, said="is reviewed")


@app.command()
def say(
    number: Number,
    written: Annotated[str, typer.Argument(help="A name, or with --kind a number.")],
    said_by: Annotated[str, typer.Option(help="Who said it.")],
    said_on: Annotated[str, typer.Option(help="When, YYYY-MM-DD; today if left out.")] = "",
    kind: Annotated[IdentifierKind | None, typer.Option(help="What kind of number.")] = None,
    report: Annotated[int | None, typer.Option(help="In which report.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Add a name or a number to a file."""
    by, now = open_desk()
    on: date = day(said_on) if said_on else timezone.localdate(now)
    alias = keeping.add_alias(number, Said(written, said_by, on, kind, report), by=by, now=now)
    _changed(number, f"name or number {alias.id} is added", as_json=as_json, alias=alias.id)


@app.command()
def remove(
    alias: Annotated[int, typer.Argument(help="The name's or number's own number.")],
    as_json: JsonFlag = False,
) -> None:
    """Take one name or number away; it can be restored."""
    by, now = open_desk()
    keeping.remove_alias(alias, by=by, now=now)
    _changed(None, f"name or number {alias} is taken away", as_json=as_json, alias=alias)


@app.command()
def restore(
    alias: Annotated[int, typer.Argument(help="The name's or number's own number.")],
    as_json: JsonFlag = False,
) -> None:
    """Bring a name or number back, with who said it."""
    by, now = open_desk()
    back = keeping.restore_alias(alias, by=by, now=now)
    _changed(back.subject_id, f"it stands again as {back.id}", as_json=as_json, alias=back.id)


@app.command()
def claim(
    number: Number,
    mention: Annotated[int, typer.Argument(help="The entry's number.")],
    reason: Annotated[str, typer.Option(help="Why it is this subject's.")],
    as_json: JsonFlag = False,
) -> None:
    """Say that an entry or a report's mention is this subject's."""
    by, now = open_desk()
    keeping.claim_mention(number, mention, reason=reason, by=by, now=now)
    _changed(number, f"entry {mention} is added", as_json=as_json, mention=mention)


@app.command()
def release(
    mention: Annotated[int, typer.Argument(help="The entry's number.")], as_json: JsonFlag = False
) -> None:
    """Take back that a mention is a subject's."""
    by, now = open_desk()
    keeping.release_mention(mention, by=by, now=now)
    _changed(None, f"entry {mention} is nobody's any more", as_json=as_json, mention=mention)


@app.command()
def suggest(as_json: JsonFlag = False) -> None:
    """Compare the mentions that came since the last time: which may be one subject."""
    by, now = open_desk()
    done = suggesting.suggest(by=by, now=now)
    if as_json:
        show_json({"compared": done.compared, "suggested": done.suggested})
        return
    console.print(
        f"{done.compared:,} pairs compared; {done.suggested:,} wait for a person at"
        " /subjects/suggested/.",
        highlight=False,
    )


def _tell(rows: Sequence[SubjectRow], *, as_json: bool, said: str) -> None:
    if as_json:
        names = seeing.names([row.id for row in rows])
        show_json([_as_dict(row, names) for row in rows])
        return
    for row in rows:
        console.print(f"File {row.id} {said}; review by {row.review_by}.", highlight=False)
    if not rows:
        console.print("No file.")


def _as_dict(row: SubjectRow, names: dict[int, str]) -> dict[str, object]:
    return {
        "subject": row.id,
        "name": names.get(row.id, ""),
        "kind": row.kind,
        "category": row.category,
        "basis": row.basis,
        "review_by": row.review_by,
        "agency": row.agency,
        "marking": row.marking,
    }


def _changed(number: int | None, said: str, *, as_json: bool, **told: int) -> None:
    if as_json:
        show_json({"subject": number, **told})
    else:
        console.print(f"Done: {said}.", highlight=False)
