"""`markaz crops area` and `markaz crops overlaps`: what teams claim, and what it covers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from markaz.cli.desk import JsonFlag, console, existing, show_json
from markaz.crops.areas import ACRE_M2
from markaz.crops.outlines.judging import HOME, Bounds
from markaz.crops.outlines.outline import Outline, Outlines
from markaz.crops.outlines.reading import read

app = typer.Typer(help="Measure cleared fields, count them once, and say how sure that is.")
Files = Annotated[
    list[Path],
    typer.Argument(help="Outlines: GeoJSON, KML, KMZ, GPX, zipped Shapefile, CSV or XLSX."),
]
RegionOption = Annotated[
    str, typer.Option(help="Province or country whose kanal and jarib are meant, as PK-KP.")
]
AnywhereFlag = Annotated[
    bool, typer.Option("--anywhere", help="Fields may lie outside Pakistan and Afghanistan.")
]
_SHOWN = 20


def outlines_of(path: Path, *, region: str = "", anywhere: bool = False) -> Outlines:
    """The outlines of a file."""
    home: Bounds | None = None if anywhere else HOME
    return read(existing(path).read_bytes(), name=path.name, region=region, home=home)


def acres(area_m2: float) -> str:
    """An area as it is printed."""
    return f"{area_m2 / float(ACRE_M2):,.2f} acres"


@app.command()
def area(
    files: Files, region: RegionOption = "PK", anywhere: AnywhereFlag = False,
    as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Read outlines: the area of each on the ellipsoid, as written beside as read."""
    found = [(path, outlines_of(path, region=region, anywhere=anywhere)) for path in files]
    if as_json:
        show_json({"files": [_file(path, one) for path, one in found]})
        return
    for path, one in found:
        _print_file(path, one)


def _file(path: Path, found: Outlines) -> dict[str, Any]:
    return {
        "file": path.name,
        "kind": found.kind,
        "claimed_m2": round(found.claimed_m2, 2),
        "running_total_m2": round(found.running_m2, 2),
        "kept": [_outline(one) for one in found.kept],
        "set_aside": [
            {"number": one.number, "reason": str(one.reason), "as_written": dict(one.as_written)}
            for one in found.aside
        ],
    }


def _outline(one: Outline) -> dict[str, Any]:
    return {
        "number": one.number,
        "area_m2": round(one.area_m2, 2),
        "acres": round(one.area_m2 / float(ACRE_M2), 4),
        "as_written": one.stated.text if one.stated else "",
        "unit": one.stated.unit if one.stated else "",
        "stated_m2": one.stated.square_metres if one.stated else None,
        "crop": one.crop,
        "method": one.method,
        "team": one.team,
        "day": one.day,
        "drawn": one.drawn,
        "running_total": one.running,
        "doubts": [str(doubt) for doubt in one.doubts],
    }


def _print_file(path: Path, found: Outlines) -> None:
    table = Table("no.", "measured", "as written", "team", "day", "remarks", box=None)
    for one in found.kept[:_SHOWN]:
        remarks = [*(["running total: not added"] if one.running else []), *map(str, one.doubts)]
        table.add_row(
            str(one.number),
            acres(one.area_m2),
            one.stated.text if one.stated else "",
            one.team,
            str(one.day or ""),
            " ".join(remarks),
        )
    console.print(f"[bold]{path.name}[/] ({found.kind})", highlight=False)
    console.print(table)
    if len(found.kept) > _SHOWN:
        console.print(f"and {len(found.kept) - _SHOWN:,} more", style="dim")
    for aside in found.aside:
        console.print(f"set aside, no. {aside.number}: {aside.reason}", highlight=False)
    console.print(
        f"{len(found.kept):,} kept, {len(found.aside):,} set aside;"
        f" claimed {acres(found.claimed_m2)}",
        highlight=False,
    )


@app.command()
def overlaps(
    files: Files, region: RegionOption = "PK", anywhere: AnywhereFlag = False,
    by_team: Annotated[
        bool, typer.Option("--by-team", help="Owners are the teams, not the files.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Count ground once that several files claim: the sum, the union, and who overlaps whom."""
    # As in `measure`: only who asks waits for the libraries of maps.
    from markaz.crops.union import season, shared_between, unite

    claims = [
        (path, one)
        for path in files
        for one in outlines_of(path, region=region, anywhere=anywhere).kept
        if one.polygon is not None and not one.running
    ]
    owners = [one.team if by_team and one.team else path.name for path, one in claims]
    seasons = [season(one.day) if one.day else "" for _, one in claims]
    undated = seasons.count("")
    if len(set(seasons) - {""}) <= 1:
        # Of one season, a claim without a day can be of no other.
        seasons, undated = [""] * len(claims), 0
    united = unite([one.polygon for _, one in claims], seasons=seasons)
    names = [f"{path.name}#{one.number}" for path, one in claims]
    shared = shared_between(united, owners)
    if as_json:
        show_json(
            {
                "claims": len(claims),
                "sum_m2": round(united.sum_m2, 2),
                "union_m2": round(united.union_m2, 2),
                "components": len(united.components),
                "undated_apart": undated,
                "shared": [
                    {"owners": list(pair), "area_m2": round(size, 2)}
                    for pair, size in shared.items()
                ],
                "overlaps": [
                    {
                        "left": names[one.left],
                        "right": names[one.right],
                        "area_m2": round(one.area_m2, 2),
                        "iou": round(one.iou, 4),
                    }
                    for one in united.overlaps
                ],
            }
        )
        return
    _print_united(len(claims), united.sum_m2, united.union_m2, shared)
    if undated:
        console.print(
            f"{undated:,} claims have no day and are held against each other only: date them.",
            highlight=False,
        )


def _print_united(
    claims: int, sum_m2: float, union_m2: float, shared: dict[tuple[str, str], float]
) -> None:
    console.print(f"{claims:,} claims add up to {acres(sum_m2)}.", highlight=False)
    console.print(f"They cover {acres(union_m2)} of ground.", highlight=False)
    if not shared:
        console.print("No claim lies on another.")
        return
    table = Table("owner", "and owner", "both claim", box=None)
    for (left, right), size in shared.items():
        table.add_row(left, right if right != left else "itself", acres(size))
    console.print(table)


def polygons(found: Sequence[Outline]) -> list[Any]:
    """The outlines that are drawn; a circle about a centre is no shape to measure by."""
    return [one.polygon for one in found if one.drawn and not one.running]
