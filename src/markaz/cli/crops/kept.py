"""`markaz crops`: fields claimed, seen, verified, sampled; imagery; what is free of poppy."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.crops import looking
from markaz.actions.crops.claims import filing
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.verifying import judging, photos
from markaz.actions.crops.verifying.judging import Verdict
from markaz.actions.crops.verifying.written import area_written
from markaz.cli.crops.told import acres
from markaz.cli.desk import JsonFlag, console, day, existing, open_desk, show_json

Season = Annotated[int, typer.Argument(help="The year in which the season ends.")]
Field = Annotated[str, typer.Argument(help="The field's name, as it was printed.")]


def claims(
    file: Annotated[Path, typer.Argument(help="GeoJSON, KML, KMZ, Shapefile zip, GPX or a table.")],
    agency: Annotated[str, typer.Option(help="Whose fields they are, e.g. ANF.")],
    cleared_on: Annotated[str, typer.Option(help="The day, where a field does not say.")] = "",
    crop: Annotated[str, typer.Option(help="poppy, cannabis or coca.")] = "poppy",
    team: Annotated[str, typer.Option(help="The team, where a field does not say.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Hand in a file of outlined fields."""
    by, now = open_desk()
    handed = Handed(agency, day(cleared_on) if cleared_on else None, crop, team)
    filed = filing.file_fields(existing(file), handed, file_name=file.name, by=by, now=now)
    told = {
        "file": filed.file.name,
        "batch": filed.file.batch_id,
        "new": filed.new,
        "changed": filed.changed,
        "unchanged": filed.unchanged,
        "set_aside": filed.set_aside,
        "overlaps": filed.overlaps,
        "repeated": filed.repeated,
    }
    if as_json:
        show_json(told)
        return
    console.print(
        f"{filed.new} new fields, {filed.changed} changed, {filed.unchanged} as they were,"
        f" {filed.set_aside} set aside; {filed.overlaps} overlaps with other claims."
    )


def season(season: Season, as_json: JsonFlag = False) -> None:
    """Say what was claimed in a season, what of it holds, and who claims whose ground."""
    by, _now = open_desk()
    told = looking.season_seen(season, by=by)
    sums = {
        "claimed": told.claimed_ha,
        "verified": told.verified_ha,
        "rejected": told.rejected_ha,
        "waiting": told.waiting_ha,
        "sum_of_outlines": told.outlined_ha,
        "union_of_outlines": told.union_ha,
    }
    sums_acres = {name: acres(area_ha) for name, area_ha in sums.items()}
    reasons = {reason: acres(area_ha) for reason, area_ha in told.reasons.items()}
    overlaps = [
        {
            "first": f"{one.left.agency} {one.left.label}",
            "again": f"{one.right.agency} {one.right.label}",
            "acres": acres(one.area_ha),
            "iou": round(one.iou, 3),
        }
        for one in told.overlaps
    ]
    if as_json:
        show_json(
            {
                "season": season,
                "fields": len(told.seen),
                "acres": sums_acres,
                "rejected_acres": reasons,
                "overlaps": overlaps,
            }
        )
        return
    table = Table("", "acres", title=f"Season {season}: {len(told.seen)} fields", box=None)
    for name, area in sums_acres.items():
        table.add_row(name.replace("_", " "), f"{area:,}")
    for reason, area in reasons.items():
        table.add_row(f"  rejected: {reason.replace('_', ' ')}", f"{area:,}")
    console.print(table)
    console.print(f"{len(overlaps)} pairs of fields lie over one another.")


def verify(
    field: Field,
    area: Annotated[str, typer.Option(help="Verified area; acres unless another unit is named.")],
    basis: Annotated[str, typer.Option(help="visit, imagery or both.")],
    reason: Annotated[str, typer.Option(help="Why the rest does not count.")] = "",
    remark: Annotated[str, typer.Option(help="A remark.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Say how much of a field is verified, and why the rest is not."""
    by, now = open_desk()
    verdict = Verdict(area_written(area), basis, reason, remark)
    row = judging.judge(field, verdict, by=by, now=now)
    told = {
        "field": field,
        "claimed_acres": acres(row.claimed_ha),
        "verified_acres": acres(row.verified_ha),
        "rejected": {reason: acres(Decimal(area_ha)) for reason, area_ha in row.rejected},
    }
    if as_json:
        show_json(told)
        return
    console.print(f"{told['verified_acres']:,} of {told['claimed_acres']:,} acres verified.")


def photo(
    field: Field,
    file: Annotated[Path, typer.Argument(help="A JPEG as the camera wrote it.")],
    as_json: JsonFlag = False,
) -> None:
    """Hand in a photograph of a field, and say what speaks against it."""
    by, now = open_desk()
    row = photos.keep_photo(field, existing(file), file_name=file.name, by=by, now=now)
    against = [str(one) for one in photos.against(row, by=by)]
    if as_json:
        show_json({"photograph": row.name, "taken_at": row.taken_at, "against": against})
        return
    console.print(f"Photograph {row.name} is kept; {len(against) or 'nothing'} against it.")
    for sentence in against:
        console.print(f"  {sentence}")
