"""What each role may do, and what no role may do together."""

import pytest

from markaz.governance.permissions import ROLE_PERMISSIONS, Permission, Role, require
from markaz.records.errors import NotPermittedError

SIGNING_IN = sorted(set(Role) - {Role.OPERATOR})


def roles_that_may(permission: Permission) -> set[Role]:
    return {role for role in SIGNING_IN if permission in ROLE_PERMISSIONS[role]}


def test_every_role_has_its_permissions():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(ROLE_PERMISSIONS.values())


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_held_by_somebody_who_signs_in(permission):
    assert roles_that_may(permission)


def test_only_analyst_and_head_publish():
    assert roles_that_may(Permission.PUBLISH_BRIEFING) == {Role.ANALYST, Role.HEAD}


def test_only_the_auditor_reads_the_log():
    assert roles_that_may(Permission.READ_AUDIT) == {Role.AUDITOR}


def test_only_the_administrator_opens_accounts_and_keeps_backups():
    assert roles_that_may(Permission.MANAGE_ACCOUNTS) == {Role.ADMINISTRATOR}
    assert roles_that_may(Permission.KEEP_BACKUP) == {Role.ADMINISTRATOR}


def test_only_the_analyst_joins_reports():
    assert roles_that_may(Permission.CONSOLIDATE) == {Role.ANALYST}


@pytest.mark.parametrize("role", SIGNING_IN)
def test_who_makes_accounts_reads_the_log_or_only_sends_scans_sees_no_report(role):
    held = ROLE_PERMISSIONS[role]
    if held & {Permission.MANAGE_ACCOUNTS, Permission.READ_AUDIT} or role is Role.SCANNER:
        assert Permission.SEE_REPORTS not in held
    else:
        assert Permission.SEE_REPORTS in held


@pytest.mark.parametrize("role", SIGNING_IN)
def test_nobody_who_signs_in_may_do_everything(role):
    assert ROLE_PERMISSIONS[role] < ROLE_PERMISSIONS[Role.OPERATOR]


@pytest.mark.parametrize("permission", list(Permission))
def test_a_refusal_says_what_was_refused_and_whom_to_ask(permission):
    others = set(Permission) - {permission}
    with pytest.raises(NotPermittedError, match=permission.value) as refused:
        require(others, permission)
    assert str(refused.value).endswith("ask the centre's administrator.")


@pytest.mark.parametrize("permission", list(Permission))
def test_what_is_held_is_not_refused(permission):
    require({permission}, permission)
