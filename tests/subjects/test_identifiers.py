"""Published vectors of the standards, invented numbers, and the neighbours of a check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.data.travel.digits import check_digit
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import READERS, read

# The examples of the IBAN registry, and the handset number that 3GPP papers use.
IBANS = ["PK36SCBL0000001123456702", "GB29NWBK60161331926819", "DE89370400440532013000"]
HANDSET = "490154203237518"


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("12345-1234567-1", IdentifierKind.NATIONAL, "12345-1234567-1"),
        ("1234512345671", IdentifierKind.NATIONAL, "12345-1234567-1"),
        ("۱۲۳۴۵-۱۲۳۴۵۶۷-۱", IdentifierKind.NATIONAL, "12345-1234567-1"),
        ("AB1234567", IdentifierKind.PASSPORT, "AB1234567"),
        ("ab 1234567", IdentifierKind.PASSPORT, "AB1234567"),
        ("0300 1234567", IdentifierKind.PHONE, "+923001234567"),
        ("+92-300-1234567", IdentifierKind.PHONE, "+923001234567"),
        ("0092 300 1234567", IdentifierKind.PHONE, "+923001234567"),
        ("۰۳۰۰۱۲۳۴۵۶۷", IdentifierKind.PHONE, "+923001234567"),
        ("LEA-1234", IdentifierKind.PLATE, "LEA-1234"),
        ("lea 13 1234", IdentifierKind.PLATE, "LEA-13-1234"),
        ("ABC-007", IdentifierKind.PLATE, "ABC-7"),
        ("Peshawar A-1234", IdentifierKind.PLATE, "PESHAWAR-A-1234"),
        ("49-015420-323751-8", IdentifierKind.IMEI, HANDSET),
        ("PK36 SCBL 0000 0011 2345 6702", IdentifierKind.IBAN, IBANS[0]),
    ],
)
def test_a_number_is_read_as_the_only_thing_it_can_be(text, kind, canonical):
    found = read(text)
    assert isinstance(found, Identifier), found
    assert (found.kind, found.canonical) == (kind, canonical)


@pytest.mark.parametrize("number", IBANS)
def test_the_examples_of_the_registry_are_ibans(number):
    found = read(number)
    assert isinstance(found, Identifier)
    assert found.checked


def neighbours(number: str, alphabet: str = "0123456789"):
    for at, digit in enumerate(number):
        if digit in alphabet:
            yield from (
                number[:at] + other + number[at + 1 :] for other in alphabet if other != digit
            )


@pytest.mark.parametrize("number", IBANS)
def test_every_error_in_one_digit_of_an_iban_is_caught(number):
    assert all(isinstance(read(one, kind=IdentifierKind.IBAN), Doubt) for one in neighbours(number))


def test_every_error_in_one_digit_of_a_handset_number_is_caught():
    wrong = [read(one, kind=IdentifierKind.IMEI) for one in neighbours(HANDSET)]
    assert len(wrong) == 15 * 9
    assert all(isinstance(one, Doubt) for one in wrong)


@pytest.mark.parametrize(
    ("field", "digit"), [("L898902C3", 6), ("D23145890", 7), ("740812", 2), ("120415", 9)]
)
def test_check_digits_are_those_of_the_specimens(field, digit):
    assert check_digit(field) == digit


def test_a_passport_number_from_the_machine_read_lines_is_checked():
    found = read("L898902C36", kind=IdentifierKind.PASSPORT)
    assert isinstance(found, Identifier)
    assert (found.canonical, found.checked) == ("L898902C3", True)


def test_every_error_in_one_digit_of_the_machine_read_number_is_caught():
    wrong = [read(one, kind=IdentifierKind.PASSPORT) for one in neighbours("L898902C36")]
    assert all(isinstance(one, Doubt) for one in wrong)


def test_a_national_number_tells_province_and_sex_and_is_not_checked():
    found = read("54321-7654321-2")
    assert isinstance(found, Identifier)
    assert dict(found.traits) == {"province": "PK-BA", "sex": "female"}
    assert not found.checked


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("1234-1234567-1", IdentifierKind.NATIONAL, "13 digits"),
        ("92345-1234567-1", IdentifierKind.NATIONAL, "first digit"),
        ("11111-1111111-1", IdentifierKind.NATIONAL, "filler"),
        ("0300 12", IdentifierKind.PHONE, "no telephone"),
        ("call him", IdentifierKind.PHONE, "no telephone number"),
        ("49015420323751", IdentifierKind.IMEI, "15 digits"),
        ("000000000000000", IdentifierKind.IMEI, "check digit"),
        ("PK36SCBL000000112345670", IdentifierKind.IBAN, "built otherwise"),
        ("PK361234000000112345670A", IdentifierKind.IBAN, "built otherwise"),
        ("36SCBL", IdentifierKind.IBAN, "shape"),
        ("LEA-12O4", IdentifierKind.PLATE, "letter stands among"),
        ("Nowhere A-1234", IdentifierKind.PLATE, "not letters and a number"),
        ("A1", IdentifierKind.PASSPORT, "six to eight digits"),
        ("1234", IdentifierKind.ACCOUNT, "8 to 20"),
        ("", None, "no number is written"),
        ("9" * 10_000, None, "no number is written"),
    ],
)
def test_what_cannot_be_read_is_a_doubt_with_its_reason(text, kind, why):
    found = read(text, kind=kind)
    assert isinstance(found, Doubt)
    assert why in found.reason_en
    assert found.reason_ur


def test_an_account_number_is_read_only_where_the_report_says_so():
    assert isinstance(read("12345678"), Doubt)
    assert isinstance(read("1234-5678", kind=IdentifierKind.ACCOUNT), Identifier)


def test_marks_of_writing_direction_and_other_hyphens_do_not_matter():
    assert read("\u200f12345–1234567–1\u200e") == read("12345-1234567-1")


@pytest.mark.parametrize("kind", READERS, ids=str)
@given(text=st.text(max_size=30))
def test_any_text_is_an_identifier_or_a_doubt(kind, text):
    found = read(text, kind=kind)
    assert found.kind == kind
    assert isinstance(found, Identifier | Doubt)


@given(st.integers(1, 8), st.integers(0, 10**12 - 1))
def test_the_canonical_form_reads_as_itself(first, rest):
    found = read(f"{first}{rest:012d}", kind=IdentifierKind.NATIONAL)
    if isinstance(found, Identifier):
        again = read(found.canonical, kind=found.kind)
        assert isinstance(again, Identifier)
        assert again.canonical == found.canonical
    else:
        assert "filler" in found.reason_en
