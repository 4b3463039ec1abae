"""`markaz drafts` shows what a partner's file tells and files it when asked to."""

import json

import pytest
from tests.exchange import invented
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.exchange.misp.writing import events_of
from markaz.exchange.stix.bundle import bundle, objects_of
from markaz.records.errors import InvalidValueError, MarkazError
from markaz.store.models import AuditRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(home):
    def invoke(*arguments):
        done = CliRunner().invoke(app, [str(one) for one in arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    return invoke


@pytest.fixture
def theirs(tmp_path):
    told = invented.everything()
    objects = objects_of(told)
    note = {"type": "note", "id": "note--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a10", "content": "[x]"}
    path = tmp_path / "bundle.json"
    sent = bundle([*objects, note], told=told)
    sent["objects"].append({"type": "?"})
    path.write_text(json.dumps(sent))
    return path


def test_a_bundle_is_shown_and_nothing_is_kept(run, theirs):
    shown = run("drafts", theirs)
    assert "AMBER  2025-12-07  Anti-Narcotics Force, Balochistan: seizure" in shown
    assert "set aside" in shown and "[x]" in shown
    assert not ReportRow.objects.exists()


def test_drafts_are_filed_as_information_with_the_producers_marking(run, theirs):
    told = json.loads(run("drafts", theirs, "--file", "--agency", "NCC", "--json"))
    filed = {one["id"].split("--")[0]: one for one in told["filed"]}
    assert "No day" in filed["note"]["reason"]
    rows = ReportRow.objects.filter(known_to=None)
    assert {(row.kind, row.agency) for row in rows} == {("information", "NCC")}
    assert {row.marking for row in rows} >= {"AMBER"}
    assert {row.grading for row in rows} == {"admiralty B2"}
    assert AuditRow.objects.filter(event="file received").count() == rows.count() > 0


def test_filing_again_changes_nothing(run, theirs):
    run("drafts", theirs, "--file", "--agency", "NCC")
    before = list(ReportRow.objects.values_list("id", "number", "revision"))
    run("drafts", theirs, "--file", "--agency", "NCC")
    assert list(ReportRow.objects.values_list("id", "number", "revision")) == before


def test_a_misp_event_is_read_too(run, tmp_path):
    path = tmp_path / "event.json"
    path.write_text(json.dumps(events_of(invented.everything())[0]))
    (draft,) = json.loads(run("drafts", path, "--json"))["drafts"]
    assert (draft["marking"], draft["occurred"]) == ("AMBER", "2025-12-07")


def test_filing_needs_an_agency(run, theirs):
    with pytest.raises(InvalidValueError, match="--agency"):
        run("drafts", theirs, "--file")


@pytest.mark.parametrize("body", ["", "{", '{"Event": 7}', "[1]"])
def test_what_is_neither_is_refused_in_one_sentence(run, tmp_path, body):
    path = tmp_path / "odd.json"
    path.write_text(body)
    with pytest.raises(MarkazError) as refused:
        run("drafts", path)
    assert str(refused.value).endswith(".")
