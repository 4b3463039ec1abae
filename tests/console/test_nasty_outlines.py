"""Files of outlines that cannot stand, handed in at the page: one sentence, nothing half kept."""

import html
import io
import json
import re
import zipfile

import pytest
import shapefile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.fields import feature, geojson, square

from markaz.store.models import AuditRow, Batch, FieldFile, FieldRow, Job, ReportRow

pytestmark = pytest.mark.django_db
CROSSED = [[[66.4, 30.6], [66.401, 30.601], [66.401, 30.6], [66.4, 30.601], [66.4, 30.6]]]
SWAPPED = [[[y, x] for x, y in square(0, 0)[0]]]
DATE_LINE = [[[179.9, 30.6], [-179.9, 30.6], [-179.9, 30.7], [179.9, 30.7], [179.9, 30.6]]]
KML = "<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{}</Document></kml>"


def one(coordinates: object) -> bytes:
    return geojson(feature(coordinates, reference="L-1")).encode()


def without_system() -> bytes:
    parts = {name: io.BytesIO() for name in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON) as out:
        out.field("TEAM", "C")
        out.poly([[(546_100, 3_773_400), (546_192, 3_773_511), (546_192, 3_773_400)]])
        out.record("Team 4")
    return packed({f"f.{name}": part.getvalue() for name, part in parts.items()})


def packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return written.getvalue()


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 40), (120, 90, 60)).save(written, kind)
    return written.getvalue()


def open_track() -> bytes:
    points = "".join(f"<trkpt lat='{30.6 + n / 500}' lon='66.4'/>" for n in range(6))
    track = f"<trk><trkseg>{points}</trkseg></trk>"
    return f"<gpx xmlns='http://www.topografix.com/GPX/1/1'>{track}</gpx>".encode()


BOMB = (
    "<!DOCTYPE k [<!ENTITY a '" + "x" * 50 + "'><!ENTITY b '" + "&a;" * 50 + "'>]>"
    + KML.format("<name>&b;</name>")
).encode()  # fmt: skip
NASTY = {
    "crossed.geojson": (one(CROSSED), "touches itself"),
    "swapped.geojson": (one(SWAPPED), "swapped"),
    "date line.geojson": (one(DATE_LINE), "date line"),
    "no system.zip": (without_system(), "reference system"),
    "photo.jpg": (picture("JPEG"), "send GeoJSON"),
    "photo.tif": (picture("TIFF"), "send GeoJSON"),
    "empty.geojson": (b"", "empty"),
    "half.geojson": (one(square(0, 0))[:90], "JSON"),
    "no numbers.geojson": (one([[["x", None], [1, 2], [3, 4]]]), "whole geometry"),
    "entities.kml": (BOMB, "entit"),
    "open track.gpx": (open_track(), "walk round the whole field"),
    "bomb.kmz": (packed({"doc.kml": b" " * 400_000_000}), "MB"),
    "no table.csv": (b"a,b\n1,2\n", "latitude"),
    "point.geojson": (
        json.dumps({"type": "Point", "coordinates": [66.4, 30.6]}).encode(),
        "no area",
    ),
}


def _told(answer) -> str:
    """The one sentence of a refusal."""
    [told] = re.findall(r'role="alert"[^>]*>\s*<p>(.*?)</p>', answer.content.decode(), re.DOTALL)
    return html.unescape(told).strip()


@pytest.mark.parametrize("name", NASTY)
def test_what_cannot_stand_is_refused_in_one_sentence_and_leaves_nothing(
    name, pages_home, sign_in, anf_liaison
):
    content, word = NASTY[name]
    client = sign_in(anf_liaison)
    logged = AuditRow.objects.count()
    sent = {"file": SimpleUploadedFile(name, content), "cleared_on": "2025-03-04"}
    answer = client.post("/crops/file/", sent)
    assert answer.status_code == 400
    told = _told(answer)
    assert word in told
    assert "\n" not in told
    assert "Traceback" not in told
    for model in (FieldRow, FieldFile, ReportRow, Batch, Job):
        assert not model.objects.exists()
    assert AuditRow.objects.count() == logged
    assert not [path for path in (pages_home / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", NASTY)
def test_the_sentence_is_said_in_urdu_whole(name, sign_in, anf_liaison):
    client = sign_in(anf_liaison)
    client.cookies["django_language"] = "ur"
    sent = {"file": SimpleUploadedFile(name, NASTY[name][0]), "cleared_on": "2025-03-04"}
    told = _told(client.post("/crops/file/", sent)).replace(name, "")
    assert re.search("[\u0620-\u06d2]{3}", told)
    assert not re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", told)


def test_after_a_refusal_the_right_file_is_taken(sign_in, anf_liaison):
    client = sign_in(anf_liaison)
    for content in (one(CROSSED), one(square(0, 0))):
        sent = {"file": SimpleUploadedFile("a.geojson", content), "cleared_on": "2025-03-04"}
        client.post("/crops/file/", sent)
    assert FieldRow.objects.count() == ReportRow.objects.count() == 1
