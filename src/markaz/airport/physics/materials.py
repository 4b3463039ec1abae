"""What goods are made of: their attenuation, electrons and effective atomic number."""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from markaz.data.tables import rows
from markaz.records.errors import InvalidValueError

Column = NDArray[np.float64]
_PART = re.compile(r"([A-Z][a-z]?)(\d*)")


class Element(NamedTuple):
    """An element's atomic number and its mass in g/mol."""

    number: int
    mass: float


@dataclass(frozen=True, slots=True)
class Material:
    """One of the table's goods; `shares` are parts by mass of each element and sum to 1.

    `density` is in g/cm3, as packed.
    """

    name: str
    label: str
    use: str
    shares: tuple[tuple[str, float], ...]
    density: float

    def attenuation(self) -> Column:
        """Mass attenuation in cm2/g at each of `energies()`."""
        columns = _attenuations()
        found: Column = np.sum([share * columns[element] for element, share in self.shares], axis=0)
        return found

    def electrons(self) -> float:
        """Moles of electrons in a gram."""
        known = _elements()
        return sum(share * known[e].number / known[e].mass for e, share in self.shares)

    def moment(self, exponent: float) -> float:
        """Moles of electrons in a gram, each weighed by its atom's number to the exponent."""
        known = _elements()
        found = 0.0
        for element, share in self.shares:
            number, mass = known[element]
            found += share * number / mass * float(number) ** exponent
        return found

    def zeff(self, exponent: float) -> float:
        """The effective atomic number by electron fractions."""
        return float((self.moment(exponent) / self.electrons()) ** (1 / exponent))


@cache
def energies() -> Column:
    """The energies of the table of attenuation, in keV, evenly spaced."""
    return np.array([float(row["kev"]) for row in rows("attenuation")])


@cache
def materials() -> dict[str, Material]:
    """Every material of the table, by name."""
    return {
        row["material"]: Material(
            row["material"],
            row["label"],
            row["use"],
            _shares(row["composition"]),
            float(row["density"]),
        )
        for row in rows("scan_materials")
    }


def material(name: str) -> Material:
    """One material of the table.

    Raises:
        InvalidValueError: The table has none of this name.
    """
    known = materials()
    if name not in known:
        raise InvalidValueError(
            "{name} is no material of the table scan_materials: use a name of it.", name=name
        )
    return known[name]


def compound(formula: str) -> tuple[tuple[str, float], ...]:
    """The parts by mass of each element in a chemical formula without brackets."""
    known = _elements()
    masses: dict[str, float] = {}
    for element, count in _PART.findall(formula):
        masses[element] = masses.get(element, 0.0) + known[element].mass * int(count or 1)
    whole = sum(masses.values())
    return tuple((element, mass / whole) for element, mass in masses.items())


def _shares(composition: str) -> tuple[tuple[str, float], ...]:
    parts = [part.split() for part in composition.split(" + ")]
    whole = sum(float(weight) for weight, _ in parts)
    shares: dict[str, float] = {}
    for weight, formula in parts:
        for element, share in compound(formula):
            shares[element] = shares.get(element, 0.0) + share * float(weight) / whole
    return tuple(shares.items())


@cache
def _elements() -> dict[str, Element]:
    return {
        row["element"]: Element(int(row["number"]), float(row["mass"])) for row in rows("elements")
    }


@cache
def _attenuations() -> dict[str, Column]:
    table = rows("attenuation")
    return {element: np.array([float(row[element]) for row in table]) for element in _elements()}
