"""Filing outlined fields by API: the same reading, rights and memory as for a file handed in."""

import json
from datetime import UTC, datetime

import pytest
from tests.fields import feature, geojson, photograph, square

from markaz.actions.crops.status import keep_surveys
from markaz.store.models import AuditRow, Batch, FieldRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/api/fields?cleared_on=2025-03-04"
KIND = "application/geo+json"
CROSSED = [[[66.4, 30.6], [66.401, 30.601], [66.401, 30.6], [66.4, 30.601], [66.4, 30.6]]]


def body(*features: dict[str, object]) -> bytes:
    return geojson(*features).encode()


@pytest.fixture
def anf(program, anf_liaison):
    return program(anf_liaison)


def test_fields_get_their_receipt_with_what_was_set_aside(anf):
    sent = body(feature(square(0, 0), reference="A-1", field="a"), feature(CROSSED, field="b"))
    answer = anf.post(ADDRESS + "&file_name=march.geojson&team=Third&crop=cannabis", sent, KIND)
    told = answer.json()
    assert answer.status_code == 201
    assert {name: told[name] for name in ("new", "changed", "unchanged", "set_aside")} == {
        "new": 1, "changed": 0, "unchanged": 0, "set_aside": 1,
    }  # fmt: skip
    [aside] = told["set_aside_rows"]
    assert (aside["row"], aside["as_written"]["field"]) == (2, "b")
    assert "touches itself" in aside["reason"]
    row = FieldRow.objects.get()
    assert (row.agency, row.team, row.crop) == ("ANF", "Third", "cannabis")
    batch = Batch.objects.get()
    assert (batch.id, batch.file_name, batch.received_by) == (told["batch"], "march.geojson", "anf")
    assert AuditRow.objects.filter(event="fields filed", by="anf").count() == 1


def test_the_same_body_again_is_told_so_and_changes_nothing(anf):
    sent = body(feature(square(0, 0), reference="A-1"))
    first, again = anf.post(ADDRESS, sent, KIND), anf.post(ADDRESS, sent, KIND)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (again.json()["already_received"], again.json()["batch"]) == (
        True,
        first.json()["batch"],
    )
    assert FieldRow.objects.count() == ReportRow.objects.count() == 1


def test_an_agency_files_its_own_fields_only(anf, program, auditor, analyst):
    sent = body(feature(square(0, 0)))
    foreign = ADDRESS + "&agency=LEVIES-BA"
    refused = anf.post(foreign, sent, KIND)
    assert refused.status_code == 403
    assert "LEVIES-BA" in refused.json()["error"]
    assert program(auditor).post(ADDRESS + "&agency=ANF", sent, KIND).status_code == 403
    assert not FieldRow.objects.exists()
    centre = program(analyst)
    assert centre.post(foreign, sent, KIND).status_code == 201
    unknown = centre.post(ADDRESS + "&agency=NOBODY", sent, KIND)
    assert (unknown.status_code, "NOBODY" in unknown.json()["error"]) == (400, True)


def test_nobody_is_told_of_a_claim_that_is_hidden_from_them(anf, program, analyst):
    centre = program(analyst)
    theirs = body(feature(square(0, 0), reference="L-1"))
    own = body(feature(square(0.5, 0), reference="A-1"))
    centre.post(ADDRESS + "&agency=LEVIES-BA", theirs, KIND)
    assert anf.post(ADDRESS, own, KIND).json()["overlaps"] == 0
    more = body(feature(square(0.2, 0), reference="N-1"))
    assert centre.post(ADDRESS + "&agency=EXCISE-KP", more, KIND).json()["overlaps"] == 2


@pytest.mark.parametrize(
    ("address", "sent", "status", "words"),
    [
        (ADDRESS, b"", 400, "empty"),
        (ADDRESS, b"%PDF-1.7", 400, "send GeoJSON, KML"),
        (ADDRESS, b'{"type": "FeatureCollection"', 400, "JSON"),
        (ADDRESS, body(), 400, "holds no features"),
        (ADDRESS, body(feature(CROSSED)), 400, "touches itself"),
        (ADDRESS, body(feature([[[30.6, 66.4], [30.6, 66.401], [30.601, 66.4], [30.6, 66.4]]])),
         400, "Latitude and longitude look swapped"),
        ("/api/fields", body(feature(square(0, 0))), 400, "day"),
        (ADDRESS + "&agency=NOBODY", body(feature(square(0, 0))), 400, "NOBODY"),
        ("/api/fields?cleared_on=4 March", body(feature(square(0, 0))), 400, "2025-12-31"),
    ],
)  # fmt: skip
def test_what_cannot_be_filed_is_refused_in_one_sentence(anf, address, sent, status, words):
    answer = anf.post(address, sent, KIND)
    assert (answer.status_code, set(answer.json())) == (status, {"error"})
    assert words in answer.json()["error"]
    assert not FieldRow.objects.exists()


def test_a_body_beyond_the_limit_is_refused(anf, settings):
    settings.MARKAZ_UPLOAD_MB = 0
    answer = anf.post(ADDRESS, body(feature(square(0, 0))), KIND)
    assert answer.status_code == 400
    assert "larger than 0 MB" in answer.json()["error"]


@pytest.mark.parametrize("token", ["", "wrong"])
def test_nobody_files_without_a_token(program, token):
    answer = program(None, token=token).post(ADDRESS, body(feature(square(0, 0))), KIND)
    assert answer.status_code == 401
    assert not FieldRow.objects.exists()


def test_the_address_takes_fields_and_answers_no_other_way(anf):
    assert anf.get(ADDRESS).status_code == 405
    assert json.loads(anf.get(ADDRESS).content)["error"]


STATUS = "/api/crop-status?season=2025"


def test_the_status_says_which_rule_is_for_which_kind_of_place(program, analyst, moment):
    table = b"place,season,area_ha,sigma_ha,source\nPK-BA,2025,20,5,x\nZhob,2025,95,10,x\n"
    keep_surveys(table, official=False, by=analyst, now=moment)
    told = program(analyst).get(STATUS).json()
    assert (told["rule"]["limit_ha"], told["rule"]["limit_is_for"]) == (100, "province")
    assert "no source sets a limit for a district" in told["rule"]["lent_to"]["district"]
    assert [(one["place"], one["unit"], one["state"]) for one in told["places"]] == [
        ("PK-BA-zhob", "district", "not_shown"),
        ("PK-BA", "province", "free"),
    ]
    assert told["counts"]["not_surveyed"] > 100


@pytest.mark.parametrize(
    ("address", "words"),
    [("/api/crop-status", "as a year"), (STATUS + "&rule=none", "'none'")],
)
def test_a_status_that_cannot_be_told_is_refused_in_one_sentence(anf, address, words):
    answer = anf.get(address)
    assert (answer.status_code, set(answer.json())) == (400, {"error"})
    assert words in answer.json()["error"]


def test_who_sees_no_reports_is_told_no_status(program, auditor):
    assert program(auditor).get(STATUS).status_code == 403
    assert program(None).get(STATUS).status_code == 401


@pytest.mark.parametrize(("marking", "told"), [("AMBER", 0), ("GREEN", 1)])
def test_a_photograph_used_before_is_told_only_of_a_field_that_is_seen(
    anf, program, customs_liaison, marking, told
):
    customs = program(customs_liaison)
    customs.post(
        "/api/fields?cleared_on=2025-03-04", body(feature(square(3, 0), reference="C")), KIND
    )
    anf.post(ADDRESS, body(feature(square(0, 0), reference="A")), KIND)
    ReportRow.objects.filter(agency="CUSTOMS").update(marking=marking)
    other, own = FieldRow.objects.order_by("id")
    taken = datetime(2025, 3, 4, 11, 20, tzinfo=UTC)
    shot = photograph("one", east=0.5, north=0.5, taken=taken)
    first = customs.post(f"/api/fields/{other.name}/photographs", shot, "image/jpeg").json()
    answer = anf.post(f"/api/fields/{own.name}/photographs", shot, "image/jpeg")
    assert answer.status_code == 201
    assert len(answer.json()["against"]) == told
    assert (first["photograph"] in answer.content.decode()) is bool(told)


def test_a_photograph_of_a_hidden_field_is_of_none(anf, program, customs_liaison):
    sent = body(feature(square(3, 0), reference="C"))
    program(customs_liaison).post(ADDRESS, sent, KIND)
    hidden = anf.post(f"/api/fields/{FieldRow.objects.get().name}/photographs", b"x", "image/jpeg")
    absent = anf.post("/api/fields/nothing/photographs", b"x", "image/jpeg")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
