"""`markaz crops survey|free`: what stands of poppy where, and which places are free of it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.crops import status
from markaz.cli.crops.kept import Season
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json


def survey(
    file: Annotated[Path, typer.Argument(help="CSV: place, season, area_ha, sigma_ha, source.")],
    official: Annotated[bool, typer.Option("--official", help="A government's table.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Take in a table of what stands of poppy in districts and provinces."""
    by, now = open_desk()
    content = existing(file).read_bytes()
    kept = status.keep_surveys(content, official=official, by=by, now=now)
    if as_json:
        show_json({"kept": kept})
        return
    console.print(f"{kept} rows kept.")


def free(
    season: Season,
    rule: Annotated[str, typer.Option(help="The rule's name.")] = status.RULE,
    as_json: JsonFlag = False,
) -> None:
    """Say which places are free of poppy by a rule, and keep what it says."""
    by, now = open_desk()
    told = status.say_status(season, by=by, now=now, rule=rule)
    if as_json:
        show_json(status.as_dict(told))
        return
    table = Table("place", "kind", "state", "probability", box=None)
    for one in told:
        if one.surveyed:
            state = one.state.value.replace("_", " ")
            table.add_row(one.place, status.unit(one.place), state, f"{one.below:.3f}")
    console.print(table)
    for state, count in status.counts(told).items():
        console.print(f"{count} places {state.replace('_', ' ')}.")
    held = status.in_force(season, name=rule)
    console.print(
        f"Rule {rule}: under {held.limit_ha:,.0f} ha for each {held.unit_of}, shown at"
        f" {held.chance:.0%}. {held.source}",
        style="dim",
        highlight=False,
    )
    for unit, why in held.lent_to.items():
        console.print(f"For each {unit}: {why.en}", style="dim", highlight=False)
