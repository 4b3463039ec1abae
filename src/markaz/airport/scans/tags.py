"""DICOS in pydicom's words: its classes, the tags a file must have, how a file is opened."""

import warnings
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from io import BytesIO
from struct import error as struct_error

import pydicom
from pydicom.config import IGNORE
from pydicom.config import settings as pydicom_settings
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.tag import Tag
from pydicom.uid import UID, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from markaz.airport.scans.refused import Refused

_DICOS = "1.2.840.10008.5.1.4.1.1.501"
CT = f"{_DICOS}.1"
DX_PRESENTATION, DX_PROCESSING = f"{_DICOS}.2.1", f"{_DICOS}.2.2"
TDR = f"{_DICOS}.3"
LARGEST = 512 << 20
_DEFLATED = b"1.2.840.10008.1.2.1.99"
_HEAD = 4096
_PLAIN = (ExplicitVRLittleEndian, ImplicitVRLittleEndian)
# What pydicom raises, here or when a value is asked for, over bytes that make no sense.
UNREADABLE = (
    InvalidDicomError, BytesLengthException, ValueError, TypeError, KeyError, IndexError,
    AttributeError, OSError, EOFError, NotImplementedError, OverflowError, RecursionError,
    MemoryError, struct_error, zlib.error, AssertionError,
)  # fmt: skip
# Machines write identifiers with leading zeros, which a strict reader would complain of.
pydicom_settings.reading_validation_mode = IGNORE


def opened(content: bytes) -> Dataset:
    """The elements of a DICOS file.

    Raises:
        Refused: It is too large, no DICOM, broken, or its pictures are compressed.
    """
    if len(content) > LARGEST:
        raise Refused("The file is larger than {most} MB: no scan is.", most=LARGEST >> 20)
    if _DEFLATED in content[:_HEAD]:
        raise Refused("The file is deflated: have the machine send it uncompressed.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = pydicom.dcmread(BytesIO(content))
            # Values are read when they are asked for; whatever is broken must show itself here.
            found.decode()
            for _ in found.iterall():
                pass
    except InvalidDicomError:
        raise Refused("This is no DICOS file: it does not begin like one.") from None
    except UNREADABLE as error:
        raise damaged(error) from None
    syntax = found.file_meta.get("TransferSyntaxUID")
    if syntax not in _PLAIN and "PixelData" in found:
        raise Refused(
            "The pictures are compressed or in a foreign byte order ({syntax}): have the machine"
            " send explicit little endian.",
            syntax=getattr(syntax, "name", "not said"),
        )
    return found


def damaged(cause: Exception) -> Refused:
    """The refusal of bytes that make no sense."""
    return Refused(
        "The file is damaged ({why}): have the machine send it again.", why=type(cause).__name__
    )


def demand(elements: Dataset, keywords: Iterable[str]) -> None:
    """Every element is there and has a value.

    Raises:
        Refused: Some are not; the sentence names every one of them.
    """
    missing = [one for one in keywords if _empty(elements, one)]
    if missing:
        raise Refused(
            "The file lacks {tags}: have the machine write them.",
            tags=", ".join(map(named, missing)),
        )


def _empty(elements: Dataset, keyword: str) -> bool:
    tag = Tag(keyword)
    return tag not in elements or elements[tag].is_empty


def named(keyword: str) -> str:
    """A keyword with its tag, as standards write it."""
    tag = Tag(keyword)
    return f"{keyword} ({tag.group:04X},{tag.element:04X})"


def new(sop_class: str, uid: str) -> Dataset:
    """An empty object of a class, with what every DICOS file begins with."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID(sop_class)
    meta.MediaStorageSOPInstanceUID = UID(uid)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    # Not in pydicom's dictionary: the version that readers of DICOS look for first.
    meta.add_new(0x00020004, "CS", "V03")
    found = Dataset()
    found.file_meta = meta
    found.SpecificCharacterSet = "ISO_IR 192"
    found.SOPClassUID = sop_class
    found.SOPInstanceUID = uid
    found.DICOSVersion = "V03"
    return found


def written(elements: Dataset) -> bytes:
    """The file of an object."""
    into = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pydicom.dcmwrite(into, elements, enforce_file_format=True)
    return into.getvalue()


def stamp(moment: datetime) -> str:
    """A moment as DT, with microseconds and its offset."""
    return moment.strftime("%Y%m%d%H%M%S.%f%z")


def moment(elements: Dataset, keyword: str, *, day: str = "", hour: str = "") -> datetime:
    """A moment of a DT element, or of a day and an hour that stand apart.

    A machine that names no offset is taken to keep UTC.

    Raises:
        Refused: It is no moment.
    """
    text = str(elements.get(keyword) or "")
    if not text and day:
        text = f"{elements.get(day) or ''}{elements.get(hour) or '000000'}"
    text, sign, offset = _parted(text)
    whole, _, part = text.partition(".")
    try:
        plain = datetime.strptime(whole.ljust(14, "0")[:14], "%Y%m%d%H%M%S")  # noqa: DTZ007
        zone = timezone(sign * timedelta(hours=int(offset[:2]), minutes=int(offset[2:4])))
        return plain.replace(microsecond=int((part or "0").ljust(6, "0")[:6]), tzinfo=zone)
    except (ValueError, OverflowError):
        raise Refused("The file's {tag} is no moment.", tag=named(keyword)) from None


def _parted(text: str) -> tuple[str, int, str]:
    for mark, sign in (("+", 1), ("-", -1)):
        before, found, offset = text.partition(mark)
        if found:
            return before, sign, offset.ljust(4, "0")
    return text, 1, "0000"
