"""`markaz crops measure`: what was cleared between two pictures from above."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from markaz.cli.crops.claims import AnywhereFlag, acres, outlines_of, polygons
from markaz.cli.desk import JsonFlag, console, day, show_json
from markaz.crops.areas import ACRE_M2
from markaz.crops.imagery.evidence import Circumstances
from markaz.crops.imagery.measured import (
    REDRAWS,
    Beside,
    Engine,
    FieldMeasured,
    How,
    Measured,
    Picture,
    Position,
    Tile,
)
from markaz.records.errors import InvalidValueError

_Pictures = Annotated[list[Path], typer.Option(help="A GeoTIFF; name it again for more tiles.")]
_Layers = Annotated[
    list[Path] | None,
    typer.Option(help="Sentinel-2 scene classes (SCL) of each tile, in the same order."),
]
_Metres = Annotated[float, typer.Option(help="One sigma in metres; 0 where nobody knows.")]
_SHOWN = 20


def measure(
    fields: Annotated[Path, typer.Argument(help="The outlines of the fields.")],
    before: _Pictures,
    after: _Pictures,
    before_day: Annotated[str, typer.Option(help="When the first was taken, YYYY-MM-DD.")] = "",
    after_day: Annotated[str, typer.Option(help="When the second was taken.")] = "",
    before_classes: _Layers = None,
    after_classes: _Layers = None,
    red: Annotated[int, typer.Option(help="Number of the red band; 0 to go by names.")] = 0,
    nir: Annotated[int, typer.Option(help="Number of the near infrared band.")] = 0,
    controls: Annotated[Path | None, typer.Option(help="Fields nearby nobody claims.")] = None,
    bare: Annotated[Path | None, typer.Option(help="Outlines of bare ground nearby.")] = None,
    corner_error: _Metres = 0.0,
    shift_error: _Metres = 0.0,
    redraws: Annotated[int, typer.Option(min=2, max=200)] = REDRAWS,
    seed: Annotated[int, typer.Option(min=0, help="Of the redraws.")] = 0,
    lancing: Annotated[str, typer.Option(help="First day on which poppy is lanced there.")] = "",
    engine: Annotated[Engine, typer.Option(help="Where tiles are measured.")] = Engine.PROCESS,
    scheduler: Annotated[
        str, typer.Option(help="Of Dask: threads, processes, or tcp://HOST:PORT.")
    ] = "threads",
    anywhere: AnywhereFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Measure what was cleared of each field, with its error and what the evidence supports."""
    # The libraries of maps take half a second, which no other command should wait for.
    from markaz.crops.tiles import cluster, measure_tiles

    days = (_day(before_day), _day(after_day))
    tiles = _tiles(
        _pictures(before, before_classes, days[0], (red, nir)),
        _pictures(after, after_classes, days[1], (red, nir)),
    )
    read = outlines_of(fields, anywhere=anywhere)
    asked = [one for one in read.kept if one.drawn and not one.running]
    about = Circumstances(lancing=_day(lancing))
    how = How(Position(corner_error, shift_error), redraws=redraws, seed=(seed,))
    beside = Beside(_drawn(controls, anywhere=anywhere), _drawn(bare, anywhere=anywhere))
    with cluster(engine, scheduler=scheduler) as run:
        found = measure_tiles(
            tiles,
            [one.polygon for one in asked],
            beside=beside,
            how=how,
            about=[about] * len(asked),
            run=run,
        )
    numbers = [one.number for one in asked]
    if as_json:
        show_json(_told(found, numbers, aside=len(read.aside)))
    else:
        _print(found, numbers)


def _day(text: str) -> date | None:
    return day(text) if text else None


def _drawn(path: Path | None, *, anywhere: bool) -> list[Any]:
    return [] if path is None else polygons(outlines_of(path, anywhere=anywhere).kept)


def _pictures(
    paths: list[Path], classes: list[Path] | None, taken: date | None, bands: tuple[int, int]
) -> list[Picture]:
    layers: list[Path | None] = list(classes) if classes else [None] * len(paths)
    if len(layers) != len(paths):
        raise InvalidValueError("Name scene classes for every picture, or for none.")
    return [
        Picture(path, taken, *bands, classes=layer)
        for path, layer in zip(paths, layers, strict=True)
    ]


def _tiles(before: list[Picture], after: list[Picture]) -> list[Tile]:
    if len(before) != len(after):
        raise InvalidValueError("Name as many pictures after as before, in the same order.")
    return [Tile(*pair) for pair in zip(before, after, strict=True)]


def _told(found: Measured, numbers: list[int], *, aside: int) -> dict[str, Any]:
    return {
        "cleared_m2": round(found.cleared_m2, 1),
        "cleared_acres": round(found.cleared_m2 / float(ACRE_M2), 3),
        "sigma_m2": round(found.sigma_m2, 1),
        "parts_m2": {name: round(size, 1) for name, size in found.parts.items()},
        "set_aside": aside,
        "remarks": [str(one) for one in found.remarks],
        "fields": [_field(one, numbers[one.field]) for one in found.fields],
    }


def _field(one: FieldMeasured, number: int) -> dict[str, Any]:
    known = one.cleared_m2 == one.cleared_m2
    return {
        "number": number,
        "area_m2": round(one.area_m2, 1),
        "cleared_m2": round(one.cleared_m2, 1) if known else None,
        "sigma_m2": round(one.sigma_m2, 1) if known else None,
        "seen": round(one.seen, 3),
        "pixels": one.pixels,
        "grade": one.evidence.grade,
        "missing": list(one.evidence.missing),
    }


def _print(found: Measured, numbers: list[int]) -> None:
    table = Table("no.", "area", "cleared", "2 sigma", "evidence", "missing", box=None)
    for one in found.fields[:_SHOWN]:
        told = _field(one, numbers[one.field])
        seen = told["cleared_m2"] is not None
        table.add_row(
            str(told["number"]),
            acres(one.area_m2),
            acres(one.cleared_m2) if seen else "not seen",
            acres(2 * one.sigma_m2) if seen else "",
            one.evidence.grade.replace("_", " "),
            ", ".join(missing.replace("_", " ") for missing in one.evidence.missing),
        )
    console.print(table)
    if len(found.fields) > _SHOWN:
        console.print(f"and {len(found.fields) - _SHOWN:,} more", style="dim")
    for remark in found.remarks:
        console.print(f"[yellow]note[/] {remark}", highlight=False)
    console.print(
        f"Cleared: {acres(found.cleared_m2)}, give or take {acres(2 * found.sigma_m2)} (2 sigma).",
        highlight=False,
    )
