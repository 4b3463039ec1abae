"""Stolen documents are asked for by keyed hash: no desk has the list, each question is logged."""

from io import BytesIO

import pytest
from PIL import Image

from markaz.actions.airport import checking, documents
from markaz.actions.subjects import blind
from markaz.airport.documents import page
from markaz.airport.documents.cells import tesseract
from markaz.governance.audit import Event
from markaz.records.errors import (
    InvalidValueError,
    NotPermittedError,
    PurposeError,
    UnreadableFileError,
)
from markaz.store.models import AuditRow, StolenDocument, StolenList
from markaz.subjects.blind.documents import document

SECRET, OTHER = b"s" * 32, b"o" * 32
LIST = "kind,issuer,number\npassport,UTO,L898902C3\nvisa,UTO,L8988901C\npassport,UTO,l898 902-c3\n"
WHY = "case 12 of 2026"


@pytest.fixture
def listed(home, tmp_path, operator, now):
    def kept(text=LIST, *, secret=SECRET, name="Utopia 2026"):
        plain, hashes = tmp_path / "list.csv", tmp_path / "list.hashes"
        plain.write_text(text, encoding="utf-8")
        documents.encode_list(plain, out=hashes, secret=secret, by=operator, now=now)
        return hashes, documents.keep_list(hashes, name=name, by=operator, now=now)

    return kept


def ask(*said, by, now, secret=SECRET, purpose=WHY):
    return documents.check_document(document(*said), secret=secret, purpose=purpose, by=by, now=now)


def test_a_stolen_passport_is_found_however_it_is_written(listed, operator, now):
    listed()
    for number in ("L898902C3", "l898902c3", "L898902C3<<<", "L 898-902 C3"):
        assert ask("passport", "UTO", number, by=operator, now=now).on == ("Utopia 2026",)


def test_another_number_kind_or_issuer_is_not_found(listed, operator, now):
    listed()
    for said in (
        ("passport", "UTO", "L898902C4"),
        ("visa", "UTO", "L898902C3"),
        ("passport", "PAK", "L898902C3"),
    ):
        assert ask(*said, by=operator, now=now) == documents.Held((), 1)


def test_neither_the_file_nor_the_tables_nor_the_log_hold_a_number(listed, operator, now):
    hashes, row = listed()
    ask("passport", "UTO", "L898902C3", by=operator, now=now)
    everything = hashes.read_text() + str(list(StolenDocument.objects.values()))
    everything += str(list(AuditRow.objects.values())) + str(list(StolenList.objects.values()))
    assert "898902" not in everything
    assert "8988901" not in everything
    assert row.documents == StolenDocument.objects.count() == 2


def test_a_question_stands_in_the_log_with_its_purpose(listed, operator, now):
    listed()
    ask("passport", "UTO", "L898902C3", by=operator, now=now)
    row = AuditRow.objects.get(event=Event.STOLEN_CHECKED.value)
    assert row.details == {"purpose": WHY, "lists": 1, "on": ["Utopia 2026"]}
    with pytest.raises(PurposeError):
        ask("passport", "UTO", "L898902C3", by=operator, now=now, purpose=" ")


def test_a_newer_list_takes_the_place_of_the_last(listed, operator, now):
    listed()
    listed("kind,issuer,number\npassport,UTO,AB1234567\n")
    assert StolenList.objects.get().documents == StolenDocument.objects.count() == 1
    assert ask("passport", "UTO", "L898902C3", by=operator, now=now).on == ()


def test_the_wrong_secret_is_no_clean_answer(listed, operator, now):
    listed()
    with pytest.raises(InvalidValueError, match="No list was hashed with this secret"):
        ask("passport", "UTO", "L898902C3", by=operator, now=now, secret=OTHER)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind,number\n", "needs the columns kind, issuer, number"),
        ("kind,issuer,number\npassport,ZZQ,AB123\n", "Row 2: No issuer has the code 'ZZQ'"),
        ("kind,issuer,number\nhoroscope,UTO,AB123\n", "Row 2: 'horoscope' is no kind"),
        ("kind,issuer,number\npassport,UTO,AB123\npassport,UTO,?\n", r"Row 3: '\?' is no number"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_its_row(listed, text, sentence):
    with pytest.raises(UnreadableFileError, match=sentence):
        listed(text)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"scheme": "x", "hashes": []}', "\u06f1"])
def test_what_is_no_hashed_list_is_refused(home, tmp_path, operator, now, text):
    file = tmp_path / "some.hashes"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no list of hashed documents"):
        documents.keep_list(file, name="Utopia", by=operator, now=now)
    assert not StolenList.objects.exists()


def test_who_may_not_keep_lists_or_check_does_not(listed, django_user_model, now):
    hashes, _row = listed()
    auditor = django_user_model.objects.create(username="auditor", agency="NCC", role="auditor")
    with pytest.raises(NotPermittedError):
        documents.keep_list(hashes, name="Utopia", by=auditor, now=now)
    with pytest.raises(NotPermittedError):
        ask("passport", "UTO", "L898902C3", by=auditor, now=now)


SPECIMEN = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
)


def test_a_passport_read_at_the_desk_is_held_against_the_lists(listed, desk, officer, home, now):
    def read():
        return checking.read_document(SPECIMEN, desk=desk, purpose=WHY, by=officer, now=now)

    assert read().listed is None
    secret = home / checking.SECRET
    blind.make_secret(secret)
    listed(secret=blind.read_secret(secret))
    assert read().listed == ("Utopia 2026",)
    listed("kind,issuer,number\npassport,UTO,X1234567\n", secret=blind.read_secret(secret))
    assert read().listed == ()


def test_a_photographed_page_is_read_where_there_is_no_boarding_pass(monkeypatch):
    into = BytesIO()
    Image.new("L", (60, 40), 200).save(into, "PNG")
    monkeypatch.setattr(page, "read_page", lambda _picture: page.Read(("ONE", "TWO"), 0.0))
    assert checking.text_of(into.getvalue()) == "ONE\nTWO"


def test_a_picture_of_neither_is_refused_with_one_sentence(monkeypatch):
    into = BytesIO()
    Image.new("L", (60, 40), 200).save(into, "PNG")

    def none(_picture):
        raise InvalidValueError("No machine-read lines are found.")

    monkeypatch.setattr(page, "read_page", none)
    monkeypatch.setattr(tesseract, "installed", lambda: True)
    with pytest.raises(InvalidValueError, match="neither one boarding pass nor"):
        checking.text_of(into.getvalue())
    monkeypatch.setattr(tesseract, "installed", lambda: False)
    with pytest.raises(InvalidValueError, match="No machine-read lines"):
        checking.text_of(into.getvalue())
