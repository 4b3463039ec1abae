"""Photographs as evidence: kept with what speaks against them, shown without what they carry."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageOps

from markaz.accounts.models import User
from markaz.crops import photos
from markaz.crops.photos import Again, Photo
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, MarkazError
from markaz.store import audit, bulk, files
from markaz.store.crops import fields, visits
from markaz.store.models import FieldRow, PhotoRow

_LONGEST = 1_600
_MOST_MB = 25
_MB = 1_000_000
# A field may be photographed as it is cleared and for so long afterwards.
_AFTERWARDS = timedelta(days=30)
_BEFOREHAND = timedelta(days=2)
_HEX = 16


def keep_photo(name: str, path: Path, *, file_name: str, by: User, now: datetime) -> PhotoRow:
    """Keep a photograph of a field; what speaks against it is kept with it, and stops nothing.

    Raises:
        UnreadableFileError, InvalidValueError: nothing was kept.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    if path.stat().st_size > _MOST_MB * _MB:
        raise InvalidValueError(
            "The photograph is larger than {most} MB: send it as the camera wrote it.",
            most=_MOST_MB,
        )
    field = fields.named(name, viewer=by.viewer)
    photo = photos.read(path.read_bytes(), name=file_name)
    judged = photos.judged(
        photo,
        field=fields.outline_of(field),
        first=field.cleared_on - _BEFOREHAND,
        last=field.cleared_on + _AFTERWARDS,
        earlier=[_known(row) for row in visits.all_photos()],
    )
    kept = files.keep(path)
    with transaction.atomic():
        bulk.one_at_a_time("intake")
        if any(row.sha256 == kept.sha256 for row in visits.photos_of([field.id])):
            raise InvalidValueError("This very photograph of the field is kept already.")
        row = visits.keep_photo(
            PhotoRow(
                field=field,
                sha256=kept.sha256,
                likeness=f"{photo.likeness:016x}",
                file_name=file_name[-200:],
                taken_at=photo.satellite or _local(photo),
                latitude=photo.latitude,
                longitude=photo.longitude,
                doubts=[refusal.kept() for refusal in judged.against],
                again=[[one.name, one.exact] for one in judged.again],
                sent_by=by.username,
                sent_at=now.astimezone(UTC),
            )
        )
        audit.log(
            Event.PHOTO_KEPT,
            subject=f"field {field.name}",
            by=by,
            now=now,
            details={"sha256": row.sha256, "doubts": len(row.doubts) + len(row.again)},
        )
    return row


def without_metadata(name: str, *, by: User) -> bytes | None:
    """A photograph as its pixels alone, upright: no place, time or camera leaves with it.

    None where there is none that the person may see.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    row = visits.photo(name)
    if row is None or not fields.visible(by.viewer).filter(id=row.field_id).exists():
        return None
    path = Path(settings.MARKAZ_HOME) / "files" / row.sha256[:2] / row.sha256
    with Image.open(path) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((_LONGEST, _LONGEST))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=85)
    return written.getvalue()


def against(row: PhotoRow, *, by: User) -> list[MarkazError]:
    """What the person may know of that speaks against a photograph, for a face to translate.

    That it repeats the photograph of a field that is hidden from the person is left out whole.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    seen = visits.seen_among([name for name, _exact in row.again], viewer=by.viewer)
    own = [InvalidValueError(one["sentence"], **one["values"]) for one in row.doubts]
    return [*own, *(Again(*one).sentence for one in row.again if one[0] in seen)]


def _known(row: PhotoRow) -> Photo:
    place = (row.longitude, row.latitude)
    # Its own name opens it to who may see it, and tells nobody else whose field it shows.
    return Photo(row.name, row.sha256, int(row.likeness, _HEX), *place, None, None, None)


def _local(photo: Photo) -> datetime | None:
    if photo.taken is None:
        return None
    return (photo.taken - (photo.offset or timedelta(0))).replace(tzinfo=UTC)


def of_field(field: FieldRow, *, by: User) -> list[tuple[PhotoRow, list[MarkazError]]]:
    """The photographs of a field, the latest sent first, each with what speaks against it."""
    return [(row, against(row, by=by)) for row in visits.photos_of([field.id])]
