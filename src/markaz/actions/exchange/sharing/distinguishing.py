"""That two reports tell of two events, where a person held so and the partner is given both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markaz.exchange.stix.operations import distinction
from markaz.exchange.told import Told, ToldJudgement
from markaz.governance.marking import Marking
from markaz.governance.release import Agreement, Part
from markaz.records.kinds import Verdict
from markaz.store.exchange.releasing import beside, releases
from markaz.store.models import AgreementRow

Stix = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ends:
    """Reports that a partner is given: under which incident, and marking and id of the object."""

    incidents: Mapping[int, int]
    objects: Mapping[int, tuple[Marking, str]]


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
    before = _before(row, now)
    found: dict[int, list[Stix]] = {}
    ends = {**before.objects, **now.objects}
    for one in beside.judged(ends, verdict=Verdict.NEGATIVE):
        numbers = one.left, one.right
        going = {now.incidents[number] for number in numbers if number in now.incidents}
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
    """Each report that goes now, with the id of its object.

    A non-nominal object has another id, and stands where the nominal one would.
    """
    incidents, ends = {}, {}
    for incident, whole in told.items():
        reports = (stix for stix in objects[incident] if stix["type"] == "report")
        for one, stix in zip(whole.reports, reports, strict=True):
            incidents[one.number] = incident
            ends[one.number] = one.marking, stix["id"]
    return Ends(incidents, ends)


def _before(row: AgreementRow, now: Ends) -> Ends:
    """The reports judged beside one that goes now, which this agreement gave before."""
    others = beside.judged_beside(now.objects) - now.objects.keys()
    given = releases.reports_given(row, others)
    return Ends(
        {one.report: one.incident for one in given.values()},
        {one.report: (Marking(one.under), stix_id) for stix_id, one in given.items()},
    )
