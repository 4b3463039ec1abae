"""`markaz pass`: what a boarding pass says, from its text or from a picture of its code."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.airport.documents import codes, pictures
from markaz.airport.documents.bcbp import BoardingPass, read
from markaz.cli.airport.given import is_file
from markaz.cli.desk import JsonFlag, console, show_json


def boarding_pass(
    text: Annotated[str, typer.Argument(help="The text of the code, or a file: text or picture.")],
    as_json: JsonFlag = False,
) -> None:
    """Read a boarding pass of one or more legs; nothing is kept."""
    said = read(_text(text), today=timezone.localdate())
    if as_json:
        show_json(asdict(said))
    else:
        _show(said)


def _text(given: str) -> str:
    if not is_file(given):
        return given
    content = Path(given).read_bytes()
    # The text of a pass is plain ASCII, which no picture is.
    return content.decode() if content.isascii() else codes.text_of(pictures.opened(content))


def _show(said: BoardingPass) -> None:
    console.print(f"{said.passenger} (version {said.version or 'not told'})", highlight=False)
    table = Table("from", "to", "flight", "day", "seat", "sequence", "booking", box=None)
    for leg in said.legs:
        flight = f"{leg.carrier} {leg.flight.lstrip('0')}"
        on = str(leg.flies_on or leg.day_of_year)
        table.add_row(leg.departure, leg.arrival, flight, on, leg.seat, leg.sequence, leg.booking)
    console.print(table)
    more = {**said.conditional, **said.legs[0].conditional}
    for name, value in more.items():
        console.print(f"  {name.replace('_', ' ')}: {value}", highlight=False, markup=False)
    if said.security:
        console.print("  signed by its issuer; only the issuer's key verifies that")
