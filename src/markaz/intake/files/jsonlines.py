"""JSON lines: one object on each line, its keys as columns."""

import json
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from markaz.intake.files.layout import named
from markaz.intake.files.slices import Limits, Slice, sliced
from markaz.intake.files.text import blocks
from markaz.intake.sources.description import Source
from markaz.records.batch import SetAside

_SHOWN = 500


def _text(value: str) -> str:
    # PostgreSQL keeps no NUL in a text, and no agency means one.
    if "\0" in value:
        raise ValueError("a value holds a NUL character: remove it")
    # "\\ud800" alone is valid JSON and no character: nothing could be kept of it.
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise ValueError("a value holds half a character: write it again")
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    if isinstance(value, str):
        return _text(value)
    raise ValueError("a value is an object of its own: write one text for each key")


def _row(line: str) -> dict[str, str]:
    # Numbers stay text: a float would already have changed the quantity.
    read = json.loads(
        line, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
    )
    if not isinstance(read, dict):
        raise ValueError("it is not an object: write {...} with one key for each field")  # noqa: TRY004
    return {_text(key): _cell(value) for key, value in read.items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs of an object; a key given twice would silently lose its first value."""
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = next(key for key, _ in pairs if [key for key, _ in pairs].count(key) > 1)
        raise ValueError(f"the key '{twice}' stands twice: keep the right one")
    return read


def _slice(lines: list[str], *, first: int, source: Source, limits: Limits) -> Slice:
    rows: list[tuple[int, dict[str, str]]] = []
    crooked: list[SetAside] = []
    for number, line in enumerate(lines, start=first):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            rows.append((number, _row(line.lstrip("\ufeff"))))
        except (ValueError, RecursionError) as error:
            reason = f"the line cannot be read as JSON: {error}"
            crooked.append(SetAside(number, "", reason, {"line": line.strip()[:_SHOWN]}))
    keys = tuple(dict.fromkeys(chain.from_iterable(row for _, row in rows)))
    columns = named(keys, source=source, limits=limits)
    straight = sliced(
        [[row.get(key, "") for key in keys] for _, row in rows], first=0, header=columns
    )
    chosen = straight.numbers.to_pylist()
    return _renumbered(straight, [rows[n][0] for n in chosen], crooked)


def _renumbered(straight: Slice, numbers: list[int], crooked: list[SetAside]) -> Slice:
    return Slice(pa.array(numbers, pa.int64()), straight.table, tuple(crooked))


def slices(
    path: Path, *, source: Source, encoding: str, size: int, limits: Limits
) -> Iterator[Slice]:
    """The objects of the file in slices of `size`; a line that is no object is set aside."""
    lines = chain.from_iterable(
        StringIO(text, newline="") for text in blocks(path, encoding=encoding, limits=limits)
    )
    number = 1
    while some := list(islice(lines, size)):
        yield _slice(some, first=number, source=source, limits=limits)
        number += len(some)
