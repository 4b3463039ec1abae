"""`markaz brief` and `markaz figure`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions import briefing, viewing
from markaz.actions.crops import looking
from markaz.actions.simulated import is_simulated
from markaz.briefing import export
from markaz.briefing.printing.words import LANGS, Lang
from markaz.cli.crops.told import as_field, print_fields
from markaz.cli.desk import JsonFlag, console, day, open_desk, show_json
from markaz.cli.output import print_briefing, print_moved, print_opened, write_briefing
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Selection
from markaz.records.kinds import DateBasis

First = Annotated[str, typer.Option("--from", help="First day, e.g. 2025-01-01.")]
Last = Annotated[str, typer.Option("--to", help="Last day, included.")]
Basis = Annotated[str, typer.Option(help="occurred, reported or received.")]
KnownOn = Annotated[
    str, typer.Option("--as-known-on", help="As the ledger stood at that day's end.")
]
Country = Annotated[str, typer.Option(help="ISO code of the country of the events, or all.")]
Language = Annotated[str, typer.Option(help="en or ur.")]


def brief(
    first: First = "",
    last: Last = "",
    basis: Basis = "occurred",
    as_known_on: KnownOn = "",
    country: Country = "",
    lang: Language = "en",
    out: Annotated[Path | None, typer.Option(help="FILE.pdf, .json, .xlsx or .html.")] = None,
    freeze: Annotated[
        str, typer.Option(help="Keep this briefing as an edition of this name.")
    ] = "",
    edition: Annotated[str, typer.Option(help="Print a frozen edition again.")] = "",
    compare: Annotated[
        str, typer.Option(help="Which figures of an edition stand otherwise today.")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """Print the briefing of a period; every figure opens with `markaz figure ID --open`."""
    by, now = open_desk()
    language = as_language(lang)
    if compare:
        _compare(compare, by=by, now=now, as_json=as_json)
        return
    selection = (
        briefing.edition_selection(edition)
        if edition
        else as_selection(
            first, last, basis=basis, as_known_on=as_known_on, country=country, by=by, now=now
        )
    )
    if freeze:
        briefing.freeze(selection, name=freeze, by=by, now=now)
        edition, selection = freeze, briefing.edition_selection(freeze)
    made = briefing.brief(selection, by=by, now=now, lang=language)
    if as_json:
        show_json(export.as_json(made.figures, simulated=is_simulated()))
    elif out is None:
        print_briefing(made, lang=language)
    if out is not None:
        printed_on = briefing.printed_on(edition) if edition else timezone.localdate(now)
        write_briefing(made, out, lang=language, printed_on=printed_on, edition=edition)
        viewing.hand_out(
            made.selection, form=out.suffix[1:], by=by, now=now, details={"lang": lang}
        )
        if not as_json:
            console.print(f"Written: {out}", highlight=False)


def figure(
    figure_id: Annotated[str, typer.Argument(metavar="ID", help="The figure's id.")],
    first: First = "",
    last: Last = "",
    basis: Basis = "occurred",
    as_known_on: KnownOn = "",
    country: Country = "",
    open_: Annotated[
        bool, typer.Option("--open", help="List the incidents and their reports.")
    ] = False,
    row: Annotated[str, typer.Option(help="Only one line of the figure, e.g. OPI-HEROIN.")] = "",
    limit: Annotated[int, typer.Option(help="How many incidents to list.")] = 50,
    as_json: JsonFlag = False,
) -> None:
    """Show one figure, what it counts and what it leaves out."""
    by, now = open_desk()
    selection = as_selection(
        first, last, basis=basis, as_known_on=as_known_on, country=country, by=by, now=now
    )
    opened = briefing.open_figure(
        figure_id, selection, by=by, now=now, row=row or None, limit=limit if open_ else 0
    )
    of_land = open_ and figure_id in looking.OF_LAND
    behind = [number for one in opened.incidents for number in one.reports]
    fields = looking.fields_of(behind, by=by)[:limit] if of_land else []
    if as_json:
        told = export.opened_as_json(opened)
        show_json({**told, "fields": [as_field(one) for one in fields]} if of_land else told)
    else:
        print_opened(opened)
        print_fields(fields)


def as_language(lang: str) -> Lang:
    """The language of an option `--lang`."""
    for known in LANGS:
        if lang == known:
            return known
    raise InvalidValueError(f"No briefing is written in {lang!r}: choose en or ur.")


def as_selection(
    first: str,
    last: str,
    *,
    basis: str = "occurred",
    as_known_on: str = "",
    country: str = "",
    by: User,
    now: datetime,
) -> Selection:
    """The question that the options of a command ask."""
    if basis not in {known.value for known in DateBasis}:
        raise InvalidValueError(
            f"No date is called {basis!r}: choose occurred, reported or received."
        )
    begin, end = briefing.latest_year(by=by, now=now)
    return Selection(
        first=day(first) if first else begin,
        last=day(last) if last else end,
        basis=DateBasis(basis),
        as_known_on=day(as_known_on) if as_known_on else None,
        country=country.upper().replace("ALL", "all") if country else settings.MARKAZ_COUNTRY,
    )


def _compare(name: str, *, by: User, now: datetime, as_json: bool) -> None:
    moved = briefing.compare(name, by=by, now=now)
    if as_json:
        show_json([export.moved_as_json(one) for one in moved])
    else:
        print_moved(name, moved)
