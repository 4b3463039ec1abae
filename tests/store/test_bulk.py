"""Rows in bulk: ids that are given once, whoever adds the next row."""

import pyarrow as pa
import pytest
from django.db import transaction

from markaz.store import bulk
from markaz.store.models import MentionRow

LISTED = {"kind": "thing", "part": "listed", "agency": "ANF", "marking": "AMBER", "noted_by": "x"}


@pytest.mark.django_db
def test_ids_that_were_reserved_are_given_to_nobody_else(now):
    def one() -> int:
        return MentionRow.objects.create(**LISTED, noted_at=now).id

    with transaction.atomic():
        before = one()
        ids = bulk.reserve(MentionRow, 3)
        rows = {name: [value] * 3 for name, value in LISTED.items()}
        noted = pa.array([now] * 3, pa.timestamp("us", tz="UTC"))
        bulk.insert(MentionRow, pa.table({"id": ids, **rows, "noted_at": noted}))
        after = one()
    assert before < ids[0] < ids[1] < ids[2] < after


@pytest.mark.django_db
def test_an_id_whose_row_is_gone_is_not_reserved_again(now):
    with transaction.atomic():
        row = MentionRow.objects.create(**LISTED, noted_at=now)
        number = row.id
        row.delete()
        (reserved,) = bulk.reserve(MentionRow, 1)
    assert reserved > number


@pytest.mark.django_db
def test_a_moment_put_in_bulk_reads_as_one_that_was_saved(now):
    saved = MentionRow.objects.create(**LISTED, noted_at=now)
    with transaction.atomic():
        (number,) = bulk.reserve(MentionRow, 1)
        rows = {name: [value] for name, value in LISTED.items()}
        noted = pa.array([now], pa.timestamp("us", tz="UTC"))
        bulk.insert(MentionRow, pa.table({"id": [number], **rows, "noted_at": noted}))
    found = MentionRow.objects.filter(noted_at=saved.noted_at).count()
    assert found == 2
