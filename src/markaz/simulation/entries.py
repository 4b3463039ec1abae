"""Invented entries of three agencies' lists, some of them the same invented person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimulatedEntry:
    """What a simulated agency's list says of somebody who does not exist."""

    agency: str
    marking: str
    name: str
    father_name: str
    born: int
    phone: str


ENTRIES: tuple[SimulatedEntry, ...] = (
    SimulatedEntry("ANF", "AMBER", "Zubair Tariq Achakzai", "Khalid Bilal", 1980, "0300 0000017"),
    SimulatedEntry("CUSTOMS", "AMBER", "زبیر طارق اچکزئی", "خالد بلال", 1981, "0300 0000017"),
    SimulatedEntry("PCG", "RED", "Zubair Tareeq", "Khaled Bilal", 1980, "0300 0000025"),
    SimulatedEntry("ANF", "GREEN", "Naveed Faraz Mengal", "Haneef Gul", 1974, "0300 0000033"),
    SimulatedEntry("PCG", "AMBER", "Nawid Faraz Mengal", "Hanif Gul", 1974, "0300 0000041"),
    SimulatedEntry("CUSTOMS", "AMBER+STRICT", "Rafaqat Wazir", "Muneeb Jan", 1990, "0300 0000058"),
)
# No telephone of any agency: numbers that cannot be dialled.
CONTACTS: tuple[tuple[str, str, str], ...] = (
    ("ANF", "Duty desk (simulated)", "000-0000001"),
    ("CUSTOMS", "Duty desk (simulated)", "000-0000002"),
    ("PCG", "Operations room (simulated)", "000-0000003"),
)
