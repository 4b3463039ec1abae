"""The numbers of an operation's target: read as they are typed, and who else names them.

Two operations of two agencies that name the same number are told to each other as two that come too
near each other are: whom to ring, and nothing of what is shared until both consent.
"""

from collections.abc import Iterable

from markaz.actions.operations import desk_rules
from markaz.records.errors import Bilingual, InvalidValueError
from markaz.records.operations.operation import OperationKey
from markaz.records.operations.target import Target
from markaz.store.models import OperationRow
from markaz.store.operations import targets
from markaz.subjects.identifiers.identifier import Doubt, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.keys import number_key

MOST = 20
_KINDS = {kind.value: kind for kind in IdentifierKind}


def read_numbers(typed: Iterable[str]) -> tuple[Target, ...]:
    """The numbers of typed lines; a kind stands before its number where the number needs one.

    Raises:
        InvalidValueError: a line is no number, may be two things, or there are too many.
    """
    lines = [line.strip() for line in typed if line.strip()]
    if len(lines) > MOST:
        raise InvalidValueError(
            "Name {most} numbers or fewer as targets of one operation.", most=MOST
        )
    return tuple(dict.fromkeys(map(_number, lines)))


def shared(row: OperationRow) -> dict[OperationKey, tuple[Target, ...]]:
    """The live operations that name a number which this one names, and which numbers."""
    return targets.shared_with(row, own_agency=desk_rules.in_force().own_agency)


def typed(row: OperationRow) -> str:
    """The numbers of an operation as lines to be amended."""
    return "\n".join(f"{one.kind}: {one.written}" for one in targets.of(row.number))


def _number(line: str) -> Target:
    word, colon, rest = line.partition(":")
    kind = _KINDS.get(word.strip().lower()) if colon else None
    found = read(rest if kind else line, kind=kind)
    if isinstance(found, Doubt):
        raise InvalidValueError(
            "Target {line!r}: {reason}. Write the kind before it, as in phone:,"
            " or leave it out (kinds: {kinds}).",
            line=line[:60],
            reason=Bilingual(found.reason_en, found.reason_ur),
            kinds=", ".join(_KINDS),
        )
    return Target(found.kind.value, found.canonical, found.written[:64], number_key(found))
