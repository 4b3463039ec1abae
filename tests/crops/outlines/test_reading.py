"""Outlines from every kind of file, and those that cannot stand."""

import io
import json
import zipfile

import openpyxl
import pytest
import shapefile
from pyproj import CRS

from markaz.crops.outlines.reading import read
from markaz.records.errors import UnreadableFileError

RING = [[71.5, 34.1], [71.501, 34.1], [71.501, 34.101], [71.5, 34.101], [71.5, 34.1]]
FIELD = {"type": "Polygon", "coordinates": [RING]}
AREA_M2 = 10235.6


def geojson(*geometries, **properties):
    features = [
        {"type": "Feature", "properties": properties, "geometry": one} for one in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def ring(*corners):
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("_", "."), content)
    return out.getvalue()


def shape_parts(corners, *, prj=None):
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON) as out:
        out.field("TEAM", "C")
        out.field("DATE", "D")
        out.poly([corners])
        out.record("Team 4", "20260405")
    parts = {"f_shp": shp.getvalue(), "f_shx": shx.getvalue(), "f_dbf": dbf.getvalue()}
    return zipped(**parts, **({"f_prj": prj} if prj else {}))


def kml(inner):
    return (
        "<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
        f"{inner}</Document></kml>"
    ).encode()


COORDINATES = " ".join(f"{x},{y},0" for x, y in RING)
PLACEMARK = (
    "<Placemark><name>F1</name><ExtendedData><Data name='team'><value>Team 4</value></Data>"
    "<Data name='date'><value>2026-04-05</value></Data></ExtendedData><Polygon><outerBoundaryIs>"
    f"<LinearRing><coordinates>{COORDINATES}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    "</Placemark>"
)


def gpx(ring):
    points = "".join(f"<trkpt lat='{y}' lon='{x}'/>" for x, y in ring)
    return (
        "<gpx xmlns='http://www.topografix.com/GPX/1/1'><trk><name>Team 4</name>"
        f"<trkseg>{points}</trkseg></trk></gpx>"
    ).encode()


UTM = [(546_100, 3_773_400), (546_192, 3_773_400), (546_192, 3_773_511), (546_100, 3_773_511)]
FILES = {
    "geojson": geojson(FIELD, team="Team 4", date="2026-04-05"),
    "kml": kml(PLACEMARK),
    "kmz": zipped(doc_kml=kml(PLACEMARK)),
    "shapefile": shape_parts(RING[::-1], prj=CRS.from_epsg(4326).to_wkt("WKT1_ESRI")),
    "gpx": gpx([*RING[:-1], [71.50005, 34.10002]]),
}


@pytest.mark.parametrize("kind", FILES)
def test_one_field_is_the_same_from_every_kind_of_file(kind):
    found = read(FILES[kind], name=f"fields.{kind}")
    assert found.aside == ()
    [field] = found.kept
    assert field.area_m2 == pytest.approx(AREA_M2, rel=0.03 if kind == "gpx" else 1e-4)
    if kind != "gpx":
        assert (field.team, str(field.day)) == ("Team 4", "2026-04-05")


def test_a_shapefile_on_a_plane_is_brought_to_degrees():
    content = shape_parts(UTM[::-1], prj=CRS.from_epsg(32642).to_wkt("WKT1_ESRI"))
    [field] = read(content, name="f.zip").kept
    assert field.area_m2 == pytest.approx(92 * 111, rel=0.002)


TABLE = (
    "Latitude,Longitude,Area,Unit,Crop,Team,Remarks\n"
    "34.10,71.50,12,kanal,poppy,A,\n"
    "34.20,71.60,۴,کنال,poppy,A,\n"
    ",,4052,kanal,poppy,A,so far in the 27-day campaign\n"
    "34.30,71.70,5,bananas,poppy,B,\n"
    "71.50,34.10,5,acre,poppy,B,\n"
)


def workbook():
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [TABLE.encode(), workbook()], ids=["csv", "xlsx"])
def test_a_table_of_centres_and_sizes_adds_no_running_total(content):
    found = read(content, name="fields", region="PK-KP")
    assert found.claimed_m2 == pytest.approx(16 * 505.8570528)
    assert found.running_m2 == pytest.approx(4052 * 505.8570528)
    assert [one.drawn for one in found.kept] == [False] * 3
    assert [str(one) for one in found.kept[2].doubts] == [
        "By its words this is a total so far, so it is not added to others."
    ]
    assert [(one.number, str(one.reason)[:24]) for one in found.aside] == [
        (4, "The unit of '5' is not o"),
        (5, "Latitude and longitude l"),
    ]
    assert len(found.kept) + len(found.aside) == 5


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        (ring([71.5, 34.1], [71.501, 34.101], [71.501, 34.1], [71.5, 34.101]), "crosses or touch"),
        (ring([34.1, 71.5], [34.101, 71.5], [34.101, 71.501]), "look swapped"),
        (ring([179.9, 34.1], [-179.9, 34.1], [-179.9, 34.2]), "crosses the date line"),
        (ring([546_100, 3_773_400], [546_192, 3_773_400], [546_192, 3_773_511]), "no degrees"),
        (ring([2.1, 48.1], [2.2, 48.1], [2.2, 48.2]), "where no team works"),
        (ring([71.5, 34.1], [72.5, 34.1], [72.5, 35.1]), "which is no field"),
        (ring([71.5, 34.1], [71.5, 34.1], [71.5, 34.1]), "draw it"),
        ({"type": "LineString", "coordinates": [[71.5, 34.1], [71.6, 34.1], [71.6, 34.2],
                                                [71.5, 34.2]]}, "walk round the whole field"),
        ({"type": "Point", "coordinates": [71.5, 34.1]}, "A point has no area"),
        ({"type": "Polygon", "coordinates": "here"}, "no whole geometry"),
        ({"type": "Polygon", "coordinates": [[[71.5, "NaN"], [1, 2], [3, 4]]]}, "."),
        (None, "."),
    ],
)  # fmt: skip
def test_an_outline_that_cannot_stand_is_set_aside_with_one_sentence(geometry, sentence):
    found = read(geojson(geometry, FIELD, team="T"), name="f.geojson")
    [aside] = found.aside
    assert sentence in str(aside.reason)
    assert aside.number == 1
    assert aside.as_written == {"team": "T"}
    assert len(found.kept) == 1


def test_an_area_that_differs_from_its_outline_is_asked_about():
    [field] = read(geojson(FIELD, area="5 acre"), name="f.geojson").kept
    assert [str(one) for one in field.doubts] == [
        "The area is written as 5 acre, the outline covers 10236 m2: which holds?"
    ]
    assert field.stated.text == "5 acre"


def test_a_day_that_may_be_two_days_is_not_guessed():
    [field] = read(geojson(FIELD, date="04/05/2026"), name="f.geojson").kept
    assert field.day is None
    assert "'04/05/2026' is no plain day" in str(field.doubts[0])


BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><kml><name>&b;</name></kml>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "is no whole JSON"),
        (b"[]", "is neither a map nor a table"),
        (b"  \n", "is empty"),
        (b"%PDF-1.7 x", "is neither a map nor a table"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no features"),
        (BOMB, "is no whole KML or GPX without a document type"),
        (b"<svg/>", "is neither KML nor GPX"),
        (b"PK\x03\x04 broken", "damaged or locked archive"),
        (zipped(a_txt="x"), "holds neither a KML nor a Shapefile"),
        (zipped(a_kml=b"<kml/>", b_kml=b"<kml/>"), "holds 2 layers"),
        (shape_parts(RING), "has no .prj"),
        (b"\x00\x00\x27\x0a rest", "is one part of a Shapefile"),
        (b"\xff\xfe\x00", "is neither a map file nor a table in UTF-8"),
        (zipped(f_shp=b"broken", f_prj=CRS.from_epsg(4326).to_wkt()), "is a damaged Shapefile"),
        (b"area,remark\n1 acre," + b"x" * 200_000, "has a cell longer"),
        (b"name,place\nx,y\n", "has no column for the area"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused_in_one_sentence(content, sentence):
    with pytest.raises(UnreadableFileError, match=sentence):
        read(content, name="f")


def test_what_is_drawn_is_ground_whatever_is_said_of_it():
    [field] = read(geojson(FIELD, remark="cleared so far"), name="f.geojson").kept
    assert not field.running
