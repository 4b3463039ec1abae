"""Which of the mentions that keys found are worth comparing, and what the comparison says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from heapq import nsmallest
from operator import or_

import numpy as np
import numpy.typing as npt

from markaz.subjects.identifiers.identifier import IdentifierKind
from markaz.subjects.lookup.asked import Asked
from markaz.subjects.lookup.keys import Heard, own_and_kin
from markaz.subjects.lookup.places import same_place
from markaz.subjects.lookup.sharing import NOTHING, Shared, worth
from markaz.subjects.mentions.comparing import Comparison, compare
from markaz.subjects.mentions.mention import Mention

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# A bucket beyond this is not read: too many share the key for it to tell one from another.
MOST_IN_BUCKET = 1000
# So many are fetched, so many of those are compared word by word, so many are answered.
MOST_FETCHED, MOST_COMPARED, MOST_ANSWERED = 32, 14, 10
# Compared at the least, with the question itself where nothing is left: that nobody is known comes
# no sooner than that somebody is whom the asker may not hear of.
LEAST_COMPARED = 4
# Bits of evidence from which an answer is worth a telephone call; see docs/subjects.md.
POSSIBLE, LIKELY, STRONG = 2.0, 12.0, 20.0
# Bits that a father's name and a year leave over for a name that does not quite agree.
_NAME_NEARLY = 6.0
# On the scale of what is shared: each doubling of a key's rarity, and how far behind the nearest
# somebody is no longer meant.
_RARE, _BEHIND = 0.05, 3.0
# A slip in a word and a year beside: so much less may somebody share who is meant all the same.
A_SLIP = 2.0
_OTHER_FATHER = 1.0

_NUMBERS = frozenset(kind.value for kind in IdentifierKind)


class Sureness(StrEnum):
    """How much speaks for one person or thing; none of them is proof of identity."""

    NUMBER = "number"
    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that answers, with the comparison that says why."""

    entry: int
    comparison: Comparison
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Found:
    """What the keys gave: the entries in each bucket; `full` are keys with too many to read.

    `tells` is, for each key, what an entry shares with the question that is found under it.
    """

    buckets: Mapping[int, Ints]
    full: Collection[int]
    tells: Mapping[int, Shared]


@dataclass(frozen=True, slots=True)
class Near:
    """How much each entry worth fetching shares with what was asked, the most first.

    On the same scale: `meant` is how much who was asked for shares, but for a slip; `skipped` how
    much somebody may in a bucket that was not read, and `left` the nearest that is not fetched; 0
    where there is none.
    """

    shared: Mapping[int, float]
    meant: float
    skipped: float
    left: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Who may be meant, the surest first; `left` as of `Near`, the nearest not compared."""

    candidates: tuple[Candidate, ...]
    left: float


def nearest(asked: Asked, found: Found) -> Near:
    """The entries worth fetching.

    Of two that share the same words, who shares rarer keys comes first, then the later entry: of a
    report's revisions the last one stands.
    """
    tells = _tells(asked)
    entries, told = _shared(found, tells)
    # Whoever bears an asked number or address shares one key and is fetched whatever the name says.
    if len(entries) and asked.kinds == ("name",):
        worth_it = told >= told.max() - _BEHIND
        entries, told = entries[worth_it], told[worth_it]
    order = np.lexsort((-entries, -told))
    first, rest = order[:MOST_FETCHED], order[MOST_FETCHED : MOST_FETCHED + 1]
    skipped = (worth(found.tells[key], tells) + _RARE for key in found.full)
    return Near(
        dict(zip(entries[first].tolist(), told[first].tolist(), strict=True)),
        meant=worth(reduce(or_, found.tells.values(), NOTHING), tells) - A_SLIP,
        skipped=max(skipped, default=0.0),
        left=max(told[rest].tolist(), default=0.0),
    )


def _shared(found: Found, tells: tuple[float, ...]) -> tuple[Ints, Floats]:
    """Every entry found, and how much it shares with what was asked."""
    if not found.buckets:
        return np.empty(0, dtype=np.int64), np.empty(0)
    sizes = np.array([len(bucket) for bucket in found.buckets.values()])
    tell = np.array([found.tells[key] for key in found.buckets], dtype=np.int64)
    rarity = _RARE * (1.0 + np.log2(MOST_IN_BUCKET / sizes))
    together = np.concatenate(list(found.buckets.values()))
    order = np.argsort(together, kind="stable")
    entries, starts = np.unique(together[order], return_index=True)
    bits = np.bitwise_or.reduceat(np.repeat(tell, sizes)[order], starts)
    rare = np.add.reduceat(np.repeat(rarity, sizes)[order], starts)
    kinds, which = np.unique(bits, return_inverse=True)
    return entries, np.array([worth(kind, tells) for kind in kinds.tolist()])[which] + rare


def _tells(asked: Asked) -> tuple[float, ...]:
    own, _ = own_and_kin(asked.mention, kind=asked.mention.name_kind)
    return tuple(word.tells for word in own)


def rank(
    asked: Asked,
    held: Mapping[int, Mention],
    *,
    near: Near,
    addresses: Mapping[int, str] | None = None,
) -> Ranked:
    """The mentions that may be what was asked for, the surest first, ten at most.

    Args:
        asked: the question.
        held: what was fetched.
        near: how much each shares with the question, as `nearest` told.
        addresses: of each its address, where one is asked for.
    """
    told = _told(asked, held, near.shared)
    order = nsmallest(MOST_COMPARED + 1, held, key=lambda entry: (-told[entry], -entry))
    first, rest = order[:MOST_COMPARED], order[MOST_COMPARED:]
    compared = [
        (entry, _compared(asked, held[entry], (addresses or {}).get(entry, ""))) for entry in first
    ]
    _fill_up(asked, compared=len(compared))
    likely = [
        Candidate(entry, one, sure)
        for entry, one in compared
        if (sure := _sureness(one)) is not None
    ]
    likely.sort(key=lambda one: (-one.comparison.weight, one.entry))
    left = max([near.left, *(told[entry] for entry in rest)])
    return Ranked(tuple(likely[:MOST_ANSWERED]), left)


def _told(
    asked: Asked, held: Mapping[int, Mention], shared: Mapping[int, float]
) -> Mapping[int, float]:
    """How much each shares; of more than are compared, less what its name has unasked."""
    if len(held) <= MOST_COMPARED:
        return shared
    own, kin = own_and_kin(asked.mention, kind=asked.mention.name_kind)
    return {entry: shared[entry] - _strange(own, kin, mention) for entry, mention in held.items()}


def _strange(own: tuple[Heard, ...], kin: tuple[Heard, ...], held: Mention) -> float:
    theirs, their_kin = own_and_kin(held, kind=held.name_kind)
    # A word on either side that the other lacks may be one word, spelled otherwise.
    more = _unmet(theirs, own) - _unmet(own, theirs)
    fathers_differ = kin and their_kin and _unmet(kin, their_kin) == sum(word.tells for word in kin)
    return max(0.0, more) + (_OTHER_FATHER if fathers_differ else 0.0)


def _unmet(words: tuple[Heard, ...], others: tuple[Heard, ...]) -> float:
    known = {other.like for other in others}
    return sum(word.tells for word in words if word.like not in known)


def _fill_up(asked: Asked, *, compared: int) -> None:
    """Do with the question itself what was not done with others; nothing comes of it."""
    for _nobody in range(compared, LEAST_COMPARED):
        _compared(asked, asked.mention, asked.address)


def _compared(asked: Asked, held: Mention, address: str) -> Comparison:
    found = compare(asked.mention, held)
    place = same_place(asked.address, address) if asked.address else None
    if place is None:
        return found
    return replace(found, weight=found.weight + place.bits, reasons=(*found.reasons, place))


def _sureness(found: Comparison) -> Sureness | None:
    if found.limits:
        return None
    agreeing = [reason for reason in found.reasons if reason.agrees and reason.strong]
    if any(reason.field in _NUMBERS for reason in agreeing):
        return Sureness.NUMBER
    met = {reason.field for reason in agreeing}
    # A slip in a name whose father's name and year agree: the name may then differ a little.
    kin = "father_name" in met and found.weight >= _NAME_NEARLY
    if found.weight < LIKELY and not kin and not met & {"name", "place"}:
        return None
    for least, sure in (
        (STRONG, Sureness.STRONG),
        (LIKELY, Sureness.LIKELY),
        (POSSIBLE, Sureness.POSSIBLE),
    ):
        if found.weight >= least:
            return sure
    return None
