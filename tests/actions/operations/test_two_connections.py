"""Two connections enter at the same instant: they are let in one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from tests.actions.operations.conftest import NEARBY

from markaz.actions.operations import planning
from markaz.store.models import ConflictRow

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # SQLite's test database is one connection's own; two processes ask it in tests/cli.
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a second connection"),
]


@pytest.mark.parametrize("round_", range(5))
def test_not_both_are_told_that_they_are_clear(
    round_, home, plan, anf_liaison, customs_liaison, now
):
    together = Barrier(2)
    beside = plan(agency="CUSTOMS", reference="C-7", at=NEARBY)

    def enter(written, by):
        try:
            together.wait(timeout=20)
            return planning.enter(written, by=by, now=now).clear
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(enter, (plan(), beside), (anf_liaison, customs_liaison)))
    assert sorted(answers) == [False, True]
    assert ConflictRow.objects.count() == 1
