"""An originator's consent to a lower marking of its own report, toward one partner."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange import partners
from markaz.actions.exchange.sharing.agreeing import worded
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.release import lowers
from markaz.records.errors import Bilingual, InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.models import ConsentRow
from markaz.store.pages.lists import visible_reports


@transaction.atomic
def consent(  # noqa: PLR0913 (keyword-only, each its own fact)
    report: int,
    *,
    partner: str,
    lowered_to: str,
    until: date,
    reason: str,
    by: User,
    now: datetime,
) -> ConsentRow:
    """Let one report of one's own agency go to one partner under a lower marking.

    The centre consents for nobody but itself: the word is the originator's.
    """
    row = _own_report(report, by=by)
    if not lowers(row.marking, to=lowered_to):
        raise InvalidValueError(
            "{lowered_to} is not lower than {marking}: choose a more open one.",
            lowered_to=lowered_to or Bilingual("Nothing", "خالی نشان"),
            marking=row.marking,
        )
    if until < timezone.localdate(now):
        raise InvalidValueError("The consent would be over already: give a later day.")
    to = partners.named(partner)
    kept = ConsentRow.objects.create(
        report=report,
        agency=row.agency,
        partner=to,
        marking=row.marking,
        lowered_to=lowered_to,
        until=until,
        reason=worded(reason, InvalidValueError("Say why the marking may be lowered.")),
        by=by.username,
        at=now,
    )
    _log_consent(kept, "given", by=by, now=now)
    return kept


@transaction.atomic
def withdraw_consent(number: int, *, by: User, now: datetime) -> ConsentRow:
    """Take a consent back: nothing more goes by it; what went can be recalled."""
    kept = ConsentRow.objects.filter(id=number, withdrawn_at=None).first()
    if kept is None:
        require(by.permissions, Permission.GIVE_CONSENT)
        raise InvalidValueError("There is no such consent that stands.")
    _own_report(kept.report, by=by)
    kept.withdrawn_by, kept.withdrawn_at = by.username, now
    kept.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _log_consent(kept, "withdrawn", by=by, now=now)
    return kept


def _own_report(number: int, *, by: User) -> "_Report":
    require(by.permissions, Permission.GIVE_CONSENT)
    row = visible_reports(by.viewer).filter(number=number, known_to=None).first()
    if row is None or row.agency not in by.viewer.agencies:
        raise NotPermittedError("A marking is lowered by the agency that gave it: ask that agency.")
    return _Report(row.agency, row.marking)


@dataclass(frozen=True, slots=True)
class _Report:
    agency: str
    marking: str


def _log_consent(kept: ConsentRow, change: str, *, by: User, now: datetime) -> None:
    with transaction.atomic():
        audit.log(
            Event.MARKING_LOWERED,
            subject=f"report {kept.report}",
            by=by,
            now=now,
            details={
                "change": change,
                "partner": kept.partner.name,
                "from": kept.marking,
                "to": kept.lowered_to,
                "until": str(kept.until),
                "reason": kept.reason,
            },
        )
