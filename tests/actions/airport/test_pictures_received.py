"""Pictures of machines without DICOS: paired by a description, set aside where they are foreign."""

from datetime import timedelta
from io import BytesIO

import numpy as np
import pytest
from django.utils import timezone
from PIL import Image

from markaz.actions.airport.bags import opening, receiving, watching
from markaz.actions.airport.desk import deciding, queue
from markaz.airport.bags import wedges
from markaz.store.airport.scans import Bag
from markaz.store.models import HalfRow, MachineVerdict, ScanRow

LAYOUT = (
    "machine: {machine}\nlow: _LO\nhigh: _HI\nopen_beam: 60000\ndark: 200\nspacing_mm: [0.8, 0.8]\n"
)


def picture(share, *, form="PNG", shape=(50, 70)):
    stored = np.full(shape, round(200 + share * 59_800), np.uint16)
    stored[3, 4] += 1 + round(share * 100)
    into = BytesIO()
    Image.fromarray(stored).save(into, form)
    return into.getvalue()


@pytest.fixture
def described(home):
    opening.folder().mkdir()
    path = opening.folder() / "belt.yml"
    path.write_text(LAYOUT.format(machine="simulated B"), encoding="utf-8")
    return path


@pytest.fixture
def hand(desk, officer, now, tmp_path):
    def give(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return receiving.receive_scan(path, desk=desk, bag=Bag(), by=officer, now=now)

    return give


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("TIFF", "tif")])
def test_a_pair_of_pictures_becomes_a_measured_scan(hand, described, form, ending):
    assert hand(f"bag7_LO.{ending}", picture(0.30, form=form)).scan is None
    scan = hand(f"bag7_HI.{ending}", picture(0.45, form=form)).scan
    assert (scan.machine, scan.views[0]["width"], HalfRow.objects.count()) == ("simulated B", 70, 0)
    verdict = MachineVerdict.objects.get(scan=scan)
    assert verdict.calibration == wedges.calibration("B", now=timezone.now()).name.replace(
        f"{timezone.now():%Y%m%d}", "20250101"
    )
    again = hand(f"bag7_LO.{ending}", picture(0.30, form=form))
    assert (again.scan.name, again.repeated) == (scan.name, True)


def test_a_bags_name_may_come_again_after_the_decision(hand, described, officer, now):
    hand("bag7_LO.png", picture(0.30))
    first = hand("bag7_HI.png", picture(0.45)).scan
    deciding.decide(first.name, decision="clear", by=officer, now=now)
    hand("bag7_LO.png", picture(0.50))
    second = hand("bag7_HI.png", picture(0.60)).scan
    assert second.name != first.name
    assert len(second.views) == 1


def whole():
    return picture(0.3)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bag7_LO.png", whole()[:60], "is damaged"),
        ("bag7_LO.png", whole()[: len(whole()) // 2], "is damaged"),
        ("bag7_LO.png", b"\0" + whole(), "no TIFF or PNG picture"),
        ("bag7_LO.tif", b"II*\0" + b"\xff" * 40, "picture"),
        ("bag7_MI.png", whole(), "0 descriptions of machines fit the name"),
        ("bag7_LO.gif", b"GIF89a" + b"\0" * 300, "."),
        ("bag7_LO.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 300, "."),
    ],
)
def test_what_is_damaged_cut_short_or_foreign_is_set_aside_with_a_sentence(
    hand, described, officer, name, content, sentence
):
    assert hand(name, content).scan is None
    (row,) = queue.set_aside("KHI", "ASF", by=officer)
    told = str(row.sentence.format(**row.values))
    assert sentence in told
    assert not ScanRow.objects.exists()
    assert not HalfRow.objects.exists()


def test_a_coloured_picture_is_foreign(hand, described, officer):
    into = BytesIO()
    Image.new("RGB", (40, 40)).save(into, "PNG")
    assert hand("bag7_LO.png", into.getvalue()).scan is None
    assert "coloured" in queue.set_aside("KHI", "ASF", by=officer)[0].sentence


def test_a_description_that_is_none_sets_the_file_aside_and_stops_nothing(hand, described, officer):
    described.write_text("machine: x", encoding="utf-8")
    assert hand("bag7_LO.png", picture(0.3)).scan is None
    (row,) = queue.set_aside("KHI", "ASF", by=officer)
    assert "describes no machine's pictures" in row.sentence


def test_pictures_of_different_sizes_are_set_aside(hand, described, officer):
    hand("bag7_LO.png", picture(0.30))
    assert hand("bag7_HI.png", picture(0.45, shape=(50, 60))).scan is None
    assert "differ in size" in queue.set_aside("KHI", "ASF", by=officer)[0].sentence


def test_a_watched_folder_takes_pairs_of_pictures_in(described, desk, officer, tmp_path):
    root = tmp_path / "folder"
    root.mkdir()
    now = timezone.now()
    watched = watching.watch(root, desk=desk, by=officer, now=now)
    (root / "bag9_LO.png").write_bytes(picture(0.3))
    (root / "bag9_HI.png").write_bytes(picture(0.5))
    (root / "holiday.png").write_bytes(b"\x89PNG of nothing")
    done = watched.sweep(now=now + timedelta(seconds=30))
    assert (done.kept, done.refused) == (1, 1)
    assert ScanRow.objects.get().machine == "simulated B"
