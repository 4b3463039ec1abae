"""Networks built ahead of the next question, for whoever has asked for one before."""

from django.db import transaction
from django_tasks import default_task_backend, task
from django_tasks_db.models import DBTaskResult

from markaz.accounts.models import User
from markaz.actions.subjects.network.building import is_in_use, open_network


def ask() -> None:
    """Let the worker build anew once this transaction is kept, where there is one to wait for.

    Where there is none the next question builds what it needs, as it also does before the worker
    has come so far.
    """
    if default_task_backend.supports_defer:
        transaction.on_commit(_enqueue)


def _enqueue() -> None:
    # One that waits builds what stands when its turn comes: a long intake asks hundreds of times.
    if not DBTaskResult.objects.ready().filter(task_path=build.module_path).exists():
        build.enqueue()


def build_all() -> int:
    """Bring every network that is in use up to date; gives how many those are.

    One for each sight of the tables that active accounts have, not one for each account.
    """
    viewers = {one.viewer for one in User.objects.filter(is_active=True)}
    in_use = [viewer for viewer in viewers if is_in_use(viewer)]
    for viewer in in_use:
        open_network(viewer)
    return len(in_use)


@task()
def build() -> None:
    """Bring every network that is in use up to date."""
    build_all()
