"""What cannot tell who somebody is, though it may sound like a name: codes and fixed words."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import TERMS
from markaz.data.substances import FAMILIES, SUBSTANCES
from markaz.exchange.stix.common import NOT_STATED, WITHHELD
from markaz.exchange.stix.extensions import EXTENSIONS, schema_text
from markaz.records import kinds
from markaz.records.subject import Category

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z)?")
_REF = re.compile(r"[a-z0-9-]+--[0-9a-fA-F-]{36}")
_AREA = re.compile(r"\d+(\.\d+)?")
# Under these stands the standard's own word, whatever the object is.
_STANDARD = frozenset({"type", "id", "spec_version", "extension_type", "lang"})
# The properties of the standard that our objects have; those of our extensions are in the schemas.
_PROPERTIES = """
    type id spec_version created modified created_by_ref revoked labels confidence lang name
    description object_refs object_marking_refs granular_markings marking_ref selectors
    external_references source_name external_id url hashes extensions extension_type identity_class
    roles sectors contact_information report_types published context relationship_type source_ref
    target_ref country region administrative_area city aliases first_seen last_seen abstract content
    authors"""
_KNOWN = frozenset(_PROPERTIES.split())
_WORDS = """organization individual system government law-enforcement-operation simulated recall
    located-at attributed-to related-to duplicate-of distinct-from means-of-transport vehicle vessel
    flight parcel aircraft animal container train courier passenger facilitator property-extension
    new-sdo planned closed cancelled live"""

_ENUMS: tuple[type[StrEnum], ...] = (
    kinds.ReportKind,
    kinds.Grain,
    kinds.DatePrecision,
    kinds.PlacePrecision,
    kinds.Dimension,
    kinds.SeizureStatus,
    kinds.AgencyRole,
    Category,
)


def is_plain(name: str, value: object) -> bool:
    """Whether the value of a property can be left as it is without being searched."""
    if not isinstance(value, str) or name in _STANDARD:
        return name in _STANDARD
    exact = name == "area_ha" and _AREA.fullmatch(value)
    return bool(exact or _MOMENT.fullmatch(value) or _REF.fullmatch(value)) or _is_word(value)


def is_known_property(name: str) -> bool:
    """Whether a property is one of the standard's or of our extensions'."""
    return name in _KNOWN or name in _ours() or bool(_REF.fullmatch(name))


def _is_word(value: str) -> bool:
    """Whether this is a code, a label or a fixed word, or how we call an event."""
    if value in _vocabulary():
        return True
    kind, _, day = value.partition(", ")
    return kind in _kinds() and (not day or bool(_MOMENT.fullmatch(day)))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(
        {
            *_WORDS.split(), NOT_STATED, WITHHELD,
            *SUBSTANCES, *(one.label_en for one in SUBSTANCES.values()), *FAMILIES,
            *COUNTRIES, *PROVINCES, *DISTRICTS,
            *(code for terms in TERMS.values() for code in terms),
            *(one.label_en for one in AGENCIES.values()),
            *(member.value for enum in _ENUMS for member in enum),
            *(f"{kind}-report" for kind in _kinds()),
        }
    )  # fmt: skip


@cache
def _kinds() -> frozenset[str]:
    said = {kind.value for kind in kinds.ReportKind}
    return frozenset(
        {*(kind.replace("_", " ") for kind in said), *(kind.replace("_", "-") for kind in said)}
    )


@cache
def _ours() -> frozenset[str]:
    return frozenset(
        name for ref in EXTENSIONS for name in _properties(json.loads(schema_text(ref)))
    )


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from _properties(inner)
