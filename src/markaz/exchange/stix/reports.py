"""Reports as STIX reports, with the people and the means of transport that they name."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from uuid import UUID

from markaz.data.agencies import AGENCIES
from markaz.exchange.grading import converted
from markaz.exchange.markings import marked, strictest
from markaz.exchange.stix.agencies import agency_ref
from markaz.exchange.stix.common import (
    NOT_STATED,
    StixObject,
    extended,
    identifier,
    sdo,
    stated,
    timestamp,
)
from markaz.exchange.stix.events import named, statement
from markaz.exchange.stix.extensions import EVENT, MEANS, SUBJECT
from markaz.exchange.stix.fields import selectors
from markaz.exchange.told import Told, ToldReport
from markaz.governance.marking import Marking
from markaz.governance.protection import is_protected
from markaz.records.grading import Grading, Scheme
from markaz.records.report import Means, PersonMention

# STIX 2.1, appendix A: the Admiralty credibility scale as a confidence; 6 is not stated.
_CONFIDENCE = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}


def report_ref(number: int, *, namespace: UUID) -> str:
    """The id of a report."""
    return identifier("report", str(number), namespace=namespace)


def report_objects(one: ToldReport, *, told: Told, about: Iterable[str]) -> list[StixObject]:
    """The report, and an object for each person and each means that it names.

    `about` are the ids of the incidents that it tells of.
    """
    parts = [*_persons(one, told), *_means(one, told)]
    report = one.report
    agency = agency_ref(report.agency, namespace=told.namespace)
    said = statement(one)
    stix = {
        **sdo(
            "report",
            str(one.number),
            namespace=told.namespace,
            times=(one.created, one.modified),
            by=agency,
        ),
        "name": named(report.kind, one),
        "report_types": [f"{report.kind.value.replace('_', '-')}-report"],
        "published": timestamp(_published(one)),
        "object_refs": [*about, *(stix["id"] for stix in parts)] or [agency],
        **stated(
            description=one.text,
            confidence=_confidence(one.grading),
            external_references=_references(one),
        ),
    }
    fields = selectors(one, extension=EVENT, present=said)
    return [marked(extended(stix, EVENT, said), one.marking, fields=fields), *parts]


def _published(one: ToldReport) -> datetime:
    day = one.report.reported_on
    return datetime.combine(day, time(), UTC) if day else one.created


def _references(one: ToldReport) -> list[StixObject]:
    if not one.report.reference:
        return []
    known = AGENCIES.get(one.report.agency)
    name = known.label_en if known else one.report.agency
    return [{"source_name": name, "external_id": one.report.reference}]


def _confidence(grading: Grading | None) -> int | None:
    if not grading:
        return None
    return _CONFIDENCE.get(converted(grading, to=Scheme.ADMIRALTY).grading.information)


def _persons(one: ToldReport, told: Told) -> Iterator[StixObject]:
    marking = strictest(one.marking, one.fields.get("persons", Marking.CLEAR))
    for person in one.report.persons:
        # A last door, whatever an agreement says.
        if not is_protected(person.role, protection=person.protection):
            yield marked(_person(person, one=one, told=told), marking)


def _person(person: PersonMention, *, one: ToldReport, told: Told) -> StixObject:
    stix = {
        **_part("identity", "person", person.mention, one=one, told=told),
        "name": person.name_text or NOT_STATED,
        "identity_class": "individual",
        **stated(roles=[person.role] if person.role else []),
    }
    known = stated(
        role=person.role,
        father_name=person.father_name_text,
        nationality=person.nationality,
        nationality_basis=person.nationality_basis if person.nationality else None,
        sex=person.sex,
        age=person.age,
        document=person.document_text,
        phone=person.phone_text,
    )
    return extended(stix, SUBJECT, known)


def _means(one: ToldReport, told: Told) -> Iterator[StixObject]:
    marking = strictest(one.marking, one.fields.get("means", Marking.CLEAR))
    for means in one.report.means:
        yield marked(_transport(means, one=one, told=told), marking)


def _transport(means: Means, *, one: ToldReport, told: Told) -> StixObject:
    return {
        **_part("means-of-transport", "means", means.mention, one=one, told=told),
        "name": means.identifier_text or means.kind or "means of transport",
        **stated(
            kind=means.kind,
            identifier=means.identifier_text,
            description=means.description_text,
        ),
        "extensions": {MEANS: {"extension_type": "new-sdo"}},
    }


def _part(kind: str, part: str, mention: int, *, one: ToldReport, told: Told) -> StixObject:
    return sdo(
        kind,
        f"report {one.number} {part} {mention}",
        namespace=told.namespace,
        times=(one.created, one.modified),
        by=agency_ref(one.report.agency, namespace=told.namespace),
    )
