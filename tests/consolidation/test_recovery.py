"""Recovery, calibration and blocking count what they say they count."""

import duckdb
import pyarrow as pa
import pytest

from markaz.consolidation.recovery import EVENTS, Score, blocking, calibration, recovery, same_event


def events(**reports: int) -> pa.Table:
    rows = [{"number": int(name[1:]), "event": event} for name, event in reports.items()]
    return pa.Table.from_pylist(rows, schema=EVENTS)


KNOWN = events(n1=1, n2=1, n3=1, n4=2, n5=2, n6=3)


def test_the_truth_recovers_itself():
    found = recovery(KNOWN, KNOWN)
    assert found.pairs == Score(found=4, true=4, both=4)
    assert found.incidents == Score(found=2, true=2, both=2)


def test_a_report_put_to_strangers_costs_precision_and_recall():
    found = recovery(KNOWN, events(n1=1, n2=1, n3=4, n4=4, n5=4))
    assert found.pairs == Score(found=4, true=4, both=2)
    assert found.pairs.precision == found.pairs.recall == found.pairs.f1 == 0.5
    assert found.incidents == Score(found=2, true=2, both=0)


def test_reports_that_the_truth_does_not_know_are_not_held_against_it():
    assert recovery(KNOWN, events(n1=1, n2=1, n80=1)).pairs == Score(found=1, true=4, both=1)


def test_nothing_found_is_precise_and_recalls_nothing():
    found = recovery(KNOWN, EVENTS.empty_table()).pairs
    assert (found.precision, found.recall, found.f1) == (1.0, 0.0, 0.0)


def test_two_reports_that_nobody_knows_are_not_one_event():
    pairs = pa.table({"left": [1, 1, 80], "right": [2, 6, 90]})
    assert same_event(pairs, KNOWN).tolist() == [1.0, 0.0, 0.0]


def test_of_the_pairs_said_to_be_true_it_is_counted_how_many_are():
    kept = pa.table({"left": [1, 1, 4], "right": [2, 6, 5], "weight_mbits": [4_000, 4_000, 20_000]})
    low, high = calibration(kept, KNOWN)
    assert (low.pairs, low.true, low.least, low.most) == (2, 0.5, 0.85, 0.95)
    assert low.said == pytest.approx(16 / 17, abs=1e-4)
    assert (high.pairs, high.true) == (1, 1.0)


def test_each_rule_says_what_it_finds_and_what_it_finds_alone(campaign):
    with duckdb.connect() as connection:
        connection.register("told", campaign.evidence)
        connection.execute("CREATE TABLE evidence AS SELECT * FROM told")
        rules = blocking(connection, campaign.events)
    every = rules[-1]
    assert every.rule == "all rules"
    assert 0.9 < every.recall <= 1.0
    assert all(0 <= one.alone <= one.recall <= every.recall for one in rules)
    assert sum(one.alone for one in rules[:-1]) <= every.recall
