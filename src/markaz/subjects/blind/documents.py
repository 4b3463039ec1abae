"""Lists of lost and stolen documents as keyed hashes, so that no desk holds a copy of the list."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

from markaz.data.simple import document_kind_code
from markaz.data.travel.issuers import ISSUERS
from markaz.records.errors import InvalidValueError, UnreadableFileError
from markaz.subjects.blind.encoding import fingerprint, keyed

SCHEME = "documents-hmac-sha256"
_COLUMNS = ("kind", "issuer", "number")
_FIRST_ROW = 2
_HASH = re.compile(r"[0-9a-f]{32}")
_LEFT_OUT = re.compile(r"[\s<./-]")
_NUMBER = re.compile(r"[A-Z0-9]{3,24}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as lists name it: kind of the vocabulary, issuer's three letters, number."""

    kind: str
    issuer: str
    number: str


@dataclass(frozen=True, slots=True)
class Hashed:
    """A list in the form that leaves its owner: hashes in their order, and which secret it was."""

    hashes: tuple[str, ...]
    secret: str


def document(kind: str, issuer: str, number: str) -> Document:
    """A document as typed or as read off its lines; blanks, fillers and hyphens count for nothing.

    Raises:
        InvalidValueError: a part of it cannot be what it should be.
    """
    code, state = document_kind_code(kind), issuer.strip().strip("<").upper()
    plain = _LEFT_OUT.sub("", number).upper()
    if code is None:
        raise InvalidValueError("{kind!r} is no kind of document.", kind=kind)
    if state not in ISSUERS:
        raise InvalidValueError(
            "No issuer has the code {issuer!r}: write its three letters.", issuer=issuer
        )
    if not _NUMBER.fullmatch(plain):
        raise InvalidValueError(
            "{number!r} is no number of a document: write its letters and digits.", number=number
        )
    return Document(code, state, plain)


def hashed(one: Document, *, secret: bytes) -> str:
    """The document's keyed hash."""
    return keyed(secret, f"document {one.kind} {one.issuer}", one.number)


def hash_list(path: Path, *, secret: bytes) -> Hashed:
    """A CSV list with the columns kind, issuer and number, as its owner hands it out.

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
    if not set(_COLUMNS) <= set(head):
        raise UnreadableFileError(
            "{file} needs the columns {columns}.", file=path.name, columns=", ".join(_COLUMNS)
        )
    mark = fingerprint(secret)
    found = {
        hashed(_listed(row, at=at), secret=secret) for at, row in enumerate(rows, start=_FIRST_ROW)
    }
    # The order of the hashes tells nothing of that of the list.
    return Hashed(tuple(sorted(found)), mark)


def as_text(listed: Hashed) -> str:
    """The file that leaves the owner of the list."""
    told = {"scheme": SCHEME, "secret": listed.secret, "hashes": listed.hashes}
    return json.dumps(told, indent=0) + "\n"


def read_hashed(text: str, *, file: str) -> Hashed:
    """The hashes of a list that its owner handed out.

    Raises:
        UnreadableFileError: it is none, or one of another scheme.
    """
    wrong = UnreadableFileError(
        "{file} is no list of hashed documents: make one with markaz stolen encode.", file=file
    )
    try:
        told = json.loads(text)
        hashes = tuple(told["hashes"])
        sound = told["scheme"] == SCHEME and all(map(_HASH.fullmatch, hashes))
        if not sound or len(set(hashes)) != len(hashes):
            raise wrong
        return Hashed(hashes, str(told["secret"]))
    except (ValueError, KeyError, TypeError):
        raise wrong from None


def _listed(row: dict[str, str | None], *, at: int) -> Document:
    kind, issuer, number = (row.get(name) or "" for name in _COLUMNS)
    try:
        return document(kind, issuer, number)
    except InvalidValueError as error:
        raise UnreadableFileError("Row {at}: {error}", at=at, error=error) from None
