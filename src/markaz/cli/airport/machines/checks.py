"""`markaz machines`: the calibrations of a desk's machines, and their daily checks."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.airport.desk import desks
from markaz.actions.airport.machines import checks
from markaz.airport.physics import drift
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Half, Scan, View
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.records.errors import InvalidValueError

app = typer.Typer(help="Machines: their calibrations and daily checks.", no_args_is_help=True)
_Airport = Annotated[str, typer.Option(help="The airport's IATA code.")]
_Agency = Annotated[str, typer.Option(help="Whose desk it is.")]
_Pictures = Annotated[
    list[Path],
    typer.Argument(help="Both energies of the reference, which fills the picture's middle."),
]


@app.command("list")
def list_(airport: _Airport, agency: _Agency = "ASF", as_json: JsonFlag = False) -> None:
    """List a desk's machines: by what they are read, and how they stand in the daily check."""
    by, now = open_desk()
    found = checks.of_desk(desks.own(airport, agency, by=by), by=by, now=now)
    told = [
        {
            "machine": one.name,
            "calibration": one.calibration.name if one.calibration else None,
            "made_at": one.calibration.made_at if one.calibration else None,
            "state": one.trust.value if one.trust else "not measured",
            "last_check": one.checks[0].at if one.checks else None,
            "drift_percent": _percent(one.checks[0].low_drift, one.checks[0].high_drift)
            if one.checks
            else None,
        }
        for one in found
    ]
    if as_json:
        show_json(told)
        return
    table = Table("machine", "calibration", "state", "last check", "drift, %", box=None)
    for line in told:
        at, drifts = line["last_check"], line["drift_percent"]
        table.add_row(
            str(line["machine"]), str(line["calibration"] or "--"), str(line["state"]),
            f"{at:%Y-%m-%d %H:%M}" if at else "--", str(drifts or "--"),
        )  # fmt: skip
    console.print(table)


@app.command()
def calibrate(
    record: Annotated[Path, typer.Argument(help="The calibration record, JSON.")],
    pictures: _Pictures,
    airport: _Airport,
    reference: Annotated[str, typer.Option(help="What the reference of the daily check is.")],
    agency: _Agency = "ASF",
    as_json: JsonFlag = False,
) -> None:
    """Keep a machine's calibration, with its reference as it reads on that day."""
    by, now = open_desk()
    desk, shown = desks.own(airport, agency, by=by), _scan(pictures)
    row = checks.keep_calibration(
        existing(record).read_text(encoding="utf-8"), desk=desk, reference=reference,
        passed=_passed(shown), by=by, now=now,
    )  # fmt: skip
    if as_json:
        show_json({"calibration": row.name, "machine": row.machine, "made_at": row.made_at})
    else:
        console.print(f"{row.machine} is read by {row.name} from now on.", highlight=False)


@app.command()
def check(
    pictures: _Pictures,
    airport: _Airport,
    machine: Annotated[str, typer.Option(help="The machine, where its files do not say.")] = "",
    agency: _Agency = "ASF",
    as_json: JsonFlag = False,
) -> None:
    """Compare today's picture of the reference with the calibration; a drift is an alarm."""
    by, now = open_desk()
    desk, shown = desks.own(airport, agency, by=by), _scan(pictures)
    row = checks.check(
        machine or shown.origin.machine, desk=desk, passed=_passed(shown),
        by=by, now=now,
    )  # fmt: skip
    low, high = _percent(row.low_drift, row.high_drift)
    if as_json:
        show_json({"drift_percent": [low, high], "alarm": row.alarm})
        return
    console.print(
        f"Drift {low:+.2f} % at low energy, {high:+.2f} % at high: "
        + (
            "calibrate the machine before its numbers count."
            if row.alarm
            else "it reads as calibrated."
        ),
        highlight=False,
    )


def _scan(pictures: list[Path]) -> Scan:
    halves = [dicos.read(existing(path).read_bytes()) for path in pictures]
    if not all(isinstance(one, Half) for one in halves):
        raise InvalidValueError("Name the two pictures of the reference, one of each energy.")
    return dicos.join([one for one in halves if isinstance(one, Half)])


def _passed(shown: Scan) -> tuple[float, float]:
    return drift.passed(View(shown.low, shown.high))


def _percent(low: float, high: float) -> tuple[float, float]:
    return round(100 * low, 3), round(100 * high, 3)
