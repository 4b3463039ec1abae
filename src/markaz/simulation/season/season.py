"""A simulated season in a folder: what agencies claim, what was seen from above, surveys."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from markaz.simulation.season import pictures
from markaz.simulation.season.fields import (
    SECOND_AGENCY,
    Clearing,
    District,
    as_feature,
    districts,
)
from markaz.simulation.season.pictures import Pictures

_CLOUDY = {"PK-KP-khyber": 0.45, "PK-BA-zhob": 0.25, "PK-SD-larkana": 0.15}
_KIND = "clearance"
# Hectares left standing and their error; Punjab's districts were not surveyed.
_SURVEYED = {
    "PK-BA": ((410, 90), (150, 45), (52, 18)),
    "PK-KP": ((260, 60), (120, 40), (88, 21)),
    "PK-SD": ((95, 30), (40, 15), (11, 6)),
}


@dataclass(frozen=True, slots=True)
class Season:
    """The season: its districts, and where the pictures of each were written."""

    year: int
    districts: tuple[District, ...]
    pictures: dict[str, Pictures]


def simulate(campaign: Path, folder: Path, *, seed: int) -> Season:
    """Cut the clearances of a simulated campaign into fields and picture them."""
    told = json.loads((campaign / "truth" / "figures.json").read_text(encoding="utf-8"))
    found = tuple(districts(list(clearings(campaign)), seed=seed))
    seen = {
        one.code: pictures.write(one, folder, seed=seed, cloud=_CLOUDY.get(one.code, 0.0))
        for one in found
    }
    return Season(int(told["year"]), found, seen)


def clearings(campaign: Path) -> Iterator[Clearing]:
    """The clearances of a campaign under the references by which their agencies reported them."""
    with (campaign / "truth" / "reports.csv").open(encoding="utf-8", newline="") as file:
        told = {
            int(row["incident"]): row["reference"]
            for row in csv.DictReader(file)
            if row["source"] == "sim-clearance"
        }
    with (campaign / "truth" / "incidents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            if one["kind"] == _KIND and one["incident"] in told:
                day = date.fromisoformat(one["occurred"])
                reference = told[one["incident"]]
                yield Clearing(one["lead"], reference, day, one["district"], one["acres"])


def claim_files(season: Season, folder: Path) -> list[tuple[str, Path]]:
    """Write what each agency claims as GeoJSON; the second agency is the last to hand in."""
    features: dict[str, list[Any]] = {}
    for district in season.districts:
        for field in district.fields:
            features.setdefault(field.agency, []).append(
                as_feature(field, district.in_degrees(field.outline))
            )
    found = []
    for agency in sorted(features, key=lambda one: (one == SECOND_AGENCY, one)):
        path = folder / f"{agency}-fields.geojson"
        told = {"type": "FeatureCollection", "features": features[agency]}
        path.write_text(json.dumps(told), encoding="utf-8")
        found.append((agency, path))
    return found


def controls(district: District) -> bytes:
    """The fields of a district that nobody claims, as GeoJSON."""
    return _collection(district, district.controls)


def bare(district: District) -> bytes:
    """Ground of a district that is bare on both days, as GeoJSON."""
    return _collection(district, district.bare)


def _collection(district: District, outlines: Sequence[Any]) -> bytes:
    shapes = [shapely.geometry.mapping(district.in_degrees(one)) for one in outlines]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def survey(season: Season) -> bytes:
    """What stood in provinces and in the districts of the season, three seasons long, as CSV."""
    rows = ["place,season,area_ha,sigma_ha,source"]
    source = "simulated survey"
    for place, years in _SURVEYED.items():
        rows += [
            f"{place},{season.year - 2 + nth},{area},{sigma},{source}"
            for nth, (area, sigma) in enumerate(years)
        ]
    for nth, code in enumerate(_codes(season.districts)):
        for back in range(3):
            area = 18 + 9 * nth + 70 * back
            rows.append(f"{code},{season.year - back},{area},{8 + 2 * nth},{source}")
    return "\n".join(rows).encode()


def _codes(found: Sequence[District]) -> list[str]:
    return [one.code for one in found]
