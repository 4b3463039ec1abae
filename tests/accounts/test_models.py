import pytest
from django.db import IntegrityError

from markaz.accounts.models import User
from markaz.governance.permissions import Permission
from markaz.governance.visibility import may_see


def person(agency: str, role: str) -> User:
    return User(username="someone", agency=agency, role=role)


def test_a_liaison_speaks_for_the_agency_and_its_regions():
    viewer = person("ANF", "liaison").viewer
    assert may_see(viewer, agency="ANF", marking="RED")
    assert may_see(viewer, agency="ANF-KP", marking="RED")
    assert not may_see(viewer, agency="CUSTOMS", marking="AMBER")


def test_an_analyst_of_the_centre_sees_every_agency():
    assert may_see(person("NCC", "analyst").viewer, agency="CUSTOMS", marking="RED")


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_keeps_the_log_or_the_machine_sees_no_report(role):
    someone = person("NCC", role)
    assert Permission.SEE_REPORTS not in someone.permissions
    assert not may_see(someone.viewer, agency="NCC", marking="CLEAR")


@pytest.mark.django_db
def test_the_database_refuses_a_role_nobody_knows():
    with pytest.raises(IntegrityError):
        User.objects.create(username="someone", agency="ANF", role="emperor")
