"""Who filed in time, and who by whose leave did not."""

import pytest
from tests.deconfliction.plans import KARACHI, RULES, at, plan

from markaz.deconfliction.lead_time import compliance, filed_in_time, require_lead_time, waived
from markaz.records.errors import FiledLateError
from markaz.records.operations.columns import operations_table
from markaz.records.operations.operation import Waiver
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


UNITS = operations_table(
    [
        filed(500, reference="1"),
        filed(500, reference="2", waiver=WAIVER),
        filed(60, reference="3", waiver=WAIVER),
        filed(60, reference="4"),
        filed(900, reference="5", unit="Unit 2", kind="controlled_delivery"),
        filed(600, reference="6", unit="Unit 2", kind="controlled_delivery"),
    ]
)


def test_each_unit_is_counted_in_time_by_waiver_and_late():
    assert [tuple(row.values()) for row in compliance(UNITS, rules=RULES).to_pylist()] == [
        ("ANF", "Unit 1", 4, 2, 1, 1),
        ("ANF", "Unit 2", 2, 1, 0, 1),
    ]


def test_a_waiver_is_listed_with_its_supervisor_and_reason():
    (row,) = waived(UNITS, rules=RULES).to_pylist()
    assert (row["reference"], row["required_min"], row["given_min"]) == ("3", 120, 60)
    assert (row["waived_by"], row["waiver_reason"]) == (WAIVER.by, WAIVER.reason)


def test_no_operations_give_no_units():
    assert compliance(operations_table([]), rules=RULES).num_rows == 0
    assert waived(operations_table([]), rules=RULES).num_rows == 0
