"""Keeps messages unchanged and once, and what a person made of each draft."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from markaz.governance.visibility import Viewer
from markaz.records.kinds import Grain
from markaz.store.models import MessageDraftRow, MessageRow, ReportRow


@dataclass(frozen=True, slots=True)
class FiledBrief:
    """A brief that was filed: its report and the days that it sums, its message and place there."""

    report: int
    first: date
    last: date
    message: int
    begins: int


def keep(
    text: str, *, agency: str, dated: date | None, by: str, now: datetime
) -> tuple[MessageRow, bool]:
    """The message's row, and whether it is new; the same text again is the same row."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return MessageRow.objects.get_or_create(
        agency=agency,
        sha256=sha256,
        defaults={"text": text, "dated": dated, "received_at": now, "received_by": by},
    )


def waiting(viewer: Viewer, *, at_most: int) -> tuple[MessageRow, ...]:
    """Messages with drafts that nobody settled yet, oldest first: the agency's own, or all."""
    rows = MessageRow.objects.filter(settled_at=None)
    if not viewer.at_centre:
        rows = rows.filter(agency__in=viewer.agencies)
    return tuple(rows.order_by("id")[:at_most])


def latest(viewer: Viewer, *, at_most: int) -> tuple[MessageRow, ...]:
    """The messages that came last, settled or not: the agency's own, or all."""
    rows = MessageRow.objects.all()
    if not viewer.at_centre:
        rows = rows.filter(agency__in=viewer.agencies)
    return tuple(rows.order_by("-id")[:at_most])


def recent(*, at_most: int) -> tuple[MessageRow, ...]:
    """The messages that came last, of all agencies: for what only the centre is shown."""
    return tuple(MessageRow.objects.order_by("-id")[:at_most])


def of_reports(numbers: Collection[int]) -> tuple[MessageRow, ...]:
    """The messages that these reports were filed from, for what only the centre is shown."""
    rows = MessageRow.objects.filter(settled_drafts__report__in=numbers)
    return tuple(rows.distinct().order_by("-id"))


def filed_briefs(numbers: Collection[int] | None = None, *, at_most: int) -> tuple[FiledBrief, ...]:
    """The briefs that were filed last, of all agencies or of these reports, as they stand."""
    told = MessageDraftRow.objects.filter(report__isnull=False)
    if numbers is not None:
        told = told.filter(report__in=numbers)
    standing = ReportRow.objects.filter(
        number__in=told.values("report"), known_to=None, grain=Grain.AGGREGATE
    )
    latest = standing.order_by("-number").values_list("number", "occurred_first", "occurred_last")
    days = {number: (first, last) for number, first, last in latest[:at_most] if first and last}
    drafts = MessageDraftRow.objects.filter(report__in=days)
    return tuple(
        FiledBrief(report, *days[report], message, begins)
        for report, message, begins in drafts.values_list("report", "message_id", "begins")
        if report is not None
    )


def of_numbers(numbers: Collection[int]) -> dict[int, MessageRow]:
    """These messages by their numbers, for what only the centre is shown."""
    return MessageRow.objects.in_bulk(numbers)


def visible(number: int, viewer: Viewer) -> MessageRow | None:
    """One message, where it is the viewer's agency's or the viewer is at the centre."""
    rows = MessageRow.objects.filter(id=number)
    if not viewer.at_centre:
        rows = rows.filter(agency__in=viewer.agencies)
    return rows.first()


def alone(number: int) -> MessageRow:
    """The message, locked until the transaction ends: two people do not settle one draft."""
    return MessageRow.objects.select_for_update(no_key=True).get(id=number)


def settled(message: MessageRow) -> dict[int, MessageDraftRow]:
    """What became of the drafts so far, by the place where each begins."""
    return {one.begins: one for one in message.settled_drafts.all()}


def settle(
    message: MessageRow,
    begins: int,
    *,
    report: int | None,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Note what a person made of a draft."""
    MessageDraftRow.objects.create(
        message=message,
        begins=begins,
        report=report,
        reason=reason,
        settled_at=now,
        settled_by=by,
    )


def close(message: MessageRow, drafts: Collection[int], *, now: datetime) -> None:
    """Close the message once each of its drafts is settled."""
    if set(drafts) <= settled(message).keys():
        MessageRow.objects.filter(id=message.id).update(settled_at=now)
