"""Incidents as MISP events: the reports, what was seized, where, with what means, and who."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from markaz.data.agencies import AGENCIES
from markaz.data.substances import SUBSTANCES
from markaz.exchange.grading import converted
from markaz.exchange.markings import strictest
from markaz.exchange.misp.templates import SUM, TEMPLATES
from markaz.exchange.redaction import Terms, redacted
from markaz.exchange.redaction.plain import is_plain
from markaz.exchange.stix.events import named
from markaz.exchange.stix.incidents import incident_marking, told_speakers
from markaz.exchange.told import Told, ToldIncident, ToldReport
from markaz.governance.marking import Marking
from markaz.governance.protection import is_protected
from markaz.records.grading import Scheme
from markaz.records.kinds import DatePrecision, Grain, ValueField
from markaz.records.quantity import MG_PER_KG
from markaz.records.report import DrugLine, Means, PersonMention

MispEvent = dict[str, Any]
_UL_PER_L = 1_000_000
# MISP's own numbers: no threat level is given, the analysis is done, and nobody but the receiving
# organisation sees the event until somebody there decides otherwise.
_UNDEFINED, _COMPLETED, _OWN_ORGANISATION, _INHERITED = "4", "2", "0", "5"
_MEASURES = ("weight", "quantity")
_GENDERS = {"m": "Male", "f": "Female"}


def events_of(told: Told) -> list[MispEvent]:
    """One MISP event for each incident that is told, marked as its strictest report."""
    reports = {one.number: one for one in told.reports}
    return [{"Event": _event(one, told, reports)} for one in told.incidents]


def without_names(events: list[MispEvent], terms: Terms) -> list[MispEvent]:
    """The events without their objects for persons, and without what the terms name in a text."""
    return [{"Event": _unnamed(one["Event"], terms)} for one in events]


def _unnamed(event: dict[str, Any], terms: Terms) -> dict[str, Any]:
    kept = [one for one in event["Object"] if one["name"] != "person"]
    return {
        **event,
        "Object": [
            {**one, "Attribute": [_silent(each, terms) for each in one["Attribute"]]}
            for one in kept
        ],
    }


def _silent(attribute: dict[str, Any], terms: Terms) -> dict[str, Any]:
    value = attribute["value"]
    if attribute["object_relation"] in _MEASURES or is_plain("", value):
        return attribute
    return {**attribute, "value": redacted(value, terms)}


def _event(one: ToldIncident, told: Told, reports: dict[int, ToldReport]) -> dict[str, Any]:
    telling = [reports[number] for number in one.reports if number in reports]
    speakers = told_speakers(one, reports)
    speaker = speakers.get(ValueField.WHEN)
    marking = incident_marking(one, reports)
    labels = [SUM] if one.grain is Grain.AGGREGATE else []
    labels += ["simulated"] if told.simulated else []
    return {
        "uuid": str(uuid5(told.namespace, f"misp event {one.number}")),
        "info": named(one.kind, speaker),
        "date": _date(one, speaker),
        "timestamp": _timestamp(one.modified),
        "threat_level_id": _UNDEFINED,
        "analysis": _COMPLETED,
        "distribution": _OWN_ORGANISATION,
        "published": False,
        "Orgc": _organisation(told),
        "Tag": [{"name": name} for name in (_tlp(marking), *labels)],
        "Attribute": [],
        "Object": [
            made
            for report in telling
            for made in _Written(told.namespace, report).objects(speakers)
        ],
    }


def _date(one: ToldIncident, speaker: ToldReport | None) -> str:
    """The day of the event; MISP has none that is unknown, so then the day on which it was told."""
    occurred = speaker.report.occurred if speaker else None
    if occurred and occurred.precision is not DatePrecision.UNKNOWN:
        return occurred.first.isoformat()
    return one.created.date().isoformat()


def _organisation(told: Told) -> dict[str, str]:
    uuid = str(uuid5(told.namespace, f"misp organisation {told.centre}"))
    return {"name": AGENCIES[told.centre].label_en, "uuid": uuid}


class _Written:
    """The objects of one report, each with an identifier that stays the same."""

    def __init__(self, namespace: UUID, told: ToldReport) -> None:
        self.namespace = namespace
        self.told = told

    def objects(self, speakers: dict[ValueField, ToldReport]) -> Iterator[dict[str, Any]]:
        """The report itself, what only the speaking report says, and what every report names."""
        yield self._report()
        if speakers.get(ValueField.DRUGS) is self.told:
            for line in self.told.report.lines:
                yield self._object(
                    "physical-object", f"line {line.line}", _line(line), part="drugs"
                )
        if speakers.get(ValueField.WHERE) is self.told and self.told.report.place.country:
            yield self._object("geolocation", "place", self._place(), part="place")
        for means in self.told.report.means:
            template = "vehicle" if means.kind == "vehicle" else "physical-object"
            yield self._object(template, f"means {means.mention}", _means(means), part="means")
        for person in self.told.report.persons:
            if not is_protected(person.role, protection=person.protection):
                known = _person(person)
                yield self._object("person", f"person {person.mention}", known, part="persons")

    def _report(self) -> dict[str, Any]:
        report = self.told.report
        said = {
            "title": named(report.kind, self.told),
            "case-number": report.reference,
            "type": report.kind.value,
            "summary": self.told.text,
        }
        agency = AGENCIES.get(report.agency)
        made = self._object("report", "itself", said, part="text")
        made["comment"] = agency.label_en if agency else report.agency
        made["Attribute"][0]["Tag"] += [{"name": name} for name in _graded(self.told)]
        return made

    def _place(self) -> dict[str, str]:
        place = self.told.report.place
        return {
            "countrycode": place.country,
            "region": place.province,
            "city": place.district,
            "text": place.text,
        }

    def _object(
        self, template: str, key: str, said: dict[str, str], *, part: str
    ) -> dict[str, Any]:
        known = TEMPLATES[template]
        marking = strictest(self.told.marking, self.told.fields.get(part, Marking.CLEAR))
        whole = f"misp {self.told.number} {key}"
        return {
            "uuid": str(uuid5(self.namespace, whole)),
            "name": template,
            "meta-category": "misc",
            "template_uuid": known.uuid,
            "template_version": known.version,
            "timestamp": _timestamp(self.told.modified),
            "distribution": _INHERITED,
            "comment": "",
            "Attribute": [
                {
                    "uuid": str(uuid5(self.namespace, f"{whole} {relation}")),
                    "object_relation": relation,
                    "type": known.types[relation],
                    "category": "Person" if template == "person" else "Other",
                    "value": value,
                    "to_ids": False,
                    "distribution": _INHERITED,
                    "timestamp": _timestamp(self.told.modified),
                    "Tag": [{"name": _tlp(marking)}],
                }
                for relation, value in said.items()
                if value
            ],
        }


def _line(line: DrugLine) -> dict[str, str]:
    known = SUBSTANCES.get(line.substance)
    written = " ".join(filter(None, (line.quantity_text, line.unit_text, line.substance_text)))
    weight = _amount(line.mass_mg, MG_PER_KG, "kg") or _amount(line.volume_ul, _UL_PER_L, "l")
    return {
        "name": known.label_en if known else line.substance_text or "substance not stated",
        "object-type": "drug",
        "weight": weight,
        "quantity": "" if line.pieces is None else str(line.pieces),
        "description": written,
        "identifier": line.substance,
    }


def _amount(amount: int | None, base: int, unit: str) -> str:
    return "" if amount is None else f"{(Decimal(amount) / base).normalize():f} {unit}"


def _means(means: Means) -> dict[str, str]:
    if means.kind == "vehicle":
        plate = {"license-plate-number": means.identifier_text, "type": ""}
        return {**plate, "description": means.description_text or "vehicle"}
    return {
        "name": means.kind or "means of transport",
        "object-type": means.kind,
        "identifier": means.identifier_text,
        "description": means.description_text,
    }


def _person(person: PersonMention) -> dict[str, str]:
    father = f"child of {person.father_name_text}" if person.father_name_text else ""
    return {
        "full-name": person.name_text or "name not stated",
        "role": person.role,
        "gender": _GENDERS.get(person.sex, ""),
        "nationality": person.nationality,
        "phone-number": person.phone_text,
        "identity-card-number": person.document_text,
        "text": father,
    }


def _graded(told: ToldReport) -> tuple[str, ...]:
    if not told.grading:
        return ()
    admiralty = converted(told.grading, to=Scheme.ADMIRALTY).grading
    return (
        f'admiralty-scale:source-reliability="{admiralty.source.lower()}"',
        f'admiralty-scale:information-credibility="{admiralty.information}"',
    )


def _tlp(marking: Marking) -> str:
    return f"tlp:{marking.value.lower()}"


def _timestamp(moment: datetime) -> str:
    return str(int(moment.timestamp()))
