"""CSV, TSV and semicolon files, in blocks of lines and never wholly in memory."""

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from markaz.intake.files.layout import likeness, named
from markaz.intake.files.slices import Limits, Slice, filled, sliced
from markaz.intake.files.text import blocks
from markaz.intake.sources.description import Source
from markaz.records.errors import UnreadableFileError

_DELIMITERS = (",", ";", "\t", "|")
_STEP = 2_000


def _header(lines: list[str], *, source: Source) -> tuple[list[str], str]:
    """The header row and the separator under which most of the source's columns are found."""
    tried = dict.fromkeys((source.delimiter, *_DELIMITERS))
    rows = {sep: list(islice(csv.reader(lines, delimiter=sep), source.header_row)) for sep in tried}
    headers = {sep: found[-1] for sep, found in rows.items() if len(found) == source.header_row}
    if not headers:
        raise UnreadableFileError(
            "the file has no row {row} with the column names", row=source.header_row
        )
    best = max(headers, key=lambda sep: likeness(headers[sep], source=source))
    return headers[best], best


class _Regular:
    """Blocks of whole, well-formed rows, parsed by Arrow; the first other block ends them."""

    def __init__(self, texts: Iterator[str], *, columns: tuple[str, ...], separator: str) -> None:
        self._texts = texts
        self._read = arrow_csv.ReadOptions(
            column_names=columns, use_threads=False, block_size=1 << 27
        )
        self._parse = arrow_csv.ParseOptions(
            delimiter=separator, newlines_in_values=True, ignore_empty_lines=False
        )
        self._convert = arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            strings_can_be_null=False,
            check_utf8=False,
        )
        self.left: Iterator[str] = iter(())

    def _table(self, text: str) -> pa.Table | None:
        # An odd number of quotation marks: a row goes on in the next block.
        if text.count('"') % 2:
            return None
        try:
            stream = pa.BufferReader(text.encode())
            return arrow_csv.read_csv(stream, self._read, self._parse, self._convert)
        except pa.ArrowInvalid:
            return None

    def tables(self) -> Iterator[pa.Table]:
        """The blocks as text columns; what is left, row by row, begins with the one refused."""
        for text in self._texts:
            table = self._table(text)
            if table is None:
                self.left = chain([text], self._texts)
                return
            yield table


def _cut(tables: Iterator[pa.Table], *, size: int) -> Iterator[pa.Table]:
    """The same rows in tables of `size`."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        while sum(map(len, held)) >= size:
            whole = pa.concat_tables(held)
            yield whole.slice(0, size).combine_chunks()
            held = [whole.slice(size)]
    if sum(map(len, held)):
        yield pa.concat_tables(held).combine_chunks()


class _Lines:
    """The lines of some texts, with the number of characters given so far."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.given = 0
        self.lines = chain.from_iterable(self._block(text) for text in texts)

    def _block(self, text: str) -> io.StringIO:
        self.given += len(text)
        return io.StringIO(text, newline="")

    def rows(self, *, separator: str, size: int, limits: Limits) -> Iterator[list[list[str]]]:
        """The rows in lists of `size`, or fewer where they are long."""
        reader = csv.reader(self.lines, delimiter=separator, strict=True)
        while found := list(islice(reader, min(size, _STEP))):
            start = self.given
            while len(found) < size and self.given - start < limits.slice_text:
                more = list(islice(reader, min(_STEP, size - len(found))))
                found += more
                if not more:
                    break
            yield found


def _below(texts: Iterator[str], *, source: Source, separator: str) -> Iterator[str]:
    """The text below the header row."""
    first = next(texts)
    lines = io.StringIO(first, newline="")
    reader = csv.reader(lines, delimiter=separator)
    for _ in range(source.header_row):
        next(reader)
    rest = lines.read()
    return chain([rest] if rest else [], texts)


def slices(
    path: Path, *, source: Source, encoding: str, size: int, limits: Limits
) -> Iterator[Slice]:
    """The rows below the header in slices of `size`; an unpaired quotation mark is refused."""
    try:
        texts = blocks(path, encoding=encoding, limits=limits)
        header, separator = _header(list(io.StringIO(next(texts), newline="")), source=source)
        columns = named(header, source=source, limits=limits)
        texts = blocks(path, encoding=encoding, limits=limits)
        below = _below(texts, source=source, separator=separator)
        number = source.header_row + 1
        regular = _Regular(below, columns=columns, separator=separator)
        for table in _cut(regular.tables(), size=size):
            yield filled(table, first=number)
            number += len(table)
        lines = _Lines(regular.left)
        for rows in lines.rows(separator=separator, size=size, limits=limits):
            yield sliced(rows, first=number, header=columns)
            number += len(rows)
    except csv.Error as error:
        raise UnreadableFileError(
            "the quotation marks of the file do not pair up ({error}): save it again as CSV UTF-8",
            error=error,
        ) from error
