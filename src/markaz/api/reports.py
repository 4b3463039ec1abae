"""Filing reports, and the receipt of what was filed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.filing import sources
from markaz.actions.intake import receive_file
from markaz.api import answers
from markaz.governance.permissions import Permission, require
from markaz.records.batch import Tally
from markaz.records.errors import InvalidValueError, UnknownSourceError, UnreadableFileError
from markaz.store.models import Batch
from markaz.store.pages import lists

_BLOCK = 1 << 20
_MB = 1_000_000
# Of the rows set aside, and of the questions, an answer holds this many; pages hold the rest.
PAGE = 500
_LAST_PAGE = 1_000_000
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def file(request: HttpRequest, *, by: User) -> JsonResponse:
    """Take in the body as a file of the source that the address names."""
    require(by.permissions, Permission.RECEIVE_FILE)
    source = request.GET.get("source", "")
    if not source:
        raise UnknownSourceError("Say which source the body comes from: add ?source=NAME.")
    if request.content_type in _FORMS:
        raise UnreadableFileError(
            "The body is a web form: send the file itself as the body (curl --data-binary @FILE)."
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "body"
        write_body(request, path)
        receipt = receive_file(
            path,
            source=source,
            by=by,
            now=timezone.now(),
            file_name=_file_name(request, source=source),
        )
    told = {
        "batch": receipt.batch,
        "already_received": receipt.repeated,
        **receipt.tally.as_dict(),
        **_remarks(receipt.batch or 0, by=by, page=1),
    }
    return answers.said(told, status=200 if receipt.repeated else 201)


def batch(request: HttpRequest, *, by: User, number: int) -> JsonResponse:
    """The receipt of an earlier file, and a page of what was set aside and asked."""
    require(by.permissions, Permission.SEE_REPORTS)
    kept = lists.batch(number, by=by, owners=sources.owners())
    if kept is None:
        return answers.absent(request)
    told = {
        "batch": kept.id,
        "source": kept.source,
        "file_name": kept.file_name,
        "sha256": kept.sha256,
        "received_at": kept.received_at,
        "received_by": kept.received_by,
        **_tally(kept).as_dict(),
        **_remarks(kept.id, by=by, page=_page(request)),
    }
    return answers.said(told)


def write_body(request: HttpRequest, path: Path) -> None:
    """The body, block by block: no file is held in memory."""
    left = settings.MARKAZ_UPLOAD_MB * _MB
    with path.open("wb") as kept:
        while block := request.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise UnreadableFileError(
                    f"The body is larger than {settings.MARKAZ_UPLOAD_MB} MB:"
                    " split it and send the parts."
                )
            kept.write(block)


def _file_name(request: HttpRequest, *, source: str) -> str:
    """What the batch is called: as the sender says, never a path."""
    return Path(request.GET.get("file_name", "")).name[-200:] or f"{source} by API"


def _tally(kept: Batch) -> Tally:
    return Tally(
        rows=kept.rows,
        new=kept.new,
        revised=kept.revised,
        unchanged=kept.unchanged,
        set_aside=kept.set_aside,
        questions=kept.questions,
    )


def _remarks(number: int, *, by: User, page: int) -> dict[str, object]:
    """The rows set aside and the questions of a batch, as far as the person may see it."""
    owners, first = sources.owners(), (page - 1) * PAGE
    aside = lists.set_aside(by, owners=owners, batch=number, limit=PAGE, offset=first)
    asked = lists.questions(by, owners=owners, batch=number, limit=PAGE, offset=first)
    told: dict[str, object] = {
        "set_aside_rows": [
            {
                "row": row.row,
                "column": row.column,
                "reason": row.reason,
                "as_written": row.as_written,
            }
            for row in aside.rows
        ],
        "question_rows": [
            {
                "row": row.row,
                "column": row.column,
                "reference": row.reference,
                "sentence": row.sentence,
            }
            for row in asked.rows
        ],
    }
    if first + PAGE < max(aside.total, asked.total):
        told["next"] = f"/api/batches/{number}?page={page + 1}"
    return told


def _page(request: HttpRequest) -> int:
    written = request.GET.get("page", "1")
    if not (written.isascii() and written.isdigit() and 0 < int(written[:8]) <= _LAST_PAGE):
        raise InvalidValueError("Write the page as a whole number from 1.")
    return int(written[:8])
