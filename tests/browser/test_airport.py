"""A bag in a browser: queue, viewer, decision, case, and the figure of the briefing."""

import json
import os
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.utils import timezone

from markaz.actions.airport.bags import receiving
from markaz.actions.airport.desk import desks
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Kind, Origin, Scan, View
from markaz.store import setup
from markaz.store.airport.scans import Bag

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURES = os.environ.get("MARKAZ_PICTURES", "")
ROWS, COLUMNS = 1000, 1500


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.fixture
def bag(served, tmp_path) -> str:
    """One large bag of two views at the desk of the airport police, with something behind steel."""
    by, now = setup.operator(), timezone.now()
    desk = desks.set_up("KHI", agency="ASF", by=by, now=now)
    chance = np.random.default_rng(7)
    low = chance.normal(0.7, 0.01, (ROWS, COLUMNS)).astype(np.float32)
    low[200:700, 300:1100] *= 0.4
    low[300:500, 400:700] *= 0.5
    low[600:680, 900:1050] = 0.0004
    view = View(low, np.sqrt(low))
    origin = Origin("simulated B", "1.2.3", "1.2.3.1", now, (0.8, 0.8))
    about = Bag(
        flight="PK 213", departs_at=now + timedelta(minutes=40), destination="DXB", bag="B7"
    )
    for n, content in enumerate(dicos.write_scan(Scan(Kind.DX, origin, view, second=view))):
        path = tmp_path / f"bag-{n}.dcs"
        path.write_bytes(content)
        done = receiving.receive_scan(path, desk=desk, bag=about, by=by, now=now)
    return done.scan.name


def speak(page, language: str) -> None:
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": page.url}]
    )


def decide_and_record(page) -> None:
    page.keyboard.press("s")
    page.click("form[action$='/decide/'] button")
    page.fill("#what", "a block in the lining")
    page.click("form[action$='/record/'] button")
    page.fill("#kit", "Marquis")
    page.fill("#lot", "L-7")
    page.fill("#colour", "purple")
    page.select_option("#substance", "OPI-HEROIN")
    page.click("form[action$='/record/'] button")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_bag_goes_from_the_queue_to_the_figure(signed_in, bag, language):
    page = signed_in("asf", "ASF", "airport")
    speak(page, language)
    page.goto("/airport/")
    picture(page, f"airport-queue-{language}")
    page.click(f"main a[href='/airport/scans/{bag}/']")
    page.wait_for_selector("#viewer[data-marked]")
    picture(page, f"airport-viewer-{language}")
    for key in "mza":
        page.keyboard.press(key)
        page.wait_for_timeout(150)
        picture(page, f"airport-viewer-{key}-{language}")
    decide_and_record(page)
    picture(page, f"airport-records-{language}")
    page.click("main a[href$='/case/']")
    page.fill("#weight-0", "812.5")
    page.fill("#seal-0", "S-1")
    picture(page, f"airport-case-form-{language}")
    page.click("main form.sheet button")
    page.wait_for_url("**/airport/cases/**")
    picture(page, f"airport-case-{language}")
    today = timezone.localdate()
    page.goto(f"/briefing/figures/airport_cases/?first={today}&last={today}")
    shown = page.inner_text("main")
    assert ("۱" if language == "ur" else "1") in shown
    picture(page, f"airport-figure-{language}")


def test_a_large_picture_is_drawn_at_once_and_moves_fluidly(signed_in, bag):
    page = signed_in("asf", "ASF", "airport")
    page.goto(f"/airport/scans/{bag}/")
    page.wait_for_selector("#viewer[data-drawn]")
    took = []
    for _ in range(5):
        page.goto("/airport/")
        page.goto(f"/airport/scans/{bag}/")
        page.wait_for_selector("#viewer[data-drawn]")
        took.append(
            tuple(int(page.get_attribute("#viewer", f"data-{one}")) for one in ("began", "drawn"))
        )
    frames = page.evaluate(FRAMES)
    told = {"began, drawn (ms)": took, "frame (ms)": [float(np.percentile(frames, 50)),
            float(np.percentile(frames, 95))]}  # fmt: skip
    if PICTURES:
        Path(PICTURES, "viewer-times.json").write_text(json.dumps(told), encoding="utf-8")
    # A machine shared by many is slower than the desk's own, which docs/airport.md tells of.
    assert sorted(drawn for _, drawn in took)[2] < 1500, told
    assert np.percentile(frames, 50) < 35, told


FRAMES = """() => new Promise((done) => {
  const canvas = document.querySelector("#viewer canvas"), times = [];
  let last = performance.now(), x = 300;
  const send = (type) => canvas.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerId: 1, button: 0, clientX: x, clientY: 400 }));
  canvas.setPointerCapture = () => {};
  send("pointerdown");
  const step = (now) => {
    times.push(now - last); last = now; x += 3; send("pointermove");
    if (times.length < 60) requestAnimationFrame(step);
    else { send("pointerup"); done(times.slice(1)); }
  };
  requestAnimationFrame(step);
})"""
