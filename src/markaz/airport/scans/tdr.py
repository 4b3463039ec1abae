"""DICOS TDR: a threat detection report, its numbers in DICOS' fields where DICOS has one."""

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from markaz.airport.scans import common, tags
from markaz.airport.scans.image import Origin
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import (
    Ability,
    Category,
    Decision,
    Finding,
    Polygon,
    ReportType,
    ThreatReport,
)
from markaz.records.errors import InvalidValueError

REQUIRED = (
    *common.REQUIRED, "TDRType", "AlarmDecision", "AlarmDecisionTime",
    "ThreatDetectionAlgorithmAndVersion",
)  # fmt: skip
_ANNOTATION = "\n-- "
_NUMBERS = ("zeff", "zeff_sigma", "areal_density", "areal_density_sigma")
_PAIR, _AXES = 2, 3
_MOST = 10_000


def report(elements: Dataset) -> ThreatReport:
    """A report.

    Raises:
        Refused: Something required is missing, or a value is none of DICOS' words.
    """
    tags.demand(elements, REQUIRED)
    algorithm = _texts(elements, "ThreatDetectionAlgorithmAndVersion")
    parameters = dict(one.split("=", 1) for one in algorithm[2:] if "=" in one)
    try:
        return ThreatReport(
            type=ReportType(str(elements.TDRType)),
            decision=Decision(str(elements.AlarmDecision)),
            findings=tuple(_findings(elements)),
            algorithm=algorithm[0],
            version=algorithm[1] if len(algorithm) > 1 else "",
            made_at=tags.moment(elements, "AlarmDecisionTime"),
            uid=common.uid(elements, "SOPInstanceUID"),
            scan_series_uid=common.uid(elements, "SeriesInstanceUID"),
            scan_instance_uid=_scan(elements),
            machine=str(elements.get("ManufacturerModelName") or elements.get("StationName") or ""),
            parameters=parameters,
            operator=str(elements.get("OperatorsName") or ""),
            tip=common.is_tip(elements),
        )
    except InvalidValueError as error:
        raise Refused("The report does not hold together ({why}).", why=error) from None
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(
            "The report has a value that DICOS does not know ({why}).", why=error
        ) from None


def _texts(elements: Dataset, keyword: str) -> list[str]:
    value = elements[keyword].value
    return [value] if isinstance(value, str) else [str(one) for one in value]


def _scan(elements: Dataset) -> str:
    for item in elements.get("ReferencedInstanceSequence") or ():
        return common.uid(item, "ReferencedSOPInstanceUID")
    for threat in elements.get("ThreatSequence") or ():
        for shown in threat.get("PTORepresentationSequence") or ():
            for item in shown.get("ReferencedInstanceSequence") or ():
                return common.uid(item, "ReferencedSOPInstanceUID")
    return ""


def _findings(elements: Dataset) -> Iterator[Finding]:
    threats = elements.get("ThreatSequence") or ()
    if len(threats) > _MOST:
        raise Refused("The report has {count} marks: no scan has.", count=len(threats))
    for threat in threats:
        tags.demand(threat, ("PTORepresentationSequence", "ATDAssessmentSequence"))
        shown = threat.PTORepresentationSequence[0]
        assessed = threat.ATDAssessmentSequence[0]
        text, said = _unannotated(str(assessed.get("ThreatCategoryDescription") or ""))
        # DICOS keeps single precision; what we wrote ourselves stands in full in the annotation.
        zeff = said.get("zeff", shown.get("ZEffective"))
        probability = assessed.get("ATDAssessmentProbability")
        yield Finding(
            polygon=_polygon(shown),
            category=Category(str(assessed.get("ThreatCategory") or "UNKNOWN")),
            text=text,
            zeff=float(zeff) if zeff else None,
            zeff_sigma=said.get("zeff_sigma"),
            areal_density=said.get("areal_density"),
            areal_density_sigma=said.get("areal_density_sigma"),
            ability=Ability(str(assessed.get("ATDAbilityAssessment") or "NO_INTERFERENCE")),
            probability=None if said.get("probability") == -1 or probability is None
            else float(probability),
            view=int(said.get("view", 1)),
        )  # fmt: skip


def _polygon(shown: Dataset) -> Polygon:
    flat = [float(one) for one in shown.get("BoundingPolygon") or ()]
    if not flat or len(flat) % _AXES:
        raise Refused("A mark has no outline: BoundingPolygon (4010,101D) is not whole.")
    return tuple((flat[at], flat[at + 1]) for at in range(0, len(flat), _AXES))


def _unannotated(text: str) -> tuple[str, dict[str, float]]:
    """A mark's sentence, and the numbers for which DICOS has no field."""
    sentence, _, written = text.partition(_ANNOTATION)
    said = {}
    for part in written.split("; "):
        pair = part.split("=")
        if len(pair) == _PAIR:
            said[pair[0]] = float(pair[1])
    return sentence, said


def written(report: ThreatReport) -> bytes:
    """The file of a report."""
    found = tags.new(tags.TDR, report.uid)
    common.describe(
        found,
        Origin(report.machine, report.scan_series_uid, report.uid, report.made_at, (1.0, 1.0)),
        tip=report.tip,
    )
    found.Modality, found.InstanceNumber = "TDR", 1
    found.TDRType, found.AlarmDecision = report.type.value, report.decision.value
    found.AlarmDecisionTime = tags.stamp(report.made_at)
    found.AbortFlag, found.TotalProcessingTime = "SUCCESS", 0.0
    found.add_new(0x40101075, "FD", 1.0)  # pydicom says DS, readers of DICOS look for FD
    found.NumberOfTotalObjects = len(report.findings)
    found.NumberOfAlarmObjects = sum(one.category is Category.CONTRABAND for one in report.findings)
    found.ThreatDetectionAlgorithmAndVersion = [
        report.algorithm,
        report.version,
        *(f"{name}={value}" for name, value in report.parameters.items()),
    ]
    found.ReferencedInstanceSequence = Sequence([_reference(report)])
    found.ReferencedStudySequence = Sequence([_reference(report)])
    found.ReferencedSeriesSequence = Sequence([_series(report)])
    found.AdditionalScreeningPerformed = "NO"
    if report.operator:
        found.OperatorsName = report.operator
        found.OperatorIdentificationSequence = Sequence([_operator(report.operator)])
    found.ThreatSequence = Sequence(
        [_threat(one, number, report) for number, one in enumerate(report.findings, start=1)]
    )
    return tags.written(found)


def _reference(report: ThreatReport) -> Dataset:
    found = Dataset()
    found.ReferencedSOPClassUID = tags.DX_PROCESSING
    found.ReferencedSOPInstanceUID = report.scan_instance_uid
    return found


def _series(report: ThreatReport) -> Dataset:
    found = Dataset()
    found.SeriesInstanceUID = report.scan_series_uid
    found.ReferencedInstanceSequence = Sequence([_reference(report)])
    return found


def _operator(name: str) -> Dataset:
    codes = []
    for value, meaning in ((name[:16], name), ("NAME", "kind of identification")):
        code = Dataset()
        code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCS4", meaning
        codes.append(code)
    found = Dataset()
    found.PersonIdentificationCodeSequence = Sequence(codes)
    found.InstitutionName = "not said"
    return found


def _threat(one: Finding, number: int, report: ThreatReport) -> Dataset:
    found = Dataset()
    found.PotentialThreatObjectID = number
    found.PTORepresentationSequence = Sequence([_shown(one, report)])
    found.ATDAssessmentSequence = Sequence([_assessed(one)])
    # Not in pydicom's dictionary: when the mark was begun and ended, and how long it took.
    found.add_new(0x40101080, "DT", tags.stamp(report.made_at))
    found.add_new(0x40101081, "DT", tags.stamp(report.made_at))
    found.add_new(0x40101082, "FL", 0.0)
    return found


def _shown(one: Finding, report: ThreatReport) -> Dataset:
    found = Dataset()
    found.ReferencedInstanceSequence = Sequence([_reference(report)])
    found.ThreatROIVoxelSequence = Sequence([_around(one.polygon)])
    found.BoundingPolygon = [value for x, y in one.polygon for value in (x, y, 0.0)]
    # Readers of DICOS want both; nought says that neither was measured.
    found.Mass, found.Density, found.ZEffective = 0.0, 0.0, one.zeff or 0.0
    return found


def _around(polygon: Polygon) -> Dataset:
    """The box around an outline, one slice deep, with a bit for each point within."""
    corners = np.array(polygon)
    base = np.floor(corners.min(axis=0))
    width, height = (int(one) + 1 for one in np.ceil(corners.max(axis=0)) - base)
    drawn = Image.new("1", (width, height))
    ImageDraw.Draw(drawn).polygon([(x, y) for x, y in corners - base], fill=1)
    bits = np.packbits(np.asarray(drawn).ravel(), bitorder="little").tobytes()
    found = Dataset()
    found.ThreatROIBase = [float(base[0]), float(base[1]), 0.0]
    found.ThreatROIExtents = [float(width), float(height), 1.0]
    found.ThreatROIBitmap = bits + b"\0" * (len(bits) % 2)
    return found


def _assessed(one: Finding) -> Dataset:
    found = Dataset()
    said = {name: getattr(one, name) for name in _NUMBERS}
    said |= {"view": one.view, "probability": -1 if one.probability is None else None}
    numbers = [f"{name}={value!r}" for name, value in said.items() if value is not None]
    found.ThreatCategory = one.category.value
    found.ThreatCategoryDescription = one.text + _ANNOTATION + "; ".join(numbers)
    found.ATDAbilityAssessment, found.ATDAssessmentFlag = one.ability.value, "UNKNOWN"
    found.ATDAssessmentProbability = one.probability or 0.0
    return found
