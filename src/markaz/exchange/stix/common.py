"""What every STIX object of ours has in common: identifiers, times, who says it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

StixObject = dict[str, Any]

# What stands for a name where the standard demands one and there is none to tell.
NOT_STATED = "name not stated"
WITHHELD = "name withheld"


def identifier(kind: str, key: str, *, namespace: UUID) -> str:
    """The id of one thing: always the same for the same kind and key under a namespace."""
    return f"{kind}--{uuid5(namespace, f'{kind}:{key}')}"


def timestamp(moment: datetime) -> str:
    """A moment as STIX writes it: UTC, to the millisecond."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def stated(**properties: object) -> StixObject:
    """The properties that say something: STIX knows no null, no empty text and no empty list."""
    return {
        name: value for name, value in properties.items() if value is not None and value not in _NIL
    }


def sdo(
    kind: str, key: str, *, namespace: UUID, times: tuple[datetime, datetime], by: str
) -> StixObject:
    """The head of a domain object or relationship; `times` are created and modified, `by` who."""
    created, modified = times
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": identifier(kind, key, namespace=namespace),
        "created_by_ref": by,
        "created": timestamp(min(created, modified)),
        "modified": timestamp(modified),
    }


def relationship(
    kind: str,
    source: str,
    target: str,
    *,
    namespace: UUID,
    times: tuple[datetime, datetime],
    by: str,
) -> StixObject:
    """That one object has to do with another, and how."""
    head = sdo("relationship", f"{source} {kind} {target}", namespace=namespace, times=times, by=by)
    return {**head, "relationship_type": kind, "source_ref": source, "target_ref": target}


def extended(stix: StixObject, extension: str, properties: Mapping[str, Any]) -> StixObject:
    """The object with the properties of one of our property extensions, where there are any."""
    if not properties:
        return stix
    told = {"extension_type": "property-extension", **properties}
    return {**stix, "extensions": {**stix.get("extensions", {}), extension: told}}


_NIL: tuple[object, ...] = ("", [], {}, ())
