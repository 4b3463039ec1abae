"""A travel document at the desk: read, judged field by field, kept for a day at the most."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.actions.airport.documents import check_document
from markaz.actions.subjects.blind import read_secret
from markaz.airport.documents import bcbp, codes, mrz, page, pictures, repair
from markaz.airport.documents.bcbp import BoardingPass
from markaz.airport.documents.cells import tesseract
from markaz.airport.documents.layout import LAYOUTS
from markaz.airport.documents.mrz import Mrz
from markaz.airport.documents.repair import Repair
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.purpose import stated
from markaz.records.errors import InvalidValueError
from markaz.store import audit, naming
from markaz.store.airport import steps, travellers
from markaz.store.models import DeskRow, DocumentRow, ScanRow, SearchResult, UnmaskingRow
from markaz.subjects.blind.documents import document as document_asked

# Who was allowed to read masked data may for an hour.
_UNMASKED = timedelta(hours=1)
_FILLER = "<"
# The secret that the owners of lists and this desk share, in the installation's folder.
SECRET = "stolen.secret"  # noqa: S105 (a file's name, and no secret)
_KINDS = {"P": "passport", "V": "visa"}


@dataclass(frozen=True, slots=True)
class Read:
    """What stood in a document, and other readings that would make its check digits agree.

    `listed` names the lists of lost and stolen documents that it stands on; None where no list
    could be asked. `photographed` is whether a reader of pictures gave the text.
    """

    row: DocumentRow
    mrz: Mrz | None
    boarding: BoardingPass | None
    repairs: tuple[Repair, ...]
    listed: tuple[str, ...] | None
    photographed: bool = False


@transaction.atomic
def read_document(  # noqa: PLR0913 (keyword-only, each its own fact)
    text: str,
    *,
    desk: DeskRow,
    scan: ScanRow | None = None,
    purpose: str,
    photographed: bool = False,
    by: User,
    now: datetime,
) -> Read:
    """Read machine-readable lines or a boarding pass, and keep it until it expires.

    What no check digit covers is said to be so.  The nationality is kept only where the bag's
    search found something, so that it can go into the case.

    Raises:
        PurposeError: no purpose.
        InvalidValueError: it is neither.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    why = stated(purpose)
    today = timezone.localdate(now)
    row = DocumentRow(
        name=naming.drawn_name(), desk=desk, scan=scan, purpose=why, by=by.username, at=now,
        expires_at=now + timedelta(hours=desk.keep_hours),
    )  # fmt: skip
    lines, boarding = None, None
    if _is_pass(text):
        boarding = bcbp.read(text.strip("\r\n"), today=today)
        row.kind, row.read = "pass", {"name": boarding.passenger.replace("/", " ")}
    else:
        lines = mrz.read(text.upper(), today=today)
        _note(row, lines, wanted=_positive(scan))
    listed = _listed(lines, why=why, by=by, now=now) if lines else None
    row.listed = list(listed or ())
    row.save(force_insert=True)
    audit.log(
        Event.DOCUMENT_READ, subject=str(row), by=by, now=now,
        details={
            "purpose": why, "kind": row.kind, "photographed": photographed,
            "failed": list(lines.failed) if lines else [],
        },
    )  # fmt: skip
    repairs = repair.proposals(lines, today=today) if lines and lines.failed else ()
    return Read(row, lines, boarding, repairs, listed, photographed)


def text_of(picture: bytes) -> str:
    """The text of the one boarding pass on a photograph, or the machine-read lines of a page.

    Raises:
        InvalidValueError: it is no picture, or it shows neither.
    """
    opened = pictures.opened(picture)
    try:
        return codes.text_of(opened)
    except InvalidValueError as no_pass:
        try:
            return "\n".join(page.read_page(opened).lines)
        except InvalidValueError:
            if tesseract.installed():
                raise InvalidValueError(
                    "The picture shows neither one boarding pass nor a page's machine-read lines:"
                    " photograph the whole page, flat and sharp."
                ) from no_pass
            raise


@transaction.atomic
def ask_to_unmask(name: str, *, reason: str, by: User, now: datetime) -> UnmaskingRow:
    """Ask that a masked document may be read; somebody else has to allow it."""
    row = document(name, by=by)
    if row.masked_at is None:
        raise InvalidValueError("This document is not masked: nothing has to be allowed.")
    asked = UnmaskingRow.objects.create(
        document=row, reason=stated(reason), asked_by=by.username, asked_at=now
    )
    audit.log(
        Event.UNMASKING_ASKED, subject=str(row), by=by, now=now, details={"reason": asked.reason}
    )
    return asked


@transaction.atomic
def allow_unmasking(name: str, *, by: User, now: datetime) -> UnmaskingRow:
    """Allow what another person asked for, for an hour; nobody allows their own request."""
    require(by.permissions, Permission.ALLOW_UNMASKING)
    row = document(name, by=by)
    asked = row.unmaskings.filter(allowed_at=None).exclude(asked_by=by.username).last()
    if asked is None:
        raise InvalidValueError("Nobody else asked to read this document: nothing to allow.")
    asked.allowed_by, asked.allowed_at, asked.until = by.username, now, now + _UNMASKED
    asked.save(update_fields=["allowed_by", "allowed_at", "until"])
    audit.log(
        Event.UNMASKING_ALLOWED, subject=str(row), by=by, now=now,
        details={"reason": asked.reason, "asked_by": asked.asked_by},
    )  # fmt: skip
    return asked


def is_open(row: DocumentRow, *, by: User, now: datetime) -> bool:
    """Whether what stands in a document is shown: not masked, or unmasked for this person."""
    if row.masked_at is None:
        return True
    return row.unmaskings.filter(asked_by=by.username, until__gt=now).exists()


def document(name: str, *, by: User) -> DocumentRow:
    """A document of a desk that the person works at.

    Raises:
        InvalidValueError: there is none that they see.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    row = travellers.named(name, by=by)
    if row is None:
        raise InvalidValueError(
            "There is no document {name!r}: it may have expired.", name=name.strip()
        )
    return row


def scan_named(name: str, *, by: User) -> ScanRow | None:
    """The scan that a document is read for; None where none is named."""
    return desks.scan_of(name, by=by) if name.strip() else None


def _listed(lines: Mrz, *, why: str, by: User, now: datetime) -> tuple[str, ...] | None:
    """The lists that name the document, asked with the secret that the desk was given."""
    path = Path(settings.MARKAZ_HOME) / SECRET
    if not path.is_file():
        return None
    code = lines.fields["code"].value[:1]
    issuer, number = (lines.fields[name].value for name in ("issuer", "number"))
    try:
        asked = document_asked(_KINDS.get(code, "identity-card"), issuer, number)
        held = check_document(asked, secret=read_secret(path), purpose=why, by=by, now=now)
    except InvalidValueError:
        # No list was hashed with this secret, or the number is none that a list could hold.
        return None
    return held.on


def _is_pass(text: str) -> bool:
    said = text.strip()
    return said[:1] == "M" and said[1:2].isdecimal() and _FILLER not in said[:10]


def _positive(scan: ScanRow | None) -> bool:
    search = steps.standing(SearchResult, scan) if scan is not None else None
    return search is not None and search.found


def _note(row: DocumentRow, lines: Mrz, *, wanted: bool) -> None:
    """What is kept of the lines; the nationality only where it will be a case's."""
    row.kind = "mrz"
    row.read = {
        "name": f"{lines.given_names} {lines.surname}".strip(),
        "number": lines.fields["number"].value,
        **({"nationality": lines.fields["nationality"].value} if wanted else {}),
    }
    row.written = "\n".join(lines.lines if wanted else _without_nationality(lines))
    row.verdicts = [
        {"field": one.name, "verdict": one.verdict.value, "remark": str(one.remark or "")}
        for one in lines.fields.values()
    ] + [{"field": "composite", "verdict": lines.composite.value, "remark": ""}]


def _without_nationality(lines: Mrz) -> list[str]:
    spots = (one for one in LAYOUTS[lines.format].spots if one.name == "nationality")
    kept = list(lines.lines)
    for spot in spots:
        line = kept[spot.line]
        kept[spot.line] = line[: spot.start] + _FILLER * (spot.end - spot.start) + line[spot.end :]
    return kept
