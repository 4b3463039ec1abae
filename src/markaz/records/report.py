"""One agency's statement that something happened, with its parts."""

from dataclasses import dataclass, field
from datetime import date

from markaz.records.kinds import (
    AgencyRole,
    Dimension,
    Grain,
    PlacePrecision,
    ReportKind,
    SeizureStatus,
)
from markaz.records.occurrence import Occurrence


@dataclass(frozen=True, slots=True)
class DrugLine:
    """One substance of a report: as written beside as read.

    Exactly one of `mass_mg`, `volume_ul` and `pieces` is read from the text, or none where the
    unit is in doubt.  `mass_low_mg` and `mass_high_mg` bound the weight of counted tablets.
    """

    line: int
    substance: str
    substance_text: str
    quantity_text: str
    unit_text: str
    dimension: Dimension
    mass_mg: int | None = None
    volume_ul: int | None = None
    pieces: int | None = None
    mass_low_mg: int | None = None
    mass_high_mg: int | None = None
    form: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person as one report names them: not a subject, and never proof of identity.

    `document_text` is the number of the document they used, `document_fault` what is wrong with
    it.  `protection` says why they are in no release, no check and no figure of suspects.
    """

    mention: int
    role: str
    name_text: str = ""
    father_name_text: str = ""
    nationality: str = ""
    nationality_basis: str = "unknown"
    sex: str = ""
    age: int | None = None
    document_text: str = ""
    phone_text: str = ""
    document_kind: str = ""
    document_issuer: str = ""
    document_fault: str = ""
    protection: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """A vehicle, vessel, flight or parcel that a report names."""

    mention: int
    kind: str
    identifier_text: str
    description_text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where, as written and as closely as it was read (ISO 3166 codes; house district codes)."""

    text: str
    country: str
    province: str = ""
    district: str = ""
    airport: str = ""
    precision: PlacePrecision = PlacePrecision.UNKNOWN


@dataclass(frozen=True, slots=True)
class Route:
    """Origin, departure, transit and destination, as ISO 3166-1 alpha-2 codes where known."""

    origin: str = ""
    departure: str = ""
    transit: str = ""
    destination: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one agency filed under one reference; a correction is a new revision of it."""

    agency: str
    reference: str
    kind: ReportKind
    occurred: Occurrence
    reported_on: date | None
    place: Place
    grain: Grain = Grain.EVENT
    status: SeizureStatus = SeizureStatus.UNKNOWN
    role: AgencyRole = AgencyRole.UNKNOWN
    route: Route = Route()
    arrested: int | None = None
    arrested_foreign: int | None = None
    area_text: str = ""
    lines: tuple[DrugLine, ...] = field(default=())
    persons: tuple[PersonMention, ...] = field(default=())
    means: tuple[Means, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Spoken:
    """The revisions whose values stand for an incident that several reports tell of, by id.

    An incident owns no facts: each value is one report's.
    """

    drugs: int
    people: int
    when: int
    where: int
