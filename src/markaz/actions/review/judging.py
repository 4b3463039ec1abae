"""A person's word on reports: one event or not, joined, taken out, and taken back.

Every word is an act of its own that can be taken back.  The latest word wins, over weights, over
the limit of one report for each agency, and over earlier words that it leaves no room for; those
stand again once the later one is taken back.  Saying of two reports that they are one event says
it of their incidents; a third report that was judged different from one of the two stays out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.consolidation.said import Blocks
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.kinds import Grain, Verdict
from markaz.store.incidents import judging, links
from markaz.store.incidents.judging import Pair
from markaz.store.models import ReportRow

# Beyond this an incident is a day's campaign and no event: a person can no longer have looked.
MOST_MERGED = 60
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: links added and ended, and who is with none of the judged any more."""

    act: int
    pairs: tuple[Pair, ...]
    joined: int
    parted: int
    left_out: tuple[int, ...]


@transaction.atomic
def judge_pair(
    left: int, right: int, *, verdict: Verdict, reason: str, by: User, now: datetime
) -> Outcome:
    """Say of two reports that they tell of one event, that they do not, or that none can tell."""
    permit(by)
    links.alone()
    _demand_events([left, right])
    if left == right:
        raise InvalidValueError("A report is not compared with itself: name two reports.")
    return _say([(left, right)], verdict=verdict, reason=reason, by=by, now=now)


@transaction.atomic
def merge(numbers: Iterable[int], *, reason: str, by: User, now: datetime) -> Outcome:
    """Say that the incidents of these reports are one.

    The named reports are joined whatever was said before; another report of their incidents comes
    along unless it was judged different from one that does.
    """
    permit(by)
    links.alone()
    named = sorted(set(numbers))
    _demand_events(named)
    groups = links.members(named)
    if len(groups) == 1:
        raise InvalidValueError("These reports tell of one incident already: name another.")
    together = {number for members in groups.values() for number in members}
    if len(together) > MOST_MERGED:
        raise InvalidValueError(
            "That would make one incident of {count} reports: join fewer at a time, {most}"
            " at most.",
            count=len(together),
            most=MOST_MERGED,
        )
    coming = _coming_along(named, together)
    of = {number: incident for incident, members in groups.items() for number in members}
    # The latest row of an act is heard first: the named reports are its last ones.
    across = [pair for pair in combinations(coming[::-1], 2) if of[pair[0]] != of[pair[1]]]
    return _say(across, verdict=Verdict.POSITIVE, reason=reason, by=by, now=now)


@transaction.atomic
def unmerge(number: int, *, reason: str, by: User, now: datetime) -> Outcome:
    """Take a report out of its incident: it is judged different from every other there."""
    permit(by)
    links.alone()
    _demand_events([number])
    (members,) = links.members([number]).values()
    others = members - {number}
    if not others:
        raise InvalidValueError(
            "Report {number} is alone in its incident: nothing to take out.", number=number
        )
    pairs = [(number, other) for other in sorted(others)]
    return _say(pairs, verdict=Verdict.NEGATIVE, reason=reason, by=by, now=now)


@transaction.atomic
def undo(act: int, *, by: User, now: datetime) -> Outcome:
    """Take an act back: what it judged is as if it had never been said."""
    permit(by)
    links.alone()
    pairs = judging.withdraw(act, by=by, now=now)
    if not pairs:
        raise InvalidValueError(
            "There is no act {act} that stands: it may be taken back already.", act=act
        )
    return _regroup(act, pairs, details={"verdict": "withdrawn"}, by=by, now=now)


def permit(by: User) -> None:
    """Refuse who neither judges reports nor is told why two of them may be one."""
    require(by.permissions, Permission.CONSOLIDATE)
    if not by.viewer.at_centre:
        # An agency does not see whom else its word would join or part, and "a name in common"
        # would tell it what another one's hidden name is.
        raise NotPermittedError("Reports are judged at the centre: ask an analyst there.")


def _demand_events(numbers: Iterable[int]) -> None:
    wanted = set(numbers)
    events = ReportRow.objects.filter(number__in=wanted, known_to=None, grain=Grain.EVENT)
    missing = wanted - set(events.values_list("number", flat=True))
    if missing:
        raise InvalidValueError(
            "There is no report {number} of one event: look its number up and try again.",
            number=min(missing),
        )


def _coming_along(named: list[int], together: set[int]) -> list[int]:
    """The named reports, then each other one that nobody held apart from those before it."""
    blocks: Blocks = grouping.words(together).blocks()
    coming = list(named)
    for number in sorted(together - set(named)):
        if not any(blocks.parted(number, one) for one in coming):
            coming.append(number)
    return coming


def _say(
    pairs: Iterable[Pair], *, verdict: Verdict, reason: str, by: User, now: datetime
) -> Outcome:
    said = tuple((min(pair), max(pair)) for pair in pairs)
    why = " ".join(reason.split())
    if len(why) > _LONGEST_REASON:
        raise InvalidValueError("Say the reason in {most} letters or fewer.", most=_LONGEST_REASON)
    act = judging.judge(said, verdict, reason=why, by=by, now=now)
    details: dict[str, object] = {"verdict": verdict.value, "reason": why}
    return _regroup(act, said, details=details, by=by, now=now)


def _regroup(
    act: int, pairs: tuple[Pair, ...], *, details: dict[str, object], by: User, now: datetime
) -> Outcome:
    judged = sorted({number for pair in pairs for number in pair})
    before = _around(judged)
    because = grouping.Because(
        Event.REPORTS_JUDGED,
        subject=f"act {act}",
        details={**details, "pairs": [list(pair) for pair in pairs]},
    )
    change = grouping.regroup(
        judged, model=grouping.model_in_use(), because=because, by=by, now=now
    )
    return Outcome(
        act=act,
        pairs=pairs,
        joined=change.joined,
        parted=change.parted,
        left_out=tuple(sorted(before - _around(judged))),
    )


def _around(numbers: Iterable[int]) -> set[int]:
    return set().union(*links.members(numbers).values())
