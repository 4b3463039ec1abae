"""The forms are filled at the centre, agree with the figures, and leave a row in the log."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from markaz.actions import briefing
from markaz.actions.exchange import forms
from markaz.actions.intake import receive_file
from markaz.actions.review import judging
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.store import audit
from markaz.store.models import AuditRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)

FILE = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,status\n"
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,\n"
    "CUSTOMS,C-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.4,kg,\n"
    "ANF,A-2,seizure,2025-03-05,PK,Sindh,Karachi,heroin,250,g,\n"
    "ANF,A-3,seizure,2025-06-01,PK,Sindh,Karachi,tramadol,400,tablets,\n"
    "ANF,A-4,seizure,2025-06-02,PK,Sindh,Karachi,heroin,9,kg,lab negative\n"
    "ANF,A-5,seizure,2025-06-03,AF,,Kabul,heroin,8,kg,\n"
    "ANF,A-6,seizure,2024-06-03,PK,Sindh,Karachi,heroin,7,kg,\n"
    "ANF,A-7,seizure,2025-07-01,PK,Sindh,Karachi,acetic anhydride,30,l,\n"
    "ANF,A-8,seizure,2025-07-02,PK,Sindh,Karachi,heroin,6,,\n"
)


@pytest.fixture
def taken_in(home, operator, now, tmp_path):
    path = tmp_path / "year.csv"
    path.write_text(FILE, encoding="utf-8")
    receive_file(path, source="markaz-standard", by=operator, now=now)
    first, second = ReportRow.objects.filter(reference__in=["A-1", "C-1"]).order_by("number")
    judging.judge_pair(
        first.number, second.number, verdict=Verdict.POSITIVE, reason="", by=operator, now=now
    )


def known(made):
    return {row.drug: row for row in made.rows if row.seizures.value is not None}


def test_the_table_counts_what_the_figures_count(taken_in, operator, now):
    made = forms.fill_questionnaire(2025, by=operator, now=now)
    asked = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31), country="PK")
    (figure,) = briefing.brief(asked, by=operator, now=now, ids=[forms.FIGURE]).figures
    weighed = {row.key: row.value for row in figure.rows}
    rows = known(made)
    assert rows["Heroin"].kilograms.value == weighed["OPI-HEROIN"] == Decimal("0.25")
    assert rows["Cannabis resin (hashish)"].kilograms.value == weighed["CAN-RESIN"]
    assert rows["Tramadol"].units.value == 400
    assert set(rows) == {"Heroin", "Cannabis resin (hashish)", "Tramadol"}


def test_an_event_that_two_agencies_filed_is_one_seizure_with_both_behind_it(
    taken_in, operator, now
):
    made = forms.fill_questionnaire(2025, by=operator, now=now)
    resin = known(made)["Cannabis resin (hashish)"]
    (part,) = resin.kilograms.parts
    assert resin.seizures.value == 1
    assert len(part.reports) == 2 and part.agencies == ("ANF", "CUSTOMS")


def test_a_seizure_whose_unit_is_in_doubt_is_counted_and_not_weighed(taken_in, operator, now):
    heroin = known(forms.fill_questionnaire(2025, by=operator, now=now))["Heroin"]
    assert (heroin.seizures.value, heroin.unmeasured) == (2, 1)


def test_as_known_earlier_the_later_reports_are_not_there(taken_in, operator, now):
    before = (now - timedelta(days=2)).date()
    made = forms.fill_questionnaire(2025, by=operator, now=now, as_known_on=before)
    assert known(made) == {}


def test_single_seizures_are_listed_once_each(taken_in, operator, now):
    made = forms.list_individual_seizures(2025, by=operator, now=now)
    assert made.lines == 4 and made.left_out == 1
    assert made.text.count("Cannabis resin") == 1
    assert "A-1" not in made.text and "Lahore" in made.text


@pytest.mark.parametrize("fill", [forms.fill_questionnaire, forms.list_individual_seizures])
def test_each_filling_is_in_the_log(taken_in, operator, now, fill):
    fill(2025, by=operator, now=now)
    row = AuditRow.objects.filter(event="form filled").get()
    assert row.subject.endswith("2025") and row.by == operator.username


@pytest.mark.parametrize("fill", [forms.fill_questionnaire, forms.list_individual_seizures])
def test_a_form_of_the_whole_country_is_filled_at_the_centre_only(
    taken_in, anf_liaison, auditor, now, fill
):
    for person in (anf_liaison, auditor):
        with pytest.raises(NotPermittedError):
            fill(2025, by=person, now=now)
    assert not AuditRow.objects.filter(event="form filled").exists()


def test_without_its_row_in_the_log_nothing_is_handed_out(taken_in, operator, now, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no log")

    monkeypatch.setattr(audit, "log", broken)
    with pytest.raises(RuntimeError):
        forms.fill_questionnaire(2025, by=operator, now=now)


@pytest.mark.parametrize("year", [1900, 2027])
def test_a_year_that_cannot_be_reported_on_is_refused(home, operator, now, year):
    with pytest.raises(InvalidValueError, match="is no year to report on"):
        forms.fill_questionnaire(year, by=operator, now=now)
