"""The life of a conflict: who is called, who owns it, what both sides say, when it may close.

Every function gives the conflict as it stands afterwards and alters nothing; what may not be done
is refused with a named error.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from markaz.deconfliction.rules import Rules
from markaz.records.errors import (
    AlreadyConsentedError,
    ConflictClosedError,
    ConflictOwnedError,
    NoConsentError,
    NotASideError,
    NotOwnerError,
    OutcomeMissingError,
)
from markaz.records.operations.conflict import (
    Conflict,
    Consent,
    Ending,
    Outcome,
    Step,
    Taken,
)
from markaz.records.operations.operation import OperationKey


def opened(left: OperationKey, right: OperationKey, *, rules: Rules, now: datetime) -> Conflict:
    """A new conflict of two operations, the smaller key first, at the lowest rung."""
    first = Step(rules.ladder[0].rung, now)
    return Conflict(left=left, right=right, opened_at=now, steps=(first,))


def due(conflict: Conflict, *, rules: Rules) -> datetime | None:
    """When the next rung is called; None where somebody owns it or the last rung was called."""
    if conflict.owner or conflict.closed:
        return None
    # Rungs are taken in order, so that as many were called as there are steps.
    waits = [rung.unowned_min for rung in rules.ladder]
    if len(conflict.steps) >= len(waits):
        return None
    return conflict.steps[-1].at + timedelta(minutes=waits[len(conflict.steps) - 1])


def called(conflict: Conflict, *, rules: Rules, now: datetime) -> Conflict:
    """The conflict with every rung called that is due by now, each at the moment it was due.

    Asked late or often, it gives the same steps.
    """
    while (moment := due(conflict, rules=rules)) and moment <= now:
        rung = rules.ladder[len(conflict.steps)].rung
        conflict = replace(conflict, steps=(*conflict.steps, Step(rung, moment)))
    return conflict


def taken(conflict: Conflict, *, by: str, now: datetime) -> Conflict:
    """The conflict in the hands of a person of the desk.

    Raises:
        ConflictOwnedError: somebody owns it.
    """
    _require_open(conflict)
    if conflict.owner:
        raise ConflictOwnedError
    return replace(conflict, taken=(*conflict.taken, Taken(by, now)))


def handed_over(conflict: Conflict, *, to: str, by: str, now: datetime) -> Conflict:
    """The conflict in the hands of another, as at the change of shift.

    Raises:
        NotOwnerError: whoever hands it over does not own it.
    """
    _require_owner(conflict, by=by)
    return replace(conflict, taken=(*conflict.taken, Taken(to, now)))


def consented(conflict: Conflict, *, side: OperationKey, by: str, now: datetime) -> Conflict:
    """The conflict with one side's consent to show its details.

    Raises:
        AlreadyConsentedError: that side consented before.
    """
    _require_side(conflict, side=side)
    if any(one.side == side for one in conflict.consents):
        raise AlreadyConsentedError
    return replace(conflict, consents=(*conflict.consents, Consent(side, by, now)))


def withdrawn(conflict: Conflict, *, side: OperationKey) -> Conflict:
    """The conflict without one side's consent, while the other side has not consented.

    Raises:
        NoConsentError: there is none, or both have consented and so have seen.
    """
    _require_side(conflict, side=side)
    left = tuple(one for one in conflict.consents if one.side != side)
    if conflict.consented or len(left) == len(conflict.consents):
        raise NoConsentError
    return replace(conflict, consents=left)


def ended(conflict: Conflict, outcome: Outcome) -> Conflict:
    """The conflict with what one side says came of it; a later word of that side stands last."""
    _require_side(conflict, side=outcome.side)
    return replace(conflict, outcomes=(*conflict.outcomes, outcome))


def closed(conflict: Conflict, *, by: str, now: datetime) -> Conflict:
    """The conflict closed by its owner.

    Raises:
        NotOwnerError: it is not this person's to close.
        OutcomeMissingError: a side has given no outcome.
    """
    _require_owner(conflict, by=by)
    if {one.side for one in conflict.outcomes} != set(conflict.sides):
        raise OutcomeMissingError
    return replace(conflict, closed_by=by, closed_at=now)


def endings(conflict: Conflict) -> dict[OperationKey, Ending]:
    """The last word of each side that has given one."""
    return {one.side: one.ending for one in conflict.outcomes}


def _require_open(conflict: Conflict) -> None:
    if conflict.closed:
        raise ConflictClosedError


def _require_owner(conflict: Conflict, *, by: str) -> None:
    _require_open(conflict)
    if conflict.owner != by:
        raise NotOwnerError


def _require_side(conflict: Conflict, *, side: OperationKey) -> None:
    _require_open(conflict)
    if side not in conflict.sides:
        raise NotASideError
