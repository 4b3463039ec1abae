"""The clash of the demonstration: two agencies plan, and the watch desk has a conflict to own."""

from datetime import datetime, timedelta

from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.operations import planning
from markaz.actions.operations.planning import Plan
from markaz.cli.desk import console
from markaz.simulation import plans
from markaz.store.operations.plans import standing

_AHEAD_DAYS = 3


def plan_clash(*, by: User, now: datetime) -> None:
    """Enter the two simulated operations, once however often the demonstration is run."""
    day = timezone.localtime(now) + timedelta(days=_AHEAD_DAYS)
    morning = day.replace(hour=9, minute=30, second=0, microsecond=0)
    for planned in plans.clashing(morning):
        if standing(planned.agency, planned.reference):
            continue
        plan = Plan(
            agency=planned.agency,
            reference=planned.reference,
            title=planned.title,
            unit=planned.unit,
            contact=planned.contact,
            kind=planned.kind,
            window=planned.window,
            shape=planned.shape,
            target=planned.target,
            numbers=planned.numbers,
        )
        answer = planning.enter(plan, by=by, now=now)
        for clash in answer.clashes:
            console.print(
                f"Conflict {clash.name} of two simulated operations waits at the watch desk.",
                highlight=False,
            )
