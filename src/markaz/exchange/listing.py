"""What a reader of objects will see: how many of which type, and every property that says more."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Stix = Mapping[str, Any]
# What every object has and that tells nothing of its own.
_COMMON = frozenset({"type", "spec_version", "id", "created", "modified", "created_by_ref"})
_TELLS_NOTHING = frozenset({"marking-definition", "extension-definition"})


def counted(objects: Iterable[Stix]) -> dict[str, int]:
    """How many objects of each type there are."""
    return dict(sorted(Counter(one["type"] for one in objects).items()))


def properties(objects: Iterable[Stix]) -> dict[str, list[str]]:
    """Every property that the objects of a type bring, as a path such as `lines.mass_mg`.

    The keys of extensions are left out of the paths: what they hold is the object's own.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in objects:
        if one["type"] not in _TELLS_NOTHING:
            told = {name: value for name, value in one.items() if name not in _COMMON}
            found[one["type"]] |= set(_paths(told, ()))
    return {kind: sorted(paths) for kind, paths in sorted(found.items())}


def digest(objects: Iterable[Stix]) -> str:
    """SHA-256 of the objects in one canonical form, in hex."""
    text = json.dumps(list(objects), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _paths(value: object, before: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, Mapping):
        inside = before[-1:] == ("extensions",)
        for name, held in value.items():
            if name != "extension_type":
                yield from _paths(held, before[:-1] if inside else (*before, name))
    elif isinstance(value, list):
        for held in value:
            yield from _paths(held, before)
    elif before:
        yield ".".join(before)
