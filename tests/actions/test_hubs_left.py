"""A revised report that leaves what too many shared lets the others be compared."""

import pytest
from django.db import transaction

from markaz.actions.arrivals import match_arrivals
from markaz.actions.consolidation import consolidate
from markaz.consolidation.keys import LARGEST_BUCKET
from markaz.store.models import PairRow, ReportRow
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(home, tables, batch):
    def keep(*reports):
        """File reports of two agencies in one operation, each of which names the other's agency."""
        before = set(ReportRow.objects.values_list("id", flat=True))
        Keeper(batch()).keep(
            tables(
                *(
                    {
                        "agency": ("ANF", "CUSTOMS")[nth % 2],
                        "reference": f"R-{nth}",
                        "operation_text": operation,
                        "partners_text": ("CUSTOMS", "ANF")[nth % 2],
                        "content_hash": len(operation),
                        "province": "",
                        "district": "",
                    }
                    for nth, operation in reports
                )
            )
        )
        return list(ReportRow.objects.exclude(id__in=before).values_list("number", flat=True))

    return keep


def pairs() -> set[tuple[int, int]]:
    return set(PairRow.objects.values_list("left", "right"))


def test_the_reports_left_under_a_key_are_compared_as_in_a_full_run(file, operator, now):
    file(*((nth, "Operation Samundar") for nth in range(LARGEST_BUCKET + 1)))
    consolidate(by=operator, now=now)
    assert pairs() == set()
    [moved] = file((LARGEST_BUCKET, "Operation Sahra"))
    with transaction.atomic():
        match_arrivals([moved], by=operator, now=now)
    one_by_one = pairs()
    assert len(one_by_one) > LARGEST_BUCKET
    assert moved not in {number for pair in one_by_one for number in pair}
    consolidate(by=operator, now=now)
    assert pairs() == one_by_one
