"""Which fields a folder of photographs supports."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from markaz.cli.desk import existing
from markaz.crops.photos import Photo, judged, read
from markaz.records.errors import InvalidValueError

_ENDINGS = {".jpg", ".jpeg"}
# Farther off than any receiver errs; which fields are near enough is judged in metres.
_NEAR_DEGREES = 0.001


def photographed(
    folder: Path | None, fields: Sequence[Any], *, first: date | None, last: date | None
) -> list[bool]:
    """Whether a photograph of the folder stands for each field.

    A photograph stands if it was taken in the field between the two pictures, by a clock that goes
    right, and is not one of those before it in the order of their names.
    """
    standing = [False] * len(fields)
    if folder is None:
        return standing
    if first is None or last is None:
        raise InvalidValueError("Photographs need the days of both pictures: name them.")
    near = shapely.STRtree(fields)
    earlier: list[Photo] = []
    for path in sorted(existing(folder).iterdir()):
        if path.suffix.lower() not in _ENDINGS:
            continue
        photo = read(path.read_bytes(), name=path.name)
        place = shapely.Point(photo.longitude or 0.0, photo.latitude or 0.0)
        for number in near.query(place, predicate="dwithin", distance=_NEAR_DEGREES):
            found = judged(photo, field=fields[number], first=first, last=last, earlier=earlier)
            standing[number] |= found.stands
        earlier.append(photo)
    return standing
