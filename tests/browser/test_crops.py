"""From the briefing's figure to one field before and after; a visit without signal."""

from datetime import UTC, date, datetime

import pytest
from tests import fields as land

from markaz.actions.crops.claims.filing import file_fields
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.imagery.measuring import measure_waiting
from markaz.actions.crops.imagery.scenes import Pair, register
from markaz.store import setup
from markaz.store.models import FieldRow, VisitRow

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def season(served, tmp_path) -> None:
    """Two fields, one of them cleared, in two pictures."""
    by = setup.operator()
    squares = [land.square(0, 0), land.square(3, 0)]
    claims = tmp_path / "claims.geojson"
    told = [land.feature(one, reference="L-1", field=f"plot {n}") for n, one in enumerate(squares)]
    claims.write_text(land.geojson(*told), encoding="utf-8")
    handed = Handed("LEVIES-BA", cleared_on=land.CLEARED_ON)
    file_fields(claims, handed, file_name=claims.name, by=by, now=NOW)
    pair = Pair(
        title="here",
        before=land.picture(tmp_path / "before.tif", crop=squares),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "after.tif", crop=squares[1:], bare=squares[:1]),
        after_on=date(2025, 3, 9),
    )
    register(pair, by=by, now=NOW)
    measure_waiting(by=by, now=NOW)


def test_the_briefings_figure_opens_to_a_field_before_and_after(season, desk):
    desk.goto("/briefing/?from=2025-01-01&to=2025-12-31")
    desk.click("#figure-land_cleared")
    desk.click("text=plot 0")
    desk.wait_for_selector(".slider svg")
    pictures = desk.locator(".slider image")
    assert pictures.count() == 2
    for nth in range(2):
        drawn = desk.request.get(pictures.nth(nth).get_attribute("href"))
        assert drawn.ok
        assert drawn.body().startswith(b"\x89PNG")
    later = desk.locator("[data-later]")
    before = later.get_attribute("x")
    desk.focus("#edge")
    desk.keyboard.press("ArrowRight")
    assert float(later.get_attribute("x")) > float(before)


def test_a_verdict_on_the_page_moves_the_figure(season, desk):
    desk.goto(f"/crops/fields/{FieldRow.objects.get(label='plot 1').name}/")
    desk.fill("#verified", "0")
    desk.select_option("#reason", "not_found")
    desk.click("text=Keep the verdict")
    desk.wait_for_selector("text=The verdict is kept.")
    desk.goto("/crops/")
    assert "no cleared field was found there" in desk.inner_text("main")


def test_a_visit_entered_without_signal_arrives_once(season, desk):
    desk.goto("/crops/visit/")
    desk.wait_for_selector("datalist option", state="attached")
    option = desk.locator("datalist option").first.get_attribute("value")
    desk.evaluate("navigator.serviceWorker.ready.then(() => true)")
    desk.reload()
    desk.wait_for_selector("datalist option", state="attached")
    desk.context.set_offline(True)
    desk.reload()
    desk.wait_for_selector("datalist option", state="attached")
    desk.fill("#field", option)
    desk.fill("#visited_on", "2025-03-06")
    desk.fill("#area", "2")
    desk.click("text=Keep on the device")
    desk.wait_for_selector("[data-waiting]:text('1')")
    assert VisitRow.objects.count() == 0
    desk.context.set_offline(False)
    desk.click("[data-send]")
    desk.wait_for_selector("[data-held]:text('1')")
    desk.click("[data-send]")
    assert VisitRow.objects.count() == 1


def test_a_field_is_drawn_on_the_map_and_handed_in(season, desk):
    desk.goto("/crops/file/")
    for _ in range(9):
        desk.click("[data-do=in]")
    box = desk.locator(".draw svg").bounding_box()
    for x, y in ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6)):
        desk.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    assert len(desk.input_value("#corners").splitlines()) == 3
    desk.fill("#cleared_on", "2025-03-05")
    desk.fill("#reference", "DRAWN-1")
    desk.click("text=Hand in the drawn field")
    desk.wait_for_selector("text=1 field is filed.")
