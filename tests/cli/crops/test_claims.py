"""`markaz crops claims|season|verify`: fields filed, counted once and judged."""

from datetime import UTC, datetime

import pytest
from tests import fields as land
from tests.cli.crops.conftest import SQUARES, written
from tests.fields import feature

from markaz.store.models import AuditRow, Batch, FieldRow, FieldVerdict

pytestmark = pytest.mark.django_db


def test_claims_are_filed_once_however_often_they_are_sent(call, filed):
    code, told = call("claims", filed, "--agency", "LEVIES-BA", "--cleared-on", "2025-03-04")
    assert (code, told["repeated"], told["unchanged"], told["new"]) == (0, True, 4, 0)
    assert FieldRow.objects.count() == 5


def test_claims_set_aside_what_is_no_field_and_keep_the_rest(call, tmp_path):
    crossed = [[[66.4, 30.6], [66.401, 30.601], [66.401, 30.6], [66.4, 30.601], [66.4, 30.6]]]
    path = written(tmp_path / "x.geojson", feature(SQUARES[0]), feature(crossed))
    code, told = call("claims", path, "--agency", "ANF", "--cleared-on", "2025-03-04")
    assert (code, told["new"], told["set_aside"]) == (0, 1, 1)
    assert Batch.objects.get().set_aside_rows.get().as_written is not None


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "on which day"),
        (("--cleared-on", "4 March"), "is not a day"),
        (("--cleared-on", "2099-01-01"), "still to come"),
        (("--cleared-on", "2025-03-04", "--agency", "NOBODY"), "NOBODY"),
    ],
)
def test_claims_that_cannot_be_filed_are_refused_whole(refused, tmp_path, more, words):
    path = written(tmp_path / "x.geojson", feature(SQUARES[0]))
    assert words in refused("claims", path, "--agency", "ANF", *more)
    assert not FieldRow.objects.exists()


def test_a_file_that_is_not_there_is_named(refused, tmp_path):
    assert "none.kml is not there" in refused("claims", tmp_path / "none.kml", "--agency", "ANF")


def test_a_season_prints_the_sum_beside_the_union_and_who_overlaps_whom(call, filed):
    code, told = call("season", 2025)
    assert code == 0
    acres = {name: float(area) for name, area in told["acres"].items()}
    assert acres["claimed"] == pytest.approx(acres["waiting"] + acres["rejected"], abs=0.02)
    assert acres["sum_of_outlines"] > acres["union_of_outlines"] > 0
    [overlap] = told["overlaps"]
    assert (overlap["first"], overlap["again"]) == ("LEVIES-BA a", "ANF b")
    assert call("season", 1999)[1]["fields"] == 0


def field(label: str = "a") -> str:
    return FieldRow.objects.filter(label=label).order_by("id")[0].name


def test_a_verdict_says_how_much_is_verified_and_why_the_rest_is_not(call, filed):
    code, told = call("verify", field(), "--area", "1.5", "--basis", "visit", "--reason", "smaller")
    assert code == 0
    assert (told["claimed_acres"], told["verified_acres"]) == ("2.00", "1.50")
    assert told["rejected"] == {"smaller": "0.50"}
    assert AuditRow.objects.filter(event="field judged").count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("--area", "1.5", "--basis", "visit"), "Say why"),
        (("--area", "9", "--basis", "visit"), "can be verified"),
        (("--area", "much", "--basis", "visit"), "much"),
        (("--area", "1", "--basis", "hearsay"), "visit, imagery or both"),
        (("--area", "1", "--basis", "visit", "--reason", "mood"), "from the list"),
    ],
)
def test_a_verdict_that_does_not_hold_is_refused(refused, filed, said, words):
    assert words in refused("verify", field(), *said)
    assert not FieldVerdict.objects.exists()


def test_a_field_that_is_not_there_is_named(refused, filed):
    assert "NOSUCH" in refused("verify", "NOSUCH", "--area", "1", "--basis", "visit")


def test_a_photograph_is_handed_in_and_the_centre_told_what_it_repeats(call, filed, tmp_path):
    first, *_, last = FieldRow.objects.order_by("id")
    path = tmp_path / "shot.jpg"
    taken = datetime(2025, 3, 4, 11, 20, tzinfo=UTC)
    path.write_bytes(land.photograph("one", east=0.7, north=0.5, taken=taken))
    code, kept = call("photo", first.name, path)
    assert (code, kept["against"]) == (0, [])
    code, again = call("photo", last.name, path)
    said = f"The same photograph was handed in before as {kept['photograph']}."
    assert (code, again["against"]) == (0, [said])


def test_a_photograph_that_is_none_is_refused_in_one_sentence(refused, filed, tmp_path):
    path = tmp_path / "shot.jpg"
    path.write_bytes(b"no picture")
    assert "no whole picture" in refused("photo", FieldRow.objects.all()[0].name, path)
