"""What each role may do."""

from collections.abc import Collection
from enum import StrEnum

from markaz.records.errors import NotPermittedError


class Permission(StrEnum):
    """One thing a person may do."""

    RECEIVE_FILE = "receive a file"
    SEE_REPORTS = "see reports"
    CONSOLIDATE = "consolidate reports"
    PUBLISH_BRIEFING = "publish a briefing"
    PLAN_OPERATION = "plan an operation"
    WAIVE_LEAD_TIME = "allow a late filing"
    KEEP_WATCH = "keep the watch over operations"
    READ_AUDIT = "read the audit log"
    MANAGE_ACCOUNTS = "manage accounts"
    KEEP_BACKUP = "back up and restore"
    CHECK = "check names and numbers"
    CHECK_SILENTLY = "check without the holder being told"
    KEEP_SUBJECTS = "keep entries and subjects"
    KEEP_CONTACT = "say whom to ring at an agency"
    KEEP_AGREEMENT = "keep agreements with partners"
    EXCHANGE = "prepare releases, recalls and requests"
    SIGN_RELEASE = "sign a release to a partner"
    GIVE_CONSENT = "consent to a lower marking of own reports"
    KEEP_PARTNERS = "keep partners and what is open to them"
    FETCH = "fetch from partners"
    HAND_IN_SCAN = "hand in a scan"
    WORK_AIRPORT_DESK = "work an airport desk"
    KEEP_AIRPORT_DESK = "set up airport desks and their lists"
    ALLOW_UNMASKING = "allow masked data to be read"


class Role(StrEnum):
    """The desks of the centre and of an agency."""

    LIAISON = "liaison"
    ANALYST = "analyst"
    WATCH = "watch"
    SUPERVISOR = "supervisor"
    HEAD = "head"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    AIRPORT = "airport"
    SCANNER = "scanner"
    OPERATOR = "operator"


# The administrator keeps the machine and sees no report; the auditor sees the log and no report.
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LIAISON: frozenset(
        {
            Permission.RECEIVE_FILE,
            Permission.SEE_REPORTS,
            Permission.PLAN_OPERATION,
            Permission.CHECK,
            Permission.KEEP_SUBJECTS,
            Permission.KEEP_CONTACT,
            Permission.GIVE_CONSENT,
        }
    ),
    Role.ANALYST: frozenset(
        {
            Permission.RECEIVE_FILE,
            Permission.SEE_REPORTS,
            Permission.CONSOLIDATE,
            Permission.PUBLISH_BRIEFING,
            Permission.CHECK,
            Permission.CHECK_SILENTLY,
            Permission.KEEP_SUBJECTS,
            Permission.EXCHANGE,
            Permission.FETCH,
        }
    ),
    Role.WATCH: frozenset(
        {
            Permission.SEE_REPORTS,
            Permission.RECEIVE_FILE,
            Permission.PLAN_OPERATION,
            Permission.KEEP_WATCH,
            Permission.CHECK,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Permission.SEE_REPORTS,
            Permission.PLAN_OPERATION,
            Permission.WAIVE_LEAD_TIME,
            Permission.CHECK,
            Permission.EXCHANGE,
            Permission.SIGN_RELEASE,
            Permission.GIVE_CONSENT,
            Permission.WORK_AIRPORT_DESK,
            Permission.KEEP_AIRPORT_DESK,
            Permission.ALLOW_UNMASKING,
        }
    ),
    Role.HEAD: frozenset(
        {
            Permission.SEE_REPORTS,
            Permission.PUBLISH_BRIEFING,
            Permission.KEEP_WATCH,
            Permission.CHECK,
            Permission.CHECK_SILENTLY,
            Permission.EXCHANGE,
            Permission.KEEP_AGREEMENT,
            Permission.SIGN_RELEASE,
        }
    ),
    Role.AUDITOR: frozenset({Permission.READ_AUDIT}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.MANAGE_ACCOUNTS,
            Permission.KEEP_BACKUP,
            Permission.KEEP_CONTACT,
            Permission.KEEP_PARTNERS,
        }
    ),
    Role.AIRPORT: frozenset(
        {
            Permission.RECEIVE_FILE,
            Permission.SEE_REPORTS,
            Permission.PLAN_OPERATION,
            Permission.CHECK,
            Permission.HAND_IN_SCAN,
            Permission.WORK_AIRPORT_DESK,
        }
    ),
    # The account of a machine: it hands pictures in and sees nothing.
    Role.SCANNER: frozenset({Permission.HAND_IN_SCAN}),
    # Whoever holds the machine's command line already holds its files.
    Role.OPERATOR: frozenset(Permission),
}


def require(held: Collection[Permission], permission: Permission) -> None:
    """Refuse unless the permission is held.

    Raises:
        NotPermittedError: with one sentence naming what was refused.
    """
    if permission not in held:
        raise NotPermittedError(
            "Your role may not {permission}: ask the centre's administrator.", permission=permission
        )
