"""One report typed by keyboard alone, on a screen as wide as a telephone's, in both languages."""

import pytest

from markaz.store.models import ReportRow

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def phone(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    return desk


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_report_is_typed_mended_and_filed_by_keyboard(phone, served, lang):
    phone.context.add_cookies([{"name": "django_language", "value": lang, "url": served}])
    phone.goto("/report/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert focused(phone) == "reference"
    phone.keyboard.type("S-1")
    phone.focus("#arrested")
    phone.keyboard.type("two")
    phone.keyboard.press("Enter")
    phone.wait_for_selector(".said.warm")
    # The cursor waits in the first field that is wrong, and nothing is lost.
    assert focused(phone) == "occurred"
    assert phone.input_value("#reference") == "S-1"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.keyboard.type("03042025")
    phone.focus("#arrested")
    phone.keyboard.press("Control+a")
    phone.keyboard.type("2")
    phone.focus("button[value=persons]")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("#persons-1-person_name")
    assert focused(phone) == "persons-1-person_name"
    phone.keyboard.type("Invented Name")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/report/*/")
    report = ReportRow.objects.get()
    assert (report.reference, report.arrested) == ("S-1", 2)
    assert report.occurred_first.isoformat() == "2025-03-04"
    assert report.persons.get().name_text == "Invented Name"
