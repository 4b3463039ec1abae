"""Rows are found by many texts at once, whatever their number."""

from uuid import uuid4

import pytest
from django.utils import timezone

from markaz.store import bulk
from markaz.store.models import InboundObject, Partner

_MORE_THAN_A_STATEMENT_TAKES = 1201


@pytest.fixture
def two(db):
    made = [
        Partner.objects.create(name=name, title_en=name, made_by="operator", made_at=timezone.now())
        for name in ("north", "south")
    ]
    ids = [f"note--{uuid4()}" for _ in range(_MORE_THAN_A_STATEMENT_TAKES)]
    InboundObject.objects.bulk_create(
        InboundObject(
            partner=made[nth % 2],
            stix_id=stix_id,
            type="note",
            sha256=str(nth),
            body="{}",
            received_at=timezone.now(),
            read_at=timezone.now() if nth % 3 == 0 else None,
        )
        for nth, stix_id in enumerate(ids)
    )
    return made, ids


def _found(ids, **having):
    columns = ("stix_id", "sha256")
    rows = bulk.found(InboundObject, columns, key="stix_id", texts=ids, having=having)
    return {int(nth): stix_id for stix_id, nth in rows}


def test_each_text_finds_its_row(two):
    _, ids = two
    assert _found([*ids, "note--nowhere"]) == dict(enumerate(ids))
    assert _found(ids[:1]) == {0: ids[0]}
    assert _found([]) == {}


def test_rows_are_narrowed_by_one_number_by_several_and_by_none(two):
    (north, south), ids = two
    every = range(len(ids))
    assert _found(ids, partner_id=south.id).keys() == {n for n in every if n % 2}
    assert _found(ids, partner_id=(north.id, south.id)).keys() == set(every)
    assert _found(ids, read_at=None).keys() == {n for n in every if n % 3}
    assert _found(ids, partner_id=north.id, read_at=None).keys() == {
        n for n in every if n % 3 and not n % 2
    }
