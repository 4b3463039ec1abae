"""`markaz crops imagery|look`: pictures from above registered, and fields measured in them."""

from pathlib import Path
from typing import Annotated

import typer

from markaz.actions.crops.imagery import measuring, waiting
from markaz.actions.crops.imagery.scenes import Pair
from markaz.cli.desk import JsonFlag, console, day, existing, open_desk, show_json
from markaz.records.errors import MarkazError
from markaz.store.models import SceneRow


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
    bare: Annotated[Path | None, typer.Option(help="GeoJSON of bare ground nearby.")] = None,
    red: Annotated[int, typer.Option(help="Number of the red band; 0 to go by names.")] = 0,
    nir: Annotated[int, typer.Option(help="Number of the near infrared band.")] = 0,
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
        before_mask=existing(before_mask) if before_mask else None,
        after_mask=existing(after_mask) if after_mask else None,
        lancing=day(lancing) if lancing else None,
        position_m=position_m,
        controls=_content(controls),
        bare=_content(bare),
        red=red,
        nir=nir,
    )
    scene = waiting.register_to_measure(pair, by=by, now=now, keep=not in_place)
    if as_json:
        show_json({"scene": scene.name, "season": scene.season})
        return
    console.print(f"Registered as {scene.name}; a worker measures in it.", highlight=False)


def _content(path: Path | None) -> bytes:
    return existing(path).read_bytes() if path else b""


def look(as_json: JsonFlag = False) -> None:
    """Measure now in every scene that shows a field not measured in it yet."""
    by, now = open_desk()
    found = measuring.measure_waiting(by=by, now=now)
    refused = [one for _scene, one in found if isinstance(one, MarkazError)]
    if as_json:
        show_json([_told(scene, one) for scene, one in found])
    else:
        _print(found)
    if refused:
        raise typer.Exit(1)


def _told(scene: SceneRow, found: int | MarkazError) -> dict[str, object]:
    said = {"error": str(found)} if isinstance(found, MarkazError) else {"fields": found}
    return {"scene": scene.name, "title": scene.title, **said}


def _print(found: list[tuple[SceneRow, int | MarkazError]]) -> None:
    for scene, one in found:
        said = str(one) if isinstance(one, MarkazError) else f"{one} fields"
        console.print(f"{scene.name} {scene.title}: {said}", highlight=False)
    if not found:
        console.print("Every scene has been measured in.")
