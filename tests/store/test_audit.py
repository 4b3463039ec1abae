import pytest

from markaz.governance.audit import Event
from markaz.store import audit
from markaz.store.models import AuditRow, Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_rows(operator, now):
    return [
        audit.log(Event.BACKUP_MADE, subject=f"folder {n}", by=operator, now=now, details={"n": n})
        for n in range(3)
    ]


def test_an_untouched_log_is_whole(three_rows):
    assert list(audit.broken_rows()) == []


@pytest.mark.parametrize("change", [{"subject": "another"}, {"by": "x"}, {"details": {"n": 9}}])
def test_one_altered_field_is_found(three_rows, change):
    AuditRow.objects.filter(id=three_rows[1].id).update(**change)
    assert next(iter(audit.broken_rows())) == three_rows[1].id


def test_a_row_taken_out_is_found_at_the_next(three_rows):
    AuditRow.objects.filter(id=three_rows[1].id).delete()
    assert list(audit.broken_rows()) == [three_rows[2].id]


def test_the_longest_file_name_fits_into_the_log():
    batch = Batch(file_name="x" * 255, source="s" * 64)
    assert len(str(batch)) <= AuditRow._meta.get_field("subject").max_length
