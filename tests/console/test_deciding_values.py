"""What is counted of an incident, on its page, and a person's decision on it."""

import pytest
from django.urls import reverse

from markaz.store.models import DecisionRow

pytestmark = pytest.mark.django_db(transaction=True)


def address(number: int) -> str:
    return reverse("console:incident", args=[number])


def decide(browser, number: int, **said: str):
    return browser.post(reverse("console:decide", args=[number]), said, follow=True)


def test_the_page_names_the_rule_and_marks_what_is_counted(sign_in, analyst, filed):
    page = sign_in(analyst).get(address(filed.anf)).content.decode()
    assert "What is counted of this incident" in page
    assert page.count(">counted<") >= 2
    assert "another report says the same" in page or "registered first" in page


def test_a_report_alone_has_nothing_to_choose(sign_in, analyst, filed):
    page = sign_in(analyst).get(address(filed.customs_alone)).content.decode()
    assert "What is counted of this incident" not in page


def test_an_analyst_decides_and_takes_it_back_without_a_script(sign_in, analyst, filed):
    browser = sign_in(analyst)
    page = decide(
        browser, filed.anf, field="drugs", report=str(filed.customs_of_same), reason="<b>weighed"
    ).content.decode()
    assert "The decision stands." in page
    assert "a person decided it" in page
    assert "&lt;b&gt;weighed" in page
    assert DecisionRow.objects.get().number == filed.customs_of_same
    page = decide(browser, filed.anf, field="drugs", withdraw="1").content.decode()
    assert "taken back" in page
    assert DecisionRow.objects.get().known_to is not None


@pytest.mark.parametrize(
    "said",
    [
        {"field": "drugs", "report": "", "reason": "surely"},
        {"field": "colour", "report": "1", "reason": "surely"},
        {"field": "drugs", "report": "1", "reason": ""},
        {"field": "drugs", "withdraw": "1"},
    ],
)
def test_a_decision_that_says_nothing_is_refused_in_a_sentence(sign_in, analyst, filed, said):
    assert decide(sign_in(analyst), filed.anf, **said).status_code == 400
    assert not DecisionRow.objects.exists()


def test_only_who_may_consolidate_decides(sign_in, anf_liaison, filed):
    browser = sign_in(anf_liaison)
    said = {"field": "drugs", "report": str(filed.anf), "reason": "ours is right"}
    assert decide(browser, filed.anf, **said).status_code == 403
    assert (
        reverse("console:decide", args=[filed.anf])
        not in browser.get(address(filed.anf)).content.decode()
    )
    assert sign_in(None).post(reverse("console:decide", args=[filed.anf]), said).status_code == 302
    assert not DecisionRow.objects.exists()


def test_a_viewer_of_one_report_sees_no_choice_that_a_hidden_one_made(sign_in, anf_liaison, filed):
    page = sign_in(anf_liaison).get(address(filed.anf)).content.decode()
    assert "What is counted of this incident" not in page
    assert "CUSTOMS" not in page


def test_the_page_speaks_urdu(sign_in, analyst, filed):
    browser = sign_in(analyst)
    browser.cookies["django_language"] = "ur"
    page = browser.get(address(filed.anf)).content.decode()
    assert "اس واقعے سے کیا شمار ہوا" in page
    assert "What is counted" not in page
