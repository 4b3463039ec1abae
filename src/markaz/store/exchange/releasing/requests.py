"""Requests for information as pages and commands read them."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from markaz.store.exchange import receipts
from markaz.store.models import ObjectVersion, Partner, Receipt, RequestAct, RequestRow
from markaz.store.models.exchange.collection import CENTRE_WRITER

_ENDS = (RequestAct.Kind.ANSWER, RequestAct.Kind.REFUSED, RequestAct.Kind.WITHDRAWN)


def named(name: str) -> RequestRow | None:
    """The request of this name, with its acts."""
    return _all().filter(name=name.strip().upper()).first()


def locked(name: str) -> RequestRow | None:
    """The request of this name, held until the transaction ends."""
    return RequestRow.objects.select_for_update().filter(name=name.strip().upper()).first()


def open_one(partner: Partner, *, stix_id: str) -> RequestRow | None:
    """The open request that goes under this STIX id between a partner and us, held."""
    rows = RequestRow.objects.select_for_update().filter(partner=partner, ended_at=None)
    return rows.filter(stix_id=stix_id).first() if stix_id else None


def follow(row: RequestRow, act: RequestAct) -> None:
    """Move the request on as a step says: a later moment, or that it is done with."""
    if act.due_at is not None:
        row.due_at = act.due_at
    if act.kind in _ENDS:
        row.ended_at = act.at
    row.save(update_fields=["due_at", "ended_at"])


def reads(row: RequestRow) -> tuple[Receipt, ...]:
    """When the partner's program read the question, which is the evidence that it was served."""
    out = ObjectVersion.objects.filter(
        collection=row.collection, stix_id=row.stix_id, writer=CENTRE_WRITER
    )
    return tuple(read for one in out for read in receipts.of_version(one.id))


def open_ones() -> QuerySet[RequestRow]:
    """The requests that wait for an answer, the earliest due first."""
    return _all().filter(ended_at=None).order_by("due_at", "id")


def overdue(now: datetime) -> QuerySet[RequestRow]:
    """Those of them whose moment is past."""
    return open_ones().filter(due_at__lt=now)


def ended() -> QuerySet[RequestRow]:
    """The requests that are done with, the latest first."""
    return _all().filter(ended_at__isnull=False).order_by("-ended_at", "-id")


def _all() -> QuerySet[RequestRow]:
    acts = Prefetch("acts", RequestAct.objects.order_by("id"))
    return RequestRow.objects.select_related("partner").prefetch_related(acts)
