"""Fields to be measured in the background: asked for, done by a worker, taken up after a kill."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from markaz.accounts.models import User
from markaz.actions.crops.imagery.measuring import measure_scene
from markaz.actions.crops.imagery.scenes import Pair, register
from markaz.store import jobs
from markaz.store.crops import scenes
from markaz.store.models import FieldRow, Job, SceneRow

MEASURE = "measure fields"


@transaction.atomic
def register_to_measure(pair: Pair, *, by: User, now: datetime, keep: bool = True) -> SceneRow:
    """Take two pictures up, and queue the measuring of the fields in them.

    Raises:
        UnreadableFileError, InvalidValueError: nothing was registered.
    """
    scene = register(pair, by=by, now=now, keep=keep)
    _ask(scene, now=now)
    return scene


def ask_to_measure(fields: Sequence[FieldRow], *, now: datetime) -> int:
    """Queue the measuring of every scene that shows one of these fields; gives how many."""
    shown = scenes.showing(fields)
    for scene in shown:
        _ask(scene, now=now)
    return len(shown)


def _ask(scene: SceneRow, *, now: datetime) -> None:
    if jobs.waiting(MEASURE, scene=scene.name):
        return
    job = jobs.ask(
        MEASURE,
        arguments={"scene": scene.name, "file_name": scene.title},
        # The pictures are the operator's: what is measured in them is done in the same name.
        by=scene.registered_by,
        now=now,
    )
    transaction.on_commit(lambda: run.enqueue(job.id))


def resume() -> int:
    """Queue again what waits or was left half-done; a scene's measures are kept whole or not."""
    left = jobs.unended(MEASURE)
    for job in left:
        run.enqueue(job.id)
    return len(left)


@task()
def run(job_id: int) -> None:
    """Measure in one scene and write down how that ended."""
    jobs.do(job_id, _measure)


def _measure(job: Job) -> dict[str, object]:
    by = User.objects.get(username=job.asked_by)
    scene = scenes.named(job.arguments["scene"])
    return {"fields": measure_scene(scene, by=by, now=timezone.now())}
