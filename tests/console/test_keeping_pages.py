"""The agency's own list and its files: added, handed in as a file, opened, kept and reviewed."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from markaz.actions.entries import suggesting
from markaz.actions.subjects.listing import list_entry
from markaz.records.subject import SubjectKind
from markaz.store.models import AliasRow, BelongingRow, MentionRow, SubjectRow, SuggestionRow
from markaz.store.subjects.mentions import Listed

ROWS = [
    ("name", "father", "born", "phone", "shoe size"),
    ("Zubair Tariq", "Khalid Bilal", "1980", "0300 1234567", "42"),
    ("Naveed Faraz", "", "27/03/80", "", ""),
    ("Rafaqat Wazir", "", "1974-05-06", "12", ""),
    ("زبیر طارق", "خالد بلال", "1980", "0300 1234567; 0301 7654321", ""),
]
OPENING = {
    "reason": "the same telephone", "agency": "ANF", "marking": "AMBER", "kind": "person",
    "category": "suspect", "basis": "seen handing over a parcel on 3 March 2025",
    "review_by": (timezone.localdate() + timedelta(days=200)).isoformat(),
}  # fmt: skip


def csv() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode()


def workbook() -> bytes:
    book, kept = Workbook(), BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def mention(operator, now):
    def put(agency: str = "ANF", name: str = "Zubair Tariq") -> int:
        entry = Listed(SubjectKind.PERSON, agency, "AMBER", name=name)
        return list_entry(entry, by=operator, now=now).id

    return put


@pytest.fixture
def anf(sign_in, anf_liaison):
    return sign_in(anf_liaison)


@pytest.fixture
def kept(anf, mention) -> SubjectRow:
    anf.post(reverse("console:open_subject"), {**OPENING, "mentions": str(mention())})
    return SubjectRow.objects.get()


def do(browser, row: SubjectRow, asked: str, **said: str):
    return browser.post(reverse("console:keep", args=[row.name]), {"do": asked, **said})


def test_an_entry_is_added_and_found_and_taken_off(anf):
    said = {"agency": "ANF", "marking": "AMBER", "name": "Zubair Tariq", "phone": "0300 1234567"}
    assert anf.post(reverse("console:entries"), said).status_code == 302
    row = MentionRow.objects.get()
    listed = reverse("console:entries")
    assert "Zubair Tariq" in anf.get(listed, {"words": "92300"}).content.decode()
    assert "Zubair Tariq" not in anf.get(listed, {"words": "Naveed"}).content.decode()
    anf.post(reverse("console:end_entry", args=[row.id]))
    assert "Zubair Tariq" not in anf.get(listed).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"phone": "12", "name": "Zubair"}, "no phone"),
        ({"name": " "}, "to be found by"),
        ({"name": "Zubair", "born": "80"}, "no date of birth"),
        ({"name": "Z" * 251}, "250 letters"),
        ({"name": "Zubair", "marking": "PINK"}, "No marking"),
        ({"name": "Zubair", "kind": "ghost"}, "kind"),
    ],
)
def test_what_cannot_be_listed_is_refused_and_stays_in_the_form(anf, said, words):
    answer = anf.post(reverse("console:entries"), {"agency": "ANF", "marking": "AMBER", **said})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not MentionRow.objects.exists()


@pytest.mark.parametrize("body", [csv, workbook])
def test_a_file_shows_what_was_not_read_and_lists_the_rest_once(anf, body):
    address = reverse("console:entry_file")

    def hand_in(**more: str) -> str:
        file = SimpleUploadedFile("list", body())
        answer = anf.post(address, {"agency": "ANF", "marking": "RED", "file": file, **more})
        assert answer.status_code == 200
        return answer.content.decode()

    assert "no date of birth" in hand_in(look="1")
    assert not MentionRow.objects.exists()
    page = hand_in()
    assert "shoe size" in page
    assert "no phone" in page
    rows = MentionRow.objects.order_by("id")
    assert [row.name_text for row in rows] == ["Zubair Tariq", "زبیر طارق"]
    assert {row.marking for row in rows} == {"RED"}
    assert rows[1].identifiers.count() == 2
    hand_in()
    assert MentionRow.objects.count() == 2


def test_another_agencys_list_is_neither_seen_nor_written(anf, mention):
    foreign = mention("CUSTOMS", "Foreign Entry")
    assert "Foreign Entry" not in anf.get(reverse("console:entries")).content.decode()
    assert anf.post(reverse("console:end_entry", args=[foreign])).status_code == 400
    said = {"agency": "CUSTOMS", "marking": "AMBER", "name": "Zubair"}
    assert anf.post(reverse("console:entries"), said).status_code == 403
    file = SimpleUploadedFile("list", csv())
    anf.post(reverse("console:entry_file"), {**said, "file": file})
    assert MentionRow.objects.count() == 1


@pytest.mark.parametrize("missing", ["basis", "category", "review_by", "reason", "mentions"])
def test_a_file_without_what_the_law_asks_is_not_opened(anf, mention, missing):
    said = {**OPENING, "mentions": str(mention()), missing: ""}
    answer = anf.post(reverse("console:open_subject"), said)
    assert answer.status_code == 400
    assert not SubjectRow.objects.exists()
    assert not BelongingRow.objects.exists()


def test_a_file_is_opened_from_mentions_and_shows_in_the_list(anf, mention):
    said = {**OPENING, "mentions": f"{mention()}, {mention(name='Zubair Tareq')}"}
    answer = anf.post(reverse("console:open_subject"), said)
    row = SubjectRow.objects.get()
    assert answer.url == reverse("console:keep", args=[row.name])
    assert BelongingRow.objects.filter(subject=row).count() == 2
    assert "Zubair Tariq" in anf.get(reverse("console:subjects")).content.decode()


def test_another_agency_finds_no_file_and_opens_none_from_our_mention(
    kept, on_a_case, customs_liaison, mention
):
    other = on_a_case(customs_liaison)
    assert other.get(reverse("console:keep", args=[kept.name])).status_code == 404
    assert other.get(reverse("console:subject", args=[kept.name])).status_code == 404
    assert OPENING["basis"] not in other.get(reverse("console:subjects")).content.decode()
    said = {**OPENING, "agency": "CUSTOMS", "mentions": str(mention(name="Secret Name"))}
    form = other.post(reverse("console:open_subject"), said)
    assert form.status_code == 400
    assert "Secret Name" not in form.content.decode()


def test_a_name_goes_and_comes_back_and_the_page_tells_it_all(anf, kept):
    do(anf, kept, "say", written="Zubair Tareq", said_by="the driver", said_on="2025-03-04")
    alias = AliasRow.objects.get()
    assert "Zubair Tareq" not in anf.get(reverse("console:entries")).content.decode()
    assert anf.post(reverse("console:end_entry", args=[alias.mention_id])).status_code == 400
    do(anf, kept, "remove", alias=str(alias.id))
    page = anf.get(reverse("console:keep", args=[kept.name])).content.decode()
    assert 'value="restore"' in page
    assert f"Name or number {alias.id} taken away" in page
    do(anf, kept, "restore", alias=str(alias.id))
    assert AliasRow.objects.filter(ended_at=None).count() == 1
    page = anf.get(reverse("console:keep", args=[kept.name])).content.decode()
    assert 'value="restore"' not in page


def test_a_mention_goes_and_comes_back(anf, kept):
    (mention,) = BelongingRow.objects.values_list("mention_id", flat=True)
    do(anf, kept, "release", mention=str(mention))
    assert not BelongingRow.objects.filter(ended_at=None).exists()
    do(anf, kept, "claim", mention=str(mention), reason="the same telephone")
    assert BelongingRow.objects.filter(ended_at=None).count() == 1


def test_what_is_due_is_listed_until_a_review_with_a_new_basis(anf, kept):
    SubjectRow.objects.update(review_by=date(2026, 1, 1))
    due = reverse("console:subjects") + "?due"
    assert OPENING["basis"] in anf.get(due).content.decode()
    until = (timezone.localdate() + timedelta(days=300)).isoformat()
    assert do(anf, kept, "review", basis=OPENING["basis"], review_by=until).status_code == 400
    do(anf, kept, "review", basis="charged in court this year", review_by=until)
    assert "charged in court" not in anf.get(due).content.decode()
    assert SubjectRow.objects.get().review_by.isoformat() == until


@pytest.mark.parametrize("asked", ["", "explode", "remove", "change"])
def test_a_form_that_asks_for_nothing_sound_is_refused(anf, kept, asked):
    assert do(anf, kept, asked, alias="x", category="enemy").status_code == 400


@pytest.fixture
def pair(mention, operator, now) -> SuggestionRow:
    for name in ("Zubair Tariq Achakzai", "Zubair Tareq Achekzai"):
        entry = Listed(SubjectKind.PERSON, "ANF", "AMBER", name=name, father_name="Khalid Bilal")
        list_entry(entry, by=operator, now=now)
    suggesting.suggest(by=operator, now=now)
    return SuggestionRow.objects.get()


def judged(browser, pair: SuggestionRow, asked: str, **said: str):
    said = {"suggestion": str(pair.id), "do": asked, **said}
    return browser.post(reverse("console:suggested"), said)


def test_a_pair_is_shown_with_reasons_and_leads_to_opening_a_file(anf, pair):
    page = anf.get(reverse("console:suggested")).content.decode()
    assert "names agree" in page
    answer = judged(anf, pair, "accept")
    assert answer.url.startswith(reverse("console:open_subject"))
    form = anf.get(answer.url).content.decode()
    assert f"{pair.left_id}, {pair.right_id}" in form
    assert "Zubair Tareq Achekzai" in form


def test_a_refused_pair_needs_a_reason_and_goes(anf, pair):
    assert judged(anf, pair, "refuse").status_code == 400
    assert judged(anf, pair, "refuse", reason="two brothers").status_code == 302
    assert "Zubair" not in anf.get(reverse("console:suggested")).content.decode()


def test_another_agency_sees_no_pair_and_judges_none(pair, sign_in, customs_liaison):
    other = sign_in(customs_liaison)
    assert "Zubair" not in other.get(reverse("console:suggested")).content.decode()
    assert judged(other, pair, "accept").status_code == 400
    assert SuggestionRow.objects.get().state == "open"
