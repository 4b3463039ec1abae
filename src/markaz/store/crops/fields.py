"""Fields: kept when they are filed, ended when they change, read with what was said of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import shapely
from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.governance.visibility import Viewer
from markaz.records.errors import InvalidValueError
from markaz.store.models import (
    Batch,
    FieldFile,
    FieldOverlap,
    FieldRow,
    FieldVerdict,
    ReportRow,
    SceneRow,
)
from markaz.store.pages.lists import visible_reports

_STEP = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A field and the time in which it stood."""

    id: int
    number: int
    season: int
    outline: Any
    claimed_ha: Decimal
    known_from: datetime
    known_to: datetime | None


@dataclass(frozen=True, slots=True)
class Judged:
    """How much of a field was verified, and the time in which that verdict stood."""

    verified_ha: Decimal
    known_from: datetime
    known_to: datetime | None

    def stands(self, at: datetime) -> bool:
        """Whether this was the verdict at a moment."""
        return self.known_from <= at and (self.known_to is None or at < self.known_to)


def visible(viewer: Viewer) -> "QuerySet[FieldRow]":
    """The standing fields whose report the viewer may see, in the order of filing."""
    reports = visible_reports(viewer).filter(known_to=None).values("number")
    return FieldRow.objects.filter(known_to=None, number__in=reports).order_by("id")


def visible_in(scene: SceneRow, *, viewer: Viewer) -> "QuerySet[FieldRow]":
    """The standing fields that the viewer may see and a scene of their season shows in part."""
    return visible(viewer).filter(
        season=scene.season,
        west__lt=scene.east,
        east__gt=scene.west,
        south__lt=scene.north,
        north__gt=scene.south,
    )


def outline_of(row: FieldRow) -> Any:
    """The outline as a shape in degrees."""
    return shapely.from_geojson(row.outline)


def ever_known(viewer: Viewer) -> list[Known]:
    """Every field, standing or ended, whose report the viewer may see, in the order of filing."""
    reports = visible_reports(viewer).values("number")
    rows = FieldRow.objects.order_by("id")
    rows = rows if viewer.at_centre else rows.filter(number__in=reports)
    told = list(
        rows.values_list(
            "id", "number", "season", "outline", "claimed_ha", "known_from", "known_to"
        )
    )
    outlines = shapely.from_geojson([one[3] for one in told])
    return [Known(*one[:3], outline, *one[4:]) for one, outline in zip(told, outlines, strict=True)]


def verdicts(known: Sequence[Known]) -> Mapping[int, Sequence[Judged]]:
    """The verdicts on these fields, by the field's id."""
    wanted = {one.id for one in known}
    found: dict[int, list[Judged]] = defaultdict(list)
    rows = FieldVerdict.objects.order_by("id")
    for field, *said in rows.values_list("field_id", "verified_ha", "known_from", "known_to"):
        if field in wanted:
            found[field].append(Judged(*said))
    return found


def file_of(agency: str, *, sha256: str) -> FieldFile | None:
    """The file of outlines that these very bytes made before, if any."""
    return FieldFile.objects.filter(agency=agency, sha256=sha256).first()


def keep_file(batch: Batch, *, agency: str, by: User, now: datetime) -> FieldFile:
    """Write down that a file of outlines came in as this batch."""
    return FieldFile.objects.create(
        batch=batch,
        agency=agency,
        file_name=batch.file_name,
        sha256=batch.sha256,
        filed_by=by.username,
        filed_at=now.astimezone(UTC),
    )


def numbers_of(agency: str, references: Collection[str]) -> dict[str, int]:
    """The standing reports of an agency under these references."""
    wanted, found = sorted(set(references)), {}
    for start in range(0, len(wanted), _STEP):
        rows = ReportRow.objects.filter(
            agency=agency, reference__in=wanted[start : start + _STEP], known_to=None
        )
        found.update(dict(rows.values_list("reference", "number")))
    return found


def standing(numbers: Collection[int]) -> dict[tuple[int, str], FieldRow]:
    """The standing fields of these reports, by report and label."""
    wanted, found = sorted(set(numbers)), {}
    for start in range(0, len(wanted), _STEP):
        rows = FieldRow.objects.filter(number__in=wanted[start : start + _STEP], known_to=None)
        found.update({(row.number, row.label): row for row in rows})
    return found


def end(rows: Iterable[FieldRow], *, now: datetime) -> None:
    """Let these fields stand no longer, and no verdict on them."""
    ids = [row.id for row in rows]
    at = now.astimezone(UTC)
    FieldRow.objects.filter(id__in=ids).update(known_to=at)
    FieldVerdict.objects.filter(field__in=ids, known_to=None).update(known_to=at)


def add(rows: Sequence[FieldRow]) -> list[FieldRow]:
    """Keep new fields; gives them with their ids, in the same order."""
    return FieldRow.objects.bulk_create(rows, batch_size=_STEP)


def near(rows: Sequence[FieldRow]) -> list[FieldRow]:
    """The standing fields that may overlap one of these, they themselves among them."""
    found: dict[int, FieldRow] = {}
    for season in {row.season for row in rows}:
        own = [row for row in rows if row.season == season]
        others = FieldRow.objects.filter(
            season=season,
            known_to=None,
            west__lte=max(row.east for row in own),
            east__gte=min(row.west for row in own),
            south__lte=max(row.north for row in own),
            north__gte=min(row.south for row in own),
        )
        found.update({row.id: row for row in others})
    return [found[key] for key in sorted(found)]


def keep_overlaps(rows: Iterable[FieldOverlap]) -> list[FieldOverlap]:
    """Keep who overlaps whom."""
    return FieldOverlap.objects.bulk_create(rows, batch_size=_STEP)


def seen_among(overlaps: Sequence[FieldOverlap], *, viewer: Viewer) -> int:
    """How many of these overlaps are between fields that the viewer may see, both of them."""
    if not overlaps:
        return 0
    seen = set(visible(viewer).order_by().values_list("id", flat=True))
    return sum(one.left_id in seen and one.right_id in seen for one in overlaps)


def find(name: str, *, viewer: Viewer) -> FieldRow | None:
    """The standing field of this name, if the viewer may see its report."""
    return visible(viewer).select_related("file__batch").filter(name=name).first()


def named(name: str, *, viewer: Viewer) -> FieldRow:
    """The standing field of this name.

    Raises:
        InvalidValueError: there is none to be seen.
    """
    row = find(name, viewer=viewer)
    if row is None:
        raise InvalidValueError("There is no field {name}: check its name.", name=name)
    return row


def overlaps_of(rows: Sequence[FieldRow]) -> list[FieldOverlap]:
    """The overlaps among these fields, the largest first."""
    ids = {row.id for row in rows}
    found = FieldOverlap.objects.filter(left__known_to=None, right__known_to=None)
    told = found.filter(left__season__in={row.season for row in rows})
    told = told.select_related("left", "right").order_by("-area_ha", "id")
    return [one for one in told if one.left_id in ids and one.right_id in ids]
