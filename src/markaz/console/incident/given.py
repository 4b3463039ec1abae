"""To which partners an incident was given, what they read of it, and what an officer may do."""

from collections.abc import Sequence

from markaz.accounts.models import User
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission
from markaz.governance.release import lowers
from markaz.store.exchange.releasing import agreements, releases
from markaz.store.pages.incident import Filed


def shown(filed: Sequence[Filed], *, by: User) -> dict[str, object]:
    """What the incident's page tells of the exchange."""
    numbers = [each.report.number for each in filed]
    own = [each.report for each in filed if each.report.agency in by.viewer.agencies]
    may_consent = Permission.GIVE_CONSENT in by.permissions
    given = releases.of_incident(numbers, viewer=by.viewer)
    return {
        "given": given,
        "to_recall": any(one.notice is None for one in given),
        "consents": agreements.consents_of([row.number for row in own]) if may_consent else (),
        "consentable": [
            row for row in own if may_consent and lowers(row.marking, to=Marking.CLEAR)
        ],
        "partners": agreements.partners() if may_consent and own else (),
        "markings": [one.value for one in Marking if one is not Marking.RED],
    }
