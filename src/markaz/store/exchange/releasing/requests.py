"""Requests for information as pages and commands read them."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from markaz.store.models import RequestAct, RequestRow


def named(name: str) -> RequestRow | None:
    """The request of this name, with its acts."""
    return _all().filter(name=name.strip().upper()).first()


def locked(name: str) -> RequestRow | None:
    """The request of this name, held until the transaction ends."""
    return RequestRow.objects.select_for_update().filter(name=name.strip().upper()).first()


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
