import pytest
from django.contrib.auth import authenticate

from markaz.accounts.models import User
from markaz.actions.accounts import open_account
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence"


def test_an_account_is_opened_with_its_audit_row(operator, now, rf):
    open_account("new", agency="ANF", role="liaison", password=PASSWORD, by=operator, now=now)
    assert AuditRow.objects.get().subject == "new"
    assert authenticate(rf.post("/"), username="new", password=PASSWORD)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"agency": "NOBODY"}, "NOBODY"), ({"role": "king"}, "king"), ({"password": "short"}, "12")],
)
def test_what_does_not_fit_is_refused_in_one_sentence(operator, now, change, words):
    asked = {"agency": "ANF", "role": "liaison", "password": PASSWORD, **change}
    with pytest.raises(InvalidValueError, match=words):
        open_account("new", **asked, by=operator, now=now)
    assert not User.objects.filter(username="new").exists()


def test_an_analyst_opens_no_account(analyst, now):
    with pytest.raises(NotPermittedError):
        open_account("new", agency="ANF", role="liaison", password=PASSWORD, by=analyst, now=now)
