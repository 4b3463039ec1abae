"""`markaz crops sample` and `markaz crops estimate`: which fields to visit, and what they say."""

from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from markaz.cli.crops.claims import acres
from markaz.cli.crops.tables import rows_of
from markaz.cli.desk import JsonFlag, console, show_json
from markaz.crops.estimating import estimate as estimated
from markaz.crops.sampling import Claim, Design, Sample, draw
from markaz.records.errors import InvalidValueError

_Claims = Annotated[Path, typer.Argument(help="All claims: CSV with name, stratum and area_m2.")]
_Size = Annotated[int, typer.Option(min=2, help="How many fields to visit.")]
_Seed = Annotated[str, typer.Option(help="Say it before the claims are known, and keep it.")]
_Design = Annotated[Design, typer.Option(help="Alike in each stratum, or by claimed size.")]


def sample(
    claims: _Claims, size: _Size, seed: _Seed, design: _Design = Design.STRATIFIED,
    as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Draw the fields that verifiers visit; the same seed draws the same on any machine."""
    drawn = _draw(claims, size=size, seed=seed, design=design)
    rows = [
        {
            "name": one.claim.name,
            "stratum": one.claim.stratum,
            "area_m2": float(one.claim.area_m2),
            "chance": str(one.chance),
        }
        for one in drawn.drawn
    ]
    if as_json:
        show_json({"design": design, "seed": seed, "claims": _count(drawn), "drawn": rows})
        return
    for row in rows:
        console.print(f"{row['stratum']}\t{row['name']}", highlight=False, markup=False)
    console.print(
        f"{len(rows)} of {_count(drawn):,} claims, {design}, seed {seed!r}.", highlight=False
    )


def estimate(
    claims: _Claims,
    visits: Annotated[Path, typer.Argument(help="What was found: CSV with name and area_m2.")],
    size: _Size, seed: _Seed, design: _Design = Design.STRATIFIED, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Say what holds of all claims, with its 95 % interval, from the fields that were visited."""
    drawn = _draw(claims, size=size, seed=seed, design=design)
    found = estimated(
        drawn, {row["name"]: _area(row) for row in rows_of(visits, "name", "area_m2")}
    )
    if as_json:
        show_json({"claimed_m2": float(drawn.claimed_m2), **asdict(found)})
        return
    low, middle, high = (float(one) for one in (found.low_m2, found.area_m2, found.high_m2))
    console.print(
        f"Of {acres(float(drawn.claimed_m2))} claimed, {acres(middle)} hold"
        f" (95 %: {acres(low)} to {acres(high)}).",
        highlight=False,
    )
    console.print(f"{found.visited} visited, {found.missing} drawn but not visited.")


def _draw(path: Path, *, size: int, seed: str, design: Design) -> Sample:
    rows = rows_of(path, "name", "stratum", "area_m2")
    listed = [Claim(row["name"], row["stratum"], _area(row)) for row in rows]
    return draw(listed, size=size, seed=seed, design=design)


def _count(drawn: Sample) -> int:
    return sum(count for count, _ in drawn.strata.values())


def _area(row: dict[str, str]) -> Fraction:
    try:
        area = Fraction(row["area_m2"].replace(",", ""))
    except (ValueError, ZeroDivisionError):
        area = Fraction(-1)
    if area < 0:
        raise InvalidValueError(
            f"{row['area_m2']!r} of {row['name']} is no area: write square metres from 0 up."
        )
    return area
