"""The form of a field: a file or an outline, and what holds for all of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.crops.claims.drawn import as_geojson
from markaz.actions.crops.claims.reading import Handed
from markaz.console import wording
from markaz.console.maps.view import outlines, whole
from markaz.console.words.lists import CROPS
from markaz.data.agencies import AGENCIES
from markaz.data.places import DISTRICTS
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.records.errors import InvalidValueError, UnreadableFileError

WIDTH, HEIGHT = 640, 440
_MB = 1_000_000


def handed(posted: Mapping[str, str], *, by: User) -> Handed:
    """What holds for the whole file.

    Raises:
        InvalidValueError: a value does not hold.
    """
    written = posted.get("cleared_on", "").strip()
    return Handed(
        agency=posted.get("agency", "") or by.agency,
        cleared_on=day(written) if written else None,
        crop=_one_of(posted.get("crop", ""), CROPS) or "poppy",
        team=posted.get("team", "").strip(),
        marking=_one_of(posted.get("marking", ""), list(Marking)) or DEFAULT_MARKING.value,
    )


def day(written: str) -> date:
    """A day as written.

    Raises:
        InvalidValueError: it is none.
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InvalidValueError("Write days as 2025-12-31.") from None


def _one_of(written: str, known: object) -> str:
    return written if written in known else ""  # type: ignore[operator]


@contextmanager
def as_file(
    posted: Mapping[str, str], file: "UploadedFile[bytes] | None"
) -> Iterator[tuple[Path, str]]:
    """The file that was handed in, or one made of the drawn corners, and what it is called.

    Raises:
        InvalidValueError, UnreadableFileError: there is neither, or it is too large.
    """
    corners = posted.get("corners", "").strip()
    if file is None and not corners:
        raise InvalidValueError("Choose a file of outlines, or draw the field.")
    if file is not None and (file.size or 0) > settings.MARKAZ_UPLOAD_MB * _MB:
        raise UnreadableFileError(
            "The file is larger than {most} MB: split it and send the parts.",
            most=settings.MARKAZ_UPLOAD_MB,
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "outlines"
        if file is not None:
            with path.open("wb") as kept:
                for block in file.chunks():
                    kept.write(block)
            yield path, (file.name or "outlines")[-200:]
            return
        said = {name: posted.get(name, "").strip() for name in ("reference", "field", "area")}
        path.write_bytes(as_geojson(corners, said))
        yield path, f"{said['reference'] or 'field'} {timezone.localdate():%Y-%m-%d}.geojson"


def choices(by: User) -> dict[str, object]:
    """What the lists of the form offer, and the map to draw on."""
    own = AGENCIES if by.viewer.at_centre else {one: AGENCIES[one] for one in by.viewer.agencies}
    view = whole(settings.MARKAZ_COUNTRY, width=WIDTH, height=HEIGHT, edge=20)
    towns = [
        (*view.at(one.latitude, one.longitude), wording.term(code, "district"))
        for code, one in DISTRICTS.items()
        if one.latitude is not None
        and one.longitude is not None
        and code.startswith(f"{settings.MARKAZ_COUNTRY}-")
    ]
    return {
        "agencies": wording.choices(own),
        "crops": CROPS.items(),
        "markings": [one.value for one in Marking],
        "view": view,
        "land": outlines(view, settings.MARKAZ_COUNTRY),
        "towns": towns,
    }
