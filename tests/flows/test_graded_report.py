"""A grading from an agency's file to its page and to the partner: as given, and never lost."""

import json
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from markaz.accounts.models import User
from markaz.actions.exchange import incoming, partners
from markaz.actions.exchange.partners import About
from markaz.actions.exchange.sharing import agreeing, handing, releasing
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.actions.exchange.sharing.handing import Form
from markaz.actions.intake import receive_file
from markaz.exchange.drafts import drafts
from markaz.exchange.stix.extensions import EVENT
from markaz.governance.release import Part, Refusal
from markaz.records.errors import InvalidValueError
from markaz.store.exchange import inbox
from markaz.store.models import QuestionRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)

READER = "Northern desk"
FILE = """agency,reference,kind,occurred,substance,quantity,unit,grading
ANF,A-1,seizure,2025-03-04,charas,1.5,kg,4x4 B2 H1: ask Zorak first
ANF,A-2,seizure,2025-04-04,heroin,2,kg,B2
ANF,A-3,seizure,2025-05-04,heroin,3,kg,
"""


@pytest.fixture
def filed(home, tmp_path, operator, now) -> dict[str, int]:
    path = tmp_path / "graded.csv"
    path.write_text(FILE, encoding="utf-8")
    receive_file(path, source="markaz-standard", by=operator, now=now)
    return dict(ReportRow.objects.values_list("reference", "number"))


@pytest.fixture
def head(db) -> User:
    return User.objects.create(username="head", agency="NCC", role="head")


@pytest.fixture
def agree(operator, now):
    partners.add_partner("north", about=About(READER), by=operator, now=now)

    def under(*parts: Part) -> str:
        told = Terms(
            partner="north",
            title="Sea route",
            purpose="a joint case",
            legal_basis="memorandum of 2024",
            onward="not to be passed on",
            kinds=("seizure",),
            parts=parts,
            ceiling="AMBER",
            begins_on=now.date(),
            expires_on=now.date() + timedelta(days=9),
            persons=(),
            organisations=(READER,),
        )
        return agreeing.agree(told, by=operator, now=now).name

    return under


def _page(user, number, language) -> str:
    client = Client()
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[1])
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(reverse("console:incident", args=[number])).content.decode()


def test_a_grading_is_kept_as_given_and_one_without_its_scheme_is_asked_about(filed):
    kept = dict(ReportRow.objects.values_list("reference", "grading"))
    assert kept == {"A-1": "4x4 B2 H1: ask Zorak first", "A-2": "", "A-3": ""}
    (asked,) = QuestionRow.objects.filter(column="grading")
    assert "'B2' cannot be read" in asked.sentence


def test_the_page_says_it_in_both_languages_with_what_other_schemes_lose(
    filed, analyst, home, settings
):
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()
    english, urdu = (_page(analyst, filed["A-1"], language) for language in ("en", "ur"))
    assert "4x4 B2 H1: ask Zorak first" in english
    assert "Mostly reliable" in english
    assert "That the source knows it personally is lost." in english
    assert "4x4 B2 H1: ask Zorak first" in urdu
    assert "زیادہ تر قابلِ اعتماد" in urdu
    assert "یہ بات کھو گئی کہ ذریعے کو ذاتی علم ہے۔" in urdu
    assert "other schemes" not in _page(analyst, filed["A-3"], "en")


def test_it_goes_to_a_partner_in_stix_and_misp_where_gradings_are_agreed(
    filed, agree, operator, head, now
):
    name = agree(Part.DRUGS, Part.GRADING)
    told = releasing.prepare(name, [filed["A-1"], filed["A-3"]], by=operator, now=now)
    release = releasing.sign(told.release.name, by=head, now=now)
    bundle, event = (
        handing.hand_over(release.name, form=form, to=READER, by=operator, now=now).text
        for form in (Form.STIX, Form.MISP)
    )
    reports = [one for one in json.loads(bundle)["objects"] if one["type"] == "report"]
    said = [one["extensions"][EVENT].get("grading") for one in reports]
    codes = {"scheme": "4x4", "source": "B", "information": "2", "handling": "H1"}
    assert [one for one in said if one] == [codes | {"conditions": "ask Zorak first"}]
    assert said.count(None) == 1
    assert 'admiralty-scale:source-reliability=\\"b\\"' in event


def test_a_restriction_on_handling_keeps_a_report_here_where_gradings_are_not_agreed(
    filed, agree, operator, now
):
    name = agree(Part.DRUGS)
    told = releasing.prepare(name, [filed["A-1"], filed["A-3"]], by=operator, now=now)
    assert [(one.reference, one.refusals) for one in told.left] == [("A-1", (Refusal.HANDLING,))]
    with pytest.raises(InvalidValueError):
        releasing.prepare(name, [filed["A-1"]], by=operator, now=now)


def test_a_partners_grading_is_the_filed_reports_own(home, operator, now):
    north = partners.add_partner("north", about=About(READER), by=operator, now=now)
    sent = {
        "type": "report",
        "id": "report--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a11",
        "created": "2026-01-02T00:00:00.000Z",
        "modified": "2026-01-02T00:00:00.000Z",
        "name": "A parcel",
        "object_refs": [],
        "extensions": {
            EVENT: {
                "extension_type": "property-extension",
                "occurred_first": "2026-01-01",
                "grading": {"scheme": "3x5x2", "source": "2", "information": "B", "handling": "C"},
            }
        },
    }
    (draft,) = drafts([sent])
    assert draft.typed()["grading"] == "3x5x2 2B C"
    with transaction.atomic():
        inbox.keep([(sent["id"], json.dumps(sent))], partner=north, now=now)
    incoming.file_incoming(
        incoming.named(sent["id"], by=operator), agency="NCC", by=operator, now=now
    )
    assert ReportRow.objects.get().grading == "3x5x2 2B C"
