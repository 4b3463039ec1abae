"""DICOS DX: one energy of one view in each file, so that a pair is two of them."""

from dataclasses import replace

from pydicom.dataset import Dataset

from markaz.airport.scans import common, pixels, tags
from markaz.airport.scans.image import Energy, Half, Kind, Origin, Scan, View
from markaz.airport.scans.refused import Refused

_FLAVOURS = {"LOW_ENERGY": Energy.LOW, "HIGH_ENERGY": Energy.HIGH}
_VIEWS = (1, 2)


def half(elements: Dataset) -> Half:
    """One energy of a view.

    Raises:
        Refused: Something required is missing, or the picture cannot be read.
    """
    tags.demand(elements, (*common.REQUIRED, "ImageType", *pixels.REQUIRED, "PixelData"))
    named = [str(one) for one in _listed(elements.ImageType)]
    energies = [energy for flavour, energy in _FLAVOURS.items() if flavour in named]
    if len(energies) != 1:
        raise Refused(
            "The file does not say which energy it holds: ImageType (0008,0008) names"
            " neither LOW_ENERGY nor HIGH_ENERGY."
        )
    return Half(
        energy=energies[0],
        picture=pixels.transmission(elements),
        origin=common.origin(elements),
        view=_view(elements),
        tip=common.is_tip(elements),
    )


def _listed(value: object) -> list[object]:
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def _view(elements: Dataset) -> int:
    number = elements.get("AcquisitionNumber")
    try:
        found = int(number or 1)
    except (TypeError, ValueError):
        found = 0
    if found not in _VIEWS:
        raise Refused("The file is of view {view}: one or two are read.", view=number)
    return found


def written(one: Half) -> bytes:
    """The file of one energy, for processing."""
    found = tags.new(tags.DX_PROCESSING, one.origin.instance_uid)
    common.describe(found, one.origin, tip=one.tip)
    flavour = next(name for name, energy in _FLAVOURS.items() if energy is one.energy)
    found.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", flavour]
    found.Modality, found.PresentationIntentType = "XRAY", "FOR PROCESSING"
    found.AcquisitionNumber = one.view
    found.InstanceNumber = one.view * 2 - (one.energy is Energy.LOW)
    found.KVP, found.XRayTubeCurrentInuA = "0", 0.0
    found.DetectorType = "SCINTILLATOR"
    found.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    found.ImagePositionPatient = ["0", "0", "0"]
    found.ImagerPixelSpacing = found.PixelSpacing
    found.PixelSpacingCalibrationDescription = "at the belt"
    pixels.store(found, one.picture)
    return tags.written(found)


def halves(scan: Scan) -> list[Half]:
    """The pictures of a scan one by one; the low energy of the first view keeps its name."""
    views = [view for view in (scan.first, scan.second) if view is not None]
    found: list[Half] = []
    for number, view in enumerate(views, start=1):
        for energy, picture in ((Energy.LOW, view.low), (Energy.HIGH, view.high)):
            origin = scan.origin if not found else _beside(scan, number=len(found))
            found.append(Half(energy, picture, origin, view=number, tip=scan.tip))
    return found


def _beside(scan: Scan, *, number: int) -> Origin:
    return replace(scan.origin, instance_uid=f"{scan.origin.instance_uid}.{number}")


def joined(parts: list[Half]) -> Scan:
    """The scan of its single pictures.

    Raises:
        Refused: They are of different scans, of different sizes, or one is missing.
    """
    if len({(one.origin.series_uid, one.origin.machine) for one in parts}) != 1:
        raise Refused("The pictures are of different scans: each keeps to its own series.")
    by_place = {(one.view, one.energy): one for one in parts}
    if len(by_place) != len(parts):
        raise Refused("The same energy of the same view came twice: send the scan again.")
    views = []
    for number in sorted({one.view for one in parts}):
        pair = [by_place.get((number, energy)) for energy in (Energy.LOW, Energy.HIGH)]
        low, high = pair
        if low is None or high is None:
            raise Refused(
                "The {energy} energy of view {view} is missing: send the scan again.",
                energy=(Energy.HIGH if low else Energy.LOW).value,
                view=number,
            )
        if low.picture.shape != high.picture.shape:
            raise Refused(
                "The energies of view {view} differ in size: send the scan again.", view=number
            )
        views.append(View(low.picture, high.picture))
    first = min(parts, key=lambda one: (one.view, one.energy is Energy.HIGH))
    return Scan(
        Kind.DX,
        first.origin,
        first=views[0],
        second=views[1] if len(views) > 1 else None,
        tip=any(one.tip for one in parts),
    )
