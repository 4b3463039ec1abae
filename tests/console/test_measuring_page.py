"""The page of fields that are being measured: the centre's, and in words."""

from datetime import date

import pytest
from tests import fields as land

from markaz.actions.crops.imagery.scenes import Pair
from markaz.actions.crops.imagery.waiting import register_to_measure
from markaz.store.models import Job

pytestmark = pytest.mark.django_db
FIELD = land.square(0, 0)


@pytest.fixture
def job(pages_home, tmp_path, operator, now) -> str:
    """Measuring that waits; the address of its page."""
    pair = Pair(
        title="valley",
        before=land.picture(tmp_path / "before.tif", crop=[FIELD]),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "after.tif", crop=[], bare=[FIELD]),
        after_on=date(2025, 3, 9),
    )
    register_to_measure(pair, by=operator, now=now)
    return f"/jobs/{Job.objects.get().id}/"


def test_measuring_is_seen_at_the_centre_alone(job, sign_in, analyst, anf_liaison):
    centre, agency = sign_in(analyst), sign_in(anf_liaison)
    assert all(
        words in centre.get(job).content.decode() for words in ("Measuring fields:", "valley")
    )
    assert "valley" in centre.get("/").content.decode()
    assert agency.get(job).status_code == 404
    assert "valley" not in agency.get("/").content.decode()


@pytest.mark.parametrize(
    ("state", "result", "words"),
    [
        ("done", {"fields": 2}, "2 fields were measured."),
        ("failed", {"sentence": "No.", "values": {}}, "No field was measured."),
    ],
)
def test_a_job_says_how_measuring_ended(job, sign_in, analyst, state, result, words):
    Job.objects.update(state=state, result=result)
    assert words in sign_in(analyst).get(job).content.decode()
