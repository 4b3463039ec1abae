"""Two agencies and the watch desk, each in its own browser: a blind conflict to its end."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What each side writes of its own operation, and the other may not read before both consent.
ANF = {
    "title": "Night Heron",
    "reference": "A-1",
    "kind": "raid",
    "unit": "Karachi squad",
    "contact": "ANF duty officer, 021 111",
    "target": "the godown behind the bypass",
    "place": "24.9065, 67.1608",
}
CUSTOMS = {
    "title": "Quiet Harbour",
    "reference": "C-7",
    "kind": "surveillance",
    "unit": "Port cell",
    "contact": "Customs port desk, 021 222",
    "target": "a lorry with a false floor",
    "place": "24.9085, 67.1608",
}
OPEN = {"contact"}
# Where the pictures of docs/deconfliction.md go; without it none is taken.
PICTURES = os.environ.get("MARKAZ_PICTURES", "")


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def entered(page, plan: dict[str, str]) -> None:
    begins = timezone.localtime(timezone.now() + timedelta(days=2)).replace(hour=9, minute=30)
    page.goto("/operations/new/")
    for field, text in plan.items():
        if field == "kind":
            page.select_option("#kind", text)
        else:
            page.fill(f"#{field}", text)
    page.fill("#starts", f"{begins:%Y-%m-%d %H:%M}")
    page.fill("#ends", f"{begins + timedelta(hours=3):%Y-%m-%d %H:%M}")
    picture(page, f"form-{plan['reference']}")
    page.click("text=Enter and compare")
    page.wait_for_selector("h2:has-text('The plan')")


def told(page) -> str:
    return page.inner_text("main") + page.content()


def secrets(plan: dict[str, str]) -> list[str]:
    return [text for field, text in plan.items() if field not in OPEN | {"kind"}]


def assert_blind(page, other: dict[str, str]) -> None:
    shown = told(page)
    assert other["contact"] in shown
    assert [secret for secret in secrets(other) if secret in shown] == []


def settle(page, button: str, *, until: str) -> None:
    page.click(f"main button:has-text('{button}')")
    page.wait_for_selector(until)


@pytest.fixture
def desks(signed_in):
    """ANF, Customs and the watch desk of the centre, each at a desk of its own."""
    return (
        signed_in("anf.officer", "ANF", "liaison"),
        signed_in("customs.officer", "CUSTOMS", "liaison"),
        signed_in("watch.officer", "NCC", "watch"),
    )


@pytest.fixture
def address(desks) -> str:
    """The page of the conflict of two operations that were entered one after the other."""
    anf, customs, _watch = desks
    entered(anf, ANF)
    assert (
        "Clear: no other operation comes too near or is after the same subject."
        in anf.inner_text("main")
    )
    entered(customs, CUSTOMS)
    assert "Conflict with 1 other operation" in customs.inner_text("main")
    assert_blind(customs, ANF)
    picture(customs, "conflict-told")
    customs.click("table a[href*='/conflicts/']")
    customs.wait_for_selector("h2:has-text('Your operation')")
    anf.goto("/operations/")
    anf.click("table a[href*='/conflicts/']")
    anf.wait_for_selector("h2:has-text('Your operation')")
    assert anf.url == customs.url
    return customs.url


def taken(watch) -> None:
    watch.goto("/watch/")
    assert "1 open, 1 of them nobody's" in watch.inner_text("main")
    picture(watch, "watch-desk")
    watch.click("#open a[href*='/conflicts/']")
    watch.wait_for_selector("text=Nobody owns it yet.")
    desk = watch.inner_text("main")
    assert ANF["contact"] in desk
    assert CUSTOMS["contact"] in desk
    settle(watch, "Take it", until="text=Owned by")
    picture(watch, "conflict-desk")


def consented(anf, customs) -> None:
    settle(customs, "Consent", until="text=Take the consent back")
    assert_blind(customs, ANF)
    anf.reload()
    assert_blind(anf, CUSTOMS)
    settle(anf, "Consent", until="text=Their operation")
    assert CUSTOMS["target"] in told(anf)
    customs.reload()
    assert ANF["target"] in told(customs)
    picture(customs, "conflict-consented")


def test_a_blind_conflict_ends_in_consent_and_closure(desks, address):
    anf, customs, watch = desks
    assert_blind(customs, ANF)
    assert_blind(anf, CUSTOMS)
    picture(anf, "conflict-blind")
    taken(watch)
    consented(anf, customs)
    settle(watch, "Close it", until="[role=status]")
    assert "A conflict closes when both sides have given an outcome" in watch.inner_text("main")
    for page, ending in ((anf, "went ahead as agreed"), (customs, "moved in time")):
        page.select_option("select[name=ending]", ending)
        settle(page, "Say it", until="text=The watch desk closes it")
    watch.reload()
    settle(watch, "Close it", until="h1 .tag:has-text('Closed')")
    picture(watch, "conflict-closed")
    for page in (anf, customs):
        page.goto(address)
        page.wait_for_selector("h1 .tag:has-text('Closed')")
        assert page.locator("main form").count() == 0
    watch.goto("/watch/")
    assert "No conflict is open." in watch.inner_text("main")


def test_the_pages_turn_to_urdu(desks, address):
    for page, name in zip(desks, ("anf", "customs", "watch"), strict=True):
        page.goto("/watch/" if name == "watch" else address)
        page.click("button[lang=ur]")
        page.wait_for_selector("html[dir=rtl]")
        picture(page, f"ur-{name}")
    watch = desks[2]
    watch.goto(address)
    picture(watch, "ur-desk")
    for place in ("/operations/new/", "/operations/ANF/A-1/", "/tasks/", "/hand-over/"):
        desks[0].goto(place)
        picture(desks[0], "ur" + place.replace("/", "-"))
    assert "کسے فون کریں" in watch.inner_text("main")


def test_the_fields_of_the_chosen_shape_alone_are_shown_and_all_fit_a_phone(signed_in):
    anf = signed_in("anf.officer", "ANF", "liaison")
    anf.goto("/operations/new/")
    for shape, field in (("polygon", "corners"), ("convoy", "length"), ("flight", "departs")):
        anf.check(f"#shape-{shape}")
        assert anf.locator(f"#{field}").is_visible()
        assert not anf.locator("#place").is_visible()
    entered(anf, ANF)
    anf.set_viewport_size({"width": 390, "height": 844})
    for address in ("/operations/", "/operations/new/", "/operations/ANF/A-1/", "/tasks/"):
        anf.goto(address)
        assert anf.evaluate("document.documentElement.scrollWidth") <= 390, address
