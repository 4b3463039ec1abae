"""What every DICOS picture says of itself: its machine, its bag, its names, its moment."""

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from markaz.airport.scans.image import Origin
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.tags import demand, moment, stamp

REQUIRED = ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID")
_UID_LETTERS = set("0123456789.")
_LONGEST_UID = 64
_FROM_A_MAKER = "Markaz"


def origin(elements: Dataset) -> Origin:
    """Where and when a picture was made.

    Raises:
        Refused: A name or the moment is missing or unreadable.
    """
    demand(elements, REQUIRED)
    return Origin(
        machine=_machine(elements),
        series_uid=uid(elements, "SeriesInstanceUID"),
        instance_uid=uid(elements, "SOPInstanceUID"),
        acquired_at=moment(
            elements, "AcquisitionDateTime", day="AcquisitionDate", hour="AcquisitionTime"
        ),
        spacing_mm=_spacing(elements),
    )


def uid(elements: Dataset, keyword: str) -> str:
    """An identifier; parts that begin with a nought are let be, as machines write them.

    Raises:
        Refused: It is no identifier.
    """
    text = str(elements.get(keyword) or "")
    if not text or len(text) > _LONGEST_UID or set(text) - _UID_LETTERS:
        raise Refused("The file's {tag} is no identifier.", tag=keyword)
    return text


def is_tip(elements: Dataset) -> bool:
    """Whether a threat was projected into the picture."""
    return str(elements.get("TIPType") or "") not in ("", "NONE", "NO_TIP")


def _machine(elements: Dataset) -> str:
    for keyword in ("StationName", "ManufacturerModelName", "DeviceSerialNumber", "Manufacturer"):
        if text := str(elements.get(keyword) or "").strip():
            return text
    raise Refused("The file does not name its machine: StationName (0008,1010) is empty.")


def _spacing(elements: Dataset) -> tuple[float, float]:
    given = elements.get("PixelSpacing") or elements.get("ImagerPixelSpacing") or (1.0, 1.0)
    try:
        rows, columns = (float(one) for one in given)
    except (TypeError, ValueError):
        raise Refused("The file's PixelSpacing (0028,0030) is no pair of numbers.") from None
    if not (0 < rows < float("inf") and 0 < columns < float("inf")):
        raise Refused("The file's PixelSpacing (0028,0030) is no pair of numbers.")
    return rows, columns


def describe(elements: Dataset, of: Origin, *, tip: bool) -> None:
    """Write where and when a picture was made, and what DICOS wants to be said of every bag."""
    _moments(elements, of)
    elements.StudyInstanceUID = of.series_uid
    elements.SeriesInstanceUID = of.series_uid
    elements.StudyID, elements.SeriesNumber, elements.AcquisitionNumber = "1", 1, 1
    elements.StationName = of.machine[:16]
    elements.ManufacturerModelName, elements.Manufacturer = of.machine, _FROM_A_MAKER
    elements.DeviceSerialNumber, elements.SoftwareVersions = of.machine, "1"
    elements.InstitutionName = elements.InstitutionAddress = "not said"
    # The bag has no name here: travellers are joined to it elsewhere, and only in a case.
    elements.PatientID, elements.PatientName, elements.PatientSex = "BAG", "BAG", "O"
    elements.PatientBirthDate, elements.IssuerOfPatientID = "", _FROM_A_MAKER
    elements.TypeOfPatientID, elements.OOIType = "TEXT", "BAGGAGE"
    elements.OOISize, elements.ScanType = [0.0, 0.0, 0.0], "OPERATIONAL"
    elements.PixelSpacing = [str(one) for one in of.spacing_mm]
    elements.AcquisitionContextSequence = Sequence([])
    elements.DateOfLastCalibration = elements.AcquisitionDate
    elements.TimeOfLastCalibration = elements.AcquisitionTime
    elements.AcquisitionStatus, elements.AcquisitionDuration = "SUCCESSFUL", 0.0
    elements.FrameOfReferenceUID, elements.PositionReferenceIndicator = of.series_uid, "BELT"
    elements.BurnedInAnnotation, elements.PresentationLUTShape = "NO", "IDENTITY"
    elements.LossyImageCompression = "00"
    # Not in pydicom's dictionary: the effective energy, which we do not know.
    elements.add_new(0x43000902, "FL", 0.0)
    # These two are DICOS' own, the second under a tag that DICOM uses otherwise.
    elements.add_new(0x00082108, "CS", "LHS")
    elements.add_new(0x00080118, "CS", "MACHINE")
    if tip:
        elements.TIPType = "IMAGE"


def _moments(elements: Dataset, of: Origin) -> None:
    at = of.acquired_at
    for part in ("Study", "Series", "Acquisition", "Content", "InstanceCreation"):
        setattr(elements, f"{part}Date", at.strftime("%Y%m%d"))
        setattr(elements, f"{part}Time", at.strftime("%H%M%S.%f"))
    elements.AcquisitionDateTime = stamp(at)
