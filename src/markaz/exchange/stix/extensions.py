"""The extensions that Markaz publishes: what they are called, and their definition objects."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from markaz.exchange.stix.common import StixObject

# Fixed for ever: partners know our extensions by these.
EVENT = "extension-definition--69fa7ead-e802-430f-931c-88c7d188b067"
MEANS = "extension-definition--ef704fc5-f0b9-4bb4-88a3-2bce84fbfcc4"
SUBJECT = "extension-definition--342ef414-063a-4eb3-877c-5e7c6cd8af95"
OPERATION = "extension-definition--7ebcb69c-f7d5-4f69-8070-f2ef638ff1fb"
REQUEST = "extension-definition--5f0b6c0e-3a0e-4f57-9c55-3a1d2c1f7e60"
PUBLISHED = "2026-11-01T00:00:00.000Z"
# Who publishes them: the software, not the centre that runs it.
PUBLISHER = "identity--7c674534-51fb-45cd-b56e-36e5a2344701"


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension: `schema` is the name of its JSON Schema in the folder `schemas`."""

    name: str
    kind: str
    schema: str
    description: str


EXTENSIONS = MappingProxyType(
    {
        EVENT: Extension(
            "Narcotics event",
            "property-extension",
            "event",
            "Seizures, arrests and clearances, on incident and report: substances with their"
            " weights, when, how closely known, how hidden and found; and the grading of a report.",
        ),
        MEANS: Extension(
            "Means of transport",
            "new-sdo",
            "means-of-transport",
            "A vehicle, vessel, flight or parcel that a report names; that it is named says"
            " nothing against whoever owns or runs it.",
        ),
        SUBJECT: Extension(
            "Person or organisation named",
            "property-extension",
            "subject",
            "On identity: in which role a report names somebody, and by what they are known."
            " A name is no proof of identity.",
        ),
        OPERATION: Extension(
            "Operation of authorities",
            "property-extension",
            "operation",
            "On grouping: an action that agencies plan or carried out, when, where and with whom.",
        ),
        REQUEST: Extension(
            "Request for information",
            "property-extension",
            "request",
            "On note: what one authority asks of another, for what purpose, on what law and by"
            " when; and each answer to it, with its grading.",
        ),
    }
)


@cache
def schema_text(extension: str) -> str:
    """The JSON Schema of one extension, as text."""
    name = f"{EXTENSIONS[extension].schema}.json"
    return files("markaz.exchange").joinpath("schemas", name).read_text(encoding="utf-8")


def definition(extension: str) -> StixObject:
    """The extension-definition object; its schema travels inside, for sites without a network."""
    known = EXTENSIONS[extension]
    compact = json.dumps(json.loads(schema_text(extension)), separators=(",", ":"))
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": extension,
        "created_by_ref": PUBLISHER,
        "created": PUBLISHED,
        "modified": PUBLISHED,
        "name": known.name,
        "description": known.description,
        "schema": compact,
        "version": "1.0.0",
        "extension_types": [known.kind],
    }


def publisher() -> StixObject:
    """The identity that the extension definitions name as their author."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": PUBLISHER,
        "created": PUBLISHED,
        "modified": PUBLISHED,
        "name": "Markaz",
        "description": "The software that publishes these extensions.",
        "identity_class": "system",
    }


def definitions_for(objects: list[StixObject]) -> list[StixObject]:
    """The definitions of those of our extensions that the objects use, with their author."""
    used: set[Any] = {key for stix in objects for key in stix.get("extensions", {})}
    ours = [definition(extension) for extension in EXTENSIONS if extension in used]
    return [publisher(), *ours] if ours else []
