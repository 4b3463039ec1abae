"""Everything that is told as one list of STIX objects, and as a bundle."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid5

from markaz.data.agencies import AGENCIES
from markaz.exchange.markings import definitions_for as marking_definitions_for
from markaz.exchange.stix.agencies import agency
from markaz.exchange.stix.common import StixObject
from markaz.exchange.stix.extensions import definitions_for as extension_definitions_for
from markaz.exchange.stix.incidents import incident_objects, incident_ref
from markaz.exchange.stix.operations import judgement_objects, operation_objects
from markaz.exchange.stix.reports import report_objects
from markaz.exchange.stix.subjects import subject_objects
from markaz.exchange.told import Told


def objects_of(told: Told) -> list[StixObject]:
    """What is told as STIX objects: definitions, identities of agencies, then the rest.

    The same records give the same objects, each with the same id and the time of its revision.
    """
    said = _said(told)
    agencies = _agencies(said, told)
    if told.simulated:
        said = [{**stix, "labels": ["simulated"]} for stix in said]
    everything = [*agencies, *said]
    return [
        *extension_definitions_for(everything),
        *marking_definitions_for(everything),
        *everything,
    ]


def bundle(objects: Iterable[StixObject], *, told: Told) -> dict[str, Any]:
    """The objects as one bundle, whose id follows from what is in it."""
    kept = list(objects)
    content = " ".join(f"{stix['id']} {stix.get('modified', '')}" for stix in kept)
    return {
        "type": "bundle",
        "id": f"bundle--{uuid5(told.namespace, content)}",
        "objects": kept,
    }


def _said(told: Told) -> list[StixObject]:
    reports = {one.number: one for one in told.reports}
    incidents = {one.number for one in told.incidents}
    about: dict[int, list[str]] = {}
    for incident in told.incidents:
        ref = incident_ref(incident.number, namespace=told.namespace)
        for number in incident.reports:
            about.setdefault(number, []).append(ref)
    found: list[StixObject] = []
    for incident in told.incidents:
        found += incident_objects(incident, told=told, reports=reports)
    for report in told.reports:
        found += report_objects(report, told=told, about=about.get(report.number, ()))
    for subject in told.subjects:
        found += subject_objects(subject, told=told, reports=reports)
    for operation in told.operations:
        found += operation_objects(operation, told=told, incidents=incidents)
    for judgement in told.judgements:
        found += judgement_objects(judgement, told=told, reports=reports)
    return found


def _agencies(said: list[StixObject], told: Told) -> list[StixObject]:
    """The agencies that the objects name, and no other: what is not told leaves no trace."""
    named = {stix["created_by_ref"] for stix in said}
    named |= {ref for stix in said for ref in stix.get("object_refs", ())}
    every = (agency(code, namespace=told.namespace) for code in sorted(AGENCIES))
    return [one for one in every if one["id"] in named]
