"""JPEG 2000 and cloud-optimised pictures: the same figures, and no more read than is needed."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import rasterio
from benchmarks.invented_fields import Plan
from rasterio.shutil import copy

from markaz.crops.imagery.measured import Beside, Picture
from markaz.crops.imagery.measuring import measure
from markaz.records.errors import UnreadableFileError

PLAN = Plan(side=400, fields=60)
# A thirtieth of the fields of a large picture, all in one corner of it.
LARGE = Plan(side=3_000, fields=1_000)


def measured(valley, fields=None):
    asked = valley.fields if fields is None else fields
    return measure(
        valley.before, valley.after, asked, beside=Beside(valley.controls[:9], valley.bare[:9])
    )


def converted(picture: Picture, folder: Path, driver: str, ending: str, **how: object) -> Picture:
    path = folder / f"{picture.path.stem}.{ending}"
    copy(str(picture.path), str(path), driver=driver, **how)
    return Picture(path)


def both(valley, folder, driver, ending, **how):
    one, other = (
        converted(each, folder, driver, ending, **how) for each in (valley.before, valley.after)
    )
    return replace(valley, before=one, after=other)


def test_jpeg_2000_without_loss_gives_the_same_figures(seen, tmp_path):
    valley = seen(PLAN)
    packed = both(valley, tmp_path, "JP2OpenJPEG", "jp2", QUALITY="100", REVERSIBLE="YES")
    assert packed.after.path.read_bytes()[4:8] == b"jP  "
    assert measured(packed).fields == measured(valley).fields


def test_a_cloud_optimised_picture_gives_the_same_figures(seen, tmp_path):
    valley = seen(PLAN)
    packed = both(valley, tmp_path, "COG", "tif", COMPRESS="DEFLATE", BLOCKSIZE="128")
    with rasterio.open(packed.after.path) as source:
        assert source.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    assert measured(packed).fields == measured(valley).fields


def test_a_jpeg_2000_cut_short_is_refused_in_one_sentence(seen, tmp_path):
    valley = seen(PLAN)
    packed = both(valley, tmp_path, "JP2OpenJPEG", "jp2", QUALITY="100", REVERSIBLE="YES")
    content = packed.after.path.read_bytes()
    packed.after.path.write_bytes(content[: len(content) // 3])
    with pytest.raises(UnreadableFileError, match=r"after.jp2 (is no picture|ends in the middle)"):
        measured(packed)


class Ranges(SimpleHTTPRequestHandler):
    """Hands out the parts of files that are asked for, and counts their bytes."""

    served = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        first, _, last = self.headers.get("Range", "bytes=0-")[6:].partition("-")
        part = content[int(first) : int(last) + 1 if last else None]
        Ranges.served += len(part)
        self.send_response(206)
        self.send_header("Content-Length", str(len(part)))
        self.send_header(
            "Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}"
        )
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path) -> Iterator[str]:
    """The address of a server of this folder that answers for parts of files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, directory=str(tmp_path)))
    Ranges.served = 0
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_only_the_windows_that_fields_touch_are_read(seen, tmp_path, served, monkeypatch):
    """The files lie behind a server that counts, since a disk tells nobody what was read."""
    valley = seen(LARGE)
    packed = both(valley, tmp_path, "COG", "tif", COMPRESS="DEFLATE", BLOCKSIZE="256")
    near = sorted(valley.fields, key=lambda one: one.centroid.x + 3 * -one.centroid.y)[:33]
    corner = replace(valley, controls=valley.controls[:0], bare=valley.bare[:0])
    expected = measured(corner, near)

    def opened(path: Path) -> object:
        return rasterio.open(f"/vsicurl/{served}/{path.name}", driver="GTiff")

    monkeypatch.setattr("markaz.crops.imagery.pictures.opened", opened)
    with rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_HTTP_TIMEOUT="20"):
        found = measured(replace(corner, before=packed.before, after=packed.after), near)
    assert found.fields == expected.fields
    whole = sum(one.path.stat().st_size for one in (packed.before, packed.after))
    assert 0 < Ranges.served < whole / 4


def test_an_address_is_no_picture(seen):
    """Pictures are files of this machine: a name that somebody sends reaches no other host."""
    valley = seen(PLAN)
    far = Picture(Path("/vsicurl/http://127.0.0.1:9/after.tif"))
    with pytest.raises(FileNotFoundError, match="vsicurl"):
        measured(replace(valley, after=far))
