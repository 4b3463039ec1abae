"""The receipts of one object are found among those of all pages."""

import pytest
from django.db import transaction

from markaz.store.exchange import adding, receipts
from markaz.store.exchange.receipts import Way
from markaz.store.models import ObjectVersion


@pytest.fixture
def versions(collection, stix, now) -> list[ObjectVersion]:
    with transaction.atomic():
        adding.add(collection, [stix() for _ in range(6)], now=now)
    return list(ObjectVersion.objects.order_by("id"))


def test_a_receipt_is_of_what_it_lists_and_not_of_what_lies_between(
    versions, partner, other, collection, now
):
    ids = [one.id for one in versions]
    page = receipts.keep(partner, ids[:4], way=Way.PAGE, token="k", collection=collection, now=now)
    sparse = receipts.keep(other, [ids[0], ids[5]], way=Way.FILE, token="file.json", now=now)
    assert list(receipts.of_version(ids[0])) == [page, sparse]
    assert list(receipts.of_version(ids[2])) == [page]
    assert list(receipts.of_version(ids[4])) == []
    assert list(receipts.of_version(ids[5])) == [sparse]
    assert (sparse.first, sparse.last, sparse.count) == (ids[0], ids[5], 2)
