"""An analyst says of two briefs that they are one, with the keyboard alone, and takes it back."""

import pytest
from tests.briefs import ON, PAPER, RADIO

from markaz.actions.messages import receiving
from markaz.store import setup

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def told(desk, now):
    """Two briefs of one week, received; the analyst at the desk."""
    by = setup.operator()
    return desk, *(
        receiving.receive_message(text, dated=ON, by=by, now=now).message for text in (PAPER, RADIO)
    )


def tabbed_to(page, selector: str) -> None:
    """Press Tab until what is looked for has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_two_briefs_are_judged_and_undone_by_keyboard(told):
    page, first, _ = told
    page.goto("/review/")
    assert "Rs 15 billion" in page.inner_text("#briefs table")
    tabbed_to(page, "#why-1")
    page.keyboard.press("Enter")
    assert page.url.endswith("/review/")
    page.keyboard.type("the same bulletin")
    tabbed_to(page, "button[value=same]:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The word on both briefs is kept.")
    assert "One brief, told twice" in page.inner_text("#briefs .acts")
    assert page.query_selector("#why-1") is None
    page.goto(f"/messages/{first}/")
    assert "One brief, also told by" in page.inner_text("main")
    page.goto("/review/")
    tabbed_to(page, "#briefs button[name=undo]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The word is taken back.")
    assert page.query_selector("#why-1") is not None


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_part_of_the_pages_runs_out_of_a_narrow_window(told, language):
    page, first, _ = told
    page.set_viewport_size({"width": 420, "height": 800})
    if language == "ur":
        page.click("button[value=ur]")
        page.wait_for_selector("html[dir=rtl]")
    for address in ("/review/", f"/messages/{first}/"):
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, address
