"""What a person held of reports of two incidents, where the partner is given both.

Two events, or two sums of one brief: who is given both adds neither up wrongly.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from typing import Any

from markaz.exchange.stix.operations import held_across
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
    """For an incident what was held of its reports and another's that the partner is given.

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
    tellers = frozenset(one.number for one in beside.one_brief(now))
    others = (beside.judged_beside(now) | tellers) - now.keys()
    ends = releases.reports_given(row, others) | now
    found: dict[int, list[Stix]] = {}
    for word in _words(ends):
        numbers = word.left, word.right
        going = {of_incident[number] for number in numbers if number in of_incident}
        if not going or any(together[incident].issuperset(numbers) for incident in going):
            continue
        incident = max(going)
        stix = held_across(word, told=told[incident], ends=[ends[number] for number in numbers])
        found.setdefault(incident, []).append(stix)
    return found


def _words(ends: Ends) -> Iterator[ToldJudgement]:
    """What was held of these reports: that two tell of two events, or sum one brief."""
    for one in beside.judged(ends, verdict=Verdict.NEGATIVE):
        yield ToldJudgement(
            act=one.act, left=one.left, right=one.right, verdict=Verdict.NEGATIVE, at=one.at
        )
    for _, some in groupby(beside.one_brief(ends), key=lambda one: one.brief):
        for left, right in combinations([one for one in some if one.number in ends], 2):
            yield ToldJudgement(
                act=left.id,
                left=left.number,
                right=right.number,
                verdict=Verdict.POSITIVE,
                at=left.known_from,
            )


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
