"""The objects of a signed release put into the collection of its agreement."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from markaz.records.errors import InvalidValueError
from markaz.store.exchange import adding, objects, stamps
from markaz.store.exchange.releasing import releases
from markaz.store.models import Collection, ObjectVersion, ReleaseObject, ReleaseRow

Stix = dict[str, Any]
_MILLISECOND = 1_000


def put(release: ReleaseRow, told: Mapping[int | None, Sequence[Stix]], *, now: datetime) -> None:
    """Let every object stand in the collection, and note which version of it the release gave.

    `told` holds the objects of each incident, under None those that tell of none.  What stands
    there already as it is, is given as it stands; what changed becomes a later version.  Call it
    inside the transaction of the action.

    Raises:
        InvalidValueError: an object cannot stand there; nothing of the release does then.
    """
    collection = release.agreement.collection
    every = [one["id"] for some in told.values() for one in some]
    standing = _newest(collection, every)
    for incident, some in told.items():
        _put(release, incident, some, standing, now=now)


def _put(
    release: ReleaseRow,
    incident: int | None,
    told: Iterable[Stix],
    standing: dict[str, ObjectVersion],
    *,
    now: datetime,
) -> None:
    collection = release.agreement.collection
    given = [_versioned(one, standing.get(one["id"]), now=now) for one in told]
    outcomes = adding.add(collection, given, now=now)
    refused = [one.message for one in outcomes if one.outcome is adding.Outcome.REFUSED]
    if refused:
        raise InvalidValueError("An object cannot be released: {reason}", reason=refused[0])
    now_there = _newest(collection, [one.stix_id for one in outcomes])
    for one in outcomes:
        version = now_there[one.stix_id]
        ReleaseObject.objects.create(release=release, incident=incident, version=version)


def _versioned(one: Stix, there: ObjectVersion | None, *, now: datetime) -> Stix:
    """The object as it is put: as it stands, or under a time later than what stands."""
    if there is None or "modified" not in one:
        return one
    kept = json.loads(there.body)
    if objects.same(objects.body({**one, "modified": kept["modified"]}), there.body):
        return {**one, "modified": kept["modified"]}
    if stamps.read(one["modified"]) > there.version:
        return one
    later = max(stamps.micros(now), there.version + _MILLISECOND)
    return {**one, "modified": stamps.written(later // _MILLISECOND * _MILLISECOND)}


def _newest(collection: Collection, ids: Iterable[str]) -> dict[str, ObjectVersion]:
    found: dict[str, ObjectVersion] = {}
    for row in releases.versions(collection, ids):
        if row.stix_id not in found or row.version > found[row.stix_id].version:
            found[row.stix_id] = row
    return found
