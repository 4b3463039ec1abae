"""The versions of one object beside each other: the newest, the oldest, the one there already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markaz.store.exchange.objects import Candidate

# Newest and oldest of its specification, and of the latest specification.
Flags = tuple[bool, bool, bool]


@dataclass(slots=True, eq=False)
class Version:
    """One version; `id` and `flags` are None while it is new."""

    stix_id: str
    type: str
    spec_version: str
    version: int
    added: int
    body: str = ""
    id: int | None = None
    flags: Flags | None = None


class Chains:
    """Every standing version of some objects, of one writer in one collection."""

    def __init__(self, standing: Iterable[Version]) -> None:
        self._of: dict[str, list[Version]] = defaultdict(list)
        for one in standing:
            self._of[one.stix_id].append(one)

    def repeated(self, new: Candidate) -> Version | None:
        """The version that the new one names too; for an object without a time, its last."""
        chain = [
            one for one in self._of.get(new.stix_id, ()) if one.spec_version == new.spec_version
        ]
        if new.version is None:
            return max(chain, key=lambda one: one.version, default=None)
        return next((one for one in chain if one.version == new.version), None)

    def take(self, new: Version) -> None:
        """One more version."""
        self._of[new.stix_id].append(new)

    def drop(self, gone: Iterable[Version]) -> None:
        """These versions stand no longer."""
        for one in gone:
            self._of[one.stix_id].remove(one)

    def flagged(self) -> Iterator[tuple[Version, Flags]]:
        """Each version beside what it is now."""
        for chain in self._of.values():
            if len(chain) == 1:
                yield chain[0], (True, True, True)
            else:
                yield from _among(chain)


def _among(chain: list[Version]) -> Iterator[tuple[Version, Flags]]:
    latest = max((one.spec_version for one in chain), default="")
    for one in chain:
        versions = [other.version for other in chain if other.spec_version == one.spec_version]
        newest, oldest = max(versions), min(versions)
        yield one, (one.version == newest, one.version == oldest, one.spec_version == latest)
