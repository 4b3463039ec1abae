"""What partners took back of what they had told us, and what here rests on it."""

from django.db.models import QuerySet

from markaz.governance.audit import Event
from markaz.store.models import AuditRow, TheirRecall


def latest() -> QuerySet[TheirRecall]:
    """Every notice, the latest first, with our answers."""
    rows = TheirRecall.objects.select_related("partner").prefetch_related("answers")
    return rows.order_by("-id")


def filed_from(row: TheirRecall) -> tuple[int, ...]:
    """The numbers of the reports that were filed from the objects that a notice takes back."""
    rows = AuditRow.objects.filter(event=Event.DRAFT_FILED.value, subject__in=row.about)
    found = (one.details for one in rows.order_by("id"))
    return tuple(int(told["report"]) for told in found if told.get("partner") == row.partner.name)
