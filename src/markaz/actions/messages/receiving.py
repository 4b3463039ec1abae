"""Receiving a message: read at once, kept unchanged; a report only when a person says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from markaz.accounts.models import User
from markaz.checking.question import Question
from markaz.checking.statements import questions
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.intake.messages.drafts import MessageDraft, drafts
from markaz.intake.messages.pieces import pieces
from markaz.intake.messages.reading import read
from markaz.intake.messages.writing import LONGEST
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


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text of any length as the messages it was read into; `rest` is what nobody read yet.

    `empty` counts the pieces in which nothing to report was read: they are not kept.
    """

    messages: tuple[Received, ...]
    empty: int
    letters: int
    rest: str


def receive_text(
    text: str, *, dated: date | None, by: User, now: datetime, at_most: int | None = None
) -> Pasted:
    """Keep a text of any length, in pieces where it is longer than a message; at most so many.

    Each piece is a message and a transaction of its own: what was kept before a failure stands,
    and the same text again repeats it.

    Raises:
        InvalidValueError: it is empty, or nothing in it states anything to report.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    found: list[Received] = []
    letters = empty = 0
    for piece, received in islice(receive_each(text, dated=dated, by=by, now=now), at_most):
        letters += piece
        if received is None:
            empty += 1
        else:
            found.append(received)
    if not found:
        raise InvalidValueError(
            "Nothing in the first {letters:,} letters was read as a seizure, an arrest or a"
            " clearance: paste the messages themselves, or hand in a file of rows.",
            letters=letters,
        )
    return Pasted(tuple(found), empty, letters, text[letters:])


def receive_each(
    text: str, *, dated: date | None, by: User, now: datetime
) -> Iterator[tuple[int, Received | None]]:
    """Keep a text piece by piece: how long each is and what it became, None where it tells nothing.

    Only one piece is held in memory at a time.

    Raises:
        InvalidValueError: the text is one message, and it is empty or tells nothing to report.
    """
    several = len(text) > LONGEST
    for piece in pieces(text):
        try:
            yield len(piece), receive_message(piece, dated=dated, by=by, now=now)
        except InvalidValueError:
            if not several:
                raise
            yield len(piece), None


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
    if not new:
        return opened(message, repeated=True)
    named = drafts(looked.reading, text=text, reference=str(message), dated=dated)
    return Received(looked.reading, named, message.id)


def opened(message: MessageRow, *, repeated: bool = False) -> Received:
    """A message that is kept, read again."""
    reading = read(message.text, on=message.dated)
    found = drafts(reading, text=message.text, reference=str(message), dated=message.dated)
    return Received(reading, found, message.id, repeated)
