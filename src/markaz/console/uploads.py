"""A file between its preview and its confirmation: kept for one session, then gone."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from markaz.records.errors import UnreadableFileError

_KEPT_FOR = timedelta(hours=12)
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in but not yet confirmed."""

    token: str
    source: str
    file_name: str
    session: str

    @property
    def path(self) -> Path:
        """Where its bytes are."""
        return _folder() / self.token / "file"


def hold(
    file: "UploadedFile[bytes]", *, source: str, request: HttpRequest, now: datetime
) -> Upload:
    """Keep the bytes for this session; what others left behind long ago is swept away.

    Raises:
        UnreadableFileError: the file is larger than this installation accepts.
    """
    _sweep(now=now)
    if (file.size or 0) > settings.MARKAZ_UPLOAD_MB * _MB:
        raise UnreadableFileError(
            "The file is larger than {most} MB: split it and send the parts.",
            most=settings.MARKAZ_UPLOAD_MB,
        )
    upload = Upload(str(uuid4()), source, (file.name or "")[-200:], _session(request))
    upload.path.parent.mkdir(parents=True)
    with upload.path.open("wb") as kept:
        for block in file.chunks():
            kept.write(block)
    _facts(upload.token).write_text(json.dumps(asdict(upload)), encoding="utf-8")
    return upload


def held(token: UUID, *, request: HttpRequest) -> Upload | None:
    """The file of this token, if this session handed it in."""
    try:
        upload = Upload(**json.loads(_facts(str(token)).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    return upload if constant_time_compare(upload.session, _session(request)) else None


def let_go(upload: Upload) -> None:
    """Forget the file and its bytes."""
    shutil.rmtree(upload.path.parent, ignore_errors=True)


def _sweep(*, now: datetime) -> None:
    oldest = (now - _KEPT_FOR).timestamp()
    for folder in _folder().glob("*-*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _session(request: HttpRequest) -> str:
    # A keyed hash: whoever reads the folder does not learn a session's key.
    return salted_hmac("markaz.console.uploads", request.session.session_key or "").hexdigest()


def _facts(token: str) -> Path:
    return _folder() / token / "upload.json"


def _folder() -> Path:
    return Path(settings.MARKAZ_HOME) / "uploads"
