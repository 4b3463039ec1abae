"""An agreement to an answered recall: the head in the browser, the partner with its own client."""

import os
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from taxii2client.v21 import Server

from markaz.actions.exchange import partners
from markaz.actions.exchange.partners import About
from markaz.governance.audit import Event
from markaz.store import audit, setup
from markaz.store.models import ReportRow
from markaz.store.reports import Keeper

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "Zorak Belmand"
READER = "Officer Ostrava"
PICTURES = os.environ.get("MARKAZ_PICTURES", "")


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.fixture
def incident(served, settings, tables, batch) -> int:
    """One simulated seizure of ANF, in which somebody is named."""
    settings.MARKAZ_SIMULATED = True
    operator = setup.operator()
    person = {"name_text": NAME, "role": "suspect", "phone_text": "+92 300 0000001"}
    report = {"persons": [person], "remarks": f"{NAME} drove the lorry."}
    Keeper(batch()).keep(tables(report))
    audit.log(Event.FILE_RECEIVED, subject="a file", by=operator, now=timezone.now())
    return ReportRow.objects.get().number


@pytest.fixture
def collection(served):
    """The one collection that the partner finds, by the standard client."""
    operator, now = setup.operator(), timezone.now()
    partners.add_partner("north", about=About("Northern desk"), by=operator, now=now)
    token = partners.make_token("north", token="polling", days=9, by=operator, now=now)

    def found():
        server = Server(f"{served}/taxii2/", user="north", password=token)
        (only,) = server.api_roots[0].collections
        return only

    return found


def agreed(page) -> None:
    page.goto("/exchange/agreements/new/")
    for field, words in (
        ("title", "Seizures on the sea route"),
        ("purpose", "A joint case on the sea route"),
        ("legal_basis", "Memorandum of 2024, article 3"),
        ("onward", "Not to be passed on"),
        ("organisations", "Northern desk"),
        ("persons", READER),
        ("expires_on", f"{timezone.localdate() + timedelta(days=90)}"),
    ):
        page.fill(f"#{field}", words)
    for ticked in ("seizure", "drugs", "place", "text", "persons"):
        page.check(f"input[value={ticked}]")
    page.select_option("#ceiling", "AMBER")
    picture(page, "exchange-agree")
    page.click("main button[type=submit]")
    page.wait_for_selector("#prepare")


def released(page, incident: int, signer) -> None:
    page.fill("#incidents", str(incident))
    picture(page, "exchange-agreement")
    page.click("button[value=prepare]")
    page.wait_for_selector("h2:has-text('Who will see this')")
    shown = page.inner_text("main")
    assert READER in shown
    assert "polling" in shown
    assert "Names nobody" in shown
    page.click("summary:has-text('Every field')")
    picture(page, "exchange-preview")
    assert "lines.mass_mg" in page.inner_text("main")
    page.click("summary:has-text('word for word')")
    assert "drove the lorry" in page.inner_text("pre")
    assert NAME not in page.content()
    assert "another person signs it" in page.inner_text("main")
    signer.goto(page.url)
    signer.click("button[value=sign]")
    signer.wait_for_selector("h2:has-text('Given to partners')")
    page.reload()
    assert "Not read yet." in page.inner_text("main")


def test_release_pull_recall_acknowledgement(signed_in, incident, collection):
    head = signed_in("head", "NCC", "head")
    agreed(head)
    assert collection().get_objects().get("objects", []) == []
    released(head, incident, signed_in("supervisor", "NCC", "supervisor"))
    given = collection().get_objects()["objects"]
    assert {"incident", "report"} <= {one["type"] for one in given}
    assert NAME not in str(given)
    head.goto(f"/incidents/{incident}/")
    assert re.search(r"Page of the collection, key\s+polling", head.inner_text("main"))
    picture(head, "exchange-receipts")
    head.fill("#recall-reason", "The weight was another consignment's")
    head.click("text=Recall it from every partner")
    head.wait_for_selector("h2:has-text('Notices and answers')")
    assert "Awaited" in head.inner_text("main")
    answered(collection())
    head.reload()
    told = head.inner_text("main")
    assert "Deleted there" in told
    assert READER in told
    assert "sent by their program" in told
    picture(head, "exchange-recall")
    in_urdu(head, incident)


def answered(collection) -> None:
    left = collection.get_objects()["objects"]
    assert all(one.get("revoked") for one in left if one["type"] in ("incident", "report"))
    assert "1234000" not in str(left)
    (notice,) = [one for one in left if one["type"] == "note"]
    at = f"{timezone.now():%Y-%m-%dT%H:%M:%S.000Z}"
    note = {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid4()}",
        "created": at,
        "modified": at,
        "content": "Deleted from all our systems.",
        "authors": [READER],
        "labels": ["deleted"],
        "object_refs": [notice["id"]],
    }
    assert collection.add_objects({"objects": [note]}).status == "complete"


def in_urdu(page, incident: int) -> None:
    page.click("button[lang=ur]")
    page.wait_for_selector("html[dir=rtl]")
    picture(page, "ur-recall")
    for address in ("/exchange/", f"/incidents/{incident}/", "/exchange/requests/"):
        page.goto(address)
        picture(page, "ur" + address.replace("/", "-"))
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/exchange/", "/exchange/agreements/new/", "/exchange/requests/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
