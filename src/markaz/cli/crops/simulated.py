"""The season of the demonstration: claims filed, measured from above, visited and judged."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import NAMESPACE_URL, uuid5

import shapely
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.crops import looking, status
from markaz.actions.crops.claims.filing import file_fields
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.imagery import measuring, scenes
from markaz.actions.crops.imagery.scenes import Pair
from markaz.actions.crops.looking import Seen
from markaz.actions.crops.reasons import Reason
from markaz.actions.crops.verifying import judging, photos, sampling, visits
from markaz.actions.crops.verifying.judging import Basis, Verdict
from markaz.actions.crops.verifying.visits import Visit
from markaz.actions.crops.verifying.written import area_written
from markaz.cli.desk import console
from markaz.data.places import DISTRICTS
from markaz.simulation.season import season as simulated
from markaz.simulation.season.fields import EXAGGERATING, District, Planted
from markaz.simulation.season.photos import photograph
from markaz.simulation.season.season import Season

_SEED = 7
_SAMPLE, _PHOTOS = 36, 2
_MEASURED_TO_M = 3.0
# Where the second picture was taken in time; elsewhere fields had begun to dry by themselves.
_IN_TIME = ("PK-BA", "PK-SD")


def simulate_season(campaign: Path, folder: Path, *, by: User, now: datetime) -> None:
    """Build the season on the clearances of a campaign, once however often it is run."""
    told = simulated.simulate(campaign, folder, seed=_SEED)
    filed = [
        file_fields(path, Handed(agency), file_name=path.name, by=by, now=now)
        for agency, path in simulated.claim_files(told, folder)
    ]
    if all(one.repeated for one in filed):
        return
    planted = {(one.agency, one.label): one for d in told.districts for one in d.fields}
    seen = looking.season_seen(told.year, by=by).seen
    _photograph(told, seen, by=by, now=now)
    for district in told.districts:
        scenes.register(_pair(told, district), by=by, now=now)
    measuring.measure_waiting(by=by, now=now)
    sample = sampling.draw(
        told.year, size=_SAMPLE, seed="simulated", design="stratified", by=by, now=now
    )
    sheet = sampling.sheet(sample.name, by=by)
    visited = [one.field.name for one, _visit in sheet.rows] if sheet else []
    truth = {one.row.name: planted[one.row.agency, one.row.label] for one in seen}
    _visit(visited, truth, by=by, now=now)
    for one in seen:
        judging.judge(
            one.row.name,
            _verdict(truth[one.row.name], visited=one.row.name in visited),
            by=by,
            now=now,
        )
    status.keep_surveys(simulated.survey(told), official=False, by=by, now=now)
    for year in range(told.year - 2, told.year + 1):
        status.say_status(year, by=by, now=now)
    ended = looking.season_seen(told.year, by=by)
    console.print(
        f"{len(ended.seen)} simulated fields: {_acres(ended.claimed_ha)} acres claimed,"
        f" {_acres(ended.verified_ha)} verified: /crops/ shows them.",
        highlight=False,
    )


def _pair(told: Season, district: District) -> Pair:
    days = [one.day for one in district.fields]
    after_on = min(max(days) + timedelta(days=5), date(told.year, 12, 31))
    shown = told.pictures[district.code]
    in_time = district.code.startswith(_IN_TIME)
    return Pair(
        title=f"{DISTRICTS[district.code].label_en} (simulated)",
        before=shown.before,
        before_on=min(days) - timedelta(days=6),
        after=shown.after,
        after_on=after_on,
        before_mask=shown.before_mask,
        after_mask=shown.after_mask,
        lancing=after_on + timedelta(days=9 if in_time else -12),
        position_m=_MEASURED_TO_M,
        controls=simulated.controls(district),
        bare=simulated.bare(district),
    )


def _photograph(told: Season, seen: tuple[Seen, ...], *, by: User, now: datetime) -> None:
    """Two photographs from each district, one of them handed in a second time elsewhere."""
    first: bytes | None = None
    for district in told.districts:
        own = [one for one in seen if one.row.district == district.code][: _PHOTOS + 1]
        for nth, one in enumerate(own):
            taken = _photo_of(one) if nth < _PHOTOS or first is None else first
            first = first or taken
            with TemporaryDirectory() as folder:
                path = Path(folder) / "photo.jpg"
                path.write_bytes(taken)
                photos.keep_photo(
                    one.row.name, path, file_name=f"{one.row.label}.jpg", by=by, now=now
                )


def _photo_of(one: Seen) -> bytes:
    row = one.row
    inside = shapely.point_on_surface(shapely.from_geojson(row.outline))
    return photograph(
        row.name,
        latitude=inside.y,
        longitude=inside.x,
        taken=datetime.combine(row.cleared_on, time(11, 20)),
    )


def _visit(names: list[str], truth: dict[str, Planted], *, by: User, now: datetime) -> None:
    told = [
        Visit(
            entry=uuid5(NAMESPACE_URL, f"simulated {name}"),
            field=name,
            visited_on=timezone.localdate(now),
            found="cleared" if _whole(truth[name]) else "partly_cleared",
            area=_measured(truth[name], nth),
            remark="SIMULATED",
        )
        for nth, name in enumerate(names)
    ]
    visits.enter(told, by=by, now=now)


def _whole(one: Planted) -> bool:
    return one.team != EXAGGERATING and not one.again


def _measured(one: Planted, nth: int) -> str:
    """What visitors measure: the truth, give or take three parts of a hundred."""
    acres = float(one.verified.split()[0]) * (1 + 0.01 * (nth % 7 - 3))
    return f"{acres:.2f} acres"


def _verdict(one: Planted, *, visited: bool) -> Verdict:
    reason = "" if _whole(one) else Reason.NO_EVIDENCE if one.again else Reason.SMALLER
    basis = Basis.BOTH if visited else Basis.IMAGERY
    return Verdict(area_written(one.verified), basis.value, str(reason), "SIMULATED")


def _acres(area_ha: object) -> str:
    return f"{float(str(area_ha)) / 0.40468564224:,.0f}"
