"""DICOS CT: one volume in a file, in CT numbers."""

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from markaz.airport.scans import common, pixels, tags
from markaz.airport.scans.image import Kind, Scan
from markaz.airport.scans.refused import Refused
from markaz.records.errors import InvalidValueError

# CT numbers begin below air; sixteen bits without a sign hold them shifted.
_SHIFT = -2048
_WIDEST = 65_535


def volume(elements: Dataset) -> Scan:
    """A volume scan.

    Raises:
        Refused: Something required is missing, or the slices cannot be read.
    """
    tags.demand(elements, (*common.REQUIRED, *pixels.REQUIRED, "PixelData"))
    slices = pixels.stored(elements)
    try:
        slope = float(elements.get("RescaleSlope") or 1)
        intercept = float(elements.get("RescaleIntercept") or 0)
        spacing = float(elements.get("SliceThickness") or 0)
    except (TypeError, ValueError):
        raise Refused("The scale of the CT numbers is no number.") from None
    slices *= np.float32(slope)
    slices += np.float32(intercept)
    if not np.isfinite(slices).all():
        raise Refused("The picture holds values that are no numbers.")
    return Scan(
        Kind.CT,
        common.origin(elements),
        volume=slices,
        slice_spacing_mm=spacing if spacing > 0 else None,
        tip=common.is_tip(elements),
    )


def written(scan: Scan) -> bytes:
    """The file of a volume scan, in whole CT numbers."""
    if scan.volume is None:
        raise InvalidValueError("A volume scan has no volume: send its slices.")
    found = tags.new(tags.CT, scan.origin.instance_uid)
    common.describe(found, scan.origin, tip=scan.tip)
    found.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "HIGH_ENERGY"]
    found.Modality, found.InstanceNumber = "CT", 1
    found.NumberOfFrames, found.Rows, found.Columns = scan.volume.shape
    pixels.plain(found)
    found.PixelPresentation, found.VolumetricProperties = "MONOCHROME", "VOLUME"
    found.VolumeBasedCalculationTechnique = "NONE"
    _places(found, scan)
    found.RescaleSlope, found.RescaleIntercept = "1", str(_SHIFT)
    found.SliceThickness = str(scan.slice_spacing_mm or 1.0)
    values = np.clip(np.rint(scan.volume - _SHIFT), 0, _WIDEST).astype("<u2")
    found.PixelData = values.tobytes()
    return tags.written(found)


def _places(elements: Dataset, scan: Scan) -> None:
    """Say where each slice lies; DICOS wants it of every frame."""
    apart = scan.slice_spacing_mm or 1.0
    measures, orientation = Dataset(), Dataset()
    measures.PixelSpacing = [str(one) for one in scan.origin.spacing_mm]
    measures.SliceThickness = str(apart)
    orientation.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    shared = Dataset()
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PlaneOrientationSequence = Sequence([orientation])
    elements.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for number in range(int(elements.NumberOfFrames)):
        position, frame = Dataset(), Dataset()
        position.ImagePositionPatient = ["0", "0", f"{number * apart:.6g}"]
        frame.PlanePositionSequence = Sequence([position])
        frames.append(frame)
    elements.PerFrameFunctionalGroupsSequence = Sequence(frames)
