"""The parts that an agreement may grant or withhold, and where each stands in the objects."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from markaz.exchange.told import Told, ToldIncident, ToldReport
from markaz.governance.marking import Marking
from markaz.records.kinds import AgencyRole, SeizureStatus, ValueField
from markaz.records.report import Place, Report, Route

# Part -> properties of the event extension that say it; parts without any are objects of their own.
PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drugs": ("lines",),
        "persons": (),
        "means": (),
        "arrests": ("arrested", "arrested_foreign"),
        "place": ("place",),
        "route": ("route",),
        "concealment": ("concealment", "transport"),
        "detection": ("detection",),
        "status": ("status", "role"),
        "land": ("crop", "area_ha"),
        "text": (),
        "grading": ("grading",),
        "reference": (),
        "operations": (),
        "subjects": (),
        "judgements": (),
    }
)


def only(told: Told, parts: Collection[str]) -> Told:
    """What is told, without every part that is not named; nothing is left of the others.

    Kind, days, agency and marking are what a report is and always stay.
    """
    return replace(
        told,
        reports=tuple(_report(one, parts) for one in told.reports),
        incidents=tuple(_incident(one, parts) for one in told.incidents),
        subjects=told.subjects if "subjects" in parts else (),
        operations=told.operations if "operations" in parts else (),
        judgements=told.judgements if "judgements" in parts else (),
    )


def selectors(
    report: ToldReport, *, extension: str, present: Collection[str]
) -> dict[str, Marking]:
    """The report's markings of single parts, by selector of the properties that are present."""
    found = {}
    for part, marking in report.fields.items():
        for name in PARTS.get(part, ()):
            if name in present:
                found[f"extensions.{extension}.{name}"] = marking
        if part == "text" and report.text:
            found["description"] = marking
    return found


def _report(told: ToldReport, parts: Collection[str]) -> ToldReport:
    report = told.report
    kept: Report = replace(
        report,
        lines=report.lines if "drugs" in parts else (),
        persons=report.persons if "persons" in parts else (),
        means=report.means if "means" in parts else (),
        arrested=report.arrested if "arrests" in parts else None,
        arrested_foreign=report.arrested_foreign if "arrests" in parts else None,
        place=report.place if "place" in parts else Place("", ""),
        route=report.route if "route" in parts else Route(),
        status=report.status if "status" in parts else SeizureStatus.UNKNOWN,
        role=report.role if "status" in parts else AgencyRole.UNKNOWN,
        reference=report.reference if "reference" in parts else "",
        area_text=report.area_text if "land" in parts else "",
    )
    return replace(
        told,
        report=kept,
        text=told.text if "text" in parts else "",
        grading=told.grading if "grading" in parts else None,
        transport=told.transport if "concealment" in parts else "",
        concealment=told.concealment if "concealment" in parts else "",
        detection=told.detection if "detection" in parts else "",
        crop=told.crop if "land" in parts else "",
        area_ha=told.area_ha if "land" in parts else None,
    )


SPOKEN_PARTS: Mapping[ValueField, str] = MappingProxyType(
    {
        ValueField.DRUGS: "drugs",
        ValueField.PEOPLE: "arrests",
        ValueField.WHERE: "place",
        ValueField.ROUTE: "route",
        ValueField.STATUS: "status",
        ValueField.LAND: "land",
    }
)


def _incident(told: ToldIncident, parts: Collection[str]) -> ToldIncident:
    speakers = {
        value: number
        for value, number in told.speakers.items()
        if SPOKEN_PARTS.get(value, "") in ("", *parts)
    }
    return replace(told, speakers=speakers)
