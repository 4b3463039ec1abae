"""The live operations in memory, brought up to date from the tables before every answer.

Each process holds its own.  An answer is given only inside a transaction that nobody else enters
operations beside, after everything that others have committed was taken in: of two officers who
enter at the same instant the second one waits, and is told of the first.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from django.db import connections

from markaz.actions.operations import desk_rules
from markaz.deconfliction.live import LiveOperations
from markaz.records.operations.conflict import Overlap
from markaz.records.operations.operation import Operation, OperationKey
from markaz.store.models import OperationRow
from markaz.store.operations import plans

# What is over is let go of now and then: it can meet nothing that is still to come.
_TIDY = timedelta(minutes=10)


@dataclass(slots=True)
class _Memory:
    lock: Lock = field(default_factory=Lock)
    live: LiveOperations | None = None
    edition: str = ""
    last: int = 0
    mark: UUID | None = None
    tidied: datetime | None = None


_memory = _Memory()


def overlaps(operation: Operation, *, now: datetime) -> tuple[Overlap, ...]:
    """Every overlap with an operation that is planned or under way; call it inside a transaction.

    Nobody else enters or changes an operation before that transaction ends.
    """
    plans.alone()
    with _memory.lock:
        return _caught_up(now).overlaps(operation)


def warm(*, now: datetime) -> None:
    """Take in what is live ahead of the first question; for a thread of its own.

    Nothing is answered here, so that no lock on the tables is needed: whoever asks takes in
    under the lock what was kept since.
    """
    with _memory.lock:
        _caught_up(now)
    connections.close_all()


def _caught_up(now: datetime) -> LiveOperations:
    edition, live = desk_rules.edition(), _memory.live
    # A clock that went back would miss what was let go of; a restore changes the past.
    went_back = _memory.tidied is not None and now < _memory.tidied
    if live is None or edition != _memory.edition or went_back or not _still_there():
        return _built(now, edition)
    # Until all is taken in the memory counts as none: a failure half-way leaves nothing stale.
    _memory.live = None
    latest = plans.latest_change()
    for row in plans.changes_after(_memory.last):
        _take_in(live, row)
    return _kept(live, latest, now=now)


def _still_there() -> bool:
    if _memory.last:
        return plans.holds(_memory.last, _memory.mark)
    return True


def _built(now: datetime, edition: str) -> LiveOperations:
    _memory.live, _memory.edition, _memory.tidied = None, edition, None
    latest = plans.latest_change()
    live = LiveOperations(map(plans.record, plans.active()), rules=desk_rules.in_force())
    return _kept(live, latest, now=now)


def _kept(
    live: LiveOperations, latest: tuple[int, UUID | None], *, now: datetime
) -> LiveOperations:
    if _memory.tidied is None or now - _memory.tidied > _TIDY:
        live.retire(now=now)
        _memory.tidied = now
    (_memory.last, _memory.mark), _memory.live = latest, live
    return live


def _take_in(live: LiveOperations, row: OperationRow) -> None:
    key = OperationKey(row.agency, row.reference)
    if key in live:
        live.remove(key)
    if row.state in plans.ACTIVE:
        live.add(plans.record(row))
