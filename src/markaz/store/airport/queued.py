"""Whether a look of the worker waits in its queue already."""

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def waits(task_path: str) -> bool:
    """Whether a task of this path waits to be run."""
    return DBTaskResult.objects.filter(task_path=task_path, status=TaskResultStatus.READY).exists()
