"""`markaz mrz`: the machine-read lines of a travel document, with a verdict for each field."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.airport.documents import comparing, page, pictures, repair
from markaz.airport.documents.mrz import Mrz, read
from markaz.cli.airport.given import is_file, typed
from markaz.cli.desk import JsonFlag, console, show_json

_STYLES = {"verified": "green", "failed": "bold red", "not protected": "dim"}


def mrz(
    text: Annotated[
        str, typer.Argument(help="The lines, or a file: text, or the photograph of a page.")
    ],
    name: Annotated[str, typer.Option(help="The name as printed, or as a record has it.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Read the machine-read lines of a passport, card or visa; nothing is kept."""
    today = timezone.localdate()
    document = read(_lines(text), today=today)
    repairs = repair.proposals(document, today=today)
    likeness = comparing.compare(name, document) if name else None
    if as_json:
        show_json(_as_json(document, repairs, likeness))
        return
    _show(document)
    for one in repairs:
        _propose(one)
    if likeness is not None:
        console.print(f"{name}: {likeness}.", highlight=False, markup=False)


def _lines(given: str) -> str:
    if not is_file(given):
        return typed(given)
    content = Path(given).read_bytes()
    # Machine-read lines are plain ASCII, which no picture is.
    if content.isascii():
        return content.decode("ascii")
    return "\n".join(page.read_page(pictures.opened(content)).lines)


def _show(document: Mrz) -> None:
    table = Table(document.format.value, "", "check digit", "", box=None)
    for one in document.fields.values():
        style = _STYLES[one.verdict]
        verdict = f"[{style}]{one.verdict}[/]"
        table.add_row(one.name.replace("_", " "), one.value, verdict, one.remark or "")
    whole = f"[{_STYLES[document.composite]}]{document.composite}[/]"
    table.add_row("over the whole", "", whole, "")
    console.print(table)


def _propose(one: repair.Repair) -> None:
    changes = ", ".join(f"{c.was} as {c.now} (line {c.line}, place {c.place})" for c in one.changes)
    agree = f"then {', '.join(one.verifies)} agree" if one.verifies else "no digit covers it"
    still = f"; {', '.join(one.fails)} still fail" if one.fails else ""
    console.print(f"Perhaps misread: {changes}; {agree}{still}.", highlight=False)


def _as_json(
    document: Mrz, repairs: tuple[repair.Repair, ...], likeness: comparing.Likeness | None
) -> dict[str, object]:
    return {
        "format": document.format,
        "lines": document.lines,
        "fields": {name: one._asdict() for name, one in document.fields.items()},
        "composite": document.composite,
        "proposals": [asdict(one) for one in repairs],
        **({"name": likeness} if likeness else {}),
    }
