"""`markaz crops imagery|look`: pictures from above registered, and fields measured in them."""

from pathlib import Path
from typing import Annotated

import typer

from markaz.actions.crops.imagery import measuring, scenes
from markaz.actions.crops.imagery.scenes import Pair
from markaz.cli.desk import JsonFlag, console, day, existing, open_desk, show_json


def imagery(
    before: Annotated[Path, typer.Argument(help="GeoTIFF with the crop standing.")],
    after: Annotated[Path, typer.Argument(help="GeoTIFF after the clearing.")],
    before_on: Annotated[str, typer.Option(help="The day of the first.")],
    after_on: Annotated[str, typer.Option(help="The day of the second.")],
    title: Annotated[str, typer.Option(help="What the place is called.")],
    before_mask: Annotated[Path | None, typer.Option(help="Not 0 where it is clouded.")] = None,
    after_mask: Annotated[Path | None, typer.Option(help="Not 0 where it is clouded.")] = None,
    lancing: Annotated[str, typer.Option(help="First day of lancing there.")] = "",
    position_m: Annotated[float, typer.Option(help="How wrong outlines lie, one sigma.")] = 0.0,
    controls: Annotated[Path | None, typer.Option(help="GeoJSON of unclaimed fields.")] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Keep no copy.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Register a picture before and one after; the worker measures the fields in them."""
    by, now = open_desk()
    pair = Pair(
        title=title,
        before=existing(before),
        before_on=day(before_on),
        after=existing(after),
        after_on=day(after_on),
        before_mask=before_mask,
        after_mask=after_mask,
        lancing=day(lancing) if lancing else None,
        position_m=position_m,
        controls=existing(controls).read_bytes() if controls else b"",
    )
    scene = scenes.register(pair, by=by, now=now, keep=not in_place)
    measuring.measure_later.enqueue(scene.name)
    if as_json:
        show_json({"scene": scene.name, "season": scene.season})
        return
    console.print(f"Registered as {scene.name}; a worker measures in it.", highlight=False)


def look(as_json: JsonFlag = False) -> None:
    """Measure now in every scene in which nothing was measured yet."""
    by, now = open_desk()
    told = [
        {"scene": scene.name, "title": scene.title, "fields": count}
        for scene, count in measuring.measure_waiting(by=by, now=now)
    ]
    if as_json:
        show_json(told)
        return
    for one in told:
        console.print(f"{one['scene']} {one['title']}: {one['fields']} fields", highlight=False)
    if not told:
        console.print("Every scene has been measured in.")
