"""Long work in the background: asked for, run by a worker, resumed after a restart."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from markaz.accounts.models import User
from markaz.actions.consolidation import consolidate
from markaz.actions.crops.imagery import waiting
from markaz.actions.intake import receive_file
from markaz.actions.ledger import refresh
from markaz.actions.subjects.indexing import index_reports
from markaz.actions.subjects.network.ahead import build_all
from markaz.governance.permissions import Permission, require
from markaz.store import files, jobs
from markaz.store.models import Job

RECEIVE = "receive file"


@transaction.atomic
def ask_to_receive(path: Path, *, source: str, file_name: str, by: User, now: datetime) -> Job:
    """Keep the bytes and queue their intake, so that the person need not wait."""
    require(by.permissions, Permission.RECEIVE_FILE)
    kept = files.keep(path)
    job = jobs.ask(
        RECEIVE,
        arguments={"path": str(kept.path), "source": source, "file_name": file_name},
        by=by.username,
        now=now,
    )
    transaction.on_commit(lambda: run.enqueue(job.id))
    return job


def resume() -> int:
    """Queue again what waits or what a stopped worker left half-done; gives how much.

    Intake keeps all of a file or nothing, and a piece of work that has ended is not done again.
    """
    left = jobs.unended(RECEIVE)
    for job in left:
        run.enqueue(job.id)
    return len(left) + waiting.resume()


@task()
def run(job_id: int) -> None:
    """Take one file in and write down how that ended."""
    jobs.do(job_id, _receive)


def _receive(job: Job) -> dict[str, object]:
    by = User.objects.get(username=job.asked_by)
    receipt = receive_file(
        Path(job.arguments["path"]),
        source=job.arguments["source"],
        file_name=job.arguments["file_name"],
        by=by,
        now=job.asked_at,
    )
    if Permission.CONSOLIDATE in by.permissions:
        consolidate(by=by, now=timezone.now())
    refresh()
    index_reports(by=by, now=timezone.now())
    build_all()
    return {"batch": receipt.batch, "repeated": receipt.repeated, **receipt.tally.as_dict()}
