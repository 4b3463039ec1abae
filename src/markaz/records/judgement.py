"""A verdict on a pair of reports, by a rule or a person, with its reasons; never erased."""

from dataclasses import dataclass

from markaz.records.kinds import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two reports tell, or do not tell, of one incident.

    `left` and `right` are report numbers, `left` the smaller.  `rule` names the rule that
    judged, empty where a person did.
    """

    left: int
    right: int
    verdict: Verdict
    reasons: tuple[str, ...]
    rule: str = ""
