"""A photograph handed in a second time: told to who may see the first one, and to nobody else."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import fields as land

from markaz.actions.crops.claims.filing import file_fields
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.imagery.measuring import measure_waiting
from markaz.actions.crops.imagery.scenes import Pair, register
from markaz.store.models import FieldRow, PhotoRow

pytestmark = pytest.mark.django_db
OWN, OTHER = land.square(0, 0), land.square(3, 0)
SHOT = land.photograph("one", east=0.5, north=0.5, taken=datetime(2025, 3, 4, 11, 20, tzinfo=UTC))
KEPT = "The photograph is kept: it shows this field, in time."


@pytest.fixture
def claimed(pages_home, tmp_path, operator, now):
    """A field of ANF, and one of Customs under a marking; their names."""

    def claim(marking: str) -> tuple[str, str]:
        for agency, where, under in (("ANF", OWN, "AMBER"), ("CUSTOMS", OTHER, marking)):
            path = tmp_path / f"{agency}.geojson"
            path.write_text(land.geojson(land.feature(where, reference=f"{agency}-1")))
            handed = Handed(agency, cleared_on=land.CLEARED_ON, marking=under)
            file_fields(path, handed, file_name=path.name, by=operator, now=now)
        own, other = FieldRow.objects.order_by("id")
        return own.name, other.name

    return claim


def send(client, field: str) -> str:
    """Hand the photograph in at a field's page; the page that follows."""
    sent = SimpleUploadedFile("a.jpg", SHOT, "image/jpeg")
    answer = client.post(f"/crops/fields/{field}/photo/", {"photo": sent}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_of_a_hidden_field_there_is_no_trace(
    claimed, sign_in, customs_liaison, anf_liaison, analyst
):
    own, other = claimed("AMBER")
    send(sign_in(customs_liaison), other)
    first = PhotoRow.objects.get()
    seen = send(sign_in(anf_liaison), own)
    assert KEPT in seen
    assert "In the field and in time." in seen
    for trace in (first.name, other, "handed in before", "used before", "speaks against"):
        assert trace not in seen
    centre = sign_in(analyst).get(f"/crops/fields/{own}/").content.decode()
    assert f"handed in before as {first.name}" in centre


def test_of_a_field_that_is_seen_it_is_told(claimed, sign_in, customs_liaison, anf_liaison):
    own, other = claimed("GREEN")
    send(sign_in(customs_liaison), other)
    seen = send(sign_in(anf_liaison), own)
    assert KEPT not in seen
    assert f"handed in before as {PhotoRow.objects.order_by('id')[0].name}" in seen


@pytest.fixture
def measured(claimed, tmp_path, operator, now):
    """The field of ANF as seen from above, beside a hidden one of Customs; their names."""
    squares = [OWN, OTHER]
    names = claimed("AMBER")
    pair = Pair(
        title="valley",
        before=land.picture(tmp_path / "before.tif", crop=squares),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "after.tif", crop=[], bare=squares),
        after_on=date(2025, 3, 9),
    )
    register(pair, by=operator, now=now)
    measure_waiting(by=operator, now=timezone.now())
    return names


def test_the_grade_rests_on_the_photographs_that_the_reader_may_know_of(
    measured, sign_in, customs_liaison, anf_liaison, analyst
):
    own, other = measured
    send(sign_in(customs_liaison), other)
    seen = send(sign_in(anf_liaison), own)
    assert "too few unclaimed fields nearby" in seen
    assert "no photograph of the field stands" not in seen
    centre = sign_in(analyst).get(f"/crops/fields/{own}/").content.decode()
    assert "no photograph of the field stands" in centre
