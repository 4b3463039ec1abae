"""Decides which other agencies report an incident too, so that a naive sum is too large."""

from dataclasses import dataclass
from random import Random

from markaz.simulation.events import shape
from markaz.simulation.events.draws import Draw
from markaz.simulation.events.incident import Incident

# Double counting that a naive sum would show, as a share of the true weight.
_ENOUGH, _AT_MOST = 0.31, 0.36
# An incident over this share of the weight is planned by budget, not by chance.
_LARGE = 0.003
_JOINT = 0.235
_COPIED = 0.02
_PARTNERS = Draw(((1, 0.75), (2, 0.2), (3, 0.05)))
_MANNERS = Draw(
    (("as told", 0.3), ("rounded", 0.27), ("gross", 0.2), ("share", 0.13), ("field weight", 0.1))
)
# A second agency can only repeat a report exactly where its layout writes kilograms.
_IN_KILOGRAMS = frozenset(
    {"ANF-BAL", "ANF-KP", "ANF-NORTH", "ANF-PUNJAB", "ANF-SINDH", "CUSTOMS", "POLICE-PB", "ASF"}
)
_IN_OLD_UNITS = frozenset({"RANGERS-PB", "RANGERS-SD"})


@dataclass(slots=True, eq=False)
class Telling:
    """One further agency's version: how its quantity came about, and by which factor."""

    agency: str
    manner: str
    factor: float


def further_tellings(rng: Random, incidents: list[Incident]) -> dict[int, list[Telling]]:
    """For each incident told more than once: the further agencies and their manner."""
    whole = sum(incident.mass_mg for incident in incidents)
    told: dict[int, list[Telling]] = {}
    extra = 0.0
    large = []
    for incident in incidents:
        if not _shared(incident):
            continue
        if incident.mass_mg > _LARGE * whole:
            large.append(incident)
            continue
        tellings = _by_chance(rng, incident)
        if tellings:
            told[incident.number] = tellings
            extra += incident.mass_mg * sum(telling.factor for telling in tellings)
    _by_budget(rng, large, told=told, extra=extra, whole=whole)
    return told


def _shared(incident: Incident) -> bool:
    return incident.kind in ("seizure", "airport_case", "arrest")


def _neighbours(incident: Incident) -> list[str]:
    if incident.at_sea:
        around: tuple[str, ...] = shape.AT_SEA
    elif incident.airport:
        around = shape.AROUND_AIRPORTS[incident.province]
    else:
        around = shape.NEIGHBOURS[incident.province]
    if incident.kind == "arrest":
        around = tuple(code for code in around if code in shape.ARRESTING.faces)
    # Two regions of the lead agency never report one incident.
    lead = incident.lead[:3]
    return [code for code in around if code != incident.lead and not (lead == code[:3] == "ANF")]


def _by_chance(rng: Random, incident: Incident) -> list[Telling]:
    chance = rng.random()
    if chance < _COPIED:
        return [] if incident.lead in _IN_OLD_UNITS else _copy(rng, incident)
    if chance > _COPIED + _JOINT:
        return []
    around = _neighbours(incident)
    rng.shuffle(around)
    return [_telling(rng, agency) for agency in around[: _PARTNERS(rng.random())]]


def _copy(rng: Random, incident: Incident) -> list[Telling]:
    able = [code for code in _neighbours(incident) if code in _IN_KILOGRAMS]
    return [Telling(rng.choice(able), "exact copy", 1.0)] if able else []


def _telling(rng: Random, agency: str) -> Telling:
    manner = _MANNERS(rng.random())
    if manner == "gross":
        return Telling(agency, manner, rng.uniform(1.02, 1.12))
    if manner == "share":
        return Telling(agency, manner, rng.uniform(0.3, 0.7))
    if manner == "field weight":
        return Telling(agency, manner, rng.uniform(0.93, 1.07))
    return Telling(agency, manner, 1.0)


def _by_budget(
    rng: Random,
    large: list[Incident],
    *,
    told: dict[int, list[Telling]],
    extra: float,
    whole: int,
) -> None:
    for incident in sorted(large, key=lambda incident: -incident.mass_mg):
        around = _neighbours(incident)
        rng.shuffle(around)
        for agency in around[:3]:
            telling = _telling(rng, agency)
            more = incident.mass_mg * telling.factor
            if extra >= _ENOUGH * whole or extra + more > _AT_MOST * whole:
                break
            told.setdefault(incident.number, []).append(telling)
            extra += more
