"""DICOS there and back, and what happens to files that are damaged, foreign or cut short."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from itertools import permutations

import numpy as np
import pydicom
import pytest

from markaz.airport.scans import ct, dicos, dx, tags, tdr
from markaz.airport.scans.image import Energy, Kind, Origin, Scan, View
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import (
    Ability,
    Category,
    Decision,
    Finding,
    ReportType,
    ThreatReport,
)

MOMENT = datetime(2026, 3, 2, 6, 30, 5, 123_000, tzinfo=timezone(timedelta(hours=5)))
ORIGIN = Origin("simulated B", "1.2.3", "1.2.3.9", MOMENT, (1.0, 1.5))
MARKS = (
    Finding(
        ((1.0, 2.0), (30.0, 4.0), (5.0, 21.5)), Category.CONTRABAND, "Salt.", 9.13, 0.21, 2.07, 0.11
    ),
    Finding(
        ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)), Category.ANOMALY, "Dark.",
        ability=Ability.SHIELD, probability=0.5, view=2,
    ),
    Finding(((3.0, 3.0), (6.0, 3.0), (6.0, 7.0)), Category.OTHER, "Organic.", probability=0.0),
)  # fmt: skip
MACHINE = ThreatReport(
    ReportType.MACHINE, Decision.ALARM, MARKS, "Markaz reading aid", "1", MOMENT, "1.2.3.4",
    "1.2.3", "1.2.3.9", "simulated B", {"exponent": "3.3", "calibration": "B-20260302"},
)  # fmt: skip
OPERATOR = replace(
    MACHINE, type=ReportType.OPERATOR, decision=Decision.CLEAR, findings=(), operator="officer-7"
)


def view(chance) -> View:
    return View(*(chance.random((31, 44)).astype(np.float32) for _ in range(2)))


@pytest.fixture
def pair(chance) -> Scan:
    return Scan(Kind.DX, ORIGIN, first=view(chance))


@pytest.fixture
def both(chance) -> Scan:
    return Scan(Kind.DX, ORIGIN, first=view(chance), second=view(chance), tip=True)


@pytest.fixture
def solid(chance) -> Scan:
    slices = (chance.random((5, 6, 7)) * 4000 - 1000).astype(np.float32)
    return Scan(Kind.CT, ORIGIN, volume=slices, slice_spacing_mm=2.5)


def files(pair, solid) -> dict[str, bytes]:
    return {
        "dx": dicos.write_scan(pair)[0],
        "ct": dicos.write_scan(solid)[0],
        "tdr": dicos.write_tdr(MACHINE),
    }


def changed(content: bytes, change) -> bytes:
    elements = pydicom.dcmread(BytesIO(content))
    change(elements)
    return tags.written(elements)


def test_two_views_come_back_in_whatever_order_their_files_arrive(both):
    parts = [dicos.read(one) for one in dicos.write_scan(both)]
    for order in permutations(parts):
        found = dicos.join(order)
        assert found.origin == both.origin
        assert found.tip
        for name in ("first", "second"):
            for energy in ("low", "high"):
                one, other = (getattr(getattr(scan, name), energy) for scan in (found, both))
                assert np.abs(one - other).max() <= 0.5 / 60_000 + 1e-6


def test_a_volume_comes_back_in_whole_numbers(solid):
    found = dicos.read(dicos.write_scan(solid)[0])
    assert np.abs(found.volume - solid.volume).max() <= 0.5
    assert (found.origin, found.slice_spacing_mm) == (ORIGIN, 2.5)
    with pytest.raises(ValueError, match="no pair of pictures"):
        _ = found.low


@pytest.mark.parametrize("report", [MACHINE, OPERATOR, replace(MACHINE, tip=True)])
def test_a_report_comes_back_equal(report):
    assert dicos.read(dicos.write_tdr(report)) == report


def test_a_report_has_its_numbers_in_the_fields_of_dicos():
    threat = pydicom.dcmread(BytesIO(dicos.write_tdr(MACHINE))).ThreatSequence[0]
    shown, assessed = threat.PTORepresentationSequence[0], threat.ATDAssessmentSequence[0]
    assert abs(shown.ZEffective - 9.13) < 1e-5
    assert list(shown.BoundingPolygon) == [1, 2, 0, 30, 4, 0, 5, 21.5, 0]
    assert assessed.ThreatCategory == "CONTRABAND"
    assert assessed.ATDAssessmentFlag == "UNKNOWN"


REQUIRED = [
    *((("dx", one)) for one in ("SOPInstanceUID", "SeriesInstanceUID", "ImageType", "Rows",
                                "Columns", "BitsAllocated", "PixelData")),
    *((("ct", one)) for one in ("Rows", "PixelRepresentation", "PixelData")),
    *((("tdr", one)) for one in tdr.REQUIRED if one != "SOPClassUID"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "keyword"), REQUIRED)
def test_a_missing_tag_is_named(pair, solid, kind, keyword):
    content = files(pair, solid)[kind]
    elements = pydicom.dcmread(BytesIO(content))
    delattr(elements, keyword)
    into = BytesIO()
    elements.save_as(into, enforce_file_format=False)
    with pytest.raises(Refused, match=keyword):
        dicos.read(into.getvalue())


def test_all_missing_tags_are_named_at_once(pair):
    def strip(elements):
        del elements.Rows, elements.Columns, elements.SeriesInstanceUID

    with pytest.raises(Refused) as told:
        dicos.read(changed(dicos.write_scan(pair)[0], strip))
    for name in ("Rows (0028,0010)", "Columns (0028,0011)", "SeriesInstanceUID (0020,000E)"):
        assert name in str(told.value)


def cut(content, at, chance):
    return content[:at]


def scratched(content, at, chance):
    head = bytearray(content)
    for place in chance.integers(132, min(len(content), 3000), 8):
        head[place] = int(chance.integers(256))
    return bytes(head)


def stuffed(content, at, chance):
    return content[:at] + chance.bytes(40) + content[at:]


def holed(content, at, chance):
    return content[:at] + content[at + int(chance.integers(1, 300)) :]


def of_a_foreign_kind(content, at, chance):
    kinds = [b"US", b"SQ", b"OW", b"DS", b"UI", b"FL", b"UN", b"LO"]
    one, other = kinds[chance.integers(8)], kinds[chance.integers(8)]
    return content.replace(one, other, int(chance.integers(1, 6)))


def promising(content, at, chance):
    place = content.find(b"OW") if b"OW" in content else at
    return content[: place + 4] + b"\xff\xff\xff\x7f" + content[place + 8 :]


def mere_noise(content, at, chance):
    return chance.bytes(int(chance.integers(1, 4000)))


WAYS = (cut, scratched, stuffed, holed, of_a_foreign_kind, promising, mere_noise)


def mutated(content: bytes, chance) -> bytes:
    """One of the ways in which files arrive broken."""
    return WAYS[chance.integers(len(WAYS))](content, int(chance.integers(len(content))), chance)


@pytest.mark.parametrize("kind", ["dx", "ct", "tdr"])
def test_two_hundred_broken_files_are_each_refused_or_wholly_read(pair, solid, chance, kind):
    whole = files(pair, solid)[kind]
    refused = 0
    for _ in range(200):
        content = mutated(whole, chance)
        try:
            found = dicos.read(content)
        except Refused as told:
            refused += 1
            sentence = str(told)
            assert sentence.endswith(".")
            assert "\n" not in sentence
        else:
            # A byte changed in what nobody reads, or in a point's value, spoils nothing.
            assert getattr(found, "volume", None) is None or np.isfinite(found.volume).all()
    assert refused >= 100


def test_a_promise_of_many_points_takes_no_memory(pair):
    import tracemalloc

    def promise(elements):
        elements.Rows = elements.Columns = 60_000

    content = changed(dicos.write_scan(pair)[0], promise)
    tracemalloc.start()
    with pytest.raises(Refused, match="no scan has"):
        dicos.read(content)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_deflated_file_is_not_inflated():
    with pytest.raises(Refused, match="deflated"):
        dicos.read(b"\0" * 128 + b"DICM" + b"1.2.840.10008.1.2.1.99" + b"\0" * 100)


def test_compressed_pictures_are_refused(pair):
    content = dicos.write_scan(pair)[0]
    plain, lossless = b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.4.70"
    at = content.index(plain)
    longer = content[: at - 2] + len(lossless).to_bytes(2, "little") + lossless
    with pytest.raises(Refused, match="compressed"):
        dicos.read(longer + content[at + len(plain) :])


def test_identifiers_with_leading_noughts_are_let_be(pair):
    def odd(elements):
        elements.SeriesInstanceUID = "1.2.00456.03"

    found = dicos.read(changed(dicos.write_scan(pair)[0], odd))
    assert found.origin.series_uid == "1.2.00456.03"


def test_what_is_made_for_display_is_refused(pair):
    def display(elements):
        elements.PixelIntensityRelationship = "DISP"

    with pytest.raises(Refused, match="made for display"):
        dicos.read(changed(dicos.write_scan(pair)[0], display))


def test_a_picture_that_tells_no_open_beam_is_refused(pair):
    def bare(elements):
        del elements.RealWorldValueMappingSequence

    with pytest.raises(Refused, match="open beam"):
        dicos.read(changed(dicos.write_scan(pair)[0], bare))


def test_a_picture_for_presentation_with_linear_values_is_read(pair):
    def show(elements):
        elements.SOPClassUID = elements.file_meta.MediaStorageSOPClassUID = tags.DX_PRESENTATION

    assert dicos.read(changed(dicos.write_scan(pair)[0], show)).energy is Energy.LOW


def test_a_medical_file_is_refused_by_its_class(pair):
    def medical(elements):
        elements.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"

    with pytest.raises(Refused, match="DX, CT and TDR"):
        dicos.read(changed(dicos.write_scan(pair)[0], medical))


def test_halves_of_different_scans_are_not_joined(pair):
    low, high = dx.halves(pair)
    other = replace(high, origin=replace(high.origin, series_uid="1.9"))
    for parts, told in (
        ((low,), "high energy of view 1 is missing"),
        ((low, other), "different scans"),
        ((low, low), "came twice"),
        ((low, replace(high, picture=high.picture[1:])), "differ in size"),
    ):
        with pytest.raises(Refused, match=told):
            dicos.join(parts)


def test_a_volume_needs_slices_to_be_written(pair):
    with pytest.raises(ValueError, match="no volume"):
        ct.written(pair)


@pytest.mark.parametrize("kind", ["DX", "CT", "TDR"])
def test_the_other_reader_of_dicos_has_nothing_to_say(pair, solid, tmp_path, kind):
    """An outside check, where that closed reader is installed: its log of errors is empty."""
    other = pytest.importorskip("pyDICOS", reason="pydicos is not installed: it never has to be")
    written = files(pair, solid)[kind.lower()]
    for content in (written, dicos.write_tdr(OPERATOR) if kind == "TDR" else written):
        path = tmp_path / "file.dcs"
        path.write_bytes(content)
        log = other.ErrorLog()
        assert getattr(other, kind)().Read(other.Filename(str(path)), log, None)
        assert str(log.GetErrorLog().Get()).strip() == ""
