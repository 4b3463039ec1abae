"""Reports that come one by one weigh, and are joined, as a run over the whole ledger has it."""

import random

import pyarrow.parquet as pq
import pytest
from django.db import transaction

from benchmarks import homes, report_rows
from markaz.actions.arrivals import match_arrivals, waiting
from markaz.actions.consolidation import consolidate, index_folder
from markaz.consolidation import index
from markaz.store.incidents import pairs
from markaz.store.models import ArrivalRow, Link, PairRow, ReportRow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="module", params=["plain", "hostile"])
def raw(request, tmp_path_factory):
    """The raw rows of a tenth of a year, of a seed that nobody chose."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 (shown when a test fails)
    folder = tmp_path_factory.mktemp("campaign")
    campaign = report_rows.Campaign(2025, 0.1, seed, request.param)
    report_rows.write(folder / "raw", [campaign], under=folder)
    return folder / "raw"


def last_id(raw) -> int:
    return max(pq.read_table(raw / "reports", columns=["report_id"])["report_id"].to_pylist())


def numbers(*, after: int = 0) -> list[int]:
    standing = ReportRow.objects.filter(known_to=None, id__gt=after)
    return sorted(standing.values_list("number", flat=True))


def weighed() -> set[tuple[int, int, int, str]]:
    return set(PairRow.objects.values_list("left", "right", "weight_mbits", "levels"))


def standing() -> set[tuple[int, int]]:
    return set(Link.objects.filter(known_to=None).values_list("number", "incident"))


def waits() -> set[tuple[int, int]]:
    return set(PairRow.objects.filter(review=True).values_list("left", "right"))


def arrive(number: int, *, by, now):
    with transaction.atomic():
        return match_arrivals([number], by=by, now=now)


def test_one_by_one_comes_to_what_a_full_run_comes_to(home, raw, operator, now):
    # No more than the first run's yardstick bears: beyond it a full run measures afresh.
    first = int(last_id(raw) * 0.85)
    homes.fill(raw, by=operator.username, now=now, until=first)
    consolidate(by=operator, now=now)
    homes.fill(raw, by=operator.username, now=now, after=first)
    came = numbers(after=first)
    assert len(came) > 20
    for number in came:
        assert arrive(number, by=operator, now=now) is not None
    assert waiting() == 0
    one_by_one = (weighed(), standing(), waits())
    assert any(right in came for _, right, *_ in one_by_one[0])
    done = consolidate(by=operator, now=now)
    assert (weighed(), standing(), waits()) == one_by_one
    assert (done.joined, done.parted) == (0, 0)


def test_every_report_that_comes_again_changes_nothing(home, raw, operator, now):
    homes.fill(raw, by=operator.username, now=now)
    consolidate(by=operator, now=now)
    before = (weighed(), standing(), waits())
    for number in numbers():
        change = arrive(number, by=operator, now=now)
        assert (change.joined, change.parted) == (0, 0)
    assert (weighed(), standing(), waits()) == before
    assert ArrivalRow.objects.count() == len(numbers())


def test_a_report_waits_for_the_first_full_run(home, raw, operator, now):
    homes.fill(raw, by=operator.username, now=now, until=50)
    assert arrive(numbers()[0], by=operator, now=now) is None
    assert waiting() == len(numbers())


def test_a_report_waits_where_the_files_of_the_run_are_gone(home, raw, operator, now):
    homes.fill(raw, by=operator.username, now=now, until=50)
    consolidate(by=operator, now=now)
    index.remove(index_folder(pairs.latest_run().id))
    assert arrive(numbers()[0], by=operator, now=now) is None
