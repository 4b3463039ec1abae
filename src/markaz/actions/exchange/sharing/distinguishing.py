"""That two reports tell of two events, where a person held so and the partner is given both."""

from collections.abc import Mapping, Sequence
from typing import Any

from markaz.exchange.stix.operations import distinction
from markaz.exchange.told import Told, ToldJudgement
from markaz.governance.marking import Marking
from markaz.governance.release import Agreement, Part
from markaz.records.kinds import Verdict
from markaz.store.exchange.releasing import beside, releases
from markaz.store.models import AgreementRow

Stix = dict[str, Any]
# The marking of a report that the partner is given, and the id of its object, by its number.
Ends = dict[int, tuple[Marking, str]]


def told_apart(
    row: AgreementRow,
    agreed: Agreement,
    told: Mapping[int, Told],
    *,
    objects: Mapping[int, Sequence[Stix]],
    together: Mapping[int, frozenset[int]],
) -> dict[int, list[Stix]]:
    """For an incident what holds its reports apart from another's that the partner is given.

    Each stands with the later incident of one release, or with the one that goes now where the
    other was given before and still stands.  Of a report that stays nothing is said: that two are
    not one would tell that there is another.

    Args:
        row: the agreement.
        agreed: what it says.
        told: what goes, by incident.
        objects: as which objects.
        together: every report of each incident, those that stay among them.
    """
    if Part.JUDGEMENTS not in agreed.parts:
        return {}
    now = _going(told, objects)
    of_incident = {one.number: number for number, whole in told.items() for one in whole.reports}
    others = beside.judged_beside(now) - now.keys()
    ends = releases.reports_given(row, others) | now
    found: dict[int, list[Stix]] = {}
    for one in beside.judged(ends, verdict=Verdict.NEGATIVE):
        numbers = one.left, one.right
        going = {of_incident[number] for number in numbers if number in of_incident}
        if not going or any(together[incident].issuperset(numbers) for incident in going):
            continue
        incident = max(going)
        word = ToldJudgement(
            act=one.act, left=one.left, right=one.right, verdict=Verdict.NEGATIVE, at=one.at
        )
        stix = distinction(word, told=told[incident], ends=[ends[number] for number in numbers])
        found.setdefault(incident, []).append(stix)
    return found


def _going(told: Mapping[int, Told], objects: Mapping[int, Sequence[Stix]]) -> Ends:
    """Each report that goes now.

    A non-nominal object has another id, and stands where the nominal one would.
    """
    ends: Ends = {}
    for incident, whole in told.items():
        reports = (stix for stix in objects[incident] if stix["type"] == "report")
        for one, stix in zip(whole.reports, reports, strict=True):
            ends[one.number] = one.marking, stix["id"]
    return ends
