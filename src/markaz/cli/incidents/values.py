"""`markaz decide`: who speaks for each part of an incident, and a person's word on it."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions import values
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import ValueField


def decide(
    report: Annotated[int, typer.Argument(help="The number of a report of the incident.")],
    field: Annotated[
        str, typer.Option(help="drugs, people, when, where, route, status, worth or land.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why this report is right.")] = "",
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take back what was decided on the field.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Let a report speak for a field of its incident; without a field, show who does and why."""
    by, now = open_desk()
    if withdraw:
        values.withdraw_decision(_field(field), report, by=by, now=now)
    elif field:
        values.decide_value(_field(field), report, reason=reason, by=by, now=now)
    chosen = values.choices(report, by=by)
    if as_json:
        show_json([_as_json(one) for one in chosen])
    elif chosen:
        console.print(_table(chosen))
    else:
        console.print(f"Report {report} alone tells of its incident.")


def _field(written: str) -> ValueField:
    if written in set(ValueField):
        return ValueField(written)
    raise InvalidValueError(f"No field is called {written!r}: choose {', '.join(ValueField)}.")


def _as_json(one: values.Chosen) -> dict[str, object]:
    choice = one.choice
    return {
        "field": choice.field.value,
        "report": choice.number,
        "rule": choice.rule.name,
        "why": choice.rule.en,
        "differing": list(choice.differing),
        "open": choice.open,
        "decided_by": one.decision.by if one.decision else None,
        "reason": one.decision.reason if one.decision else None,
    }


def _table(chosen: tuple[values.Chosen, ...]) -> Table:
    table = Table("field", "report", "why", "reports that differ", box=None, header_style="bold")
    for one in chosen:
        choice = one.choice
        by = f": {one.decision.by}, {one.decision.reason}" if one.decision else ""
        differing = ", ".join(str(number) for number in choice.differing)
        table.add_row(choice.field.value, str(choice.number), choice.rule.en + by, differing)
    return table
