from datetime import timedelta
from decimal import Decimal

import pytest
from tests.fields import feature, square

from markaz.actions.briefing import brief
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Selection
from markaz.store.models import AuditRow, Batch, FieldOverlap, FieldRow, ReportRow

pytestmark = pytest.mark.django_db
FIGURES = ("land_claimed", "land_cleared", "land_verified", "land_rejected")


def figures(*, by, now) -> dict[str, object]:
    from datetime import date

    year = Selection(date(2025, 1, 1), date(2025, 12, 31))
    briefing = brief(year, by=by, now=now, ids=FIGURES)
    return {figure.id: figure.value for figure in briefing.figures}


def test_fields_of_one_reference_are_parts_of_one_report(file):
    filed = file(
        feature(square(0, 0), reference="L-1", field="a"),
        feature(square(2, 0), reference="L-1", field="b"),
        feature(square(4, 0), reference="L-2", field="a"),
    )
    assert (filed.new, filed.overlaps) == (3, 0)
    reports = ReportRow.objects.order_by("reference")
    assert [(r.reference, r.kind, r.province) for r in reports] == [
        ("L-1", "clearance", "PK-BA"),
        ("L-2", "clearance", "PK-BA"),
    ]
    assert FieldRow.objects.filter(number=reports[0].number).count() == 2


def test_a_field_is_kept_as_written_beside_as_read(file):
    file(feature(square(0, 0), reference="L-1", field="a", area="3 acres", team="Third"))
    row = FieldRow.objects.get()
    assert row.area_text == "3 acres"
    assert row.claimed_ha == 3 * Decimal("0.40468564224")
    assert Decimal("0.9") < row.area_ha < Decimal("1.1")
    assert row.as_written["team"] == "Third"
    assert row.season == 2025


def test_overlaps_are_found_on_arrival_across_agencies(file):
    file(feature(square(0, 0), reference="L-1"))
    filed = file(feature(square(0.5, 0), reference="A-1"), agency="ANF")
    overlap = FieldOverlap.objects.get()
    assert filed.overlaps == 1
    assert (overlap.left.agency, overlap.right.agency) == ("LEVIES-BA", "ANF")
    assert float(overlap.area_ha) == pytest.approx(float(overlap.left.area_ha) / 2, rel=1e-3)


def test_ground_of_two_agencies_counts_once_in_the_briefing(file, operator, now):
    file(feature(square(0, 0), reference="L-1"))
    file(feature(square(0.5, 0), reference="A-1"), agency="ANF")
    told = figures(by=operator, now=now)
    assert float(told["land_cleared"]) == pytest.approx(0.75 * float(told["land_claimed"]), 1e-3)
    assert told["land_rejected"] == told["land_claimed"] - told["land_cleared"]


def test_an_agency_is_told_of_no_overlap_with_what_it_may_not_see(file, anf_liaison, now):
    file(feature(square(0, 0), reference="L-1"))
    file(feature(square(0.5, 0), reference="A-1"), agency="ANF")
    told = figures(by=anf_liaison, now=now)
    assert told["land_cleared"] == told["land_claimed"]


def test_the_same_file_again_changes_nothing(file):
    claim = feature(square(0, 0), reference="L-1", field="a")
    file(claim)
    again = file(claim)
    assert again.repeated
    assert FieldRow.objects.count() == ReportRow.objects.count() == 1


def test_a_corrected_outline_ends_the_one_before(file):
    file(feature(square(0, 0), reference="L-1", field="a"))
    filed = file(feature(square(0, 0, size=2), reference="L-1", field="a"))
    assert (filed.new, filed.changed) == (0, 1)
    assert FieldRow.objects.filter(known_to=None).count() == 1
    assert ReportRow.objects.count() == 1


def test_fields_join_the_report_that_their_agency_filed_before(file, tables, batch):
    from markaz.store.reports import Keeper

    Keeper(batch()).keep(tables({"agency": "LEVIES-BA", "reference": "L-1", "kind": "clearance"}))
    file(feature(square(0, 0), reference="L-1"))
    assert ReportRow.objects.get().number == FieldRow.objects.get().number


def test_what_cannot_be_a_field_is_set_aside_with_its_sentence(file):
    crossed = [[[66.4, 30.6], [66.401, 30.601], [66.401, 30.6], [66.4, 30.601], [66.4, 30.6]]]
    filed = file(
        feature(square(0, 0), reference="L-1"),
        feature(crossed, reference="L-2"),
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [66.5, 30.7]},
            "properties": {"remarks": "so far 300 acres", "area": "300 acres"},
        },
    )
    batch = Batch.objects.get()
    assert filed.set_aside == batch.set_aside == 2
    assert batch.rows == 3
    reasons = [row.reason for row in batch.set_aside_rows.all()]
    assert "crosses" in reasons[0]
    assert "total so far" in reasons[1]


def test_two_fields_of_one_name_are_not_both_kept(file):
    filed = file(
        feature(square(0, 0), reference="L-1", field="a"),
        feature(square(3, 0), reference="L-1", field="a"),
    )
    assert (filed.new, filed.set_aside) == (1, 1)


def test_nothing_readable_is_refused_in_one_sentence(file):
    with pytest.raises(InvalidValueError, match="touches itself"):
        file(feature([[[66.4, 30.6], [66.401, 30.601], [66.4, 30.6]]]))
    assert Batch.objects.count() == 0


def test_an_agency_hands_in_its_own_fields_only(file, anf_liaison):
    with pytest.raises(NotPermittedError, match="only your own"):
        file(feature(square(0, 0)), by=anf_liaison)


def test_the_log_says_who_filed_what(file, now):
    file(feature(square(0, 0), reference="L-1"))
    row = AuditRow.objects.filter(event="fields filed").get()
    assert row.details["new"] == 1
    assert row.at <= now + timedelta(seconds=1)
