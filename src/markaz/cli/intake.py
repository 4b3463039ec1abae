"""`markaz intake` and `markaz sources`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from markaz.accounts.models import User
from markaz.actions.arrivals import waiting
from markaz.actions.intake import Receipt, extra_sources, preview_file, receive_file
from markaz.actions.messages.receiving import SOURCE
from markaz.actions.subjects.indexing import index_reports
from markaz.cli.desk import JsonFlag, console, day, existing, open_desk, show_json
from markaz.cli.messages import reading as messages
from markaz.intake import rejected
from markaz.intake import sources as layouts
from markaz.records.batch import Tally
from markaz.records.errors import UnknownSourceError

MANIFEST = "manifest.json"
_COLUMNS = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())


@dataclass(frozen=True, slots=True)
class Sending:
    """One file to take in, its source, and when the centre received it."""

    path: Path
    source: str
    received_at: datetime | None


def intake(
    files: Annotated[list[Path], typer.Argument(help="Files, or a campaign's manifest.json.")],
    source: Annotated[
        str, typer.Option(help="The source that describes the layout, or message: text in prose.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show reasons, keep nothing.")] = False,
    received: Annotated[
        str, typer.Option(help="Day the centre received it, if earlier; a message's own day.")
    ] = "",
    rejected_to: Annotated[
        Path, typer.Option("--rejected", help="Where set-aside rows are written.")
    ] = Path("rejected.xlsx"),
    as_json: JsonFlag = False,
) -> None:
    """Take in report files of one agency; rows = kept + set aside, always."""
    by, now = open_desk()
    if source == SOURCE:
        dated = day(received) if received else None
        messages.take_in(files, dated=dated, dry_run=dry_run, machine=as_json, by=by, now=now)
        return
    sendings = list(_sendings(files, source=source, received=received))
    receipts: list[tuple[Sending, Receipt]] = []
    told: list[str] = []
    for nth, sending in enumerate(sendings, start=1):
        receipt = _take_in(sending, by=by, now=now, dry_run=dry_run, quiet=as_json)
        receipts.append((sending, receipt))
        if dry_run and receipt.set_aside:
            layout = layouts.load(sending.source, extra=extra_sources())
            # Of several files each has a workbook of its own, to go back to its own source.
            to = rejected_to.with_stem(f"{rejected_to.stem}-{nth}")
            to = to if len(sendings) > 1 else rejected_to
            rejected.write(to, set_aside=receipt.set_aside, source=layout)
            told.append(
                f"Set-aside rows of {sending.path.name} are in [bold]{to}[/]:"
                f" mend them and send it again with --source {sending.source}."
            )
    if not dry_run:
        _index(by=by, now=now, quiet=as_json)
    if as_json:
        show_json(sum((receipt.tally for _, receipt in receipts), Tally()).as_dict())
        return
    for sending, receipt in receipts:
        _show(sending, receipt)
    for sentence in told if dry_run else _next(receipts):
        console.print(sentence)


def index(as_json: JsonFlag = False) -> None:
    """Make whom reports name findable; `intake` does so too, this takes up what was stopped."""
    by, now = open_desk()
    added = _index(by=by, now=now, quiet=as_json)
    if as_json:
        show_json({"mentions_added": added})
    else:
        console.print(f"{added:,} mentions were made findable.")


def sources(as_json: JsonFlag = False) -> None:
    """List the sources whose files can be taken in."""
    names = layouts.names(extra=extra_sources())
    if as_json:
        show_json(list(names))
        return
    table = Table("source", "title", "agency", box=None)
    for name in names:
        layout = layouts.load(name, extra=extra_sources())
        table.add_row(name, layout.title["en"], layout.agency or "as written")
    console.print(table)


def _sendings(files: list[Path], *, source: str, received: str) -> Iterator[Sending]:
    for path in files:
        existing(path)
        if path.name == MANIFEST:
            yield from campaign(path)
        elif source:
            yield Sending(path, source, _moment(received) if received else None)
        else:
            raise UnknownSourceError(
                f"Say which source {path} comes from with --source (see: markaz sources)."
            )


def campaign(manifest: Path) -> Iterator[Sending]:
    """The files of a simulated campaign, in the order the centre received them."""
    for entry in json.loads(manifest.read_text(encoding="utf-8"))["files"]:
        yield Sending(
            manifest.parent / entry["file"],
            entry["source"],
            datetime.fromisoformat(entry["received"]),
        )


def _moment(received: str) -> datetime:
    start = datetime.combine(day(received), datetime.min.time())
    return timezone.make_aware(start)


def _take_in(sending: Sending, *, by: User, now: datetime, dry_run: bool, quiet: bool) -> Receipt:
    if dry_run:
        return preview_file(sending.path, source=sending.source, by=by, now=now)
    with Progress(*_COLUMNS, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task(sending.path.name, total=None)
        return receive_file(
            sending.path,
            source=sending.source,
            by=by,
            now=now,
            received_at=sending.received_at,
            progress=lambda rows: progress.update(
                task, description=f"{sending.path.name}: {rows:,} rows"
            ),
        )


def _next(receipts: list[tuple[Sending, Receipt]]) -> Iterator[str]:
    """What is left to do once the files are kept."""
    if left := waiting():
        yield f"{left:,} reports wait to be compared with the others: markaz consolidate"
    if any(receipt.tally.set_aside for _, receipt in receipts):
        yield "The same command with --dry-run gives the reasons and the rows to mend."


def _index(*, by: User, now: datetime, quiet: bool) -> int:
    with Progress(*_COLUMNS, console=console, transient=True, disable=quiet) as progress:
        progress.add_task("making findable whom the reports name", total=None)
        return index_reports(by=by, now=now)


def _show(sending: Sending, receipt: Receipt) -> None:
    tally = receipt.tally
    console.print(
        f"[bold]{sending.path.name}[/] ({sending.source}): {tally.rows:,} rows ="
        f" {tally.kept:,} kept ({tally.new:,} new, {tally.revised:,} revised,"
        f" {tally.unchanged:,} unchanged) + {tally.set_aside:,} set aside;"
        f" {tally.questions:,} questions"
        + (" [dim](received before; nothing changed)[/]" if receipt.repeated else "")
    )
    for row in receipt.set_aside[:50]:
        console.print(f"  [red]row {row.row}[/] {row.column}: {row.reason}", highlight=False)
    for question in receipt.questions[:50]:
        console.print(
            f"  [yellow]row {question.row}[/] {question.column}: {question.sentence}",
            highlight=False,
        )
