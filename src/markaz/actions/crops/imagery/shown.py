"""What imagery shows of one field: its pictures, what was measured in them, how good that is."""

from dataclasses import dataclass

from markaz.actions.crops.imagery.pictures import Bounds, spread
from markaz.actions.crops.imagery.scenes import over
from markaz.store.crops import scenes
from markaz.store.models import FieldRow, MeasureRow, SceneRow

# So much of the neighbourhood is shown on each side of a field.
_AROUND = 0.45


@dataclass(frozen=True, slots=True)
class Shown:
    """The scene that shows a field best and what was measured of the field, latest first."""

    scene: SceneRow | None
    measures: tuple[MeasureRow, ...]


def shown(row: FieldRow) -> dict[str, object]:
    """The scene to be drawn and the measures of a field, under the names of a page."""
    told = of_field(row)
    return {"scene": told.scene, "measures": told.measures}


def of_field(row: FieldRow) -> Shown:
    """What imagery shows of a field."""
    return Shown(best_scene(row), tuple(scenes.measures_of([row.id])))


def best_scene(row: FieldRow) -> SceneRow | None:
    """The scene in which a field was seen best; else the one that holds it."""
    measures = [one for one in scenes.measures_of([row.id]) if one.cleared_m2 is not None]
    best = max(measures, key=lambda one: one.seen_share, default=None)
    return best.scene if best else over([row])


def around(row: FieldRow) -> Bounds:
    """The field with its neighbourhood, in degrees."""
    return spread((row.west, row.south, row.east, row.north), by=_AROUND)
