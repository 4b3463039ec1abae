"""Incidents as STIX incidents: each value as the report has it that speaks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from markaz.data.places import COUNTRIES
from markaz.exchange.markings import marked, strictest
from markaz.exchange.stix.agencies import agency_ref
from markaz.exchange.stix.common import (
    StixObject,
    extended,
    identifier,
    relationship,
    sdo,
    stated,
)
from markaz.exchange.stix.events import named, spoken
from markaz.exchange.stix.extensions import EVENT
from markaz.exchange.stix.fields import PARTS, SPOKEN_PARTS
from markaz.exchange.told import Told, ToldIncident, ToldReport
from markaz.governance.marking import Marking
from markaz.records.kinds import Grain, ValueField

Reports = Mapping[int, ToldReport]


def incident_ref(number: int, *, namespace: UUID) -> str:
    """The id of an incident."""
    return identifier("incident", str(number), namespace=namespace)


def incident_objects(one: ToldIncident, *, told: Told, reports: Reports) -> list[StixObject]:
    """The incident, and its place with the relationship that puts it there."""
    speakers = told_speakers(one, reports)
    said = spoken(speakers)
    marking = incident_marking(one, reports)
    centre = agency_ref(told.centre, namespace=told.namespace)
    stix = sdo(
        "incident",
        str(one.number),
        namespace=told.namespace,
        times=(one.created, one.modified),
        by=centre,
    )
    stix["name"] = named(one.kind, speakers.get(ValueField.WHEN))
    # Before its report comes, nobody is to take a sum of many for an event.
    grain = stated(grain=one.grain.value if one.grain is Grain.AGGREGATE else None)
    stix = extended(stix, EVENT, {"kind": one.kind.value, **grain, **said})
    whole = marked(stix, marking, fields=_marked_fields(speakers, present=said))
    return [whole, *_located(one, speakers=speakers, told=told, marking=marking)]


def told_speakers(one: ToldIncident, reports: Reports) -> dict[ValueField, ToldReport]:
    """Who speaks for each field, of the reports that are told: the others say nothing."""
    return {field: reports[n] for field, n in one.speakers.items() if n in reports}


def incident_marking(one: ToldIncident, reports: Reports) -> Marking:
    """The strictest of the incident's own marking and of every report that tells of it."""
    return strictest(one.marking, *(reports[n].marking for n in one.reports if n in reports))


def _marked_fields(
    speakers: Mapping[ValueField, ToldReport], *, present: Mapping[str, object]
) -> dict[str, Marking]:
    found = {}
    for field, report in speakers.items():
        part = SPOKEN_PARTS.get(field, "")
        for name in PARTS.get(part, ()) if part in report.fields else ():
            if name in present:
                found[f"extensions.{EVENT}.{name}"] = report.fields[part]
    return found


def _located(
    one: ToldIncident,
    *,
    speakers: Mapping[ValueField, ToldReport],
    told: Told,
    marking: Marking,
) -> list[StixObject]:
    """The place as a location: its codes and never a point, which nobody reported."""
    speaker = speakers.get(ValueField.WHERE)
    if not speaker or not speaker.report.place.country:
        return []
    place = speaker.report.place
    marking = strictest(marking, speaker.fields.get("place", Marking.CLEAR))
    common: dict[str, Any] = {
        "namespace": told.namespace,
        "times": (one.created, one.modified),
        "by": agency_ref(told.centre, namespace=told.namespace),
    }
    country = COUNTRIES.get(place.country)
    location = {
        **sdo("location", f"incident {one.number}", **common),
        **stated(
            name=place.district
            or place.airport
            or place.province
            or (country and country.label_en),
            country=place.country,
            administrative_area=place.province,
        ),
    }
    incident = incident_ref(one.number, namespace=told.namespace)
    there = relationship("located-at", incident, location["id"], **common)
    return [marked(location, marking), marked(there, marking)]
