"""Text files in blocks of whole lines, read once in full before anything of them is kept."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from markaz.intake.files.slices import Limits
from markaz.records.errors import UnreadableFileError

_BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)
_BROKEN_OFF = "the compressed file breaks off before its end: send it again, whole"


def opened(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where it is gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def first_bytes(path: Path, *, size: int) -> bytes:
    """At most so many bytes from the start of the file, unpacked where it is gzip."""
    with opened(path) as file:
        try:
            return file.read(size)
        except _BROKEN as error:
            raise UnreadableFileError(_BROKEN_OFF) from error


def _decoded(path: Path, *, encoding: str, limits: Limits) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    # Rows pack to a tenth or a thirtieth; what packs to a thousandth is no report. Text that is
    # not packed never comes near, whatever its length.
    most = max(limits.small, path.stat().st_size * limits.ratio)
    size = 0
    with opened(path) as file:
        try:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise UnreadableFileError(
                        "the compressed file unpacks to more than {most:,} MB, which no"
                        " report does: send the rows of the report alone",
                        most=most >> 20,
                    )
                yield decoder.decode(block)
        except _BROKEN as error:
            raise UnreadableFileError(_BROKEN_OFF) from error
        yield decoder.decode(b"", final=True)


def blocks(path: Path, *, encoding: str, limits: Limits) -> Iterator[str]:
    """The text in blocks that end with a line; a line beyond the limit is refused, not loaded."""
    rest = ""
    for text in _decoded(path, encoding=encoding, limits=limits):
        rest += text
        # A block may end between \r and \n: the last line always waits for the next block.
        end = max(rest.rfind("\n"), rest.rfind("\r", 0, len(rest) - 1)) + 1
        if len(rest) - end > limits.line:
            raise UnreadableFileError(
                "a line is longer than {most:,} characters: this is not a file of rows, save"
                " it again with one row on each line",
                most=limits.line,
            )
        if "\0" in text:
            raise UnreadableFileError(
                "the file holds NUL bytes: it is not plain text, save it again as CSV UTF-8"
            )
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def encoding_of(path: Path, *, encodings: tuple[str, ...], limits: Limits) -> str:
    """The first encoding in which the whole file can be read, each tried strictly.

    The file is read to its end here, so that a broken one is refused before its first row is kept.
    """
    for encoding in encodings:
        size = 0
        try:
            for block in blocks(path, encoding=encoding, limits=limits):
                size += len(block.strip())
        except UnicodeError:
            continue
        if not size:
            raise UnreadableFileError("the file is empty: send it again with its rows")
        return encoding
    tried = ", ".join(encodings)
    raise UnreadableFileError(
        "the file is not written in {tried}: save it again as CSV UTF-8", tried=tried
    )
