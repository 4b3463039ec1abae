"""Sound reports with a slip planted in each: whether the checker's rule for it asks."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from markaz.checking.filed import Filed, Frozen
from markaz.checking.kinds import SOLID
from markaz.checking.reports import questions
from markaz.data.folding import fold
from markaz.data.substances import SUBSTANCES
from markaz.data.tables import rows

# So many are planted for each rule.
MOST = 500
Report = dict[str, Any]
Lines = list[dict[str, Any]]
_OTHER_NAMES: dict[str, list[str]] = {}
for _row in rows("substance_synonyms"):
    _OTHER_NAMES.setdefault(_row["code"], []).append(_row["synonym"])


def _more_foreigners(report: Report, _lines: Lines) -> bool:
    if report["arrested"] is None:
        return False
    report["arrested_foreign"] = report["arrested"] + 1
    return True


def _a_thousandfold_value(report: Report, lines: Lines) -> bool:
    sound = lines and all(
        line["mass_mg"] and line["substance"] in SUBSTANCES
        and SUBSTANCES[line["substance"]].in_drug_total
        for line in lines
    )  # fmt: skip
    if not sound or not report["stated_value_usd_cents"]:
        return False
    report["stated_value_usd_cents"] *= 1000
    return True


def _two_names(_report: Report, lines: Lines) -> bool:
    for line in lines:
        for name in _OTHER_NAMES.get(line["substance"], ()):
            if line["substance_text"] and fold(name) != fold(line["substance_text"]):
                lines.append({**line, "line": len(lines) + 1, "substance_text": name})
                return True
    return False


def _litres(_report: Report, lines: Lines) -> bool:
    for line in lines:
        if line["substance"] in SOLID:
            line.update(volume_ul=1_000_000, mass_mg=None, unit_text="litre")
            return True
    return False


def _tablets(_report: Report, lines: Lines) -> bool:
    counted = [line for line in lines if line["pieces"] and not line["mass_mg"]]
    if len(counted) != 1 or len({line["substance"] for line in lines}) != len(lines):
        return False
    counted[0]["unit_text"] = "tablets"
    weight = {"pieces": None, "mass_mg": counted[0]["pieces"], "unit_text": "g"}
    lines.append({**counted[0], **weight, "line": len(lines) + 1})
    return True


def _late(report: Report, _lines: Lines) -> bool:
    if report["occurred_first"] is None:
        return False
    report["received_at"] = _FROZEN[0].at + timedelta(days=1)
    return True


_FROZEN = (
    Frozen("the year", date(2024, 1, 1), date(2026, 1, 1), datetime(2026, 2, 1, tzinfo=UTC)),
)
SLIPS: dict[str, Callable[[Report, Lines], bool]] = {
    "report_subset": _more_foreigners,
    "report_price": _a_thousandfold_value,
    "report_names": _two_names,
    "report_unit": _litres,
    "report_tablet": _tablets,
    "late": _late,
}


class Tally:
    """What was planted and found, rule by rule."""

    def __init__(self) -> None:
        self._eligible = Counter[str]()
        self._heads: dict[str, list[Report]] = {rule: [] for rule in SLIPS}
        self._lines: dict[str, Lines] = {rule: [] for rule in SLIPS}
        self._filed: Filed | None = None

    def take(self, filed: Filed) -> None:
        """Plant slips in the reports of a file, each under a number of its own."""
        self._filed = filed
        lines_of: dict[int, Lines] = {}
        for line in filed.lines.to_pylist():
            lines_of.setdefault(line["report_id"], []).append(line)
        for report in filed.reports.to_pylist():
            for rule, slip in SLIPS.items():
                head = dict(report)
                lines = [dict(line) for line in lines_of.get(report["report_id"], ())]
                if slip(head, lines):
                    self._eligible[rule] += 1
                    self._plant(rule, head, lines)

    def _plant(self, rule: str, head: Report, lines: Lines) -> None:
        heads = self._heads[rule]
        if len(heads) < MOST:
            number = len(heads) + 1
            heads.append({**head, "report_id": number, "number": number})
            self._lines[rule] += [{**line, "report_id": number} for line in lines]

    def lines(self) -> Iterator[str]:
        """Ask about all that was planted; a line for each rule."""
        for rule, heads in self._heads.items():
            yield (
                f"  {rule:14} could ask of {self._eligible[rule]} reports; planted"
                f" {len(heads)}, found {self._found(rule)}"
            )

    def _found(self, rule: str) -> int:
        if self._filed is None or not self._heads[rule]:
            return 0
        slipped = Filed(
            pa.Table.from_pylist(self._heads[rule], self._filed.reports.schema),
            pa.Table.from_pylist(self._lines[rule], self._filed.lines.schema),
            _FROZEN if rule == "late" else (),
        )
        return len({one.reports for one in questions(slipped) if one.rule == rule})
