"""Weighs the lines of a block so that weight and value come out exactly as told."""

from itertools import permutations
from math import exp, gcd
from random import Random

from markaz.records.errors import InvalidValueError
from markaz.simulation.events import shape
from markaz.simulation.events.calendar import Calendar, counted
from markaz.simulation.events.incident import Incident, Line

_Weighed = tuple[Incident, Line, float, int]
# The three large sea seizures, as shares of their substance's total.
_SEA_SHARE = {1: (0.17, 0.09), 2: (0.11, 0.06)}


def weigh(
    rng: Random, incidents: list[Incident], *, mass_mg: int, value_usd: int, calendar: Calendar
) -> None:
    """Give each line its amount; the drug total is exact in milligrams and in dollars."""
    by_substance = _raw_weights(rng, incidents, calendar)
    totals = _totals(by_substance, mass_mg=mass_mg, value_usd=value_usd)
    for substance, weighed in by_substance.items():
        _spread(weighed, totals[substance])
    _settle(by_substance, mass_mg=mass_mg, value_usd=value_usd)
    for incident in incidents:
        incident.mass_mg = sum(
            line.amount for line in incident.lines if line.base == "mg" and counted(line.substance)
        )


def _raw_weights(
    rng: Random, incidents: list[Incident], calendar: Calendar
) -> dict[str, list[_Weighed]]:
    by_substance: dict[str, list[_Weighed]] = {}
    for incident in incidents:
        for line in incident.lines:
            if line.base == "mg" and line.substance in shape.SUBSTANCES:
                spread = 1.2 if incident.kind == "airport_case" else 1.7
                weight = exp(rng.gauss(0.0, spread))
                weight = weight * 0.05 if incident.kind == "airport_case" else weight
                usd = calendar.usd_per_kg(line.substance, incident.day)
                by_substance.setdefault(line.substance, []).append((incident, line, weight, usd))
            else:
                line.amount = _beside(rng, line)
    return by_substance


def _beside(rng: Random, line: Line) -> int:
    weight = exp(rng.gauss(0.0, 1.3))
    if line.base == "piece":
        return 10 * (1 + int(40 * weight))
    if line.base == "ul":
        return 5_000_000 * (1 + int(20 * weight))
    return 500_000 * (1 + int(60 * weight))


def _totals(
    by_substance: dict[str, list[_Weighed]], *, mass_mg: int, value_usd: int
) -> dict[str, float]:
    """Each substance's part of the weight, tilted until the value per kilogram is right."""
    wanted = value_usd / (mass_mg / 1e6)
    shares = {substance: shape.SUBSTANCES[substance][1] for substance in by_substance}
    usd = {
        substance: sum(w * p for _, _, w, p in weighed) / sum(w for _, _, w, _ in weighed)
        for substance, weighed in by_substance.items()
    }
    low, high = -60.0, 60.0
    tilted = shares
    for _ in range(80):
        middle = (low + high) / 2
        raw = {name: share * exp(middle * usd[name] / 1e6) for name, share in shares.items()}
        whole = sum(raw.values())
        tilted = {name: part / whole for name, part in raw.items()}
        mean = sum(part * usd[name] for name, part in tilted.items())
        low, high = (middle, high) if mean < wanted else (low, middle)
    return {name: part * mass_mg for name, part in tilted.items()}


def _spread(weighed: list[_Weighed], total: float) -> None:
    """Cut a substance's total into lines: the lead agency's part, the large ones, all others."""
    # The few very large sea seizures are drafted for the lead agency and get a fixed share.
    large = [entry for entry in weighed if entry[0].at_sea and entry[0].lead.startswith("ANF")]
    shares = {id(entry[1]): _sea_share(entry, place) for place, entry in enumerate(large)}
    lead = [e for e in weighed if e[0].lead.startswith("ANF") and id(e[1]) not in shares]
    others = [entry for entry in weighed if not entry[0].lead.startswith("ANF")]
    taken = sum(shares.values())
    for entry in large:
        entry[1].amount = _rounded(total * shares[id(entry[1])])
    of_lead = (max(shape.LEAD_AGENCY_WEIGHT - taken, 0.1) if lead else 0.0) if others else 1.0
    for part, entries in ((of_lead, lead), (1 - taken - of_lead, others)):
        whole = sum(entry[2] for entry in entries)
        for _, line, weight, _ in entries:
            line.amount = _rounded(total * part * weight / whole)


def _sea_share(entry: _Weighed, place: int) -> float:
    first, later = _SEA_SHARE[len(entry[0].lines)]
    return first if place == 0 else later


def _rounded(mass_mg: float) -> int:
    """A weight as a scale would show it: three digits, never under a gram."""
    step = 1_000
    while mass_mg >= step * 1_000:
        step *= 10
    return max(step * round(mass_mg / step), 1_000)


def _settle(by_substance: dict[str, list[_Weighed]], *, mass_mg: int, value_usd: int) -> None:
    """Move the last grams between three large lines of different price until both sums agree."""
    entries = [entry for weighed in by_substance.values() for entry in weighed]
    lacking = mass_mg - sum(line.amount for _, line, _, _ in entries)
    # Milligrams times dollars per kilogram are millionths of a dollar.
    worth = value_usd * 10**6 - sum(line.amount * usd for _, line, _, usd in entries)
    largest: dict[int, Line] = {}
    for _, line, _, usd in sorted(entries, key=lambda entry: -entry[1].amount):
        largest.setdefault(usd, line)
    for prices in permutations(sorted(largest, key=lambda usd: -largest[usd].amount), 3):
        moves = _moves(*prices, lacking=lacking, worth=worth)
        if moves and all(
            largest[usd].amount + move > 0 for usd, move in zip(prices, moves, strict=True)
        ):
            for usd, move in zip(prices, moves, strict=True):
                largest[usd].amount += move
            return
    raise InvalidValueError("this scale is too small to be made exact: choose a larger one")


def _moves(
    first: int, second: int, third: int, *, lacking: int, worth: int
) -> tuple[int, int, int] | None:
    """Whole milligrams a, b, c with a + b + c = lacking and their values = worth, c small."""
    a_gain, c_gain = first - second, third - second
    rest = worth - second * lacking
    common = gcd(a_gain, c_gain)
    if rest % common:
        return None
    modulus = abs(a_gain // common)
    c = rest // common * pow(c_gain // common, -1, modulus) % modulus if modulus > 1 else 0
    a = (rest - c_gain * c) // a_gain
    return a, lacking - a - c, c
