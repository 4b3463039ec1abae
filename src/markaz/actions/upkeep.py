"""Backing up, restoring and examining an installation."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Sum

from markaz.accounts.models import User
from markaz.actions.intake import extra_sources
from markaz.actions.ledger import open_ledger, refresh
from markaz.airport.documents.cells import tesseract
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.visibility import CENTRE
from markaz.records.errors import MarkazError
from markaz.store import audit, backup, files, setup
from markaz.store.models import Batch, ReportRow

MANIFEST = "backup.json"


def back_up(folder: Path, *, by: User, now: datetime) -> dict[str, object]:
    """Copy database and received files into an empty folder, with a hash of what they hold."""
    require(by.permissions, Permission.KEEP_BACKUP)
    if folder.exists() and any(folder.iterdir()):
        raise MarkazError("{folder} is not empty: name a new folder for the backup.", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        audit.log(Event.BACKUP_MADE, subject=str(folder), by=by, now=now)
    database, content = backup.copy_out(folder)
    kept = _copy_files(files.folder(), folder / "files")
    _copy_files(extra_sources(), folder / "sources")
    manifest = {
        "made": now.isoformat(),
        "database": database.name,
        "vendor": connection.vendor,
        "content_sha256": content,
        "database_sha256": files.digest(database),
        "files": kept,
    }
    # Last: a folder without its manifest is a backup that did not end.
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest


def restore(folder: Path, *, by: User, now: datetime) -> dict[str, object]:
    """Bring a backup back into an installation that holds no report yet."""
    require(by.permissions, Permission.KEEP_BACKUP)
    manifest = _manifest(folder)
    if ReportRow.objects.exists():
        raise MarkazError(
            "This installation holds reports already: restore into an empty one"
            " (another MARKAZ_HOME or DATABASE_URL)."
        )
    content = backup.copy_in(folder)
    if content != manifest["content_sha256"]:
        raise MarkazError(
            "What came back is not what was backed up (the content hashes differ):"
            " do not use this installation; try another backup."
        )
    setup.ensure()
    _copy_files(folder / "files", files.folder())
    _copy_files(folder / "sources", extra_sources())
    with transaction.atomic():
        audit.log(Event.BACKUP_RESTORED, subject=str(folder), by=by, now=now)
    refresh()
    return {"restored": str(folder), "content_sha256": content, "files": manifest["files"]}


def _manifest(folder: Path) -> dict[str, object]:
    try:
        manifest: dict[str, object] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise MarkazError(
            "{folder} holds no finished backup ({manifest} is missing).",
            folder=folder,
            manifest=MANIFEST,
        ) from None
    if manifest["vendor"] != connection.vendor:
        raise MarkazError(
            "The backup is of {theirs}, this installation uses {ours}: set DATABASE_URL to a"
            " database of the same kind.",
            theirs=manifest["vendor"],
            ours=connection.vendor,
        )
    database = folder / str(manifest["database"])
    if not database.is_file() or files.digest(database) != manifest["database_sha256"]:
        raise MarkazError(
            "{database} is missing or was changed since the backup was made.", database=database
        )
    return manifest


def _copy_files(source: Path, target: Path) -> int:
    count = 0
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if path.is_file() and path.suffix != ".part":
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
            count += 1
    return count


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at."""

    what: str
    well: bool
    sentence: str


def examine() -> tuple[Finding, ...]:
    """Look at database, files, audit log, ledger, disk and reader; say what is not well."""
    return (_tables(), _kept_files(), _ledger(), _audit_log(), _disk(), _reader())


def _tables() -> Finding:
    if setup.pending():
        return Finding("tables", well=False, sentence="Older than the program: run any command.")
    return Finding("tables", well=True, sentence=f"Up to date on {connection.vendor}.")


def _kept_files() -> Finding:
    lost = [
        batch.file_name
        for batch in Batch.objects.all()
        if not (files.folder() / batch.sha256[:2] / batch.sha256).is_file()
    ]
    if lost:
        return Finding(
            "received files",
            well=False,
            sentence=f"{len(lost)} are missing, the first {lost[0]}: restore them from a backup.",
        )
    count = Batch.objects.count()
    return Finding("received files", well=True, sentence=f"All {count} are kept.")


def _ledger() -> Finding:
    with open_ledger(CENTRE) as connection:
        held = connection.execute(
            "SELECT count(*), sum(number) FROM fact_reports WHERE known_to IS NULL"
        ).fetchone()
    standing = ReportRow.objects.filter(known_to=None)
    kept = standing.aggregate(count=Count("id"), numbers=Sum("number"))
    if held != (kept["count"], kept["numbers"]):
        return Finding(
            "ledger",
            well=False,
            sentence="It does not hold what the tables hold: delete the folder ledger in the home;"
            " it is built afresh.",
        )
    return Finding(
        "ledger", well=True, sentence=f"Agrees with the tables ({held[0]:,} standing reports)."
    )


def _audit_log() -> Finding:
    broken = next(audit.broken_rows(), None)
    if broken is not None:
        return Finding(
            "audit log",
            well=False,
            sentence=f"The chain breaks at row {broken}: the log was altered outside the program.",
        )
    return Finding("audit log", well=True, sentence="The chain holds.")


def _disk() -> Finding:
    usage = shutil.disk_usage(settings.MARKAZ_HOME)
    free = usage.free / 1e9
    return Finding(
        "disk",
        well=free > 1,
        sentence=f"{free:.1f} GB free" + ("." if free > 1 else ": make room before the next file."),
    )


def _reader() -> Finding:
    # Nothing else needs it: a desk without it is well.
    there = "Photographed pages are read with tesseract."
    missing = "No tesseract, so photographed pages are not read: apt-get install tesseract-ocr."
    return Finding("reader", well=True, sentence=there if tesseract.installed() else missing)
