"""Pictures from above that were registered, and what was measured in them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from markaz.records.errors import InvalidValueError
from markaz.store.models import FieldRow, MeasureRow, SceneRow

_STEP = 500


def keep(scene: SceneRow) -> SceneRow:
    """Register a scene; the same two pictures are registered once.

    Raises:
        InvalidValueError: they are registered already.
    """
    known = SceneRow.objects.filter(
        before_sha256=scene.before_sha256, after_sha256=scene.after_sha256
    ).first()
    if known:
        raise InvalidValueError(
            "These two pictures are registered already as {name}.", name=known.name
        )
    scene.save(force_insert=True)
    return scene


def find(name: str) -> SceneRow | None:
    """The scene of this name; None where there is none."""
    return SceneRow.objects.filter(name=name).first()


def named(name: str) -> SceneRow:
    """The scene of this name.

    Raises:
        InvalidValueError: there is none.
    """
    found = find(name)
    if found is None:
        raise InvalidValueError("There is no scene {name}: check its name.", name=name)
    return found


def of_season(season: int) -> list[SceneRow]:
    """The scenes of a season, the latest first."""
    return list(SceneRow.objects.filter(season=season))


def waiting() -> list[SceneRow]:
    """The scenes in which nothing was measured yet or a field inside was not, the oldest first."""
    measured = MeasureRow.objects.filter(field=OuterRef("pk"), scene=OuterRef(OuterRef("pk")))
    unmeasured = FieldRow.objects.filter(
        ~Exists(measured),
        season=OuterRef("season"),
        known_to=None,
        west__gte=OuterRef("west"),
        east__lte=OuterRef("east"),
        south__gte=OuterRef("south"),
        north__lte=OuterRef("north"),
    )
    return list(SceneRow.objects.filter(Q(measured_at=None) | Exists(unmeasured)).order_by("id"))


def showing(rows: Sequence[FieldRow]) -> list[SceneRow]:
    """The scenes that wholly show at least one of these fields, the oldest first."""
    if not rows:
        return []
    own = {row.season for row in rows}
    return [
        scene
        for scene in SceneRow.objects.filter(season__in=own).order_by("id")
        if any(row.season == scene.season and _inside(row, scene) for row in rows)
    ]


def _inside(row: FieldRow, scene: SceneRow) -> bool:
    across = scene.west <= row.west and row.east <= scene.east
    return across and scene.south <= row.south and row.north <= scene.north


def meeting(rows: Sequence[FieldRow]) -> list[SceneRow]:
    """The scenes of the fields' season that hold the middle of at least one of them."""
    inside = Q()
    for row in rows:
        east, north = (row.east + row.west) / 2, (row.north + row.south) / 2
        inside |= Q(west__lte=east, east__gte=east, south__lte=north, north__gte=north)
    return list(SceneRow.objects.filter(inside, season__in={row.season for row in rows}))


def fields_in(scene: SceneRow) -> list[FieldRow]:
    """The standing fields of the season that lie wholly inside a scene, in the order of filing."""
    rows = FieldRow.objects.filter(
        season=scene.season,
        known_to=None,
        west__gte=scene.west,
        east__lte=scene.east,
        south__gte=scene.south,
        north__lte=scene.north,
    )
    return list(rows.order_by("id"))


def keep_measures(scene: SceneRow, rows: Iterable[MeasureRow], *, now: datetime) -> int:
    """Let these be what the scene shows, in the place of what was measured in it before."""
    MeasureRow.objects.filter(scene=scene).delete()
    kept = MeasureRow.objects.bulk_create(rows, batch_size=_STEP)
    SceneRow.objects.filter(id=scene.id).update(measured_at=now)
    return len(kept)


def measures_of(fields: Collection[int]) -> list[MeasureRow]:
    """What the scenes show of these fields, the latest scene first."""
    rows = MeasureRow.objects.filter(field__in=fields).select_related("scene")
    return list(rows.order_by("-scene__after_on", "-id"))
