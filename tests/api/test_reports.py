"""Filing reports by API: the same reading, receipt, rights and memory as for a file."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from markaz.api import reports
from markaz.store.models import AuditRow, Batch, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/api/reports?source=markaz-standard"
HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
GOOD = "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1\n"
BAD = "ANF,A-2,seizure,30-02-2025,PK,Sindh,Karachi,heroin,2,kg,0\n"
DOUBTFUL = "ANF,A-3,seizure,2025-03-05,PK,Sindh,Karachi,heroin,3,seer,0\n"


def csv(*rows: str) -> bytes:
    return (HEADER + "".join(rows)).encode()


def workbook(*rows: str) -> bytes:
    book, kept = Workbook(), BytesIO()
    for row in (HEADER, *rows):
        book.active.append(row.strip().split(","))
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def anf(program, anf_liaison):
    return program(anf_liaison)


@pytest.mark.parametrize("body", [csv, workbook])
def test_a_file_gets_its_receipt_with_what_was_not_read(anf, body):
    answer = anf.post(ADDRESS + "&file_name=march.csv", body(GOOD, BAD, DOUBTFUL))
    told = answer.json()
    assert answer.status_code == 201
    assert {name: told[name] for name in ("rows", "kept", "new", "set_aside")} == {
        "rows": 3, "kept": 2, "new": 2, "set_aside": 1,
    }  # fmt: skip
    (aside,) = told["set_aside_rows"]
    assert (aside["row"], aside["column"]) == (3, "occurred")
    assert aside["as_written"]["reference"] == "A-2"
    assert told["questions"] == len(told["question_rows"]) == 1
    assert "next" not in told
    batch = Batch.objects.get()
    assert (batch.id, batch.file_name, batch.received_by) == (told["batch"], "march.csv", "anf")
    assert AuditRow.objects.filter(event="file received", by="anf").exists()


def test_a_list_of_reports_in_json_is_read_with_its_lines(anf):
    body = """[{"agency": "ANF", "reference": "A-1", "occurred": "2025-03-04", "place": "Lahore",
      "arrested": 2,
      "lines": [{"substance": "charas", "quantity": 1.50, "unit": "kg"},
                {"substance": "heroin", "quantity": 20, "unit": "g"}],
      "persons": [{"person_name": "Invented Name"}, {"person_name": "Another Name"}]},
     {"agency": "ANF", "reference": "A-2", "occurred": "yesterday"}, 7]"""
    told = anf.post(ADDRESS, body.encode(), "application/json").json()
    assert (told["rows"], told["new"], told["set_aside"]) == (4, 2, 2)
    assert [(row["row"], row["column"]) for row in told["set_aside_rows"]] == [
        (2, "occurred"), (3, ""),
    ]  # fmt: skip
    report = ReportRow.objects.get()
    assert report.arrested == 2
    lines = list(report.lines.order_by("line").values_list("substance", "mass_mg"))
    assert lines == [("CAN-RESIN", 1_500_000), ("OPI-HEROIN", 20_000)]
    assert report.persons.count() == 2


def test_the_same_body_again_is_told_so_and_changes_nothing(anf):
    first = anf.post(ADDRESS, csv(GOOD, BAD))
    again = anf.post(ADDRESS, csv(GOOD, BAD))
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["already_received"], again.json()["already_received"]) == (False, True)
    assert again.json()["batch"] == first.json()["batch"]
    assert again.json()["set_aside_rows"] == first.json()["set_aside_rows"]
    assert (Batch.objects.count(), ReportRow.objects.count()) == (1, 1)


def test_an_agency_files_for_itself_only(anf, program, customs_liaison, auditor, analyst):
    foreign = csv(GOOD.replace("ANF", "CUSTOMS"))
    refused = anf.post(ADDRESS, foreign)
    assert refused.status_code == 403
    assert "CUSTOMS" in refused.json()["error"]
    theirs = anf.post("/api/reports?source=sim-customs", b"anything")
    assert theirs.status_code == 403
    assert program(auditor).post(ADDRESS, csv(GOOD)).status_code == 403
    assert not Batch.objects.exists()
    assert program(analyst).post(ADDRESS, foreign).status_code == 201


@pytest.mark.parametrize(
    ("address", "body", "kind", "status", "words"),
    [
        ("/api/reports", b"x", "text/csv", 404, "source=NAME"),
        ("/api/reports?source=none", b"x", "text/csv", 404, "none"),
        (ADDRESS, b"", "text/csv", 400, "empty"),
        (ADDRESS, b"%PDF-1.7", "application/pdf", 400, "PDF"),
        (ADDRESS, b"a=1", "application/x-www-form-urlencoded", 400, "web form"),
        (ADDRESS, b"[1, 2", "application/json", 400, "JSON"),
        (ADDRESS, b'[{"agency": "ANF", "agency": "PCG"}]', "application/json", 400, "twice"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_one_sentence(
    anf, address, body, kind, status, words
):
    answer = anf.post(address, body, kind)
    assert (answer.status_code, set(answer.json())) == (status, {"error"})
    assert words in answer.json()["error"]
    assert not Batch.objects.exists()


def test_a_body_beyond_the_limit_is_refused(anf, settings):
    settings.MARKAZ_UPLOAD_MB = 0
    answer = anf.post(ADDRESS, csv(GOOD))
    assert answer.status_code == 400
    assert "larger than 0 MB" in answer.json()["error"]


def test_a_receipt_is_fetched_again_page_by_page(anf, monkeypatch):
    monkeypatch.setattr(reports, "PAGE", 2)
    bad = [BAD.replace("A-2", f"B-{n}") for n in range(5)]
    told = anf.post(ADDRESS, csv(GOOD, *bad)).json()
    pages = [told]
    while "next" in pages[-1]:
        pages.append(anf.get(pages[-1]["next"]).json())
    assert [row["row"] for page in pages for row in page["set_aside_rows"]] == [3, 4, 5, 6, 7]
    assert [page["kept"] for page in pages] == [1, 1, 1]
    assert anf.get(f"/api/batches/{told['batch']}?page=0").status_code == 400


def test_another_agency_finds_no_receipt(anf, program, customs_liaison, auditor):
    number = anf.post(ADDRESS, csv(GOOD)).json()["batch"]
    other = program(customs_liaison)
    hidden, nothing = other.get(f"/api/batches/{number}"), other.get("/api/batches/999999")
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.json() == nothing.json()
    assert program(auditor).get(f"/api/batches/{number}").status_code == 403
