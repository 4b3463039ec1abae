"""Rows become reports: by reference across slices, or each for itself."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.records.schemas import READ_LINES, READ_MEANS, READ_PERSONS, READ_REPORTS

HEADER = "Ref,Date,Drug,Qty,Unit\n"


def test_rows_of_one_reference_are_lines_of_one_report(standard):
    got = standard({"substance": "charas"}, {"substance": "heroin", "quantity": "2"})
    (report,) = got.reports
    assert report["row_count"] == 2
    assert [(line["line"], line["substance"]) for line in got.lines] == [
        (1, "CAN-RESIN"),
        (2, "OPI-HEROIN"),
    ]


def test_one_reference_of_two_agencies_is_two_reports(standard):
    got = standard({"agency": "ANF"}, {"agency": "ASF"})
    assert [row["agency"] for row in got.reports] == ["ANF", "ASF"]


def test_chunks_have_the_schemas_of_the_records(standard):
    (chunk, *_) = standard({}, {"reference": "A/2"}).chunks
    assert chunk.reports.schema == READ_REPORTS
    assert chunk.lines.schema == READ_LINES
    assert chunk.persons.schema == READ_PERSONS
    assert chunk.means.schema == READ_MEANS


def test_a_case_that_crosses_the_edge_of_a_slice_is_one_report(described, send):
    text = HEADER + "".join(f"A/{n // 3},04/03/2025,charas,{n + 1},kg\n" for n in range(30))
    whole = send(text, source=described())
    for size in (1, 2, 4, 7):
        sliced = send(text, source=described(), chunk_rows=size)
        assert [row["content_hash"] for row in sliced.reports] == [
            row["content_hash"] for row in whole.reports
        ]
        assert sum(line["mass_mg"] for line in sliced.lines) == 465_000_000


def test_lines_of_a_case_need_not_be_adjacent_within_a_slice(described, send):
    text = (
        HEADER
        + "A/1,04/03/2025,charas,1,kg\nA/2,04/03/2025,charas,1,kg\nA/1,04/03/2025,heroin,2,kg\n"
    )
    got = send(text, source=described())
    assert {row["reference"]: row["row_count"] for row in got.reports} == {"A/1": 2, "A/2": 1}


def test_a_reference_that_returns_after_its_report_is_set_aside(described, send):
    rows = [f"A/{n},04/03/2025,charas,1,kg" for n in (1, 2, 3, 4, 1)]
    got = send(HEADER + "\n".join(rows), source=described(), chunk_rows=2)
    assert [(one.row, one.column) for one in got.set_aside] == [(6, "Ref")]
    assert "put the lines of case 'A/1' together" in got.reasons[0]


def test_an_exact_repeat_is_counted_once_and_asked_about(described, send):
    row = "A/1,04/03/2025,charas,1,kg\n"
    got = send(HEADER + row * 3, source=described())
    assert got.repeats == 2
    assert len(got.lines) == 1
    assert "row 4 repeats row 2: it was counted once" in got.asked


def test_equal_lines_that_are_no_exact_repeats_are_both_kept_and_asked_about(standard):
    got = standard({"person_name": "One Invented"}, {"person_name": "Two Invented"})
    assert len(got.lines) == 2
    assert any("are they one seizure?" in sentence for sentence in got.asked)


def test_a_header_fact_that_differs_on_a_later_line_is_asked_about(standard):
    got = standard(
        {"province": "Punjab"},
        {"province": "Sindh", "substance": "heroin"},
        {"province": "", "substance": "opium"},
    )
    assert got.reports[0]["province"] == "PK-PB"
    assert [(one.row, one.column) for one in got.questions] == [(3, "place")]


def test_a_fact_stated_only_on_a_later_line_is_taken(standard):
    got = standard({"arrested": ""}, {"arrested": "3", "substance": "heroin"})
    assert got.reports[0]["arrested"] == 3
    assert got.questions == []


def test_a_case_with_one_unreadable_row_is_set_aside_whole(standard):
    got = standard({}, {"substance": "gonzo"}, {"reference": "A/2"})
    assert [row["reference"] for row in got.reports] == ["A/2"]
    assert "row 3 of the same case cannot be read" in got.reasons[0]
    assert "gonzo" in got.reasons[1]


def test_without_references_each_repeat_is_a_report_of_its_own(described, send):
    source = described(
        columns={"Date": "occurred", "Drug": "substance", "Qty": "quantity"},
        lines="one_per_row", defaults={"unit": "kg"},
    )  # fmt: skip
    row = "04/03/2025,charas,1\n"
    text = "Date,Drug,Qty\n" + row * 3 + "05/03/2025,charas,1\n" + row
    whole = send(text, source=source)
    assert whole.repeats == 0
    references = [report["reference"] for report in whole.reports]
    assert [one.rsplit("-", 1)[1] for one in references] == ["1", "2", "3", "1", "4"]
    assert len(set(references)) == 5
    again = send(text, source=source, chunk_rows=1)
    assert [report["reference"] for report in again.reports] == references


def test_several_names_in_one_cell_are_several_mentions(standard):
    got = standard(
        {"person_name": "One Invented; Two Invented", "nationality": "Afghan", "age": "30"}
    )
    assert [(row["mention"], row["name_text"]) for row in got.persons] == [
        (1, "One Invented"),
        (2, "Two Invented"),
    ]
    assert {row["age"] for row in got.persons} == {None}


def test_a_means_of_transport_is_kept_as_written(standard):
    got = standard({"means_kind": "car", "means_identifier": "LEA-0000"})
    assert got.means[0]["kind"] == "vehicle"
    assert got.means[0]["identifier_text"] == "LEA-0000"


def test_the_row_as_written_holds_every_filled_cell_under_their_header(described, send):
    got = send(
        HEADER + 'A/1,04/03/2025,"cha""ras",1,kg\n',
        source=described(lookups={"substance": {'cha"ras': "CAN-RESIN"}}),
    )
    assert got.reports[0]["as_written"] == (
        '[{"Ref":"A/1","Date":"04/03/2025","Drug":"cha\\"ras","Qty":"1","Unit":"kg"}]'
    )


CELLS = st.one_of(
    st.text(alphabet='abc"=\n ,;۱ك\u00a0', max_size=6),
    st.sampled_from(["A/1", "A/2", "04/03/2025", "charas", "heroin", "1", "-1", "kg", "", "0"]),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    rows=st.lists(st.lists(CELLS, min_size=4, max_size=6), max_size=12),
    size=st.sampled_from([1, 2, 5, 50_000]),
)
def test_every_row_of_any_text_is_kept_or_set_aside(described, send, rows, size):
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    told = sum(any(cell.strip() or cell for cell in row) for row in rows)
    text = HEADER + "A/0,04/03/2025,charas,1,kg\n" + "".join(row + "\n" for row in quoted)
    got = send(text, source=described(), chunk_rows=size)
    assert got.rows == told + 1
    kept = sum(report["row_count"] for report in got.reports)
    assert kept + got.repeats + len(got.set_aside) == got.rows


def test_shuffled_slices_never_lose_a_milligram(described, send):
    dice = random.Random(7)
    rows = [f"A/{n},04/03/2025,charas,{dice.randrange(1, 10**6)},g\n" for n in range(500)]
    total = sum(int(row.split(",")[3]) for row in rows)
    dice.shuffle(rows)
    got = send(HEADER + "".join(rows), source=described(), chunk_rows=37)
    assert sum(line["mass_mg"] for line in got.lines) == total * 1000


def test_a_place_is_taken_from_one_line_and_never_put_together(standard):
    got = standard(
        {"province": "Punjab"}, {"province": "Sindh", "district": "Karachi", "substance": "opium"}
    )
    assert (got.reports[0]["province"], got.reports[0]["district"]) == ("PK-PB", "")
