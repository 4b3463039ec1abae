"""`markaz simulate`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from markaz.cli.desk import JsonFlag, console, show_json
from markaz.simulation import campaign


def simulate(
    out: Annotated[Path, typer.Option(help="Folder for the campaign's files.")],
    year: Annotated[int, typer.Option(help="Calendar year of the events.")] = 2025,
    scale: Annotated[
        float, typer.Option(help="1 is the published campaign; 4000 is ten million reports.")
    ] = 1.0,
    seed: Annotated[
        int, typer.Option(help="Another seed, another campaign of the same truth.")
    ] = 7,
    profile: Annotated[str, typer.Option(help="plain or hostile noise.")] = "plain",
    as_json: JsonFlag = False,
) -> None:
    """Write what some ten agencies would have sent, and the truth beside it."""
    with Progress(console=console, transient=True, disable=as_json) as progress:
        task = progress.add_task("simulating", total=None)
        summary = campaign.simulate(
            out,
            year=year,
            scale=scale,
            seed=seed,
            profile=profile,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    if as_json:
        show_json(summary.as_dict())
        return
    console.print(f"Simulated into {out}:")
    for name, value in summary.as_dict().items():
        console.print(f"  {name}: {value:,}")
