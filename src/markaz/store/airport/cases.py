"""Cases, their exhibits and the chain of custody, as the tables keep them."""

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.airport import desks
from markaz.store.models import CaseRow, CustodyRow, ExhibitRow


def seen(by: User) -> QuerySet[CaseRow]:
    """The cases of the desks that the person sees, the latest first."""
    rows = CaseRow.objects.select_related("scan__desk").filter(scan__desk__in=desks.seen(by))
    return rows.order_by("-opened_at")


def named(name: str, *, by: User) -> CaseRow | None:
    """A case by its name, if the person sees its desk."""
    return seen(by).filter(name=name.strip().upper()).first()


def exhibit(case: CaseRow, mark: str) -> ExhibitRow | None:
    """An exhibit of a case by its mark."""
    return ExhibitRow.objects.select_for_update().filter(case=case, mark=mark.strip()).first()


def last(exhibit: ExhibitRow) -> CustodyRow | None:
    """Who holds an exhibit now, and what it weighed when they took it."""
    return CustodyRow.objects.filter(exhibit=exhibit).order_by("-id").first()
