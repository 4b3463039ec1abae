"""A report is found by its number, by its reference, or by agency and reference."""

import pytest

from markaz.governance.visibility import CENTRE, Viewer
from markaz.records.errors import InvalidValueError
from markaz.store.models import ReportRow
from markaz.store.pages.named import report_number
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(tables, batch) -> dict[tuple[str, str], int]:
    Keeper(batch()).keep(
        tables(
            {"agency": "ANF", "reference": "ANF/2025/1"},
            {"agency": "ANF", "reference": "7"},
            {"agency": "PCG", "reference": "7"},
        )
    )
    rows = ReportRow.objects.values_list("agency", "reference", "number")
    return {(agency, reference): number for agency, reference, number in rows}


def test_each_way_to_name_a_report_finds_it(numbers):
    wanted = numbers["ANF", "ANF/2025/1"]
    for text in ("ANF/2025/1", " anf/ANF/2025/1 ", str(wanted)):
        assert report_number(text, viewer=CENTRE) == wanted


def test_a_reference_of_several_agencies_asks_for_the_agency(numbers):
    with pytest.raises(InvalidValueError, match="write AGENCY/7"):
        report_number("7", viewer=CENTRE)
    assert report_number("PCG/7", viewer=CENTRE) == numbers["PCG", "7"]


def test_a_hidden_report_is_not_there(numbers):
    customs = Viewer(agencies=frozenset({"CUSTOMS"}))
    for text in ("ANF/2025/1", str(numbers["PCG", "7"]), "9" * 40, "-1", "٧", ""):
        with pytest.raises(InvalidValueError, match="There is no report"):
            report_number(text, viewer=customs)
