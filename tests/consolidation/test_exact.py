import duckdb
import pyarrow as pa
import pytest

from markaz.consolidation import exact

REPORT = {
    "kind": "seizure", "grain": "event", "occurred_first": "2025-03-04",
    "occurred_last": "2025-03-04", "airport": "", "district": "PK-PB-lahore",
    "arrested": 1, "operation_text": "",
}  # fmt: skip
LINE = {"substance": "CAN-RESIN", "mass_mg": 1_234_567, "volume_ul": None, "pieces": None}


@pytest.fixture
def joined():
    """Which reports a ledger of (agency, report changes, line changes) would join."""

    def run(*reports: tuple[str, dict, dict]) -> list[tuple[int, int]]:
        heads = [
            {**REPORT, **head, "report_id": i, "number": i, "agency": agency}
            for i, (agency, head, _) in enumerate(reports, start=1)
        ]
        lines = [{**LINE, **line, "report_id": i} for i, (*_, line) in enumerate(reports, start=1)]
        with duckdb.connect() as connection:
            connection.register("current_reports", pa.Table.from_pylist(heads))
            connection.register(
                "current_lines",
                pa.Table.from_pylist(
                    lines,
                    schema=pa.schema(
                        [("report_id", pa.int64()), ("substance", pa.string())]
                        + [(name, pa.int64()) for name in ("mass_mg", "volume_ul", "pieces")]
                    ),
                ),
            )
            found = exact.pairs(connection).to_pylist()
        return [(row["incident"], row["number"]) for row in found]

    return run


def test_two_agencies_with_the_same_report_are_one_incident(joined):
    assert joined(("ANF", {}, {}), ("CUSTOMS", {}, {})) == [(1, 2)]


def test_a_repeat_by_the_same_agency_proves_nothing(joined):
    assert joined(("ANF", {}, {}), ("ANF", {}, {})) == []


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ({"occurred_first": "2025-03-05", "occurred_last": "2025-03-05"}, {}),
        ({"district": "PK-PB-multan"}, {}),
        ({"arrested": 2}, {}),
        ({"grain": "aggregate"}, {}),
        ({}, {"mass_mg": 1_234_568}),
        ({}, {"mass_mg": None}),
        ({}, {"substance": "OPI-HEROIN"}),
    ],
)
def test_one_difference_keeps_them_apart(joined, head, line):
    assert joined(("ANF", {}, {}), ("CUSTOMS", head, line)) == []


def test_a_round_weight_needs_an_operations_name_beside_it(joined):
    round_weight = {"mass_mg": 5_000_000}
    named = {"operation_text": "Operation Example"}
    assert joined(("ANF", {}, round_weight), ("CUSTOMS", {}, round_weight)) == []
    assert joined(("ANF", named, round_weight), ("CUSTOMS", named, round_weight)) == [(1, 2)]


def test_an_unknown_place_is_no_agreement(joined):
    assert joined(("ANF", {"district": ""}, {}), ("CUSTOMS", {"district": ""}, {})) == []


def test_the_second_of_one_agency_meets_only_the_second_of_another(joined):
    reports = [("ANF", {}, {}), ("ANF", {}, {}), ("CUSTOMS", {}, {})]
    assert joined(*reports) == [(1, 3)]
