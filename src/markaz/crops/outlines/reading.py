"""Reads a file of outlines, whatever program wrote it."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator

from markaz.crops.outlines import geojson, markup, shapefile, tables
from markaz.crops.outlines.judging import HOME, Bounds, judged
from markaz.crops.outlines.outline import Aside, Outline, Outlines, Raw
from markaz.records.errors import MarkazError, UnreadableFileError

LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 200_000_000
_ZIP, _SHP = b"PK\x03\x04", b"\x00\x00\x27\x0a"


def read(content: bytes, *, name: str, region: str = "", home: Bounds | None = HOME) -> Outlines:
    """Read outlines from GeoJSON, KML, KMZ, a zipped Shapefile, GPX, CSV or XLSX.

    Args:
        content: the file as received.
        name: its name, for the sentences that refuse it.
        region: the province or country whose kanal and jarib are meant.
        home: west, south, east, north of where fields may lie, which also tells swapped
            coordinates; None where they may lie anywhere.

    Raises:
        UnreadableFileError: nothing of the file can be read.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(
            "{name} is larger than {most} MB: send it in parts.",
            name=name,
            most=LARGEST_FILE // 1_000_000,
        )
    kind, features = _features(content, name=name)
    kept: list[Outline] = []
    aside: list[Aside] = []
    for feature in features:
        if isinstance(feature, Aside):
            aside.append(feature)
            continue
        try:
            kept.append(judged(feature, region=region, home=home))
        except MarkazError as reason:
            aside.append(Aside(feature.number, reason, dict(feature.words)))
    return Outlines(kind, tuple(kept), tuple(aside))


def _features(content: bytes, *, name: str) -> tuple[str, Iterator[Raw | Aside]]:
    if content.startswith(_ZIP):
        return _packed(content, name=name)
    if content.startswith(_SHP):
        raise UnreadableFileError(
            "{name} is one part of a Shapefile: zip it with its .dbf, .shx and .prj.", name=name
        )
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not start:
        raise UnreadableFileError("{name} is empty: send the file that was meant.", name=name)
    if start == b"{":
        return "geojson", geojson.features(_json(content, name=name), name=name)
    if start == b"<":
        return markup.features(content, name=name)
    return "table", tables.of_csv(content, name=name)


def _json(content: bytes, *, name: str) -> object:
    try:
        # utf-8-sig: many exporters write the byte-order mark that RFC 8259 forbids.
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableFileError(
            "{name} is no whole JSON: export it again and send the whole file.", name=name
        ) from None


def _packed(content: bytes, *, name: str) -> tuple[str, Iterator[Raw | Aside]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sizes = {one.filename: one.file_size for one in packed.infolist()}
            if sum(sizes.values()) > LARGEST_UNPACKED:
                raise UnreadableFileError(
                    "{name} unpacks to more than {most} MB: send it in parts.",
                    name=name,
                    most=LARGEST_UNPACKED // 1_000_000,
                )
            if "xl/workbook.xml" in sizes:
                return "table", tables.of_xlsx(content, name=name)
            return _member(packed, sorted(sizes), name=name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise UnreadableFileError(
            "{name} is a damaged or locked archive: pack it again without a password.", name=name
        ) from None


def _member(
    packed: zipfile.ZipFile, names: list[str], *, name: str
) -> tuple[str, Iterator[Raw | Aside]]:
    def ending(*suffixes: str) -> list[str]:
        return [one for one in names if one.lower().endswith(suffixes)]

    readers: tuple[tuple[str, Callable[[str], tuple[str, Iterator[Raw | Aside]]]], ...] = (
        (".kml", lambda one: markup.features(packed.read(one), name=name)),
        (".shp", lambda one: ("shapefile", shapefile.features(packed, one, name=name))),
    )
    for suffix, reader in readers:
        found = ending(suffix)
        if len(found) > 1:
            raise UnreadableFileError(
                "{name} holds {count} layers: send each in a file of its own.",
                name=name,
                count=len(found),
            )
        if found:
            return reader(found[0])
    raise UnreadableFileError(
        "{name} holds neither a KML nor a Shapefile: send GeoJSON, KML, KMZ, GPX, a zipped"
        " Shapefile or a table.",
        name=name,
    )
