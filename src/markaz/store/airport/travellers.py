"""Documents read at a desk, and their end."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.airport import desks
from markaz.store.models import CaseRow, DeskRow, DocumentRow


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


def of_desk(desk: DeskRow) -> QuerySet[DocumentRow]:
    """The documents that were read at a desk."""
    return DocumentRow.objects.filter(desk=desk)


def delete(ids: Collection[int]) -> int:
    """Delete these documents; how many there were."""
    DocumentRow.objects.filter(id__in=ids).delete()
    return len(ids)


def mask(*, before: datetime, now: datetime) -> int:
    """Mask what was read before this moment and stayed with a case."""
    return DocumentRow.objects.filter(masked_at=None, at__lt=before).update(masked_at=now)
