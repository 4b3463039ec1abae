import json
from pathlib import Path

import pytest
from django.db import connection

from markaz.actions import upkeep
from markaz.actions.intake import receive_file
from markaz.records.errors import MarkazError, NotPermittedError
from markaz.store import content
from markaz.store.models import AuditRow, LineRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
ROW = "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1\n"


@pytest.fixture
def taken_in(home, tmp_path: Path, operator, now):
    path = tmp_path / "march.csv"
    path.write_text(HEADER + ROW)
    receive_file(path, source="markaz-standard", by=operator, now=now)


def test_a_backup_names_the_hash_of_what_it_holds(taken_in, tmp_path, operator, now):
    manifest = upkeep.back_up(tmp_path / "copy", by=operator, now=now)
    assert manifest["content_sha256"] == content.standing_hash()
    assert manifest["files"] == 1
    assert json.loads((tmp_path / "copy" / "backup.json").read_text()) == manifest


def test_a_backup_goes_only_into_an_empty_folder(taken_in, tmp_path, operator, now):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "something").touch()
    with pytest.raises(MarkazError, match="not empty"):
        upkeep.back_up(tmp_path / "copy", by=operator, now=now)


def test_a_restore_refuses_to_cover_reports(taken_in, tmp_path, operator, now):
    upkeep.back_up(tmp_path / "copy", by=operator, now=now)
    with pytest.raises(MarkazError, match="holds reports already"):
        upkeep.restore(tmp_path / "copy", by=operator, now=now)


def test_what_comes_back_is_what_was_there(taken_in, tmp_path, operator, now):
    manifest = upkeep.back_up(tmp_path / "copy", by=operator, now=now)
    LineRow.objects.all().delete()
    ReportRow.objects.all().delete()
    back = upkeep.restore(tmp_path / "copy", by=operator, now=now)
    assert back["content_sha256"] == manifest["content_sha256"]
    assert ReportRow.objects.get().reference == "A-1"
    assert AuditRow.objects.first().event == "backup restored"


def test_a_backup_of_the_other_kind_of_database_is_refused(taken_in, tmp_path, operator, now):
    upkeep.back_up(tmp_path / "copy", by=operator, now=now)
    path = tmp_path / "copy" / "backup.json"
    manifest = json.loads(path.read_text())
    manifest["vendor"] = "another"
    path.write_text(json.dumps(manifest))
    with pytest.raises(MarkazError, match=f"another.*{connection.vendor}"):
        upkeep.restore(tmp_path / "copy", by=operator, now=now)


def test_an_analyst_keeps_no_backup(home, tmp_path, analyst, now):
    with pytest.raises(NotPermittedError):
        upkeep.back_up(tmp_path / "copy", by=analyst, now=now)


def test_the_doctor_finds_a_sound_house_well(taken_in):
    assert [finding.sentence for finding in upkeep.examine() if not finding.well] == []


def test_the_doctor_finds_an_altered_log(taken_in):
    AuditRow.objects.update(subject="another")
    ill = {finding.what for finding in upkeep.examine() if not finding.well}
    assert ill == {"audit log"}
