"""The tables' visibility is the one rule of governance, for every viewer and every report."""

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.governance.marking import Marking
from markaz.governance.visibility import Viewer, may_see
from markaz.store.models import ReportRow, SetAsideRow
from markaz.store.pages.lists import visible_reports
from markaz.store.reports import Keeper

AGENCIES = ("ANF", "ANF-KP", "CUSTOMS", "PCG")


@pytest.fixture
def every_kind(tables, batch):
    Keeper(batch()).keep(
        tables(
            *(
                {"agency": agency, "reference": f"{agency} {marking}", "marking": marking.value}
                for agency in AGENCIES
                for marking in Marking
            )
        )
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(agencies=st.frozensets(st.sampled_from(AGENCIES)), at_centre=st.booleans())
def test_the_tables_show_exactly_what_the_rule_allows(every_kind, agencies, at_centre):
    viewer = Viewer(agencies=agencies, at_centre=at_centre)
    shown = set(visible_reports(viewer).values_list("reference", flat=True))
    allowed = {
        row.reference
        for row in ReportRow.objects.all()
        if may_see(viewer, agency=row.agency, marking=row.marking)
    }
    assert shown == allowed


def test_a_row_as_written_runs_as_its_columns_do_on_an_urdu_page(sign_in, analyst, filed):
    client = sign_in(analyst)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "ur"
    assert '<td class="written long" dir="ltr">' in client.get("/set-aside/").content.decode()
    SetAsideRow.objects.update(as_written={"نمبر": "C-9"})
    assert '<td class="written long" dir="rtl">' in client.get("/set-aside/").content.decode()


def test_a_file_is_listed_with_the_title_of_its_source(sign_in, analyst, filed):
    assert "Pakistan Customs" in sign_in(analyst).get("/batches/").content.decode()
