"""The one rule on who sees which plan, part and task, as conditions on the tables.

A plan is seen by its own agency, by the watch desk of the centre, and up to AMBER by the agencies
that take part in it.  That two plans clash opens neither of them.
"""

from django.db.models import Q, QuerySet

from markaz.accounts.models import User
from markaz.governance.marking import OPEN_TO_PARTNERS
from markaz.governance.permissions import Permission, Role
from markaz.store.models import ConflictRow, HandoverRow, OperationRow, PartRow, TaskRow


def keeps_watch(by: User) -> bool:
    """Whether the person sits at the watch desk of the centre."""
    return Permission.KEEP_WATCH in by.permissions and by.viewer.at_centre


def speaks_for(by: User, agency: str) -> bool:
    """Whether the person may plan and answer in the name of this agency."""
    if Permission.PLAN_OPERATION not in by.permissions:
        return False
    # Whoever holds the machine's command line enters what an agency telephones in.
    return agency in by.viewer.agencies or by.role == Role.OPERATOR


def operations(by: User) -> QuerySet[OperationRow]:
    """The standing revisions that the person may see."""
    rows = OperationRow.objects.filter(known_to__isnull=True)
    if keeps_watch(by):
        return rows
    own = by.viewer.agencies if _plans(by) else frozenset()
    parts = PartRow.objects.filter(agency__in=own, known_to__isnull=True)
    partners = Q(number__in=parts.values("number"), marking__in=OPEN_TO_PARTNERS)
    return rows.filter(Q(agency__in=own) | partners)


def own_operations(by: User) -> QuerySet[OperationRow]:
    """The standing revisions of the operations that the person's agency planned itself."""
    own = by.viewer.agencies if _plans(by) else frozenset()
    return OperationRow.objects.filter(known_to__isnull=True, agency__in=own)


def conflicts(by: User) -> QuerySet[ConflictRow]:
    """The conflicts that the person answers for: as the watch desk, or as one of the sides."""
    if keeps_watch(by):
        return ConflictRow.objects.all()
    own = own_operations(by).values("number")
    return ConflictRow.objects.filter(Q(left__in=own) | Q(right__in=own))


def tasks(by: User) -> QuerySet[TaskRow]:
    """The tasks and requests that the person's agency gave or was given."""
    if keeps_watch(by):
        return TaskRow.objects.all()
    own = by.viewer.agencies if _plans(by) else frozenset()
    return TaskRow.objects.filter(Q(from_agency__in=own) | Q(to_agency__in=own))


def handovers(by: User) -> QuerySet[HandoverRow]:
    """The notes that the person's own desk left."""
    if not (_plans(by) or keeps_watch(by)):
        return HandoverRow.objects.none()
    return HandoverRow.objects.filter(agency=by.agency)


def _plans(by: User) -> bool:
    return Permission.PLAN_OPERATION in by.permissions
