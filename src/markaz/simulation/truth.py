"""Writes what truly happened: one standard report per incident, and who told of what."""

import csv
import json
from collections.abc import Iterable
from io import StringIO

from markaz.simulation.agencies.report import Report
from markaz.simulation.events.calendar import Calendar
from markaz.simulation.events.incident import Incident, Line, Person
from markaz.simulation.events.names import latin
from markaz.simulation.events.places import SPOTS

STANDARD_HEADER = (
    *("agency", "reference", "kind", "occurred", "reported_on", "country", "province"),
    *("district", "place", "airport", "substance", "form", "quantity", "unit", "status"),
    *("role", "operation", "transport", "concealment", "detection", "origin", "departure"),
    *("transit", "destination", "arrested", "arrested_foreign", "crop", "area", "area_unit"),
    *("person_name", "father_name", "nationality", "sex", "age", "person_role", "means_kind"),
    *("means_identifier", "remarks"),
)
REPORTS_HEADER = (
    "source", "agency", "reference", "received", "incident", "truth_reference", "noise", "remarks",
)  # fmt: skip
HEADERS = {"standard.csv": STANDARD_HEADER, "reports.csv": REPORTS_HEADER}
_UNITS = {"mg": "kg", "ul": "l", "piece": "tablet"}
_MILLION = 1_000_000


def top(name: str) -> bytes:
    """The header line of one of the files of the truth, empty where it has none."""
    header = HEADERS.get(name)
    return _written([header]) if header else b""


def reference(incident: Incident, *, calendar: Calendar) -> str:
    """The reference of an incident in the standard report of the truth."""
    return f"SIM-{calendar.year}-{incident.number:08d}"


def exact(amount: int) -> str:
    """Milligrams as kilograms, or microlitres as litres, to the last digit."""
    whole, rest = divmod(amount, _MILLION)
    return f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)


def standard_rows(incidents: Iterable[Incident], *, calendar: Calendar) -> bytes:
    """The incidents in the layout of the standard report: a row per drug line or person."""
    rows: list[tuple[str | int, ...]] = []
    for incident in incidents:
        before, between, after = _facts(incident, calendar=calendar)
        count = max(len(incident.lines), len(incident.persons), 1)
        for number in range(count):
            line = incident.lines[number] if number < len(incident.lines) else None
            person = incident.persons[number] if number < len(incident.persons) else None
            rows.append((*before, *_line(line), *between, *_person(person), *after))
    return _written(rows)


Cells = tuple[str | int, ...]


def _facts(incident: Incident, *, calendar: Calendar) -> tuple[Cells, Cells, Cells]:
    """What every row of an incident repeats: before the drug, before the person, after both."""
    day = calendar.iso[incident.day]
    number = reference(incident, calendar=calendar)
    spot = "North Arabian Sea" if incident.at_sea else SPOTS[incident.spot][0]
    before: Cells = (
        *(incident.lead, number, incident.kind, day, day, "PK", incident.province),
        *(incident.district, spot, incident.airport),
    )
    role = "lead"
    between: Cells = (
        *(incident.status, role, incident.operation, incident.transport),
        *(incident.concealment, incident.detection, incident.origin, incident.departure),
        *(incident.transit, incident.destination, incident.arrested, incident.foreign),
        *(("opium poppy", incident.acres, "acre") if incident.acres else ("", "", "")),
    )
    carrier = ("flight", incident.carrier) if incident.carrier else ("", "")
    return before, between, (*carrier, "simulated")


def _line(line: Line | None) -> Cells:
    if line is None:
        return "", "", "", ""
    amount = str(line.amount) if line.base == "piece" else exact(line.amount)
    unit = _UNITS[line.base]
    return line.substance, line.form, amount, unit


def _person(person: Person | None) -> Cells:
    if person is None:
        return "", "", "", "", "", ""
    name, father = latin(person.words, variant=0), latin(person.father, variant=0)
    return name, father, person.nationality, person.sex, person.age, "suspect"


def incident_lines(incidents: Iterable[Incident], *, calendar: Calendar) -> bytes:
    """The incidents as JSON lines, amounts in milligrams, microlitres or pieces."""
    return "".join(
        json.dumps(
            {
                "simulated": True,
                "incident": incident.number,
                "reference": reference(incident, calendar=calendar),
                "kind": incident.kind,
                "occurred": calendar.iso[incident.day],
                "lead": incident.lead,
                "province": incident.province,
                "district": incident.district,
                "airport": incident.airport,
                "lines": [[line.substance, line.base, line.amount] for line in incident.lines],
                "mass_mg": incident.mass_mg,
                "arrested": incident.arrested,
                "arrested_foreign": incident.foreign,
                "acres": incident.acres,
                "destination": incident.destination,
            }
        )
        + "\n"
        for incident in incidents
    ).encode()


def report_rows(reports: Iterable[Report], *, calendar: Calendar) -> bytes:
    """Which report tells of which incident, and with which faults."""
    return _written(
        (
            report.source,
            report.agency,
            report.reference,
            calendar.iso[report.received],
            report.incident.number,
            reference(report.incident, calendar=calendar),
            "; ".join(report.noise),
            "simulated",
        )
        for report in reports
    )


def _written(rows: Iterable[tuple[str | int, ...]]) -> bytes:
    buffer = StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()
