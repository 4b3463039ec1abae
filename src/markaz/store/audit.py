"""The audit log: written in the transaction of the change it tells of, or not at all."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime

from markaz.accounts.models import User
from markaz.governance.audit import GENESIS, Event, chain_hash
from markaz.store.bulk import one_at_a_time
from markaz.store.models import AuditRow


def log(
    event: Event,
    *,
    subject: str,
    by: User,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> AuditRow:
    """Add one row, chained to the last; call it inside the transaction of the change."""
    one_at_a_time("audit")
    last = AuditRow.objects.order_by("-id").first()
    row = AuditRow(
        at=now.astimezone(UTC),
        event=event.value,
        by=by.username,
        agency=by.agency,
        subject=subject,
        details=dict(details or {}),
    )
    row.hash = chain_hash(last.hash if last else GENESIS, _fields(row))
    row.save(force_insert=True)
    return row


def last(events: Collection[Event]) -> int:
    """The number of the latest row that tells of any of these events; 0 where none does."""
    rows = AuditRow.objects.filter(event__in=events).order_by("-id")
    return rows.values_list("id", flat=True).first() or 0


def broken_rows() -> Iterator[int]:
    """Ids of rows whose hash no longer follows from the row before; none where the log is whole."""
    previous = GENESIS
    for row in AuditRow.objects.order_by("id").iterator():
        if row.hash != chain_hash(previous, _fields(row)):
            yield row.id
        previous = row.hash


def _fields(row: AuditRow) -> dict[str, str]:
    return {
        "at": row.at.astimezone(UTC).isoformat(),
        "event": row.event,
        "by": row.by,
        "agency": row.agency,
        "subject": row.subject,
        "details": repr(sorted(row.details.items())),
    }
