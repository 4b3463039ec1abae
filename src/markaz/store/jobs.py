"""Work in the background: written down before it begins, and how it ended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from django.utils import timezone

from markaz.records.errors import MarkazError
from markaz.store.models import Job

_OPEN = (Job.State.WAITING, Job.State.RUNNING)


def ask(action: str, *, arguments: Mapping[str, object], by: str, now: datetime) -> Job:
    """Write down that work waits; `by` is the name of whom it is done for."""
    return Job.objects.create(
        action=action, arguments=dict(arguments), asked_by=by, asked_at=now.astimezone(UTC)
    )


def waiting(action: str, **arguments: object) -> bool:
    """Whether such work waits already; what has begun may have missed what is new."""
    found = Job.objects.filter(action=action, state=Job.State.WAITING)
    return found.filter(**{f"arguments__{key}": value for key, value in arguments.items()}).exists()


def unended(action: str) -> Sequence[Job]:
    """What is queued or was begun, the oldest first."""
    return list(Job.objects.filter(action=action, state__in=_OPEN).order_by("id"))


def do(job_id: int, work: Callable[[Job], dict[str, object]]) -> None:
    """Do one piece of work unless it has ended, and write down how it ends.

    A refusal is kept with its sentence; whatever else stops the work leaves it begun, so that it is
    taken up again.
    """
    job = Job.objects.get(id=job_id)
    if job.state not in _OPEN:
        return
    Job.objects.filter(id=job_id).update(state=Job.State.RUNNING)
    try:
        result, message = work(job), ""
        state = Job.State.DONE
    except MarkazError as error:
        result, message, state = error.kept(), str(error), Job.State.FAILED
    Job.objects.filter(id=job_id).update(
        state=state, result=result, message=message, finished_at=timezone.now()
    )
