"""Pairs of grey pictures, TIFF or PNG, as machines without DICOS write them; a YAML says how."""

import warnings
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from struct import error as struct_error
from typing import Any

import numpy as np
import yaml
from PIL import Image, UnidentifiedImageError

from markaz.airport.scans.image import Energy, Half, Origin, Picture
from markaz.airport.scans.refused import Refused
from markaz.records.errors import InvalidValueError

_GREY = {"L", "I", "I;16", "I;16L", "I;16B", "F"}
_KINDS = ["TIFF", "PNG"]
_MOST = 100_000_000
_ROOT = "2.25"
_UNREADABLE = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, OverflowError,
    MemoryError, AttributeError, struct_error, Image.DecompressionBombError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """How one machine writes its pictures.

    `low` and `high` end the names of the two energies, before the ending of the file: what stands
    before is the bag's own name. `open_beam` and `dark` are the stored values of the open beam and
    of no light. `spacing_mm` is the distance of rows and of columns.
    """

    machine: str
    low: str
    high: str
    open_beam: float
    dark: float
    spacing_mm: tuple[float, float]

    def __post_init__(self) -> None:
        if not (self.low and self.high) or self.low == self.high:
            raise InvalidValueError("Both energies end the names of their files alike.")
        if self.open_beam <= self.dark:
            raise InvalidValueError("The open beam must read more than no light.")

    def fits(self, name: str) -> bool:
        """Whether a file's name without its ending is one of this machine's."""
        return any(name.endswith(one) and len(name) > len(one) for one in (self.low, self.high))


def layout(written: str) -> Layout:
    """The layout that a machine's YAML describes.

    Raises:
        InvalidValueError: It is no such description.
    """
    try:
        given: Any = yaml.safe_load(written)
        rows, columns = given["spacing_mm"]
        return Layout(
            machine=str(given["machine"]),
            low=str(given["low"]),
            high=str(given["high"]),
            open_beam=float(given["open_beam"]),
            dark=float(given["dark"]),
            spacing_mm=(float(rows), float(columns)),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, InvalidValueError):
            raise
        raise InvalidValueError(
            "This describes no machine's pictures ({why}): it needs {keys}.",
            why=" ".join(str(error).split()),
            keys=", ".join(one.name for one in fields(Layout)),
        ) from None


def bag_of(name: str, *, layout: Layout) -> tuple[str, Energy]:
    """The bag and the energy that a file's name without its ending tells of.

    Raises:
        Refused: It ends like neither energy.
    """
    for energy, ending in ((Energy.LOW, layout.low), (Energy.HIGH, layout.high)):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending), energy
    raise Refused(
        "The name {name} ends neither in {low} nor in {high}.",
        name=name,
        low=layout.low,
        high=layout.high,
    )


def read(content: bytes, *, name: str, layout: Layout, acquired_at: datetime) -> Half:
    """One energy of a bag; `name` is the file's without its ending.

    Raises:
        Refused: The name or the picture is none of the layout's.
    """
    bag, energy = bag_of(name, layout=layout)
    values = _grey(content)
    span = np.float32(layout.open_beam - layout.dark)
    series = _identifier(layout.machine.encode(), bag.encode())
    origin = Origin(
        machine=layout.machine,
        series_uid=series,
        instance_uid=_identifier(content),
        acquired_at=acquired_at,
        spacing_mm=layout.spacing_mm,
    )
    return Half(energy, (values - np.float32(layout.dark)) / span, origin)


def _identifier(*parts: bytes) -> str:
    """An identifier under DICOM's root for numbers of 128 bits, the same for the same parts."""
    found = sha256(b"\0".join(parts)).digest()[:16]
    return f"{_ROOT}.{int.from_bytes(found, 'big')}"


def _grey(content: bytes) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(content), formats=_KINDS)
            if picture.width * picture.height > _MOST:
                raise Refused("The picture is larger than any scan.")
            if picture.mode not in _GREY:
                raise Refused("The picture is coloured: have the machine export its raw values.")
            found = np.asarray(picture, dtype=np.float32)
    except UnidentifiedImageError:
        raise Refused("This is no TIFF or PNG picture.") from None
    except _UNREADABLE as error:
        raise Refused(
            "The picture is damaged ({why}): have the machine export it again.",
            why=type(error).__name__,
        ) from None
    if not np.isfinite(found).all():
        raise Refused("The picture holds values that are no numbers.")
    return found
