"""The ladder as the clock climbs it: nobody took a conflict, so the next desk is called."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task

from markaz.accounts.models import User
from markaz.actions.operations import desk_rules
from markaz.deconfliction import ladder
from markaz.governance.audit import Event
from markaz.store import audit, setup
from markaz.store.operations import conflicts, plans


@transaction.atomic
def call_due(*, by: User, now: datetime) -> int:
    """Call every rung that is due on any open conflict; asked late or often it gives the same.

    Gives how many were called.
    """
    plans.alone()
    called, rules = 0, desk_rules.in_force()
    for row in conflicts.to_be_called(rungs=len(rules.ladder)):
        before = conflicts.record(row)
        after = ladder.called(before, rules=rules, now=now)
        rungs = conflicts.keep_steps(row, before, after)
        if rungs:
            audit.log(Event.DESK_CALLED, subject=str(row), by=by, now=now, details={"rungs": rungs})
        called += len(rungs)
    return called


def wind(due: datetime | None) -> None:
    """Let the worker look again at this moment, where the work queue can wait for one.

    Where it cannot, whoever opens a page of the desk still sees every rung that was due.
    """
    if due is not None and default_task_backend.supports_defer:
        transaction.on_commit(lambda: look.using(run_after=due).enqueue())


def wind_new(*, now: datetime) -> None:
    """Let the worker look again when the second rung of what is opened now is due."""
    first = desk_rules.in_force().ladder[0]
    if first.unowned_min:
        wind(now + timedelta(minutes=first.unowned_min))


def next_due() -> datetime | None:
    """When the next rung of any open conflict is due."""
    rules = desk_rules.in_force()
    rows = conflicts.to_be_called(rungs=len(rules.ladder))
    dues = (ladder.due(conflicts.record(row), rules=rules) for row in rows)
    return min((due for due in dues if due is not None), default=None)


@task()
def look() -> None:
    """Call what is due, as the machine's own operator, and look again when more is."""
    call_due(by=setup.operator(), now=timezone.now())
    wind(next_due())
