"""A subject's own page, the network around it, and the paths to another."""

import re
from datetime import timedelta

import pytest

from markaz.accounts.models import User
from markaz.actions.subjects import keeping
from markaz.actions.subjects.indexing import index_reports
from markaz.actions.subjects.listing import list_entry
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store import audit
from markaz.store.models import AuditRow, MentionRow, SubjectRow
from markaz.store.naming import keyed_names
from markaz.store.reports import Keeper
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

PHONE = "0300 1234567"


@pytest.fixture
def listed(operator, now):
    """Put an entry with a telephone on a list."""

    def put(name: str, *, agency: str = "ANF", marking: str = "AMBER", phone: str = PHONE):
        entry = Listed(SubjectKind.PERSON, agency, Marking(marking), name=name)
        numbers = [(IdentifierKind.PHONE, phone)]
        return list_entry(entry, numbers=numbers, by=operator, now=now)

    return put


@pytest.fixture
def reported(tables, batch, operator, now) -> MentionRow:
    """Whom a report of ANF's names."""
    person = {"role": "suspect", "name_text": "Anwar Khan", "phone_text": PHONE}
    Keeper(batch()).keep(tables({"persons": [person]}))
    audit.log(Event.FILE_RECEIVED, subject="report", by=operator, now=now)
    index_reports(by=operator, now=now)
    return MentionRow.objects.get(part="person")


def opened(agency: str, *, by: User, now, marking: Marking = Marking.AMBER) -> SubjectRow:
    review = now.date() + timedelta(days=100)
    kept = Subject(SubjectKind.PERSON, Category.SUSPECT, "seen twice there", review, now.date())
    return keeping.open_subject(kept, agency=agency, marking=marking, by=by, now=now)


@pytest.fixture
def file(reported, listed, anf_liaison, now) -> SubjectRow:
    """A file of ANF's on whom a report names, with a telephone that another entry has."""
    row = opened("ANF", by=anf_liaison, now=now)
    for name in ("The tall one", "Anno"):
        said = keeping.Said(name, "an informant", now.date())
        keeping.add_alias(row.id, said, by=anf_liaison, now=now)
    keeping.claim_mention(row.id, reported.id, reason="same lorry", by=anf_liaison, now=now)
    listed("Basit Khan")
    return row


def page(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_by_whose_word_when_where_and_with_whom(file, anf_liaison, on_a_case):
    shown = page(on_a_case(anf_liaison), f"/subjects/{file.name}/")
    for told in ("The tall one", "Anno", "an informant", "seen twice there", "Anwar Khan"):
        assert told in shown
    assert "same lorry" in shown
    assert "Lahore ×1" in shown
    assert "Basit Khan" in shown
    assert "+923001234567" in shown
    basit = keyed_names([MentionRow.objects.get(name_text="Basit Khan").id])[0]
    assert f'href="/network/{basit}/"' in shown


def test_one_name_is_taken_away_alone_and_restored(file, anf_liaison, on_a_case):
    browser = on_a_case(anf_liaison)
    alias = file.aliases.get(written="Anno")
    browser.post(f"/subjects/{file.name}/keep/", {"do": "remove", "alias": alias.id})
    assert list(file.aliases.filter(ended_at=None).values_list("written", flat=True)) == [
        "The tall one"
    ]
    assert "Anno" in page(browser, f"/subjects/{file.name}/")
    browser.post(f"/subjects/{file.name}/keep/", {"do": "restore", "alias": alias.id})
    assert file.aliases.filter(ended_at=None).count() == 2


def test_the_name_of_another_file_is_not_touched_from_here(file, anf_liaison, on_a_case, now):
    other = opened("ANF", by=anf_liaison, now=now)
    alias = file.aliases.first()
    answer = on_a_case(anf_liaison).post(
        f"/subjects/{other.name}/keep/", {"do": "remove", "alias": alias.id}
    )
    assert answer.status_code == 400
    assert file.aliases.filter(ended_at=None).count() == 2


@pytest.mark.parametrize(
    ("form", "event"),
    [
        ("/subjects/{}/", Event.SUBJECT_VIEWED),
        ("/network/{}/", Event.NETWORK_VIEWED),
        ("/network/{}/path/?to={}", Event.PATHS_ASKED),
    ],
)
def test_every_view_is_logged_with_the_purpose_of_the_sitting(
    form, event, file, anf_liaison, on_a_case
):
    basit = keyed_names([MentionRow.objects.get(name_text="Basit Khan").id])[0]
    shown = page(on_a_case(anf_liaison), form.format(file.name, basit))
    assert "case 12 of 2026" in shown
    row = AuditRow.objects.filter(event=event.value).last()
    assert (row.subject, row.by) == (f"subject {file.id}", "anf")
    assert row.details["purpose"] == "case 12 of 2026"


@pytest.mark.parametrize("form", ["/subjects/{}/", "/network/{}/", "/network/{}/path/?to=X"])
def test_without_a_purpose_nobody_is_shown_and_nothing_told(form, file, anf_liaison, sign_in):
    browser = sign_in(anf_liaison)
    answers = [browser.get(form.format(name)) for name in (file.name, "NOBODY22")]
    assert {answer.status_code for answer in answers} == {302}
    told = [answer.headers["Location"] for answer in answers]
    assert told[0].replace(file.name, "NOBODY22") == told[1]
    assert not AuditRow.objects.filter(event=Event.NETWORK_VIEWED.value).exists()
    # Answered once, the page that asked is shown, and the next one asks no more.
    after = browser.post(told[0], {"purpose": "case 7 of 2026", "next": form.format(file.name)})
    assert after.headers["Location"] == form.format(file.name)
    assert "case 7 of 2026" in page(browser, f"/subjects/{file.name}/")


def test_a_purpose_that_says_nothing_is_asked_for_again(anf_liaison, sign_in):
    answer = sign_in(anf_liaison).post("/purpose/", {"purpose": "  x "})
    assert answer.status_code == 400
    assert "Say for what purpose you ask" in answer.content.decode()


def test_the_question_for_the_purpose_leads_to_no_other_host(anf_liaison, sign_in):
    said = {"purpose": "case 12 of 2026", "next": "https://example.org/"}
    assert sign_in(anf_liaison).post("/purpose/", said).headers["Location"] == "/subjects/"


def test_no_page_tells_the_number_of_a_subject(file, anf_liaison, on_a_case):
    shown = page(on_a_case(anf_liaison), f"/subjects/{file.name}/")
    assert not re.search(rf"subject {file.id}\b|/subjects/{file.id}/", shown)


WHERE = (
    "/subjects/{name}/",
    "/network/{name}/?steps=2",
    "/network/{name}/path/?to={other}",
)


@pytest.fixture
def in_the_open(listed, operator, now) -> tuple[str, str]:
    """An open file and an open entry of PCG's with one telephone, by their names."""
    row = opened("PCG", marking=Marking.GREEN, by=operator, now=now)
    entries = [listed(f"Open {n}", agency="PCG", marking="GREEN") for n in "AB"]
    keeping.claim_mention(row.id, entries[0].id, reason="known", by=operator, now=now)
    return row.name, keyed_names([entries[1].id])[0]


@pytest.mark.parametrize("agency", ["CUSTOMS", "ANF", "NCC"])
@pytest.mark.parametrize("marking", list(Marking))
@pytest.mark.parametrize("where", WHERE)
def test_what_is_not_theirs_leaves_no_trace_on_a_page(
    agency, marking, where, in_the_open, listed, on_a_case
):
    """Under this marking PCG lists somebody else with the same telephone."""
    name, other = in_the_open
    address = where.format(name=name, other=other)
    browser = on_a_case(User.objects.create(username="asker", agency=agency, role="liaison"))
    before = _without_tokens(page(browser, address))
    listed("Hidden Name", agency="PCG", marking=marking)
    after = _without_tokens(page(browser, address))
    seen = agency == "NCC" or marking in (Marking.CLEAR, Marking.GREEN)
    assert (after != before) is seen
    assert ("Hidden Name" in after) is (seen and "path" not in where)


def _without_tokens(shown: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown)


def test_who_is_hidden_and_who_is_not_there_are_one_answer(file, customs_liaison, on_a_case):
    browser = on_a_case(customs_liaison)
    for form in ("/subjects/{}/", "/network/{}/", "/network/{}/path/?to=X"):
        hidden, absent = (browser.get(form.format(name)) for name in (file.name, "NOBODY22"))
        assert (hidden.status_code, absent.status_code) == (404, 404)
        told = [_without_tokens(one.content.decode()) for one in (hidden, absent)]
        assert told[0].replace(file.name, "NOBODY22") == told[1]


def test_a_path_to_somebody_hidden_is_a_path_to_nobody(file, listed, customs_liaison, on_a_case):
    own = keyed_names([listed("Own Entry", agency="CUSTOMS").id])[0]
    browser = on_a_case(customs_liaison)
    told = [browser.get(f"/network/{own}/path/?to={name}") for name in (file.name, "NOBODY22")]
    assert [one.status_code for one in told] == [400, 400]
    shown = [_without_tokens(one.content.decode()) for one in told]
    assert shown[0].replace(file.name, "NOBODY22") == shown[1]


def test_what_a_check_finds_opens_in_the_network(file, anf_liaison, on_a_case):
    browser = on_a_case(anf_liaison)
    asked = {"asked": PHONE, "purpose": "case 12 of 2026"}
    shown = browser.post("/check/", asked).content.decode()
    addresses = re.findall(r"/network/\w+/", shown)
    assert addresses
    # The report's mention is the subject's: its own name opens the subject's network.
    assert "The tall one" in "".join(page(browser, address) for address in addresses)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_drawing_opens_its_nodes_and_names_its_hub(
    language, file, listed, anf_liaison, on_a_case
):
    for number in range(31):
        listed(f"Sender {number}", phone="0300 0000900")
    basit = keyed_names([MentionRow.objects.get(name_text="Basit Khan").id])[0]
    extra = listed("Basit again", phone="0300 0000900")
    keeping.claim_mention(file.id, extra.id, reason="seen", by=anf_liaison, now=file.created_at)
    browser = on_a_case(anf_liaison)
    browser.cookies["django_language"] = language
    shown = page(browser, f"/network/{file.name}/")
    assert f'<a href="/network/{basit}/"' in shown
    assert "+923000000900" in shown
    assert "Sender 1" not in shown
