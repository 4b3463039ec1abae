"""Objects that came from partners, kept unchanged and once, until the centre has read them."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

import pyarrow as pa

from markaz.store import bulk
from markaz.store.exchange.objects import canonical_sha256
from markaz.store.models import Collection, Feed, InboundObject, Partner

_AT_ONCE = 500


def keep(
    bodies: Sequence[tuple[str, str]],
    *,
    partner: Partner,
    now: datetime,
    feed: Feed | None = None,
    collection: Collection | None = None,
) -> int:
    """Keep each object that is not there yet, from pairs of STIX id and body; gives how many.

    What is no STIX object has an empty id: it is kept as well, for the centre to set aside.
    Call it inside the transaction of the action: the partner's row stays locked meanwhile, because
    the same object may come by two ways at once.
    """
    Partner.objects.select_for_update(no_key=True).get(id=partner.id)
    fresh = {(stix_id, canonical_sha256(body)): body for stix_id, body in bodies}
    known = _known(list({stix_id for stix_id, _ in fresh}), partner=partner)
    new = [(stix_id, sha256) for stix_id, sha256 in fresh if (stix_id, sha256) not in known]
    if new:
        columns: dict[str, list[object]] = {
            "partner_id": [partner.id] * len(new),
            "stix_id": [stix_id for stix_id, _ in new],
            "type": [stix_id.partition("--")[0] for stix_id, _ in new],
            "sha256": [sha256 for _, sha256 in new],
            "body": [fresh[one] for one in new],
            "received_at": [now] * len(new),
        }
        if feed is not None:
            columns["feed_id"] = [feed.id] * len(new)
        if collection is not None:
            columns["collection_id"] = [collection.id] * len(new)
        bulk.insert(InboundObject, pa.table(columns))
    return len(new)


def unread(*, types: Sequence[str], at_most: int) -> tuple[InboundObject, ...]:
    """What the centre has not read yet of these types, in the order in which it came."""
    rows = InboundObject.objects.filter(read_at=None, type__in=types).select_related("partner")
    return tuple(rows.order_by("id")[:at_most])


def beside(ids: Set[str], *, partner: Partner) -> tuple[InboundObject, ...]:
    """What the partner sent under these STIX ids, read or not, in the order in which it came."""
    found: list[InboundObject] = []
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found.extend(InboundObject.objects.filter(partner=partner, stix_id__in=some))
    return tuple(sorted(found, key=lambda row: row.id))


def mark_read(ids: Sequence[int], *, now: datetime) -> None:
    """Note that the centre has read these."""
    for start in range(0, len(ids), _AT_ONCE):
        InboundObject.objects.filter(id__in=ids[start : start + _AT_ONCE]).update(read_at=now)


def mark_answered(ids: Set[str], *, partner: Partner, now: datetime) -> None:
    """Note that what the partner sent under these STIX ids was taken for an answer."""
    sent = InboundObject.objects.filter(partner=partner, stix_id__in=ids, read_at=None)
    sent.update(read_at=now)


def _known(ids: Sequence[str], *, partner: Partner) -> set[tuple[Any, ...]]:
    """Pairs of STIX id and SHA-256 that the partner sent before."""
    having = {"partner_id": partner.id}
    columns = ("stix_id", "sha256")
    return set(bulk.found(InboundObject, columns, key="stix_id", texts=ids, having=having))
