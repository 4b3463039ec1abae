"""Draws the fields that verifiers visit, so that anybody can draw the same ones again.

Each claim gets a number by SHA-256 of the seed and its name: integers only, no generator's state,
so that the same seed draws the same fields on any machine, in any order of the list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from itertools import groupby

from markaz.records.errors import InvalidValueError

_FEWEST_IN_STRATUM = 2


class Design(StrEnum):
    """How the fields to visit are drawn."""

    STRATIFIED = "stratified"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the list that is drawn from: its name, its stratum, its claimed area."""

    name: str
    stratum: str
    area_m2: Fraction

    def __post_init__(self) -> None:
        if self.area_m2 <= 0:
            raise InvalidValueError(
                "Claim {name} has no area: leave it out of the draw.", name=self.name
            )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim to be visited, and how likely it was to be drawn."""

    claim: Claim
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, from how much, by which design and seed; all that the estimate needs."""

    design: Design
    seed: str
    drawn: tuple[Drawn, ...]
    # For each stratum: how many claims it has, and their area.
    strata: dict[str, tuple[int, Fraction]]

    @property
    def claimed_m2(self) -> Fraction:
        """The area of all claims, drawn or not."""
        return sum((area for _, area in self.strata.values()), Fraction(0))


def lot(name: str, *, seed: str) -> int:
    """The number that a claim draws: the first 64 bits of SHA-256 over seed, a zero and name."""
    return int.from_bytes(sha256(f"{seed}\0{name}".encode()).digest()[:8])


def draw(claims: Iterable[Claim], *, size: int, seed: str, design: Design) -> Sample:
    """Draw fields to visit.

    Args:
        claims: the whole list; each name once.
        size: how many fields to visit.
        seed: kept with the sample; say it before the claims are known.
        design: STRATIFIED draws in each stratum in proportion to its claimed area, every field of
            a stratum alike; SIZE draws each field in proportion to its claimed area.

    Raises:
        InvalidValueError: a name stands twice, or more are wanted than there are.
    """
    listed = sorted(claims, key=lambda one: (one.stratum, one.name))
    names = {one.name for one in listed}
    if len(names) < len(listed):
        raise InvalidValueError("A claim stands twice in the list: give each its own name.")
    if not _FEWEST_IN_STRATUM <= size <= len(listed):
        raise InvalidValueError(
            "{size} of {claims} claims cannot be drawn: draw at least 2 and at most all.",
            size=size,
            claims=len(listed),
        )
    strata = {
        stratum: list(members) for stratum, members in groupby(listed, key=lambda one: one.stratum)
    }
    if design is Design.STRATIFIED:
        drawn = _stratified(strata, size=size, seed=seed)
    else:
        drawn = _by_size(listed, size=size, seed=seed)
    sums = {stratum: (len(members), _area(members)) for stratum, members in strata.items()}
    return Sample(design, seed, tuple(drawn), sums)


def _area(claims: Iterable[Claim]) -> Fraction:
    return sum((one.area_m2 for one in claims), Fraction(0))


def _stratified(strata: dict[str, list[Claim]], *, size: int, seed: str) -> list[Drawn]:
    drawn: list[Drawn] = []
    for stratum, count in allocated(strata, size=size).items():
        members = sorted(strata[stratum], key=lambda one: (lot(one.name, seed=seed), one.name))
        drawn.extend(Drawn(one, Fraction(count, len(members))) for one in members[:count])
    return drawn


def allocated(strata: dict[str, list[Claim]], *, size: int) -> dict[str, int]:
    """How many to draw in each stratum: by claimed area, two at the least, never more than it has.

    What is left over goes to the largest remainders.
    """
    least = {name: min(_FEWEST_IN_STRATUM, len(members)) for name, members in strata.items()}
    if sum(least.values()) > size:
        raise InvalidValueError(
            "{strata} strata need {least} visits at the least: draw more, or join strata.",
            strata=len(strata),
            least=sum(least.values()),
        )
    areas = {name: _area(members) for name, members in strata.items()}
    total = sum(areas.values(), Fraction(0))
    counts = dict(least)
    for _ in range(size - sum(least.values())):
        open_strata = [name for name in strata if counts[name] < len(strata[name])]
        short = {name: size * areas[name] / total - counts[name] for name in open_strata}
        counts[min(open_strata, key=lambda name: (-short[name], name))] += 1
    return counts


def _by_size(claims: Sequence[Claim], *, size: int, seed: str) -> list[Drawn]:
    """Systematic from a lot for the start, over the claims in the order of their lots.

    A claim larger than a whole step is drawn for certain and taken off before the step is laid.
    """
    certain: list[Claim] = []
    rest = sorted(claims, key=lambda one: (lot(one.name, seed=seed), one.name))
    while True:
        step = _area(rest) / (size - len(certain)) if size > len(certain) else Fraction(0)
        large = [one for one in rest if one.area_m2 >= step] if step else []
        if not large:
            break
        certain.extend(large)
        rest = [one for one in rest if one.area_m2 < step]
    drawn = [Drawn(one, Fraction(1)) for one in certain]
    if step:
        start = step * Fraction(lot("", seed=seed), 2**64)
        drawn.extend(Drawn(one, one.area_m2 / step) for one in _at_steps(rest, start, step))
    return sorted(drawn, key=lambda one: (one.claim.stratum, one.claim.name))


def _at_steps(claims: Sequence[Claim], start: Fraction, step: Fraction) -> list[Claim]:
    found, passed, mark = [], Fraction(0), start
    for one in claims:
        passed += one.area_m2
        if mark < passed:
            found.append(one)
            mark += step
    return found
