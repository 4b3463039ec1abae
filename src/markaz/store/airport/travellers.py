"""Documents read at a desk, and their end."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.airport import desks
from markaz.store.models import CaseRow, DocumentRow


def seen(by: User) -> QuerySet[DocumentRow]:
    """The documents of the desks that the person sees, the latest first."""
    rows = DocumentRow.objects.select_related("desk", "scan", "case")
    return rows.filter(desk__in=desks.seen(by)).order_by("-at")


def named(name: str, *, by: User) -> DocumentRow | None:
    """A document by its name, if the person sees its desk."""
    return seen(by).filter(name=name.strip().upper()).first()


def bind(documents: Iterable[DocumentRow], case: CaseRow) -> None:
    """Let documents stay with a case: they expire no more."""
    for row in documents:
        row.case = case
        row.save(update_fields=["case"])


def delete_expired(now: datetime) -> int:
    """Delete the documents without a case whose time is over; how many there were."""
    rows = DocumentRow.objects.filter(case=None, expires_at__lte=now)
    gone = list(rows.values_list("id", flat=True))
    rows.filter(id__in=gone).delete()
    return len(gone)


def mask(*, before: datetime, now: datetime) -> int:
    """Mask what was read before this moment and stayed with a case."""
    return DocumentRow.objects.filter(masked_at=None, at__lt=before).update(masked_at=now)
