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
# A plan is never open to all members, whatever its marking says: a raid that everybody knows of is
# none.  Up to AMBER the agencies that take part in it see it as well.
OPEN_TO_PARTNERS = (*OPEN_TO_MEMBERS, Marking.AMBER)
