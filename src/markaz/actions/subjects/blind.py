"""Two agencies' lists held against each other without either leaving its agency."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from django.db import transaction

from markaz.accounts.models import User
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.subjects.blind import encoding, lists, matching

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Encoded:
    """What was written for another's eyes: how many rows, and the digest of the file."""

    rows: int
    sha256: str


def make_secret(out: Path) -> None:
    """Write a fresh secret, readable by its owner alone; agencies share it, the centre never.

    Raises:
        InvalidValueError: a file stands there already.
    """
    try:
        out.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise InvalidValueError("{path} is there already: choose another name.", path=out) from None
    out.write_text(secrets.token_hex(_BYTES) + "\n", encoding="ascii")


def read_secret(path: Path) -> bytes:
    """A secret that `make_secret` wrote.

    Raises:
        InvalidValueError: it is none.
    """
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        raise InvalidValueError(
            "{path} holds no secret: make one with markaz blind secret.", path=path
        ) from None


@transaction.atomic
def encode_list(path: Path, *, out: Path, secret: bytes, by: User, now: datetime) -> Encoded:
    """Write a list of one's own agency as keyed hashes; what was written is in the audit log."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    rows = encoding.encode(lists.read_list(path), secret=secret)
    text = lists.as_text(lists.Sent(rows, encoding.fingerprint(secret)))
    done = Encoded(rows.num_rows, lists.sha256(text))
    audit.log(
        Event.LIST_ENCODED,
        subject=f"list {done.sha256[:12]}",
        by=by,
        now=now,
        details={"rows": done.rows, "sha256": done.sha256},
    )
    part = out.with_suffix(f"{out.suffix}.part")
    part.write_text(text, encoding="ascii")
    part.replace(out)
    return done


@transaction.atomic
def match_lists(left: Path, right: Path, *, by: User, now: datetime) -> pa.Table:
    """Which rows of two blind lists are likely one person (schema MET).

    Raises:
        InvalidValueError: they were encoded with two secrets.
    """
    require(by.permissions, Permission.KEEP_SUBJECTS)
    ours, theirs = lists.read_sent(left), lists.read_sent(right)
    if ours.secret != theirs.secret:
        raise InvalidValueError(
            "The two lists were encoded with different secrets: both agencies must use one."
        )
    met = matching.match(ours.rows, theirs.rows)
    audit.log(
        Event.LISTS_MATCHED,
        subject=f"lists {_digest(left)[:12]}, {_digest(right)[:12]}",
        by=by,
        now=now,
        details={"left": _digest(left), "right": _digest(right), "met": met.num_rows},
    )
    return met


def rows_of(tokens: set[str], path: Path, *, secret: bytes) -> list[dict[str, object]]:
    """The rows of an agency's own list that stand behind these tokens.

    The list must be the very one that was encoded.
    """
    listed = lists.read_list(path)
    called = zip(encoding.tokens(listed, secret=secret), listed.to_pylist(), strict=True)
    return [{"token": token, **row} for token, row in called if token in tokens]


def _digest(path: Path) -> str:
    return lists.sha256(path.read_text(encoding="utf-8"))
