"""What came of a rule: hits, finds and false hits, with intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from markaz.airport.intervals import Interval, wilson


class Against(StrEnum):
    """How a rule's share of finds stands to that of all searches."""

    ABOVE = "not below the base rate"
    PERHAPS_BELOW = "below the base rate, perhaps by chance"
    BELOW = "below the base rate: it selects worse than no rule"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person made of one hit; `found` is None until a search is over, or none was made."""

    rule: str
    version: int
    found: bool | None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One version of a rule over some time.

    `searched` hits ended in a search, `finds` of them found what is unlawful; shares are of the
    searched, and None where none was.
    """

    rule: str
    version: int
    hits: int
    searched: int
    finds: int
    find_rate: Interval | None
    false_hit_rate: Interval | None
    against: Against


def results(
    judged: Iterable[Judged], *, base_finds: int, base_searches: int
) -> tuple[RuleResult, ...]:
    """What came of each rule, beside the finds among all searches, by rules or not."""
    by_rule: dict[tuple[str, int], list[bool | None]] = {}
    for one in judged:
        by_rule.setdefault((one.rule, one.version), []).append(one.found)
    base = wilson(base_finds, base_searches)
    return tuple(
        _result(name, version, found, base) for (name, version), found in sorted(by_rule.items())
    )


def _result(rule: str, version: int, found: list[bool | None], base: Interval | None) -> RuleResult:
    searched = [one for one in found if one is not None]
    finds = sum(searched)
    rate = wilson(finds, len(searched))
    return RuleResult(
        rule=rule,
        version=version,
        hits=len(found),
        searched=len(searched),
        finds=finds,
        find_rate=rate,
        false_hit_rate=wilson(len(searched) - finds, len(searched)),
        against=_against(rate, base),
    )


def _against(rate: Interval | None, base: Interval | None) -> Against:
    if rate is None or base is None:
        return Against.UNKNOWN
    if rate.high < base.estimate:
        return Against.BELOW
    return Against.PERHAPS_BELOW if rate.estimate < base.estimate else Against.ABOVE
