"""Draws the incidents of one block: what, where, when and who, but not yet how much."""

from random import Random

from markaz.data.airports import AIRPORTS as AIRPORT_REGISTER
from markaz.simulation.events import shape
from markaz.simulation.events.calendar import Calendar
from markaz.simulation.events.draws import Draw
from markaz.simulation.events.incident import Incident, Line
from markaz.simulation.events.places import COAST, INLAND, POPPY, SPOTS

_REGION = {
    "PK-BA": "ANF-BAL",
    "PK-KP": "ANF-KP",
    "PK-PB": "ANF-PUNJAB",
    "PK-SD": "ANF-SINDH",
    "PK-IS": "ANF-NORTH",
    "PK-GB": "ANF-NORTH",
}
_LARGE_SEA_SEIZURES = (("CAN-RESIN",), ("ATS-METH",), ("CAN-RESIN", "OPI-HEROIN"))
_EVERYWHERE = INLAND["PK-BA"]
# Chances: of what a case holds, where it comes from, and where documents are forged.
_BESIDE_ONLY, _ONE_SUBSTANCE, _WITH_BESIDE = 0.07, 0.85, 0.97
_FROM_AFGHANISTAN = 0.45
_ALONE = 0.93
_FORGED_AT_AIRPORTS = 0.6
_AFLOAT = frozenset({"PMSA", "NAVY"})
# Incidents of small blocks still need three substances of different price to be made exact.
_ALWAYS = (("CAN-RESIN",), ("ATS-METH",), ("OPI-HEROIN",))


def draft(rng: Random, *, count: int, first_number: int, calendar: Calendar) -> list[Incident]:
    """That many incidents with their lines still unweighed, in the order of their days."""
    drafted = [_drawn(rng, shape.KINDS(rng.random()), calendar) for _ in range(count)]
    for substances in _ALWAYS:
        drafted.append(_seizure(rng, calendar, substances=substances))
    if count > len(_LARGE_SEA_SEIZURES) * 50:
        drafted += [_at_sea(rng, calendar, substances=names) for names in _LARGE_SEA_SEIZURES]
        _reach_each_destination(drafted)
    drafted.append(_clearance(rng, calendar))
    drafted.sort(key=lambda incident: incident.day)
    for number, incident in enumerate(drafted, start=first_number):
        incident.number = number
    return drafted


def _drawn(rng: Random, kind: str, calendar: Calendar) -> Incident:
    if kind == "seizure":
        return _seizure(rng, calendar, substances=())
    if kind == "airport_case":
        return _airport_case(rng, calendar)
    if kind == "clearance":
        return _clearance(rng, calendar)
    if kind == "irregular_migration":
        return _irregular_migration(rng, calendar)
    return _without_drugs(rng, kind, calendar)


def _placed(
    rng: Random, kind: str, *, day: int, lead: str, places: dict[str, Draw[str]]
) -> Incident:
    province = shape.HOME[lead](rng.random())
    district = places[province](rng.random())
    return Incident(0, kind, day, lead, province, district, int(rng.random() * len(SPOTS)))


def _seizure(rng: Random, calendar: Calendar, *, substances: tuple[str, ...]) -> Incident:
    lead = shape.SEIZING(rng.random())
    if lead in _AFLOAT:
        return _at_sea(rng, calendar, substances=substances or _substances(rng), lead=lead)
    places = COAST if lead == "PCG" else INLAND
    incident = _placed(rng, "seizure", day=calendar.draw(rng), lead=lead, places=places)
    incident.lines = _lines(substances or _substances(rng))
    incident.transport = transport = shape.TRANSPORT(rng.random())
    incident.concealment = shape.HIDDEN_BY[transport](rng.random())
    incident.detection = shape.DETECTED_BY(rng.random())
    incident.status = shape.STATUS(rng.random())
    incident.arrested = shape.SUSPECTS(rng.random())
    _route(rng, incident, heading=0.14 if transport != "5-courier" else 0.9)
    return incident


def _substances(rng: Random) -> tuple[str, ...]:
    chance = rng.random()
    if chance < _BESIDE_ONLY:
        return (shape.BESIDE(rng.random()),)
    first = shape.CASES(rng.random())
    if chance < _ONE_SUBSTANCE:
        return (first,)
    second = shape.BESIDE(rng.random()) if chance > _WITH_BESIDE else shape.CASES(rng.random())
    return (first,) if first == second else (first, second)


def _lines(substances: tuple[str, ...]) -> list[Line]:
    return [Line(code, _base(code), form=shape.FORM.get(code, "")) for code in substances]


def _base(substance: str) -> str:
    if substance in shape.TABLETS:
        return "piece"
    return "ul" if substance in shape.PRECURSORS else "mg"


def _route(rng: Random, incident: Incident, *, heading: float) -> None:
    if rng.random() < _FROM_AFGHANISTAN:
        incident.origin = "AF"
    if rng.random() < heading:
        incident.departure = "PK"
        incident.destination = shape.DESTINATIONS(rng.random())
        incident.transit = shape.TRANSIT(rng.random())
        if incident.transit == incident.destination:
            incident.transit = ""


def _at_sea(
    rng: Random, calendar: Calendar, *, substances: tuple[str, ...], lead: str = ""
) -> Incident:
    large = not lead
    lead = lead or rng.choice(("ANF-BAL", "ANF-SINDH"))
    incident = _placed(rng, "seizure", day=calendar.draw(rng), lead=lead, places=COAST)
    incident.at_sea = True
    incident.lines = _lines(substances)
    incident.transport, incident.concealment = "1-private", "VESSEL"
    incident.detection = "INTELLIGENCE" if large else shape.DETECTED_BY(rng.random())
    incident.status = "lab_confirmed" if large else shape.STATUS(rng.random())
    incident.arrested = 5 if large else shape.SUSPECTS(rng.random())
    incident.origin, incident.departure = "AF", "PK"
    incident.destination = shape.SEA_ROUTES(rng.random())
    incident.operation = f"SEA-{int(rng.random() * 900) + 100}"
    return incident


def _airport_case(rng: Random, calendar: Calendar) -> Incident:
    airport = shape.AIRPORTS(rng.random())
    province = AIRPORT_REGISTER[airport].province or ""
    lead = shape.AT_AIRPORTS(rng.random())
    lead = _REGION[province] if lead == "ANF" else lead
    incident = Incident(0, "airport_case", calendar.draw(rng), lead, province, "", 0, airport)
    incident.lines = _lines((shape.IN_LUGGAGE(rng.random()),))
    incident.transport = "4-commercial"
    incident.concealment = shape.HIDDEN_BY["4-commercial"](rng.random())
    incident.detection = shape.DETECTED_AT_AIRPORTS(rng.random())
    incident.status = shape.STATUS(rng.random())
    incident.arrested = 1 if rng.random() < _ALONE else 2
    incident.carrier = f"ZZ-{int(rng.random() * 899) + 100}"
    _route(rng, incident, heading=1.0)
    return incident


def _clearance(rng: Random, calendar: Calendar) -> Incident:
    province = shape.CLEARING(rng.random())
    district = POPPY[province](rng.random())
    lead = shape.CLEARING_AGENCY[province]
    incident = Incident(0, "clearance", calendar.draw_clearance(rng), lead, province, district, 0)
    incident.acres = 1
    incident.operation = f"CLEAR-{province[3:]}-{int(rng.random() * 90) + 10}"
    return incident


def _irregular_migration(rng: Random, calendar: Calendar) -> Incident:
    airport = shape.AIRPORTS(rng.random()) if rng.random() < _FORGED_AT_AIRPORTS else ""
    province = (AIRPORT_REGISTER[airport].province or "") if airport else "PK-BA"
    district = "" if airport else _EVERYWHERE(rng.random())
    day = calendar.draw(rng)
    incident = Incident(0, "irregular_migration", day, "FIA", province, district, 2, airport)
    incident.arrested = shape.SUSPECTS(rng.random())
    incident.departure = "PK"
    incident.destination = shape.DESTINATIONS(rng.random())
    return incident


def _without_drugs(rng: Random, kind: str, calendar: Calendar) -> Incident:
    lead = shape.ARRESTING(rng.random()) if kind == "arrest" else "FIA"
    incident = _placed(rng, kind, day=calendar.draw(rng), lead=lead, places=INLAND)
    incident.arrested = 1 if kind == "arrest" else 0
    return incident


def _reach_each_destination(drafted: list[Incident]) -> None:
    """The press speaks of some 35 countries: each one is reached at least once."""
    cases = [incident for incident in drafted if incident.kind == "airport_case"]
    for incident, country in zip(cases, shape.DESTINATIONS.faces, strict=False):
        incident.destination = country
        incident.transit = ""
