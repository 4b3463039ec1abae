"""What a person does at the desk, in a real browser."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILE = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1500,kg,1\n"
    "ANF,A-2,seizure,30-02-2025,PK,Sindh,Karachi,heroin,2,kg,0\n"
    "CUSTOMS,C-1,seizure,2025-05-01,PK,Sindh,Karachi,heroin,2.5,kg,0\n"
)
BRIEFING = "/briefing/?from=2025-01-01&to=2025-12-31"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def with_reports(desk, file):
    """The desk after a file has been handed in, confirmed and taken in."""
    desk.goto("/upload/")
    desk.select_option("#source", "markaz-standard")
    desk.set_input_files("#file", str(file))
    desk.click("text=Show what will happen")
    desk.wait_for_selector("text=Rows that will be set aside")
    desk.click("text=Confirm and take in")
    desk.wait_for_selector("text=Open the file's page")
    return desk


def test_a_file_goes_from_the_form_to_its_page(with_reports):
    with_reports.click("text=Open the file's page")
    with_reports.wait_for_selector("h1:has-text('march.csv')")
    tally = with_reports.locator(".tally b").all_inner_texts()
    assert tally[:2] == ["3", "2"]
    assert "30-02-2025" in with_reports.inner_text("main")


def test_a_figure_opens_to_its_incidents_and_an_incident_to_its_reports(with_reports):
    with_reports.goto(BRIEFING)
    with_reports.click("#figure-seized_mass")
    with_reports.wait_for_selector("text=The incidents behind it")
    assert with_reports.inner_text(".big").split() == ["1.503", "t"]
    with_reports.locator("[data-list] tbody a").first.click()
    with_reports.wait_for_selector("text=as written")
    assert "A-1" in with_reports.inner_text(".beside")


def test_a_province_of_the_map_opens_its_incidents(with_reports):
    with_reports.goto(BRIEFING)
    with_reports.locator("svg a[href*='row=PK-SD']").first.click()
    with_reports.wait_for_selector("text=The incidents behind it")
    assert with_reports.locator("[data-list] tbody tr").count() == 1


def test_keys_lead_through_the_console(with_reports):
    with_reports.keyboard.press("g")
    with_reports.keyboard.press("i")
    with_reports.wait_for_selector("#q")
    with_reports.keyboard.press("j")
    with_reports.keyboard.press("j")
    with_reports.keyboard.press("k")
    assert with_reports.locator("tr.chosen").count() == 1
    with_reports.keyboard.press("Enter")
    with_reports.wait_for_selector(".beside")
    with_reports.keyboard.press("g")
    with_reports.keyboard.press("b")
    with_reports.wait_for_selector(".keys-row")
    with_reports.keyboard.press("?")
    assert with_reports.locator("dialog#keys").is_visible()


def test_a_click_on_the_page_opens_no_list_of_keys(with_reports):
    with_reports.click("h1")
    assert not with_reports.locator("dialog#keys").is_visible()


def test_the_letter_f_puts_the_cursor_into_the_search(with_reports):
    with_reports.goto("/incidents/")
    with_reports.keyboard.press("f")
    with_reports.keyboard.type("karachi")
    with_reports.wait_for_selector("h2:has-text('1 incidents')")
    assert "q=karachi" in with_reports.url
    assert with_reports.locator("[data-list] tbody tr").count() == 1


def test_the_page_turns_to_urdu_and_runs_from_right_to_left(with_reports):
    with_reports.goto(BRIEFING)
    with_reports.click("button[lang=ur]")
    with_reports.wait_for_selector("html[dir=rtl]")
    fonts = "getComputedStyle(document.querySelector('h1')).fontFamily"
    assert with_reports.evaluate(fonts).startswith('"Noto Nastaliq Urdu"')
    # The page is there before its font is: the browser loads it when it first draws a letter of it.
    assert with_reports.evaluate(
        "document.fonts.load('16px \"Noto Nastaliq Urdu\"', 'م').then(found => found.length)"
    )
    title = with_reports.locator("h1").bounding_box()
    assert title["x"] + title["width"] > 1366 / 2


def test_nothing_runs_off_the_side_of_a_phone(with_reports):
    with_reports.set_viewport_size({"width": 390, "height": 844})
    for address in ("/", BRIEFING, "/incidents/", "/upload/", "/batches/", "/account/"):
        with_reports.goto(address)
        assert with_reports.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_a_bad_file_is_answered_with_a_sentence(desk, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"agency,reference\n")
    desk.goto("/upload/")
    desk.select_option("#source", "markaz-standard")
    desk.set_input_files("#file", str(empty))
    desk.click("text=Show what will happen")
    desk.wait_for_selector("[role=alert]")
    assert "Nothing was kept." in desk.inner_text("[role=alert]")
