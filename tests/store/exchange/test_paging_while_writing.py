"""A reader pages while others write: what it has at the end is what was kept, once and in order."""

import json
import random
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from markaz.store.exchange import adding, paging, removing
from markaz.store.exchange.paging import Match
from markaz.store.models import ApiRoot, Collection, ObjectVersion, Partner

ALL = Match(versions=("all",))


def note(number: int, version: int = 1) -> dict[str, object]:
    stix_id = f"note--{UUID(int=number, version=4)}"
    made = datetime(2026, 1, version, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {"type": "note", "spec_version": "2.1", "id": stix_id, "created": made, "modified": made}


@pytest.fixture
def shelf(transactional_db) -> tuple[Collection, Partner]:
    now = timezone.now()
    root = ApiRoot.objects.create(name="partners", title="Partners")
    return (
        Collection.objects.create(root=root, alias="alerts", title="Alerts", made_at=now),
        Partner.objects.create(name="north", title_en="N", made_by="operator", made_at=now),
    )


def written(collection: Collection, numbers: range, seed: int, failures: list) -> None:
    """Write these objects in small transactions that take their time, some of them given up."""
    draw = random.Random(seed)
    try:
        for start in range(numbers.start, numbers.stop, 5):
            some = [note(n) for n in range(start, min(start + 5, numbers.stop))]
            for kept in (False, True) if draw.random() < 0.3 else (True,):
                with transaction.atomic():
                    adding.add(collection, some, now=timezone.now())
                    time.sleep(draw.random() / 100)
                    transaction.set_rollback(not kept)
    except Exception as error:  # noqa: BLE001 (told in the thread of the test)
        failures.append(error)
    finally:
        connections.close_all()


def read_to_the_end(collection, reader, writers, limit) -> list[str]:
    """Page until every writer has ended and nothing is left."""
    found, after = [], 0
    while True:
        over = not any(one.is_alive() for one in writers)
        page = paging.page(collection, reader=reader, match=ALL, after=after, limit=limit)
        found += [one.stix_id for one in page.lines]
        after = page.lines[-1].added if page.lines else after
        if over and not page.lines:
            return found


@pytest.mark.slow
@pytest.mark.parametrize("limit", [1, 7])
def test_a_reader_among_writers_misses_nothing_and_sees_nothing_twice(shelf, limit):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time, and its test database is one thread's")
    collection, reader = shelf
    failures: list[Exception] = []
    writers = [
        threading.Thread(
            target=written, args=[collection, range(n * 100, n * 100 + 100), n, failures]
        )
        for n in range(4)
    ]
    for one in writers:
        one.start()
    found = read_to_the_end(collection, reader, writers, limit)
    for one in writers:
        one.join()
    assert failures == []
    kept = list(ObjectVersion.objects.order_by("added").values_list("stix_id", flat=True))
    assert len(kept) == 400
    assert found == kept


# Each step: which objects in which versions are written, one taken away, and how large a page is.
STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=4),
        st.sampled_from([None, None, *range(6)]),
        st.integers(1, 4),
    ),
    max_size=8,
)
WORDS = st.sampled_from(["last", "first", "all"])


@pytest.mark.django_db
@given(steps=STEPS, word=WORDS)
def test_pages_among_writes_hold_what_an_oracle_holds(steps, word):
    now = timezone.now()
    with transaction.atomic():
        root = ApiRoot.objects.create(name="partners", title="Partners")
        collection = Collection.objects.create(root=root, alias="a", title="A", made_at=now)
        reader = Partner.objects.create(name="n", title_en="N", made_by="o", made_at=now)
        oracle: list[tuple[str, str]] = []
        after, seen = 0, []
        for writes, gone, limit in steps:
            for number, version in writes:
                one = note(number, version)
                adding.add(collection, [one], now=now)
                key = (str(one["id"]), str(one["modified"]))
                oracle += [key] if key not in oracle else []
            if gone is not None:
                stix_id = str(note(gone)["id"])
                removing.remove(collection, stix_id, match=ALL, writer=0, now=now)
                oracle = [key for key in oracle if key[0] != stix_id]
                seen = [key for key in seen if key[0] != stix_id]
            match = Match(versions=(word,))
            page = paging.page(collection, reader=reader, match=match, after=after, limit=limit)
            bodies = map(json.loads, paging.bodies(page.lines))
            assert [(b["id"], b["modified"]) for b in bodies] == [
                key for key in expected(oracle, word) if key not in seen
            ][:limit]
            seen += [key for key in expected(oracle, word) if key not in seen][:limit]
            after = page.lines[-1].added if page.lines else after
        transaction.set_rollback(True)


def expected(oracle: list[tuple[str, str]], word: str) -> list[tuple[str, str]]:
    """What stands, in the order in which it was added, with one version of each or all."""
    if word == "all":
        return oracle
    choose = max if word == "last" else min
    chosen = {key[0]: choose(o[1] for o in oracle if o[0] == key[0]) for key in oracle}
    return [key for key in oracle if chosen[key[0]] == key[1]]
