"""One agency's report of an incident, with the faults it was given."""

from dataclasses import dataclass, field

from markaz.simulation.events.incident import Incident


@dataclass(slots=True, eq=False)
class Report:
    """What one agency wrote: days count from 0 on 1 January, amounts follow the lines."""

    source: str
    agency: str
    reference: str
    incident: Incident
    day: int
    reported: int
    received: int
    amounts: list[int]
    arrested: int
    foreign: int
    province: str
    district: str
    spot: bool
    role: str
    status: str
    variant: int
    acres: int = 0
    misspelt: bool = False
    broken: str = ""
    noise: list[str] = field(default_factory=list)
