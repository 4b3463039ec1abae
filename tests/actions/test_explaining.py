"""The reasons of real pairs sum to the weight the matcher gave them, however it found them."""

from datetime import date

import pytest

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.arrivals import match_arrivals
from markaz.actions.consolidation import consolidate, index_folder
from markaz.actions.review import explaining
from markaz.consolidation import index
from markaz.consolidation.weights import model as models
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import MatchRun, PairRow, ReportRow
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db

FILED = (
    {"agency": "ANF", "reference": "A-1"},
    {"agency": "CUSTOMS", "reference": "C-1", "lines": [{"mass_mg": 1_300_000}]},
    {"agency": "PCG", "reference": "P-1", "district": "", "place_text": "Punjab"},
    {
        "agency": "FIA",
        "reference": "F-1",
        "occurred_first": date(2025, 3, 5),
        "occurred_last": date(2025, 3, 5),
        "lines": [{"substance": "CAN-HERB"}],
    },
    {"agency": "ASF", "reference": "S-1", "province": "PK-SD", "district": "PK-SD-thatta"},
)


@pytest.fixture
def consolidated(home, tables, batch, operator, now) -> dict[str, int]:
    Keeper(batch()).keep(tables(*FILED))
    consolidate(by=operator, now=now)
    return dict(ReportRow.objects.values_list("reference", "number"))


def test_the_reasons_of_every_kept_pair_sum_to_its_weight(consolidated, analyst):
    rows = list(PairRow.objects.all())
    assert len(rows) >= 3
    found = explaining.why_all([(row.left, row.right) for row in rows], by=analyst)
    for row in rows:
        told = found[row.left, row.right]
        assert told.reasons.weight * 1000 == pytest.approx(row.weight_mbits, abs=1)
        assert any(reason.rarity for reason in told.reasons)


def test_a_pair_that_no_run_kept_is_compared_on_the_spot(consolidated, analyst):
    told = explaining.why(consolidated["S-1"], consolidated["A-1"], by=analyst)
    assert not told.kept
    assert told.reasons.weight * 1000 == pytest.approx(told.weight_mbits, abs=1)
    assert told.reasons.chance < 0.01


def test_a_report_that_came_alone_is_explained_by_what_it_brought(
    consolidated, tables, batch, operator, analyst, now
):
    late = {"agency": "LEVIES-BAL", "reference": "L-1", "lines": [{"mass_mg": 1_234_000}]}
    Keeper(batch()).keep(tables(late))
    number = ReportRow.objects.get(reference="L-1").number
    match_arrivals([number], by=operator, now=now)
    row = PairRow.objects.filter(right=number).first()
    told = explaining.why(row.left, number, by=analyst)
    assert told.reasons.weight * 1000 == pytest.approx(row.weight_mbits, abs=1)


def test_reasons_are_given_even_where_the_runs_files_are_gone(consolidated, analyst):
    index.remove(index_folder(MatchRun.objects.first().id))
    row = PairRow.objects.first()
    told = explaining.why(row.right, row.left, by=analyst)
    assert told.reasons.weight * 1000 == pytest.approx(row.weight_mbits, abs=1)


def test_what_cannot_be_explained_is_refused_in_a_sentence(consolidated, analyst, home):
    first = consolidated["A-1"]
    for other, sentence in ((999, "no report 999"), (first, "with itself")):
        with pytest.raises(InvalidValueError, match=sentence):
            explaining.why(first, other, by=analyst)
    models.save(models.prior_model(), grouping.trained_model())
    with pytest.raises(InvalidValueError, match="unlearned is in use now"):
        explaining.why(first, consolidated["C-1"], by=analyst)
    MatchRun.objects.all().delete()
    with pytest.raises(InvalidValueError, match="Nothing was compared yet"):
        explaining.why(first, consolidated["C-1"], by=analyst)


@pytest.mark.parametrize(("agency", "role"), [("NCC", "head"), ("ANF", "analyst")])
def test_reasons_are_for_the_analysts_of_the_centre(agency, role, consolidated):
    person = User.objects.create(username="somebody", agency=agency, role=role)
    with pytest.raises(NotPermittedError):
        explaining.why(consolidated["A-1"], consolidated["C-1"], by=person)
    with pytest.raises(NotPermittedError):
        explaining.why_all([], by=person)
