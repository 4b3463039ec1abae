"""Lost and stolen documents: lists kept as hashes, and one document held against them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from markaz.accounts.models import User
from markaz.governance import purpose as purposes
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, UnreadableFileError
from markaz.store import audit
from markaz.store.airport import stolen
from markaz.store.models import StolenList
from markaz.subjects.blind import documents, encoding, lists
from markaz.subjects.blind.documents import Document

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Held:
    """Which of the lists name a document; `asked` is how many could be asked with the secret."""

    on: tuple[str, ...]
    asked: int


@transaction.atomic
def encode_list(path: Path, *, out: Path, secret: bytes, by: User, now: datetime) -> int:
    """Write a list of one's own as hashes; gives how many documents it holds."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    hashed = documents.hash_list(path, secret=secret)
    text = documents.as_text(hashed)
    audit.log(
        Event.LIST_ENCODED,
        subject=f"documents {lists.sha256(text)[:12]}",
        by=by,
        now=now,
        details={"rows": len(hashed.hashes), "sha256": lists.sha256(text)},
    )
    part = out.with_suffix(f"{out.suffix}.part")
    part.write_text(text, encoding="ascii")
    part.replace(out)
    return len(hashed.hashes)


@transaction.atomic
def keep_list(path: Path, *, name: str, by: User, now: datetime) -> StolenList:
    """Keep a list that its owner hashed, in the place of the last one of this name.

    Raises:
        UnreadableFileError: the file is no such list.
    """
    require(by.permissions, Permission.KEEP_SUBJECTS)
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise InvalidValueError("Name the list in {most} letters or fewer.", most=_LONGEST_NAME)
    text = _text(path)
    hashed = documents.read_hashed(text, file=path.name)
    row = stolen.keep(
        name.strip(),
        hashes=hashed.hashes,
        secret=hashed.secret,
        sha256=lists.sha256(text),
        by=by,
        now=now,
    )
    details = {"documents": row.documents, "sha256": row.sha256}
    audit.log(Event.STOLEN_LIST_KEPT, subject=f"list {row}", by=by, now=now, details=details)
    return row


@transaction.atomic
def check_document(
    asked: Document, *, secret: bytes, purpose: str, by: User, now: datetime
) -> Held:
    """Hold one document against every list that was hashed with this secret.

    The log keeps the hash and the purpose, and not the number.

    Raises:
        PurposeError: no purpose.
        InvalidValueError: no list was hashed with this secret, so that nothing could be found.
    """
    require(by.permissions, Permission.CHECK)
    why = purposes.stated(purpose)
    mark = encoding.fingerprint(secret)
    asked_of = stolen.lists().filter(secret=mark).count()
    if not asked_of:
        raise InvalidValueError(
            "No list was hashed with this secret: import one, or take the right secret."
        )
    hashed = documents.hashed(asked, secret=secret)
    on = stolen.naming(hashed, secret=mark)
    audit.log(
        Event.STOLEN_CHECKED,
        subject=f"document {hashed[:12]}",
        by=by,
        now=now,
        details={"purpose": why, "lists": asked_of, "on": on},
    )
    return Held(tuple(on), asked_of)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except UnicodeDecodeError:
        raise UnreadableFileError(
            "{file} is no list of hashed documents: make one with markaz stolen encode.",
            file=path.name,
        ) from None
