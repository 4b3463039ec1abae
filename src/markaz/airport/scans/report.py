"""What a machine or an officer said of a scan, as DICOS carries it: a threat detection report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from markaz.records.errors import InvalidValueError

Polygon = tuple[tuple[float, float], ...]
_CORNERS = 3


class ReportType(StrEnum):
    """Who speaks; the officer's word is a record of its own, after the machine's."""

    MACHINE = "MACHINE"
    OPERATOR = "OPERATOR"


class Decision(StrEnum):
    """What is said of the whole bag."""

    ALARM = "ALARM"
    CLEAR = "CLEAR"
    UNKNOWN = "UNKNOWN"


class Category(StrEnum):
    """DICOS' own categories: there is none for narcotics, the text says what is meant."""

    ANOMALY = "ANOMALY"
    CONTRABAND = "CONTRABAND"
    EXPLOSIVE = "EXPLOSIVE"
    PHARMACEUTICAL = "PHARMACEUTICAL"
    PROHIBITED_ITEM = "PI"
    LAPTOP = "LAPTOP"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class Ability(StrEnum):
    """Whether the machine could see there at all; SHIELD: it could not see behind this."""

    NO_INTERFERENCE = "NO_INTERFERENCE"
    SHIELD = "SHIELD"


@dataclass(frozen=True, slots=True)
class Finding:
    """One marked region of a picture: a cue for a search, never a finding of a substance.

    `polygon` is in picture points (column, row). `zeff` is the effective atomic number and
    `areal_density` is in g/cm2, each with one standard deviation; None where nothing was measured.
    `probability` is 0 to 1, None where the maker of the mark gives none. `text` is one sentence
    from a fixed list, English, so that a face may say it in another language.
    """

    polygon: Polygon
    category: Category
    text: str
    zeff: float | None = None
    zeff_sigma: float | None = None
    areal_density: float | None = None
    areal_density_sigma: float | None = None
    ability: Ability = Ability.NO_INTERFERENCE
    probability: float | None = None
    view: int = 1

    def __post_init__(self) -> None:
        if len(self.polygon) < _CORNERS:
            raise InvalidValueError("A marked region needs three corners or more.")
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise InvalidValueError("A probability lies between 0 and 1.")


@dataclass(frozen=True, slots=True)
class ThreatReport:
    """What one speaker says of one scan.

    `parameters` name how it was reckoned: of the reading aid, `exponent` and `calibration` among
    them. `operator` is who decided, and stands in reports of type OPERATOR only.
    """

    type: ReportType
    decision: Decision
    findings: tuple[Finding, ...]
    algorithm: str
    version: str
    made_at: datetime
    uid: str
    scan_series_uid: str
    scan_instance_uid: str
    machine: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    operator: str = ""
    tip: bool = False

    def __post_init__(self) -> None:
        if (self.type is ReportType.OPERATOR) != bool(self.operator):
            raise InvalidValueError("An officer's report names its officer; a machine's has none.")
