"""An agency's list as a CSV file, and the file that leaves the agency in its place."""

import base64
import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from markaz.records.errors import UnreadableFileError
from markaz.subjects.blind.encoding import BITS, BLIND, LISTED

SCHEME = "clk-hmac-sha256-1024"
_COLUMNS = ("name", "father_name", "birth_year", "numbers")
_BITS = ("own", "kin")
_FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """A blind list: its rows (schema BLIND), and with which secret it was encoded."""

    rows: pa.Table
    secret: str


def read_list(path: Path) -> pa.Table:
    """A list from a CSV file with a header (schema LISTED); `row` is the row of the file.

    Columns: name, father_name, birth_year, numbers (several between semicolons); only the name
    is required, and others are left alone.

    Raises:
        UnreadableFileError: it is no such file; the sentence names the row.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            head, rows = reader.fieldnames or (), list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(
            "{file} is no CSV file in UTF-8 ({error}): save it as one.", file=path.name, error=error
        ) from None
    if "name" not in head:
        raise UnreadableFileError(
            "{file} has no column called name: its header needs some of {columns}.",
            file=path.name,
            columns=", ".join(_COLUMNS),
        )
    found = [_listed(row, at=at) for at, row in enumerate(rows, start=_FIRST_ROW)]
    return pa.Table.from_pylist(found, schema=LISTED)


def as_text(sent: Sent) -> str:
    """The file that leaves the agency."""
    rows = [
        {**row, **{name: base64.b64encode(row[name]).decode() for name in _BITS}}
        for row in sent.rows.to_pylist()
    ]
    return json.dumps({"scheme": SCHEME, "secret": sent.secret, "rows": rows}, indent=0) + "\n"


def read_sent(path: Path) -> Sent:
    """A blind list that an agency sent.

    Raises:
        UnreadableFileError: it is none, or one of another scheme.
    """
    wrong = UnreadableFileError(
        "{file} is no blind list of scheme {scheme}: make one with markaz blind encode.",
        file=path.name,
        scheme=SCHEME,
    )
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["scheme"] != SCHEME:
            raise wrong
        rows = [
            {**row, **{name: base64.b64decode(row[name], validate=True) for name in _BITS}}
            for row in told["rows"]
        ]
        if any(len(row[name]) != BITS // 8 for row in rows for name in _BITS):
            raise wrong
        return Sent(pa.Table.from_pylist(rows, schema=BLIND), str(told["secret"]))
    except (ValueError, KeyError, TypeError, pa.ArrowException):
        raise wrong from None


def sha256(text: str) -> str:
    """The digest by which a sent list is named in the audit log."""
    return hashlib.sha256(text.encode()).hexdigest()


def _listed(row: Mapping[str, str | None], *, at: int) -> dict[str, object]:
    year = (row.get("birth_year") or "").strip()
    if year and not (year.isdecimal() and len(year) == len("1987")):
        raise UnreadableFileError(
            "Row {at}: {year!r} is no year of birth; write it as 1987.", at=at, year=year
        )
    return {
        "row": at,
        "name": row.get("name") or "",
        "father_name": row.get("father_name") or "",
        "birth_year": int(year) if year else None,
        "numbers": list(_numbers((row.get("numbers") or "").split(";"))),
    }


def _numbers(texts: Iterable[str]) -> Iterable[str]:
    return (text.strip() for text in texts if text.strip())
