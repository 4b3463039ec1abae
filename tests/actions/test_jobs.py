from pathlib import Path

import pytest

from markaz.actions import jobs
from markaz.records.errors import NotPermittedError
from markaz.store.models import Batch, Job

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
ROW = "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1\n"


@pytest.fixture
def asked(home, tmp_path: Path, analyst, now) -> Job:
    path = tmp_path / "upload.tmp"
    path.write_text(HEADER + ROW)
    return jobs.ask_to_receive(
        path, source="markaz-standard", file_name="march.csv", by=analyst, now=now
    )


def test_a_job_takes_the_file_in_under_its_own_name(asked):
    jobs.run.call(asked.id)
    asked.refresh_from_db()
    assert (asked.state, asked.message) == (Job.State.DONE, "")
    assert asked.result["new"] == 1
    assert Batch.objects.get().file_name == "march.csv"


def test_a_job_that_fails_says_why_in_one_sentence(home, tmp_path, analyst, now):
    path = tmp_path / "upload.tmp"
    path.write_text("agency\nANF\n")
    job = jobs.ask_to_receive(
        path, source="markaz-standard", file_name="x.csv", by=analyst, now=now
    )
    jobs.run.call(job.id)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "reference" in job.message
    assert not Batch.objects.exists()


def test_a_job_whose_worker_was_stopped_is_taken_up_again(asked):
    Job.objects.filter(id=asked.id).update(state=Job.State.RUNNING)
    assert jobs.resume() == 1
    jobs.run.call(asked.id)
    asked.refresh_from_db()
    assert asked.state == Job.State.DONE


def test_a_finished_job_is_not_done_twice(asked):
    jobs.run.call(asked.id)
    before = Batch.objects.get().recorded_at
    jobs.run.call(asked.id)
    assert Batch.objects.get().recorded_at == before


def test_the_auditor_asks_for_no_intake(home, tmp_path, auditor, now):
    path = tmp_path / "upload.tmp"
    path.write_text(HEADER + ROW)
    with pytest.raises(NotPermittedError):
        jobs.ask_to_receive(path, source="markaz-standard", file_name="x.csv", by=auditor, now=now)
