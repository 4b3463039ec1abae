"""Reports that arrive one file after the other end where a full run ends."""

import json
import random
from datetime import datetime

import pytest

from markaz.actions.arrivals import waiting
from markaz.actions.consolidation import consolidate
from markaz.actions.intake import receive_file
from markaz.simulation.campaign import simulate
from markaz.store.models import AuditRow, Link, PairRow, ReportRow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def sendings(tmp_path):
    """The files of a small campaign in the order of their arrival."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 (shown when the test fails)
    simulate(tmp_path / "files", year=2025, scale=0.2, seed=seed)
    manifest = json.loads((tmp_path / "files" / "manifest.json").read_text())
    return [(tmp_path / "files" / entry["file"], entry) for entry in manifest["files"]]


def parted(sendings):
    """Early and late files: the late ones add less than would have the ledger measured afresh."""
    late, left = [], sum(path.stat().st_size for path, _ in sendings) // 10
    for path, entry in reversed(sendings):
        left -= path.stat().st_size
        if left < 0:
            break
        late.insert(0, (path, entry))
    return sendings[: len(sendings) - len(late)], late


def take_in(sendings, *, by, now):
    return [
        receive_file(
            path,
            source=entry["source"],
            by=by,
            now=now,
            received_at=datetime.fromisoformat(entry["received"]),
        )
        for path, entry in sendings
    ]


def standing() -> set[tuple[int, int]]:
    return set(Link.objects.filter(known_to=None).values_list("number", "incident"))


def test_what_arrives_file_by_file_stands_as_after_a_full_run(home, sendings, operator, now):
    early, late = parted(sendings)
    assert all(receipt.joined is None for receipt in take_in(early, by=operator, now=now))
    consolidate(by=operator, now=now)
    receipts = take_in(late, by=operator, now=now)
    assert sum(receipt.joined or 0 for receipt in receipts) > 0
    assert waiting() == 0
    one_by_one, pairs = standing(), set(PairRow.objects.values_list("left", "right", "levels"))
    consolidate(by=operator, now=now)
    assert standing() == one_by_one
    assert set(PairRow.objects.values_list("left", "right", "levels")) == pairs


def test_before_the_first_full_run_reports_wait_and_are_counted_as_waiting(
    home, sendings, operator, now
):
    take_in(sendings[:3], by=operator, now=now)
    assert waiting() == ReportRow.objects.filter(known_to=None).count() > 0
    consolidate(by=operator, now=now)
    assert waiting() == 0


def test_joining_as_a_file_comes_in_has_its_own_audit_row(home, sendings, operator, now):
    consolidate(by=operator, now=now)
    take_in(sendings[:1], by=operator, now=now)
    row = AuditRow.objects.filter(event="reports consolidated").first()
    assert (row.subject, row.details["reports"]) == ("arrivals", ReportRow.objects.count())
