"""The faults of real reports: rounding, other days, vague places, slips, corrections, habits."""

from dataclasses import replace
from random import Random

from markaz.simulation.agencies import rates
from markaz.simulation.agencies.planning import Telling
from markaz.simulation.agencies.report import Report
from markaz.simulation.events.calendar import Calendar

_KG = 1_000_000
_LIGHT_MG = 50_000
_ROUNDERS = frozenset({"POLICE-PB", "POLICE-KP", "RANGERS-PB"})
_SWAPPERS = frozenset({"CUSTOMS", "FC-BAL"})
_VAGUE = frozenset({"FC-BAL", "RANGERS-SD", "PMSA", "NAVY"})
_COPIERS = frozenset({"PCG", "EXCISE-SD", "ASF"})


def retell(rng: Random, report: Report, *, telling: Telling) -> None:
    """Another agency's quantity and head count of the same incident."""
    report.noise.append(telling.manner)
    if telling.manner == "exact copy":
        return
    if telling.manner == "rounded":
        _round(report)
    elif telling.factor != 1.0:
        _scale(report, telling.factor)
    if report.arrested > 1 and rng.random() < rates.OTHER_HEAD_COUNT:
        report.arrested -= 1
        report.foreign = min(report.foreign, report.arrested)
        report.noise.append("other head count")


def drift(rng: Random, report: Report, *, last: int) -> None:
    """Another day by up to three, a vaguer place, seldom a slip of the unit."""
    if rng.random() < rates.OTHER_DAY:
        shift = int(rng.random() * 7) - 3
        # Nobody reports what has not happened yet.
        shifted = min(max(report.day + shift, 0), report.reported, last)
        if shifted != report.day:
            report.day = shifted
            report.noise.append("other day")
    chance = rng.random()
    if chance < rates.PLACE_VAGUE:
        report.spot = False
        report.noise.append("place vague")
        if chance < rates.DISTRICT_MISSING:
            report.district = ""
    if chance > 1 - rates.UNIT_SLIP and report.amounts:
        _slip(report)


def _slip(report: Report) -> None:
    # Grams taken for kilograms or the other way round, never so that tonnes appear from nothing.
    if any(line.base != "mg" for line in report.incident.lines):
        return
    light = max(report.amounts) <= _LIGHT_MG
    report.amounts = [
        amount * 1_000 if light else max(amount // 1_000, 1_000) for amount in report.amounts
    ]
    report.noise.append("unit slip")


def colour(rng: Random, report: Report) -> None:
    """Spellings that differ from clerk to clerk."""
    chance = rng.random()
    report.variant = int(chance * 3)
    if report.variant and report.incident.persons:
        report.noise.append("name variant")
    if chance > 1 - rates.MISSPELT and report.amounts:
        report.misspelt = True
        report.noise.append("misspelt")


def break_row(rng: Random, report: Report) -> None:
    """A row that nobody can read with certainty."""
    faults = ("30 February", "no unit") if report.amounts else ("30 February",)
    report.broken = faults[int(rng.random() * len(faults))]
    report.noise.append(report.broken)


def correct(rng: Random, report: Report) -> tuple[Report, Report]:
    """A first version that is wrong, and the correction under the same reference."""
    wrong = replace(report, noise=[*report.noise, "corrected later"])
    corrected = replace(report, noise=[*report.noise, "correction"])
    if rng.random() < rates.UNREADABLE_AT_FIRST:
        break_row(rng, wrong)
    elif report.amounts:
        factor = rng.uniform(0.85, 1.2)
        _scale(wrong, factor)
        wrong.status = "presumptive"
        corrected.status = "lab_confirmed"
    elif report.acres:
        wrong.acres = max(1, int(report.acres * rng.uniform(0.8, 1.2)))
    else:
        wrong.arrested = report.arrested + 1
    return wrong, corrected


def again(report: Report) -> Report:
    """The same report under the same reference in a later file."""
    return replace(report, noise=[*report.noise, "sent again"])


def habits(rng: Random, report: Report, *, calendar: Calendar) -> None:
    """What whole agencies do to every report in the hostile profile."""
    if report.agency in _ROUNDERS and report.amounts:
        _round(report)
        report.noise.append("rounded by habit")
    if report.agency in _SWAPPERS:
        swapped = calendar.swapped(report.day)
        if swapped is not None and swapped <= report.reported:
            report.day = swapped
            report.noise.append("day and month swapped")
    if report.agency in _VAGUE:
        report.district, report.spot = "", False
        report.noise.append("province only")
    if report.agency in _COPIERS and report.role == "joint":
        report.amounts = [line.amount for line in report.incident.lines]
        report.arrested, report.foreign = report.incident.arrested, report.incident.foreign
        report.day, report.variant = report.incident.day, int(rng.random() * 2)
        report.noise.append("copied from another agency")


def _scale(report: Report, factor: float) -> None:
    # Tablets are counted, not weighed: nobody scales or rounds them.
    report.amounts = [
        amount if line.base == "piece" else max(int(amount * factor) // 1_000 * 1_000, 1_000)
        for amount, line in zip(report.amounts, report.incident.lines, strict=True)
    ]


def _round(report: Report) -> None:
    report.amounts = [
        amount if line.base == "piece" else _rounded(amount)
        for amount, line in zip(report.amounts, report.incident.lines, strict=True)
    ]


def _rounded(amount: int) -> int:
    """To the kilogram, from a tonne on to ten kilograms, below one to the hundred grams."""
    step = 10 * _KG if amount >= 1_000 * _KG else _KG if amount >= 3 * _KG else _KG // 10
    return max(round(amount / step) * step, step)
