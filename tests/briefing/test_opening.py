"""A figure opened: the incidents listed are those that make its value."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from markaz.briefing.declared import declared
from markaz.briefing.figures import compute
from markaz.briefing.opening import latest_year, open_figure
from markaz.records.errors import UnknownFigureError
from markaz.records.figure import Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000
# Their value is no sum of what their incidents add.
NO_SUM = {"medians", "unspecified_share", "destination_countries"}


def several() -> list[dict[str, object]]:
    seizures = [
        {
            "arrested": n % 3,
            "arrested_foreign": n % 2,
            "stated_value_usd_cents": n * 10_000,
            "province": ("PK-PB", "PK-SD", "")[n % 3],
            "agency": ("ANF", "CUSTOMS")[n % 2],
            "kind": ("seizure", "airport_case")[n % 2],
            "occurred_first": date(2025, 1 + n % 12, 3),
            "destination": ("", "AE", "GB")[n % 3],
            "lines": (
                {"mass_mg": n * KG},
                {"substance": ("OPI-HEROIN", "OTH-OTHER")[n % 2], "mass_mg": n * 1_000},
                {"substance": "PRE-HCL", "mass_mg": None, "volume_ul": n * KG},
                {"substance": "ATS-MDMA", "mass_mg": None, "pieces": n},
                {"substance": "OPI-POPPY-STRAW", "mass_mg": n * KG},
            ),
        }
        for n in range(1, 14)
    ]
    cleared = {
        "kind": "clearance", "lines": (), "area_ha": Decimal("0.40468564224"), "arrested": 2,
        "arrested_foreign": 1,
    }  # fmt: skip
    migration = {
        "kind": "irregular_migration", "lines": (), "arrested": 2,
        "persons": (
            {"role": "migrant", "document_kind": "passport", "document_fault": "forged"},
            {"role": "passenger", "document_kind": "passport", "document_fault": "borrowed"},
            {"role": "facilitator", "document_kind": "visa", "document_fault": "counterfeit"},
        ),
    }  # fmt: skip
    return [*seizures, cleared, {"grain": "aggregate"}, migration]


@pytest.fixture
def connection(ledger):
    acre = Decimal("0.40468564224")
    field = {"number": 14, "claimed_ha": 2 * acre, "counted_ha": acre, "verified_ha": acre}
    return ledger(*several(), links=[(3, 1), (4, 1)], fields=[field])


@pytest.mark.parametrize("figure", [one.id for one in declared()])
def test_what_a_figure_counts_is_what_it_opens(connection, figure):
    opened = open_figure(connection, figure, YEAR)
    assert opened.total == len(opened.incidents) == opened.figure.counted > 0
    if figure not in NO_SUM:
        assert sum(one.amount for one in opened.incidents) == opened.figure.value


BROKEN_DOWN = [one.id for one in declared() if one.by or one.method in ("flows", "top_incidents")]


@pytest.mark.parametrize("figure", [*BROKEN_DOWN, "destination_countries"])
def test_every_line_opens_to_what_it_counts(connection, figure):
    rows = compute(connection, YEAR, ids=[figure])[0].rows
    assert rows
    for row in rows:
        opened = open_figure(connection, figure, YEAR, row=row.key)
        assert opened.total == row.counted
        assert sum(one.amount for one in opened.incidents) == row.value


def test_pages_follow_on_each_other_from_the_greatest(connection):
    whole = open_figure(connection, "seized_mass", YEAR).incidents
    pages = [
        open_figure(connection, "seized_mass", YEAR, limit=4, offset=at) for at in range(0, 12, 4)
    ]
    assert [one for page in pages for one in page.incidents] == list(whole)
    assert all(page.total == len(whole) for page in pages)
    assert [one.amount for one in whole] == sorted((one.amount for one in whole), reverse=True)


def test_without_a_page_only_the_figure_is_told(connection):
    opened = open_figure(connection, "seized_mass", YEAR, limit=0)
    assert (opened.incidents, opened.total) == ((), opened.figure.counted)


def test_the_reports_behind_an_incident_begin_with_the_one_that_speaks(connection):
    found = open_figure(connection, "seized_mass", YEAR).incidents
    assert {one.number: one.reports for one in found}[1] == (1, 3, 4)
    assert all(one.reports[0] == one.number for one in found)


def test_the_share_of_the_catch_all_opens_in_kilograms(connection):
    opened = open_figure(connection, "unspecified_share", YEAR)
    assert opened.incidents[0].amount == Decimal("13.013")
    assert opened.figure.row_unit == "kg"


def test_a_figure_without_lines_is_not_narrowed(connection):
    with pytest.raises(UnknownFigureError, match="has no lines"):
        open_figure(connection, "seized_mass", YEAR, row="PK-PB")


def test_a_hidden_report_is_behind_nothing(ledger):
    connection = ledger({"agency": "CUSTOMS"}, {}, {}, links=[(2, 1)], visible="agency = 'ANF'")
    found = open_figure(connection, "seized_mass", YEAR).incidents
    assert [one.reports for one in found] == [(2,), (3,)]
    assert all(one.agencies == ("ANF",) for one in found)


def test_a_past_day_opens_to_what_was_known_then(ledger):
    april = datetime(2025, 4, 1, tzinfo=UTC)
    link = {"number": 2, "incident": 1, "known_from": april}
    connection = ledger({}, {"agency": "CUSTOMS"}, {"received_at": april}, links=[link])
    march = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2025, 3, 31))
    assert [one.reports for one in open_figure(connection, "seized_mass", march).incidents] == [
        (1,),
        (2,),
    ]
    assert [one.reports for one in open_figure(connection, "seized_mass", YEAR).incidents] == [
        (1, 2),
        (3,),
    ]


def test_an_incident_of_a_month_is_not_dated_to_its_first_day(ledger):
    month = {
        "occurred_first": date(2025, 3, 1), "occurred_last": date(2025, 3, 31),
        "occurred_precision": "month",
    }  # fmt: skip
    (incident,) = open_figure(ledger(month), "seized_mass", YEAR).incidents
    assert incident.when == "2025-03"


def test_the_latest_year_is_that_of_a_visible_event(ledger):
    later = {
        "agency": "CUSTOMS",
        "occurred_first": date(2026, 9, 9),
        "occurred_last": date(2026, 9, 9),
    }
    unknown = {"occurred_first": None, "occurred_last": None, "reported_on": None}
    assert latest_year(ledger({}, later, unknown)) == 2026
    assert latest_year(ledger({}, later, visible="agency = 'ANF'")) == 2025
    assert latest_year(ledger(unknown)) is None
    assert latest_year(ledger()) is None


@pytest.mark.parametrize(("reports", "year"), [(12, 2026), (13, 2025)])
def test_a_year_with_less_than_a_months_worth_of_reports_waits(ledger, reports, year):
    begun = {"occurred_first": date(2026, 1, 1), "occurred_last": date(2026, 1, 1)}
    assert latest_year(ledger(*({} for _ in range(reports)), begun)) == year
