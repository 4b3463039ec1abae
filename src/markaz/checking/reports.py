"""Reports of a batch that say what cannot be, or that come too late: a rule for each, in SQL."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from markaz.checking.kinds import SOLID, band, substance_name
from markaz.checking.question import Question, asked
from markaz.data.folding import fold
from markaz.data.substances import SUBSTANCES
from markaz.data.units import UNITS
from markaz.records.errors import Bilingual

_CENTS, _MG_PER_KG = 100, 1_000_000
# An agency's value and its weight are both rounded; a market is not one price to the dollar.
_AROUND = Decimal(2)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A stretch of days, both inclusive, whose figures were printed and kept at a moment."""

    name: str
    first: date
    last: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """Reports and their lines, with the schemas of the ledger, and what was frozen before."""

    reports: pa.Table
    lines: pa.Table
    frozen: Sequence[Frozen] = ()

    def ask(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that a SELECT over `reports` and `lines` gives."""
        with duckdb.connect() as connection:
            connection.register("reports", self.reports)
            connection.register("lines", self.lines)
            yield from connection.execute(statement, values).fetchall()


def questions(filed: Filed) -> Iterator[Question]:
    """What to ask about these reports."""
    for rule in RULES:
        yield from rule(filed)


def foreign_nationals_are_among_the_arrested(filed: Filed) -> Iterator[Question]:
    """No report has more foreign nationals arrested than arrests."""
    found = filed.ask(
        "SELECT agency || ' ' || reference, arrested_foreign, arrested FROM reports"
        " WHERE arrested_foreign > arrested ORDER BY number"
    )
    for report, part, total in found:
        yield asked("report_subset", report=report, part=part, total=total)


def a_value_fits_the_drugs_of_its_report(filed: Filed) -> Iterator[Question]:
    """The value per kilogram lies within twice the band of the drugs' prices, up and down."""
    found = filed.ask(
        "SELECT agency || ' ' || any_value(reference), any_value(stated_value_usd_cents),"
        " list(substance), list(mass_mg) FROM reports JOIN lines USING (report_id)"
        " WHERE stated_value_usd_cents > 0 GROUP BY report_id, agency, number"
        # Where something of it was not weighed, the value is of more than the weight.
        " HAVING bool_and(mass_mg > 0) ORDER BY number"
    )
    for report, cents, codes, masses in found:
        weights: dict[str, Decimal] = {}
        for code, mass in zip(codes, masses, strict=True):
            weights[code] = weights.get(code, Decimal(0)) + Decimal(mass) / _MG_PER_KG
        if not all(SUBSTANCES[code].in_drug_total for code in weights if code in SUBSTANCES):
            continue
        low, high = band(weights)
        price = Decimal(str(cents)) / _CENTS / sum(weights.values())
        if not low / _AROUND <= price <= high * _AROUND:
            told = {"price": round(price), "low": round(low), "high": round(high)}
            yield asked("report_price", report=report, **told)


def a_report_names_a_drug_once(filed: Filed) -> Iterator[Question]:
    """Two lines of one substance under two names may be one seizure told twice."""
    found = filed.ask(
        "SELECT any_value(agency) || ' ' || any_value(reference), substance,"
        " list(DISTINCT substance_text ORDER BY substance_text)"
        " FROM reports JOIN lines USING (report_id) WHERE substance <> ''"
        " GROUP BY report_id, number, substance"
        " HAVING count(DISTINCT substance_text) > 1 ORDER BY number"
    )
    for report, code, texts in found:
        first, *others = texts
        for other in others:
            if fold(first) != fold(other):
                told = {"first": first, "second": other, "what": substance_name(str(code))}
                yield asked("report_names", report=report, **told)


def a_unit_fits_its_substance(filed: Filed) -> Iterator[Question]:
    """Hashish is not measured by the litre."""
    found = filed.ask(
        "SELECT agency || ' ' || reference, substance FROM reports JOIN lines USING (report_id)"
        " WHERE volume_ul > 0 AND list_contains(?, substance) ORDER BY number",
        sorted(SOLID),
    )
    litre = Bilingual(UNITS["l"].label_en, UNITS["l"].label_ur)
    for report, code in found:
        yield asked("report_unit", report=report, what=substance_name(str(code)), unit=litre)


def a_frozen_month_meets_no_late_report(filed: Filed) -> Iterator[Question]:
    """What came after the freeze is counted from then on; the printed figure stays."""
    for one in filed.frozen:
        found = filed.ask(
            "SELECT agency || ' ' || reference FROM reports"
            " WHERE received_at > ? AND occurred_first >= ? AND occurred_last <= ? ORDER BY number",
            one.at,
            one.first,
            one.last,
        )
        for (report,) in found:
            yield asked("late", report=report, month=one.name)


RULES: tuple[Callable[[Filed], Iterator[Question]], ...] = (
    foreign_nationals_are_among_the_arrested,
    a_value_fits_the_drugs_of_its_report,
    a_report_names_a_drug_once,
    a_unit_fits_its_substance,
    a_frozen_month_meets_no_late_report,
)
