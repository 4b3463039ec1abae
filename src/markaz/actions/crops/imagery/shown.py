"""What of imagery a person may see, and what it shows of one field: pictures and measures."""

from collections.abc import Sequence
from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.actions.crops.imagery.pictures import Bounds, shared, spread
from markaz.actions.crops.imagery.scenes import over, picture
from markaz.crops.imagery.evidence import Evidence, Grade, Missing, with_photo
from markaz.governance.permissions import Permission, require
from markaz.store.crops import fields, scenes
from markaz.store.models import FieldRow, MeasureRow, SceneRow

# So much of the neighbourhood is shown on each side of a field.
_AROUND = 0.45


def measures(row: FieldRow, *, photo: bool) -> list[tuple[MeasureRow, Evidence]]:
    """What was measured of a field, the latest scene first, and what that is evidence of.

    Args:
        row: the field.
        photo: whether a photograph of it stands, as far as the asker knows.
    """
    return [
        (one, with_photo(_of_pictures(one), stands=photo)) for one in scenes.measures_of([row.id])
    ]


def _of_pictures(one: MeasureRow) -> Evidence:
    return Evidence(Grade(one.grade), tuple(Missing(reason) for reason in one.reasons))


def best_scene(row: FieldRow) -> SceneRow | None:
    """The scene in which a field was seen best; else the one that holds it."""
    measures = [one for one in scenes.measures_of([row.id]) if one.cleared_m2 is not None]
    best = max(measures, key=lambda one: one.seen_share, default=None)
    return best.scene if best else over([row])


def around(row: FieldRow) -> Bounds:
    """The field with its neighbourhood, in degrees."""
    return spread((row.west, row.south, row.east, row.north), by=_AROUND)


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a scene a person may see: what lies within `bounds`, and of that `parts` alone.

    The centre sees a scene whole, which is one part; anybody else the surroundings of each field
    that they may see, so that neither the picture nor its edges tell of a field that is hidden.
    """

    scene: SceneRow
    bounds: Bounds
    parts: tuple[Bounds, ...]


def sight_of(name: str, *, by: User) -> Sight | None:
    """What the person may see of the scene of this name; None where that is nothing."""
    scene = scenes.find(name)
    return _sight(scene, by=by) if scene else None


def sight_over(rows: Sequence[FieldRow], *, by: User) -> Sight | None:
    """What the person may see of the scene that shows most of these fields."""
    scene = over(rows)
    return _sight(scene, by=by) if scene else None


def _sight(scene: SceneRow, *, by: User) -> Sight | None:
    require(by.permissions, Permission.SEE_REPORTS)
    whole = scene.west, scene.south, scene.east, scene.north
    if by.viewer.at_centre:
        return Sight(scene, whole, (whole,))
    seen = fields.visible_in(scene, viewer=by.viewer)
    parts = [part for row in seen if (part := shared(whole, around(row)))]
    if not parts:
        return None
    west, south, east, north = zip(*parts, strict=True)
    return Sight(scene, (min(west), min(south), max(east), max(north)), tuple(parts))


def sight_picture(sight: Sight, which: str) -> bytes:
    """The picture of a scene as a PNG, before or after, with nothing drawn beside its parts.

    Raises:
        InvalidValueError: the picture is no longer where it was registered.
    """
    return picture(sight.scene, which, bounds=sight.bounds, within=sight.parts)
