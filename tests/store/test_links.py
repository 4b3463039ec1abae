"""Links come to stand and end; what stands already is left as it is."""

from datetime import timedelta

import pyarrow as pa
import pytest

from markaz.store.incidents import links
from markaz.store.models import Link

pytestmark = pytest.mark.django_db


def joined(*pairs: tuple[int, int]) -> pa.Table:
    rows = [
        {"number": number, "incident": incident, "rule": "test", "weight_mbits": 9_000}
        for number, incident in pairs
    ]
    return pa.Table.from_pylist(rows, schema=links.JOINED)


def standing() -> set[tuple[int, int]]:
    return set(Link.objects.filter(known_to=None).values_list("number", "incident"))


def test_a_link_stands_with_what_joined_it(now):
    assert links.stand(joined((5, 2)), now=now) == links.Change(joined=1, parted=0)
    assert Link.objects.values_list("number", "incident", "rule", "weight_mbits").get() == (
        5, 2, "test", 9_000,
    )  # fmt: skip


def test_the_same_links_again_change_nothing(now):
    links.stand(joined((5, 2), (7, 2)), now=now)
    assert links.stand(joined((5, 2), (7, 2)), now=now) == links.Change(joined=0, parted=0)
    assert Link.objects.count() == 2


def test_a_link_that_should_not_stand_ends_and_is_kept(now):
    links.stand(joined((5, 2), (7, 2)), now=now)
    later = now + timedelta(days=1)
    assert links.stand(joined((7, 2)), now=later) == links.Change(joined=0, parted=1)
    assert standing() == {(7, 2)}
    assert Link.objects.get(number=5).known_to == later


def test_a_report_moves_to_another_incident(now):
    links.stand(joined((5, 2)), now=now)
    assert links.stand(joined((5, 1)), now=now) == links.Change(joined=1, parted=1)
    assert standing() == {(5, 1)}


def test_only_the_links_among_the_named_reports_change(now):
    links.stand(joined((5, 2), (9, 8)), now=now)
    links.stand(joined(), among={5, 2}, now=now)
    assert standing() == {(9, 8)}
