"""What a report says of an event, as the properties of the event extension."""

from collections.abc import Mapping
from typing import Any

from markaz.data.substances import SUBSTANCES
from markaz.exchange.stix.common import StixObject, stated
from markaz.exchange.told import ToldReport
from markaz.records.grading import Grading
from markaz.records.kinds import DatePrecision, ReportKind, ValueField
from markaz.records.report import DrugLine, Place, Route

Properties = dict[str, Any]


def statement(told: ToldReport) -> Properties:
    """Everything that one report says, which is what its agency answers for."""
    said = dict.fromkeys(ValueField, told)
    report = told.report
    return {
        **when(told),
        **spoken(said),
        **stated(
            kind=report.kind.value,
            grain=report.grain.value,
            reported_on=report.reported_on.isoformat() if report.reported_on else None,
            role=_known(report.role.value),
            transport=told.transport,
            concealment=told.concealment,
            detection=told.detection,
            grading=graded(told.grading) if told.grading else None,
        ),
    }


def spoken(speakers: Mapping[ValueField, ToldReport]) -> Properties:
    """The values of an event's fields, each as the report that speaks for it has it."""
    said: Properties = {}
    for field, property_of in _VALUES.items():
        if field in speakers:
            said.update(property_of(speakers[field]))
    return said


def when(told: ToldReport) -> Properties:
    """The first and last day, both inclusive, and how closely they are known."""
    occurred = told.report.occurred
    if occurred.precision is DatePrecision.UNKNOWN:
        return {"occurred_precision": occurred.precision.value}
    return {
        "occurred_first": occurred.first.isoformat(),
        "occurred_last": occurred.last.isoformat(),
        "occurred_precision": occurred.precision.value,
    }


def named(kind: ReportKind, speaker: ToldReport | None) -> str:
    """What an event or report is called: its kind and day, since the name goes everywhere."""
    words = kind.value.replace("_", " ")
    day = when(speaker).get("occurred_first") if speaker else None
    return f"{words}, {day}" if day else words


def graded(grading: Grading) -> StixObject:
    """A grading as the extension writes it."""
    return stated(
        scheme=grading.scheme.value,
        source=grading.source,
        information=grading.information,
        handling=grading.handling,
        conditions=grading.conditions,
    )


def _lines(told: ToldReport) -> Properties:
    return stated(lines=[_line(line) for line in told.report.lines])


def _line(line: DrugLine) -> StixObject:
    known = SUBSTANCES.get(line.substance)
    return stated(
        line=line.line,
        substance=line.substance,
        substance_name=known.label_en if known else None,
        family=known.family if known else None,
        substance_as_written=line.substance_text,
        form=line.form,
        quantity_as_written=line.quantity_text,
        unit_as_written=line.unit_text,
        dimension=_known(line.dimension.value),
        mass_mg=line.mass_mg,
        volume_ul=line.volume_ul,
        pieces=line.pieces,
        mass_low_mg=line.mass_low_mg,
        mass_high_mg=line.mass_high_mg,
    )


def _arrests(told: ToldReport) -> Properties:
    return stated(arrested=told.report.arrested, arrested_foreign=told.report.arrested_foreign)


def _place(told: ToldReport) -> Properties:
    place: Place = told.report.place
    return stated(
        place=stated(
            country=place.country,
            province=place.province,
            district=place.district,
            airport=place.airport,
            precision=_known(place.precision.value),
            as_written=place.text,
        )
    )


def _route(told: ToldReport) -> Properties:
    route: Route = told.report.route
    return stated(
        route=stated(
            origin=route.origin,
            departure=route.departure,
            transit=route.transit,
            destination=route.destination,
            as_written=route.text,
        )
    )


def _status(told: ToldReport) -> Properties:
    return stated(status=_known(told.report.status.value))


def _land(told: ToldReport) -> Properties:
    # Eleven decimals are exact as text and not as a JSON number.
    area = format(told.area_ha, "f") if told.area_ha is not None else None
    return stated(crop=told.crop, area_ha=area)


def _known(word: str) -> str | None:
    return None if word == "unknown" else word


_VALUES = {
    ValueField.DRUGS: _lines,
    ValueField.PEOPLE: _arrests,
    ValueField.WHEN: when,
    ValueField.WHERE: _place,
    ValueField.ROUTE: _route,
    ValueField.STATUS: _status,
    ValueField.LAND: _land,
}
