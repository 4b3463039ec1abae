"""What a machine's file holds: DICOS, or a picture that the installation describes in a YAML."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from markaz.airport.scans import dicos, vendor
from markaz.airport.scans.image import Half, Scan
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import ThreatReport
from markaz.airport.scans.vendor import Layout
from markaz.records.errors import InvalidValueError

_DICOM_AT, _DICOM = 128, b"DICM"
_PICTURES = (b"\x89PNG", b"II*\0", b"MM\0*")
_ENDINGS = {".png", ".tif", ".tiff"}


def read(content: bytes, *, name: str, now: datetime) -> Scan | Half | ThreatReport:
    """What one file holds; a picture is read by the description that fits its name.

    Raises:
        Refused: it is neither, or damaged, or no description fits.
    """
    # A DICOM file may begin as a TIFF does, so its own mark is asked first.
    is_dicom = content[_DICOM_AT : _DICOM_AT + len(_DICOM)] == _DICOM
    if not is_dicom and (content.startswith(_PICTURES) or Path(name).suffix.casefold() in _ENDINGS):
        stem = Path(name).stem
        return vendor.read(content, name=stem, layout=_fitting(stem), acquired_at=now)
    return dicos.read(content)


def folder() -> Path:
    """Where an operator lays the descriptions of machines without DICOS."""
    return Path(settings.MARKAZ_HOME) / "machines"


def _fitting(stem: str) -> Layout:
    found = [one for one in map(_described, sorted(folder().glob("*.yml"))) if one.fits(stem)]
    if len(found) != 1:
        raise Refused(
            "{count} descriptions of machines fit the name {name}: lay one that does into the"
            " folder machines.",
            count=len(found), name=stem,
        )  # fmt: skip
    return found[0]


def _described(path: Path) -> Layout:
    try:
        return vendor.layout(path.read_text(encoding="utf-8"))
    except InvalidValueError as error:
        raise Refused(error.sentence, **error.values) from None
