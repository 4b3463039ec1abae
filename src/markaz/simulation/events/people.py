"""Settles who was arrested and how much land was cleared, exactly, and invents the people."""

from math import exp
from random import Random

from markaz.simulation.events import shape
from markaz.simulation.events.incident import Incident, Person
from markaz.simulation.events.names import EVERYONE, FEMALE, MALE
from markaz.simulation.targets import Targets

COUNTED_KINDS = frozenset({"seizure", "arrest", "airport_case"})
_NAMED_AT_MOST = 3
_WOMEN = 0.06
# How much likelier a foreigner is met at an airport than elsewhere.
_FOREIGN_INLAND = 0.3
# Their names are put together from the same words as those at home.
_NEIGHBOURS = frozenset({"PK", "AF", "IR"})


def settle(rng: Random, incidents: list[Incident], *, wanted: Targets) -> None:
    """Make the arrests and the acres of a block exact, then name some of the people."""
    counted = [incident for incident in incidents if incident.kind in COUNTED_KINDS]
    clearances = [incident for incident in incidents if incident.kind == "clearance"]
    _settle_arrested(rng, counted, wanted.arrested)
    _settle_foreign(rng, counted, wanted.arrested_foreign)
    _settle_acres(rng, clearances, wanted.acres)
    for _ in range(wanted.clearance_arrested_foreign):
        clearance = rng.choice(clearances)
        clearance.arrested += 1
        clearance.foreign += 1
    for incident in incidents:
        if incident.arrested:
            incident.persons = _people(rng, incident)


def _settle_arrested(rng: Random, counted: list[Incident], wanted: int) -> None:
    lacking = wanted - sum(incident.arrested for incident in counted)
    while lacking:
        incident = rng.choice(counted)
        if lacking > 0:
            incident.arrested += 1
            lacking -= 1
        elif incident.arrested:
            incident.arrested -= 1
            lacking += 1


def _settle_foreign(rng: Random, counted: list[Incident], wanted: int) -> None:
    while wanted:
        incident = rng.choice(counted)
        likely = incident.kind == "airport_case" or rng.random() < _FOREIGN_INLAND
        if likely and incident.foreign < incident.arrested:
            incident.foreign += 1
            wanted -= 1


def _settle_acres(rng: Random, clearances: list[Incident], wanted: int) -> None:
    weights = [exp(rng.gauss(0.0, 1.1)) for _ in clearances]
    whole = sum(weights)
    for clearance, weight in zip(clearances, weights, strict=True):
        clearance.acres = max(1, int(wanted * weight / whole))
    largest = max(clearances, key=lambda clearance: clearance.acres)
    largest.acres += wanted - sum(clearance.acres for clearance in clearances)


def _people(rng: Random, incident: Incident) -> list[Person]:
    """The foreigners first, who travel together; of the others the first few are named."""
    abroad = ""
    if incident.foreign:
        abroad = "AF" if incident.kind == "clearance" else shape.FOREIGNERS(rng.random())
    others = min(incident.arrested - incident.foreign, _NAMED_AT_MOST)
    nationalities = [abroad] * incident.foreign + ["PK"] * others
    return [_person(rng, nationality) for nationality in nationalities]


def _person(rng: Random, nationality: str) -> Person:
    chance = rng.random
    female = chance() < _WOMEN
    if nationality in _NEIGHBOURS:
        first = int(chance() * MALE)
        last = MALE + int(chance() * (FEMALE - MALE)) if female else int(chance() * MALE)
        father = (int(chance() * MALE), int(chance() * MALE))
    else:
        first = FEMALE + int(chance() * (EVERYONE - FEMALE))
        last = FEMALE + int(chance() * (EVERYONE - FEMALE))
        father = (last, first)
    age = 18 + int(chance() * chance() * 50)
    return Person((first, last), father, nationality, "F" if female else "M", age)
