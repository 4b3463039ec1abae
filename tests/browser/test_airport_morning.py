"""The demonstration's airport morning in a browser, from the queue to the briefing's figure."""

import os
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.utils import timezone

from markaz.actions.airport import simulated
from markaz.actions.airport.bags import receiving
from markaz.actions.airport.desk import desks
from markaz.airport.bags.machine import machine
from markaz.airport.bags.packing import pack
from markaz.airport.bags.scanning import volume_of
from markaz.airport.scans import dicos
from markaz.store import setup
from markaz.store.airport.scans import Bag
from markaz.store.models import ScanRow

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURES = os.environ.get("MARKAZ_PICTURES", "")


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def drawn(page) -> bytes:
    """What the viewer shows, as the screen has it."""
    return page.locator("#viewer canvas").screenshot()


def speak(page, language: str) -> None:
    # Of the whole console: an address of a page would be taken for that page's folder alone.
    root = "/".join(page.url.split("/")[:3])
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": root}]
    )


def fits(page) -> bool:
    """Whether nothing of the page reaches over its side."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def shown_number(page) -> str:
    return page.inner_text("main").translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


def test_the_morning_goes_from_the_queue_to_the_figure(signed_in):
    morning = simulated.play(by=setup.operator(), now=timezone.now())
    assert ScanRow.objects.count() == simulated.BAGS == 40
    seen = ScanRow.objects.filter(not_inspected=True).count()
    assert 0 < seen < 20, f"{seen} of 40 bags have a part that was not inspected"
    page = signed_in("asf", "ASF", "airport")
    search_the_first_bag(page, morning)
    open_the_cases(page, morning)
    today = timezone.localdate()
    page.goto(f"/briefing/figures/airport_cases/?first={today}&last={today}")
    picture(page, "morning-figure-en")
    assert "2" in shown_number(page)
    opened = page.locator("main a[href*='/incidents/']")
    numbers = {one.get_attribute("href") for one in opened.all()}
    assert len(numbers) == 2, numbers


def search_the_first_bag(page, morning) -> None:
    page.goto("/airport/")
    assert f"{morning.waiting} bags wait" in page.inner_text("#waits")
    page.click("main td a[href^='/airport/scans/']")
    page.wait_for_selector("#viewer[data-marked]")
    page.keyboard.press("s")
    page.click("form[action$='/decide/'] button")
    page.select_option("#found", "no")
    page.click("form[action$='/record/'] button")
    assert "found nothing" in page.inner_text("main")


def open_the_cases(page, morning) -> None:
    """From the searched bag with the forged passport to its case, then the other case."""
    forged, other = morning.cases
    page.goto(f"/airport/scans/{forged.scan.name}/")
    assert "simulated: block in the lining" in page.inner_text("main")
    page.click(f"main a[href='/airport/cases/{forged.name}/']")
    assert morning.forged.name in page.inner_text("main")
    picture(page, "morning-case-en")
    page.goto(f"/airport/documents/{morning.forged.name}/")
    assert "SIMULATED" in page.inner_text("main")
    page.goto(f"/airport/cases/{other.name}/")
    assert "980" in page.inner_text("main")


def test_no_page_of_the_desk_is_wider_than_the_window_in_either_language(signed_in):
    simulated.play(bags=12, by=setup.operator(), now=timezone.now())
    page = signed_in("asf.supervisor", "ASF", "supervisor")
    last = ScanRow.objects.latest("id")
    for language in ("en", "ur"):
        speak(page, language)
        for name, address in {
            "queue": "/airport/", "machines": "/airport/machines/",
            "detectors": "/airport/detectors/", "rules": "/airport/rules/",
            "documents": "/airport/documents/", "performance": "/airport/performance/",
            "scan": f"/airport/scans/{last.name}/",
        }.items():  # fmt: skip
            page.goto(address)
            assert page.get_attribute("html", "lang") == language
            if name == "scan":
                page.wait_for_selector("#viewer[data-marked]")
            assert fits(page), f"{name} in {language} is wider than the window"
            picture(page, f"desk-{name}-{language}")
        page.keyboard.press("m")
        page.wait_for_selector("#viewer [data-channel=material][aria-pressed=true]")
        page.wait_for_timeout(500)
        picture(page, f"desk-material-{language}")


@pytest.fixture
def volume(served, tmp_path) -> str:
    """A bag as a volume at the desk."""
    by, now = setup.operator(), timezone.now()
    desk = desks.set_up("KHI", agency="ASF", by=by, now=now)
    chance = np.random.default_rng(7)
    scan = volume_of(pack(chance, hidden="hashish"), machine("B"), chance=chance, now=now)
    path = tmp_path / "volume.dcs"
    (content,) = dicos.write_scan(scan)
    path.write_bytes(content)
    return receiving.receive_scan(path, desk=desk, bag=Bag(), by=by, now=now).scan.name


def test_the_slices_of_a_volume_follow_the_slider_and_the_keys(signed_in, volume):
    page = signed_in("asf", "ASF", "airport")
    page.goto(f"/airport/scans/{volume}/")
    page.wait_for_selector("#viewer[data-drawn]")
    page.wait_for_timeout(300)
    first = drawn(page)
    slider = page.locator("[data-slice]")
    middle = int(slider.input_value())
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert int(slider.input_value()) == middle + 1
    page.wait_for_timeout(400)
    second = drawn(page)
    assert second != first
    slider.fill(str(middle))
    page.wait_for_timeout(400)
    assert drawn(page) == first
    picture(page, "viewer-volume-en")
    assert "shown and not measured" in page.inner_text("main")
