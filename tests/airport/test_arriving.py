"""How scans arrive: a watched folder that survives being killed, vendor pictures, C-STORE."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import numpy as np
import pydicom
import pytest
from PIL import Image
from pynetdicom import AE

from markaz.airport.scans import dicos, tags, vendor
from markaz.airport.scans.folder import PATIENCE, REFUSED, TAKING, WatchedFolder
from markaz.airport.scans.image import Energy, Kind, Origin, Scan, View
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import Decision, ReportType, ThreatReport
from markaz.cli.airport.receiver import Door, receive
from markaz.records.errors import InvalidValueError

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)
ORIGIN = Origin("simulated B", "1.2.3", "1.2.3.9", NOW, (1.0, 1.0))
REPORT = ThreatReport(
    ReportType.MACHINE, Decision.UNKNOWN, (), "aid", "1", NOW, "1.2.3.4", "1.2.3", "1.2.3.9", "B"
)
LAYOUT = """
machine: belt 7
low: _L
high: _H
open_beam: 60000
dark: 200
spacing_mm: [1.2, 0.8]
"""


class Killed(BaseException):
    """Stands for a kill: nothing below catches it."""


@pytest.fixture
def scan(chance):
    low, high = (chance.random((12, 15)).astype(np.float32) for _ in range(2))
    return Scan(Kind.DX, ORIGIN, first=View(low, high))


@pytest.fixture
def kept():
    return []


def lay(folder, name, content, *, at=NOW):
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def lying(folder, name):
    return sorted(path.name for path in (folder / name).iterdir())


def test_a_pair_is_taken_as_one_scan_and_leaves_nothing(tmp_path, scan, kept):
    for number, content in enumerate(dicos.write_scan(scan)):
        lay(tmp_path, f"{number}.dcs", content)
    lay(tmp_path, "report.dcs", dicos.write_tdr(REPORT))
    done = WatchedFolder(tmp_path).sweep(kept.append, now=LATER)
    assert (done.kept, done.refused, done.waiting) == (2, 0, 0)
    assert {type(one.what) for one in kept} == {Scan, ThreatReport}
    assert [len(one.files) for one in kept if isinstance(one.what, Scan)] == [2]
    assert sorted(path.name for path in tmp_path.rglob("*")) == [REFUSED, TAKING]


def test_a_file_that_grows_is_let_be_until_it_is_whole(tmp_path, kept):
    content = dicos.write_tdr(REPORT)
    folder = WatchedFolder(tmp_path)
    lay(tmp_path, "a.dcs", content[:400])
    assert folder.sweep(kept.append, now=NOW).kept == 0
    lay(tmp_path, "a.dcs", content[:900])  # an old time, and yet it grew between two looks
    assert folder.sweep(kept.append, now=LATER).kept == 0
    lay(tmp_path, "a.dcs", content)
    assert folder.sweep(kept.append, now=LATER).kept == 0
    assert folder.sweep(kept.append, now=LATER).kept == 1
    assert kept[0].files == (content,)


def test_what_is_damaged_lies_in_quarantine_beside_its_sentence(tmp_path, kept):
    for _ in range(2):
        lay(tmp_path, "bad.dcs", b"\0" * 128 + b"DICMnonsense")
        done = WatchedFolder(tmp_path).sweep(kept.append, now=LATER)
        assert (done.kept, done.refused) == (0, 1)
    assert lying(tmp_path, REFUSED) == ["bad-2.dcs", "bad-2.dcs.txt", "bad.dcs", "bad.dcs.txt"]
    sentence = (tmp_path / REFUSED / "bad.dcs.txt").read_text()
    assert sentence.count("\n") == 1
    assert sentence.endswith(".\n")
    assert kept == []


def test_what_the_keeper_refuses_lies_in_quarantine_too(tmp_path, scan):
    def refuse(arrival):
        raise Refused("The machine is not known: register it first.")

    for number, content in enumerate(dicos.write_scan(scan)):
        lay(tmp_path, f"{number}.dcs", content)
    lay(tmp_path, "report.dcs", dicos.write_tdr(REPORT))
    assert WatchedFolder(tmp_path).sweep(refuse, now=LATER).refused == 3
    assert len(lying(tmp_path, REFUSED)) == 6


def test_a_lone_energy_waits_and_is_refused_in_the_end(tmp_path, scan, kept):
    lay(tmp_path, "low.dcs", dicos.write_scan(scan)[0])
    folder = WatchedFolder(tmp_path)
    assert folder.sweep(kept.append, now=LATER).waiting == 1
    assert lying(tmp_path, TAKING) == ["low.dcs"]
    assert folder.sweep(kept.append, now=NOW + PATIENCE).refused == 1
    assert "high energy" in (tmp_path / REFUSED / "low.dcs.txt").read_text()


def test_a_pair_whose_second_file_is_late_is_joined(tmp_path, scan, kept):
    low, high = dicos.write_scan(scan)
    folder = WatchedFolder(tmp_path)
    lay(tmp_path, "low.dcs", low)
    folder.sweep(kept.append, now=LATER)
    lay(tmp_path, "high.dcs", high, at=LATER)
    assert folder.sweep(kept.append, now=LATER + timedelta(seconds=30)).kept == 1


def test_killed_while_keeping_it_is_handed_over_again(tmp_path, scan, kept):
    for number, content in enumerate(dicos.write_scan(scan)):
        lay(tmp_path, f"{number}.dcs", content)

    def die(arrival):
        raise Killed

    with pytest.raises(Killed):
        WatchedFolder(tmp_path).sweep(die, now=LATER)
    assert WatchedFolder(tmp_path).sweep(kept.append, now=LATER).kept == 1
    assert np.abs(kept[0].what.low - scan.low).max() < 1e-4


def test_killed_while_clearing_up_no_energy_is_left_alone(tmp_path, scan, kept, monkeypatch):
    from pathlib import Path

    for number, content in enumerate(dicos.write_scan(scan)):
        lay(tmp_path, f"{number}.dcs", content)
    unlink, calls = Path.unlink, []

    def dying(self, **how):
        calls.append(self)
        if len(calls) == 2:
            raise Killed
        unlink(self, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", dying)
        with pytest.raises(Killed):
            WatchedFolder(tmp_path).sweep(kept.append, now=LATER)
    again = WatchedFolder(tmp_path).sweep(kept.append, now=NOW + PATIENCE)
    assert (again.kept, again.refused, again.waiting) == (0, 0, 0)
    assert len(kept) == 1
    assert lying(tmp_path, TAKING) == []


def test_links_folders_and_hidden_files_are_not_taken(tmp_path, kept):
    outside = tmp_path / "outside"
    outside.mkdir()
    watched = tmp_path / "watched"
    folder = WatchedFolder(watched)
    target = lay(outside, "secret.dcs", dicos.write_tdr(REPORT))
    (watched / "link.dcs").symlink_to(target)
    (watched / "sub").mkdir()
    lay(watched, ".hidden", b"x")
    assert folder.sweep(kept.append, now=LATER).kept == 0
    assert target.exists()


def test_what_is_put_in_is_taken_at_the_next_sweep(tmp_path, kept):
    folder = WatchedFolder(tmp_path)
    folder.put(dicos.write_tdr(REPORT), name="a.dcs")
    folder.put(dicos.write_tdr(replace(REPORT, uid="1.7")), name="a.dcs")
    assert folder.sweep(kept.append, now=LATER).kept == 2


def tiff(picture, kind="TIFF"):
    into = BytesIO()
    Image.fromarray(picture).save(into, format=kind)
    return into.getvalue()


@pytest.mark.parametrize("kind", ["TIFF", "PNG"])
def test_vendor_pairs_are_read_by_their_description(scan, kind):
    layout = vendor.layout(LAYOUT)
    halves = []
    for name, picture in (("bag 12_L", scan.low), ("bag 12_H", scan.high)):
        stored = (picture * 59_800 + 200).astype(np.uint16)
        halves.append(vendor.read(tiff(stored, kind), name=name, layout=layout, acquired_at=NOW))
    found = dicos.join(halves)
    assert np.abs(found.low - scan.low).max() < 1e-4
    assert np.abs(found.high - scan.high).max() < 1e-4
    assert (found.origin.machine, found.origin.spacing_mm) == ("belt 7", (1.2, 0.8))


def test_vendor_pictures_of_floats_are_read_too(scan):
    layout = replace(vendor.layout(LAYOUT), open_beam=1.0, dark=0.0)
    half = vendor.read(tiff(scan.low), name="x_L", layout=layout, acquired_at=NOW)
    assert half.energy is Energy.LOW
    assert np.array_equal(half.picture, scan.low)


def test_vendor_pictures_that_are_none_are_refused(scan, chance):
    layout = vendor.layout(LAYOUT)
    whole = tiff((scan.low * 60_000).astype(np.uint16), "PNG")
    colour = tiff(np.zeros((4, 4, 3), np.uint8), "PNG")
    for content, name, told in (
        (whole, "bag", "ends neither"),
        (b"text", "a_L", "no TIFF or PNG"),
        (colour, "a_L", "coloured"),
        (whole[:80], "a_L", "damaged"),
    ):
        with pytest.raises(Refused, match=told):
            vendor.read(content, name=name, layout=layout, acquired_at=NOW)


@pytest.mark.parametrize("kind", ["TIFF", "PNG"])
def test_two_hundred_broken_vendor_pictures_are_refused_or_read(scan, chance, kind):
    whole = tiff((scan.low * 60_000).astype(np.uint16), kind)
    refused = 0
    for _ in range(200):
        broken = bytearray(whole[: chance.integers(1, len(whole))])
        for place in chance.integers(0, len(broken), 6):
            broken[place] = int(chance.integers(256))
        try:
            vendor.read(bytes(broken), name="a_L", layout=vendor.layout(LAYOUT), acquired_at=NOW)
        except Refused:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: [", LAYOUT.replace("_H", "_L"), LAYOUT.replace("60000", "100"),
     LAYOUT.replace("[1.2, 0.8]", "1")],
)  # fmt: skip
def test_a_description_that_does_not_hold_is_refused(text):
    with pytest.raises(InvalidValueError):
        vendor.layout(text)


@pytest.fixture
def door():
    return Door("MARKAZ", ("BELT7",), port=0)


@pytest.fixture
def opened(door):
    servers = []

    def open_door(keep, **changes):
        server = receive(keep, door=replace(door, **changes))
        servers.append(server)
        return server.server_address[1]

    yield open_door
    for server in servers:
        server.shutdown()
        server.server_close()


def send(port, content, *, title="BELT7", to="MARKAZ"):
    elements = pydicom.dcmread(BytesIO(content))
    caller = AE(ae_title=title)
    caller.add_requested_context(elements.SOPClassUID, elements.file_meta.TransferSyntaxUID)
    call = caller.associate("127.0.0.1", port, ae_title=to)
    if not call.is_established:
        return None
    status = call.send_c_store(elements)
    if call.is_established:
        call.release()
    return status.get("Status")


def test_a_machine_sends_and_what_comes_is_what_it_wrote(opened, scan, kept):
    port = opened(kept.append)
    for content in (*dicos.write_scan(scan), dicos.write_tdr(REPORT)):
        assert send(port, content) == 0
    low, high, report = (dicos.read(one) for one in kept)
    assert np.abs(dicos.join([low, high]).low - scan.low).max() < 1e-4
    assert report == REPORT


def test_strangers_and_wrong_titles_are_not_let_in(opened, kept):
    port = opened(kept.append)
    content = dicos.write_tdr(REPORT)
    assert send(port, content, title="OTHER") is None
    assert send(port, content, to="ELSE") is None
    assert kept == []


def test_the_machine_is_told_when_a_file_is_not_kept(opened):
    def refuse(content):
        raise Refused("no")

    def full(content):
        raise OSError("disk full")

    assert send(opened(refuse), dicos.write_tdr(REPORT)) == 0xC000
    assert send(opened(full), dicos.write_tdr(REPORT)) == 0xA700


def test_a_file_beyond_the_limit_ends_the_connection(opened, kept, chance):
    picture = chance.random((300, 400)).astype(np.float32)
    large = dicos.write_scan(Scan(Kind.DX, ORIGIN, first=View(picture, picture)))[0]
    port = opened(kept.append, most_bytes=100_000)
    assert send(port, large) is None
    assert kept == []
    assert send(port, dicos.write_tdr(REPORT)) == 0


@pytest.mark.parametrize("machines", [(), ("",), ("A" * 17,)])
def test_a_door_names_whom_it_lets_in(machines):
    with pytest.raises(InvalidValueError, match="Name our title"):
        Door("MARKAZ", machines)


def test_a_door_is_on_this_machine_unless_told_otherwise(door):
    assert door.host == "127.0.0.1"
    assert door.most_bytes == tags.LARGEST
