"""From a name to its subject, the drawing around it, a neighbour and a path, in both languages."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from markaz.actions.subjects import keeping
from markaz.actions.subjects.listing import list_entry
from markaz.governance.marking import Marking
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store import setup
from markaz.store.models import SubjectRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "Anwar Simulated"
FIRST, SECOND = "0300 1234567", "0300 7654321"
PICTURES = os.environ.get("MARKAZ_PICTURES", "")


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.fixture
def subject(served) -> SubjectRow:
    """A file on somebody whose telephone another has, who shares a second one with a third."""
    by, now = setup.operator(), timezone.now()
    entries = {}
    for name, numbers in (
        (NAME, [FIRST]), ("Basit Simulated", [FIRST, SECOND]), ("Changez Simulated", [SECOND]),
    ):  # fmt: skip
        listed = Listed(SubjectKind.PERSON, "ANF", Marking.AMBER, name=name)
        phones = [(IdentifierKind.PHONE, number) for number in numbers]
        entries[name] = list_entry(listed, numbers=phones, by=by, now=now)
    kept = Subject(
        SubjectKind.PERSON, Category.SUSPECT, "simulated for this test alone",
        now.date() + timedelta(days=90), now.date(),
    )  # fmt: skip
    row = keeping.open_subject(kept, agency="ANF", marking=Marking.AMBER, by=by, now=now)
    keeping.add_alias(row.id, keeping.Said(NAME, "simulated", now.date()), by=by, now=now)
    keeping.claim_mention(row.id, entries[NAME].id, reason="simulated", by=by, now=now)
    return row


def speak(page, language: str) -> None:
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": page.url}]
    )


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_subject_is_found_drawn_and_followed_to_the_third(signed_in, subject, language):
    page = signed_in("anf", "ANF", "liaison")
    speak(page, language)
    page.goto("/")
    page.fill("#check-asked", NAME)
    page.fill("#check-purpose", "simulated case 7")
    page.press("#check-purpose", "Enter")
    page.click("main a[href^='/network/'] >> nth=0")
    page.wait_for_selector("svg.graph")
    page.click(f"main .trail a[href='/subjects/{subject.name}/']")
    page.wait_for_url(f"**/subjects/{subject.name}/")
    picture(page, f"subject-{language}")
    page.click(f"main a[href='/network/{subject.name}/']")
    page.wait_for_url(f"**/network/{subject.name}/")
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ur" else "ltr")
    assert page.locator("svg.graph a").count() == 3
    picture(page, f"network-{language}")
    page.click("svg.graph a:has-text('Basit')")
    page.wait_for_selector("h1:has-text('Basit')")
    assert "Basit" in page.text_content("svg.graph a[aria-current]")
    third = page.locator("svg.graph a:has-text('Changez')").get_attribute("href").split("/")[-2]
    page.goto(f"/network/{subject.name}/")
    page.fill("main input[name=to]", third)
    page.press("main input[name=to]", "Enter")
    page.wait_for_url("**/path/**")
    shown = page.inner_text("main")
    assert all(name in shown for name in ("Basit", "Changez"))
    picture(page, f"path-{language}")
