"""The forms tell what is known, lead back to it, and invent nothing."""

import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.data.substances import SUBSTANCES, substance_code
from markaz.data.tables import rows
from markaz.exchange.forms.arq import NOT_KNOWN, blanks, filled
from markaz.exchange.forms.arqbook import About, workbook
from markaz.exchange.forms.individual import COLUMNS, individual_seizures
from markaz.intake import reading, sources
from markaz.records.schemas import COUNTED_SEIZURES

ABOUT = About((("year", "2025"),), simulated=False)
ONE = {
    "incident": 1, "reports": [1, 4], "agencies": ["ANF", "CUSTOMS"], "substance": "OPI-HEROIN",
    "mass_mg": 12_500_000, "occurred_first": date(2025, 3, 4), "occurred_last": date(2025, 3, 4),
    "country": "PK", "province": "PK-BA", "district": "PK-BA-chagai",
}  # fmt: skip


def counted(*described):
    told = [{**ONE, "incident": at, **one} for at, one in enumerate(described, start=1)]
    columns = {
        f.name: [one.get(f.name, "" if pa.types.is_string(f.type) else None) for one in told]
        for f in COUNTED_SEIZURES
    }
    return pa.table(columns, schema=COUNTED_SEIZURES)


def row_of(drug, table):
    (found,) = [row for row in table if row.drug == drug]
    return found


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_every_drug_has_one_row_and_no_precursor_has():
    listed = [code for row in rows("arq_rows") for code in row["substances"].split()]
    assert len(listed) == len(set(listed)) and set(listed) <= set(SUBSTANCES)
    left = {SUBSTANCES[code].family for code in set(SUBSTANCES) - set(listed)}
    assert left == {"PRE", "ALC", "UNK", "OTH"}
    assert {
        code for code in set(SUBSTANCES) - set(listed) if SUBSTANCES[code].in_drug_total
    } == set()


def test_each_measure_stands_by_itself_and_nothing_is_converted():
    table = filled(counted(
        {}, {"mass_mg": None, "pieces": 300}, {"mass_mg": None, "volume_ul": 2_500_000},
        {"mass_mg": None},
    ))  # fmt: skip
    heroin = row_of("Heroin", table)
    assert [cell.value for cell in heroin.cells] == [4, Decimal("12.5"), Decimal("2.5"), 300]
    assert heroin.unmeasured == 1


def test_an_incident_with_two_substances_of_a_row_is_one_seizure():
    table = filled(counted(
        {"incident": 7, "substance": "OPI-OPIUM"},
        {"incident": 7, "substance": "OPI-POPPY-EXTRACT"},
    ))  # fmt: skip
    opium = row_of("Opium (raw and prepared)", table)
    assert (opium.seizures.value, opium.kilograms.value) == (1, 25)


def test_what_nobody_reported_is_blank_and_listed_and_never_nought():
    table = filled(counted({}))
    book = opened(workbook(table, about=ABOUT))
    lines = list(book["Seizures"].iter_rows(min_row=2, values_only=True))
    blank = {drug for drug, _ in blanks(table)}
    for line in lines:
        assert (line[1] in blank) == (line[2] == NOT_KNOWN)
        assert 0 not in line[2:6]
    assert blank == {drug for drug, _ in book["Blanks"].iter_rows(min_row=2, values_only=True)}
    assert len(blank) == len(table) - 1


def test_a_seizure_without_a_sure_quantity_is_counted_and_its_weight_not_known():
    table = filled(counted({"mass_mg": None}))
    line = row_of("Heroin", table)
    assert line.seizures.value == 1 and line.kilograms.value is None
    assert ("Heroin", "it was seized and no quantity of it was stated for sure") in set(
        blanks(table)
    )


@settings(max_examples=20)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "incident": st.integers(1, 5),
                "substance": st.sampled_from(sorted(SUBSTANCES)),
                "mass_mg": st.none() | st.integers(0, 10**12),
                "pieces": st.none() | st.integers(0, 10**6),
            }
        ),
        max_size=12,
    )
)
def test_every_number_is_the_sum_of_the_incidents_named_behind_it(described):
    seizures = counted(*described)
    table = filled(seizures)
    book = opened(workbook(table, about=ABOUT))
    sums = {}
    for cell, _, _, _, _, _, _, amount in book["Sources"].iter_rows(min_row=2, values_only=True):
        sums[cell] = sums.get(cell, 0) + amount
    page = book["Seizures"]
    shown = {
        f"{letter}{line}": page[f"{letter}{line}"].value
        for letter in "CDEF"
        for line in range(2, page.max_row + 1)
        if page[f"{letter}{line}"].value not in (None, NOT_KNOWN)
    }
    assert shown.keys() == sums.keys()
    for cell, value in shown.items():
        assert value == pytest.approx(sums[cell])
    in_table = {code for row in rows("arq_rows") for code in row["substances"].split()}
    weighed = sum(
        one["mass_mg"] or 0 for one in seizures.to_pylist() if one["substance"] in in_table
    )
    whole = sum((row.kilograms.value or 0 for row in table), Decimal(0))
    assert whole == Decimal(weighed) / 1_000_000


def test_a_workbook_says_who_made_it_when_and_on_what_to_nobody():
    table = filled(counted({}))
    first, second = (workbook(table, about=ABOUT) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    core = parts["docProps/core.xml"]
    assert "<dc:creator>Markaz</dc:creator>" in core
    for word in ("lastModifiedBy", "dcterms:", "Company", "Manager"):
        assert word not in core + parts["docProps/app.xml"]


def test_a_simulated_table_says_so():
    book = opened(workbook(filled(counted({})), about=About((), simulated=True)))
    assert book.sheetnames[0] == "SIMULATED Seizures"


@pytest.mark.parametrize("text", ["=1+1", "#N/A"])
def test_text_that_looks_like_a_formula_or_an_error_stays_text(text):
    table = filled(counted({"agencies": [text]}))
    cell = opened(workbook(table, about=ABOUT))["Sources"]["F2"]
    assert (cell.value, cell.data_type) == (text, "s")


def read_back(text, folder):
    path = folder / "ids.csv"
    path.write_text(text, encoding="utf-8")
    layout = sources.load("unodc-ids")
    return list(reading.read(path, source=layout, today=date(2026, 1, 1)))


def lines_of(text):
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_columns_are_those_of_the_published_series():
    assert individual_seizures(counted()).text.strip() == ";".join(COLUMNS)


def test_one_line_for_each_measure_of_a_seizure_and_none_for_an_unknown():
    listed = individual_seizures(counted(
        {"pieces": 5}, {"mass_mg": None}, {"occurred_last": date(2025, 3, 9)},
    ))  # fmt: skip
    assert [(line["AMOUNT"], line["DRUG_UNIT"]) for line in lines_of(listed.text)] == [
        ("12.5", "Kilogram"), ("5", "Unit"),
    ]  # fmt: skip
    assert (listed.lines, listed.left_out) == (2, 2)


CODES = {
    "country": ["PK", "AF", "IR"], "province": ["PK-BA", "PK-SD", "PK-PB", ""],
    "transport": ["", "3", "1"], "origin": ["", "AF", "CO"], "departure": ["", "PK", "IR"],
    "destination": ["", "AE", "GB"],
}  # fmt: skip
MEASURES = {"mass_mg": 1_000_000_000_000, "volume_ul": 1_000_000_000_000, "pieces": 1_000_000}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_written_is_read_again_by_our_own_reader(data, tmp_path):
    described = []
    for _ in range(data.draw(st.integers(1, 12))):
        measure = data.draw(st.sampled_from(sorted(MEASURES)))
        day = date(2025, 1, 1) + timedelta(days=data.draw(st.integers(0, 300)))
        codes = {name: data.draw(st.sampled_from(codes)) for name, codes in CODES.items()}
        if not codes["province"].startswith(codes["country"]):
            codes["province"] = ""
        described.append({
            "substance": data.draw(st.sampled_from(sorted(SUBSTANCES))), "mass_mg": None,
            measure: data.draw(st.integers(1, MEASURES[measure])), "occurred_first": day,
            "occurred_last": day, "district": "", **codes,
        })  # fmt: skip
    (chunk,) = read_back(individual_seizures(counted(*described)).text, tmp_path)
    assert chunk.set_aside == ()
    lines, reports = chunk.lines.to_pylist(), chunk.reports.to_pylist()
    assert len(lines) == len(described)
    for sent in described:
        assert any(agrees(sent, line, reports[line["ordinal"]]) for line in lines), sent


def agrees(sent, line, report):
    measured = all(sent.get(name) == line[name] for name in MEASURES)
    when = (report["occurred_first"], report["occurred_last"])
    same_codes = all(sent[name] == report[name] for name in CODES)
    return (
        measured
        and line["substance"] == sent["substance"]
        and when == (sent["occurred_first"], sent["occurred_last"])
        and same_codes
    )


PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "unodc_annual_seizures"
# They go to INCB on its own form, or are no drug of the table.
_ELSEWHERE = ("PRE-", "OTH-MEDICINE", "OTH-ADULTERANT")


def test_every_drug_of_which_unodc_publishes_answers_has_its_row():
    path = PUBLISHED / "annual_1970_2012.csv"
    if not path.exists():
        pytest.skip("UNODC's yearly seizures are not here: the shared data lie beside the project")
    with path.open(encoding="utf-8", errors="replace") as lines:
        names = {row["Drug"] for row in csv.DictReader(lines)}
    codes = {name: code for name in names if (code := substance_code(name))}
    in_a_row = {code for row in rows("arq_rows") for code in row["substances"].split()}
    left = {name for name, code in codes.items() if code not in in_a_row}
    assert len(codes) > 40
    assert all(codes[name].startswith(_ELSEWHERE) for name in left), left
