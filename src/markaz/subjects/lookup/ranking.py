"""Which of the mentions that keys found are worth comparing, and what the comparison says."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from math import log2

from markaz.subjects.identifiers.identifier import IdentifierKind
from markaz.subjects.lookup.asked import Asked
from markaz.subjects.lookup.keys import Heard, own_and_kin
from markaz.subjects.lookup.places import same_place
from markaz.subjects.mentions.comparing import Comparison, compare
from markaz.subjects.mentions.mention import Mention
from markaz.subjects.names.words import NameKind

# A bucket beyond this tells nothing: a thousand people share the key.
MOST_IN_BUCKET = 300
# So many are fetched, so many of those are compared word by word, so many are answered.
MOST_FETCHED, MOST_COMPARED, MOST_ANSWERED = 64, 18, 10
# Compared at the least, with the question itself where nothing is left: that nobody is known comes
# no sooner than that somebody is whom the asker may not hear of.
LEAST_COMPARED = 4
# Bits of evidence from which an answer is worth a telephone call; see docs/subjects.md.
POSSIBLE, LIKELY, STRONG = 2.0, 12.0, 20.0
_SAME, _LIKE, _YEAR, _YEAR_NEAR = 2.0, 1.5, 1.5, 0.75
# Of what the best entry's keys are worth together; who shares less than this is another.
_LEAST_SHARE = 0.15
_KIN_SHARE, _UNMET, _MARGIN = 0.9, 0.5, 2.5

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
    """What the keys gave: entries in each bucket, and how many buckets were too full to read."""

    buckets: Mapping[int, Collection[int]]
    skipped: int = 0


def fetch_order(asked: Asked, found: Found) -> list[int]:
    """The entries worth fetching, those first that share the most and the rarest keys."""
    told: dict[int, float] = defaultdict(float)
    for bucket in found.buckets.values():
        worth = 1.0 + log2(MOST_IN_BUCKET / len(bucket)) if bucket else 0.0
        for entry in bucket:
            told[entry] += worth
    # Whoever bears an asked number or address shares one key and is fetched whatever the name says.
    least = _LEAST_SHARE * max(told.values(), default=0.0) if asked.kinds == ("name",) else 0.0
    worth_it = [entry for entry, worth in told.items() if worth >= least]
    return sorted(worth_it, key=lambda entry: (-told[entry], entry))[:MOST_FETCHED]


def rank(
    asked: Asked, held: Mapping[int, Mention], *, addresses: Mapping[int, str] | None = None
) -> list[Candidate]:
    """The mentions that may be what was asked for, the surest first, ten at most."""
    kind = asked.name_kind
    own, kin = own_and_kin(asked.mention, kind=kind)
    cheap = {
        entry: _cheaply(asked.mention, own, kin, mention, kind) for entry, mention in held.items()
    }
    nearest = sorted(held, key=lambda entry: (-cheap[entry], entry))[:MOST_COMPARED]
    nearest = [entry for entry in nearest if cheap[entry] >= cheap[nearest[0]] - _MARGIN]
    _fill_up(asked, own, kin, looked_at=len(held), compared=len(nearest))
    compared = (
        (entry, _compared(asked, held[entry], (addresses or {}).get(entry, "")))
        for entry in nearest
    )
    worth = [
        Candidate(entry, one, sure)
        for entry, one in compared
        if (sure := _sureness(one)) is not None
    ]
    worth.sort(key=lambda one: (-one.comparison.weight, one.entry))
    return worth[:MOST_ANSWERED]


def _fill_up(
    asked: Asked, own: tuple[Heard, ...], kin: tuple[Heard, ...], *, looked_at: int, compared: int
) -> None:
    """Do with the question itself what was not done with others; nothing comes of it."""
    for _nobody in range(looked_at, LEAST_COMPARED):
        _cheaply(asked.mention, own, kin, asked.mention, asked.name_kind)
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
    named = any(reason.field in ("name", "place") for reason in agreeing)
    if found.weight < LIKELY and not named:
        return None
    for least, sure in (
        (STRONG, Sureness.STRONG),
        (LIKELY, Sureness.LIKELY),
        (POSSIBLE, Sureness.POSSIBLE),
    ):
        if found.weight >= least:
            return sure
    return None


def _cheaply(
    asked: Mention,
    own: tuple[Heard, ...],
    kin: tuple[Heard, ...],
    held: Mention,
    kind: NameKind,
) -> float:
    """Shared sounds and years, without laying letters side by side: which to look at closely."""
    theirs, their_kin = own_and_kin(held, kind=kind)
    shared = _shared(own, theirs) + _KIN_SHARE * _shared(kin, their_kin)
    if any(one in held.identifiers for one in asked.identifiers):
        shared += _SAME * 4
    return shared + _years(asked, held)


def _shared(left: tuple[Heard, ...], right: tuple[Heard, ...]) -> float:
    if not left or not right:
        return 0.0
    short, long = sorted((left, right), key=len)
    met = sum(max(_near(one, other) for other in long) for one in short)
    return met - _UNMET * (len(long) - len(short))


@lru_cache(maxsize=131072)
def _near(one: Heard, other: Heard) -> float:
    if one[0] == other[0]:
        return _SAME
    left, right = one[1], other[1]
    if left == right:
        return _LIKE
    # One slip leaves what stands before it and behind it.
    before = _begins_alike(left, right)
    behind = _begins_alike(left[before:][::-1], right[before:][::-1])
    share = (before + behind) / max(len(left), len(right))
    return _LIKE * (2.0 * share - 1.0)


def _begins_alike(left: str, right: str) -> int:
    differing = (at for at, (one, other) in enumerate(zip(left, right)) if one != other)  # noqa: B905 (the shorter ends it)
    return next(differing, min(len(left), len(right)))


def _years(asked: Mention, held: Mention) -> float:
    if asked.birth is None or held.birth is None:
        return 0.0
    apart = max(
        asked.birth.first_year - held.birth.last_year,
        held.birth.first_year - asked.birth.last_year,
        0,
    )
    return (_YEAR, _YEAR_NEAR)[apart] if apart < 2 else -_YEAR  # noqa: PLR2004 (index of the pair)
