"""A person's word on a question of the checker: answered, set aside, or open again; with reason."""

from datetime import UTC, datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.checking import asking
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Answer
from markaz.store import audit
from markaz.store.checking import answers
from markaz.store.models import AnswerRow

_SHORTEST_REASON = 3
# Who may answer is who may change what is asked about: reports are received, editions published.
_NEEDED = {
    "batch": Permission.RECEIVE_FILE,
    "message": Permission.RECEIVE_FILE,
    "edition": Permission.PUBLISH_BRIEFING,
}


def may_answer(subject: str, *, by: User) -> bool:
    """Whether the person's role may answer questions of a subject that it may see."""
    needed = _NEEDED.get(subject.partition(" ")[0])
    return needed is not None and needed in by.permissions


@transaction.atomic
def answer(
    subject: str, key: str, said: Answer, *, reason: str, by: User, now: datetime
) -> AnswerRow:
    """Keep a person's word on a question, with its reason; the question itself is not changed.

    Raises:
        InvalidValueError: no such question is asked today, or no reason is given.
    """
    asked = asking.named(subject, by=by, now=now)
    require(by.permissions, _NEEDED[subject.partition(" ")[0]])
    question = next((one for one in asked.questions if one.key == key), None)
    if question is None:
        raise InvalidValueError(
            "No question {key} is asked of {subject} any more: look at its questions again.",
            key=key,
            subject=subject,
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise InvalidValueError("Say in a few words why: the answer is kept with its reason.")
    kept = answers.keep(
        AnswerRow(
            subject=subject,
            key=key,
            rule=question.rule,
            answer=said,
            reason=reason.strip(),
            by=by.username,
            at=now.astimezone(UTC),
        )
    )
    audit.log(
        Event.QUESTION_ANSWERED,
        subject=subject,
        by=by,
        now=now,
        details={
            "question": key,
            "rule": question.rule,
            "answer": said.value,
            "reason": kept.reason,
        },
    )
    return kept
