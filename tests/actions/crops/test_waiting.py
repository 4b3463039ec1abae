"""Measuring in the background: seen as a job, taken up after a kill, done again for new fields."""

from datetime import date
from pathlib import Path

import pytest
from tests import fields as land
from tests.fields import feature, square

from markaz.actions import jobs
from markaz.actions.crops.imagery import waiting
from markaz.actions.crops.imagery.measuring import measure_waiting
from markaz.actions.crops.imagery.scenes import Pair, register
from markaz.records.errors import InvalidValueError, MarkazError, NotPermittedError
from markaz.store.models import Job, MeasureRow, SceneRow

pytestmark = pytest.mark.django_db(transaction=True)
SQUARES = [square(0, 0), square(3, 0), square(6, 0)]


@pytest.fixture
def pair(home: Path, tmp_path: Path) -> Pair:
    return Pair(
        title="here",
        before=land.picture(tmp_path / "b.tif", crop=SQUARES),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "a.tif", crop=SQUARES[2:], bare=SQUARES[:2]),
        after_on=date(2025, 3, 9),
    )


@pytest.fixture
def job(file, pair, operator, now) -> Job:
    """Two fields filed, and two pictures in which a worker is to measure them."""
    file(*(feature(one, reference=f"L-{n}") for n, one in enumerate(SQUARES[:2])))
    waiting.register_to_measure(pair, by=operator, now=now)
    return Job.objects.get()


def test_registered_pictures_wait_as_a_job_that_is_seen(job):
    assert (job.action, job.state) == (waiting.MEASURE, Job.State.WAITING)
    assert job.arguments == {"scene": SceneRow.objects.get().name, "file_name": "here"}
    waiting.run.call(job.id)
    job.refresh_from_db()
    assert (job.state, job.result, job.message) == (Job.State.DONE, {"fields": 2}, "")
    assert MeasureRow.objects.count() == 2


def test_a_job_that_a_worker_left_half_done_is_taken_up_again(job):
    Job.objects.update(state=Job.State.RUNNING)
    assert jobs.resume() == 1
    waiting.run.call(job.id)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert jobs.resume() == 0


def test_a_job_that_was_never_queued_is_not_forgotten(job):
    assert job.state == Job.State.WAITING
    assert jobs.resume() == 1


def test_a_job_that_ended_is_not_done_again(job):
    waiting.run.call(job.id)
    first = SceneRow.objects.get().measured_at
    waiting.run.call(job.id)
    assert SceneRow.objects.get().measured_at == first


def test_pictures_that_are_gone_fail_the_job_in_one_sentence(job, home):
    (home / SceneRow.objects.get().before).unlink()
    waiting.run.call(job.id)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.message.count(".") >= 1
    assert SceneRow.objects.get().measured_at is None


def test_a_crash_leaves_the_job_begun_and_nothing_half_kept(job, monkeypatch):
    def stop(*_args: object, **_more: object) -> None:
        raise SystemExit

    monkeypatch.setattr("markaz.actions.crops.imagery.measuring.audit.log", stop)
    with pytest.raises(SystemExit):
        waiting.run.call(job.id)
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    assert MeasureRow.objects.count() == 0
    assert SceneRow.objects.get().measured_at is None


def test_fields_filed_after_the_pictures_are_measured_too(job, file, operator, now):
    waiting.run.call(job.id)
    file(feature(SQUARES[2], reference="L-9"), agency="ANF")
    again = Job.objects.order_by("-id")[0]
    assert (again.id, again.state) != (job.id, Job.State.DONE)
    [(scene, count)] = measure_waiting(by=operator, now=now)
    assert (scene.name, count) == (job.arguments["scene"], 3)
    assert measure_waiting(by=operator, now=now) == []


def test_a_scene_that_waits_already_is_not_asked_for_twice(job, file):
    file(feature(SQUARES[2], reference="L-9"))
    assert Job.objects.count() == 1


def test_fields_that_no_scene_shows_ask_for_nothing(job, file):
    waiting.run.call(job.id)
    file(feature(square(40, 40), reference="L-9"))
    assert Job.objects.count() == 1


def test_one_bad_scene_does_not_keep_the_others_waiting(job, pair, home, tmp_path, operator, now):
    (home / SceneRow.objects.get().before).unlink()
    other = Pair(
        title="there",
        before=land.picture(tmp_path / "b2.tif", crop=SQUARES[:1]),
        before_on=pair.before_on,
        after=pair.after,
        after_on=pair.after_on,
    )
    register(other, by=operator, now=now)
    (_bad, refusal), (good, count) = measure_waiting(by=operator, now=now)
    assert isinstance(refusal, MarkazError)
    assert (good.title, count) == ("there", 2)


def test_nothing_waits_where_the_pictures_were_refused(pair, operator, now):
    swapped = Pair("x", pair.before, pair.after_on, pair.after, pair.before_on)
    with pytest.raises(InvalidValueError, match="not later"):
        waiting.register_to_measure(swapped, by=operator, now=now)
    assert not Job.objects.exists()


def test_an_agency_registers_no_pictures(pair, anf_liaison, now):
    with pytest.raises(NotPermittedError):
        waiting.register_to_measure(pair, by=anf_liaison, now=now)
    assert not Job.objects.exists()
