"""Which agencies take part in an operation: every change kept."""

from datetime import UTC, datetime

from markaz.accounts.models import User
from markaz.store.models import OperationRow, PartRow


def add(
    row: OperationRow,
    agency: str,
    *,
    role: str,
    by: User,
    now: datetime,
    acknowledged: bool = False,
) -> PartRow:
    """Give an agency a part; one it had before ends."""
    at = now.astimezone(UTC)
    end(row, agency, now=now)
    return PartRow.objects.create(
        number=row.number,
        agency=agency,
        role=role,
        added_by=by.username,
        known_from=at,
        acknowledged_by=by.username if acknowledged else "",
        acknowledged_at=at if acknowledged else None,
    )


def end(row: OperationRow, agency: str, *, now: datetime) -> int:
    """End an agency's part; gives how many parts ended."""
    held = PartRow.objects.filter(number=row.number, agency=agency, known_to__isnull=True)
    return held.update(known_to=now.astimezone(UTC))


def acknowledge(row: OperationRow, agency: str, *, by: User, now: datetime) -> int:
    """Keep that the agency said yes to its part; gives how many parts that were."""
    waiting = PartRow.objects.filter(
        number=row.number, agency=agency, known_to__isnull=True, acknowledged_at__isnull=True
    )
    return waiting.update(acknowledged_by=by.username, acknowledged_at=now.astimezone(UTC))


def standing(row: OperationRow) -> list[PartRow]:
    """The parts that stand, the lead first."""
    order = list(PartRow.Role.values)
    rows = PartRow.objects.filter(number=row.number, known_to__isnull=True)
    return sorted(rows, key=lambda one: (order.index(one.role), one.agency))
