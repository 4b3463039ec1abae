"""A report of irregular migration goes to the competent agency as a task that names nobody."""

from datetime import timedelta

import pytest

from markaz.actions.airport.referring import Referral, refer
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow, ReportRow, TaskRow
from markaz.store.reports import Keeper

NAME = "Zubair Tariq Achakzai"


@pytest.fixture
def file(home, tables, batch):
    def kept(protection="", **report):
        persons = [{"name_text": NAME, "role": "migrant", "protection": protection}]
        said = {"kind": "irregular_migration", "persons": persons, **report}
        Keeper(batch()).keep(tables(said))
        return ReportRow.objects.get(known_to=None).number

    return kept


@pytest.fixture
def to_fia(now):
    return Referral(to_agency="FIA", due_at=now + timedelta(hours=6))


def test_a_referral_is_a_task_and_a_row_of_the_log(file, to_fia, operator, now):
    number = file()
    task = refer(number, to_fia, by=operator, now=now)
    assert (task.to_agency, task.what) == ("FIA", "Take over ANF A-1.")
    row = AuditRow.objects.get(event=Event.REPORT_REFERRED.value)
    assert row.subject == f"report {number}"
    assert row.details == {"to": "FIA", "task": task.name, "protected": False}


def test_it_says_that_somebody_is_protected_and_names_nobody(file, to_fia, operator, now):
    task = refer(file("asks-protection"), to_fia, by=operator, now=now)
    assert "hear them first" in task.what
    assert NAME not in task.what


def test_another_kind_of_report_is_not_referred(file, to_fia, operator, now):
    with pytest.raises(InvalidValueError, match="not of irregular migration"):
        refer(file(kind="seizure"), to_fia, by=operator, now=now)


def test_a_report_that_is_not_seen_is_none(file, to_fia, django_user_model, now):
    number = file(marking="RED")
    other = django_user_model.objects.create(username="asf", agency="ASF", role="liaison")
    with pytest.raises(InvalidValueError, match="There is no report"):
        refer(number, to_fia, by=other, now=now)


def test_who_may_not_give_tasks_refers_nothing(file, to_fia, django_user_model, now):
    number = file()
    auditor = django_user_model.objects.create(username="auditor", agency="NCC", role="auditor")
    with pytest.raises(NotPermittedError):
        refer(number, to_fia, by=auditor, now=now)
    assert not TaskRow.objects.exists()
    assert not AuditRow.objects.filter(event=Event.REPORT_REFERRED.value).exists()
