"""Airport desks: whose they are and who works there."""

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.models import DeskRow


def named(airport: str, agency: str) -> DeskRow | None:
    """An agency's desk at an airport, if it has one."""
    return DeskRow.objects.filter(airport=airport, agency=agency).first()


def seen(by: User) -> QuerySet[DeskRow]:
    """The desks of the person's agency and its regions; every one at the centre."""
    rows = DeskRow.objects.all()
    return rows if by.viewer.at_centre else rows.filter(agency__in=by.viewer.agencies)


def put(airport: str, agency: str, *, decision_first: bool, keep_hours: int) -> DeskRow:
    """Set a desk up, or change how it works."""
    row, _ = DeskRow.objects.update_or_create(
        airport=airport,
        agency=agency,
        defaults={"decision_first": decision_first, "keep_hours": keep_hours},
    )
    return row
