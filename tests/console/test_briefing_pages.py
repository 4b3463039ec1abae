"""The briefing in the console: every number, bar, province and row opens its figure."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from markaz.governance.audit import Event
from markaz.store import audit
from markaz.store.models import AuditRow, Edition
from markaz.store.reports import Keeper

YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


@pytest.fixture
def briefing(sign_in, analyst, filed):
    return sign_in(analyst).get(reverse("console:briefing"), YEAR)


def links(content: str, start: str) -> set[str]:
    found = re.findall(r'href="([^"]+)"', content)
    return {unescape(href) for href in found if href.startswith(start)}


def test_every_figure_on_the_page_opens(briefing, sign_in, analyst):
    opening = links(briefing.content.decode(), "/briefing/figures/")
    assert len(opening) > 15
    client = sign_in(analyst)
    for address in opening:
        assert client.get(address).status_code == 200, address


def test_every_key_figure_is_a_link(briefing):
    for key in briefing.context["sheet"].key_figures:
        assert f'id="figure-{key.id}"' in briefing.content.decode()


def test_bars_and_provinces_are_links_to_their_row(briefing):
    drawn = briefing.context["pictures"]
    assert "row=2025-03" in drawn["over_time"].svg
    assert "row=2025-06" in drawn["over_time"].svg
    assert "row=PK-PB" in drawn["by_place"].svg
    assert "row=PK-BA" not in drawn["by_place"].svg


def test_a_row_of_substances_opens_its_incidents(briefing, sign_in, analyst, filed):
    table = briefing.context["tables"]["substances"]
    href = next(row.href for row in table.rows if "row=OPI-HEROIN" in row.href)
    opened = sign_in(analyst).get(href)
    assert [one.number for one, _ in opened.context["incidents"]] == [filed.customs_alone]
    assert opened.context["row_label"]


def test_a_figure_says_what_it_leaves_out_and_why(sign_in, analyst, filed):
    address = reverse("console:figure", kwargs={"figure": "seized_mass"})
    opened = sign_in(analyst).get(address, YEAR)
    assert opened.context["figure"].counted == 3
    assert any(one.reports == 1 for one in opened.context["figure"].excluded)
    assert opened.context["figure"].definition in unescape(opened.content.decode())


def test_the_same_weight_stands_on_both_pages(briefing, sign_in, analyst):
    key = next(one for one in briefing.context["sheet"].key_figures if one.id == "seized_mass")
    address = reverse("console:figure", kwargs={"figure": "seized_mass"})
    opened = sign_in(analyst).get(address, YEAR)
    assert opened.context["value"].amount == key.amount
    assert opened.context["value"].unit == key.unit


def test_each_incident_links_to_its_reports(sign_in, analyst, filed):
    address = reverse("console:figure", kwargs={"figure": "seized_mass"})
    content = sign_in(analyst).get(address, YEAR).content.decode()
    assert len(links(content, "/incidents/")) >= 3


def test_a_new_report_changes_the_page(briefing, sign_in, analyst, one_more):
    before = next(f for f in briefing.context["sheet"].key_figures if f.id == "seized_mass")
    one_more()
    after = sign_in(analyst).get(reverse("console:briefing"), YEAR)
    key = next(f for f in after.context["sheet"].key_figures if f.id == "seized_mass")
    assert key.amount != before.amount


def test_officers_never_share_a_remembered_briefing(briefing, sign_in, anf_liaison):
    own = sign_in(anf_liaison).get(reverse("console:briefing"), YEAR)
    amounts = [
        next(f.amount for f in shown.context["sheet"].key_figures if f.id == "seized_mass")
        for shown in (briefing, own)
    ]
    assert amounts[0] != amounts[1]


def test_the_briefing_is_handed_out_as_json_with_a_receipt(sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse("console:download", kwargs={"form": "json"}), YEAR)
    figures = {figure["id"]: figure for figure in json.loads(answer.content)}
    assert figures["seized_mass"]["counted"] == 3
    assert AuditRow.objects.get(event=Event.BRIEFING_PRINTED).details["form"] == "json"


def test_the_briefing_is_handed_out_as_a_workbook(sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse("console:download", kwargs={"form": "xlsx"}), YEAR)
    names = {
        row[0].value for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows()
    }
    assert "seized_mass" in names


@pytest.mark.slow
def test_the_briefing_is_handed_out_as_a_pdf(sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse("console:download", kwargs={"form": "pdf"}), YEAR)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"


def test_another_form_is_not_there(sign_in, analyst, filed):
    address = reverse("console:download", kwargs={"form": "exe"})
    assert sign_in(analyst).get(address).status_code == 404


def freeze(client, name="December"):
    address = reverse("console:editions") + "?from=2025-01-01&to=2025-12-31"
    return client.post(address, {"name": name}, follow=True)


def test_an_edition_is_frozen_and_compared(sign_in, analyst, one_more):
    client = sign_in(analyst)
    fresh = freeze(client)
    assert fresh.context["edition"].name == "December"
    assert fresh.context["moved"] == []
    one_more()
    moved = client.get(reverse("console:edition", kwargs={"name": "December"})).context["moved"]
    assert "seized_mass" in {one.figure for one, *_ in moved}


def test_an_edition_is_not_shown_to_whom_it_would_tell_more(sign_in, analyst, anf_liaison, filed):
    freeze(sign_in(analyst))
    client = sign_in(anf_liaison)
    assert client.get(reverse("console:editions")).context["editions"] == ()
    address = reverse("console:edition", kwargs={"name": "December"})
    assert client.get(address).status_code == 404


def test_an_officer_without_the_right_cannot_freeze(sign_in, anf_liaison, filed):
    assert freeze(sign_in(anf_liaison)).status_code == 403
    assert not Edition.objects.exists()


@pytest.mark.parametrize("name", ["", "a/b"])
def test_an_edition_needs_a_name_that_an_address_can_hold(name, sign_in, analyst, filed):
    assert freeze(sign_in(analyst), name).status_code == 400


@pytest.mark.parametrize(
    "asked", [{"basis": "guessed"}, {"country": "XX"}, {"from": "2025-02-30"}, {"to": "1999-01-01"}]
)
def test_a_malformed_question_is_answered_with_a_sentence(asked, sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse("console:briefing"), {**YEAR, **asked})
    assert answer.status_code == 400


@pytest.fixture
def sent_abroad(filed, tables, batch, operator, now) -> None:
    bound = {"destination": "GB", "departure": "PK", "lines": [{"substance": "OTHER"}]}
    Keeper(batch(source="sim-pcg")).keep(tables({"agency": "PCG", "reference": "P-9", **bound}))
    audit.log(Event.FILE_RECEIVED, subject="one more", by=operator, now=now)


@pytest.mark.usefixtures("sent_abroad")
@pytest.mark.parametrize(
    ("figure", "adds"), [("unspecified_share", "kg"), ("destination_countries", "case")]
)
def test_an_incident_adds_what_lines_are_counted_in_and_not_the_figures_unit(
    sign_in, analyst, figure, adds
):
    opened = sign_in(analyst).get(reverse("console:figure", kwargs={"figure": figure}), YEAR)
    amounts = [amount for _, amount in opened.context["incidents"]]
    assert amounts
    assert all(amount.endswith(f"\N{NO-BREAK SPACE}{adds}") for amount in amounts)
