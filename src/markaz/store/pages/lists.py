"""What the pages read from the tables; each function shows only what the person may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet, Sum

from markaz.accounts.models import User
from markaz.governance.marking import OPEN_TO_MEMBERS
from markaz.governance.permissions import Permission, require
from markaz.governance.visibility import Viewer, may_see
from markaz.store.models import (
    AuditRow,
    Batch,
    Edition,
    Job,
    QuestionRow,
    ReportRow,
    SetAsideRow,
)

Row = TypeVar("Row", bound=Model)
# The agency that each source belongs to, for sources that are one agency's own.
Owners = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows of a list, and how many the whole list has."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person's agency."""

    batches: int
    set_aside: int
    questions: int
    jobs: int


def visible_reports(viewer: Viewer) -> QuerySet[ReportRow]:
    """Every revision that the one visibility rule lets this viewer see."""
    if viewer.at_centre:
        return ReportRow.objects.all()
    if not viewer.agencies:
        return ReportRow.objects.none()
    open_or_own = Q(agency__in=viewer.agencies) | Q(marking__in=OPEN_TO_MEMBERS)
    return ReportRow.objects.filter(open_or_own)


def batches(by: User, *, owners: Owners, limit: int, offset: int = 0) -> Slice[Batch]:
    """Files received, the latest first: those of the person's agency, or all at the centre."""
    return _slice(_batches(by, owners), limit=limit, offset=offset)


def batch(number: int, *, by: User, owners: Owners) -> Batch | None:
    """One file received; None where it is not there or not the person's to see."""
    return _batches(by, owners).filter(id=number).first()


def set_aside(
    by: User, *, owners: Owners, limit: int, batch: int | None = None, offset: int = 0
) -> Slice[SetAsideRow]:
    """Rows that could not be read, of one batch or of all the person may see."""
    rows = SetAsideRow.objects.filter(batch__in=_batches(by, owners)).select_related("batch")
    rows = rows.filter(batch=batch) if batch else rows.order_by("-batch_id", "row")
    return _slice(rows, limit=limit, offset=offset)


def questions(
    by: User, *, owners: Owners, limit: int, batch: int | None = None, offset: int = 0
) -> Slice[QuestionRow]:
    """What the agency should answer, of one batch or of all the person may see."""
    rows = QuestionRow.objects.filter(batch__in=_batches(by, owners)).select_related("batch")
    rows = rows.filter(batch=batch) if batch else rows.order_by("-batch_id", "row")
    return _slice(rows, limit=limit, offset=offset)


def waiting(by: User, *, owners: Owners) -> Waiting:
    """How much of each waits for the person's agency."""
    received = _batches(by, owners).order_by()
    sums = received.aggregate(set_aside=Sum("set_aside"), questions=Sum("questions"))
    busy = _jobs(by).filter(state__in=(Job.State.WAITING, Job.State.RUNNING))
    return Waiting(
        batches=received.count(),
        set_aside=sums["set_aside"] or 0,
        questions=sums["questions"] or 0,
        jobs=busy.count(),
    )


def jobs(by: User, *, limit: int) -> Slice[Job]:
    """Work asked for by the person's agency, the latest first; all of it at the centre."""
    return _slice(_jobs(by), limit=limit, offset=0)


def job(number: int, *, by: User) -> Job | None:
    """One piece of work; None where it is not there or not the person's to see."""
    return _jobs(by).filter(id=number).first()


def editions(by: User) -> tuple[Edition, ...]:
    """The frozen editions, the latest first, without their bytes.

    An edition sums what its maker could see, so only who sees no less may open it.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    kept, viewer = Edition.objects.defer("figures"), by.viewer
    if viewer.at_centre:
        return tuple(kept)
    return tuple(kept.filter(frozen_by__in=_colleagues(viewer.agencies)))


def audit_rows(
    by: User, *, limit: int, offset: int = 0, event: str = "", name: str = ""
) -> Slice[AuditRow]:
    """The audit log, the latest first, of one event or one person where asked."""
    require(by.permissions, Permission.READ_AUDIT)
    rows = AuditRow.objects.all()
    if event:
        rows = rows.filter(event=event)
    if name:
        rows = rows.filter(by=name)
    return _slice(rows, limit=limit, offset=offset)


def _batches(by: User, owners: Owners) -> QuerySet[Batch]:
    viewer = by.viewer
    if viewer.at_centre:
        return Batch.objects.all()
    # A batch carries no marking of its own: it is its agency's, as an AMBER report is.
    own = [
        source
        for source, agency in owners.items()
        if may_see(viewer, agency=agency, marking="AMBER")
    ]
    return Batch.objects.filter(Q(source__in=own) | Q(received_by__in=_colleagues(viewer.agencies)))


def _jobs(by: User) -> QuerySet[Job]:
    viewer = by.viewer
    if viewer.at_centre:
        return Job.objects.all()
    return Job.objects.filter(asked_by__in=_colleagues(viewer.agencies))


def _colleagues(agencies: Collection[str]) -> QuerySet[User, str]:
    return User.objects.filter(agency__in=agencies).values_list("username", flat=True)


def _slice(rows: QuerySet[Row], *, limit: int, offset: int) -> Slice[Row]:
    return Slice(rows=tuple(rows[offset : offset + limit]), total=rows.count())
