"""The page of selection rules: written and ended by a supervisor, with what came of each."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.actions.airport.conftest import desk, hand_in, officer, supervisor

from markaz.store.models import RuleRow

__all__ = ["desk", "hand_in", "officer", "supervisor"]
PAGE = "/airport/rules/?desk=KHI-ASF"


@pytest.fixture
def said():
    today = timezone.localdate()
    return {
        "do": "keep", "name": "late-to-dubai", "title": "Booked late to Dubai",
        "conditions": "destination one_of DXB\none_way one_of yes", "author": "invented officer",
        "legal_basis": "invented act, section 1", "begins": today.isoformat(),
        "expires": (today + timedelta(days=30)).isoformat(),
    }  # fmt: skip


def test_a_supervisor_writes_a_rule_its_next_version_and_ends_it(
    sign_in, pages_home, desk, supervisor, officer, said
):
    browser = sign_in(supervisor)
    assert "No rule was written yet" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, said).status_code == 302
    assert browser.post(PAGE, {**said, "title": "Booked late"}).status_code == 302
    page = sign_in(officer).get(PAGE).content.decode()
    assert "Airport of destination is one of" in page
    assert "No return booked is one of" in page
    assert (page.count(">in force<"), page.count(">ended<")) == (1, 1)
    assert "Keep the rule" not in page
    assert sign_in(officer).post(PAGE, said).status_code == 403
    ended = browser.post(PAGE, {"do": "end", "name": "late-to-dubai", "why": "finds nothing"})
    assert ended.status_code == 302
    assert RuleRow.objects.get(version=2).why_ended == "finds nothing"


def test_a_rule_over_the_person_is_refused_and_what_was_typed_stays(
    sign_in, pages_home, desk, supervisor, said
):
    said["conditions"] = "nationality one_of UTO"
    answer = sign_in(supervisor).post(PAGE, said)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "No rule may read nationality" in page
    assert "nationality one_of UTO" in page
    assert not RuleRow.objects.exists()
