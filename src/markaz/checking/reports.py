"""Reports of a batch that say what cannot be, or that come too late: a rule for each, in SQL."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from markaz.checking.aggregates import (
    a_longer_stretch_holds_a_shorter,
    an_agency_holds_its_directorates,
)
from markaz.checking.filed import Filed
from markaz.checking.kinds import SOLID, band, is_tablet, known_tablet, substance_name
from markaz.checking.question import Question, asked
from markaz.data.folding import fold
from markaz.data.substances import SUBSTANCES
from markaz.data.units import UNITS
from markaz.records.errors import Bilingual

_CENTS, _MG_PER_KG = 100, 1_000_000
# An agency's value and its weight are both rounded; a market is not one price to the dollar.
_AROUND = Decimal(2)


def questions(filed: Filed) -> Iterator[Question]:
    """What to ask about these reports."""
    for rule in RULES:
        yield from rule(filed)


def foreign_nationals_are_among_the_arrested(filed: Filed) -> Iterator[Question]:
    """No report has more foreign nationals arrested than arrests."""
    found = filed.ask(
        "SELECT number, agency || ' ' || reference, arrested_foreign, arrested FROM reports"
        " WHERE arrested_foreign > arrested ORDER BY number"
    )
    for number, report, part, total in found:
        told = asked("report_subset", report=report, part=part, total=total)
        yield told.on(reports=[number])


def a_value_fits_the_drugs_of_its_report(filed: Filed) -> Iterator[Question]:
    """The value per kilogram lies within twice the band of the drugs' prices, up and down."""
    found = filed.ask(
        "SELECT number, agency || ' ' || any_value(reference), any_value(stated_value_usd_cents),"
        " list(substance), list(mass_mg) FROM reports JOIN lines USING (report_id)"
        " WHERE stated_value_usd_cents > 0 GROUP BY report_id, agency, number"
        # Where something of it was not weighed, the value is of more than the weight.
        " HAVING bool_and(mass_mg > 0) ORDER BY number"
    )
    for number, report, cents, codes, masses in found:
        weights: dict[str, Decimal] = {}
        for code, mass in zip(codes, masses, strict=True):
            weights[code] = weights.get(code, Decimal(0)) + Decimal(mass) / _MG_PER_KG
        if not all(SUBSTANCES[code].in_drug_total for code in weights if code in SUBSTANCES):
            continue
        low, high = band(weights)
        price = Decimal(str(cents)) / _CENTS / sum(weights.values())
        if not low / _AROUND <= price <= high * _AROUND:
            told = {"price": round(price), "low": round(low), "high": round(high)}
            yield asked("report_price", report=report, **told).on(reports=[number])


def a_report_names_a_drug_once(filed: Filed) -> Iterator[Question]:
    """Two lines of one substance under two names may be one seizure told twice."""
    found = filed.ask(
        "SELECT number, any_value(agency) || ' ' || any_value(reference), substance,"
        " list(DISTINCT substance_text ORDER BY substance_text)"
        " FROM reports JOIN lines USING (report_id) WHERE substance <> ''"
        " GROUP BY report_id, number, substance"
        " HAVING count(DISTINCT substance_text) > 1 ORDER BY number"
    )
    for number, report, code, texts in found:
        first, *others = texts
        for other in others:
            if fold(first) != fold(other):
                told = {"first": first, "second": other, "what": substance_name(str(code))}
                yield asked("report_names", report=report, **told).on(reports=[number])


def a_unit_fits_its_substance(filed: Filed) -> Iterator[Question]:
    """Hashish is not measured by the litre."""
    found = filed.ask(
        "SELECT number, agency || ' ' || reference, substance"
        " FROM reports JOIN lines USING (report_id)"
        " WHERE volume_ul > 0 AND list_contains(?, substance) ORDER BY number",
        sorted(SOLID),
    )
    litre = Bilingual(UNITS["l"].label_en, UNITS["l"].label_ur)
    for number, report, code in found:
        what = substance_name(str(code))
        yield asked("report_unit", report=report, what=what, unit=litre).on(reports=[number])


def a_count_weighs_what_tablets_weigh(filed: Filed) -> Iterator[Question]:
    """Tablets that a report counts on one line and weighs on another weigh what tablets do."""
    found = filed.ask(
        "SELECT number, any_value(agency) || ' ' || any_value(reference), substance,"
        " max(pieces), max(mass_mg), list(unit_text) FILTER (pieces > 0)"
        " FROM reports JOIN lines USING (report_id) WHERE pieces > 0 OR mass_mg > 0"
        " GROUP BY report_id, number, substance"
        # Of several weights nobody says which is that of the tablets.
        " HAVING count(*) FILTER (pieces > 0) = 1 AND count(*) FILTER (mass_mg > 0) = 1"
        " ORDER BY number"
    )
    for number, report, code, count, mass_mg, units in found:
        low, high = known_tablet(str(code), unit=str(units[0]))
        each = (Decimal(mass_mg) / count).quantize(Decimal("0.01"))
        if is_tablet(str(units[0])) and not low <= each <= high:
            told = asked(
                "report_tablet", report=report, count=int(count), what=substance_name(str(code)),
                each=each, low=low, high=high,
            )  # fmt: skip
            yield told.on(reports=[number])


def a_frozen_month_meets_no_late_report(filed: Filed) -> Iterator[Question]:
    """What came after the freeze is counted from then on; the printed figure stays."""
    for one in filed.frozen:
        found = filed.ask(
            "SELECT number, agency || ' ' || reference FROM reports"
            " WHERE received_at > ? AND occurred_first >= ? AND occurred_last <= ? ORDER BY number",
            one.at,
            one.first,
            one.last,
        )
        for number, report in found:
            yield asked("late", report=report, month=one.name).on(reports=[number])


RULES: tuple[Callable[[Filed], Iterator[Question]], ...] = (
    foreign_nationals_are_among_the_arrested,
    a_value_fits_the_drugs_of_its_report,
    a_report_names_a_drug_once,
    a_unit_fits_its_substance,
    a_count_weighs_what_tablets_weigh,
    a_longer_stretch_holds_a_shorter,
    an_agency_holds_its_directorates,
    a_frozen_month_meets_no_late_report,
)
