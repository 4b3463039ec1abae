"""A slice of a file: some of its rows as text columns, each row with its number in the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from markaz.records.batch import SetAside

REASONS_COLUMN = "Set aside because (not read) / مسترد ہونے کی وجہ"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is looked at before it is refused, so that no file can fill the memory."""

    line: int = 1 << 20
    columns: int = 500
    name: int = 250
    unpacked: int = 2 << 30
    ratio: int = 300
    small: int = 20 << 20
    cells: int = 50_000_000
    sheet_text: int = 1 << 29
    slice_text: int = 64 << 20


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows as text columns under their headers; `crooked` rows had too few or too many cells."""

    numbers: pa.Array
    table: pa.Table
    crooked: tuple[SetAside, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.numbers)


def _crooked(row: Sequence[str], *, number: int, header: tuple[str, ...]) -> SetAside:
    names = [*header, *(f"column {n}" for n in range(len(header) + 1, len(row) + 1))]
    written = {name: cell for name, cell in zip(names, row, strict=False) if cell}
    reason = (
        f"the row has {len(row)} cells and the header {len(header)}: look for a stray separator"
    )
    return SetAside(number, "", reason, written)


def sliced(rows: Sequence[Sequence[str]], *, first: int, header: tuple[str, ...]) -> Slice:
    """The rows as a slice; `first` is the sheet's number of the first row, blank rows count."""
    width = len(header)
    numbers: Sequence[int] = range(first, first + len(rows))
    crooked: list[SetAside] = []
    if set(map(len, rows)) != {width} or not all(map(any, rows)):
        straight: list[tuple[int, Sequence[str]]] = []
        for number, row in zip(numbers, rows, strict=True):
            if len(row) == width or (len(row) > width and not any(row[width:])):
                straight.append((number, row[:width]))
            elif any(row):
                crooked.append(_crooked(row, number=number, header=header))
        straight = [(number, row) for number, row in straight if any(row)]
        numbers, rows = [n for n, _ in straight], [row for _, row in straight]
    columns = list(zip(*rows, strict=True)) or [()] * width
    arrays = [pa.array(column, pa.string()) for column in columns]
    table = pa.Table.from_arrays(arrays, names=list(header))
    return Slice(pa.array(numbers, pa.int64()), table, tuple(crooked))


def filled(table: pa.Table, *, first: int) -> Slice:
    """The rows of a table as a slice, without those in which no cell is filled."""
    numbers = pa.array(range(first, first + len(table)), pa.int64())
    blank = pa.repeat(pa.scalar(value=True), len(table))
    for column in table.columns:
        # Most rows fill their first cell, so this seldom looks at more than one column.
        blank = pc.and_(blank, pc.equal(column.combine_chunks(), ""))
        if not pc.any(blank).as_py():
            return Slice(numbers, table)
    told = pc.invert(blank)
    return Slice(numbers.filter(told), table.filter(told).combine_chunks())


def joined(first: Slice | None, second: Slice) -> Slice:
    """Two slices as one; a column that one of them lacks is empty there."""
    if first is None or not len(first):
        return second
    table = pa.concat_tables([first.table, second.table], promote_options="default")
    if table.schema.names != second.table.schema.names or first.table.schema != second.table.schema:
        filled = [column.combine_chunks().fill_null("") for column in table.columns]
        table = pa.Table.from_arrays(filled, names=table.schema.names)
    numbers = pa.concat_arrays([first.numbers, second.numbers])
    return Slice(numbers, table.combine_chunks(), second.crooked)
