from datetime import UTC, datetime
from decimal import Decimal

import pytest

from markaz.records.batch import Tally
from markaz.store.models import LineRow, MeansRow, PersonRow, ReportRow
from markaz.store.reports import Fates, Keeper

pytestmark = pytest.mark.django_db

MARCH = datetime(2025, 3, 6, tzinfo=UTC)
APRIL = datetime(2025, 4, 6, tzinfo=UTC)


def test_a_report_is_kept_with_all_its_parts(tables, batch):
    given = tables(
        {
            "lines": ({}, {"substance": "OPI-HEROIN", "mass_mg": 5}),
            "persons": ({"role": "suspect", "name_text": "فرضی نام"},),
            "means": ({"kind": "vehicle", "identifier_text": "LEA-0000"},),
            "area_ha": Decimal("0.40468564224"),
        }
    )
    tally = Keeper(batch()).keep(given)
    report = ReportRow.objects.get()
    assert tally == Tally(rows=1, new=1)
    assert (report.number, report.revision, report.known_to) == (report.id, 1, None)
    assert report.area_ha == Decimal("0.40468564224")
    assert list(LineRow.objects.values_list("line", "mass_mg").order_by("line")) == [
        (1, 1_234_000),
        (2, 5),
    ]
    assert PersonRow.objects.get().name_text == "فرضی نام"
    assert MeansRow.objects.get().identifier_text == "LEA-0000"


def test_the_same_content_again_changes_nothing(tables, batch):
    given = tables({}, {"reference": "A-2"})
    Keeper(batch()).keep(given)
    assert Keeper(batch()).keep(given) == Tally(rows=2, unchanged=2)
    assert ReportRow.objects.count() == 2


def test_a_correction_is_a_new_revision_and_the_old_one_stays(tables, batch):
    Keeper(batch(received_at=MARCH)).keep(tables({"content_hash": 1}))
    correction = tables({"content_hash": 2, "lines": ({"mass_mg": 7},)})
    tally = Keeper(batch(received_at=APRIL)).keep(correction)
    old, new = ReportRow.objects.order_by("revision")
    assert tally == Tally(rows=1, revised=1)
    assert (old.known_from, old.known_to) == (MARCH, APRIL)
    assert (new.number, new.known_from, new.known_to) == (old.number, APRIL, None)
    assert new.received_at == MARCH
    assert LineRow.objects.get(report_id=old.id).mass_mg == 1_234_000


def test_a_correction_from_an_older_file_is_known_no_earlier_than_what_it_corrects(tables, batch):
    Keeper(batch(received_at=APRIL)).keep(tables({"content_hash": 1}))
    Keeper(batch(received_at=MARCH)).keep(tables({"content_hash": 2}))
    old, new = ReportRow.objects.order_by("revision")
    assert old.known_to == new.known_from == APRIL


def test_one_reference_of_two_agencies_is_two_reports(tables, batch):
    Keeper(batch()).keep(tables({}, {"agency": "CUSTOMS"}))
    assert ReportRow.objects.values("number").distinct().count() == 2


def test_a_preview_decides_as_the_intake_would_and_writes_nothing(tables, batch):
    Keeper(batch()).keep(tables({"content_hash": 1}, {"reference": "A-2", "content_hash": 2}))
    given = tables(
        {"content_hash": 1}, {"reference": "A-2", "content_hash": 3}, {"reference": "A-3"}
    )
    assert Fates().tally(given.reports) == Tally(rows=3, new=1, revised=1, unchanged=1)
    assert ReportRow.objects.count() == 2


def test_rows_and_not_reports_are_counted(tables, batch):
    assert Keeper(batch()).keep(tables({"row_count": 3})) == Tally(rows=3, new=3)


def test_two_corrections_within_one_second_keep_their_order(tables, batch):
    early, late = MARCH.replace(microsecond=100), MARCH.replace(microsecond=250_000)
    Keeper(batch(received_at=MARCH)).keep(tables({"content_hash": 1}))
    Keeper(batch(received_at=early)).keep(tables({"content_hash": 2}))
    Keeper(batch(received_at=late)).keep(tables({"content_hash": 3}))
    known = ReportRow.objects.order_by("revision").values_list("known_from", "known_to")
    assert list(known) == [(MARCH, early), (early, late), (late, None)]
