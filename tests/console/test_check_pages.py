"""The box and the page of checks: answers, refusals and notices, and nothing beyond them."""

import pytest
from django.urls import reverse

from markaz.accounts.models import User
from markaz.actions.subjects.listing import list_entry
from markaz.actions.subjects.notices import keep_contact
from markaz.governance.marking import Marking
from markaz.records.subject import SubjectKind
from markaz.store.models import CheckRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

SECRETS = ("Khalid", "Bilal", "923001234567", "1980", "Hub Road")
ASKED = {"asked": "Zubair Tareq Achekzai", "purpose": "case 12 of 2026"}


@pytest.fixture
def listed(operator, now):
    """ANF's entry, marked as asked, and its contact."""

    def put(marking: str = Marking.AMBER, name: str = "Zubair Tariq Achakzai") -> int:
        entry = Listed(
            SubjectKind.PERSON, "ANF", marking, name=name, father_name="Khalid Bilal",
            birth_first=1980, birth_last=1980, address="Hub Road",
        )  # fmt: skip
        numbers = [(IdentifierKind.PHONE, "0300 1234567")]
        keep_contact("ANF", desk="duty desk", phone="111-000", by=operator, now=now)
        return list_entry(entry, numbers=numbers, by=operator, now=now).id

    return put


def page(client, **said: str) -> str:
    return client.post(reverse("console:check"), {**ASKED, **said}).content.decode()


@pytest.mark.parametrize("marking", list(Marking))
@pytest.mark.parametrize("role", ["liaison", "analyst", "watch", "head"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_another_agency_reads_no_more_than_the_marking_allows(
    marking, role, language, listed, sign_in
):
    client = sign_in(User.objects.create(username="asker", agency="CUSTOMS", role=role))
    client.cookies["django_language"] = language
    nothing = _bare(page(client))
    listed(marking)
    shown = page(client)
    if marking in (Marking.CLEAR, Marking.GREEN):
        assert all(secret in shown for secret in SECRETS[:3])
        return
    assert [secret for secret in SECRETS if secret in shown] == []
    assert ("111-000" in shown) == (marking == Marking.AMBER)
    if marking != Marking.AMBER:
        assert _bare(shown) == nothing


def _bare(shown: str) -> str:
    """A page without the tokens that differ each time."""
    kept = [line for line in shown.splitlines() if "csrfmiddlewaretoken" not in line]
    # The box has the purpose ready once one was given.
    return "\n".join(kept).split('<div class="answer">')[-1]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"purpose": ""}, "Say for what purpose"),
        ({"asked": " "}, "Write a name, a number or a place."),
        ({"asked": "?"}, "neither a name nor a number"),
        ({"asked": "0300 12", "kind": "phone"}, "The number cannot be read"),
        ({"born": "last year"}, "no date of birth"),
    ],
)
def test_what_cannot_be_asked_is_said_on_the_page(said, sentence, sign_in, anf_liaison):
    answer = sign_in(anf_liaison).post(reverse("console:check"), {**ASKED, **said})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not CheckRow.objects.exists()


def test_too_many_checks_are_refused_in_the_pages_language(sign_in, anf_liaison, settings):
    settings.MARKAZ_CHECKS_PER_HOUR = 1
    client = sign_in(anf_liaison)
    page(client)
    client.cookies["django_language"] = "ur"
    answer = client.post(reverse("console:check"), ASKED)
    assert answer.status_code == 429
    assert "ایک گھنٹے کی حد" in answer.content.decode()


def test_the_purpose_stands_ready_for_the_next_question(sign_in, anf_liaison):
    client = sign_in(anf_liaison)
    page(client)
    home = client.get(reverse("console:home")).content.decode()
    assert 'value="case 12 of 2026"' in home


def test_who_may_not_ask_has_no_box(sign_in, auditor):
    assert "data-check" not in sign_in(auditor).get(reverse("console:home")).content.decode()


def test_only_who_may_be_silent_is_offered_it(sign_in, anf_liaison, analyst):
    address = reverse("console:check")
    assert 'name="silent"' not in sign_in(anf_liaison).get(address).content.decode()
    assert 'name="silent"' in sign_in(analyst).get(address).content.decode()
    assert sign_in(anf_liaison).post(address, {**ASKED, "silent": "on"}).status_code == 403


def test_the_holder_reads_who_asked_and_nobody_else_does(
    listed, sign_in, anf_liaison, customs_liaison, analyst
):
    listed(Marking.RED)
    page(sign_in(customs_liaison))
    told = [
        sign_in(by).get(reverse("console:notices")).content.decode()
        for by in (anf_liaison, customs_liaison, analyst)
    ]
    assert ["case 12 of 2026" in shown.split("<main")[1] for shown in told] == [True, False, False]


def test_a_name_as_a_place_or_document_is_asked_as_said(listed, sign_in, anf_liaison):
    listed()
    assert "Khalid Bilal" in page(sign_in(anf_liaison), asked="hub road", kind="place")
    assert "Khalid Bilal" not in page(sign_in(anf_liaison), asked="hub road", kind="name")


def test_from_an_entry_a_keeper_may_open_a_file(listed, sign_in, anf_liaison):
    number = listed()
    assert f"?mentions={number}&kind=person" in page(sign_in(anf_liaison))
    head = User.objects.create(username="head", agency="ANF", role="head")
    assert "?mentions=" not in page(sign_in(head))
