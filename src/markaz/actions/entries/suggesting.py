"""Which mentions may be one subject: compared in one go, shown with reasons, judged by a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects import keeping
from markaz.actions.subjects.looking import as_mention
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.models import SuggestionRow
from markaz.store.subjects import lookup, seeing, suggestions
from markaz.store.subjects.lookup import Held
from markaz.subjects.lookup.pairing import pairs
from markaz.subjects.mentions.comparing import Comparison, compare

_AT_ONCE = 400
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Suggested:
    """What one comparison of all new mentions came to."""

    compared: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two mentions as they stand today, and what speaks for and against one subject.

    `subject` is whose one of them is already, and `page` that file's public name; None and empty
    where a file would have to be opened.
    """

    id: int
    left: Held
    right: Held
    comparison: Comparison
    subject: int | None
    page: str


@transaction.atomic
def suggest(*, by: User, now: datetime) -> Suggested:
    """Compare the mentions that came since the last time with all, and keep what may be one.

    What was suggested before is not suggested again, whatever was said of it.  What a limit holds
    back (a birth date alone, two identity cards, one word of a name) is never suggested.
    """
    require(by.permissions, Permission.CONSOLIDATE)
    bulk.one_at_a_time("lookup")
    last = suggestions.last_mention()
    spill = settings.MARKAZ_HOME
    found = pairs(suggestions.keys(), after=suggestions.compared_to(), spill=spill)
    known = suggestions.known()
    columns = zip(found["left"].to_pylist(), found["right"].to_pylist(), strict=True)
    fresh = (pair for pair in columns if pair not in known)
    compared = 0
    worth: list[tuple[int, int, float]] = []
    while some := list(islice(fresh, _AT_ONCE)):
        compared += len(some)
        worth += _worth(some)
    kept = suggestions.keep(worth, now=now)
    suggestions.keep_run(last=last, compared=compared, suggested=kept, by=by, now=now)
    audit.log(
        Event.MENTIONS_COMPARED,
        subject=f"mentions to {last}",
        by=by,
        now=now,
        details={"compared": compared, "suggested": kept},
    )
    return Suggested(compared, kept)


def waiting(*, by: User, limit: int, offset: int = 0) -> tuple[list[Suggestion], int]:
    """What waits for the person, the surest first, and how much in all."""
    require(by.permissions, Permission.CHECK)
    rows = suggestions.waiting(by)
    some = list(rows[offset : offset + limit])
    return list(_shown(some)), rows.count()


@transaction.atomic
def accept(number: int, *, by: User, now: datetime) -> int | None:
    """Say that both are one subject's: the other mention joins the file that one is in.

    Gives the file; None where neither is in one, and a person must first open it from both.
    """
    one = _open(number, by=by)
    if one.subject is None:
        return None
    left_kept = one.left.subject is not None
    reason = "; ".join(reason.en for reason in one.comparison.reasons if reason.bits)
    keeping.claim_mention(
        one.subject,
        one.right.id if left_kept else one.left.id,
        reason=reason[:_LONGEST],
        rule="suggested",
        by=by,
        now=now,
    )
    _judge(one, state="accepted", reason="", by=by, now=now)
    return one.subject


@transaction.atomic
def refuse(number: int, *, reason: str, by: User, now: datetime) -> None:
    """Say that they are not one subject's; nobody is asked again."""
    one = _open(number, by=by)
    said = " ".join(reason.split())
    if not said or len(said) > _LONGEST:
        raise InvalidValueError(
            "Say in {most} letters or fewer why they are not one.", most=_LONGEST
        )
    _judge(one, state="refused", reason=said, by=by, now=now)


@transaction.atomic
def opened_from(mentions: Sequence[int], *, by: User, now: datetime) -> None:
    """Of mentions from which one file was opened, every suggestion is accepted by that."""
    rows = suggestions.between(mentions)
    numbers = [row.id for row in rows.filter(state="open")]
    suggestions.judge(rows, state="accepted", reason="", by=by, now=now)
    for number in numbers:
        _log(number, "accepted", by=by, now=now)


def _open(number: int, *, by: User) -> Suggestion:
    require(by.permissions, Permission.KEEP_SUBJECTS)
    found = list(_shown(list(suggestions.waiting(by).filter(id=number))))
    if not found:
        raise InvalidValueError("No suggestion {number} waits for you.", number=number)
    return found[0]


def _judge(one: Suggestion, *, state: str, reason: str, by: User, now: datetime) -> None:
    rows = SuggestionRow.objects.filter(id=one.id)
    suggestions.judge(rows, state=state, reason=reason, by=by, now=now)
    _log(one.id, state, by=by, now=now)


@transaction.atomic
def _log(number: int, state: str, *, by: User, now: datetime) -> None:
    audit.log(
        Event.SUGGESTION_JUDGED,
        subject=f"suggestion {number}",
        by=by,
        now=now,
        details={"state": state},
    )


def _worth(some: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, float]]:
    """Of these pairs those that a person should judge, each with its weight."""
    held = _standing(some)
    for left, right in some:
        if left not in held or right not in held or _settled(held[left], held[right]):
            continue
        comparison = _compared(held[left], held[right])
        if comparison.suggestible:
            yield left, right, comparison.weight


def _settled(left: Held, right: Held) -> bool:
    """Whether they are of different kinds, or files hold both: one by one, or both in one."""
    return left.kind != right.kind or (left.subject is not None and right.subject is not None)


def _shown(rows: Sequence[SuggestionRow]) -> Iterator[Suggestion]:
    held = _standing([(row.left_id, row.right_id) for row in rows])
    pages = seeing.pages({one.subject for one in held.values() if one.subject is not None})
    for row in rows:
        left, right = held[row.left_id], held[row.right_id]
        whose = left.subject if left.subject is not None else right.subject
        page = pages[whose] if whose is not None else ""
        yield Suggestion(row.id, left, right, _compared(left, right), whose, page)


def _standing(some: Sequence[tuple[int, int]]) -> Mapping[int, Held]:
    return lookup.fetch({mention for pair in some for mention in pair})


def _compared(left: Held, right: Held) -> Comparison:
    return compare(as_mention(left, on=left.occurred), as_mention(right, on=right.occurred))
