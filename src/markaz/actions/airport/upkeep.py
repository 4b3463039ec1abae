"""The end of what is kept of persons without a case: done by the worker, as the operator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task

from markaz.accounts.models import User
from markaz.airport.retention import Held, due
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.store import audit, setup
from markaz.store.airport import scans, travellers
from markaz.store.airport.queued import waits
from markaz.store.models import DeskRow

_EVERY = timedelta(minutes=15)
# Of a case, what was read of persons is masked after six months (Directive 2016/681, article 12).
MASKED_AFTER = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Expired:
    """How many rows and pictures ended, and how many were masked."""

    documents: int
    scans: int
    masked: int


@transaction.atomic
def expire(*, by: User, now: datetime) -> Expired:
    """Delete what was read of persons without a case whose time is over, and mask what is old.

    The pictures of bags without a case end with it: a file may name whose bag it was.
    """
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    documents = erased = 0
    for desk in DeskRow.objects.all():
        hours = desk.keep_hours
        documents += travellers.delete(due(_read(desk), now=now, hours=hours))
        erased += scans.erase(due(_seen(desk), now=now, hours=hours), now=now)
    masked = travellers.mask(before=now - MASKED_AFTER, now=now)
    ended = Expired(documents, erased, masked)
    if documents or erased or masked:
        audit.log(
            Event.PERSONS_EXPIRED,
            subject="airport desks",
            by=by,
            now=now,
            details={"documents": documents, "scans": erased, "masked": masked},
        )
    return ended


def _read(desk: DeskRow) -> Iterator[Held]:
    for row in travellers.of_desk(desk):
        yield Held(row.id, row.at, has_case=row.case_id is not None)


def _seen(desk: DeskRow) -> Iterator[Held]:
    for row in scans.kept(desk):
        yield Held(row.id, row.received_at, has_case=hasattr(row, "case"))


def wind(now: datetime) -> None:
    """Let the worker look again in a quarter of an hour, where the work queue can wait."""
    if default_task_backend.supports_defer:
        look.using(run_after=now + _EVERY).enqueue()


def wind_first() -> None:
    """Begin to look as a worker starts; one look that waits already is enough."""
    if default_task_backend.supports_defer and not waits(look.module_path):
        look.enqueue()


@task()
def look() -> None:
    """Expire what is due, and look again."""
    now = timezone.now()
    expire(by=setup.operator(), now=now)
    wind(now)
