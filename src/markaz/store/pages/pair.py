"""Two reports side by side, the incident of each, and what was said of them."""

from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.records.kinds import Verdict
from markaz.store.incidents import links
from markaz.store.models import JudgementRow
from markaz.store.pages.incident import Filed, reports


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the report, its incident, and how many reports tell of that."""

    filed: Filed
    incident: int
    told_by: int


@dataclass(frozen=True, slots=True)
class PairFile:
    """Two visible reports; `said` is the verdict that stands on them, if any does."""

    left: Side
    right: Side
    said: JudgementRow | None

    @property
    def joined(self) -> bool:
        """Whether both tell of one incident as it stands."""
        return self.left.incident == self.right.incident


def pair(left: int, right: int, *, by: User) -> PairFile | None:
    """Both reports; None where either does not stand or may not be seen."""
    found = {each.report.number: each for each in reports((left, right), viewer=by.viewer)}
    if left == right or len(found) < 2:  # noqa: PLR2004 (a pair)
        return None
    members = links.members(found)
    of = {number: incident for incident, told in members.items() for number in told}
    first, second = (
        Side(found[number], of[number], len(members[of[number]])) for number in sorted(found)
    )
    return PairFile(first, second, _said(min(left, right), max(left, right)))


def _said(left: int, right: int) -> JudgementRow | None:
    rows = list(JudgementRow.objects.filter(left=left, right=right).order_by("-id"))
    taken = {row.withdraws for row in rows}
    return next(
        (row for row in rows if row.verdict != Verdict.WITHDRAWN and row.id not in taken), None
    )
