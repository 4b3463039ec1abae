"""Imagery: two pictures registered by the operator, fields measured in them, pictures shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import shapely
from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.crops.imagery.pictures import Bounds, bounds_of, png, shared
from markaz.actions.crops.places import season_of
from markaz.crops.imagery.grids import refuse_elsewhere
from markaz.crops.imagery.measured import Picture
from markaz.crops.outlines import reading
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, files
from markaz.store.crops import scenes
from markaz.store.models import FieldRow, SceneRow

_SIDES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures of one place, a mask for each where there is one, and what is known of them.

    `lancing` is the first day on which poppy is lanced there; `position_m` how wrong outlines lie;
    `red` and `nir` number the bands where the file does not name them; `controls` is a GeoJSON
    file of fields nearby that nobody claims, `bare` one of ground that is bare on both days.
    """

    title: str
    before: Path
    before_on: date
    after: Path
    after_on: date
    before_mask: Path | None = None
    after_mask: Path | None = None
    lancing: date | None = None
    position_m: float = 0.0
    controls: bytes = b""
    bare: bytes = b""
    red: int = 0
    nir: int = 0

    @property
    def both(self) -> tuple[Path, Path]:
        """The picture before and the one after."""
        return self.before, self.after


def register(pair: Pair, *, by: User, now: datetime, keep: bool = True) -> SceneRow:
    """Take two pictures up, their bytes kept unless `keep` is false.

    Raises:
        UnreadableFileError, InvalidValueError: nothing was registered.
    """
    require(by.permissions, Permission.KEEP_BACKUP)
    if pair.after_on <= pair.before_on:
        raise InvalidValueError("The second picture is not later than the first: swap them.")
    both = shared(*(bounds_of(Picture(path, None, pair.red, pair.nir)) for path in pair.both))
    if both is None:
        raise InvalidValueError("The two pictures show no ground in common: check their places.")
    west, south, east, north = both
    for mask, picture in zip((pair.before_mask, pair.after_mask), pair.both, strict=True):
        if mask:
            refuse_elsewhere(mask, picture)
    masks = {
        f"{side}_mask": _place(path, keep=keep)
        for side in _SIDES
        if (path := getattr(pair, f"{side}_mask"))
    }
    with transaction.atomic():
        scene = scenes.keep(
            SceneRow(
                title=pair.title,
                season=season_of(pair.after_on),
                before=_place(pair.before, keep=keep),
                before_sha256=files.digest(pair.before),
                before_on=pair.before_on,
                after=_place(pair.after, keep=keep),
                after_sha256=files.digest(pair.after),
                after_on=pair.after_on,
                settings={
                    **masks,
                    "red": pair.red,
                    "nir": pair.nir,
                    "lancing": pair.lancing.isoformat() if pair.lancing else "",
                    "position_m": pair.position_m,
                    "controls": _outlines(pair.controls, name="the control fields"),
                    "bare": _outlines(pair.bare, name="the bare ground"),
                },
                west=west,
                south=south,
                east=east,
                north=north,
                registered_by=by.username,
                registered_at=now.astimezone(UTC),
            )
        )
        audit.log(
            Event.SCENE_REGISTERED,
            subject=f"scene {scene.name}",
            by=by,
            now=now,
            details={"before": scene.before_sha256, "after": scene.after_sha256},
        )
    return scene


def _outlines(content: bytes, *, name: str) -> str:
    if not content:
        return ""
    read = reading.read(content, name=name)
    parts = [one.polygon for one in read.kept if one.polygon is not None]
    polygons = [part for shape in parts for part in shapely.get_parts(shape)]
    return str(shapely.to_geojson(shapely.GeometryCollection(polygons)))


def _place(path: Path, *, keep: bool) -> str:
    if not keep:
        return str(path.resolve())
    kept = files.keep(path)
    return str(kept.path.relative_to(Path(settings.MARKAZ_HOME)))


def path_of(scene: SceneRow, which: str) -> Path:
    """Where a picture of a scene is; `which` is before or after, or a mask's name.

    Raises:
        InvalidValueError: it is no longer where it was registered.
    """
    written = getattr(scene, which) if which in _SIDES else scene.settings[which]
    # A path that is whole stays as it is.
    path = Path(settings.MARKAZ_HOME) / str(written)
    if not path.is_file():
        raise InvalidValueError(
            "The picture of {day} is not where it was: ask the operator to put it back.",
            day=getattr(scene, f"{which.removesuffix('_mask')}_on"),
        )
    return path


def picture_of(scene: SceneRow, which: str) -> Picture:
    """A picture of a scene with its day, its bands and its mask."""
    told = scene.settings
    mask = path_of(scene, f"{which}_mask") if told.get(f"{which}_mask") else None
    day = getattr(scene, f"{which}_on")
    return Picture(path_of(scene, which), day, int(told["red"]), int(told["nir"]), mask=mask)


def over(rows: Sequence[FieldRow]) -> SceneRow | None:
    """The scene that shows most of these fields, the latest of two alike."""
    found = scenes.meeting(rows[:_MOST_ASKED]) if rows else []
    return max(found, key=lambda scene: (_holds(scene, rows), scene.after_on), default=None)


_MOST_ASKED = 200


def _holds(scene: SceneRow, rows: Sequence[FieldRow]) -> int:
    return sum(
        scene.west <= row.west
        and row.east <= scene.east
        and scene.south <= row.south
        and row.north <= scene.north
        for row in rows
    )


def picture(
    scene: SceneRow,
    which: str,
    *,
    bounds: Bounds,
    within: Sequence[Bounds] = (),
    longest: int = 900,
) -> bytes:
    """A part of a picture as a PNG no longer than so many pixels; only `within` where that is said.

    Raises:
        InvalidValueError: the picture is no longer where it was registered.
    """
    if which not in _SIDES:
        raise InvalidValueError("A scene has a picture before and one after.")
    size = _size(bounds, longest)
    return png(picture_of(scene, which), bounds=bounds, size=size, within=within)


def _size(bounds: Bounds, longest: int) -> tuple[int, int]:
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    most = max(wide, high)
    return max(1, round(longest * wide / most)), max(1, round(longest * high / most))
