"""Rows under our field names: columns renamed, joined and filled in, and each row as written."""

import re
from dataclasses import dataclass
from decimal import Context
from hashlib import blake2b
from json.encoder import encode_basestring

import pyarrow as pa
import pyarrow.compute as pc

from markaz.intake.columns import SEPARATOR
from markaz.intake.files.slices import Slice
from markaz.intake.sources.description import Period, Source
from markaz.intake.values.days import month_number

_HASH_BYTES = 8
_LATEST_YEAR = 2100
Cells = dict[str, pa.Array]
_AMOUNTS = ("quantity", "area", "value")
# Nobody weighs in fourteen characters: a program added binary numbers, and published sums show
# that of what it wrote the first twelve digits are sure.
_LONG = 14
_SURE = Context(prec=12)
_NOISY = re.compile(r"[-+]?(?=[0-9.]{14,}$)[0-9]+\.[0-9]+")
_INPUTS = ("country", "kind", "agency", "marking")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a slice: numbers in the sheet, our texts, and each row as written with its hash."""

    numbers: pa.Array
    texts: Cells
    written: pa.Array
    hashes: list[int]

    def __len__(self) -> int:
        return len(self.numbers)


def _fragments(name: str, column: pa.Array) -> pa.Array:
    """`"their header":"cell",` for every filled cell: joined, they make the row's JSON."""
    encoded = column.dictionary_encode()
    head = encode_basestring(name) + ":"
    parts = [
        head + encode_basestring(text) + "," if text else ""
        for text in encoded.dictionary.to_pylist()
    ]
    return pa.array(parts, pa.string()).take(encoded.indices)


def _written(cells: Cells) -> pa.Array:
    parts = [_fragments(name, column) for name, column in cells.items()]
    # The comma after the last cell is cut; a row without any filled cell is no row.
    inner = pc.utf8_slice_codeunits(pc.binary_join_element_wise(*parts, ""), 0, -1)
    return pc.binary_join_element_wise("{", inner, "}", "")


def _sure(text: str) -> str:
    return format(_SURE.create_decimal(text).normalize(), "f")


def _steady(cells: Cells, source: Source) -> Cells:
    """The cells with amounts as far as they are sure, so that noise is no correction."""
    amounts = [theirs for theirs, ours in source.columns.items() if ours in _AMOUNTS]
    steady = dict(cells)
    for name in amounts:
        if name not in cells or (pc.max(pc.utf8_length(cells[name])).as_py() or 0) < _LONG:
            continue
        encoded = cells[name].dictionary_encode()
        texts = [
            _sure(text) if _NOISY.fullmatch(text) else text
            for text in encoded.dictionary.to_pylist()
        ]
        steady[name] = pa.array(texts, pa.string()).take(encoded.indices)
    return steady


def content_hash(text: str) -> int:
    """Eight bytes that change when anything of a row or report as written changes."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def _month(joined: str, *, period: Period) -> str:
    year, month = joined.split(SEPARATOR)
    number = month_number(month)
    if number is None or not year.isdecimal() or not int(year) < _LATEST_YEAR:
        return " ".join((year, month))
    # A fiscal year is named after the calendar year in which it ends.
    early = period.year_starts > 1 and number >= period.year_starts
    return f"{int(year) - early:04d}-{number:02d}"


def _period(cells: Cells, period: Period) -> pa.Array:
    both = pc.binary_join_element_wise(cells[period.year], cells[period.month], SEPARATOR)
    encoded = both.dictionary_encode()
    months = [_month(text, period=period) for text in encoded.dictionary.to_pylist()]
    return pa.array(months, pa.string()).take(encoded.indices)


def _combined(cells: Cells, columns: tuple[str, ...]) -> pa.Array | None:
    given = [cells[name] for name in columns if name in cells]
    if not given:
        return None
    joined = given[0]
    for other in given[1:]:
        comma = pc.if_else(pc.and_(pc.not_equal(joined, ""), pc.not_equal(other, "")), ", ", "")
        joined = pc.binary_join_element_wise(joined, other, comma)
    return joined


def _filled(texts: Cells, source: Source, length: int) -> None:
    stated = {"country": source.country, "kind": source.kind, "marking": source.marking}
    if source.agency:
        stated["agency"] = source.agency
    # The unit's default belongs to its reader: a unit inside the quantity goes before it.
    defaults = {
        **stated,
        **{k: v for k, v in source.defaults.items() if k not in ("unit", "area_unit")},
    }
    for name, default in defaults.items():
        if name in texts:
            texts[name] = pc.if_else(pc.equal(texts[name], ""), default, texts[name])
        elif name in _INPUTS or name in source.defaults:
            texts[name] = pa.repeat(default, length)


def _texts(cells: Cells, source: Source) -> Cells:
    found = {ours: cells[theirs] for theirs, ours in source.columns.items() if theirs in cells}
    for ours, columns in source.combine.items():
        joined = _combined(cells, columns)
        if joined is not None:
            found[ours] = joined
    if source.period and {source.period.year, source.period.month} <= set(cells):
        found["occurred"] = _period(cells, source.period)
    return found


def _trimmed(column: pa.ChunkedArray) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(column.combine_chunks())
    return trimmed.combine_chunks() if isinstance(trimmed, pa.ChunkedArray) else trimmed


def rows(part: Slice, *, source: Source) -> Rows:
    """The rows of a slice under our names, with defaults filled in."""
    names = part.table.schema.names
    cells = {name: _trimmed(part.table[name]) for name in names if name in source.reads}
    texts = _texts(cells, source)
    _filled(texts, source, len(part))
    written = _written(cells) if cells else pa.repeat("{}", len(part))
    steady = _steady(cells, source)
    hashed = written if steady == cells else _written(steady)
    hashes = [content_hash(text) for text in hashed.to_pylist()]
    return Rows(part.numbers, texts, written, hashes)
