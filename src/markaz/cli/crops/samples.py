"""`markaz crops draw|sheet`: fields drawn to be visited, and what the visits say."""

from decimal import Decimal
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.crops.verifying import sampling
from markaz.cli.crops.kept import Season
from markaz.cli.crops.told import acres
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError

_M2_PER_HA = 10_000


def draw(
    season: Season,
    size: Annotated[int, typer.Option(help="How many fields to visit.")],
    seed: Annotated[str, typer.Option(help="A word that is said before the draw.")],
    design: Annotated[str, typer.Option(help="stratified or size.")] = "stratified",
    as_json: JsonFlag = False,
) -> None:
    """Draw fields to be visited; the same seed draws the same ones again."""
    by, now = open_desk()
    sample = sampling.draw(season, size=size, seed=seed, design=design, by=by, now=now)
    if as_json:
        show_json({"sample": sample.name, "frame_sha256": sample.frame_sha256})
        return
    console.print(f"Sample {sample.name}: {size} of {sample.frame_size} fields.", highlight=False)


def sheet(
    sample: Annotated[str, typer.Argument(help="The sample's name.")], as_json: JsonFlag = False
) -> None:
    """Show the fields of a sample, and what the visits say of all claims."""
    by, _now = open_desk()
    told = sampling.sheet(sample, by=by)
    if told is None:
        raise InvalidValueError(f"There is no sample {sample}: check its name.")
    estimate = told.estimate
    result = {
        "sample": sample,
        "seed": told.sample.seed,
        "design": told.sample.design,
        "claimed_acres": acres(told.claimed_ha),
        "estimate_acres": _of_m2(estimate.area_m2) if estimate else None,
        "interval_acres": [_of_m2(estimate.low_m2), _of_m2(estimate.high_m2)] if estimate else None,
        "fields": [
            {
                "field": one.field.name,
                "label": one.field.label,
                "stratum": one.stratum,
                "cleared_acres": acres(visit.cleared_ha) if visit else None,
            }
            for one, visit in told.rows
        ],
    }
    if as_json:
        show_json(result)
        return
    table = Table("field", "label", "stratum", "claimed acres", "found acres", box=None)
    for one, visit in told.rows:
        found = f"{acres(visit.cleared_ha):,}" if visit else ""
        claimed = f"{acres(one.field.claimed_ha):,}"
        table.add_row(one.field.name, one.field.label, one.stratum, claimed, found)
    console.print(table)
    if estimate:
        low, high = (_of_m2(area) for area in (estimate.low_m2, estimate.high_m2))
        console.print(
            f"Estimate: {_of_m2(estimate.area_m2):,} acres, 95 % interval {low:,} to {high:,}."
        )
    else:
        console.print(str(told.short))


def _of_m2(area_m2: Decimal) -> Decimal:
    return acres(area_m2 / _M2_PER_HA)
