"""`markaz crops status`: whether places may be called free of poppy, and how surely."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from markaz.cli.crops.tables import rows_of
from markaz.cli.desk import JsonFlag, console, existing, show_json
from markaz.crops import surveys
from markaz.crops.status import SHIPPED, State, Status, Surveyed, history, rule, rules
from markaz.records.errors import InvalidValueError

_COLUMNS = ("place", "year", "area_ha", "sigma_ha")
_WORDS = {
    State.FREE: "free",
    State.NOT_SHOWN: "not shown to be free",
    State.NOT_SURVEYED: "not surveyed",
}


def status(
    estimates: Annotated[
        Path, typer.Argument(help="CSV with place, year, area_ha, sigma_ha; blank: not surveyed.")
    ],
    by: Annotated[str, typer.Option("--rule", help="A rule of the rules file, by its name.")] = (
        "unodc-province"
    ),
    rules_file: Annotated[Path, typer.Option(help="Your own rules.")] = SHIPPED,
    survey: Annotated[
        list[Path] | None, typer.Option(help="A printed survey table to lay beside.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Say of each place and year whether a named rule calls it free, as a probability."""
    rows = _rows(estimates)
    years = sorted({int(row["year"]) for row in rows})
    known = rules(existing(rules_file))
    found = [
        one
        for year in years
        for one in history(
            [_surveyed(row, estimates.name) for row in rows if row["area_ha"].strip()],
            # A rule counts by the last day of the season it judges.
            rule=rule(by, on=date(year, 12, 31), among=known),
            places=sorted({row["place"] for row in rows}),
            years=[year],
        )
    ]
    tables = [surveys.read(existing(path).read_bytes(), name=path.name) for path in survey or []]
    if as_json:
        show_json({"statuses": [_told(one) for one in found], "surveys": _surveys(tables)})
    else:
        _print(found, tables)


def _rows(path: Path) -> list[dict[str, str]]:
    rows = rows_of(path, *_COLUMNS)
    wrong = next((row for row in rows if not row["year"].strip().isdecimal()), None)
    if wrong:
        raise InvalidValueError(f"{wrong['year']!r} is no year: write it as 2026.")
    return rows


def _surveyed(row: dict[str, str], source: str) -> Surveyed:
    try:
        area_ha, sigma_ha = float(row["area_ha"]), float(row["sigma_ha"])
    except ValueError:
        raise InvalidValueError(
            f"{row['place']}, {row['year']}: an area and its sigma are numbers of hectares."
        ) from None
    return Surveyed(row["place"], int(row["year"]), area_ha, sigma_ha, source)


def _told(one: Status) -> dict[str, Any]:
    return {
        "place": one.place,
        "year": one.year,
        "state": one.state,
        "chance_below": None if one.below is None else round(one.below, 4),
        "area_ha": one.surveyed.area_ha if one.surveyed else None,
        "sigma_ha": one.surveyed.sigma_ha if one.surveyed else None,
        "rule": one.rule.name,
        "limit_ha": one.rule.limit_ha,
        "needed": one.rule.chance,
        "rule_source": one.rule.source,
    }


def _surveys(tables: list[surveys.Table]) -> list[dict[str, Any]]:
    return [
        {
            "cells": len(one.cells),
            "totals_checked": one.checked,
            "totals_agreeing": one.agreeing,
            "questions": [str(question) for question in one.questions],
        }
        for one in tables
    ]


def _print(found: list[Status], tables: list[surveys.Table]) -> None:
    table = Table("place", "year", "hectares", "sigma", "under the limit", "status", box=None)
    for one in found:
        told = _told(one)
        table.add_row(
            one.place,
            str(one.year),
            "" if told["area_ha"] is None else f"{told['area_ha']:,.1f}",
            "" if told["sigma_ha"] is None else f"{told['sigma_ha']:,.1f}",
            "" if one.below is None else f"{one.below:.1%}",
            _WORDS[one.state],
        )
    console.print(table)
    for used in dict.fromkeys(one.rule for one in found):
        console.print(
            f"Rule {used.name} since {used.since}: under {used.limit_ha:,.0f} ha for each"
            f" {used.unit_of}, shown at {used.chance:.0%}. {used.source}",
            style="dim",
            highlight=False,
        )
    for printed in tables:
        console.print(
            f"Survey table: {printed.agreeing} of {printed.checked} printed totals agree."
        )
        for question in printed.questions:
            console.print(f"[yellow]question[/] {question}", highlight=False)
