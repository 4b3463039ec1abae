"""Makes the sample province outlines from Natural Earth: make_boundaries.py world_map.gpkg.

The GeoPackage is the one in Debian's package qgis-common (Natural Earth 1:10m, public domain).
Needs shapely 2.1 or newer, which Markaz itself does not.
"""

import csv
import json
import sqlite3
import sys
from pathlib import Path

import shapely

DATA = Path(__file__).parents[1] / "src" / "markaz" / "data"
# Natural Earth's own GeoNames names, today's ISO 3166-2 codes; the tribal areas joined KP in 2018.
CODES = {
    "Balochistan": "PK-BA",
    "Northern Areas": "PK-GB",
    "Islamabad Capital Territory": "PK-IS",
    "Azad Kashmir": "PK-JK",
    "Khyber Pakhtunkhwa Province": "PK-KP",
    "Federally Administered Tribal Areas": "PK-KP",
    "Punjab": "PK-PB",
    "Sindh": "PK-SD",
    "Balkh": "AF-BAL",
    "Wilayat-e Bamyan": "AF-BAM",
    "Badghis": "AF-BDG",
    "Badakhshan": "AF-BDS",
    "Wilayat-e Baghlan": "AF-BGL",
    "Wilayat-e Daykundi": "AF-DAY",
    "Farah": "AF-FRA",
    "Faryab Province": "AF-FYB",
    "Wilayat-e Ghazni": "AF-GHA",
    "Wilayat-e Ghor": "AF-GHO",
    "Helmand": "AF-HEL",
    "Herat": "AF-HER",
    "Wilayat-e Jowzjan": "AF-JOW",
    "Wilayat-e Kabul": "AF-KAB",
    "Kandahar": "AF-KAN",
    "Wilayat-e Kapisa": "AF-KAP",
    "Kunduz": "AF-KDZ",
    "Velayat-e Khowst": "AF-KHO",
    "Wilayat-e Kunar": "AF-KNR",
    "Wilayat-e Laghman": "AF-LAG",
    "Wilayat-e Logar": "AF-LOG",
    "Nangarhar": "AF-NAN",
    "Wilayat-e Nimroz": "AF-NIM",
    "Velayat-e Nurestan": "AF-NUR",
    "Panjshir": "AF-PAN",
    "Parwan": "AF-PAR",
    "Wilayat-e Paktiya": "AF-PIA",
    "Wilayat-e Paktika": "AF-PKA",
    "Samangan": "AF-SAM",
    "Sar-e Pul": "AF-SAR",
    "Wilayat-e Takhar": "AF-TAK",
    "Uruzgan": "AF-URU",
    "Wardak": "AF-WAR",
    "Wilayat-e Zabul": "AF-ZAB",
}
ENVELOPE_BYTES = (0, 32, 48, 48, 64)
TOLERANCE = 0.01  # degrees: about one kilometre
DECIMALS = 4


def outlines(gpkg: Path) -> dict[str, shapely.Geometry]:
    """One outline per ISO 3166-2 code, simplified together so that neighbours still touch."""
    parts: dict[str, list[shapely.Geometry]] = {}
    query = "select gn_name, geom from states_provinces where iso_a2 in ('PK', 'AF')"
    with sqlite3.connect(gpkg) as database:
        for name, blob in database.execute(query):
            header = 8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7]
            parts.setdefault(CODES[name], []).append(shapely.from_wkb(blob[header:]))
    merged = [shapely.union_all(shapes) for shapes in parts.values()]
    if not shapely.coverage_is_valid(merged):
        # The layer's neighbours miss each other by a hair: a common grid closes the gap.
        merged = list(shapely.set_precision(merged, 1e-5))
    simple = shapely.coverage_simplify(merged, TOLERANCE)
    return dict(sorted(zip(parts, simple, strict=True)))


def ring(line: shapely.LinearRing, *, clockwise: bool) -> list[list[float]]:
    """The ring's points; d3-geo fills what lies to the right of a clockwise exterior."""
    points = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in line.coords]
    return points[::-1] if shapely.is_ccw(line) == clockwise else points


def geometry(shape: shapely.Geometry) -> dict[str, object]:
    """A GeoJSON MultiPolygon wound the way d3-geo and Vega expect."""
    polygons = [
        [ring(polygon.exterior, clockwise=True)]
        + [ring(hole, clockwise=False) for hole in polygon.interiors]
        for polygon in shapely.get_parts(shape)
    ]
    return {"type": "MultiPolygon", "coordinates": polygons}


def labels() -> dict[str, dict[str, str]]:
    """The province table of the data room, by code."""
    table = DATA / "vocabularies" / "provinces.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def main(gpkg: Path) -> None:
    """Write one file per country."""
    shapes, known = outlines(gpkg), labels()
    for country in ("PK", "AF"):
        features = [
            {
                "type": "Feature",
                "properties": {key: known[code][key] for key in ("code", "label_en", "label_ur")},
                "geometry": geometry(shape),
            }
            for code, shape in shapes.items()
            if code.startswith(country)
        ]
        layer = {"type": "FeatureCollection", "features": features}
        text = json.dumps(layer, ensure_ascii=False, separators=(",", ":"))
        target = DATA / "boundaries" / f"{country.lower()}.geojson"
        target.write_text(text + "\n", encoding="utf-8")
        print(f"{target.name}: {len(features)} outlines, {len(text) / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
