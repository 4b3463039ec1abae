"""Writes the tables of elements and of attenuation from xraydb: `python tools/make_attenuation.py`.

The program reads the tables; the library, with its database and what it needs, stays here.
"""

import csv
from pathlib import Path

import numpy as np
import xraydb

VOCABULARIES = Path(__file__).parents[1] / "src" / "markaz" / "data" / "vocabularies"
# Of drugs and baggage, of shields and filters, and of scintillators.
ELEMENTS = (
    "H", "C", "N", "O", "F", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "K", "Ca", "Ti", "Cr", "Fe",
    "Ni", "Cu", "Zn", "Sn", "I", "Cs", "Gd", "W", "Pb",
)  # fmt: skip
FIRST_KEV, LAST_KEV = 15, 160


def main() -> None:
    """Write both tables."""
    energies = np.arange(FIRST_KEV, LAST_KEV + 1)
    columns = [xraydb.mu_elam(element, energies * 1000.0) for element in ELEMENTS]
    _write(
        "elements",
        ["element", "number", "mass"],
        [[one, xraydb.atomic_number(one), round(xraydb.atomic_mass(one), 4)] for one in ELEMENTS],
    )
    _write(
        "attenuation",
        ["kev", *ELEMENTS],
        [
            [int(energy), *(f"{column[at]:.5g}" for column in columns)]
            for at, energy in enumerate(energies)
        ],
    )


def _write(name: str, header: list[str], lines: list[list[object]]) -> None:
    with (VOCABULARIES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


if __name__ == "__main__":
    main()
