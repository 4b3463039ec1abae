"""One report by form: nothing is retyped, nothing guessed, and it is matched at once."""

import pytest
from django.urls import reverse

from markaz.store.models import AuditRow, Batch, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/report/"
# The same event as the two reports that stand: see the fixture `filed`.
SAME = {
    "agency": "ASF",
    "reference": "S-1",
    "kind": "seizure",
    "occurred": "2025-03-04",
    "country": "Pakistan",
    "province": "PK-PB",
    "district": "Lahore",
    "operation": "SEA-1",
    "lines-0-substance": "charas",
    "lines-0-quantity": "1.234567",
    "lines-0-unit": "kg",
    "arrested": "1",
}


@pytest.fixture
def asf(django_user_model):
    return django_user_model.objects.create(username="asf", agency="ASF", role="liaison")


@pytest.fixture
def officer(sign_in, asf, filed):
    return sign_in(asf)


def said_beside(answer) -> dict[str, list[str]]:
    return {one.id: [*one.faults, *one.doubts] for one in answer.context["remarks"]}


def values(answer) -> dict[str, str]:
    return {
        entry.id: entry.value
        for shown in answer.context["sections"]
        for row in (shown.entries, *shown.rows)
        for entry in row
    }


def test_a_typed_report_joins_the_incident_it_belongs_to(sign_in, analyst, filed):
    answer = sign_in(analyst).post(ADDRESS, SAME, follow=True)
    report = ReportRow.objects.get(reference="S-1")
    assert answer.redirect_chain[-1][0] == reverse("console:filed", args=[report.number])
    assert {each.report.number for each in answer.context["others"]} == {
        filed.anf, filed.customs_of_same,
    }  # fmt: skip
    assert (report.agency, report.arrested, report.district) == ("ASF", 1, "PK-PB-lahore")
    assert report.lines.get().mass_mg == 1_234_567
    assert "The report is filed." in answer.content.decode()


def test_what_another_agency_filed_leaves_no_trace_on_the_page(officer, filed):
    page = officer.post(ADDRESS, SAME, follow=True)
    assert page.context["others"] == []
    assert page.context["pairs"] == ()
    shown = page.content.decode()
    assert "No other report that you may see" in shown
    assert "A-1" not in shown
    assert "C-1" not in shown


def test_a_report_that_may_repeat_another_is_shown_to_who_judges_pairs(
    sign_in, analyst, asf, filed
):
    like = SAME | {"operation": "", "occurred": "2025-03-05", "arrested": ""}
    answer = sign_in(analyst).post(ADDRESS, like, follow=True)
    number = ReportRow.objects.get(reference="S-1").number
    assert {(pair.left, pair.right) for pair in answer.context["pairs"]} == {
        (filed.anf, number), (filed.customs_of_same, number),
    }  # fmt: skip
    assert f"?pair={filed.anf}-{number}" in answer.content.decode()
    other = sign_in(asf).get(reverse("console:filed", args=[number]))
    assert other.context["pairs"] == ()
    assert "A-1" not in other.content.decode()


def test_what_cannot_be_read_is_said_beside_its_field_and_all_that_was_typed_stays(officer):
    typed = SAME | {
        "occurred": "2025-02-30",
        "arrested": "two",
        "lines-1-substance": "nothing known",
        "lines-1-quantity": "3",
        "lines-1-unit": "kg",
        "persons-0-person_name": "Invented <b>Name",
        "remarks": "typed with care",
    }
    answer = officer.post(ADDRESS, typed)
    assert answer.status_code == 400
    beside = said_beside(answer)
    assert set(beside) == {"occurred", "arrested", "lines-1-substance"}
    assert "nothing known" in beside["lines-1-substance"][0]
    assert typed.items() <= values(answer).items()
    assert answer.content.decode().count("autofocus") == 1
    assert answer.context["remarks"][0].focus
    assert "Invented &lt;b&gt;Name" in answer.content.decode()
    assert not Batch.objects.filter(source="markaz-form").exists()


def test_an_empty_form_says_what_must_be_filled_in(officer):
    answer = officer.post(ADDRESS, {"agency": ""})
    assert answer.status_code == 400
    assert {"agency", "reference", "occurred"} <= set(said_beside(answer))


def test_a_doubt_is_asked_about_once_and_then_filed_as_it_stands(officer):
    typed = SAME | {"district": "Nowhere", "lines-0-unit": ""}
    answer = officer.post(ADDRESS, typed)
    assert answer.status_code == 200
    assert set(said_beside(answer)) == {"district", "lines-0-quantity"}
    assert not ReportRow.objects.filter(reference="S-1").exists()
    officer.post(ADDRESS, typed | {"confirm": "1"})
    report = ReportRow.objects.get(reference="S-1")
    # A unit is never guessed.
    assert report.lines.get().mass_mg is None


def test_a_reference_that_stands_is_revised_only_when_that_is_meant(officer):
    officer.post(ADDRESS, SAME)
    changed = SAME | {"arrested": "3"}
    assert "reference" in said_beside(officer.post(ADDRESS, changed))
    assert ReportRow.objects.get(reference="S-1").arrested == 1
    officer.post(ADDRESS, changed | {"confirm": "1"})
    assert ReportRow.objects.get(reference="S-1", known_to=None).arrested == 3


def test_the_same_report_twice_is_one_report(officer):
    officer.post(ADDRESS, SAME)
    again = officer.post(ADDRESS, SAME, follow=True)
    assert "stood already" in again.content.decode()
    assert ReportRow.objects.filter(reference="S-1").count() == 1
    assert AuditRow.objects.filter(event="file received", by="asf").count() == 1


@pytest.mark.parametrize("part", ["lines", "persons", "means"])
def test_a_row_is_added_without_a_script_and_keeps_what_was_typed(officer, part):
    answer = officer.post(ADDRESS, SAME | {"add": part})
    assert SAME.items() <= values(answer).items()
    second = [name for name in values(answer) if name.startswith(f"{part}-1-")]
    assert second
    focus = [
        entry.id
        for shown in answer.context["sections"]
        for row in (shown.entries, *shown.rows)
        for entry in row
        if entry.focus
    ]
    assert focus == second[:1]
    assert not ReportRow.objects.filter(reference="S-1").exists()


def test_persons_and_means_stand_each_for_itself(officer):
    officer.post(
        ADDRESS,
        SAME
        | {
            "lines-2-substance": "heroin",
            "lines-2-quantity": "20",
            "lines-2-unit": "g",
            "lines-1-substance": "",
            "persons-0-person_name": "Invented Name",
            "persons-0-nationality": "Afghanistan",
            "persons-1-person_name": "Another Name",
            "persons-1-person_role": "courier",
            "means-0-means_kind": "vehicle",
            "means-0-means_identifier": "ABC-123",
        },
    )
    report = ReportRow.objects.get(reference="S-1")
    assert list(report.lines.values_list("substance", flat=True)) == ["CAN-RESIN", "OPI-HEROIN"]
    assert list(report.persons.values_list("name_text", "nationality", "role")) == [
        ("Invented Name", "AF", ""),
        ("Another Name", "", "courier"),
    ]
    assert report.means.get().identifier_text == "ABC-123"
    assert report.arrested == 1


def test_an_agency_types_for_itself_only(officer, asf):
    first = officer.get(ADDRESS)
    (agency,) = [
        entry
        for shown in first.context["sections"]
        for entry in shown.entries
        if entry.id == "agency"
    ]
    assert [code for code, _ in agency.choices] == ["ASF"]
    assert agency.value == "ASF"
    assert officer.post(ADDRESS, SAME | {"agency": "CUSTOMS"}).status_code == 403
    assert not ReportRow.objects.filter(reference="S-1").exists()


def test_the_form_speaks_urdu_and_reads_it(officer):
    officer.cookies["django_language"] = "ur"
    page = officer.get(ADDRESS).content.decode()
    assert "ایک رپورٹ درج کریں" in page
    assert "File one report" not in page
    officer.post(ADDRESS, SAME | {"lines-0-substance": "چرس", "district": "لاہور"})
    report = ReportRow.objects.get(reference="S-1")
    assert (report.district, report.lines.get().substance) == ("PK-PB-lahore", "CAN-RESIN")
