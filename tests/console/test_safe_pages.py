"""What every page promises: no inline script or style, a policy that forbids them, a token."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

YEAR = "?from=2025-01-01&to=2025-12-31"
# The largest a page may be, without fonts: what a slow line of a border post carries.
MOST_BYTES = 100_000


class Inline(HTMLParser):
    """Gathers what a strict policy would block, and what a reader would miss."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unlabelled: set[str] = set()
        self.labelled: set[str] = set()
        self.tables = self.captions = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name[:2] == "on"]
        if (tag == "script" and "src" not in given) or tag == "style":
            self.found.append(f"<{tag}>")
        if str(given.get("href", "")).startswith("javascript:"):
            self.found.append("javascript:")
        if tag in {"input", "select"} and given.get("type") != "hidden":
            self.unlabelled.add(given.get("id", f"<{tag} {given.get('name')}>"))
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        self.tables += tag == "table"
        self.captions += tag == "caption"


def parsed(content: bytes) -> Inline:
    page = Inline()
    page.feed(content.decode())
    return page


def addresses(filed):
    return [
        reverse("console:home"),
        reverse("console:upload"),
        reverse("console:report"),
        reverse("console:filed", kwargs={"number": filed.anf}),
        reverse("console:batches"),
        reverse("console:batch", kwargs={"number": filed.customs_batch}),
        reverse("console:set_aside"),
        reverse("console:questions"),
        reverse("console:incidents"),
        reverse("console:incident", kwargs={"number": filed.anf}),
        reverse("console:review"),
        reverse("console:conflicts"),
        f"{reverse('console:review')}?pair={filed.anf}-{filed.customs_of_same}",
        reverse("console:briefing") + YEAR,
        reverse("console:figure", kwargs={"figure": "seized_mass_by_month"}) + YEAR,
        reverse("console:editions"),
        reverse("console:account"),
        reverse("account_change_password"),
        reverse("mfa_index"),
        "/nowhere",
        reverse("console:briefing") + "?from=never",
    ]


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_no_page_holds_an_inline_script_or_style(lang, sign_in, analyst, filed):
    client = sign_in(analyst)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = lang
    for address in addresses(filed):
        page = parsed(client.get(address).content)
        assert page.found == [], address


def test_every_field_has_a_label_and_every_table_a_caption(sign_in, analyst, filed):
    client = sign_in(analyst)
    for address in addresses(filed):
        page = parsed(client.get(address).content)
        assert page.unlabelled <= page.labelled, address
        assert page.tables == page.captions, address


def test_every_page_carries_the_policy(sign_in, analyst, filed):
    client = sign_in(analyst)
    for address in addresses(filed):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_no_page_is_too_heavy_for_a_slow_line(sign_in, analyst, filed):
    client = sign_in(analyst)
    for address in addresses(filed):
        assert len(client.get(address).content) < MOST_BYTES, address


def test_the_sign_in_page_is_as_strict(pages_home, db):
    answer = Client().get(reverse("account_login"))
    assert parsed(answer.content).found == []
    assert parsed(answer.content).unlabelled <= parsed(answer.content).labelled
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["upload", "report", "editions"])
def test_a_form_without_its_token_is_refused(name, pages_home, analyst):
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst, backend=django_settings.AUTHENTICATION_BACKENDS[1])
    answer = client.post(reverse(f"console:{name}"), {"name": "x"})
    assert answer.status_code == 403
    assert "token" in answer.content.decode()


def test_urdu_pages_run_from_right_to_left(sign_in, analyst, filed):
    client = sign_in(analyst)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "ur"
    shown = client.get("/").content.decode()
    assert '<html lang="ur" dir="rtl">' in shown
    assert "میرے منتظر کام" in shown


def test_the_language_can_be_chosen(sign_in, analyst, filed):
    client = sign_in(analyst)
    client.post(reverse("set_language"), {"language": "ur", "next": "/"})
    assert 'dir="rtl"' in client.get("/").content.decode()


@pytest.mark.parametrize(("simulated", "times"), [(True, 1), (False, 0)])
def test_simulated_reports_are_said_to_be_simulated(
    simulated, times, sign_in, analyst, pages_home, settings
):
    settings.MARKAZ_SIMULATED = simulated
    assert sign_in(analyst).get("/").content.decode().count("SIMULATED /") == times


def test_a_refusal_is_its_own_sentence(sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse("console:briefing"), {"from": "yesterday"})
    assert answer.status_code == 400
    assert "Write days as 2025-12-31." in answer.content.decode()


def test_an_unknown_figure_is_not_found(sign_in, analyst, filed):
    address = reverse("console:figure", kwargs={"figure": "invented"})
    assert sign_in(analyst).get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "entries"),
    [("/nowhere", 0), ("/", 0), ("/batches/", 1), ("/briefing/editions/", 1), ("/review/", 1)],
)
def test_the_bar_marks_where_one_is_and_nothing_else(address, entries, sign_in, analyst, filed):
    shown = sign_in(analyst).get(address).content.decode()
    assert shown.count('aria-current="page"') == entries


def test_the_account_can_be_reached_from_every_page(sign_in, analyst, filed):
    for address in addresses(filed):
        assert reverse("console:account") in sign_in(analyst).get(address).content.decode()


def test_typefaces_are_packed_for_a_slow_line():
    folder = Path(finders.find("console/fonts/NotoSans-Regular.woff2")).parent
    style = Path(finders.find("console/base.css")).read_text(encoding="utf-8")
    asked = set(re.findall(r'url\("fonts/([^"]+)"\)', style))
    assert asked == {path.name for path in folder.iterdir()}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 600_000
