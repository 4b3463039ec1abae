"""Traffic Light Protocol 2.0 (FIRST, August 2022), from open to closed."""

from enum import StrEnum


class Marking(StrEnum):
    """How far a report may travel."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


DEFAULT_MARKING = Marking.AMBER
# TLP 2.0: GREEN may circulate in the community of member agencies, AMBER only where the
# originator's own people and the centre that serves it need it.
OPEN_TO_MEMBERS = (Marking.CLEAR, Marking.GREEN)
