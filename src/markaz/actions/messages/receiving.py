"""Receiving a message: read at once, kept unchanged; a report only when a person says so."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.checking.question import Question
from markaz.checking.statements import questions
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.intake.messages.drafts import MessageDraft, drafts
from markaz.intake.messages.reading import read
from markaz.records.errors import InvalidValueError
from markaz.records.statement import Reading
from markaz.store import audit
from markaz.store.messages import kept
from markaz.store.models import MessageRow

SOURCE = "message"


@dataclass(frozen=True, slots=True)
class Received:
    """A message with its drafts; `message` is None where it was only looked at."""

    reading: Reading
    drafts: tuple[MessageDraft, ...]
    message: int | None = None
    repeated: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the checker asks about the message as a whole."""
        return tuple(questions(self.reading.statements))


def look_at(text: str, *, dated: date | None, by: User) -> Received:
    """What a message states; nothing is kept.

    Raises:
        InvalidValueError: it is empty, or longer than any message.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    reading = read(text, on=dated)
    return Received(reading, drafts(reading, text=text, reference="MSG", dated=dated))


def receive_message(text: str, *, dated: date | None, by: User, now: datetime) -> Received:
    """Keep a message, unchanged and once, and log its receipt.

    Raises:
        InvalidValueError: it is empty, longer than any message, or states nothing to report.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    # A database of text holds no letter nought.
    text = text.replace("\x00", " ")
    looked = look_at(text, dated=dated, by=by)
    if not looked.drafts:
        raise InvalidValueError(
            "Nothing in the message was read as a seizure, an arrest or a clearance: file it by"
            " the form."
        )
    with transaction.atomic():
        message, new = kept.keep(text, agency=by.agency, dated=dated, by=by.username, now=now)
        audit.log(
            Event.MESSAGE_RECEIVED,
            subject=str(message),
            by=by,
            now=now,
            details={"sha256": message.sha256, "repeated": not new, "drafts": len(looked.drafts)},
        )
    return opened(message, repeated=not new)


def opened(message: MessageRow, *, repeated: bool = False) -> Received:
    """A message that is kept, read again."""
    reading = read(message.text, on=message.dated)
    found = drafts(reading, text=message.text, reference=str(message), dated=message.dated)
    return Received(reading, found, message.id, repeated)
