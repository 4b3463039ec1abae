"""That two reports of one release tell of two events, where a person held so and both go."""

from collections.abc import Mapping, Sequence
from typing import Any

from markaz.exchange.stix.operations import distinction
from markaz.exchange.told import Told, ToldJudgement, ToldReport
from markaz.governance.release import Agreement, Part
from markaz.records.kinds import Verdict
from markaz.store.exchange.releasing import beside

Stix = dict[str, Any]


def told_apart(
    agreed: Agreement, told: Mapping[int, Told], objects: Mapping[int, Sequence[Stix]]
) -> dict[int, list[Stix]]:
    """For an incident what holds its reports apart from another's that goes along with it.

    Each stands with the later incident.  Of a report that stays nothing is said: that two are
    not one would tell that there is another.
    """
    if Part.JUDGEMENTS not in agreed.parts:
        return {}
    going = {one.number: (incident, one, ref) for incident, one, ref in _reports(told, objects)}
    found: dict[int, list[Stix]] = {}
    for row in beside.judged(going, verdict=Verdict.NEGATIVE):
        (first, left, source), (second, right, target) = going[row.left], going[row.right]
        if first == second:
            continue
        word = ToldJudgement(
            act=row.act, left=row.left, right=row.right, verdict=Verdict.NEGATIVE, at=row.at
        )
        incident = max(first, second)
        stix = distinction(word, told=told[incident], ends=((left, source), (right, target)))
        found.setdefault(incident, []).append(stix)
    return found


def _reports(
    told: Mapping[int, Told], objects: Mapping[int, Sequence[Stix]]
) -> list[tuple[int, ToldReport, str]]:
    """Each report under its incident, with the id of its object as it goes.

    A non-nominal object has another id, and stands where the nominal one would.
    """
    return [
        (incident, one, stix["id"])
        for incident, whole in told.items()
        for one, stix in zip(
            whole.reports,
            (stix for stix in objects[incident] if stix["type"] == "report"),
            strict=True,
        )
    ]
