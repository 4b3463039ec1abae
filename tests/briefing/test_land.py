from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from markaz.briefing.figures import compute
from markaz.records.figure import Selection

ACRE = Decimal("0.40468564224")
YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
MARCH, MAY, JUNE = (datetime(2025, month, 1, 12, tzinfo=UTC) for month in (3, 5, 6))
IDS = ("land_claimed", "land_cleared", "land_verified", "land_rejected")


def report(acres: int | None, **more: object) -> dict[str, object]:
    area = None if acres is None else acres * ACRE
    return {"kind": "clearance", "lines": (), "area_ha": area, **more}


def field(
    number: int, claimed: int, counted: int, verified: int | None = None, **more: object
) -> dict[str, object]:
    return {
        "number": number,
        "claimed_ha": claimed * ACRE,
        "counted_ha": counted * ACRE,
        "verified_ha": None if verified is None else verified * ACRE,
        **more,
    }


def told(connection, on: date | None = None) -> tuple[object, ...]:
    asked = Selection(YEAR.first, YEAR.last, as_known_on=on)
    return tuple(figure.value for figure in compute(connection, asked, ids=IDS))


def test_without_fields_the_area_is_as_written(ledger):
    assert told(ledger(report(50))) == (50, 50, None, None)


def test_fields_stand_in_the_place_of_the_area_that_their_report_states(ledger):
    assert told(ledger(report(50), fields=[field(1, 30, 30), field(1, 25, 25)])) == (
        (55, 55, None, 0)
    )


def test_claims_are_what_is_counted_and_what_is_not(ledger):
    fields = [field(1, 30, 20, 20), field(1, 25, 25), field(2, 40, 0, 0)]
    claimed, cleared, verified, rejected = told(ledger(report(50), report(60), fields=fields))
    assert (claimed, cleared, verified, rejected) == (95, 45, 20, 50)
    assert claimed == cleared + rejected


def test_an_incident_of_two_reports_has_the_ground_of_both(ledger):
    fields = [field(1, 30, 30), field(2, 40, 10)]
    connection = ledger(report(30), report(40), links=[(2, 1)], fields=fields)
    assert told(connection) == (70, 40, None, 30)


def test_a_report_that_has_no_field_adds_nothing_to_an_incident_that_has(ledger):
    connection = ledger(report(99), report(40), links=[(2, 1)], fields=[field(2, 40, 40, 35)])
    assert told(connection)[1:3] == (40, 35)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 4, 1), (50, 50, None, None)),
        (date(2025, 5, 2), (30, 30, None, 0)),
        (date(2025, 6, 2), (30, 20, 20, 10)),
    ],
)
def test_each_day_knows_the_fields_and_verdicts_of_that_day(ledger, on, expected):
    fields = [
        field(1, 30, 30, known_from=MAY, known_to=JUNE),
        field(1, 30, 20, 20, known_from=JUNE),
    ]
    assert told(ledger(report(50), fields=fields), on) == expected


def test_fields_of_a_hidden_report_add_nothing(ledger):
    reports = (report(50), report(60, agency="PCG"))
    fields = [field(1, 30, 30)]
    connection = ledger(*reports, fields=fields, visible="agency <> 'PCG'")
    assert told(connection) == (30, 30, None, 0)
