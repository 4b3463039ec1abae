"""A suspect who asks for protection is in no release, by name or by number."""

import pytest
from tests.actions.releasing.conftest import DOCUMENT, FATHER, PHONE, SUSPECT

from markaz.actions.exchange.sharing import releasing
from markaz.store.models import ObjectVersion, PersonRow, ReportRow


@pytest.fixture
def put(filed, agreement, operator, head, now):
    """What partners can read of the incident after a nominal release."""

    def released() -> str:
        told = releasing.prepare(agreement.name, [filed.amber], by=operator, now=now, nominal=True)
        releasing.sign(told.release.name, by=head, now=now)
        return "\n".join(ObjectVersion.objects.values_list("body", flat=True))

    return released


def protect(protection):
    PersonRow.objects.filter(name_text=SUSPECT).update(protection=protection)


def test_a_suspect_without_protection_is_named_to_who_may_read_names(put):
    assert SUSPECT in put()


@pytest.mark.parametrize("protection", ["asks-protection", "victim"])
def test_who_is_protected_is_neither_named_nor_counted(put, protection):
    protect(protection)
    assert ReportRow.objects.get(reference="A-1").arrested == 1
    text = put()
    assert not [one for one in (SUSPECT, FATHER, PHONE, DOCUMENT) if one in text]
    assert protection not in text
    assert '"arrested": 1' not in text
    assert '"arrested":1' not in text
