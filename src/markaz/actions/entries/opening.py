"""Opening a file on a subject from the mentions that gave the reason for it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.entries import suggesting
from markaz.actions.subjects import keeping
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.subject import Subject
from markaz.store.models import SubjectRow

MOST_MENTIONS = 50


@transaction.atomic
def open_from(  # noqa: PLR0913 (keyword-only, each its own fact)
    subject: Subject,
    mentions: Sequence[int],
    *,
    agency: str,
    marking: Marking = DEFAULT_MARKING,
    reason: str,
    by: User,
    now: datetime,
) -> SubjectRow:
    """Open a file and say of each mention that it is this subject's, or do none of it.

    Raises:
        InvalidValueError: no mention, one that the person may not see, or another subject's.
    """
    require(by.permissions, Permission.KEEP_SUBJECTS)
    wanted = list(dict.fromkeys(mentions))
    if not 0 < len(wanted) <= MOST_MENTIONS:
        raise InvalidValueError(
            "Name the mentions that the file is opened from, {most} at the most: the numbers"
            " of entries that a check or your list shows.",
            most=MOST_MENTIONS,
        )
    row = keeping.open_subject(subject, agency=agency, marking=marking, by=by, now=now)
    for mention in wanted:
        keeping.claim_mention(row.id, mention, reason=reason, by=by, now=now)
    suggesting.opened_from(wanted, by=by, now=now)
    return row


def mention_numbers(written: str) -> list[int]:
    """The numbers of mentions as typed: with commas or spaces between them.

    Raises:
        InvalidValueError: one is no whole number.
    """
    parts = written.replace(",", " ").replace("،", " ").split()
    for part in parts:
        if not (part.isdecimal() and len(part) <= len("999999999999")):
            raise InvalidValueError(
                "{written!r} is no entry's number: write it as 12.", written=part[:40]
            )
    return [int(part) for part in parts]
