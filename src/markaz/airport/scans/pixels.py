"""The points of a picture as transmissions, and back; sizes are checked before any is made."""

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from markaz.airport.scans.image import Picture
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.tags import demand

# Stored so that the open beam leaves room above it for noise.
_SCALE = 60_000
_MOST = 100_000_000
_LINEAR, _LOGARITHMIC = "LIN", "LOG"
REQUIRED = ("Rows", "Columns", "BitsAllocated", "SamplesPerPixel", "PixelRepresentation")


def stored(elements: Dataset) -> Picture:
    """The stored values, frames x rows x columns.

    Raises:
        Refused: The sizes and the bytes do not agree, or are beyond any scan.
    """
    demand(elements, (*REQUIRED, "PixelData"))
    try:
        rows, columns = int(elements.Rows), int(elements.Columns)
        frames, depth = int(elements.get("NumberOfFrames") or 1), int(elements.BitsAllocated)
        signed, samples = int(elements.PixelRepresentation), int(elements.SamplesPerPixel)
    except (TypeError, ValueError):
        raise Refused("The sizes of the picture are no numbers.") from None
    kind = {8: "u1", 16: "<i2" if signed else "<u2", 32: "<i4" if signed else "<u4"}.get(depth)
    if kind is None or samples != 1:
        raise Refused("The picture is coloured or its points have {bits} bits.", bits=depth)
    count, content = rows * columns * frames, bytes(elements.PixelData)
    wanted = count * depth // 8
    if min(rows, columns, frames) < 1 or count > _MOST:
        raise Refused("The picture would have {count} points: no scan has.", count=count)
    if not wanted <= len(content) <= wanted + 1:
        raise Refused(
            "The picture should have {wanted} bytes and has {found}: it was cut short or damaged.",
            wanted=wanted,
            found=len(content),
        )
    return np.frombuffer(content[:wanted], kind).reshape(frames, rows, columns).astype(np.float32)


def transmission(elements: Dataset) -> Picture:
    """The single frame of a DX object as transmission.

    Raises:
        Refused: It has several frames, is made for display, or does not say what nothing reads.
    """
    values = stored(elements)
    relation = str(elements.get("PixelIntensityRelationship") or "")
    if len(values) != 1:
        raise Refused("The picture has {frames} frames where one is read.", frames=len(values))
    if relation not in (_LINEAR, _LOGARITHMIC):
        raise Refused(
            "The picture is made for display ({relation}): have the machine send linear values.",
            relation=relation or "not said",
        )
    slope, intercept = _scale(elements)
    scaled: Picture = values[0] * np.float32(slope) + np.float32(intercept)
    if relation == _LOGARITHMIC:
        scaled = np.exp(-scaled)
    if not np.isfinite(scaled).all():
        raise Refused("The picture holds values that are no numbers.")
    return scaled


def _scale(elements: Dataset) -> tuple[float, float]:
    mapping = elements.get("RealWorldValueMappingSequence") or [elements]
    of = mapping[0]
    slope = of.get("RealWorldValueSlope", of.get("RescaleSlope"))
    intercept = of.get("RealWorldValueIntercept", of.get("RescaleIntercept"))
    # DICOS wants a rescale slope of 1, which says nothing of the open beam.
    if slope is None or (of is elements and float(slope) == 1):
        raise Refused(
            "The file does not say what the open beam reads: have the machine send a real world"
            " value mapping."
        )
    return float(slope), float(intercept or 0)


def store(elements: Dataset, picture: Picture) -> None:
    """Put a transmission into a DX object, in steps of 1/60,000 of the open beam."""
    values = np.clip(np.rint(picture * _SCALE), 0, np.iinfo(np.uint16).max).astype("<u2")
    elements.Rows, elements.Columns = picture.shape
    plain(elements)
    elements.PixelData = values.tobytes()
    elements.PixelIntensityRelationship = _LINEAR
    elements.PixelIntensityRelationshipSign = 1
    elements.RescaleSlope, elements.RescaleIntercept, elements.RescaleType = "1", "0", "US"
    elements.RealWorldValueMappingSequence = Sequence([_mapping()])


def plain(elements: Dataset) -> None:
    """Say that points are grey and of sixteen bits without a sign."""
    elements.SamplesPerPixel, elements.PhotometricInterpretation = 1, "MONOCHROME2"
    elements.BitsAllocated = elements.BitsStored = 16
    elements.HighBit, elements.PixelRepresentation = 15, 0


def _mapping() -> Dataset:
    unit = Dataset()
    unit.CodeValue, unit.CodingSchemeDesignator, unit.CodeMeaning = "1", "UCUM", "no units"
    found = Dataset()
    found.RealWorldValueSlope, found.RealWorldValueIntercept = 1 / _SCALE, 0.0
    found.RealWorldValueFirstValueMapped = 0
    found.RealWorldValueLastValueMapped = int(np.iinfo(np.uint16).max)
    found.LUTLabel, found.LUTExplanation = "TRANSMISSION", "share of the open beam"
    found.MeasurementUnitsCodeSequence = Sequence([unit])
    return found
