"""One subject's file as its page shows it; every look at it is in the log."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.network.nodes import is_told
from markaz.governance.audit import Event
from markaz.governance.disclosure import Disclosure, disclosure
from markaz.governance.permissions import Permission, require
from markaz.governance.purpose import stated
from markaz.governance.visibility import Viewer
from markaz.store import audit
from markaz.store.models import AliasRow, BelongingRow, ReportRow, SubjectRow
from markaz.store.pages.lists import visible_reports
from markaz.store.subjects import lookup
from markaz.store.subjects.lookup import Held


@dataclass(frozen=True, slots=True)
class Alias:
    """A name or number of a subject; `report` only where the viewer may see that report."""

    row: AliasRow
    report: int | None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of a subject, the report that it stands in and why it is held to be theirs."""

    held: Held
    report: ReportRow | None
    reason: str


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """A subject as somebody who may see it is shown it; `removed` is its keeper's alone."""

    row: SubjectRow
    label: str
    aliases: tuple[Alias, ...]
    removed: tuple[Alias, ...]
    mentions: tuple[Mentioned, ...]
    keeps: bool


@transaction.atomic
def view_subject(name: str, *, purpose: str, by: User, now: datetime) -> SubjectFile | None:
    """One subject; who looked, and for what, is written down.  None where it is not theirs.

    Raises:
        PurposeError: it is not said for what.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    why = stated(purpose)
    row = seen(name, viewer=by.viewer)
    if row is None:
        return None
    audit.log(
        Event.SUBJECT_VIEWED,
        subject=f"subject {row.id}",
        by=by,
        now=now,
        details={"purpose": why},
    )
    own = by.viewer.at_centre or row.agency in by.viewer.agencies
    keeps = own and Permission.KEEP_SUBJECTS in by.permissions
    standing = _aliases(row, viewer=by.viewer, standing=True)
    names = sorted(standing, key=lambda one: (one.row.kind != "name", one.row.id))
    return SubjectFile(
        row=row,
        label=names[0].row.written if names else row.name,
        aliases=standing,
        removed=_aliases(row, viewer=by.viewer, standing=False) if keeps else (),
        mentions=_mentions(row, viewer=by.viewer),
        keeps=keeps,
    )


def seen(name: str, *, viewer: Viewer) -> SubjectRow | None:
    """The subject of this name; None where there is none that the viewer may see."""
    row = SubjectRow.objects.filter(name=name.strip().upper()).first()
    if row is None:
        return None
    how = disclosure(viewer, agency=row.agency, marking=row.marking, category=row.category)
    return row if how is Disclosure.ENTRY else None


def _aliases(row: SubjectRow, *, viewer: Viewer, standing: bool) -> tuple[Alias, ...]:
    every = AliasRow.objects.filter(subject=row).order_by("id")
    if standing:
        rows = list(every.filter(ended_at=None))
    else:
        # What was restored since stands under its new row.
        restored = every.filter(restores__isnull=False).values("restores")
        rows = list(every.filter(ended_at__isnull=False).exclude(id__in=restored))
    told = {alias.report for alias in rows if alias.report}
    open_to = set(visible_reports(viewer).filter(number__in=told).values_list("number", flat=True))
    return tuple(Alias(one, one.report if one.report in open_to else None) for one in rows)


def _mentions(row: SubjectRow, *, viewer: Viewer) -> tuple[Mentioned, ...]:
    """The mentions that are the subject's, the earliest first; its own names stand elsewhere."""
    belonging = BelongingRow.objects.filter(subject=row, ended_at=None).exclude(rule="alias")
    reasons = dict(belonging.values_list("mention_id", "reason"))
    told = [one for one in lookup.fetch(reasons).values() if is_told(one, viewer)]
    numbers = [one.report for one in told if one.report]
    reports = {
        report.number: report
        for report in visible_reports(viewer).filter(number__in=numbers, known_to=None)
    }
    found = [Mentioned(one, reports.get(one.report or 0), reasons[one.id]) for one in told]
    return tuple(sorted(found, key=lambda one: (_day(one), one.held.id)))


def _day(one: Mentioned) -> str:
    return str(one.held.occurred or one.held.reported or "")
