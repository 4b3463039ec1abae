"""How far each partner's collection was read; a place moves together with what was received."""

from dataclasses import dataclass
from datetime import datetime

from markaz.store.models import Feed

# A server that dates an object and shows it a moment later would hide it behind the date that we
# have passed: what it dated in its last seconds is asked for once more.
OVERLAP_US = 5_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a collection a round stands: `next` is empty where a new one begins."""

    after: int
    next: str


@dataclass(frozen=True, slots=True)
class Reached:
    """What a page says of how far it reaches; dates in microseconds since 1970, 0 for untold."""

    more: bool
    next: str
    last: int
    asked_at: int


def to_read(*, partner: str = "") -> tuple[Feed, ...]:
    """The feeds that are read, of all partners or of one."""
    rows = Feed.objects.filter(active=True, partner__active=True).select_related("partner")
    return tuple(rows.filter(partner__name=partner) if partner else rows)


def place(feed: Feed) -> Place:
    """Where to go on: in the middle of a round, or at the beginning of the next."""
    feed.refresh_from_db()
    return Place(feed.place, feed.next)


def locked(feed: Feed, at: Place) -> Feed | None:
    """The feed for this transaction alone; None where somebody else has moved it on meanwhile."""
    # No key: receipts and inbound objects refer to the row, and need not wait for each other.
    held = Feed.objects.select_for_update(no_key=True).select_related("partner").get(id=feed.id)
    return held if Place(held.place, held.next) == at else None


def move(held: Feed, at: Place, reached: Reached, *, kept: int, now: datetime) -> None:
    """Note that a page was kept; call it in the transaction that keeps it."""
    begins = not at.next
    held.begun = reached.asked_at if begins else held.begun
    held.furthest = max(0 if begins else held.furthest, reached.last)
    held.next = reached.next if reached.more else ""
    held.received += kept
    if not reached.more:
        held.place, held.last_round_at = _settled(held), now
    elif not reached.next:
        # A server may leave its word for the next page away: then its dates must do.
        held.place = max(held.place, held.furthest)
    held.save(force_update=True)


def restart(held: Feed) -> None:
    """Begin the round anew, from where everything before was received."""
    held.next = ""
    held.save(force_update=True)


def _settled(held: Feed) -> int:
    if not held.furthest:
        return held.place
    sure = (held.begun or held.furthest) - OVERLAP_US
    return max(held.place, min(held.furthest, sure))
