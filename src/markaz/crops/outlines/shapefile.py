"""Features of a zipped Shapefile, read without the large library that draws maps."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import shapefile as pyshp
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException

from markaz.crops.outlines.outline import Aside, Raw
from markaz.records.errors import InvalidValueError, UnreadableFileError


def features(packed: zipfile.ZipFile, name_of_shp: str, *, name: str) -> Iterator[Raw | Aside]:
    """Each feature in degrees on WGS 84, or set aside."""
    stem = name_of_shp[:-4].lower()
    parts = {
        one.lower().rpartition(".")[2]: packed.read(one)
        for one in packed.namelist()
        if one.lower().rpartition(".")[0] == stem
    }
    if "prj" not in parts:
        raise UnreadableFileError(
            "{name} has no .prj, so nobody can tell where its numbers lie: pack it with its"
            " reference system.",
            name=name,
        )
    onto = _system(parts["prj"], name=name)
    try:
        reader = pyshp.Reader(
            shp=io.BytesIO(parts["shp"]),
            dbf=io.BytesIO(parts["dbf"]) if "dbf" in parts else None,
            encoding=_encoding(parts),
            encodingErrors="replace",
        )
        listed = list(reader.iterShapeRecords()) if "dbf" in parts else list(reader.iterShapes())
    except Exception as error:  # noqa: BLE001  (a damaged file fails in many ways inside)
        raise UnreadableFileError(
            "{name} is a damaged Shapefile ({error}): export it again.", name=name, error=error
        ) from None
    return (_feature(one, number, onto=onto) for number, one in enumerate(listed, start=1))


def _encoding(parts: dict[str, bytes]) -> str:
    written = parts.get("cpg", b"utf-8").decode("ascii", "ignore").strip().lower()
    return "latin-1" if written in ("1252", "iso-8859-1", "88591", "latin1") else "utf-8"


def _system(written: bytes, *, name: str) -> Transformer:
    try:
        system = CRS.from_wkt(written.decode("utf-8", "replace"))
    except CRSError:
        raise UnreadableFileError(
            "{name} names a reference system that is not known: export it in WGS 84.", name=name
        ) from None
    return Transformer.from_crs(system, "OGC:CRS84", always_xy=True)


def _feature(one: Any, number: int, *, onto: Transformer) -> Raw | Aside:
    record = getattr(one, "record", None)
    words = {} if record is None else _words(record.as_dict())
    try:
        shape = shapely.geometry.shape(getattr(one, "shape", one).__geo_interface__)
        return Raw(number, shapely.transform(shape, onto.transform, interleaved=False), words)
    except (AttributeError, KeyError, TypeError, ValueError, GEOSException, IndexError):
        reason = InvalidValueError("The outline is no whole geometry: draw it again.")
        return Aside(number, reason, words)


def _words(record: dict[str, Any]) -> dict[str, str]:
    return {
        key: value.isoformat() if isinstance(value, date) else str(value).strip()
        for key, value in record.items()
        if value not in (None, "")
    }
