"""From the numbers of a scan to what the viewer draws, and who may draw it."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.airport.physics.aid import Aid
from markaz.airport.scans.image import Picture, Scan, View
from markaz.records.errors import InvalidValueError
from markaz.store.airport import pictures
from markaz.store.models import ScanRow

# A picture's 16 bits: transmission 1 is FULL; effective numbers and g/cm2 are in thousandths.
FULL, THOUSAND = 65_535, 1_000
CHANNELS = ("low", "high", "material", "zeff", "density")
# CT numbers from air to what is denser than any bone; 0 is air.
_CT_LOWEST, _CT_HIGHEST = -1_024, 64_511
Words = NDArray[np.uint16]


def pack(row: ScanRow, scan: Scan, aids: Mapping[int, Aid]) -> None:
    """Pack every view and slice of a scan, and write down on its row what there is."""
    spacing = {"spacing": list(scan.origin.spacing_mm)}
    row.views = [
        {**_pack_view(row, number, view, aids.get(number)), **spacing}
        for number, view in views(scan)
    ]
    if scan.volume is not None:
        row.slices = {**_pack_slices(row, scan.volume), **spacing}


def views(scan: Scan) -> Iterator[tuple[int, View]]:
    """The views that there are, numbered from 1."""
    for number, view in enumerate((scan.first, scan.second), start=1):
        if view is not None:
            yield number, view


def picture(name: str, part: str, *, by: User) -> bytes:
    """One packed picture of a scan: `1-low`, `2-zeff`, `slice-17`.

    Raises:
        InvalidValueError: there is none.
    """
    row = desks.scan_of(name, by=by)
    held = pictures.packed(row, part) if part in _parts(row) else None
    if held is None:
        raise InvalidValueError("There is no such picture of this scan: open it from the queue.")
    return held


def _parts(row: ScanRow) -> set[str]:
    named = {f"{view['number']}-{one}" for view in row.views for one in CHANNELS}
    return named | {f"slice-{n}" for n in range(row.slices.get("count", 0))}


def _pack_view(row: ScanRow, number: int, view: View, aid: Aid | None) -> dict[str, object]:
    height, width = view.low.shape
    made: dict[str, NDArray[np.uint8] | Words] = {
        "low": _words(view.low, scale=FULL),
        "high": _words(view.high, scale=FULL),
    }
    if aid is not None:
        made |= {
            "material": aid.material,
            "zeff": _words(aid.zeff, scale=THOUSAND),
            "density": _words(aid.areal_density, scale=THOUSAND),
        }
    for channel, values in made.items():
        pictures.keep(row, f"{number}-{channel}", values)
    return {
        "number": number,
        "first": f"{number}-low",
        "width": width,
        "height": height,
        "measured": aid is not None,
    }


def _pack_slices(row: ScanRow, volume: Picture) -> dict[str, object]:
    count, height, width = volume.shape
    for n, one in enumerate(volume):
        shifted = np.clip(one, _CT_LOWEST, _CT_HIGHEST) - _CT_LOWEST
        pictures.keep(row, f"slice-{n}", shifted.astype(np.uint16))
    return {
        "count": count, "last": count - 1, "middle": count // 2, "width": width, "height": height,
    }  # fmt: skip


def _words(values: Picture, *, scale: int) -> Words:
    """Whole steps of 16 bits; what is not a number is 0."""
    steps = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0) * scale
    return np.clip(np.rint(steps), 0, FULL).astype(np.uint16)
