"""An analyst clears the queue with the keyboard alone, and takes a word back."""

import pytest

from markaz.actions.consolidation import consolidate
from markaz.store import setup
from markaz.store.models import Link, PairRow

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
ROWS = (
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1500,kg,1\n"
    "CUSTOMS,C-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1500,kg,1\n"
    "ANF,A-2,seizure,2025-05-01,PK,Sindh,Karachi,heroin,25,kg,\n"
    "PCG,P-2,seizure,2025-05-01,PK,Sindh,Karachi,heroin,25,kg,\n"
    "ANF,A-3,seizure,2025-07-01,PK,Sindh,Hyderabad,opium,3,kg,\n"
    "PCG,P-3,seizure,2025-07-01,PK,Sindh,Hyderabad,opium,3,kg,\n"
)
BRIEFING = "/briefing/?from=2025-01-01&to=2025-12-31"


@pytest.fixture
def queue(desk, tmp_path, now):
    """Three pairs that are likely one event, none joined by itself."""
    path = tmp_path / "year.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    desk.goto("/upload/")
    desk.select_option("#source", "markaz-standard")
    desk.set_input_files("#file", str(path))
    desk.click("text=Show what will happen")
    desk.click("text=Confirm and take in")
    desk.wait_for_selector("text=Open the file's page")
    consolidate(by=setup.operator(), now=now)
    Link.objects.all().delete()
    PairRow.objects.update(review=True, weight_mbits=0)
    assert PairRow.objects.count() == 3
    return desk


def asked(page) -> str:
    page.wait_for_selector("table.pair")
    return page.inner_text("table.pair thead")


def pressed(page, key: str, *, awaiting: str) -> None:
    page.keyboard.press(key)
    page.wait_for_selector(awaiting)


def test_the_queue_is_cleared_with_the_keyboard_and_the_figure_changes(queue):
    queue.goto(BRIEFING)
    before = queue.inner_text("#figure-seized_mass .amount")
    queue.keyboard.press("g")
    queue.keyboard.press("d")
    queue.wait_for_url("**/review/")
    assert "A-1" in asked(queue)
    pressed(queue, " ", awaiting="thead:has-text('A-2')")
    pressed(queue, "d", awaiting="thead:has-text('A-3')")
    assert "1 done by you today" in queue.inner_text(".counts")
    pressed(queue, "u", awaiting="text=What you skipped still waits.")
    pressed(queue, "n", awaiting="thead:has-text('A-1')")
    pressed(queue, "s", awaiting="text=Figures hold.")
    assert "one event, ANF/A-1 + CUSTOMS/C-1" in queue.inner_text(".last")
    queue.goto(BRIEFING)
    joined = queue.inner_text("#figure-seized_mass .amount")
    assert joined != before
    queue.goto("/review/")
    pressed(queue, "z", awaiting="thead:has-text('A-1')")
    queue.goto(BRIEFING)
    assert queue.inner_text("#figure-seized_mass .amount") == before


def test_letters_typed_as_a_reason_judge_nothing(queue):
    queue.goto("/review/")
    queue.click("#reason")
    queue.keyboard.type("sdunz")
    queue.keyboard.press("Enter")
    assert queue.input_value("#reason") == "sdunz"
    assert "0 done by you today" in queue.inner_text(".counts")
    queue.keyboard.press("Escape")
    for keys in ("gn", "?s"):
        queue.keyboard.type(keys)
        assert "0 done by you today" in queue.inner_text(".counts")
    queue.keyboard.press("Escape")
    pressed(queue, "d", awaiting="thead:has-text('A-2')")
    assert queue.input_value("#reason") == ""
    queue.goto("/review/?which=waiting")
    assert "1 done by you today" in queue.inner_text(".counts")


def test_the_choice_of_pairs_narrows_at_once_and_nothing_runs_off_a_phone(queue):
    queue.goto("/review/")
    queue.click("summary")
    queue.select_option("#substance", "OPI")
    queue.wait_for_selector("thead:has-text('A-2')")
    assert "substance=OPI" in queue.url
    queue.set_viewport_size({"width": 390, "height": 844})
    for address in ("/review/", "/review/?which=unsure"):
        queue.goto(address)
        assert queue.evaluate("document.documentElement.scrollWidth") <= 390
