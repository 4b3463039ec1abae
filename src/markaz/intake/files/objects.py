"""Reports as JSON objects: each as the rows that a sheet would hold of it."""

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

import pyarrow as pa

from markaz.intake.files.layout import named
from markaz.intake.files.slices import Limits, Slice, sliced
from markaz.intake.sources.description import Source
from markaz.records.batch import SetAside

Row = dict[str, str]
# Under these keys an object may list what a sheet would give a row each.
LISTS = ("lines", "persons", "means")


def parsed(text: str) -> Any:
    """A JSON value in which numbers stay as they were written.

    Raises:
        ValueError, RecursionError: it is no JSON, or a key stands twice.
    """
    # Numbers stay text: a float would already have changed the quantity.
    return json.loads(
        text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
    )


def rows(report: Any, *, source: Source) -> list[Row]:
    """The rows of one report: its own keys on each, beside one of its lines, persons and means.

    Raises:
        ValueError: it is no object, or a value in it is no text.
    """
    if not isinstance(report, dict):
        raise ValueError("it is not an object: write {...} with one key for each field")  # noqa: TRY004
    listed = {name: report[name] for name in LISTS if _is_list(report.get(name))}
    head = {_text(key): _cell(value) for key, value in report.items() if key not in listed}
    count = max(1, *map(len, listed.values())) if listed else 1
    if count > 1 and source.lines != "by_reference":
        raise ValueError("in this source each row is a report: write an object for each line")
    return [{**head, **_nth(listed, n)} for n in range(count)]


def gathered(
    read: Sequence[tuple[int, Row]],
    crooked: Sequence[SetAside],
    *,
    source: Source,
    limits: Limits,
) -> Slice:
    """Rows with their numbers in the file as a slice, every key that one of them has a column."""
    keys = tuple(dict.fromkeys(chain.from_iterable(row for _, row in read)))
    header = named(keys, source=source, limits=limits)
    cells = [[row.get(key, "") for key in keys] for _, row in read]
    straight = sliced(cells, first=0, header=header)
    numbers = [read[n][0] for n in straight.numbers.to_pylist()]
    return Slice(pa.array(numbers, pa.int64()), straight.table, tuple(crooked))


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _nth(listed: dict[str, Any], n: int) -> Row:
    return {
        _text(key): _cell(value)
        for parts in listed.values()
        for key, value in (parts[n] if n < len(parts) else {}).items()
    }


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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs of an object; a key given twice would silently lose its first value."""
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = next(key for key, _ in pairs if [key for key, _ in pairs].count(key) > 1)
        raise ValueError(f"the key '{twice}' stands twice: keep the right one")
    return read
