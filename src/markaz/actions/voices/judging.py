"""A person's word on two briefs: one that was told twice, or two; kept with its reason, undone.

No value is chosen between the two, and they stay aggregates: the word only says that whoever adds
briefs up has one of them and not two.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.voices.heard import drafts_of
from markaz.actions.voices.words import groups, key_of, permit
from markaz.governance.audit import Event
from markaz.intake.messages.drafts import MessageDraft, of_reference
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Verdict
from markaz.records.statement import Scope
from markaz.store import audit
from markaz.store.messages import judged, kept
from markaz.store.models import BriefWord, MessageRow

_SHORTEST_REASON, _LONGEST_REASON = 3, 500
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Judged:
    """A word on two briefs: its name, what was judged, and the reports whose sums it touches."""

    act: str
    briefs: tuple[str, str]
    verdict: Verdict
    reports: tuple[int, ...]


@transaction.atomic
def judge_briefs(
    left: str, right: str, *, verdict: Verdict, reason: str, by: User, now: datetime
) -> Judged:
    """Say of two briefs, by the references of their drafts, that they are one or that they are two.

    Raises:
        InvalidValueError: one of them is no brief, or no reason is given.
        NotPermittedError: the person does not judge, or is not at the centre.
    """
    permit(by)
    judged.alone()
    (row, one), (beside, other) = sorted(
        (_brief(left, by=by), _brief(right, by=by)), key=lambda side: side[0].id
    )
    if row.id == beside.id:
        raise InvalidValueError("A message is not compared with itself: name briefs of two.")
    if verdict not in (Verdict.POSITIVE, Verdict.NEGATIVE):
        raise InvalidValueError("Two briefs are one or two: say same or different.")
    why = _reason(reason)
    pair = (row.id, one.begins), (beside.id, other.begins)
    word = judged.say(pair, verdict, key=key_of(one, other), reason=why, by=by.username, now=now)
    told = Judged(str(word), (one.reference, other.reference), verdict, _link(now=now))
    _log(told, reason=why, by=by, now=now)
    return told


def are_briefs(left: str, right: str, *, by: User) -> bool:
    """Whether both are the references of briefs that the person may see."""
    return all(_named(reference, by=by) is not None for reference in (left, right))


@transaction.atomic
def undo_word(name: str, *, by: User, now: datetime) -> Judged:
    """Take a word on two briefs back: what it judged is as if it had never been said.

    Raises:
        InvalidValueError: no such word stands.
        NotPermittedError: the person does not judge, or is not at the centre.
    """
    permit(by)
    judged.alone()
    number = name[1:]
    said = judged.act(int(number)) if _is_number(number) and name[:1] in "Bb" else None
    if said is None or said.taken_back is not None:
        raise InvalidValueError(
            "There is no act {act} that stands: it may be taken back already.", act=name
        )
    judged.take_back(said.word, by=by.username, now=now)
    told = Judged(str(said.word), _names(said.word), Verdict.WITHDRAWN, _link(now=now))
    _log(told, reason="", by=by, now=now)
    return told


@transaction.atomic
def follow(report: int, *, by: User, now: datetime) -> None:
    """Let a report that was just filed from a brief stand with those that sum the same one."""
    moved = _link(now=now)
    if report in moved:
        audit.log(
            Event.BRIEFS_JUDGED,
            subject=f"report {report}",
            by=by,
            now=now,
            details={"of one brief": list(moved)},
        )


def _link(*, now: datetime) -> tuple[int, ...]:
    """Let the reports of each brief that was told twice stand together; gives who moved.

    A word holds until somebody takes it back, even where a message is read otherwise since: its
    report stays what was filed, and is not counted twice because a table was mended.
    """
    together = list(groups(judged.standing().values()))
    filed = judged.reports_of([brief for group in together for brief in group])
    found = (frozenset(filed[one] for one in group if one in filed) for group in together)
    return judged.link([numbers for numbers in found if len(numbers) > 1], now=now)


def _brief(reference: str, *, by: User) -> tuple[MessageRow, MessageDraft]:
    found = _named(reference, by=by)
    if found is None:
        raise InvalidValueError(
            "There is no brief {name}: give the reference of a draft that sums many events.",
            name=reference,
        )
    return found


def _named(reference: str, *, by: User) -> tuple[MessageRow, MessageDraft] | None:
    name = reference.strip().upper()
    number = name.removeprefix("MSG-").partition("-")[0]
    called = name.startswith("MSG-") and _is_number(number)
    row = kept.visible(int(number), by.viewer) if called else None
    draft = of_reference(drafts_of(row), name) if row else None
    if row is None or draft is None or draft.statement.scope != Scope.WHOLE:
        return None
    return row, draft


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER


def _reason(written: str) -> str:
    why = " ".join(written.split())
    if len(why) < _SHORTEST_REASON:
        raise InvalidValueError("Say in a few words why: the verdict is kept with its reason.")
    if len(why) > _LONGEST_REASON:
        raise InvalidValueError("Say the reason in {most} letters or fewer.", most=_LONGEST_REASON)
    return why


def _names(word: BriefWord) -> tuple[str, str]:
    return str(word.left), str(word.right)


@transaction.atomic
def _log(told: Judged, *, reason: str, by: User, now: datetime) -> None:
    audit.log(
        Event.BRIEFS_JUDGED,
        subject=f"act {told.act}",
        by=by,
        now=now,
        details={
            "verdict": told.verdict.value,
            "reason": reason,
            "briefs": list(told.briefs),
            "of one brief": list(told.reports),
        },
    )
