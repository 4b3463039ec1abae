"""One report by itself brings the same evidence, under the same keys, as in the whole ledger."""

from datetime import date

import duckdb
import pytest
from benchmarks.report_rows import views

from markaz.consolidation import keys
from markaz.consolidation.single import Filed, by_key, evidence_of, keys_of

# No member of these lists has a place: SQL gives them in no particular order.
SETS = ("name_words", "partners")


def plain(row: dict[str, object]) -> dict[str, object]:
    return {
        name: sorted(value) if name in SETS and value is not None else value
        for name, value in row.items()
    }


def filed(raw) -> list[Filed]:
    with views(raw) as connection:
        reports = connection.execute("SELECT * FROM current_reports").to_arrow_table().to_pylist()
        parts = {
            name: connection.execute(f"SELECT * FROM current_{name}").to_arrow_table().to_pylist()
            for name in ("lines", "persons", "means")
        }
    found = {row["report_id"]: Filed(row, [], [], []) for row in reports}
    for name, rows in parts.items():
        for row in rows:
            getattr(found[row["report_id"]], name).append(row)
    return list(found.values())


def test_every_report_of_a_campaign_brings_the_same_by_itself(campaign):
    single = evidence_of(filed(campaign.raw))
    together = {row["number"]: plain(row) for row in campaign.evidence.to_pylist()}
    assert {number: plain(row) for number, row in single.items()} == together
    assert {tuple(row) for row in single.values()} == {tuple(campaign.evidence.column_names)}


def test_every_report_of_a_campaign_has_the_same_keys_by_itself(campaign):
    with duckdb.connect() as connection:
        connection.register("evidence", campaign.evidence)
        keys.find(connection)
        rows = connection.execute("SELECT key, number FROM keys").fetchall()
    together: dict[int, set[int]] = {}
    for key, number in rows:
        together.setdefault(number, set()).add(key)
    single = {row["number"]: keys_of(row) for row in campaign.evidence.to_pylist()}
    assert {number: found for number, found in single.items() if found} == together
    assert len(rows) == sum(map(len, single.values()))


def test_what_reports_share_is_found_by_key():
    assert by_key({1: {10, 20}, 2: {20}}) == {10: {1}, 20: {1, 2}}


@pytest.mark.parametrize(
    ("written", "swapped"),
    [
        (date(2025, 3, 4), date(2025, 4, 3)),
        (date(2025, 3, 3), None),
        (date(2025, 3, 13), None),
    ],
)
def test_a_day_has_another_reading_only_where_it_could_be_a_month(campaign, written, swapped):
    one = filed(campaign.raw)[0]
    report = {
        **one.report,
        "occurred_first": written,
        "occurred_last": written,
        "occurred_precision": "day",
    }
    found = evidence_of([Filed(report)])[report["number"]]["swapped_day"]
    assert found == ((swapped - date(1970, 1, 1)).days if swapped else None)
