"""The course of an operation: who takes part, its start, its end with a result, its calling off."""

from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.operations import clashing, desk_rules, planning
from markaz.data.agencies import AGENCIES
from markaz.deconfliction import lead_time
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.models import OperationRow, PartRow
from markaz.store.operations import parts, plans, seeing

State = OperationRow.State


@transaction.atomic
def start(agency: str, reference: str, *, by: User, now: datetime) -> OperationRow:
    """Say that an operation is under way.

    Raises:
        FiledLateError: it was filed late and no supervisor has allowed it.
    """
    row = _own(agency, reference, by=by)
    if row.state == State.LIVE:
        raise InvalidValueError("This operation is under way already.")
    lead_time.require_lead_time(plans.record(row), rules=desk_rules.in_force())
    return _moved_on(row, {"state": State.LIVE}, by=by, now=now)


@transaction.atomic
def close(agency: str, reference: str, *, result: str, by: User, now: datetime) -> OperationRow:
    """Close an operation with what came of it."""
    row = _own(agency, reference, by=by)
    if not result.strip():
        raise InvalidValueError("An operation closes with its result: write what came of it.")
    closed = _moved_on(row, {"state": State.CLOSED, "result": result.strip()}, by=by, now=now)
    clashing.moved(closed, {}, by=by, now=now)
    return closed


@transaction.atomic
def cancel(agency: str, reference: str, *, reason: str, by: User, now: datetime) -> OperationRow:
    """Call an operation off."""
    row = _own(agency, reference, by=by)
    if not reason.strip():
        raise InvalidValueError("Say why the operation is called off: the reason is kept.")
    gone = _moved_on(row, {"state": State.CANCELLED, "result": reason.strip()}, by=by, now=now)
    clashing.moved(gone, {}, by=by, now=now)
    return gone


@transaction.atomic
def give_part(
    agency: str, reference: str, *, partner: str, role: str, by: User, now: datetime
) -> PartRow:
    """Let another agency take part; up to AMBER it sees the operation from then on."""
    row = _own(agency, reference, by=by)
    if partner not in AGENCIES:
        raise InvalidValueError(
            "No agency is called {agency!r}: choose one of the register.", agency=partner
        )
    if role not in set(PartRow.Role.values):
        raise InvalidValueError(
            "No part is called {role!r}: choose {known}.",
            role=role,
            known=", ".join(PartRow.Role.values),
        )
    if partner == row.agency:
        raise InvalidValueError("The agency that planned the operation leads it already.")
    part = parts.add(row, partner, role=role, by=by, now=now)
    _log_part(row, partner, f"given: {role}", by=by, now=now)
    return part


@transaction.atomic
def end_part(agency: str, reference: str, *, partner: str, by: User, now: datetime) -> None:
    """Let an agency take part no longer."""
    row = _own(agency, reference, by=by)
    if partner == row.agency or not parts.end(row, partner, now=now):
        raise InvalidValueError("This agency has no part that could end: look at the list.")
    _log_part(row, partner, "ended", by=by, now=now)


@transaction.atomic
def acknowledge_part(agency: str, reference: str, *, by: User, now: datetime) -> None:
    """Say yes to the part that the person's own agency was given."""
    require(by.permissions, Permission.PLAN_OPERATION)
    row = seeing.operations(by).filter(agency=agency, reference=reference).first()
    done = row and sum(
        parts.acknowledge(row, one, by=by, now=now) for one in sorted(by.viewer.agencies)
    )
    if row is None or not done:
        raise InvalidValueError("Your agency has no part here that waits for its word.")
    _log_part(row, by.agency, "acknowledged", by=by, now=now)


def _own(agency: str, reference: str, *, by: User) -> OperationRow:
    require(by.permissions, Permission.PLAN_OPERATION)
    if not seeing.speaks_for(by, agency):
        raise NotPermittedError("An operation is led by its own agency: ask an officer there.")
    plans.alone()
    return planning.own(agency, reference)


@transaction.atomic
def _moved_on(
    row: OperationRow, changes: dict[str, object], *, by: User, now: datetime
) -> OperationRow:
    revision = plans.revise(row, changes, by=by, now=now)
    audit.log(
        Event.OPERATION_MOVED_ON,
        subject=str(row),
        by=by,
        now=now,
        details={"state": str(revision.state), "revision": revision.id},
    )
    return revision


@transaction.atomic
def _log_part(row: OperationRow, partner: str, said: str, *, by: User, now: datetime) -> None:
    details = {"agency": partner, "part": said}
    audit.log(Event.PART_CHANGED, subject=str(row), by=by, now=now, details=details)
