"""`markaz rules`: selection rules that people write, and what came of each."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.airport.desk import desks, selecting
from markaz.actions.airport.desk.selecting import Kept
from markaz.airport.intervals import Interval
from markaz.airport.rules.reading import read_rules
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json

app = typer.Typer(help="Selection rules, written by people.", no_args_is_help=True)
_Airport = Annotated[str, typer.Option(help="The airport's IATA code.")]
_Agency = Annotated[str, typer.Option(help="Whose desk it is.")]


@app.command()
def keep(
    file: Annotated[Path, typer.Argument(help="Rules as YAML.")],
    airport: _Airport,
    agency: _Agency = "ASF",
    as_json: JsonFlag = False,
) -> None:
    """Keep the rules of a file; a newer version ends the one before it."""
    by, now = open_desk()
    desk = desks.own(airport, agency, by=by)
    written = read_rules(existing(file).read_text(encoding="utf-8"))
    rows = selecting.keep_rules(written, desk=desk, by=by, now=now)
    if as_json:
        show_json([{"rule": row.name, "version": row.version} for row in rows])
        return
    for row in rows:
        console.print(f"{str(row).capitalize()} is kept until {row.expires}.", highlight=False)


@app.command("list")
def list_(airport: _Airport, agency: _Agency = "ASF", as_json: JsonFlag = False) -> None:
    """List every version of the rules, with hits, finds and the share of false hits."""
    by, now = open_desk()
    found = selecting.of_desk(desks.own(airport, agency, by=by), by=by, now=now)
    if as_json:
        show_json([_as_dict(one) for one in found])
        return
    table = Table("rule", "in force", "until", "hits", "searched", "finds", "false hits", box=None)
    for one in found:
        result = one.result
        table.add_row(
            f"{one.row.name} {one.row.version}", "yes" if one.in_force else "no",
            str(one.row.expires), str(result.hits if result else 0),
            str(result.searched if result else 0), str(result.finds if result else 0),
            _percent(result.false_hit_rate if result else None),
        )  # fmt: skip
    console.print(table)


@app.command()
def end(
    name: Annotated[str, typer.Argument(help="The rule's name.")],
    airport: _Airport,
    why: Annotated[str, typer.Option(help="Why it ends; the log keeps it.")],
    agency: _Agency = "ASF",
    as_json: JsonFlag = False,
) -> None:
    """End a rule before its last day."""
    by, now = open_desk()
    row = selecting.end_rule(name, desk=desks.own(airport, agency, by=by), why=why, by=by, now=now)
    if as_json:
        show_json({"rule": row.name, "version": row.version, "why": row.why_ended})
    else:
        console.print(f"{str(row).capitalize()} is ended.", highlight=False)


def _as_dict(one: Kept) -> dict[str, object]:
    row, result = one.row, one.result
    rate = result.false_hit_rate if result else None
    return {
        "rule": row.name,
        "version": row.version,
        "title": row.title,
        "legal_basis": row.legal_basis,
        "begins": row.begins,
        "expires": row.expires,
        "in_force": one.in_force,
        "ended_because": row.why_ended,
        "when": [str(part) for part in one.rule.conditions],
        "hits": result.hits if result else 0,
        "searched": result.searched if result else 0,
        "finds": result.finds if result else 0,
        "false_hit_rate": [rate.estimate, rate.low, rate.high] if rate else None,
        "against_all_searches": result.against.value if result else None,
    }


def _percent(rate: Interval | None) -> str:
    if rate is None:
        return "--"
    return f"{rate.estimate:.0%} ({rate.low:.0%} to {rate.high:.0%})"
