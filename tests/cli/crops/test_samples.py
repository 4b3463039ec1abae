"""`markaz crops draw|sheet|survey|free`: samples, and which places are free of poppy."""

import pytest

from markaz.accounts.models import User
from markaz.store.models import SampleRow, SurveyRow

pytestmark = pytest.mark.django_db


def test_a_sample_is_drawn_from_a_kept_seed_and_has_its_sheet(call, filed):
    code, drawn = call("draw", 2025, "--size", 5, "--seed", "tulip")
    assert code == 0
    sample = SampleRow.objects.get()
    assert (drawn["sample"], drawn["frame_sha256"]) == (sample.name, sample.frame_sha256)
    code, sheet = call("sheet", sample.name)
    assert (code, sheet["seed"], sheet["estimate_acres"]) == (0, "tulip", None)
    assert len(sheet["fields"]) == 5


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("--size", 900, "--seed", "x"), "900"),
        (("--size", 4, "--seed", " "), "Give a seed"),
        (("--size", 4, "--seed", "x", "--design", "whim"), "design"),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused(refused, filed, said, words):
    assert words in refused("draw", 2025, *said)
    assert not SampleRow.objects.exists()


def test_a_sheet_that_is_not_there_is_named(refused):
    assert "no sample NOSUCH" in refused("sheet", "NOSUCH")


def test_the_unsurveyed_are_never_called_free(call, tmp_path):
    table = tmp_path / "survey.csv"
    table.write_text(
        "place,season,area_ha,sigma_ha,source\nPK-BA,2025,20,5,x\nPK-KP,2025,95,10,x\n"
    )
    assert call("survey", table) == (0, {"kept": 2})
    code, told = call("free", 2025)
    assert code == 0
    states = {one["place"]: one["state"] for one in told["places"]}
    assert (states["PK-BA"], states["PK-KP"]) == ("free", "not_shown")
    assert told["counts"]["not_surveyed"] > 100


def test_a_survey_with_a_wrong_row_is_refused_whole(refused, tmp_path):
    table = tmp_path / "survey.csv"
    table.write_text("place,season,area_ha,sigma_ha,source\nZhob,2025,20,5,x\nZhob,2026,some,1,x\n")
    assert "Row 3" in refused("survey", table)
    assert not SurveyRow.objects.exists()


def test_a_rule_that_is_not_known_is_named(refused):
    assert "'house-of-cards'" in refused("free", 2025, "--rule", "house-of-cards")


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "X", "--area", "1", "--basis", "visit"),
        ("draw", 2025, "--size", 4, "--seed", "x"),
        ("free", 2025),
        ("look",),
    ],
)
def test_who_may_not_is_refused(refused, operator, monkeypatch, words):
    auditor = User.objects.create(username="a", agency="NCC", role="auditor")
    monkeypatch.setattr("markaz.store.setup.operator", lambda: auditor)
    assert refused(*words)
