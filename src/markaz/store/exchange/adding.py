"""Putting objects into a collection, so that whoever pages through it misses none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pyarrow as pa

from markaz.records.errors import InvalidValueError
from markaz.store import bulk
from markaz.store.exchange import objects, stamps
from markaz.store.exchange.chains import Chains, Flags, Version
from markaz.store.exchange.objects import Candidate
from markaz.store.models import Collection, ObjectVersion
from markaz.store.models.exchange.collection import CENTRE_WRITER

# As many ids as a statement of either database takes at ease.
_AT_ONCE = 500
_OF_A_VERSION = ("stix_id", "type", "spec_version", "version", "added")
_FLAGS = ("newest", "oldest", "latest_spec")
_OTHER_CONTENT = "This version stands here with other content: give the change a later modified."
_NOT_YOURS = "This object is the centre's: send what you have to say of it as an object of yours."


class Outcome(StrEnum):
    """What became of one object."""

    ADDED = "added"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one object; of one that was refused `message` says why.

    `version` is in microseconds since 1970; for what has no time of its own, the date it was added.
    """

    stix_id: str
    version: int
    outcome: Outcome
    message: str = ""
    body: str = ""


def add(
    collection: Collection, sent: Sequence[object], *, now: datetime, writer: int = CENTRE_WRITER
) -> tuple[Told, ...]:
    """Keep every object that can be kept, and say of each in turn what became of it.

    Call it inside the transaction of the action: the collection's row stays locked until that
    ends.  Whoever adds next waits and gives later dates, so that dates become visible in their
    own order, and a reader who has passed one never finds another before it afterwards.
    """
    # No key: a receipt refers to the row at its commit, and holds the log's lock by then.
    held = Collection.objects.select_for_update(no_key=True).get(id=collection.id)
    read = [_read(one, now=now) for one in sent]
    ids = list({one.stix_id for one in read if isinstance(one, Candidate)})
    there = list(_standing(held, ids, writers=(CENTRE_WRITER, writer)))
    chains = Chains(one for of, one in there if of == writer)
    # Those that the centre itself put here: no partner speaks in its name.
    centres = frozenset(one.stix_id for of, one in there if of != writer)
    place = _Place(chains, centres, at=max(held.last_added + 1, stamps.micros(now)))
    told = tuple(one if isinstance(one, Told) else place.put(one) for one in read)
    _write(held, chains, writer=writer)
    if place.at > held.last_added:
        Collection.objects.filter(id=held.id).update(last_added=place.at - 1)
    return told


def standing(collection: Collection, ids: Sequence[str], *, writer: int) -> Iterator[Version]:
    """Every version of these objects that stands, of one writer."""
    return (one for _, one in _standing(collection, ids, writers=(writer,)))


def reflag(chains: Chains) -> None:
    """Write what changed of which version is newest, oldest and of the latest specification."""
    changed: dict[Flags, list[int]] = {}
    for one, flags in chains.flagged():
        if one.id is not None and flags != one.flags:
            changed.setdefault(flags, []).append(one.id)
    for flags, ids in changed.items():
        for start in range(0, len(ids), _AT_ONCE):
            rows = ObjectVersion.objects.filter(id__in=ids[start : start + _AT_ONCE])
            rows.update(**dict(zip(_FLAGS, flags, strict=True)))


class _Place:
    """Where the next object goes: after all others, unless it is there already."""

    def __init__(self, chains: Chains, centres: frozenset[str], *, at: int) -> None:
        self._chains, self._centres, self.at = chains, centres, at

    def put(self, new: Candidate) -> Told:
        """Take one object in, or say why not."""
        if new.stix_id in self._centres:
            return Told(new.stix_id, new.version or 0, Outcome.REFUSED, _NOT_YOURS)
        there = self._chains.repeated(new)
        if there is not None and objects.same(new.body, _body(there)):
            return Told(new.stix_id, there.version, Outcome.THERE)
        if there is not None and new.version is not None:
            return Told(new.stix_id, new.version, Outcome.REFUSED, _OTHER_CONTENT)
        at, self.at = self.at, self.at + 1
        version = at if new.version is None else new.version
        made = Version(new.stix_id, new.type, new.spec_version, version, at, new.body)
        self._chains.take(made)
        return Told(new.stix_id, version, Outcome.ADDED, body=new.body)


def _read(sent: object, *, now: datetime) -> Candidate | Told:
    try:
        return objects.candidate(sent)
    except InvalidValueError as error:
        named = sent.get("id") if isinstance(sent, dict) else None
        known = named[: objects.LONGEST_ID] if isinstance(named, str) else ""
        return Told(known, stamps.micros(now), Outcome.REFUSED, str(error))


def _standing(
    collection: Collection, ids: Sequence[str], *, writers: Sequence[int]
) -> Iterator[tuple[int, Version]]:
    """Every version of these objects that stands of these writers, beside who that is."""
    found = bulk.found(
        ObjectVersion,
        ("writer", "id", *_FLAGS, *_OF_A_VERSION),
        key="stix_id",
        texts=ids,
        having={"collection_id": collection.id, "writer": writers, "removed_at": None},
    )
    for writer, number, newest, oldest, latest, *said in found:
        one = Version(*said)
        one.id, one.flags = number, (bool(newest), bool(oldest), bool(latest))
        yield writer, one


def _body(there: Version) -> str:
    if there.id is None:
        return there.body
    # Read only where the same version came again: bodies are long and that is rare.
    return str(ObjectVersion.objects.values_list("body", flat=True).get(id=there.id))


def _write(collection: Collection, chains: Chains, *, writer: int) -> None:
    # Flags first: for a moment two versions of one chain would else both be the newest.
    reflag(chains)
    fresh = [(one, flags) for one, flags in chains.flagged() if one.id is None]
    fresh.sort(key=lambda pair: pair[0].added)
    columns: dict[str, list[object]] = {
        name: [getattr(one, name) for one, _ in fresh] for name in (*_OF_A_VERSION, "body")
    }
    for at, name in enumerate(_FLAGS):
        columns[name] = [flags[at] for _, flags in fresh]
    columns["size"] = [len(one.body.encode()) for one, _ in fresh]
    columns["collection_id"] = [collection.id] * len(fresh)
    columns["writer"] = [writer] * len(fresh)
    bulk.insert(ObjectVersion, pa.table(columns))
