"""Fields measured in registered pictures, by the worker or by the operator's command."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

import shapely
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.crops.imagery.scenes import picture_of
from markaz.crops.imagery.evidence import Circumstances
from markaz.crops.imagery.measured import Beside, FieldMeasured, How, Position
from markaz.crops.imagery.measuring import measure
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import MarkazError
from markaz.store import audit
from markaz.store.crops import fields, scenes
from markaz.store.models import FieldRow, MeasureRow, SceneRow


def measure_scene(scene: SceneRow, *, by: User, now: datetime) -> int:
    """Measure every field of the season inside a scene; gives how many.

    Raises:
        InvalidValueError, UnreadableFileError: the pictures cannot be measured in.
    """
    require(by.permissions, Permission.KEEP_BACKUP)
    rows = scenes.fields_in(scene)
    found = _measured(scene, rows) if rows else ()
    with transaction.atomic():
        kept = scenes.keep_measures(
            scene,
            [_row(scene, rows[one.field], one, now=now) for one in found],
            now=now.astimezone(UTC),
        )
        audit.log(
            Event.FIELDS_MEASURED,
            subject=f"scene {scene.name}",
            by=by,
            now=now,
            details={"fields": kept},
        )
    return kept


def measure_waiting(*, by: User, now: datetime) -> list[tuple[SceneRow, int | MarkazError]]:
    """Measure in every scene that shows a field not measured in it; gives how many, or why not."""
    require(by.permissions, Permission.KEEP_BACKUP)
    return [(scene, _measured_or_refused(scene, by=by, now=now)) for scene in scenes.waiting()]


def _measured_or_refused(scene: SceneRow, *, by: User, now: datetime) -> int | MarkazError:
    # Pictures that cannot be measured in must not keep the others waiting.
    try:
        return measure_scene(scene, by=by, now=now)
    except MarkazError as refusal:
        return refusal


def _measured(scene: SceneRow, rows: Sequence[FieldRow]) -> tuple[FieldMeasured, ...]:
    told = scene.settings
    error_m = float(told.get("position_m") or 0)
    lancing = date.fromisoformat(told["lancing"]) if told.get("lancing") else None
    return measure(
        picture_of(scene, "before"),
        picture_of(scene, "after"),
        [fields.outline_of(row) for row in rows],
        beside=Beside(_beside(scene, "controls"), _beside(scene, "bare")),
        how=How(position=Position(error_m, error_m)),
        # Which photographs stand depends on who asks, and on the day: that is asked on the page.
        about=[Circumstances(lancing=lancing)] * len(rows),
    ).fields


def _beside(scene: SceneRow, which: str) -> list[Any]:
    written = scene.settings[which]
    return list(shapely.get_parts(shapely.from_geojson(written))) if written else []


def _row(scene: SceneRow, field: FieldRow, one: FieldMeasured, *, now: datetime) -> MeasureRow:
    seen = isfinite(one.cleared_m2)
    return MeasureRow(
        scene=scene,
        field=field,
        cleared_m2=one.cleared_m2 if seen else None,
        sigma_m2=one.sigma_m2 if seen else None,
        seen_share=one.seen if isfinite(one.seen) else 0.0,
        grade=one.evidence.grade.value,
        reasons=[reason.value for reason in one.evidence.missing],
        measured_at=now.astimezone(UTC),
    )
