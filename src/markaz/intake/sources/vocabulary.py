"""Our field names, and what a lookup of each field may lead to."""

from collections.abc import Callable

from markaz.data.agencies import AGENCIES
from markaz.data.airports import AIRPORTS
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import (
    CONCEALMENT,
    DETECTION,
    DOCUMENT_FAULTS,
    DOCUMENT_KINDS,
    FORMS,
    PROTECTIONS,
    TRANSPORT,
)
from markaz.data.substances import SUBSTANCES
from markaz.data.units import UNITS
from markaz.records.kinds import AgencyRole, ReportKind, SeizureStatus

_FIELDS = """agency reference kind occurred occurred_to reported_on country province district place
airport substance form quantity unit status role partners operation transport concealment detection
origin departure transit destination route arrested arrested_foreign value currency crop area
area_unit event_count person_name father_name nationality sex age person_role document phone
document_kind document_issuer document_fault protection
means_kind means_identifier means_description marking grading remarks"""
FIELDS = frozenset(_FIELDS.split())
MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
ANY = "*"


def _among(codes: object) -> Callable[[str], bool]:
    return lambda code: code in codes  # type: ignore[operator]


_CODES: dict[str, Callable[[str], bool]] = {
    "agency": _among(AGENCIES),
    "kind": _among(frozenset(ReportKind)),
    "status": _among(frozenset(SeizureStatus)),
    "role": _among(frozenset(AgencyRole)),
    "marking": _among(MARKINGS),
    "substance": _among(SUBSTANCES),
    "form": _among(FORMS),
    "unit": _among(UNITS),
    "area_unit": _among(UNITS),
    "transport": _among(TRANSPORT),
    "concealment": _among(CONCEALMENT),
    "detection": _among(DETECTION),
    "document_kind": _among(DOCUMENT_KINDS),
    "document_fault": _among(DOCUMENT_FAULTS),
    "protection": _among(PROTECTIONS),
    "province": _among(PROVINCES),
    "district": _among(DISTRICTS),
    "airport": _among(AIRPORTS),
    **dict.fromkeys(
        (
            "country",
            "origin",
            "departure",
            "transit",
            "destination",
            "nationality",
            "document_issuer",
        ),
        _among(COUNTRIES),
    ),
}


def known_code(field: str, code: str) -> bool:
    """Whether a lookup of this field may lead to this code; "" says "not stated"."""
    return code == "" or field not in _CODES or _CODES[field](code)
