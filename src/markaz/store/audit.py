"""The audit log: written in the transaction of the change it tells of, or not at all."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime

from django.db import connection

from markaz.governance.audit import GENESIS, Actor, Event, chain_hash
from markaz.store.bulk import one_at_a_time
from markaz.store.models import AuditRow

# Plain: every act of everybody ends in this statement, and Django's wording costs more than it.
_ADD = """
INSERT INTO store_auditrow (at, event, "by", agency, subject, details, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""


def log(
    event: Event,
    *,
    subject: str,
    by: Actor,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> AuditRow:
    """Add one row, chained to the last; call it inside the transaction of the change."""
    one_at_a_time("audit")
    row = AuditRow(
        at=now.astimezone(UTC),
        event=event.value,
        by=by.username,
        agency=by.agency,
        subject=subject,
        details=dict(details or {}),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM store_auditrow ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone()
        row.hash = chain_hash(last[0] if last else GENESIS, _fields(row))
        at = connection.ops.adapt_datetimefield_value(row.at)
        told = json.dumps(row.details)
        cursor.execute(_ADD, [at, row.event, row.by, row.agency, row.subject, told, row.hash])
        row.id = cursor.fetchone()[0]
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
