"""Pages choose their rows by the same rule as figures."""

from itertools import product

import pytest

from markaz.governance.marking import Marking
from markaz.governance.visibility import CENTRE, NOBODY, Viewer, may_see
from markaz.store.models import ReportRow
from markaz.store.pages.lists import visible_reports
from markaz.store.reports import Keeper

AGENCIES = ("ANF", "ANF-KP", "CUSTOMS")
VIEWERS = {
    "nobody": NOBODY,
    "the centre": CENTRE,
    "one agency": Viewer(frozenset({"ANF"})),
    "an agency and its region": Viewer(frozenset({"ANF", "ANF-KP"})),
    "an agency without reports": Viewer(frozenset({"ASF"})),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(batch, tables):
    """One report for each agency and marking."""
    each = [
        {"agency": agency, "marking": str(marking), "reference": f"{agency} {marking}"}
        for agency, marking in product(AGENCIES, Marking)
    ]
    Keeper(batch()).keep(tables(*each))
    return list(ReportRow.objects.all())


@pytest.mark.parametrize("viewer", VIEWERS.values(), ids=VIEWERS)
def test_rows_are_visible_exactly_where_the_rule_says_so(reports, viewer):
    told = {r.id for r in reports if may_see(viewer, agency=r.agency, marking=r.marking)}
    assert set(visible_reports(viewer).values_list("id", flat=True)) == told


def test_the_rule_is_asked_about_every_agency_and_marking(reports):
    assert len(reports) == len(AGENCIES) * len(Marking)
