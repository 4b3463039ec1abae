from datetime import UTC, datetime
from pathlib import Path

import pytest

from markaz.actions.intake import preview_file, receive_file
from markaz.governance.audit import Event
from markaz.records.errors import NotPermittedError, UnknownSourceError, UnreadableFileError
from markaz.store import audit
from markaz.store.models import AuditRow, Batch, LineRow, QuestionRow, ReportRow, SetAsideRow

pytestmark = pytest.mark.django_db

HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
GOOD = "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1\n"
ALSO_GOOD = "ANF,A-2,seizure,2025-03-05,PK,Sindh,Karachi,heroin,250,g,0\n"
NO_SUCH_DAY = "ANF,A-3,seizure,2025-02-30,PK,Sindh,Karachi,heroin,250,g,0\n"
UNIT_IN_DOUBT = 'ANF,A-4,seizure,2025-03-05,PK,Sindh,Karachi,mdma,"0.057 Gram (100 tabs)",,0\n'


@pytest.fixture
def file(tmp_path: Path):
    def write(*rows: str, name: str = "report.csv") -> Path:
        path = tmp_path / name
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        return path

    return write


def test_a_file_is_kept_with_its_tally_and_its_audit_row(home, file, analyst, now):
    given = file(GOOD, ALSO_GOOD, NO_SUCH_DAY, UNIT_IN_DOUBT)
    receipt = receive_file(given, source="markaz-standard", by=analyst, now=now)
    assert (receipt.tally.rows, receipt.tally.new, receipt.tally.set_aside) == (4, 3, 1)
    assert receipt.tally.questions == QuestionRow.objects.count() > 0
    assert ReportRow.objects.count() == 3
    assert SetAsideRow.objects.get().row == 4
    assert AuditRow.objects.get().event == Event.FILE_RECEIVED.value


def test_as_written_stands_beside_as_read(home, file, analyst, now):
    receive_file(file(ALSO_GOOD), source="markaz-standard", by=analyst, now=now)
    line = LineRow.objects.get()
    assert (line.substance_text, line.quantity_text, line.unit_text) == ("heroin", "250", "g")
    assert (line.substance, line.mass_mg) == ("OPI-HEROIN", 250_000)


def test_when_the_audit_row_cannot_be_written_nothing_has_changed(
    home, file, analyst, now, monkeypatch
):
    def broken(*args, **kwargs):
        raise OSError("the log is full")

    monkeypatch.setattr(audit, "log", broken)
    with pytest.raises(OSError, match="the log is full"):
        receive_file(file(GOOD), source="markaz-standard", by=analyst, now=now)
    assert not Batch.objects.exists()
    assert not ReportRow.objects.exists()
    assert not LineRow.objects.exists()


def test_the_same_file_again_changes_nothing(home, file, analyst, now):
    given = file(GOOD, ALSO_GOOD, NO_SUCH_DAY)
    first = receive_file(given, source="markaz-standard", by=analyst, now=now)
    again = receive_file(given, source="markaz-standard", by=analyst, now=now)
    assert again.repeated
    assert (again.tally.unchanged, again.tally.set_aside) == (2, 1)
    assert again.batch == first.batch
    assert ReportRow.objects.count() == 2


def test_a_corrected_file_makes_revisions(home, file, analyst, now):
    receive_file(file(GOOD, ALSO_GOOD), source="markaz-standard", by=analyst, now=now)
    corrected = file(GOOD.replace("1.5,kg", "1.45,kg"), ALSO_GOOD, name="corrected.csv")
    tally = receive_file(corrected, source="markaz-standard", by=analyst, now=now).tally
    assert (tally.new, tally.revised, tally.unchanged) == (0, 1, 1)
    standing = ReportRow.objects.get(reference="A-1", known_to=None)
    assert standing.lines.get().mass_mg == 1_450_000


def test_an_agency_hands_in_only_its_own_reports(home, file, customs_liaison, now):
    with pytest.raises(NotPermittedError, match="ANF"):
        receive_file(file(GOOD), source="markaz-standard", by=customs_liaison, now=now)
    assert not ReportRow.objects.exists()


@pytest.mark.parametrize("hand_in", [receive_file, preview_file])
def test_whether_another_agency_sent_these_bytes_is_not_told(
    hand_in, home, file, analyst, customs_liaison, now
):
    given = file(GOOD)
    batch = receive_file(given, source="markaz-standard", by=analyst, now=now).batch
    # As if these bytes had come from the airports' own source.
    Batch.objects.filter(id=batch).update(source="sim-asf")
    with pytest.raises(NotPermittedError, match="another agency's"):
        hand_in(given, source="sim-asf", by=customs_liaison, now=now)


def test_the_auditor_hands_in_nothing(home, file, auditor, now):
    with pytest.raises(NotPermittedError):
        receive_file(file(GOOD), source="markaz-standard", by=auditor, now=now)


def test_an_unknown_source_is_named(home, file, analyst, now):
    with pytest.raises(UnknownSourceError, match="nowhere"):
        receive_file(file(GOOD), source="nowhere", by=analyst, now=now)


def test_a_file_without_a_needed_column_leaves_nothing_behind(home, tmp_path, analyst, now):
    path = tmp_path / "short.csv"
    path.write_text("agency,reference\nANF,A-1\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        receive_file(path, source="markaz-standard", by=analyst, now=now)
    assert not Batch.objects.exists()


def test_a_preview_tells_every_reason_and_keeps_nothing(home, file, analyst, now):
    given = file(GOOD, NO_SUCH_DAY, UNIT_IN_DOUBT)
    receipt = preview_file(given, source="markaz-standard", by=analyst, now=now)
    assert (receipt.tally.rows, receipt.tally.new, receipt.tally.set_aside) == (3, 2, 1)
    assert len(receipt.set_aside) == 1
    assert len(receipt.questions) == receipt.tally.questions > 0
    assert not Batch.objects.exists()


def test_an_archived_file_is_known_from_the_day_the_centre_received_it(home, file, analyst, now):
    received = datetime(2025, 3, 10, tzinfo=UTC)
    receive_file(file(GOOD), source="markaz-standard", by=analyst, now=now, received_at=received)
    batch = Batch.objects.get()
    assert (batch.received_at, batch.recorded_at) == (received, now)
    assert ReportRow.objects.get().known_from == received
