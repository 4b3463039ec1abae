"""What decisions on test pictures say of an officer: nothing under a hundred of them."""

from collections import Counter
from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.airport.performance import Performance, Trials, performance
from markaz.governance.permissions import Permission, require
from markaz.store.models import DeskRow, OfficerDecision, ProjectedRow

_TO_SEARCH = {OfficerDecision.Decision.SEARCH, OfficerDecision.Decision.RECALL}


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer's results; `seconds` is the median time of a decision."""

    username: str
    result: Performance
    seconds: int | None


def of_desk(desk: DeskRow, *, by: User) -> tuple[Officer, ...]:
    """The officers' results on test pictures: one's own, or everybody's to who keeps the desk.

    The first decision counts: a correction was made after the answer was shown.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    truth = dict(ProjectedRow.objects.filter(scan__desk=desk).values_list("scan", "present"))
    rows = OfficerDecision.objects.filter(scan__in=truth, why_corrected="")
    if Permission.KEEP_AIRPORT_DESK not in by.permissions:
        rows = rows.filter(by=by.username)
    counted: dict[str, Counter[str]] = {}
    times: dict[str, list[int]] = {}
    for row in rows.order_by("id"):
        kept = counted.setdefault(row.by, Counter())
        searched = row.decision in _TO_SEARCH
        kept["projected" if truth[row.scan_id] else "clean"] += 1
        kept["hits" if truth[row.scan_id] else "false alarms"] += searched
        times.setdefault(row.by, []).extend([] if row.seconds is None else [row.seconds])
    return tuple(_officer(name, counted[name], times[name]) for name in sorted(counted))


def _officer(name: str, kept: Counter[str], times: list[int]) -> Officer:
    trials = Trials(kept["projected"], kept["hits"], kept["clean"], kept["false alarms"])
    middle = sorted(times)[len(times) // 2] if times else None
    return Officer(name, performance(trials), middle)
