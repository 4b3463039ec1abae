"""Partners' bundles, read as a stream: what is sound is kept as it came, the rest is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from markaz.exchange.cutting import Cut, Limits, UnreadableBundleError, cuts
from markaz.exchange.soundness import fault
from markaz.exchange.stix.common import StixObject

__all__ = ["Limits", "Problem", "Read", "UnreadableBundleError", "each", "read_bundle"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one object was set aside: its place in the list from 1, its id if it has one."""

    place: int
    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Read:
    """What of a bundle can be kept, in its order, and what was set aside."""

    objects: tuple[StixObject, ...]
    problems: tuple[Problem, ...]


def read_bundle(stream: BinaryIO, limits: Limits | None = None) -> Read:
    """The objects of a bundle, a TAXII envelope or one single object.

    Objects, properties and extensions that nobody here knows are kept as they came.

    Raises:
        UnreadableBundleError: it is no JSON, or beyond a limit; nothing of it is to be kept.
    """
    objects: list[StixObject] = []
    problems: list[Problem] = []
    for one in each(stream, limits):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            objects.append(one)
    return Read(tuple(objects), tuple(problems))


def each(stream: BinaryIO, limits: Limits | None = None) -> Iterator[StixObject | Problem]:
    """The same one by one, so that no more than one object is in memory.

    That the whole is sound is known at its end only: keep nothing for good before.

    Raises:
        UnreadableBundleError: as `read_bundle` does, at whatever point it is found.
    """
    seen: dict[tuple[str, str], int] = {}
    for cut in cuts(stream, limits or Limits()):
        yield _judged(cut, seen)


def _judged(cut: Cut, seen: dict[tuple[str, str], int]) -> StixObject | Problem:
    stix = cut.value
    wrong = cut.fault or fault(stix)
    if wrong or not isinstance(stix, dict):
        named = stix.get("id", "") if isinstance(stix, dict) else ""
        return Problem(cut.place, named if isinstance(named, str) else "", wrong)
    version = (stix["id"], str(stix.get("modified") or stix.get("created") or ""))
    first = seen.setdefault(version, cut.place)
    if first != cut.place:
        return Problem(
            cut.place,
            stix["id"],
            f"This version of {stix['id']} stands in object {first} already: send it once.",
        )
    return stix
