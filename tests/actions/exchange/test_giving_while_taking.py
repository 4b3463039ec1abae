"""Partners read and send at once: nobody waits for another for ever, and every receipt is true."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange import giving, offering, partners, taking
from markaz.actions.exchange.giving import Asked
from markaz.actions.exchange.partners import About
from markaz.store import audit
from markaz.store.exchange import collections
from markaz.store.exchange.paging import Match
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.receipts import Way
from markaz.store.models import InboundObject, ObjectVersion, Receipt


def reads(shown, by, got):
    after = 0
    for _ in range(60):
        asked = Asked(Match(), after=after, limit=5, words="")
        given = giving.give(shown, asked, way=Way.PAGE, by=by, now=timezone.now())
        got.update(line.id for line in given.lines)
        after = given.lines[-1].added if given.lines else after


def sends(shown, by, stix):
    for _ in range(20):
        taking.take(shown, [stix() for _ in range(5)], by=by, now=timezone.now())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_reading_and_sending_at_once_end_with_true_receipts(stix):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time, and its test database is one thread's")
    admin = User.objects.create(username="admin", agency="NCC", role="administrator")
    acts = {"by": admin, "now": timezone.now()}
    partner = partners.add_partner("north", about=About("N"), **acts)
    uuid = offering.open_collection("a", partner="north", purpose="p", may_write=True, **acts)
    shown, by = collections.one(partner, root="partners", key=str(uuid)), SignedIn(partner, "k")
    got: Counter[int] = Counter()
    failures: list[BaseException] = []

    def run(act, *arguments):
        try:
            act(shown, by, *arguments)
        except BaseException as error:  # noqa: BLE001 (told in the thread of the test)
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[sends, stix]) for _ in range(2)]
    threads += [threading.Thread(target=run, args=[reads, got]) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
    assert ObjectVersion.objects.count() == InboundObject.objects.count() == 200
    listed = Counter(n for receipt in Receipt.objects.all() for n in receipt.versions)
    assert listed == got
    assert list(audit.broken_rows()) == []
