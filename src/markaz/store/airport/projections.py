"""What was projected into test pictures."""

from datetime import datetime

from markaz.accounts.models import User
from markaz.store.models import ProjectedRow, ScanRow

BY_MACHINE = "a threat of the machine's own list"


def by_machine(scan: ScanRow, *, by: User, now: datetime) -> ProjectedRow:
    """That the machine projected a threat; it does not say where."""
    view = scan.views[0] if scan.views else {"width": 1, "height": 1}
    return ProjectedRow.objects.create(
        scan=scan, present=True, what=BY_MACHINE, view=1,
        right=view["width"], bottom=view["height"], by=by.username, at=now,
    )  # fmt: skip


def by_desk(
    scan: ScanRow, *, what: str, box: tuple[int, int, int, int] | None, by: User, now: datetime
) -> ProjectedRow:
    """What the desk projected, and where (left, top, right, bottom); nothing where no box is."""
    left, top, right, bottom = box or (0, 0, 0, 0)
    return ProjectedRow.objects.create(
        scan=scan, present=box is not None, what=what, view=1,
        left=left, top=top, right=right, bottom=bottom, by=by.username, at=now,
    )  # fmt: skip
