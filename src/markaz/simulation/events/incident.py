"""One invented incident, while its block is being made exact."""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Line:
    """An amount of one substance: milligrams, microlitres or pieces, as `base` says."""

    substance: str
    base: str
    amount: int = 0
    form: str = ""


@dataclass(slots=True, eq=False)
class Person:
    """An invented person, by the places of the name words in the list of name words."""

    words: tuple[int, int]
    father: tuple[int, int]
    nationality: str
    sex: str
    age: int


@dataclass(slots=True, eq=False)
class Incident:
    """What truly happened; `day` counts from 0 on 1 January, province and district are codes."""

    number: int
    kind: str
    day: int
    lead: str
    province: str
    district: str
    spot: int
    airport: str = ""
    at_sea: bool = False
    lines: list[Line] = field(default_factory=list)
    arrested: int = 0
    foreign: int = 0
    persons: list[Person] = field(default_factory=list)
    acres: int = 0
    transport: str = ""
    concealment: str = ""
    detection: str = ""
    status: str = ""
    origin: str = ""
    departure: str = ""
    transit: str = ""
    destination: str = ""
    carrier: str = ""
    operation: str = ""
    partners: list[str] = field(default_factory=list)
    mass_mg: int = 0
