"""Machines' files: kept once, joined from their halves, set aside with a sentence where damaged."""

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
from tests.actions.airport.conftest import scan_of

from markaz.actions.airport.bags import projecting, receiving
from markaz.actions.airport.desk import queue
from markaz.airport.scans import dicos
from markaz.store.airport.scans import Bag
from markaz.store.models import HalfRow, QuarantineRow, ScanRow, SearchResult


def receive(content: bytes, *, desk, officer, now, tmp_path):
    path = tmp_path / "file.dcs"
    path.write_bytes(content)
    return receiving.receive_scan(path, desk=desk, bag=Bag(), by=officer, now=now)


def test_the_same_bytes_make_one_scan(desk, officer, now, tmp_path):
    low, high = dicos.write_scan(scan_of(np.full((40, 40), 0.7), now=now))
    where = {"desk": desk, "officer": officer, "now": now, "tmp_path": tmp_path}
    assert receive(low, **where).scan is None
    assert HalfRow.objects.count() == 1
    name = receive(high, **where).scan.name
    again = receive(low, **where)
    assert (again.scan.name, again.repeated) == (name, True)
    assert (ScanRow.objects.count(), HalfRow.objects.count()) == (1, 0)


def test_a_second_view_joins_the_scan_that_waits(desk, officer, now, tmp_path):
    scan = scan_of(np.full((40, 40), 0.7), now=now)
    files = dicos.write_scan(replace(scan, second=scan.first))
    for content in files:
        receive(content, desk=desk, officer=officer, now=now, tmp_path=tmp_path)
    row = ScanRow.objects.get()
    assert [view["number"] for view in row.views] == [1, 2]
    # The four pictures, and the reading aid's report on the first view and then on both.
    names = sorted(row.files.values_list("file_name", flat=True))
    assert names == ["file.dcs"] * 4 + ["reading-aid.tdr.dcs"] * 2


def test_a_damaged_file_is_set_aside_and_makes_no_scan(desk, officer, now, tmp_path):
    whole = dicos.write_scan(scan_of(np.full((30, 30), 0.7), now=now))[0]
    chance = random.Random(7)
    for n in range(30):
        broken = bytearray(whole[: chance.randrange(200, len(whole))] if n % 2 else whole)
        for _ in range(20):
            broken[chance.randrange(len(broken))] ^= 0xFF
        receive(bytes(broken), desk=desk, officer=officer, now=now, tmp_path=tmp_path)
    assert ScanRow.objects.count() == 0
    rows = queue.set_aside("KHI", "ASF", by=officer)
    assert len(rows) == QuarantineRow.objects.count() >= 15
    assert all(row.sentence for row in rows)


def test_the_queue_is_ordered_by_departure_and_then_by_the_machines_mark(hand_in, desk, now):
    late = hand_in(1, minutes=90).scan
    soon = hand_in(2, minutes=30).scan
    marked = hand_in(3, minutes=90).scan
    ScanRow.objects.filter(name=marked.name).update(alarm=True)
    lines = queue.waiting(desk, now=now, limit=10).lines
    assert [line.scan.name for line in lines] == [soon.name, marked.name, late.name]
    assert [line.pressing for line in lines] == [True, False, False]
    desk.decision_first = True
    lines = queue.waiting(desk, now=now, limit=10).lines
    assert [line.scan.name for line in lines] == [soon.name, late.name, marked.name]
    assert {line.marked for line in lines} == {None}


def test_test_pictures_wait_among_the_bags_and_never_become_a_case(
    hand_in, desk, supervisor, officer, now
):
    hand_in(1, minutes=30)
    names = projecting.project_some("KHI", "ASF", count=2, by=supervisor, now=now)
    rows = ScanRow.objects.filter(name__in=names).order_by("id")
    assert [row.projection.present for row in rows] == [True, False]
    assert {row.departs_at for row in rows} == {now + timedelta(minutes=30)}
    assert SearchResult.objects.filter(scan__in=rows).count() == 0
