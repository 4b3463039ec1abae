"""The drafts of messages: filed, mended or dropped by a person; only then is there a report."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.filing import typed
from markaz.actions.filing.drafts import FiledDraft, file_draft
from markaz.actions.messages.receiving import Received, opened
from markaz.actions.voices import judging, proposing
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.intake.messages.drafts import MessageDraft, of_reference
from markaz.records.errors import InvalidValueError
from markaz.records.statement import Scope
from markaz.store import audit
from markaz.store.messages import kept
from markaz.store.models import MessageDraftRow, MessageRow

# So many at once: what is settled makes room for the next.
MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message with what was read from it, and what became of its drafts so far."""

    message: MessageRow
    received: Received
    settled: dict[int, MessageDraftRow]

    @property
    def open(self) -> tuple[MessageDraft, ...]:
        """The drafts that nobody settled yet."""
        return tuple(one for one in self.received.drafts if one.begins not in self.settled)


def waiting(*, by: User) -> tuple[Waiting, ...]:
    """The messages of the person's agency, or of all at the centre, with drafts to settle."""
    require(by.permissions, Permission.RECEIVE_FILE)
    return tuple(map(_waiting, kept.waiting(by.viewer, at_most=MOST)))


def look_at(number: int, *, by: User) -> Waiting | None:
    """One message, None where there is none that the person may see."""
    require(by.permissions, Permission.RECEIVE_FILE)
    message = kept.visible(number, by.viewer)
    return _waiting(message) if message else None


def named(reference: str, *, by: User) -> tuple[Waiting, MessageDraft]:
    """The draft that waits under a reference, with its message.

    Raises:
        InvalidValueError: none does.
    """
    number = reference.removeprefix("MSG-").partition("-")[0]
    held = look_at(int(number), by=by) if number.isdecimal() else None
    draft = of_reference(held.open, reference) if held else None
    if held is None or draft is None:
        raise InvalidValueError("No draft of this reference waits: look at the list again.")
    return held, draft


def agency_of(draft: MessageDraft, *, by: User) -> str:
    """The agency that files a draft: the one it names, where the person may file for it."""
    may = by.viewer.at_centre or draft.agency in by.viewer.agencies
    return draft.agency if draft.agency and may else by.agency


def file_message_draft(reference: str, *, by: User, now: datetime) -> FiledDraft[MessageDraft]:
    """File a draft as it stands; one that cannot be filed stays where it is.

    Raises:
        InvalidValueError: no such draft waits.
    """
    held, draft = named(reference, by=by)
    with transaction.atomic():
        message = kept.alone(held.message.id)
        named(reference, by=by)
        filed = file_draft(draft, agency=agency_of(draft, by=by), by=by, now=now)
        if filed.number:
            _settled(message, draft, report=filed.number, reason="", by=by, now=now)
            _told_beside(draft, filed.number, by=by, now=now)
    return filed


def file_mended(reference: str, report: typed.Typed, *, by: User, now: datetime) -> typed.Filed:
    """File a draft as a person mended it in the form, under the draft's own reference.

    Raises:
        InvalidValueError: no such draft waits, or what was typed cannot be read.
    """
    held, draft = named(reference, by=by)
    # How many events a brief sums has no field on the form.
    summed = {name: value for name, value in draft.typed().items() if name == "event_count"}
    told = {**summed, **report, "reference": reference}
    with transaction.atomic():
        message = kept.alone(held.message.id)
        named(reference, by=by)
        filed = typed.file_report(told, by=by, now=now, source=draft.source)
        _settled(message, draft, report=filed.number, reason="mended", by=by, now=now)
        _told_beside(draft, filed.number, by=by, now=now)
    return filed


def drop(reference: str, *, reason: str, by: User, now: datetime) -> None:
    """Make no report of a draft; the message stays kept, with the reason.

    Raises:
        InvalidValueError: no such draft waits, or no reason is given.
    """
    if not reason.strip():
        raise InvalidValueError("Say why no report is made of it: it is kept.")
    held, draft = named(reference, by=by)
    with transaction.atomic():
        message = kept.alone(held.message.id)
        named(reference, by=by)
        _settled(message, draft, report=None, reason=reason.strip(), by=by, now=now)


@transaction.atomic
def _settled(
    message: MessageRow,
    draft: MessageDraft,
    *,
    report: int | None,
    reason: str,
    by: User,
    now: datetime,
) -> None:
    kept.settle(message, draft.begins, report=report, reason=reason, by=by.username, now=now)
    kept.close(message, [one.begins for one in opened(message).drafts], now=now)
    audit.log(
        Event.MESSAGE_DRAFT_FILED if report else Event.MESSAGE_DRAFT_DROPPED,
        subject=draft.reference,
        by=by,
        now=now,
        details={"message": message.id, "report": report, "reason": reason},
    )


def _told_beside(draft: MessageDraft, report: int, *, by: User, now: datetime) -> None:
    """Let the report stand beside those that other messages tell the same in."""
    if draft.statement.scope == Scope.WHOLE:
        judging.follow(report, by=by, now=now)
    else:
        proposing.propose(report, by=by, now=now)


def _waiting(message: MessageRow) -> Waiting:
    return Waiting(message, opened(message), kept.settled(message))
