"""What each side of a conflict is told of the other, before and after both consent.

Before: an agency and whom to ring, and nothing that depends on the other operation's place, time,
kind or target: not the distance, nor the radius, whose size would give the kind away.  Of a silent
operation not even the agency: the centre's desk speaks for it.
"""

from dataclasses import dataclass

from markaz.deconfliction.rules import Rules
from markaz.records.errors import NotASideError
from markaz.records.operations.conflict import Conflict
from markaz.records.operations.operation import Operation, OperationKey, Window
from markaz.records.operations.shape import Shape


@dataclass(frozen=True, slots=True)
class Details:
    """What both sides have agreed to show each other."""

    key: OperationKey
    kind: str
    window: Window
    shape: Shape
    target: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Whom one side should ring; details only after both have consented."""

    agency: str
    contact: str
    details: Details | None = None


def notice(
    conflict: Conflict, *, to: OperationKey, left: Operation, right: Operation, rules: Rules
) -> Notice:
    """What one side of a conflict is told of the other.

    Args:
        conflict: the conflict as it stands.
        to: the side that is told.
        left: the conflict's left operation.
        right: its right one.
        rules: the desk's, which name who speaks for a silent operation.

    Raises:
        NotASideError: whoever asks has no part in it, or the operations are not the conflict's.
    """
    if to not in conflict.sides or conflict.sides != (left.key, right.key):
        raise NotASideError
    other = right if to == left.key else left
    if conflict.consented:
        details = Details(other.key, other.kind, other.window, other.shape, other.target)
        return Notice(other.key.agency, other.contact, details)
    return before_consent(other, rules=rules)


def before_consent(other: Operation, *, rules: Rules) -> Notice:
    """What may be told of an operation whose agency has consented to nothing."""
    if other.silent:
        return Notice(rules.desk.agency, rules.desk.contact)
    return Notice(other.key.agency, other.contact)
