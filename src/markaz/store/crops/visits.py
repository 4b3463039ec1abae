"""Visits to fields and photographs of them."""

from collections.abc import Collection
from uuid import UUID

from markaz.governance.visibility import Viewer
from markaz.store.models import PhotoRow, VisitRow
from markaz.store.pages.lists import visible_reports


def keep(visit: VisitRow) -> VisitRow:
    """Keep a visit."""
    visit.save(force_insert=True)
    return visit


def held(entries: Collection[UUID]) -> set[UUID]:
    """Those of these entries that are kept already."""
    return set(VisitRow.objects.filter(entry__in=entries).values_list("entry", flat=True))


def of_device(device: str) -> int:
    """How many entries of a device are kept."""
    return VisitRow.objects.filter(device=device).count()


def of_fields(fields: Collection[int]) -> list[VisitRow]:
    """The visits to these fields, the latest entered first."""
    return list(VisitRow.objects.filter(field__in=fields).select_related("field").order_by("-id"))


def keep_photo(photo: PhotoRow) -> PhotoRow:
    """Keep what was read from a photograph."""
    photo.save(force_insert=True)
    return photo


def photos_of(fields: Collection[int]) -> list[PhotoRow]:
    """The photographs of these fields, the latest sent first."""
    return list(PhotoRow.objects.filter(field__in=fields).order_by("-id"))


def all_photos() -> list[PhotoRow]:
    """Every photograph that was ever handed in, for any field."""
    return list(PhotoRow.objects.select_related("field").order_by("id"))


def seen_among(names: Collection[str], *, viewer: Viewer) -> set[str]:
    """Of these photographs those of fields, standing or ended, whose report the viewer may see."""
    rows = PhotoRow.objects.filter(name__in=names)
    if not viewer.at_centre:
        reports = visible_reports(viewer).filter(known_to=None).values("number")
        rows = rows.filter(field__number__in=reports)
    return set(rows.values_list("name", flat=True))


def photo(name: str) -> PhotoRow | None:
    """The photograph of this name."""
    return PhotoRow.objects.filter(name=name).select_related("field").first()
