"""Requests for information, to a partner or by one: served, answered, postponed, ended."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange import partners
from markaz.actions.exchange.sharing.agreeing import permit, worded
from markaz.actions.exchange.talking import corresponding
from markaz.governance.audit import Event
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError, Listed
from markaz.store import audit
from markaz.store.exchange.releasing import requests
from markaz.store.models import RequestAct, RequestRow

Direction = RequestRow.Direction
Kind = RequestAct.Kind
_ANSWERS = (Kind.PART, Kind.ANSWER)
# Admiralty: how reliable the source is, and how credible what it says.
RELIABILITIES, CREDIBILITIES = "ABCDEF", "123456"
_LONGEST_REFERENCE, _LONGEST_EVIDENCE = 160, 255


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is entered; `reference` is what the asker calls it."""

    direction: str
    partner: str
    question: str
    purpose: str
    legal_basis: str
    due_at: datetime
    reference: str = ""
    marking: str = DEFAULT_MARKING.value


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a request; `at` is when, `grade` of an answer such as B2."""

    kind: str
    at: datetime
    words: str = ""
    evidence: str = ""
    grade: str = ""
    due_at: datetime | None = None


@transaction.atomic
def enter(asked: Asked, *, by: User, now: datetime) -> RequestRow:
    """Enter a request to a partner or by one.

    Raises:
        InvalidValueError: something is missing or unknown, or it would be overdue at once.
    """
    permit(by, Permission.EXCHANGE)
    if asked.direction not in set(Direction):
        raise InvalidValueError("Say who asks: out for the centre, in for the partner.")
    if asked.marking not in set(Marking):
        raise InvalidValueError(
            "No marking is called {marking!r}: use {known}.",
            marking=asked.marking,
            known=", ".join(Marking),
        )
    if asked.due_at <= now:
        raise InvalidValueError("The answer would be overdue already: give a later moment.")
    if len(asked.reference) > _LONGEST_REFERENCE:
        raise InvalidValueError(
            "Write the reference in {most} letters or fewer.", most=_LONGEST_REFERENCE
        )
    row = RequestRow.objects.create(
        direction=asked.direction,
        partner=partners.named(asked.partner),
        reference=asked.reference.strip(),
        question=worded(asked.question, InvalidValueError("Write what is asked.")),
        purpose=worded(asked.purpose, InvalidValueError("Say for what purpose it is asked.")),
        legal_basis=worded(
            asked.legal_basis, InvalidValueError("Name the law or treaty on which it is asked.")
        ),
        marking=asked.marking,
        due_at=asked.due_at,
        entered_by=by.username,
        entered_at=now,
    )
    audit.log(
        Event.REQUEST_ENTERED,
        subject=f"request {row.name}",
        by=by,
        now=now,
        details={
            "direction": row.direction,
            "partner": row.partner.name,
            "purpose": row.purpose,
            "due_at": row.due_at.isoformat(),
        },
    )
    return row


@transaction.atomic
def move_on(name: str, step: Step, *, by: User, now: datetime) -> RequestAct:
    """Write down what happened to an open request; an answer in full or a refusal ends it.

    Raises:
        InvalidValueError: it is ended, or the step lacks what it must have.
    """
    permit(by, Permission.EXCHANGE)
    row = requests.locked(name)
    if row is None:
        raise InvalidValueError(
            "There is no request {name!r}: look its name up.", name=name.strip()
        )
    if row.ended_at is not None:
        raise InvalidValueError("This request is ended: enter a new one.")
    reliability, credibility = _graded(step)
    _demand_sound(row, step, now=now)
    act = RequestAct.objects.create(
        request=row,
        kind=step.kind,
        words=" ".join(step.words.split()),
        evidence=" ".join(step.evidence.split()),
        source_reliability=reliability,
        information_credibility=credibility,
        due_at=step.due_at if step.kind == Kind.POSTPONED else None,
        at=step.at,
        by=by.username,
        entered_at=now,
    )
    requests.follow(row, act)
    corresponding.tell(row, act, by=by, now=now)
    audit.log(
        Event.REQUEST_MOVED_ON,
        subject=f"request {row.name}",
        by=by,
        now=now,
        details={"step": act.kind, "evidence": act.evidence, "due_at": row.due_at.isoformat()},
    )
    return act


def _graded(step: Step) -> tuple[str, str]:
    """The two halves of a grade; only an answer has one, and every answer has."""
    if step.kind not in _ANSWERS:
        return "", ""
    grade = step.grade.strip().upper()
    if len(grade) != len("A1") or grade[0] not in RELIABILITIES or grade[1] not in CREDIBILITIES:
        raise InvalidValueError("Grade the answer: A to F for its source and 1 to 6, such as B2.")
    return grade[0], grade[1]


def _demand_sound(row: RequestRow, step: Step, *, now: datetime) -> None:
    if step.kind not in set(Kind):
        raise InvalidValueError(
            "A request is moved on by one of: {listed}.", listed=Listed(tuple(Kind))
        )
    if step.at > now:
        raise InvalidValueError("That is yet to come: give the moment at which it happened.")
    if step.kind == Kind.SERVED and not step.evidence.strip():
        raise InvalidValueError("Say by what the service can be proved, such as a letter's number.")
    if len(step.evidence) > _LONGEST_EVIDENCE:
        raise InvalidValueError(
            "Write the evidence in {most} letters or fewer.", most=_LONGEST_EVIDENCE
        )
    if step.kind != Kind.SERVED:
        worded(step.words, InvalidValueError("Write what was answered, or why."))
    if step.kind == Kind.POSTPONED and (step.due_at is None or step.due_at <= row.due_at):
        raise InvalidValueError("Give the later moment by which the answer is due now.")
