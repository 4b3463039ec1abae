"""Who filed in time, and who by whose leave did not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.deconfliction.plans import KARACHI, RULES, at, plan

from markaz.deconfliction.lead_time import (
    compliance,
    filed_in_time,
    filings,
    require_lead_time,
)
from markaz.records.errors import FiledLateError
from markaz.records.operations.columns import operations_table
from markaz.records.operations.operation import Waiver, Window
from markaz.records.operations.shape import Point

WAIVER = Waiver("supervisor", "informer called an hour ago", at(-70))


def filed(minutes_before, **changed):
    return plan(Point(KARACHI), filed_at=at(-minutes_before), **changed)


@pytest.mark.parametrize(("minutes", "in_time"), [(120, True), (119, False)])
def test_a_raid_is_filed_two_hours_before_its_start(minutes, in_time):
    assert filed_in_time(filed(minutes), rules=RULES) is in_time


def test_a_late_raid_is_refused_with_what_helps():
    with pytest.raises(FiledLateError, match="ask a supervisor"):
        require_lead_time(filed(60), rules=RULES)


def test_a_supervisor_lets_a_late_raid_through():
    require_lead_time(filed(60, waiver=WAIVER), rules=RULES)


FILED = operations_table(
    [
        filed(500, reference="1"),
        filed(500, reference="2", waiver=WAIVER),
        filed(60, reference="3", waiver=WAIVER),
        filed(60, reference="4"),
        filed(900, reference="5", agency="PCG", kind="controlled_delivery"),
        filed(600, reference="6", agency="PCG", kind="controlled_delivery"),
    ]
)


def test_each_is_filed_in_time_by_waiver_or_late():
    found = filings(FILED, rules=RULES, zone=UTC).to_pylist()
    assert [(row["reference"], row["filing"]) for row in found] == [
        ("1", "in_time"), ("2", "in_time"), ("3", "by_waiver"), ("4", "late"), ("5", "in_time"),
        ("6", "late"),
    ]  # fmt: skip
    assert (found[2]["required_min"], found[2]["given_min"]) == (120, 60)


def test_each_agency_and_month_is_counted():
    found = compliance(filings(FILED, rules=RULES, zone=UTC))
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("ANF", "2026-02", 4, 2, 1, 1),
        ("PCG", "2026-02", 1, 0, 0, 1),
        ("PCG", "2026-01", 1, 1, 0, 0),
    ]


def test_the_month_is_that_of_the_zones_calendar():
    start = datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
    one = replace(filed(0), window=Window(start, start + timedelta(hours=1)), filed_at=start)
    months = [
        filings(operations_table([one]), rules=RULES, zone=zone)["month"].to_pylist()
        for zone in (UTC, ZoneInfo("America/Lima"))
    ]
    assert months == [["2026-02"], ["2026-01"]]


def test_no_operations_give_no_months():
    empty = filings(operations_table([]), rules=RULES, zone=UTC)
    assert empty.num_rows == compliance(empty).num_rows == 0
